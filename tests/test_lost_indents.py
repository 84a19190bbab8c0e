"""Paragraphs of hard-wrapped text that lost the indent of their first lines: two characters, GB/T 9704-2012, 7.3.3."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import govreport

WIDTH = 28
"""Of the page, in characters."""
WORDS = "依法行政，完善制度，健全工作机制，落实主体责任，加强日常监督，规范程序，公开透明，服务群众，防范风险"
LEAD = "为了规范管理，制定本办法。"


def paragraph(length: int, stop: int | None = None) -> str:
    """A paragraph of a length that ends with a full stop, perhaps with another inside."""
    text = "".join(WORDS[k % len(WORDS)] for k in range(length - 1)) + "。"
    return text if stop is None else text[:stop] + "。" + text[stop + 1 :].replace("，", "法", 1)


def wrapped(text: str) -> list[str]:
    """The lines of a paragraph as a page shows them, without the indent of the first."""
    first = WIDTH - 2
    return [text[:first], *(text[k : k + WIDTH] for k in range(first, len(text), WIDTH))]


def paragraphs(whole: list[str]) -> list[str]:
    """The paragraphs of a wrapped text, as parsed."""
    lines = [line for one in (LEAD, *whole) for line in wrapped(one)]
    text = "\n".join(line for line in lines if line)
    return ["".join(block.text.split()) for block in govreport.parse(text).body]


@given(counts=st.lists(st.integers(1, 3), min_size=3, max_size=6), at=st.integers(0, 2), line=st.integers(0, 1))
def test_a_full_line_after_a_stop_at_the_edge_continues(counts: list[int], at: int, line: int) -> None:
    """A sentence of one paragraph ends exactly at the edge of the page, and the next line is full."""
    lengths = [WIDTH - 2 + (count + 1) * WIDTH + WIDTH // 2 for count in counts]
    edge = WIDTH - 3 + line * WIDTH
    whole = [paragraph(length, edge if k == at else None) for k, length in enumerate(lengths)]
    assert paragraphs(whole) == [LEAD, *whole]


@given(counts=st.lists(st.integers(1, 3), min_size=5, max_size=7), at=st.integers(0, 3))
def test_a_line_short_by_the_indent_begins_a_paragraph(counts: list[int], at: int) -> None:
    """The last line of one paragraph reaches the edge of the page."""
    lengths = [WIDTH - 2 + count * WIDTH + (WIDTH if k == at else WIDTH // 2) for k, count in enumerate(counts)]
    whole = [paragraph(length) for length in lengths]
    assert paragraphs(whole) == [LEAD, *whole]


def test_wrapped_latin_text_has_no_lost_indent() -> None:
    """Its lines have more characters than any of Chinese text."""
    line = "every spring they are official documents, collected from web pages and kept unchanged, damage included"
    assert govreport.parse("\n".join([line] * 4 + ["No report has an addressee."])).body

"""The text as given: spans, positions, lines, widths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.text.source import INVISIBLE, Position, Source, Span, display_width, is_blank

TEXTS = st.text(st.sampled_from("一二a \t\n\r\u2028\ufeff"), max_size=30)


@pytest.mark.parametrize("character", [" ", "\t", "\n", "\u3000", "\xa0", "\u2003", "\u2028", *INVISIBLE])
def test_blanks_show_nothing(character: str) -> None:
    assert is_blank(character)


@pytest.mark.parametrize("character", ["一", "a", "。", "\x00", "\ufffd"])
def test_visible_characters_are_not_blank(character: str) -> None:
    assert not is_blank(character)


def test_a_span_is_half_open() -> None:
    span = Span(3, 5)
    assert [offset for offset in range(8) if offset in span] == [3, 4]
    assert tuple(span) == (3, 5)
    assert len(span) == 2
    assert "3" not in span


def test_an_empty_span_is_a_place_all_the_same() -> None:
    assert Span(3, 3)
    assert 3 not in Span(3, 3)


def test_spans_order_by_start_then_end() -> None:
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 1)]) == [Span(0, 1), Span(0, 9), Span(2, 3)]


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [
        ("", 0, 1, 1),
        ("一二", 2, 1, 3),
        ("一\n二", 1, 1, 2),
        ("一\n二", 2, 2, 1),
        ("一\r\n二", 2, 1, 3),
        ("一\r\n二", 3, 2, 1),
        ("一\r二", 2, 2, 1),
        ("一\n", 2, 2, 1),
        ("一\u2028二", 2, 1, 3),
        ("😀二", 1, 1, 2),
    ],
)
def test_positions(text: str, offset: int, line: int, column: int) -> None:
    assert Source(text).position(offset) == Position(line, column)


@pytest.mark.parametrize("offset", [-1, 3])
def test_offsets_outside_the_text(offset: int) -> None:
    with pytest.raises(IndexError, match=f"offset {offset} is outside a text of 2 characters"):
        Source("一二").position(offset)


@pytest.mark.parametrize("number", [0, 3, -1])
def test_lines_that_do_not_exist(number: int) -> None:
    with pytest.raises(IndexError, match=f"line {number} of 2"):
        Source("一\n二").line(number)


@given(TEXTS)
def test_position_and_line_lead_back(text: str) -> None:
    source = Source(text)
    for offset, character in enumerate(text):
        if character not in "\r\n":
            position = source.position(offset)
            assert source.line(position.line)[position.column - 1] == character


@given(TEXTS)
def test_positions_never_go_back(text: str) -> None:
    source = Source(text)
    places = [(at.line, at.column) for at in map(source.position, range(len(text) + 1))]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("一、总则", 8), ("（1）", 5), ("ａ１", 4), ("e\u0301", 1), ("一\u200b\ufeff", 2)],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width

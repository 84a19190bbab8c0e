"""Decimals that are marks and figures: 1.3个部门 2.2个县 3.5个单位 counts 1. 2. 3.

A decimal whose neighbours 1.2 and 1.4 do not exist, and whose first number increases from line to line, is a mark of only
its first number and dot: the figure after the dot belongs to the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport.grammar.grammar import Grammar
from govreport.outline.candidates import Candidate
from govreport.outline.doubts import Doubt, doubt
from govreport.tree.families import Family

Rows = Sequence[Sequence[Candidate]]


def with_figures_read(rows: Rows, grammar: Grammar) -> Rows:
    """The candidates of each line, with decimals that are marks and figures read as marks."""
    arabic = grammar.speech.families["ARABIC"]
    heads = [row[0] for row in rows if row and row[0].head and row[0].family.name in ("decimal", "arabic")]
    decimals: set[tuple[int, ...]] = {one.parts for one in heads if len(one.parts) == 2}
    found: dict[tuple[int, int], Candidate] = {}
    run: list[Candidate] = []
    for one in [*heads, None]:
        first = _first(one) if one is not None else None
        if one is None or (run and first != (_first(run[-1]) or 0) + 1):
            if len(run) > 1 and _first(run[0]) == 1:
                found.update((mark.at, _read(mark, arabic)) for mark in run if _is_glued(mark, decimals))
            run = []
        if one is not None and (one.family is arabic or _is_glued(one, decimals)):
            run.append(one)
    return [(found[row[0].at], *row[1:]) if row and row[0].at in found else row for row in rows] if found else rows


def figure_doubts(before: Rows, after: Rows) -> Iterator[Doubt]:
    """Doubt each decimal that was read as a mark and a figure."""
    for was, row in zip(before, after, strict=True):
        if row and row[0] is not was[0]:
            yield doubt(row[0], "be a number with a figure after it", f"be the decimal {was[0].text}")


def _first(one: Candidate) -> int | None:
    return one.parts[0] if one.parts else one.ordinal


def _is_glued(one: Candidate, decimals: set[tuple[int, ...]]) -> bool:
    """Whether a decimal is followed directly by a word, and neither the number before nor the number after it is a mark."""
    if len(one.parts) != 2 or one.spaced or "." not in one.text.replace("．", "."):
        return False
    a, b = one.parts
    return not {(a, b - 1), (a, b + 1)} & decimals


def _read(one: Candidate, arabic: Family) -> Candidate:
    at = one.text.replace("．", ".").index(".") + 1
    end, text = one.begin + at, one.text[:at]
    return Candidate(arabic, one.line, one.begin, end, text, one.parts[0], place=one.place, spaced=False)

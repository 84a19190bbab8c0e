"""Doubts: decisions of the outline that the evidence leaves open, each with both of its readings."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from govreport.outline.candidates import Candidate, Key, Place

CLOSE = 1.25
"""A row of less weight than this, for or against it, is doubted."""
CERTAIN = 4.0
"""A row of more weight than this is not doubted at the members that are glued to a word."""


class Doubt(NamedTuple):
    """A place in a line that can be read in two ways."""

    line: int
    """The index of the line."""
    begin: int
    """Where the place is in the line, ``[begin, end)``, in characters of its text."""
    end: int
    text: str
    """What is read there, as written."""
    taken: str
    """The reading that the outline takes: a phrase that continues "may"."""
    other: str
    """The reading that it leaves."""
    row: bool = False
    """Whether it is about all of a row, of which this is the first member."""

    @property
    def message(self) -> str:
        """Both readings, in a sentence."""
        if self.row:
            return f"{self.text} and the rest of its row may {self.taken}, or {self.other}"
        return f"{self.text} may {self.taken}, or {self.other}"


def doubt(mark: Candidate, taken: str, other: str) -> Doubt:
    """A doubt about a mark."""
    return Doubt(mark.line, mark.begin, mark.end, mark.text, taken, other)


def row_doubt(first: Candidate, taken: str, other: str) -> Doubt:
    """A doubt about a row, at its first mark."""
    return doubt(first, taken, other)._replace(row=True)


def left_out(rows: Iterable[Sequence[Candidate]], taken: Container[Place]) -> Iterator[Doubt]:
    """Doubt the candidates that are left in the text although the series around them lacks just their number.

    ``taken`` are the places of those that are marks.
    """
    reached: dict[Key, int] = {}
    left: dict[Key, Candidate] = {}
    for one in chain.from_iterable(rows):
        if one.ordinal is None:
            continue
        if one.at not in taken:
            if one.ordinal in (1, reached.get(one.key, 0) + 1):
                left[one.key] = one
            continue
        lost = left.pop(one.key, None)
        if lost is not None and one.ordinal == (lost.ordinal or 0) + 1 and reached.get(one.key) != lost.ordinal:
            yield row_doubt(lost, "be part of the text", f"come before {one.text}, which lacks it")
        reached[one.key] = one.ordinal


def is_close(weight: float, *, weak: bool) -> bool:
    """Whether the weight of a row decides narrowly, about a member in a ``weak`` place or any other."""
    return abs(weight) <= CLOSE or (weak and 0 < weight < CERTAIN)

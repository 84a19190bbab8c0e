"""A candidate mark: its family, its value, and what its place in the line says for it."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.outline.headings import HeadingPlace, heading_place
from govreport.tree.families import Family

HEAD = 3
"""At the head of a line."""
STOP = 2
"""Inside a line, after the end of a clause or sentence, or a wide blank."""
WEAK = 1
"""Inside a line, where a mark is unlikely: after a comma, a bracket or a single blank."""


GLUED = 0
"""Inside a long line, straight behind a word: real only behind a heading whose line break was lost."""
HEADING_MOST = 60
"""The longest heading behind which a mark is sought whose line break was lost."""
WIDEST_BLANK = 16


class Mark:
    """A candidate: its family, its value, and where it stands."""

    __slots__ = (
        "_heading",
        "bare",
        "begin",
        "doubtful",
        "end",
        "family",
        "flat",
        "head",
        "key",
        "line",
        "listed",
        "order",
        "ordinal",
        "padded",
        "parted",
        "parts",
        "spaced",
        "stop",
        "sub",
        "tail",
        "text",
        "weight",
    )

    def __init__(
        self, family: Family, line: int, begin: int, end: int, ordinal: int | None, sub: int | None, weight: int
    ) -> None:
        self.family = family
        self.line = line
        """The index of its line."""
        self.begin = begin
        """Where it begins, in characters of the line's text."""
        self.end = end
        self.ordinal = ordinal
        self.sub = sub
        self.text = ""
        self.weight = weight
        self.head = weight == HEAD
        self.parts: tuple[int, ...] = ()
        """All components of a decimal."""
        self.bare = False
        """Whether a blank alone closes it: 一　中央政府."""
        self.listed = False
        """Whether a numeral follows, as in 二、三产业."""
        self.parted = False
        """Whether a blank stands before it."""
        self.padded = False
        """Whether it is written with a leading zero: 01."""
        self.tail = 0
        """How much of its line is left behind a decimal, in characters; much where a sentence follows."""
        self.stop = ""
        """Its last character."""
        self.spaced = True
        """Whether a blank, a bracket or the end of the line follows."""
        self.doubtful = False
        """Whether the line before it broke off in mid-sentence, so that a reference may stand here."""
        self.flat = False
        """Whether its line is so long that it may hold several paragraphs."""
        self.order = 0
        """Its rank among the candidates of its document."""
        self.key: tuple[str, int] | None = None
        """What it counts with, once that was asked for."""
        self._heading: tuple[int, str, HeadingPlace | None] = (-1, "", None)

    def heading_in(self, text: str, limit: int, family: str) -> HeadingPlace | None:
        """The heading that may follow in its line, up to ``limit`` and in the manner of a family.

        It is asked for twice, before and after the depth of the mark is known, mostly with the same answer.
        """
        if self._heading[:2] != (limit, family):
            self._heading = limit, family, heading_place(text, self.end, limit, family)
        return self._heading[2]

    def __repr__(self) -> str:
        return f"<Mark {self.family.name} {self.ordinal} line {self.line}:{self.begin}>"


def is_marked(marks: Sequence[Mark]) -> bool:
    """Whether a line with these candidates begins with one."""
    return bool(marks) and marks[0].begin == 0


def begins_unit(marks: Sequence[Mark]) -> bool:
    """Whether a line with these candidates begins with one of the outline, not of an enumeration in the prose."""
    return is_marked(marks) and not marks[0].family.item

"""A candidate for a mark: its family, its value, and its place in the line as evidence."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field

from govreport.tree.families import Family
from govreport.util.records import record

Key = tuple[str, int]
"""What counts together: a family, or families of one series, and for decimals the number of components."""
Place = tuple[int, int]
"""A line, and a character of its text."""

HEAD = 4
"""At the head of a line."""
STOP = 3
"""Inside a line, after the end of a clause or sentence, or a wide blank."""
BLANK = 2
"""Inside a line, after a single blank."""
WEAK = 1
"""Inside a line, after a comma or a bracket that opens."""
GLUED = 0
"""Inside a line, directly after a word: a mark only where its line break was lost."""

BARE = -2
"""The second part of the key of marks that only a blank closes: they are a series of their own."""


@record(eq=False)
class Candidate:
    """A text that looks like a mark; the outline decides whether it is a mark."""

    family: Family
    line: int
    """The index of its line."""
    begin: int
    """Where it begins, in characters of the line's text."""
    end: int
    text: str
    """The mark as written, without blanks at its end."""
    ordinal: int | None
    sub: int | None = None
    place: int = HEAD
    """``HEAD`` to ``GLUED``: how likely a mark is at such a place."""
    parts: tuple[int, ...] = ()
    """All components of a decimal."""
    bare: bool = False
    """Whether a blank alone closes it: 一　中央政府."""
    listed: bool = False
    """Whether the next numeral follows at once, as in 一、二、三产业 and 第一、第二产业."""
    padded: bool = False
    """Whether it is written with a leading zero: 01."""
    spaced: bool = True
    """Whether a blank, a bracket or the end of the line follows."""
    tail: int = 0
    """How much of its line is left after a decimal, in characters; much where a sentence follows."""
    doubtful: bool = False
    """Whether the line before it broke off in mid-sentence, so that a reference may be here."""
    key: Key = field(init=False)
    """What it counts with."""
    at: Place = field(init=False)
    """Its place among all candidates of the text."""
    head: bool = field(init=False)
    """Whether it is at the head of a line."""

    @key.default
    def _key(self) -> Key:
        if self.family.name == "bullet":
            return self.family.name, ord(self.text[0])  # each level of a list has a sign of its own
        return (self.family.series or self.family.name, BARE if self.bare else len(self.parts))

    @at.default
    def _at(self) -> Place:
        return self.line, self.begin

    @head.default
    def _head(self) -> bool:
        return self.place == HEAD

    @property
    def stop(self) -> str:
        """Its last character."""
        return self.text[-1]

    def on_line(self, line: int) -> Candidate:
        """The same where its line has another index (``evolve`` takes four times as long)."""
        return Candidate(
            self.family,
            line,
            self.begin,
            self.end,
            self.text,
            self.ordinal,
            self.sub,
            self.place,
            self.parts,
            self.bare,
            self.listed,
            self.padded,
            self.spaced,
            self.tail,
            self.doubtful,
        )

    def __repr__(self) -> str:
        return f"<Candidate {self.family.name} {self.ordinal} line {self.line}:{self.begin}>"


def is_marked(candidates: Sequence[Candidate]) -> bool:
    """Whether a line with these candidates begins with one."""
    return bool(candidates) and candidates[0].begin == 0


def begins_unit(candidates: Sequence[Candidate]) -> bool:
    """Whether a line with these candidates begins with a mark of the outline, not of an enumeration in the prose."""
    return is_marked(candidates) and not candidates[0].family.item

"""What is known of the body lines of a document before their depth is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple


class Content(NamedTuple):
    """Kinds of body lines, by line index; ``rows.content_of`` makes it."""

    body: tuple[int, ...]
    plain: tuple[int, ...]
    """Headings without a number, in order."""
    frame: frozenset[int]
    """Those of them that head what stands before the outline or behind it: 前言, 结束语."""
    bare: frozenset[int]
    """Members of a list: most of the row have no heading, or all of them are single paragraphs.  What follows the last
    belongs to the list's parent."""
    vocative: frozenset[int]
    """Paragraphs that begin with a turn to the audience: 各位代表！"""
    whole: frozenset[int]
    """Lines that hold their unit's own text, so that no paragraph need follow."""
    styled: Mapping[int, int]
    """The levels of the lines that the file itself styles as headings; 1 is the highest."""

    def heads(self, line: int, other: int) -> bool:
        """Whether a line holds no more than a heading, and another is the next of the body."""
        at = bisect_right(self.body, line)
        return line not in self.whole and at < len(self.body) and self.body[at] == other

    def plain_follows(self, line: int) -> bool:
        """Whether the next line of the body is a heading without a number."""
        at = bisect_right(self.body, line)
        return at < len(self.body) and self.plain_between(self.body[at] - 1, self.body[at] + 1)

    def plain_between(self, line: int, end: int | None) -> bool:
        """Whether a heading without a number stands between two lines, or anywhere behind the first."""
        at = bisect_right(self.plain, line)
        return at < len(self.plain) and (end is None or self.plain[at] < end)

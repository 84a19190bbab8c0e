"""Patterns sought fast: tried only at the characters that they may begin with.

``re`` runs through a text ten times as fast for one class of characters as for a choice of patterns, which it would try at
every character.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator


class Seeker:
    """A pattern, and a quick one for the places where it may match.

    >>> seeker = Seeker(re.compile("如下|[，,]应"), "[如，,]")
    >>> [found.start() for found in seeker.finditer("各级，应说明如下")]
    [2, 6]
    """

    __slots__ = ("_candidates", "match")

    def __init__(self, pattern: re.Pattern[str], candidates: str) -> None:
        """``candidates`` matches the first character of whatever ``pattern`` matches; it may look behind it."""
        self.match = pattern.match
        self._candidates = re.compile(candidates).finditer

    def finditer(self, text: str, begin: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As the method of a pattern."""
        for candidate in self._candidates(text, begin, end):
            at = candidate.start()
            if at >= begin and (found := self.match(text, at, end)) is not None:
                begin = found.end()
                yield found

    def search(self, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As the method of a pattern."""
        for candidate in self._candidates(text, begin, end):
            if (found := self.match(text, candidate.start(), end)) is not None:
                return found
        return None

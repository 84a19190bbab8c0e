"""Matching the terminals of the grammar, with fast checks that avoid most match attempts."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

from govreport.text.regex import PrefilteredPattern


class Shape:
    """The pattern of a whole line."""

    __slots__ = ("_first", "_last", "_name", "_patterns")

    def __init__(self, name: str, patterns: Mapping[str, re.Pattern[str]], first: str | None, last: str | None) -> None:
        """``first`` and ``last`` are the characters that such a line may start and end with, None for any."""
        self._name = name
        self._patterns = patterns
        self._first = first
        self._last = last

    def match(self, line: str) -> re.Match[str] | None:
        """The match of the whole line."""
        if self._first is not None and line[:1] not in self._first:
            return None
        if self._last is not None and line[-1:] not in self._last:
            return None
        return self._patterns[self._name].fullmatch(line)


class Marks:
    """Several patterns, one of which may match at a position; the name of the matching group tells which.

    The character at the position decides which of them are tried.
    """

    __slots__ = ("_by_character", "_by_names", "_firsts", "_sources")

    def __init__(self, sources: Mapping[str, str], edges: Mapping[str, Sequence[str | None]]) -> None:
        """``sources`` are in the order of priority."""
        self._sources = sources
        self._firsts = {name: edges[name][0] or "" for name in sources}
        self._by_character: dict[str, re.Pattern[str] | None] = {}
        self._by_names: dict[tuple[str, ...], re.Pattern[str] | None] = {(): None}

    def match(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Like the method of a pattern."""
        try:
            pattern = self._by_character[text[at]]
        except LookupError:
            character = text[at : at + 1]
            pattern = self._by_character[character] = self._of(character)
        return None if pattern is None else pattern.match(text, at, end)

    def prefiltered(self, names: frozenset[str], behind: str = "") -> PrefilteredPattern:
        """Searches some of the patterns; ``behind`` is a look-behind pattern applied after the first character."""
        first = "".join(sorted({character for name in names for character in self._firsts[name]}))
        return PrefilteredPattern(self, f"[{re.escape(first)}]{behind}", names)

    def _of(self, character: str) -> re.Pattern[str] | None:
        """The patterns that may start with a character; equal selections share one compiled pattern."""
        names = tuple(name for name, first in self._firsts.items() if character and character in first)
        if names not in self._by_names:
            self._by_names[names] = re.compile("|".join(f"(?P<{name}>{self._sources[name]})" for name in names))
        return self._by_names[names]

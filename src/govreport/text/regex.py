"""Fast searching with regular expressions, and lazy compilation.

``re`` searches for one character class ten times as fast as for alternatives, which it tries at every character.
Compiling a long pattern takes a millisecond, and most texts do not need it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Any, Protocol, cast


def lazy(source: str, way: Callable[[str], str] = str, needs: Callable[[], Iterable[str]] = tuple) -> re.Pattern[str]:
    """A pattern compiled on first use, from the result of ``way`` for its source.

    ``needs`` gives sets of characters of which each match contains at least one
    (:func:`govreport.text.first_last.needs`): a text without them has no match, and the pattern is not compiled for it.

    >>> lazy("[0-9]{4}年").match("2025年1月").group()
    '2025年'
    """
    return cast("re.Pattern[str]", _LazyPattern(source, way, needs))


_SPARED = 50
"""How many texts a pattern may reject without being compiled; the compiled pattern is faster from then on."""


class _LazyPattern:
    """The methods of the compiled pattern take the places of those of the class."""

    def __init__(self, source: str, way: Callable[[str], str], needs: Callable[[], Iterable[str]]) -> None:
        self._source = source
        self._way = way
        self._needs = needs
        self._spared = 0

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._compiled(), name)

    def match(self, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._compiled().match(text, begin, end) if self._may_match(text, begin, end) else None

    def fullmatch(self, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._compiled().fullmatch(text, begin, end) if self._may_match(text, begin, end) else None

    def search(self, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._compiled().search(text, begin, end) if self._may_match(text, begin, end) else None

    def finditer(self, text: str, begin: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return self._compiled().finditer(text, begin, end) if self._may_match(text, begin, end) else iter(())

    def _may_match(self, text: str, begin: int, end: int) -> bool:
        if self._spared == _SPARED:
            return True
        self._spared += 1
        return all(any(text.find(one, begin, end) >= 0 for one in characters) for characters in self._needs())

    def _compiled(self) -> re.Pattern[str]:
        pattern = re.compile(self._way(self._source))
        for name in dir(pattern):
            if not name.startswith("_"):
                setattr(self, name, getattr(pattern, name))
        return pattern


def character_class(characters: Iterable[str]) -> str:
    """The class of some characters, those in a row as a range.

    >>> character_class("①③②、年")
    '[①-③、年]'
    """
    rows: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if rows and code == rows[-1][1] + 1:
            rows[-1][1] = code
        else:
            rows.append([code, code])
    ends = (map(re.escape, map(chr, row if row[0] < row[1] else row[:1])) for row in rows)
    return f"[{''.join('-'.join(one) for one in ends)}]"


class Matching(Protocol):
    """A pattern, or an object with the same methods."""

    def match(self, string: str, pos: int, endpos: int, /) -> re.Match[str] | None: ...


class PrefilteredPattern:
    """A pattern with a fast prefilter for the positions where it may match.

    >>> pattern = PrefilteredPattern(re.compile("如下|[，,]应"), "[如，,]")
    >>> [found.start() for found in pattern.finditer("各级，应说明如下")]
    [2, 6]
    """

    __slots__ = ("_among", "_candidate", "_pattern")

    def __init__(
        self, pattern: Matching, candidate: str | re.Pattern[str], among: Container[str | None] | None = None
    ) -> None:
        """``candidate`` matches the first character of every match of ``pattern``; it may look after.

        With ``among``, a match counts only if its ``lastgroup`` is one of these.
        """
        self._pattern = pattern
        self._candidate = lazy(candidate) if isinstance(candidate, str) else candidate
        self._among = among

    def match(self, text: str, at: int, end: int = sys.maxsize) -> re.Match[str] | None:
        """As the method of a pattern."""
        found = self._pattern.match(text, at, end)
        if found is None or (self._among is not None and found.lastgroup not in self._among):
            return None
        return found if self._candidate.match(text, at, end) else None

    def finditer(self, text: str, begin: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As the method of a pattern."""
        return iter(self.matches_at(self.places(text, begin, end), text, begin, end))

    def places(self, text: str, begin: int = 0, end: int = sys.maxsize) -> list[int]:
        """Where the prefilter lets a match begin, in order."""
        return [candidate.start() for candidate in self._candidate.finditer(text, begin, end)]

    def matches_at(
        self, places: Iterable[int], text: str, begin: int = 0, end: int = sys.maxsize
    ) -> list[re.Match[str]]:
        """The matches that begin at some of these :meth:`places`, each after the end of the one before."""
        match, among = self._pattern.match, self._among
        matches: list[re.Match[str]] = []
        for at in places:
            found = match(text, at, end) if at >= begin else None
            if found is not None and (among is None or found.lastgroup in among):
                begin = found.end()
                matches.append(found)
        return matches

    def search(self, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As the method of a pattern."""
        return next(self.finditer(text, begin, end), None)


class Patterns(dict[str, "re.Pattern[str]"]):
    """Patterns by name, each compiled on first use.

    >>> patterns = Patterns({"YEAR": "[0-9]{4}年"})
    >>> patterns["YEAR"].fullmatch("2025年") is not None
    True
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, name: str) -> re.Pattern[str]:
        pattern = self[name] = re.compile(self._sources[name])
        return pattern

"""Matching the terminals of the grammar, with fast checks that avoid most match attempts, and compiling what a text needs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from govreport.text.regex import PrefilteredPattern, character_class, lazy

Choices = Sequence[tuple[str, "str | None", "str | None", Sequence[str]]]
"""The alternatives of a terminal: pattern, first and last characters, needs (:class:`govreport.text.first_last.Choice`)."""


class Shape:
    """The pattern of a whole line."""

    __slots__ = ("_choices", "_first", "_last")

    def __init__(self, choices: Choices) -> None:
        self._choices = [
            (lazy(source, needs=partial(tuple, needs)), first, last) for source, first, last, needs in choices
        ]
        self._first, self._last = edges_of(choices)

    def among(self, firsts: str, lasts: str) -> list[int]:
        """The lines that may have this shape, by their first and last characters, of which each string has one a line."""
        begins, ends = _occurring(self._first, firsts), _occurring(self._last, lasts)
        if begins == "" or ends == "":
            return []  # most texts
        return [
            i
            for i, begin in enumerate(firsts)
            if (begins is None or begin in begins) and (ends is None or lasts[i] in ends)
        ]

    def match(self, line: str) -> re.Match[str] | None:
        """The match of the whole line."""
        if self._first is not None and line[:1] not in self._first:
            return None
        if self._last is not None and line[-1:] not in self._last:
            return None
        for pattern, first, last in self._choices:
            if (first is None or line[:1] in first) and (last is None or line[-1:] in last):
                found = pattern.fullmatch(line)
                if found is not None:
                    return found
        return None


class Marks:
    """Several terminals, one of which may match at a position: the terminal with the name of the matching group.

    The character at the position decides which of their alternatives are tried.
    """

    __slots__ = ("_by_character", "_by_choices", "_choices", "_firsts")

    def __init__(self, choices: Mapping[str, Choices]) -> None:
        """``choices`` are in the order of priority."""
        self._choices = [(name, source, first) for name, found in choices.items() for source, first, *_ in found]
        self._firsts = {name: edges_of(found)[0] for name, found in choices.items()}
        self._by_character: dict[str, re.Pattern[str] | None] = {}
        self._by_choices: dict[tuple[int, ...], re.Pattern[str] | None] = {(): None}

    def match(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Like the method of a pattern."""
        try:
            pattern = self._by_character[text[at]]
        except LookupError:
            pattern = self._of(text[at : at + 1])
        return None if pattern is None else pattern.match(text, at, end)

    def among(self, firsts: str) -> list[int]:
        """Which lines may begin with one of the terminals, by the first character of each line."""
        characters = {character for character in set(firsts) if self._of(character) is not None}
        return [i for i, first in enumerate(firsts) if first in characters]

    def prefiltered(self, names: frozenset[str], after: str = "") -> PrefilteredPattern:
        """Searches some of the terminals; ``after`` is a look-behind pattern applied after the first character."""
        first = {character for name in names for character in self._firsts[name] or ""}
        return PrefilteredPattern(self, f"{character_class(first)}{after}", names)

    def _of(self, character: str) -> re.Pattern[str] | None:
        """The alternatives that may start with a character; equal selections share one compiled pattern."""
        if character in self._by_character:
            return self._by_character[character]
        chosen = tuple(
            number
            for number, (_, _, first) in enumerate(self._choices)
            if character and (first is None or character in first)
        )
        if chosen not in self._by_choices:
            sources: dict[str, list[str]] = {}
            for number in chosen:
                name, source, _ = self._choices[number]
                sources.setdefault(name, []).append(source)
            pattern = "|".join(f"(?P<{name}>{'|'.join(found)})" for name, found in sources.items())
            self._by_choices[chosen] = re.compile(pattern)
        found = self._by_character[character] = self._by_choices[chosen]
        return found


class Parts:
    """Several terminals, each alternative compiled by itself: long ones, of which a text needs few, and few times.

    The matching group has the name of the terminal that matched.  Alternatives that may start with any character are
    searched apart, so that the others are tried at a few positions only.
    """

    __slots__ = ("_by_character", "_choices", "_closed", "_open")

    def __init__(self, choices: Mapping[str, Choices]) -> None:
        """``choices`` are in the order of priority."""
        self._choices = [
            (lazy(f"(?P<{name}>{source})", needs=partial(tuple, needs)), first)
            for name, found in choices.items()
            for source, first, _, needs in found
        ]
        self._by_character: dict[str, list[re.Pattern[str]]] = {}
        self._open = [pattern for pattern, first in self._choices if first is None]
        firsts = {character for _, first in self._choices for character in first or ""}
        self._closed = PrefilteredPattern(self, character_class(firsts))

    def match(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Like the method of a pattern."""
        character = text[at : at + 1]
        patterns = self._by_character.get(character)
        if patterns is None:
            patterns = [pattern for pattern, first in self._choices if first is None or character in first]
            self._by_character[character] = patterns
        for pattern in patterns:
            found = pattern.match(text, at, end)
            if found is not None:
                return found
        return None

    def search(self, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Like the method of a pattern."""
        found = self._closed.search(text, begin, end)
        for pattern in self._open:
            opened = pattern.search(text, begin, end)
            if opened is not None and (found is None or opened.start() < found.start()):
                found = opened
        return found


def _occurring(characters: str | None, text: str) -> str | None:
    """Those of some characters that a text has; None for any."""
    return None if characters is None else "".join([character for character in characters if character in text])


def edges_of(choices: Choices) -> tuple[str | None, str | None]:
    """The characters that a match of any of the alternatives may start and end with; None for any."""
    return _union(first for _, first, *_ in choices), _union(last for _, _, last, _ in choices)


def _union(characters: Iterable[str | None]) -> str | None:
    """All of several sets of characters; None for any."""
    found = list(characters)
    known = [one for one in found if one is not None]
    return "".join(sorted(set("".join(known)))) if len(known) == len(found) else None

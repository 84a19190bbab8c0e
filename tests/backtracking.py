"""Counts the steps of patterns: a matcher that goes the ways that ``re`` goes, over the tree that ``re`` makes of a pattern.

``re`` tries one way after the other and turns back where a way ends; how often, cannot be seen from outside.  Here every
look at a part of a pattern, and every round of a repetition, is a step.  ``re`` takes short cuts, so these counts are upper bounds.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

if sys.version_info >= (3, 11):
    from re import _constants as codes
    from re import _parser as parser
else:
    import sre_constants as codes
    import sre_parse as parser

Ends: TypeAlias = Iterator[int]
"""Where a part of a pattern may end, in the order in which ``re`` tries."""

_CATEGORIES: Mapping[Any, Callable[[str], bool]] = {
    codes.CATEGORY_DIGIT: str.isdecimal,
    codes.CATEGORY_NOT_DIGIT: lambda character: not character.isdecimal(),
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_NOT_SPACE: lambda character: not character.isspace(),
    codes.CATEGORY_WORD: lambda character: character.isalnum() or character == "_",
    codes.CATEGORY_NOT_WORD: lambda character: not (character.isalnum() or character == "_"),
}
_UNBOUNDED: int = parser.parse(".*").getwidth()[1]


class TooManyStepsError(Exception):
    """A pattern turns back more often than it may."""


@cache
def _tree(pattern: re.Pattern[str]) -> Any:
    return parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)


def reach(pattern: re.Pattern[str]) -> int | None:
    """The length of the longest text that a pattern may match; None where there is no bound."""
    longest: int = _tree(pattern).getwidth()[1]
    return longest if longest < _UNBOUNDED else None


def steps(
    pattern: re.Pattern[str], method: str, text: str, start: int = 0, end: int | None = None, most: int = sys.maxsize
) -> int:
    """How many steps a method of a pattern takes on a text, from ``start`` to ``end``.

    :raises TooManyStepsError: more than ``most``.

    >>> steps(re.compile("a*b"), "match", "aaaa"), steps(re.compile("a*b"), "search", "aaaa")
    (16, 50)
    """
    text = text if end is None else text[:end]
    matcher = Matcher(pattern, text, most)
    if method in ("match", "fullmatch"):
        matcher.match(start, full=method == "fullmatch")
        return matcher.steps
    while start <= len(text):
        found = matcher.match(start)
        if found is not None and method == "search":
            break
        start = max(found or 0, start + 1)
    return matcher.steps


class Matcher:
    """Matches one pattern against one text, and counts."""

    def __init__(self, pattern: re.Pattern[str], text: str, most: int = sys.maxsize) -> None:
        """More than ``most`` steps, all matches taken together, are too many."""
        self.steps = 0
        self._tree = _tree(pattern)
        self._flags = pattern.flags
        self._text = text
        self._most = most
        self._groups: dict[int, tuple[int, int]] = {}

    def match(self, at: int = 0, *, full: bool = False) -> int | None:
        """Where a match that begins here ends, as ``re`` has it; ``full`` is for ``fullmatch``.

        :raises TooManyStepsError: there were more steps than there may be.
        """
        return next((end for end in self._row(self._tree, at) if not full or end == len(self._text)), None)

    def _row(self, parts: Sequence[Any], at: int, k: int = 0) -> Ends:
        """The ends of some parts in a row, from one of them on."""
        if k == len(parts):
            yield at
            return
        for end in self._part(parts[k], at):
            yield from self._row(parts, end, k + 1)

    def _part(self, part: Any, at: int) -> Ends:
        self._step()
        code, value = part
        if code is codes.BRANCH:
            for parts in value[1]:
                yield from self._row(parts, at)
        elif code is codes.SUBPATTERN:
            for end in self._row(value[3], at):
                self._groups[value[0]] = at, end
                yield end
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            rounds = self._rounds if value[2].getwidth() == (1, 1) and code is codes.MAX_REPEAT else self._repeat
            yield from rounds(value, at, lazy=code is codes.MIN_REPEAT)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            direction, parts = value
            start = at - parts.getwidth()[0] if direction < 0 else at
            found = start >= 0 and next(self._row(parts, start), None) is not None
            if found == (code is codes.ASSERT):
                yield at
        elif code is codes.GROUPREF:
            start, end = self._groups[value]
            if self._text.startswith(self._text[start:end], at):
                yield at + end - start
        elif code is codes.AT:
            if self._is_at(value, at):
                yield at
        elif at < len(self._text) and self._fits(part, self._text[at]):
            yield at + 1

    def _repeat(self, repeat: Any, at: int, done: int = 0, *, lazy: bool) -> Ends:
        """The ends of a repetition of which some rounds are done."""
        least, most, parts = repeat
        if lazy and done >= least:
            yield at
        if done < most:
            for end in self._row(parts, at):
                if end > at or done < least:
                    yield from self._repeat(repeat, end, done + 1, lazy=lazy)
        if not lazy and done >= least:
            yield at

    def _rounds(self, repeat: Any, at: int, *, lazy: bool) -> Ends:
        """The same for rounds of one character, as many as there are first, without nesting them."""
        least, most, parts = repeat
        end = at
        while end - at < most and next(self._row(parts, end), None) is not None:
            end += 1
        while end >= at + least:
            self._step()
            yield end
            end -= 1

    def _is_at(self, place: Any, at: int) -> bool:
        before, after = self._text[max(0, at - 1) : at], self._text[at : at + 1]
        by_lines = self._flags & re.MULTILINE
        if place is codes.AT_BEGINNING:
            return not before or bool(by_lines and before == "\n")
        if place is codes.AT_END:
            return not after or (after == "\n" and bool(by_lines or at + 1 == len(self._text)))
        assert place is codes.AT_BOUNDARY, place
        is_word = _CATEGORIES[codes.CATEGORY_WORD]
        return any(map(is_word, before)) != any(map(is_word, after))

    def _fits(self, part: Any, character: str) -> bool:
        code, value = part
        alike = {character, character.lower(), character.upper()} if self._flags & re.IGNORECASE else {character}
        if code is codes.ANY:
            return character != "\n" or bool(self._flags & re.DOTALL)
        if code is codes.LITERAL:
            return chr(value) in alike
        if code is codes.NOT_LITERAL:
            return chr(value) not in alike
        if code is codes.RANGE:
            return any(value[0] <= ord(one) <= value[1] for one in alike if len(one) == 1)
        if code is codes.CATEGORY:
            return _CATEGORIES[value](character)
        assert code is codes.IN, code
        is_negative: bool = value[0][0] is codes.NEGATE
        return any(self._fits(each, character) for each in value[is_negative:]) != is_negative

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self._most:
            raise TooManyStepsError

"""A linter for regular expressions: where a run of one character can be divided in several ways.

``re`` tries one division after the other when the rest of the pattern fails.  Two long repetitions of one character with nothing
else between them (``\\s*\\s*x``), a long one in a repeated group (``(?:\\s+)*x``), and one that a search may enter at every
place of a run (``\\s+$``) take time that grows with the square of the run, or worse.

The linter counts, for one character, the long repetitions that a run of it can pass through one after the other.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any, NamedTuple

from attrs import field, frozen

if sys.version_info >= (3, 11):
    from re import _compiler as compiler
    from re import _constants as codes
    from re import _parser as parser
else:
    import sre_compile as compiler
    import sre_constants as codes
    import sre_parse as parser

LONG = 100
"""A repetition that may take at least this many characters counts as unbounded."""
SAMPLE = frozenset("\t\n \u3000aZ09０Ａ一十百中文第章条年月日市（）()《》“”、，。.．：:；;-—…１①⒈●=<>&/|#*_")
"""The characters whose runs are tried; those that a pattern names are tried as well."""
_NEVER = -1_000
_ATOMS = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN, codes.CATEGORY)


class Run(NamedTuple):
    """How many long repetitions a run of one character can pass in a part of a pattern, at most."""

    through: int = 0
    """From the beginning of the part to its end; ``_NEVER`` if a run cannot pass."""
    first: int = 0
    """From the beginning to some place inside."""
    last: int = 0
    """From some place inside to the end."""
    inside: int = 0
    """Between any two places."""
    takes: bool = False
    """Whether the part can take characters of the run that passes."""

    def then(self, other: Run) -> Run:
        return Run(
            max(self.through + other.through, _NEVER),
            max(self.first, self.through + other.first),
            max(other.last, other.through + self.last),
            max(self.inside, other.inside, self.last + other.first),
            (self.takes and other.through >= 0) or (other.takes and self.through >= 0),
        )

    def either(self, other: Run) -> Run:
        return Run(
            max(self.through, other.through),
            max(self.first, other.first),
            max(self.last, other.last),
            max(self.inside, other.inside),
            self.takes or other.takes,
        )


EMPTY, WALL, ONE, LOOP = Run(), Run(through=_NEVER), Run(takes=True), Run(1, 1, 1, 1, takes=True)


def ambiguous(pattern: re.Pattern[str], method: str) -> str:
    """The characters of which a long run can be divided in several ways by a method of a pattern.

    >>> ambiguous(re.compile("a+;"), "search"), ambiguous(re.compile("a+;"), "match")
    ('a', '')
    >>> ambiguous(re.compile(r"(?:a+b?)*;"), "match")
    'a'
    """
    linter = _Linter(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), pattern.flags)
    parts = list(linter.tree)
    if method != "fullmatch":
        parts = linter.without_tail(parts)
    begin = EMPTY if method in ("match", "fullmatch") else LOOP
    return "".join(one for one in linter.alphabet() if begin.then(linter.row(parts, one)).inside > 1)


@frozen(eq=False)
class _Linter:
    tree: Any
    flags: int
    _parts: dict[int, re.Pattern[str]] = field(factory=dict)
    """The pattern of each part, by its identity: the tree keeps its parts."""
    _compiled: dict[str, re.Pattern[str]] = field(factory=dict)
    """The same by what the part takes, since many parts are equal."""
    _groups: dict[int, Any] = field(factory=dict)

    def alphabet(self) -> list[str]:
        """The characters to try: one of each kind that the pattern distinguishes."""
        atoms = list(_atoms(self.tree))
        named = (chr(value[0] if code is codes.RANGE else value) for code, value in _named(atoms))
        kinds = {tuple(self.matches(atom, one) for atom in atoms): one for one in sorted(SAMPLE.union(named))}
        return sorted(kinds.values())

    def row(self, parts: Sequence[Any], character: str) -> Run:
        return reduce(Run.then, (self.part(part, character) for part in parts), EMPTY)

    def part(self, part: Any, character: str) -> Run:
        code, value = part
        if code is codes.BRANCH:
            return reduce(Run.either, (self.row(each, character) for each in value[1]))
        if code is codes.SUBPATTERN:
            self._groups[value[0]] = value[3]
            return self.row(value[3], character)
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            return self.repeat(value, character)
        if code in (codes.ASSERT, codes.ASSERT_NOT):
            return self.look(code, value, character)
        if code is codes.AT:
            first_of_many = value in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING)
            return WALL if first_of_many and not (self.flags & re.MULTILINE and character == "\n") else EMPTY
        if code is codes.GROUPREF:
            return self.row(self._groups[value], character)
        return ONE if self.matches(part, character) else WALL

    def repeat(self, value: tuple[int, int, Any], character: str) -> Run:
        least, most, body = value
        once = self.row(body, character)
        twice = once.then(once) if most > 1 else once
        if most >= LONG and once.takes:
            loops = once.through + 1
            ends = loops + once.first, loops + once.last
            return Run(loops, *ends, max(twice.inside, *ends), takes=True)
        return twice if least else twice.either(EMPTY)

    def look(self, code: Any, value: tuple[int, Any], character: str) -> Run:
        direction, body = value
        run = self.row(body, character)
        if direction > 0:
            return Run(first=run.first, inside=run.inside)
        is_wall = (run.through < 0) if code is codes.ASSERT else (run.through >= 0 and body.getwidth() == (1, 1))
        return WALL if is_wall else EMPTY

    def matches(self, part: Any, character: str) -> bool:
        """Whether a part that takes one character takes this one."""
        if (pattern := self._parts.get(id(part))) is None:
            if (key := repr(part)) not in self._compiled:
                one = parser.SubPattern(self.tree.state, [part])
                self._compiled[key] = compiler.compile(one, self.flags & ~re.UNICODE)
            pattern = self._parts[id(part)] = self._compiled[key]
        return pattern.match(character) is not None

    def without_tail(self, parts: list[Any]) -> list[Any]:
        """The parts without what cannot fail at their end: after it nothing is tried again."""
        while parts and parts[-1][0] in (codes.MAX_REPEAT, codes.MIN_REPEAT) and parts[-1][1][0] == 0:
            parts = parts[:-1]
        if not parts:
            return parts
        *others, (code, value) = parts
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            value = (value[0], value[0], value[2])
        elif code is codes.SUBPATTERN:
            value = (*value[:3], self.without_tail(list(value[3])))
        elif code is codes.BRANCH:
            value = (value[0], [self.without_tail(list(each)) for each in value[1]])
        return [*others, (code, value)]


def _atoms(tree: Any) -> Iterator[Any]:
    """The parts of a tree that take one character."""
    if isinstance(tree, tuple) and len(tree) == 2 and tree[0] in _ATOMS:
        yield tree
    elif isinstance(tree, (list, tuple, parser.SubPattern)):
        for k in range(len(tree)):
            yield from _atoms(tree[k])


def _named(atoms: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """The characters and ranges that they name."""
    for code, value in atoms:
        if code is codes.IN:
            yield from _named(value)
        elif code in (codes.LITERAL, codes.NOT_LITERAL, codes.RANGE):
            yield code, value

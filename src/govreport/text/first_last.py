"""The alternatives of a pattern, their first and last characters, and what they need: checking these avoids most attempts.

Python has no public parser for regular expressions; Lark uses its internal one, too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, NamedTuple

parser: Any = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
kinds: Any = import_module("re._constants" if sys.version_info >= (3, 11) else "sre_constants")

_CLASS = r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
_TOKEN = re.compile(rf"{_CLASS}|[(|)]", re.DOTALL)
"""What matters for the structure of a pattern: an escaped character, a class, a bracket, a bar."""
_QUANTIFIER = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}\??|[?*+]\??")
_ITEM = re.compile(rf"{_CLASS}|{_QUANTIFIER.pattern}|.", re.DOTALL)
_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

_LARGEST_NEED = 40
"""The size of a set of characters beyond which most texts have one of them."""
_MOST_NEEDS = 3


class Choice(NamedTuple):
    """One of the alternatives of a pattern."""

    source: str
    first: str | None
    """The characters that a match may start with; None for any."""
    last: str | None
    """The characters that a match may end with; None for any."""
    needs: tuple[str, ...]
    """Sets of characters (:func:`needs`)."""


def choices(source: str) -> list[Choice]:
    """The alternatives of a pattern: a text needs few of them, and ``re`` takes long to compile them all.

    >>> [found.source for found in choices("(?:第[一|二]|(?:三|四(?:五|六))|)七?|[八]")]
    ['(?:第[一|二]|(?:三|四(?:五|六))|)七?', '[八]']
    >>> [found.source for found in choices("(?:第[一|二]|(?:三|四(?:五|六)))")]
    ['第[一|二]', '三', '四(?:五|六)']
    """
    pieces = _alternatives(source)
    if len(pieces) > 1:
        return [choice for piece in pieces for choice in choices(piece)]
    if source.startswith("(?:") and source.endswith(")") and _alternatives(source[3:-1]):
        return choices(source[3:-1])
    return [Choice(source, *edges(source), needs(source))]


def _alternatives(source: str) -> list[str]:
    """A pattern cut at each ``|`` outside brackets; empty if it closes a bracket that it does not open."""
    found: list[str] = []
    begin = depth = 0
    for token in _TOKEN.finditer(source):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if depth < 0:
            return []
        if token.group() == "|" and not depth:
            found.append(source[begin : token.start()])
            begin = token.end()
    return [*found, source[begin:]]


def any_of(sources: Iterable[str]) -> str:
    """A pattern that matches where one of several does; what some of them begin with is written once.

    What a match may end with or not is left out.

    >>> any_of(["第[一二]?章(?:之一)?", "第[一二]?(?:节|条)", "附"])
    '第(?:[一二]?(?:章|(?:节|条)))|附'
    """
    rows = [_items(source) for source in sources]
    for row in rows:
        while row[-1].endswith("?"):
            del row[-1]
    return _joined(rows)


def _joined(rows: Iterable[Sequence[str]]) -> str:
    rests: dict[str, list[Sequence[str]]] = {}
    for row in rows:
        rests.setdefault(row[0] if row else "", []).append(row[1:])
    return "|".join(
        begin + ("".join(rest[0]) if len(rest) == 1 else f"(?:{_joined(rest)})") for begin, rest in rests.items()
    )


def _items(source: str) -> list[str]:
    """The items of an alternative: characters, classes and groups, each with its quantifier."""
    found: list[str] = []
    depth = 0
    for token in _ITEM.finditer(source):
        text = token.group()
        if depth or (found and _QUANTIFIER.fullmatch(text)):
            found[-1] += text
        else:
            found.append(text)
        depth += {"(": 1, ")": -1}.get(text, 0)
    return found


def edges(source: str) -> tuple[str | None, str | None]:
    """The characters that a match may start and end with; None for any.

    The result may include characters that no match has, but lacks none.

    >>> edges("第[一二三]章?"), edges("[^。]{0,3}[报報]告|通知")
    (('第', '一三二章'), (None, '告知'))
    """
    items = list(parser.parse(source))
    return _written(_edge(items, 1)), _written(_edge(items, -1))


def _written(found: tuple[set[str] | None, bool]) -> str | None:
    characters, may_be_empty = found
    return None if characters is None or may_be_empty else "".join(sorted(characters))


def _edge(items: Sequence[Any], step: int) -> tuple[set[str] | None, bool]:
    """The characters at one edge of the matches of a sequence, and whether it may match nothing."""
    found: set[str] = set()
    for kind, value in items[::step]:
        if kind is kinds.ASSERT and value[0] == step:
            ahead, may_be_empty = _edge(list(value[1]), step)
            if ahead is not None and not may_be_empty:
                return found | ahead, False  # it is at the same place as the rest
        characters, may_be_empty = _part(kind, value, step)
        if characters is None:
            return None, False
        found |= characters
        if not may_be_empty:
            return found, False
    return found, True


def _part(kind: Any, value: Any, step: int) -> tuple[set[str] | None, bool]:
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT, kinds.AT):
        return set(), True
    if kind is kinds.LITERAL:
        return {chr(value)}, False
    if kind is kinds.IN:
        return _class(value), False
    if kind is kinds.SUBPATTERN:
        return _edge(list(value[3]), step)
    if kind is kinds.BRANCH:
        return _any(_edge(list(branch), step) for branch in value[1])
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        characters, may_be_empty = _edge(list(value[2]), step)
        return characters, may_be_empty or value[0] == 0
    return None, False


def needs(source: str) -> tuple[str, ...]:
    """Sets of characters of which each match contains at least one, the smallest sets first; empty if none is known.

    >>> needs("第[一二]?[章节]|附[件录]表?"), needs("[^。]{0,3}"), needs("(?i:a)b?")
    (('第附', '件录章节'), (), ())
    """
    parsed = parser.parse(source)
    found = [] if parsed.state.flags & re.IGNORECASE else _needed(parsed)
    return tuple(sorted({"".join(sorted(one)) for one in found}, key=lambda one: (len(one), one)))[:_MOST_NEEDS]


def _needed(items: Iterable[Any]) -> list[frozenset[str]]:
    """What each match of a sequence contains, in order; what is only looked at is not part of it."""
    found: list[frozenset[str]] = []
    for kind, value in items:
        if kind is kinds.LITERAL:
            found.append(frozenset(chr(value)))
        elif kind is kinds.IN:
            characters = _class(value)
            found += [frozenset(characters)] if characters and len(characters) <= _LARGEST_NEED else []
        elif kind is kinds.SUBPATTERN:
            _, added, removed, inner = value
            found += _needed(inner) if not (added or removed) else []
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT) and value[0]:
            found += _needed(value[2])
        elif kind is kinds.BRANCH:
            found += _needed_of_one(value[1])
        elif kind is kinds.GROUPREF_EXISTS:
            found += _needed_of_one(branch or () for branch in value[1:])
    return found


def _needed_of_one(branches: Iterable[Iterable[Any]]) -> Iterator[frozenset[str]]:
    """What each match of one of several sequences contains: of each its first need, its last, or the smallest."""
    possible = (list(branch) for branch in branches)
    needed = [_needed(branch) for branch in possible if not any(kind is kinds.FAILURE for kind, _ in branch)]
    if all(needed):
        chosen = ([one[0] for one in needed], [one[-1] for one in needed], [min(one[::-1], key=len) for one in needed])
        unions = (frozenset[str]().union(*those) for those in chosen)
        yield from (one for one in unions if one and len(one) <= _LARGEST_NEED)


def _any(branches: Iterable[tuple[set[str] | None, bool]]) -> tuple[set[str] | None, bool]:
    found: set[str] = set()
    may_be_empty = False
    for characters, empty in branches:
        if characters is None:
            return None, False
        found |= characters
        may_be_empty = may_be_empty or empty
    return found, may_be_empty


def _class(members: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The characters of a class such as ``[0-9年]``; None for a negated or a large one."""
    found: set[str] = set()
    for kind, value in members:
        if kind is kinds.LITERAL:
            found.add(chr(value))
        elif kind is kinds.RANGE and value[1] - value[0] < 256:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif kind is kinds.CATEGORY and value is kinds.CATEGORY_SPACE:
            found.update(_BLANKS)
        else:
            return None
    return found

"""The first and last characters of the matches of a pattern: checking one character avoids most match attempts.

Python has no public parser for regular expressions; Lark uses its internal one, too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

parser: Any = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
kinds: Any = import_module("re._constants" if sys.version_info >= (3, 11) else "sre_constants")

_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


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

"""Printed tables of contents: lines that stand again, as headings, later in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from govreport.grammar import Grammar
from govreport.lines import Line

_LEADERS = re.compile(r"[.．·…⋯\-—_\s]{0,200}[0-9０-９]{0,4}$")
_BLANK = re.compile(r"\s+")
LONGEST = 240
"""Leaders make an entry long; what is longer is a paragraph."""
TWINS_MOST = 8
"""How many lines with the same beginning are looked at; bounds the work on hostile text."""
_FEWEST = 3
"""A table of contents has this many entries at least; two equal lines may be chance."""


def contents_lines(lines: Sequence[Line], grammar: Grammar) -> frozenset[int]:
    """The indices of the lines that make up tables of contents, the word 目录 among them.

    A table begins with 目录; its entries are followed by page numbers, or come again in the text that follows.
    """
    is_contents = grammar.patterns["CONTENTS"].fullmatch
    keys = [_key(line.text) if len(line.text) <= LONGEST else "" for line in lines]
    twins = _Twins(keys)
    found: set[int] = set()
    i = 0
    while i < len(lines):
        if len(lines[i].text) > LONGEST or not is_contents(lines[i].text):
            i += 1
            continue
        end = i + 1
        first = keys[end] if end < len(lines) else ""
        while end < len(lines) and not (end > i + 1 and keys[end] == first):
            if not twins.comes_again(keys[end], end) and not is_contents(lines[end].text):
                break
            end += 1
        if end - i - 1 >= _FEWEST:
            found.update(range(i, end))
        i = max(end, i + 1)
    return frozenset(found)


def _key(text: str) -> str:
    """A line as its twin would read: without blanks, leaders and page number."""
    return _BLANK.sub("", _LEADERS.sub("", text)).replace("（", "(").replace("）", ")")


class _Twins:
    """Finds lines that come again later, whole or as the beginning of a longer line."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._sorted = sorted((key, i) for i, key in enumerate(keys) if key)

    def comes_again(self, key: str, line: int) -> bool:
        """Whether a line further down begins with this key."""
        if not key:
            return False
        at = bisect_left(self._sorted, (key, line + 1))
        for other, i in self._sorted[at : at + TWINS_MOST]:
            if other != key and (len(key) < 4 or not other.startswith(key)):
                return False
            if i > line:
                return True
        return False

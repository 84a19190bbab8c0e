"""Printed tables of contents: lines that stand again, as headings, later in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport.grammar import Grammar
from govreport.layout import Line

_LEADERS = re.compile(r"[.．·…⋯\-—_\s]{0,200}[0-9０-９]{0,4}$")
_BLANK = re.compile(r"\s+")
LONGEST = 240
"""Leaders make an entry long; what is longer is a paragraph."""
_FEWEST = 3
"""A table of contents has this many entries at least; two equal lines may be chance."""


def contents_lines(lines: Sequence[Line], grammar: Grammar) -> frozenset[int]:
    """The indices of the lines that make up tables of contents, the word 目录 among them.

    A table begins with 目录; its entries are followed by page numbers, or come again in the text that follows.
    """
    is_contents = grammar.patterns["CONTENTS"].fullmatch
    keys = [_key(line.text) if len(line.text) <= LONGEST else "" for line in lines]
    last_seen = {key: i for i, key in enumerate(keys) if key}
    found: set[int] = set()
    i = 0
    while i < len(lines):
        if len(lines[i].text) > LONGEST or not is_contents(lines[i].text):
            i += 1
            continue
        end = i + 1
        first = keys[end] if end < len(lines) else ""
        while end < len(lines) and not (end > i + 1 and keys[end] == first):
            again = last_seen.get(keys[end], -1) > end or _begins_later(keys, end)
            if not again and not is_contents(lines[end].text):
                break
            end += 1
        if end - i - 1 >= _FEWEST:
            found.update(range(i, end))
        i = max(end, i + 1)
    return frozenset(found)


def _key(text: str) -> str:
    """A line as its twin would read: without blanks, leaders and page number."""
    return _BLANK.sub("", _LEADERS.sub("", text)).replace("（", "(").replace("）", ")")


def _begins_later(keys: Sequence[str], i: int, reach: int = 4000) -> bool:
    """Whether a later line begins with this one, as a run-in heading does; looked for within a bounded reach."""
    key = keys[i]
    return len(key) >= 4 and any(other.startswith(key) for other in keys[i + 1 : i + 1 + reach])

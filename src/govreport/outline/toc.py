"""Printed tables of contents: lines that stand again, as headings, later in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from govreport.grammar.grammar import Grammar
from govreport.lines.lines import BLANKS, Line
from govreport.outline.candidates import Mark
from govreport.text.lexicon import term
from govreport.text.regex import late

_PAGE = term("ENTRY_PAGE")  # of an entry; some say where it ends as well
_LEADERS = ".．·…⋯-—_" + BLANKS
_BLANK = late(r"\s+")
_CONTENTS = term("CONTENTS_WORD")
_FAR = 20
"""How far behind 目录 its first entry begins, in characters."""
LONGEST = 240
"""Leaders make an entry long; what is longer is a paragraph."""
TWINS_MOST = 8
"""How many lines with the same beginning are looked at; bounds the work on hostile text."""
UNLIKE_MOST = 3
"""How many entries in a row may read otherwise than the headings that they stand for."""
UNLIKE_LONGEST = 40
_FEWEST = 3
"""A table of contents has this many entries at least; two equal lines may be chance."""


def contents_lines(lines: Sequence[Line], grammar: Grammar) -> frozenset[int]:
    """The indices of the lines that make up tables of contents, the word 目录 among them.

    A table begins with 目录; its entries are followed by page numbers, or come again in the text that follows.
    """
    is_contents = grammar.matches["CONTENTS"]
    entries = {i for i, line in enumerate(lines) if len(line.text) <= LONGEST and is_contents(line.text)}
    if not entries:
        return frozenset()
    keys = [_key(line.text) if len(line.text) <= LONGEST else "" for line in lines]
    twins = _Twins(keys)
    found: set[int] = set()
    i = 0
    while i < len(lines):
        if i not in entries:
            i += 1
            continue
        end = i + 1
        first = keys[end] if end < len(lines) else ""
        known = i  # the last line that is an entry for certain
        while end < len(lines) and end - known <= UNLIKE_MOST + 1 and not (end > i + 1 and keys[end] == first):
            if twins.comes_again(keys[end], end) or is_contents(lines[end].text):
                known = end
            elif len(lines[end].text) > UNLIKE_LONGEST or lines[end].text[-1] in "。；：，":
                break
            end += 1
        end = known + 1
        if end - i - 1 >= _FEWEST:
            found.update(range(i, end))
        i = max(end, i + 1)
    return frozenset(found)


def marks_of_text(line: Line, marks: list[Mark]) -> list[Mark]:
    """The marks of a line without those of a table of contents inside it, where all line breaks were lost.

    The table begins with 目录 and an entry; the text begins where the mark and the words of that entry come again.
    """
    word = _CONTENTS.search(line.text) if line.long and "目" in line.text else None
    at = bisect_left(marks, word.end(), key=lambda mark: mark.begin) if word is not None else len(marks)
    if word is None or at == len(marks) or marks[at].begin - word.end() > _FAR:
        return marks
    first = marks[at]
    words = _words(line.text, first)
    for k in range(at + 1, len(marks)):
        mark = marks[k]
        if mark.family is first.family and mark.ordinal == first.ordinal and _words(line.text, mark) == words:
            return marks[:at] + marks[k:]
    return marks


def _words(text: str, mark: Mark) -> str:
    """The first words behind a mark, as many as tell it from another."""
    return _BLANK.sub("", text[mark.end : mark.end + _FAR])[:2]


def _key(text: str) -> str:
    """A line as its twin would read: without blanks, leaders and page number."""
    return _BLANK.sub("", _PAGE.sub("", text).rstrip(_LEADERS)).replace("（", "(").replace("）", ")")


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

"""Printed tables of contents: lines that recur as headings later in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, takewhile

from govreport.grammar.grammar import Grammar
from govreport.lines.edges import Edges
from govreport.lines.lines import BLANKS, Line, skip_blanks
from govreport.text.lexicon import term
from govreport.text.regex import lazy

_PAGE = term("ENTRY_PAGE")  # of an entry; some also show where it ends
_LEADERS = ".．·…⋯-—_" + BLANKS
_WORD = lazy(r"\S+")
_CONTENTS = term("CONTENTS_WORD")
_ENTRY = term("INLINE_ENTRY")
"""An entry of a table of contents without line breaks: a heading, and where it is."""
_NUMBERED = term("NUMBERED_ENTRY")
_COLUMN = term("ENTRY_COLUMN")
_NAMED = 0.6
"""The share of entries that must come again in the text."""
LONGEST = 240
"""Leaders make an entry long; what is longer is a paragraph."""
PREFIX_LEAST = 4
"""The shortest entry that may be the beginning of a longer heading, in characters."""
TWINS_MOST = 8
"""How many lines with the same beginning are compared; bounds the work on hostile text."""
UNLIKE_MOST = 3
"""How many entries in a row may differ from the headings that they name."""
UNLIKE_LONGEST = 40
ENTRIES_MOST = 200
"""The most entries of a table whose first one begins the text."""
TITLE_LEAST = 8
"""The shortest title that ends a table where it comes again, in characters."""
HEAD_MOST = 600
"""How many characters the head of a document may take between the table and its first entry in the text."""
ENTRY_LEAST = 5
"""How many characters of the last entry, with its number, its heading begins with."""
_FEWEST = 3
"""A table of contents has this many entries at least; two equal lines may be chance."""


def contents_lines(lines: Sequence[Line], edges: Edges, grammar: Grammar) -> frozenset[int]:
    """The indices of the lines that make up tables of contents, the word 目录 among them.

    A table begins with 目录; its entries are followed by page numbers, or come again in the text that follows.
    """
    is_contents = grammar.matches["CONTENTS"]
    whole = frozenset([i for i in edges.beginning("目") if is_whole_table(lines[i].text)])
    short = (i for i in grammar.shapes["CONTENTS"].among(edges.firsts, edges.lasts) if len(lines[i].text) <= LONGEST)
    entries = {i for i in short if is_contents(lines[i].text)}
    if not entries:
        return whole
    keys = [_key(line.text) if len(line.text) <= LONGEST else "" for line in lines]
    for i in edges.beginning("附"):
        if i + 1 < len(lines) and lines[i + 1].soft and grammar.matches["ATTACHMENT_LABEL"](lines[i].text):
            keys[i] += keys[i + 1]  # an entry has the label and the title of an attachment on one line
    twins = _Twins(keys)
    found: set[int] = set()
    i = 0
    while i < len(lines):
        if i not in entries:
            i += 1
            continue
        end = _listed_until(lines, keys, i)
        if end:
            found.update(range(i, end))
            i = end
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
    return whole.union(found)


def _listed_until(lines: Sequence[Line], keys: Sequence[str], word: int) -> int:
    """The line where the first entry of a table without page numbers begins the text, if only entries are before it; else 0."""
    first = keys[word + 1] if word + 1 < len(lines) and not _PAGE.search(lines[word + 1].text) else ""
    for i in range(word + 2, min(len(lines), word + ENTRIES_MOST) if first else 0):
        if keys[i] == first:
            return i if i - word - 1 >= _FEWEST else 0
        if not keys[i] or lines[i].text[-1] in "。；：，":
            return 0
    return 0


def is_whole_table(text: str) -> bool:
    """Whether a line is a whole table of contents."""
    word = _CONTENTS.match(text) if text[0] == "目" else None
    if word is None:
        return False
    line, end, entries = text + "\n", word.end(), 0
    form = _form_of_entries(line, end)
    while entry := form.match(line, end):
        end, entries = entry.end(), entries + 1
    return entries >= _FEWEST and end >= len(text.rstrip())


def _form_of_entries(text: str, at: int) -> re.Pattern[str]:
    """The form of the entries of a table: with the numbers of pages, or with numbers of their own alone."""
    first = skip_blanks(text, at, len(text))
    return _NUMBERED if text[first : first + 1].isdigit() or _ENTRY.match(text, at) is None else _ENTRY


def with_named_breaks(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with the breaks restored that a table of contents on the same line names."""
    named = {i for i, line in enumerate(lines) if "目" in line.text and _CONTENTS.search(line.text)}
    if not named:
        return lines  # most texts
    return [piece for i, line in enumerate(lines) for piece in (_named_breaks(line) if i in named else (line,))]


def _named_breaks(line: Line) -> Sequence[Line]:
    """The pieces of a line that contains a table of contents and the text whose headings its entries name.

    The entries show where the line breaks of the text were: 目录 甲、引言 1 乙、民生 2-4 … 甲、引言 1. 上任以来…
    """
    word = _CONTENTS.search(line.text)
    if word is None:
        return [line]
    end = word.end()
    names: list[str] = []
    if _form_of_entries(line.text, end) is _NUMBERED:
        end = _listed_end(line.text, word)
        return line.cut([at for at in (word.start(), end) if at]) if end else [line]
    while entry := _ENTRY.match(line.text, end):
        if name := _solid(entry["name"]):
            names.append(name)
        end = entry.end()
    hits = _hits(names, line.text, end) if len(names) >= _FEWEST else []
    if len(hits) < max(_FEWEST, len(names) * _NAMED):
        return [line]
    cuts = {_next_solid(line.text, at) for at in (word.start(), end, *(at for hit in hits for at in hit))}
    return line.cut(sorted(cuts - {0}))


def _listed_end(text: str, word: re.Match[str]) -> int:
    """Where a table without the numbers of pages ends; 0 if neither its first entry nor the title before it comes again."""
    end, entries = word.end(), 0
    first = ""
    while entry := _NUMBERED.match(text, end):
        if entries >= _FEWEST and "".join(entry["name"].split()).startswith("".join(first.split())):
            return entry.start("name")
        first = first or entry["name"]
        end, entries = entry.end(), entries + 1
    if entries < _FEWEST - 1:
        return 0  # the last is not counted yet
    begins = text.find(first, end, end + HEAD_MOST)
    if begins >= 0:
        end = skip_blanks(text, end, begins)
        return end if end == begins else end + _last_entry(text, end, begins)
    titles = {one.group() for one in _WORD.finditer(text, 0, word.start()) if len(one.group()) >= TITLE_LEAST}
    stop = text.find("。", end, end + LONGEST)
    again = (one.start() for one in _WORD.finditer(text, end, max(stop, end)) if one.group() in titles)
    return next(again, 0)


def _last_entry(text: str, begin: int, body: int) -> int:
    """The length of the last entry of a table, as far as its heading in the body is the same; what follows is a head."""
    heading = text.find(text[begin : begin + ENTRY_LEAST], body)
    if heading < 0:
        return 0
    pairs = zip(text[begin:body], text[heading : heading + LONGEST], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _hits(names: Sequence[str], text: str, begin: int) -> list[tuple[int, int]]:
    """Where the names come again, in order, each between blanks; blanks inside a name do not matter."""
    words = [word.span() for word in _WORD.finditer(text, begin)]
    solid = "".join([text[start:end] for start, end in words])
    before = [0, *accumulate(end - start for start, end in words)]  # how much of it is before each word

    def place(at: int) -> int:
        k = bisect_right(before, at) - 1
        return words[k][0] + at - before[k]

    found: list[tuple[int, int]] = []
    at = 0
    for name in names:
        hit = solid.find(name, at)
        while hit >= 0:
            first, after = place(hit), place(hit + len(name) - 1) + 1
            if text[first - 1].isspace() and text[after : after + 1].isspace():
                found.append((first, after))
                at = hit + len(name)
                break
            hit = solid.find(name, hit + 1)
    return found


def _solid(name: str) -> str:
    """A name without blanks, the number of a page before it, and the head of the column of numbers."""
    return "".join(_COLUMN.sub("", name).split())


def _next_solid(text: str, at: int) -> int:
    while at < len(text) - 1 and text[at].isspace():
        at += 1
    return at


def _key(text: str) -> str:
    """A line as its twin would read: without blanks, leaders and page number."""
    text = _PAGE.sub("", text) if text[-1].isdigit() else text
    return "".join(text.rstrip(_LEADERS).split()).replace("（", "(").replace("）", ")")


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
            if other != key and (len(key) < PREFIX_LEAST or not other.startswith(key)):
                return False
            if i > line:
                return True
        return False

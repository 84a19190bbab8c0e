"""The labels and titles of attachments that a list names, on lines of their own.

The title of an attachment is its name in the list (GB/T 9704-2012, 7.3.7).  So a label before such a name opens
an attachment even inside a line, and a title on several lines ends with the name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govreport.lines.lines import BLANKS, Line, end_before_blanks, skip_blanks
from govreport.text.lexicon import term

LIST_MOST = 600
"""The longest part of a list on one line, in characters."""
LIST_LINES = 40
"""How many lines a list may take."""
TITLE_LINES = 4
"""How many lines a title may take."""
NAME_LEAST, NAME_MOST = 4, 100
"""The shortest and the longest name, in characters."""
SIGNED_LEAST = 6
"""The shortest name with a signature directly after it, in characters."""
NAMES_MOST = 40
"""How many names a label is compared with, the last ones first; bounds the work on hostile text."""

_LABEL, _NUMBER, _DATE = term("LISTED_LABEL"), term("LISTED_NUMBER"), term("DATE_END")
_LIST_OPENS = "：:.．"
_STOPS = "。；;，," + BLANKS
_PAGE = "0123456789" + BLANKS
_MENTIONS, _MENTIONED = term("MENTIONS_LABEL"), term("AFTER_MENTION")


class _Name(NamedTuple):
    """A name in a list: ``[begin, end)`` of a line."""

    line: int
    begin: int
    end: int
    signed: bool
    """Whether it may end earlier, with a signature directly after it."""


class _Title(NamedTuple):
    """Where a title ends, and where the same name ends in the list."""

    end: int
    name: _Name
    name_end: int


def with_listed_attachments(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, cut around the label and the title of each listed attachment, and titles on several lines joined."""
    labelled = [i for i, line in enumerate(lines) if "附" in line.text]
    if sum(lines[i].text.count("附") for i in labelled) < 2:
        return lines  # most texts: a list and a label are needed
    search = _Search(lines)
    for i in labelled:
        search.read(i)
    return search.changed()


class _Search:
    """Reads lines in order: the names of lists, then the labels and titles of what they name."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._names: list[_Name] = []
        self._lists: list[tuple[int, int]] = []
        """The line and the place of each list."""
        self._cuts: defaultdict[int, set[int]] = defaultdict(set)
        """Where to cut, by line."""
        self._joined: dict[int, int] = {}
        """How many lines to join, by the first of them."""

    def read(self, i: int) -> None:
        """Read the labels in a line."""
        text = self._lines[i].text
        for label in _LABEL.finditer(text):
            begin, end = label.span()
            if end == len(text) and (count := _title_lines(self._lines, i + 1, self._names)):
                self._joined[i + 1] = count
            elif title := _title(self._lines, i, begin, end, self._names):
                self._cuts[i].update((begin, end, title.end))
                if title.name.signed:
                    self._cuts[title.name.line].add(title.name_end)
            elif end == len(text) or text[end - 1] in _LIST_OPENS:
                self._names += _names(self._lines, i, end)
                self._lists.append((i, begin))

    def changed(self) -> Sequence[Line]:
        """The lines after all cuts; lists are cut off only if the text of an attachment is cut, too."""
        if not (self._cuts or self._joined):
            return self._lines
        if self._cuts:
            for i, begin in self._lists:
                self._cuts[i].add(begin)
        return [*self._pieces()]

    def _pieces(self) -> Iterator[Line]:
        i = 0
        while i < len(self._lines):
            count = self._joined.get(i, 1)
            line = Line.joined([*self._lines[i : i + count]])
            if i in self._cuts:
                size = len(line.text)
                places = {skip_blanks(line.text, place, size) for place in self._cuts[i]}
                yield from line.cut(sorted(places - {0, size}))
            else:
                yield line  # most lines
            i += count


# ---- names ---------------------------------------------------------------------------------------------------------


def _names(lines: Sequence[Line], i: int, at: int) -> Iterator[_Name]:
    """The names of the list that begins at a place of a line, and continues with numbers at the start of lines."""
    text = lines[i].text
    label = _LABEL.search(text, at, at + LIST_MOST)
    yield from _entries(lines, i, at, label.start() if label else min(len(text), at + LIST_MOST))
    for k in range(i + 1, min(len(lines), i + LIST_LINES)):
        if not _NUMBER.match(lines[k].text):
            return
        yield from _entries(lines, k, 0, min(len(lines[k].text), LIST_MOST))


def _entries(lines: Sequence[Line], i: int, begin: int, end: int) -> Iterator[_Name]:
    text = lines[i].text
    numbers = [number.span() for number in _NUMBER.finditer(text, begin, end)]
    for (_, first), (last, _) in pairwise([(begin, begin), *numbers, (end, end)]):
        name = text[first:last].rstrip(_STOPS)
        without_page = name.rstrip(_PAGE)
        if NAME_LEAST <= len(without_page) <= NAME_MOST:
            yield _Name(i, first, first + len(name), _DATE.search(name) is not None)
            yield _Name(i, first, first + len(without_page), False)


# ---- titles --------------------------------------------------------------------------------------------------------


def _title(lines: Sequence[Line], i: int, begin: int, end: int, names: Sequence[_Name]) -> _Title | None:
    """The title after the label ``[begin, end)`` of a line; None if no list names it or a sentence mentions it."""
    text = lines[i].text
    if begin and _MENTIONS.match(text, end_before_blanks(text, 0, begin) - 1):
        return None
    titles = (_same(text, end, name, lines[name.line].text) for name in names[-NAMES_MOST:])
    found = max((title for title in titles if title), key=lambda title: title.end, default=None)
    return None if found is None or _MENTIONED.match(text, found.end) else found


def _same(text: str, at: int, name: _Name, listed: str) -> _Title | None:
    """The title that begins at a place of a text, if it is the name; blanks are ignored."""
    place, matched = name.begin, 0
    end, name_end = at, place
    while True:
        at, place = skip_blanks(text, at, len(text)), skip_blanks(listed, place, name.end)
        if at == len(text) or place == name.end or text[at] != listed[place]:
            break
        at, place, matched = at + 1, place + 1, matched + 1
        end, name_end = at, place
    whole = place == name.end
    return _Title(end, name, name_end) if whole or (name.signed and matched >= SIGNED_LEAST) else None


def _title_lines(lines: Sequence[Line], first: int, names: Sequence[_Name]) -> int:
    """How many lines, from the first, make up a name; 0 if they do not."""
    text = ""
    for count, line in enumerate(lines[first : first + TITLE_LINES], 1):
        text += line.text
        for name in names[-NAMES_MOST:]:
            title = _same(text, 0, name, lines[name.line].text)
            if title and title.end == len(text):
                return count
    return 0

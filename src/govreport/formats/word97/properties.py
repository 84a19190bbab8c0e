"""The properties of paragraphs and characters in a .doc file, and its styles (MS-DOC, 2.4.6, 2.9)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final, TypeAlias

from attrs import frozen

from govreport.formats.word97.binary import number, numbers, operations
from govreport.formats.word97.container import Pair, WordFile

OUTLINE: Final = 0x2640
LIST_LEVEL: Final = 0x260A
LIST: Final = 0x460B
IN_TABLE: Final = 0x2416
ROW_END: Final = 0x2417
INNER_CELL: Final = 0x244B
INNER_ROW: Final = 0x244C
ROW: Final = 0xD608
_ELSEWHERE: Final = (0x6646, 0x6645)
"""The properties are in the stream ``Data``."""
_UNSEEN: Final = (0x0800, 0x083C)
"""Deleted and hidden characters."""
_MOST_ELSEWHERE: Final = 16_000_000
"""In bytes, of all properties in the stream ``Data``: many paragraphs may name the same."""
_MOST_RUNS: Final = 1_000_000
_PAGE: Final = 512
_PARAGRAPH: Final = 13
"""In bytes, of an entry of a paragraph in a page of properties."""
_MOST_STYLES: Final = 4096
_LONGEST_CHAIN: Final = 11
_BODY: Final = 9
_NOTHING: Final[Mapping[int, bytes]] = MappingProxyType({})
Properties: TypeAlias = Mapping[int, bytes]
"""The operands by operation."""


@frozen
class _Style:
    """A paragraph style."""

    heading: int | None
    """The level of a built-in heading style, from 0."""
    base: int
    own: Properties


@frozen
class Paragraph:
    """The style of a paragraph, and its properties with those of the style."""

    style: int
    properties: Properties

    def on(self, operation: int) -> bool:
        """Whether a switch is on."""
        return number(self.properties.get(operation, b""), 0, 1) != 0


class ParagraphTable:
    """The properties of the paragraphs of a file."""

    def __init__(self, file: WordFile) -> None:
        self._data = file.data
        self._left = _MOST_ELSEWHERE
        self._known: dict[int, Paragraph] = {}
        self._styles = dict(enumerate(_styles(file.table(Pair.STYLES))))
        self._runs = sorted(islice(_runs(file, Pair.PARAGRAPHS, _PARAGRAPH), _MOST_RUNS))
        self._starts = [start for start, _, _ in self._runs]

    def at(self, offset: int) -> Paragraph:
        """The paragraph whose mark is at an offset in the stream ``WordDocument``."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self._runs[at][1]:
            at = -1
        if at not in self._known:
            self._known[at] = self._paragraph(self._runs[at][2] if at >= 0 else b"")
        return self._known[at]

    def _paragraph(self, content: bytes) -> Paragraph:
        style = number(content, 0, 2)
        own = operations(content[2:])
        for operation in _ELSEWHERE:
            place = number(own.get(operation, b""), 0, 4)
            size = number(self._data, place, 2)
            if operation in own and size <= self._left:
                self._left -= size
                own = {**own, **operations(self._data[place + 2 : place + 2 + size])}
        return Paragraph(style, {**self._inherited(style), **own})

    def heading_level(self, paragraph: Paragraph) -> int | None:
        """The heading level of a paragraph, 1 to 9; None for body text."""
        if OUTLINE in paragraph.properties:
            level: int | None = number(paragraph.properties[OUTLINE], 0, 1)
        else:
            level = next((style.heading for style in self._chain(paragraph.style) if style.heading is not None), None)
        return level + 1 if level is not None and level < _BODY else None

    def _inherited(self, style: int) -> Properties:
        found: Properties = _NOTHING
        for one in self._chain(style):
            found = {**one.own, **found}
        return found

    def _chain(self, style: int) -> Iterator[_Style]:
        """A style and the styles it is based on."""
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = found.base


def hidden_ranges(file: WordFile) -> list[tuple[int, int]]:
    """The ranges of hidden and deleted characters, as offsets in the stream ``WordDocument``; they do not overlap."""
    hidden = sorted(
        (start, end)
        for start, end, content in islice(_runs(file, Pair.CHARACTERS, 1), _MOST_RUNS)
        if content and any(operations(content).get(one) == b"\x01" for one in _UNSEEN)
    )
    ranges: list[tuple[int, int]] = []
    for start, end in hidden:
        begin = max(start, ranges[-1][1]) if ranges else start
        if begin < end:
            ranges.append((begin, end))
    return ranges


def _runs(file: WordFile, pair: int, width: int) -> Iterator[tuple[int, int, bytes]]:
    """The start, end and properties of the runs of paragraphs or characters.

    :param width: the bytes of an entry in a page of properties; the first gives the place of the properties.
    """
    table = file.table(pair)
    count = max(0, (len(table) - 4) // 8)
    for place in dict.fromkeys(numbers(table, 4 * (count + 1), 4, count)):
        page = file.main[(place & 0x3FFFFF) * _PAGE :][:_PAGE] if place else b""
        if len(page) < _PAGE:
            continue
        runs = page[-1]
        edges = numbers(page, 0, 4, runs + 1)
        for i in range(len(edges) - 1):
            at = 2 * number(page, 4 * (runs + 1) + width * i, 1)
            yield edges[i], edges[i + 1], _content(page, at, width) if at else b""


def _content(page: bytes, at: int, width: int) -> bytes:
    """The properties at a place of a page."""
    size = number(page, at, 1)
    if width == 1:
        return page[at + 1 : at + 1 + size]
    if size:
        return page[at + 1 : at + 2 * size]
    return page[at + 2 : at + 2 + 2 * number(page, at + 1, 1)]


def _styles(sheet: bytes) -> Iterator[_Style | None]:
    """The styles of a file in order; None for those that are not of paragraphs."""
    at = 2 + number(sheet, 0, 2)
    base_size = number(sheet, 4, 2)
    for _ in range(min(number(sheet, 2, 2), _MOST_STYLES)):
        size = number(sheet, at, 2)
        yield _style(sheet[at + 2 : at + 2 + size], base_size)
        at += 2 + size


def _style(content: bytes, base_size: int) -> _Style | None:
    kind, base = number(content, 2, 2) & 15, number(content, 2, 2) >> 4
    if kind != 1:
        return None
    identifier = number(content, 0, 2) & 0xFFF
    at = base_size + 2 + 2 * number(content, base_size, 2) + 2
    at += at % 2
    own = operations(content[at + 4 : at + 2 + number(content, at, 2)])
    return _Style(identifier - 1 if 1 <= identifier <= _BODY else None, base, own)

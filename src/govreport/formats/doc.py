"""Word 97 to 2003 (.doc): paragraphs with Word's automatic numbers, heading styles, tables (MS-DOC)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Final

from govreport.formats import Extract
from govreport.formats.composing import Block, Composer
from govreport.formats.grid import Row, blocks_of
from govreport.formats.notes import Kind, Notes
from govreport.formats.word.numbering import numbered
from govreport.formats.word.symbols import symbol
from govreport.formats.word97.binary import number, numbers
from govreport.formats.word97.container import Pair, WordFile, opened
from govreport.formats.word97.lists import numbering_of
from govreport.formats.word97.pieces import Text
from govreport.formats.word97.properties import (
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    LIST,
    LIST_LEVEL,
    ROW,
    ROW_END,
    Paragraph,
    ParagraphTable,
    hidden_ranges,
)
from govreport.formats.work import Work
from govreport.text.decoding import of_code_units

_TEXT, _FOOTNOTES, _HEADERS, _, _COMMENTS, _ENDNOTES, _BOXES, _HEADER_BOXES = range(8)
"""The stories of a file in their order."""
_MARKS: Final = re.compile("[\r\x07\x0c]")
_CELL: Final = "\x07"
_NOTED: Final = "\x02"
"""Where the number of a note is, in the text and in the note."""
_FIELDS: Final = re.compile("[\x13-\x15]")
_DEEPEST: Final = 100
"""The maximum depth of fields in fields."""
_ANCHOR, _BOX = 26, 22
"""In bytes, of the anchor of a shape after its place, and of a text box after its beginning."""
_BOX_SHAPE: Final = 14
"""Where a text box names its shape."""
_REFERENCE: Final = 6
"""In bytes, of a place that refers to a note, with the kind of its mark."""
_SEPARATORS: Final = 6
"""The first parts of the headers are separators of notes."""
_FOOTERS: Final = frozenset({2, 3, 5})
"""Of the six headers and footers of a section: even and odd header, even and odd footer, first header and footer."""
_LARGEST_LIST: Final = 0x7FFF
_CHARACTERS: Final[Mapping[int, str]] = MappingProxyType(
    {
        **dict.fromkeys(range(0x20), ""),
        0x09: "\t",
        0x0B: "\n",
        0x0E: "\n",
        0x1E: "-",
        **{code: symbol("", f"{code:X}") for code in range(0xF020, 0xF100)},
    }
)
"""What is shown for control characters, and for symbols of private use."""
_MERGED: Final = 0x02
_CONTINUED: Final = 1
"""A cell is vertically merged, but not the first."""


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int, work: Work) -> Extract:
    """The text of a .doc file.

    :raises ReadError: the file is damaged, encrypted, not a Word document, or its text is too long.
    """
    composer = Composer(work, max_chars)
    for block in _Reader(opened(content, name), max_chars, work).blocks():
        composer.block(block)
    return composer.extract()


class _Reader:
    """Reads the stories of a file."""

    def __init__(self, file: WordFile, max_chars: int, work: Work) -> None:
        self._work = work
        self._file = file
        most = min(sum(file.lengths), max_chars + 1)  # the composer reports one more
        self._text = Text.of(file.main, file.table(Pair.PIECES), most, work)
        self._starts = [0, *accumulate(file.lengths)]
        self._paragraphs = ParagraphTable(file)
        self._numbering = numbering_of(file, work)
        self._shown = bytearray(b"\x01" * len(self._text.characters))
        """For each character, whether it is shown."""
        self._hide_marked()
        self._notes = Notes()
        self._marks: dict[int, str] = {}
        """The marks that refer to notes, by the index of their character."""
        self._boxes: dict[int, list[tuple[int, int]]] = {}
        """The ranges of the text boxes by the index of the character at which they are anchored."""
        self._anchors: list[int] = []
        self._cell: list[str] = []
        self._cells: list[str] = []
        self._rows: list[Row] = []

    def blocks(self) -> Iterator[Block]:
        """The headers, the text, notes, text boxes and footers, in this order."""
        for story in (_TEXT, _FOOTNOTES, _HEADERS, _COMMENTS, _ENDNOTES, _BOXES, _HEADER_BOXES):
            self._hide_fields(*self._range(story))
        self._read_notes("footnote", _FOOTNOTES, Pair.FOOTNOTE_REFERENCES, Pair.FOOTNOTES)
        self._read_notes("endnote", _ENDNOTES, Pair.ENDNOTE_REFERENCES, Pair.ENDNOTES)
        self._notes.add("comment", self._texts(*self._range(_COMMENTS)))
        loose = self._read_boxes()
        headers, footers = self._margins()
        yield from (Block(text, beside=True) for text in headers)
        for start, end in self._split(*self._range(_TEXT)):
            yield from self._paragraph(start, end)
        yield from self._table()
        yield from self._notes.blocks()
        for start, end in (*loose, self._range(_HEADER_BOXES)):
            yield from (Block(text, beside=True) for text in self._texts(start, end))
        yield from (Block(text, beside=True) for text in footers)

    def _read_notes(self, kind: Kind, story: int, references: int, starts: int) -> None:
        """Collect the notes of a story, and the marks in the text that refer to them."""
        begin, end = self._range(story)
        table = self._file.table(references)
        count = max(0, (len(table) - 4) // _REFERENCE)
        edges = (begin + min(edge, end - begin) for edge in numbers(self._file.table(starts), 0, 4, count))
        bounds = [begin, *accumulate(edges, max), end]
        self._notes.add(kind, self._texts(begin, bounds[1]))  # what belongs to no reference
        for place, first, after in zip(numbers(table, 0, 4, count), bounds[1:], bounds[2:]):
            self._work.spend(1, "notes")
            mark = ""
            if self._text.characters[place : place + 1] == _NOTED:
                mark = self._marks[place] = self._notes.next_mark(kind)
            self._notes.add(kind, self._texts(first, after), mark)

    def _read_boxes(self) -> list[tuple[int, int]]:
        """Find where the text boxes are anchored; the ranges of the others."""
        begin, end = self._range(_BOXES)
        table, places = self._file.table(Pair.BOXES), self._file.table(Pair.ANCHORS)
        count, anchors = max(0, (len(table) - 4) // (4 + _BOX)), max(0, (len(places) - 4) // (4 + _ANCHOR))
        self._work.spend(count + anchors, "text boxes")
        shapes = [number(places, 4 * (anchors + 1) + _ANCHOR * i, 4) for i in range(anchors)]
        at = dict(zip(shapes, numbers(places, 0, 4, anchors)))
        edges = [begin + min(edge, end - begin) for edge in numbers(table, 0, 4, count)]
        bounds = [begin, *accumulate(edges, max), end]
        loose = [(begin, bounds[1])]
        for i, box in enumerate(pairwise(bounds[1:])):
            place = at.get(number(table, 4 * (count + 1) + _BOX * i + _BOX_SHAPE, 4))
            (loose if place is None else self._boxes.setdefault(place, [])).append(box)
        self._anchors = sorted(self._boxes)
        return loose

    # ---- Characters ----------------------------------------------------------------------------------------------

    def _hide_marked(self) -> None:
        """Hide what has the properties of hidden or deleted text."""
        ranges = hidden_ranges(self._file)
        starts, ends = [start for start, _ in ranges], [end for _, end in ranges]
        for piece in self._text.pieces if ranges else ():
            last = piece.offset + piece.width * piece.length
            for i in range(bisect_right(ends, piece.offset), bisect_left(starts, last)):
                start, end = ranges[i]
                first = piece.start + max(0, start - piece.offset) // piece.width
                after = piece.start + (min(end, last) - piece.offset) // piece.width
                self._hide(first, after)

    def _hide_fields(self, start: int, end: int) -> None:
        """Hide the instructions of fields, and the fields without a result."""
        fields: list[int | None] = []
        """The beginnings of the open fields; None within the result."""
        for found in _FIELDS.finditer(self._text.characters, start, end):
            at = found.start()
            if found[0] == "\x13":
                if len(fields) < _DEEPEST:
                    fields.append(at)
            elif fields:
                begin = fields.pop()
                if begin is not None:
                    self._hide(begin, at + 1)
                if found[0] == "\x14":
                    fields.append(None)

    def _hide(self, start: int, end: int) -> None:
        end = min(end, len(self._shown))
        if start < end:
            self._shown[start:end] = bytes(end - start)

    def _visible(self, start: int, end: int) -> str:
        """The text of a range as it is shown."""
        text = self._text.characters[start:end]
        if 0 in self._shown[start:end]:
            text = "".join(one for one, shown in zip(text, self._shown[start:end]) if shown)
        if _NOTED in text:
            text = self._with_marks(start, end)
        text = text.translate(_CHARACTERS)
        return of_code_units(text)

    def _with_marks(self, start: int, end: int) -> str:
        """The visible characters of a range, with the marks of notes."""
        text = enumerate(self._text.characters[start:end], start)
        return "".join(self._marks.get(at, one) for at, one in text if self._shown[at])

    def _split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The paragraphs of a range: the index of the first character, and that of the mark."""
        for found in _MARKS.finditer(self._text.characters, start, end):
            yield start, found.start()
            start = found.end()
        if start < min(end, len(self._text.characters)):
            yield start, min(end, len(self._text.characters))

    # ---- Paragraphs ----------------------------------------------------------------------------------------------

    def _range(self, story: int) -> tuple[int, int]:
        """Where a story begins and ends, in characters."""
        return self._starts[story], self._starts[story + 1]

    def _texts(self, start: int, end: int) -> Iterator[str]:
        return (self._visible(*paragraph) for paragraph in self._split(start, end))

    def _margins(self) -> tuple[list[str], list[str]]:
        """The different lines of the headers and of the footers."""
        begin, most = self._starts[_HEADERS], self._file.lengths[_HEADERS]
        table = self._file.table(Pair.HEADERS)
        edges = list(accumulate((min(edge, most) for edge in numbers(table, 0, 4, len(table) // 4)), max))
        found: tuple[dict[str, None], dict[str, None]] = {}, {}
        for i, (start, end) in enumerate(zip(edges[_SEPARATORS:], edges[_SEPARATORS + 1 :])):
            lines = self._texts(begin + start, begin + end) if start < end else ()
            found[i % 6 in _FOOTERS].update(dict.fromkeys(lines))
        return list(found[0]), list(found[1])

    def _paragraph(self, start: int, end: int) -> Iterator[Block]:
        """Handle a paragraph of the text, whose mark is at ``end``."""
        self._work.spend(1, "paragraphs")
        mark = self._text.characters[end : end + 1]
        for place in self._anchors[bisect_left(self._anchors, start) : bisect_right(self._anchors, end)]:
            for box in self._boxes[place]:
                yield from (Block(text) for text in self._texts(*box))
        paragraph = self._paragraphs.at(self._text.offset(end))
        text = self._visible(start, end)
        if mark == _CELL and paragraph.on(ROW_END):
            self._rows.append(_row(tuple(self._cells), paragraph.properties.get(ROW, b"")))
            self._cells = []
            return
        number = self._number(paragraph)  # Word numbers empty paragraphs, too
        shown = numbered(number, text) if text.strip() else ""
        if mark == _CELL:
            self._cells.append("\n".join([*self._cell, shown]))
            self._cell = []
        elif paragraph.on(IN_TABLE) or paragraph.on(INNER_CELL) or paragraph.on(INNER_ROW):
            self._cell.append(shown)
        else:
            yield from self._table()
            yield Block(shown, self._paragraphs.heading_level(paragraph))

    def _number(self, paragraph: Paragraph) -> str:
        """The automatic number of a paragraph."""
        name = number(paragraph.properties.get(LIST, b""), 0, 2)
        level = number(paragraph.properties.get(LIST_LEVEL, b""), 0, 1)
        return self._numbering.next(str(name), level) if 0 < name <= _LARGEST_LIST else ""

    def _table(self) -> Iterator[Block]:
        """The rows of the table before a paragraph."""
        rows, self._rows = self._rows, []
        loose = [*self._cells, *self._cell]  # a row without an end
        self._cells, self._cell = [], []
        yield from blocks_of(rows)
        yield from (Block(text) for text in loose)


def _row(cells: tuple[str, ...], definition: bytes) -> Row:
    """A row with the edges of its cells; cells that a merged cell covers are empty."""
    count = number(definition, 0, 1)
    edges = numbers(definition, 1, 2, count + 1, signed=True)
    flags = [number(definition, 1 + 2 * (count + 1) + 20 * i, 2) for i in range(count)]
    covered = [bool(flag & _MERGED) or flag >> 5 & 3 == _CONTINUED for flag in flags]
    covered += [False] * (len(cells) - len(covered))
    return Row(tuple("" if hidden else cell for cell, hidden in zip(cells, covered)), tuple(edges))

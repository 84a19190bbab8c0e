"""OpenDocument texts (.odt): paragraphs with automatic numbers, headings, tables (ODF 1.3, part 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.formats.archive import Archive, XmlElement
from govreport.formats.composing import Block, Composer
from govreport.formats.grid import MOST_COLUMNS
from govreport.formats.notes import Kind, Notes
from govreport.formats.opendocument.names import DRAW, OFFICE, STYLE, TABLE, TEXT, count
from govreport.formats.opendocument.styles import OUTLINE, Styles
from govreport.formats.word.numbering import Numbering, numbered
from govreport.formats.work import Work

_WHITE_SPACE: Final = re.compile("[ \t\r\n]+")
_PARAGRAPHS: Final = (TEXT + "p", TEXT + "h")
_CELLS: Final = (TABLE + "table-cell", TABLE + "covered-table-cell")
_ROW_GROUPS: Final = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_UNSEEN: Final = frozenset({OFFICE + "annotation", TEXT + "ruby-text", TEXT + "hidden-text", TEXT + "tracked-changes"})
"""Comments, which are notes, readings, hidden and deleted text."""
_APART: Final = frozenset({TEXT + "note", *_UNSEEN})
"""Elements in a paragraph whose paragraphs are not those of a text box around them."""
_CHARACTERS: Final[Mapping[str, str]] = MappingProxyType({TEXT + "tab": "\t", TEXT + "line-break": "\n"})
_PAGES: Final = ("", "-left", "-first")
"""The pages of a header or footer, as in ``style:header-left``."""
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_MOST_BLANKS: Final = 100
_DEEPEST: Final = 9
_LARGEST: Final = 99_999


@frozen
class _List:
    """The list around a paragraph."""

    name: str = ""
    style: str | None = None
    depth: int = -1
    begins: bool = False
    """Whether the paragraph is the first of its item, which gets the number."""


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int, work: Work) -> Extract:
    """The text of an OpenDocument text.

    :raises ReadError: the file is damaged, encrypted, too large when unpacked, or its text is too long.
    """
    archive = Archive(content, work)
    manifest = archive.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise ReadError(name, "is encrypted; save it without a password")
    root = archive.xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if body is None:
        raise ReadError(name, "is damaged or not a text: it has no body")
    styles = archive.xml("styles.xml")
    reader = _Reader(Styles([one for one in (styles, root) if one is not None]), work)
    composer = Composer(work, max_chars)
    for block in reader.blocks(body, styles):
        composer.block(block)
    return composer.extract()


class _Reader:
    """Reads the body of a document."""

    def __init__(self, styles: Styles, work: Work) -> None:
        self._styles = styles
        self._work = work
        self._numbering = Numbering(None, work)
        self._numbering.add(OUTLINE, OUTLINE, styles.list_levels(OUTLINE))
        self._named: dict[str, str] = {}
        """The name of the list that has an identifier, and of the last list of each style."""
        self._lists = 0
        self._notes = Notes()

    def blocks(self, body: XmlElement, styles: XmlElement | None) -> Iterator[Block]:
        """The headers, body, notes and footers, in this order."""
        yield from self._margins(styles, "header")
        yield from self._inside(body, _List())
        yield from self._notes.blocks()
        yield from self._margins(styles, "footer")

    def _margins(self, styles: XmlElement | None, kind: str) -> Iterator[Block]:
        """The headers or footers, each different line once."""
        margins = styles.iter(*(f"{STYLE}{kind}{page}" for page in _PAGES)) if styles is not None else ()
        texts = (self._text(one) for margin in margins for one in margin.iter(*_PARAGRAPHS))
        yield from (Block(text, beside=True) for text in dict.fromkeys(texts))

    def _inside(self, parent: XmlElement, around: _List) -> Iterator[Block]:
        for block in parent:
            if block.tag in _PARAGRAPHS:
                yield from self._paragraph(block, around)
                around = evolve(around, begins=False)
            elif block.tag == TABLE + "table":
                yield from self._table(block)
            elif block.tag == TEXT + "list":
                yield from self._list(block, around)
            elif _is_drawn(block):
                yield from self._boxes(block)
            elif block.tag not in _UNSEEN:  # a section, an index, or an element of another program
                yield from self._inside(block, around)

    def _paragraph(self, paragraph: XmlElement, around: _List) -> Iterator[Block]:
        yield from self._boxes(paragraph)
        number = self._number(paragraph, around)  # empty paragraphs have one, too
        text = self._text(paragraph)
        if text.strip():
            level = count(paragraph, TEXT + "outline-level", 1, _DEEPEST) if paragraph.tag == TEXT + "h" else None
            yield Block(numbered(number, text), level)

    def _boxes(self, parent: XmlElement) -> Iterator[Block]:
        """The paragraphs of the text boxes and shapes in an element."""
        for inside in parent.iter(*_PARAGRAPHS):
            around = _around(inside)
            if inside is not parent and around is not None and _is_drawn(around):
                yield Block(self._text(inside))

    def _number(self, paragraph: XmlElement, around: _List) -> str:
        """The automatic number of a paragraph."""
        if around.depth < 0:
            has_own = paragraph.tag == TEXT + "h" and paragraph.get(TEXT + "is-list-header") != "true"
            level = count(paragraph, TEXT + "outline-level", 1, _DEEPEST)
            return self._numbering.next(OUTLINE, level - 1) if has_own else ""
        if not around.begins:
            return ""
        if around.style is None and (style := self._styles.list_of(paragraph)) is not None:
            self._numbering.add(around.name, around.name, self._styles.list_levels(style))
        return self._numbering.next(around.name, around.depth)

    def _list(self, element: XmlElement, around: _List) -> Iterator[Block]:
        """The paragraphs of a list; a nested one has the style and the counters of the outer one."""
        style = element.get(TEXT + "style-name") or around.style
        name = around.name if around.depth >= 0 else self._name_of(element, style)
        if style is not None:
            self._numbering.add(name, name, self._styles.list_levels(style))
        own = _List(name, style, around.depth + 1)
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            start = count(item, TEXT + "start-value", -1, _LARGEST)
            if start >= 0:
                self._numbering.begin_with(name, own.depth, start)
            yield from self._inside(item, evolve(own, begins=item.tag == TEXT + "list-item"))

    def _name_of(self, element: XmlElement, style: str | None) -> str:
        """The name of a list that is not nested: a new one, or that of the list that it continues."""
        name = self._named.get(f"#{element.get(TEXT + 'continue-list')}")
        if name is None and element.get(TEXT + "continue-numbering") == "true":
            name = self._named.get(f"={style}")
        if name is None:
            self._lists += 1
            name = f"{self._lists}"
            self._numbering.add(name, name, self._styles.list_levels(style))
        self._named[f"={style}"] = name
        self._named[f"#{element.get(_ID)}"] = name
        return name

    def _table(self, table: XmlElement) -> Iterator[Block]:
        """The rows of a table; a table with a single column is only a frame around text."""
        rows = [list(row.iterchildren(*_CELLS)) for row in _rows(table)]
        if all(len(row) <= 1 for row in rows):
            for cell in (cell for row in rows for cell in row):
                yield from self._inside(cell, _List())
            return
        for row in rows:
            yield Block(cells=tuple(text for cell in row for text in self._cell(cell)))

    def _cell(self, cell: XmlElement) -> list[str]:
        """The text of a cell, and empty texts for those that it repeats; covered cells are empty."""
        covered = cell.tag == TABLE + "covered-table-cell"
        text = "" if covered else " ".join(block.shown for block in self._inside(cell, _List()))
        return [text, *[""] * (count(cell, TABLE + "number-columns-repeated", 1, MOST_COLUMNS) - 1)]

    def _text(self, paragraph: XmlElement) -> str:
        """The text of a paragraph, with ``\\n`` for line breaks; notes are collected."""
        self._work.spend(1, "paragraphs")
        pieces: list[str] = []
        self._inline(paragraph, pieces)
        return "".join(pieces)

    def _inline(self, element: XmlElement, pieces: list[str]) -> None:
        _append(pieces, element.text)
        for part in element:
            if part.tag == TEXT + "s":
                pieces.append(" " * count(part, TEXT + "c", 1, _MOST_BLANKS))
            elif part.tag in _CHARACTERS:
                pieces.append(_CHARACTERS[part.tag])
            elif part.tag == TEXT + "note":
                pieces.append(self._note(part))
            elif part.tag == OFFICE + "annotation":
                self._notes.add("comment", self._own_texts(part))
            elif part.tag not in _UNSEEN and isinstance(part.tag, str) and not _is_drawn(part):
                self._inline(part, pieces)
            _append(pieces, part.tail)

    def _note(self, note: XmlElement) -> str:
        """Collect a footnote or endnote; the result is the mark that refers to it."""
        kind: Kind = "endnote" if note.get(TEXT + "note-class") == "endnote" else "footnote"
        citation = note.find(TEXT + "note-citation")
        own = citation.get(TEXT + "label") if citation is not None else None
        shown = "".join(citation.itertext()).strip() if citation is not None else ""
        mark = own or (f"[{shown}]" if shown else self._notes.next_mark(kind))
        self._notes.add(kind, self._own_texts(note), mark)
        return mark

    def _own_texts(self, part: XmlElement) -> list[str]:
        """The paragraphs of a note or comment, without those of notes in it."""
        return [self._text(one) for one in part.iter(*_PARAGRAPHS) if _around(one) is part]


def _is_drawn(element: XmlElement) -> bool:
    """Whether an element is a frame or a shape, whose text is read separately."""
    return isinstance(element.tag, str) and element.tag.startswith(DRAW)


def _around(paragraph: XmlElement) -> XmlElement | None:
    """The innermost shape, note or unseen element around a paragraph."""
    return next((one for one in paragraph.iterancestors() if _is_drawn(one) or one.tag in _APART), None)


def _rows(table: XmlElement) -> Iterator[XmlElement]:
    for part in table:
        if part.tag == TABLE + "table-row":
            yield part
        elif part.tag in _ROW_GROUPS:
            yield from _rows(part)


def _append(pieces: list[str], text: str | None) -> None:
    """Append text; white space at the beginning of a paragraph or after a blank is left out (ODF 1.3, part 3, 6.1.2)."""
    text = _WHITE_SPACE.sub(" ", text or "")
    if not pieces or pieces[-1].endswith(" "):
        text = text.removeprefix(" ")
    if text:
        pieces.append(text)

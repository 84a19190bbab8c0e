"""Word files (.docx): paragraphs with Word's automatic numbers, heading styles, tables.

python-docx opens the package.  Automatic numbers, tracked changes and text boxes, which it does not expose, are read
from the XML elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from attrs import frozen
from docx.oxml import parse_xml

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.formats.composing import Composer
from govreport.formats.grid import MOST_COLUMNS
from govreport.formats.word.counted import Counted
from govreport.formats.word.numbering import Numbering, numbered
from govreport.formats.word.package import opened
from govreport.formats.word.styles import PLAIN, ParagraphStyles, Style
from govreport.formats.word.text import (
    FORMATS,
    Piece,
    is_mark_deleted,
    pieces_of,
    shown_paragraphs,
    text_boxes,
    word_art,
)
from govreport.formats.word.xml import TEXT_PATH, W, XmlElement, child, is_on, number
from govreport.formats.work import Work

if TYPE_CHECKING:
    from docx.document import Document

_TRANSPARENT: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
"""Elements that may enclose blocks, rows and cells."""
_BESIDE: Final = ("header", "footer", "footnotes", "endnotes", "comments")
_CHARACTER_STYLE: Final = W + "rStyle"
_DELETED: Final = frozenset({W + "del", W + "moveFrom"})
_DRAWN: Final = frozenset({TEXT_PATH, W + "txbxContent"})
_RARE: Final = _DELETED | _DRAWN | FORMATS | {_CHARACTER_STYLE}
"""Elements that most documents do not have: no paragraph of these needs to be searched for them."""


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int, work: Work) -> Extract:
    """The text of a Word file.

    :raises ReadError: the file is damaged, too large when unpacked, not a document, takes too much work, or its text is too long.
    """
    return traced(content, name=name, max_chars=max_chars, work=work)[0]


@frozen
class Line:
    """Where a paragraph or a row of a table is in the extracted text, and what shows it."""

    start: int
    end: int
    """After the line break."""
    pieces: tuple[Piece, ...]
    """The text in order, before blanks and bars were made alike; elements are those of ``root``."""


def traced(
    content: bytes, *, name: str, max_chars: int, work: Work, trace: list[Line] | None = None
) -> tuple[Extract, XmlElement]:
    """As :func:`extract`, with the root element of the document; ``trace`` gets the origin of each line, in order."""
    composer = Composer(work, max_chars)
    try:
        document = opened(content, work)
        _Reader(document, composer, work, trace).read()
    except ReadError:
        raise
    except Exception as error:  # the libraries raise nearly any exception for a damaged file
        hint = "; save a file with macros (.docm) or a template as .docx" if "content type" in str(error) else ""
        raise ReadError(name, f"is damaged or not a Word document: {error}{hint}") from error
    return composer.extract(), document.element


_TURNED: Final = re.compile(r"\n(?=[^\s—―─－（(-])")
"""A line break inside a title: Chinese lines are turned by sense (GB/T 9704-2012, 7.3.1); a dash or a bracket begins a subtitle."""


class _Reader:
    """Reads the body of a document."""

    def __init__(self, document: Document, composer: Composer, work: Work, trace: list[Line] | None) -> None:
        self._document = document
        self._trace = trace
        self._shown: list[Piece] = []
        """The pieces of the line that is read."""
        self._work = work
        self._composer = composer
        parts = {relation.reltype.rpartition("/")[2]: relation for relation in document.part.rels.values()}
        self._numbering = Numbering(_root(parts.get("numbering")), work)
        self._styles = ParagraphStyles(_root(parts.get("styles")))
        self._counted = Counted()
        self._beside = {kind: list(self._parts(kind)) for kind in _BESIDE}
        """The root elements of the other parts of the package, by kind."""
        roots = [document.element, *chain.from_iterable(self._beside.values())]
        self._rare = {found.tag for root in roots for found in root.iter(*_RARE)}
        self._carried: list[str] = []
        """The texts of paragraphs whose paragraph marks were deleted."""

    def read(self) -> None:
        """Compose headers, body, notes and footers, in this order."""
        self._margin("header")
        self._blocks(self._document.element.body)
        self._line("".join(self._carried))
        self._notes()
        self._margin("footer")

    def _parts(self, kind: str) -> Iterator[XmlElement]:
        """The root elements of the related parts of a kind, each once."""
        parts: set[object] = set()
        for relation in self._document.part.rels.values():
            if relation.reltype.rpartition("/")[2] != kind or relation.is_external or relation.target_part in parts:
                continue
            parts.add(relation.target_part)
            root = _root(relation)
            if root is not None:
                yield root

    def _margin(self, kind: str) -> None:
        """Read headers or footers, each different line once."""
        seen: set[str] = set()
        for root in self._beside[kind]:
            for paragraph in root.iter(W + "p"):
                self._work.spend(1, "paragraphs")
                for text in (*word_art(paragraph), self._text(paragraph)):
                    if text not in seen:
                        seen.add(text)
                        self._line(text, boilerplate=True)
                self._shown.clear()

    def _notes(self) -> None:
        """Read footnotes, endnotes and comments, each note with the mark that refers to it."""
        for kind in ("footnote", "endnote", "comment"):
            for note in (one for root in self._beside[f"{kind}s"] for one in root.iterchildren(W + kind)):
                mark = self._counted.mark(kind, note.get(W + "id") or "")
                for paragraph in shown_paragraphs(note):
                    self._work.spend(1, "paragraphs")
                    text = self._text(paragraph).strip()
                    if text:
                        self._shown.insert(0, (mark, None))
                        self._line(f"{mark} {text}".lstrip(), note=True)
                        mark = ""
                    self._shown.clear()

    def _blocks(self, parent: XmlElement) -> None:
        for block in _inside(parent):
            if block.tag == W + "p":
                self._paragraph(block)
            elif block.tag == W + "tbl":
                self._table(block)

    def _paragraph(self, paragraph: XmlElement) -> None:
        style = self._styles.of(paragraph)
        if self._rare & _DRAWN:
            self._drawings(paragraph)
        self._carried.append(self._text(paragraph, style))
        if self._rare & _DELETED and is_mark_deleted(paragraph):
            return  # the next paragraph continues it, and its properties apply to both
        text = "".join(self._carried)
        self._carried.clear()
        number = self._number(style)  # Word numbers empty paragraphs, too
        if style.is_title:
            text = _TURNED.sub("", text)
        if text.strip():
            self._shown.insert(0, (number, None))
            run_in = self._styles.run_in_level(paragraph) if _CHARACTER_STYLE in self._rare else None
            self._line(numbered(number, text), level=style.heading_level, run_in=run_in)
        self._shown.clear()

    def _drawings(self, paragraph: XmlElement) -> None:
        """Compose the texts that are drawn, and the text boxes, that are anchored in a paragraph, as lines before it."""
        carried = self._shown[:]
        self._shown.clear()
        for drawn in word_art(paragraph):
            self._line(drawn)
        for box in text_boxes(paragraph):
            self._box(box)
        self._shown[:] = carried

    def _box(self, paragraphs: Sequence[XmlElement]) -> None:
        """A text box: a part of the text, or in the head of a document the organ and its number."""
        for one in paragraphs:
            style = self._styles.of(one)
            self._line(numbered(self._number(style), self._text(one, style)), level=style.heading_level)

    def _line(
        self,
        text: str,
        *,
        level: int | None = None,
        run_in: int | None = None,
        boilerplate: bool = False,
        note: bool = False,
    ) -> None:
        """Compose a line of the pieces read since the last one."""
        start = self._composer.length
        self._composer.line(text, level=level, run_in=run_in, boilerplate=boilerplate, note=note)
        self._placed(start)

    def _placed(self, start: int) -> None:
        if self._trace is not None and self._composer.length > start:
            self._trace.append(Line(start, self._composer.length, tuple(self._shown)))
        self._shown.clear()

    def _text(self, paragraph: XmlElement, style: Style = PLAIN) -> str:
        """The text of a paragraph, with the numbers of its fields, which depend on the level of its style."""
        level = (style.heading_level or 1) - 1
        pieces = pieces_of(paragraph, self._counted, level, formatted=bool(self._rare & FORMATS))
        if self._trace is not None:
            self._shown += pieces
        return "".join([text for text, _ in pieces])

    def _number(self, style: Style) -> str:
        """The automatic number of a paragraph, from the list of the paragraph or of its style."""
        self._work.spend(1 + len(style.chain), "paragraphs")
        if style.list is None:
            return ""
        name, at = style.list
        if at is None:
            found = map(self._numbering.of_style, style.chain)
            at = next((one[1] for one in found if one is not None), 0)
        return self._numbering.next(name, at)

    def _table(self, table: XmlElement) -> None:
        """Read a table row by row; a table with a single column is only a frame around text."""
        rows = [row for row in _inside(table) if row.tag == W + "tr" and child(row, "trPr", "del") is None]
        cells = [[cell for cell in _inside(row) if cell.tag == W + "tc"] for row in rows]
        if all(len(row) <= 1 for row in cells):
            for cell in (cell for row in cells for cell in row):
                self._blocks(cell)
            return
        for row, own in zip(rows, cells, strict=True):
            start = self._composer.length
            self._composer.table([self._texts(row, own)])
            self._placed(start)

    def _texts(self, row: XmlElement, cells: list[XmlElement]) -> list[str]:
        """The texts of a row; cells covered by a merged cell are empty."""
        texts = [""] * _columns(row, "trPr", "gridBefore")
        for cell in cells:
            merged = child(cell, "tcPr", "vMerge")
            goes_on = merged is not None and merged.get(W + "val") != "restart"
            texts.append("" if goes_on else self._cell(cell))
            texts += [""] * (_columns(cell, "tcPr", "gridSpan") - 1)
        return texts + [""] * _columns(row, "trPr", "gridAfter")

    def _cell(self, cell: XmlElement) -> str:
        styled = ((one, self._styles.of(one)) for one in shown_paragraphs(cell))
        texts = (numbered(self._number(style), self._text(one, style)) for one, style in styled)
        return " ".join(filter(None, texts))


def _inside(parent: XmlElement) -> Iterator[XmlElement]:
    """The blocks in an element, including those in controls and insertions; placeholder hints are left out."""
    for part in parent:
        if part.tag not in _TRANSPARENT:
            yield part
        elif not is_on(part, "sdtPr", "showingPlcHdr"):
            yield from _inside(part)


def _columns(element: XmlElement, *names: str) -> int:
    """The column count in a property."""
    return max(0, min(number(element, *names) or 0, MOST_COLUMNS))


def _root(relation: object) -> XmlElement | None:
    """The root element of a related part; None if it is outside the file."""
    part = getattr(relation, "target_part", None) if not getattr(relation, "is_external", True) else None
    if part is None:
        return None
    return part.element if hasattr(part, "element") else parse_xml(part.blob)

"""Word files (.docx): paragraphs with the numbers that Word counts for them, heading styles, tables.

python-docx opens the package; what it does not show (automatic numbers, tracked changes, text boxes) is read from the
elements themselves.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml.etree import LxmlError

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.formats.composing import Composer
from govreport.formats.word.numbering import Numbering
from govreport.formats.word.styles import ParagraphStyles
from govreport.formats.word.text import is_mark_deleted, text_boxes, text_of
from govreport.formats.word.xml import W, XmlElement, child, number, value

if TYPE_CHECKING:
    from docx.document import Document

LARGEST: Final = 200_000_000
"""In bytes: how large the parts of a file may be when they are unpacked, all together; a zip bomb unpacks to more."""
MOST_PARTS: Final = 10_000


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int) -> Extract:
    """The text of a Word file.

    :raises ReadError: the file is damaged, unpacks to too much or is no document; its text is longer than allowed.
    """
    document = _open(content, name)
    composer = Composer(name, max_chars)
    _Reader(document, composer).read()
    return composer.extract()


def _open(content: bytes, name: str) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
                raise ReadError(name, f"unpacks to more than {LARGEST // 1_000_000} MB or {MOST_PARTS:,} parts")
            if any(part.flag_bits & 1 for part in parts):
                raise ReadError(name, "is encrypted; save it without a password")
        return docx.Document(io.BytesIO(content))
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OpcError,
        LxmlError,
        EOFError,
        OSError,
        NotImplementedError,
    ) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError(name, f"is damaged or no Word file: {error}") from error
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        hint = "; save a file with macros (.docm) or a template as .docx" if "content type" in str(error) else ""
        raise ReadError(name, f"is damaged or no Word document: {error}{hint}") from error


class _Reader:
    """Goes through the body of a document."""

    def __init__(self, document: Document, composer: Composer) -> None:
        self._document = document
        self._composer = composer
        parts = {relation.reltype.rpartition("/")[2]: relation for relation in document.part.rels.values()}
        self._numbering = Numbering(_root(parts.get("numbering")))
        self._styles = ParagraphStyles(_root(parts.get("styles")))
        self._carried = ""
        """The text of a paragraph whose end was deleted."""

    def read(self) -> None:
        """Compose headers, body, notes and footers, in this order."""
        self._margin("header")
        self._blocks(self._document.element.body)
        self._composer.line(self._carried)
        self._margin("footnotes", "endnotes", "footer")

    def _margin(self, *kinds: str) -> None:
        """What stands beside the text; each different line once."""
        seen: set[str] = set()
        for kind in kinds:
            for relation in self._document.part.rels.values():
                if relation.reltype.rpartition("/")[2] != kind or relation.is_external:
                    continue
                root = _root(relation)
                for paragraph in root.iter(W + "p") if root is not None else ():
                    text = text_of(paragraph)
                    if text not in seen:
                        seen.add(text)
                        self._composer.line(text, boilerplate=True)

    def _blocks(self, parent: XmlElement) -> None:
        for block in parent:
            if block.tag == W + "p":
                self._paragraph(block)
            elif block.tag == W + "tbl":
                self._table(block)
            elif block.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
                self._blocks(block)

    def _paragraph(self, paragraph: XmlElement) -> None:
        for inside in text_boxes(paragraph):
            self._composer.line(text_of(inside), boilerplate=True)
        text = text_of(paragraph)
        if text.strip():
            text = self._number(paragraph) + text
        text = self._carried + text
        self._carried = ""
        if is_mark_deleted(paragraph):
            self._carried = text
        else:
            self._composer.line(text, level=self._styles.heading_level(paragraph))

    def _number(self, paragraph: XmlElement) -> str:
        """The number that Word counts for a paragraph: by the list it names, or the one that its style counts with."""
        for properties in self._styles.properties(paragraph):
            numbers = child(properties, "numPr")
            if numbers is None:
                continue
            name = value(numbers, "numId")
            if name is not None:
                at = number(numbers, "ilvl")
                return self._numbering.next(name, at if at is not None else self._level_of_style(paragraph))
        return ""

    def _level_of_style(self, paragraph: XmlElement) -> int:
        styles = (self._numbering.of_style(style.get(W + "styleId")) for style in self._styles.chain_of(paragraph))
        return next((found[1] for found in styles if found is not None), 0)

    def _table(self, table: XmlElement) -> None:
        """A table row by row; one of a single cell is a frame round text."""
        rows = [list(_cells(row)) for row in table.iterfind(W + "tr")]
        if len(rows) == 1 and len(rows[0]) == 1:
            self._blocks(rows[0][0])
            return
        self._composer.table([[self._cell(cell) for cell in row] for row in rows])

    def _cell(self, cell: XmlElement) -> str:
        merged = child(cell, "tcPr", "vMerge")
        if merged is not None and merged.get(W + "val") != "restart":
            return ""  # goes on from the cell above
        return " ".join(filter(None, (self._number(one) + text_of(one) for one in cell.iter(W + "p"))))


def _cells(row: XmlElement) -> Iterator[XmlElement]:
    for part in row:
        if part.tag == W + "tc":
            yield part
        elif part.tag == W + "sdt":
            yield from part.iter(W + "tc")


def _root(relation: object) -> XmlElement | None:
    """The root element of the part that a relation leads to; None where it leads outside the file."""
    part = getattr(relation, "target_part", None) if not getattr(relation, "is_external", True) else None
    if part is None:
        return None
    return part.element if hasattr(part, "element") else parse_xml(part.blob)

"""A report as a Word file with the layout of GB/T 9704-2012, the standard for official documents."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl, CT_Tc
from docx.text.paragraph import Paragraph

from govreport.text.source import Source, display_width
from govreport.tree.nodes import Document
from govreport.writers import official
from govreport.writers.characters import xml_text
from govreport.writers.printed import Printed, paragraphs, printed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_FROM_THE_RIGHT: Final = 2
"""How many characters a name is indented from the right edge."""
_BEHIND: Final = 2
"""How many characters after the start of the name the date starts."""
_LANGUAGES: Final = {"simplified": "zh-CN", "traditional": "zh-TW"}
_CENTRED: Final = frozenset({"document_number", "title", "subtitles"})
_AT_THE_EDGE: Final = frozenset({"field", "addressee", "label"})
_PARTED: Final = frozenset({"title", "attachment_list", "issuer", "imprint"})
"""An empty line precedes the first of these, and follows centred parts (7.3.1, 7.3.2, 7.3.4, 7.3.5)."""
_UNDER_THE_FIRST: Final = 5
"""The indent of further attachments in the list, in characters: two, and the width of 附件： (7.3.4)."""
_LONGEST_PROPERTY: Final = 255
"""In characters: the maximum length of file properties in Word."""


def to_docx(document: Document, source: Source) -> bytes:
    """The document as a Word file that reads back to the same outline.

    Headings have Word's heading styles, numbers are text.  Characters that XML does not allow become U+FFFD.
    """
    word = docx.Document()
    official.set_up(word, _LANGUAGES.get(source.script, "zh-CN"))
    issuers = document.signature.issuers if document.signature else ()
    word.core_properties.title = _property(document.title.text if document.title else "")
    word.core_properties.author = _property("、".join(issuer.text for issuer in issuers))
    word.core_properties.comments = ""
    pieces = printed(document, source)
    distances = _distances(pieces)
    body = _Body(word)
    before = ""
    for group in paragraphs(pieces):
        role = group[0].role
        if role == "table":
            _table(body, group[0])
        else:
            paragraph = _paragraph(body, group, distances)
            if before not in ("", role) and (role in _PARTED or (before in _CENTRED and role not in _CENTRED)):
                paragraph.paragraph_format.space_before = official.line_height()
        before = role
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


class _Body:
    """The body of a Word file.  python-docx searches the styles and the whole body for each paragraph that it adds."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._end = word.element.body.sectPr
        self._styles = {style.name: style.style_id for style in word.styles}

    def paragraph(self, style: str) -> Paragraph:
        """Add a paragraph at the end."""
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        if style != "Normal":
            element.style = self._styles[style]
        return Paragraph(element, self._word._body)

    def table(self, rows: Sequence[Sequence[str]], width: int) -> None:
        """Add a table at the end.  Shorter rows have an empty rest instead of cells, so that its size is that of the rows."""
        element = CT_Tbl.new_tbl(0, width, self._word._block_width)
        element.tblStyle_val = self._styles["Table Grid"]
        self._end.addprevious(element)
        for cells in rows:
            row = element.add_tr()
            if len(cells) < width:
                rest = OxmlElement("w:gridAfter")
                rest.set(qn("w:val"), str(width - len(cells)))
                row.get_or_add_trPr().append(rest)
            for text in cells:
                cell = CT_Tc.new()
                row.append(cell)
                [paragraph] = cell.p_lst
                Paragraph(paragraph, self._word._body).add_run(xml_text(text)).font.size = official.SIZE_4


def _property(text: str) -> str:
    return xml_text(text)[:_LONGEST_PROPERTY]


def _distances(pieces: Sequence[Printed]) -> Mapping[Printed, float]:
    """The right indent of the names and dates of signatures, in characters (7.3.5.3).

    The date starts two characters after the start of the name above it.  If it is longer than the name, it is indented by
    two from the right edge, and the names move to the left.
    """
    distances: dict[Printed, float] = {}
    for is_signature, group in groupby(pieces, lambda piece: piece.role in ("issuer", "date")):
        lines = list(group) if is_signature else []
        names = [line for line in lines if line.role == "issuer"]
        dates = [line for line in lines if line.role == "date"]
        last = _width(names[-1]) if names else 0
        longest = max(map(_width, dates), default=0)
        moved = longest + _BEHIND - last if names and longest > last else 0
        distances |= dict.fromkeys(names, _FROM_THE_RIGHT + moved)
        distances |= {date: last + moved - _width(date) if names else _FROM_THE_RIGHT for date in dates}
    return distances


def _width(line: Printed) -> float:
    return display_width(line.text) / 2


def _paragraph(body: _Body, group: Sequence[Printed], distances: Mapping[Printed, float]) -> Paragraph:
    first = group[0]
    paragraph = body.paragraph(_style(group))
    for piece in group:
        _run(paragraph, piece)
    if first in distances:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        official.indent(paragraph, right=distances[first])
    elif first.role in _CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif first.role == "imprint":
        official.indent(paragraph, left=1, right=1)
    elif first.role == "attachment_list" and not first.text.startswith("附"):
        official.indent(paragraph, left=_UNDER_THE_FIRST)
    elif first.role not in _AT_THE_EDGE:
        official.indent(paragraph, firstLine=2)
    if first.role == "label":
        paragraph.paragraph_format.page_break_before = True
    return paragraph


def _style(group: Sequence[Printed]) -> str:
    """The style of a paragraph; a heading with text on the same line is not a heading as a whole."""
    first = group[0]
    if first.role == "title":
        return "Title"
    return f"Heading {min(first.level, official.DEEPEST)}" if first.role == "heading" and len(group) == 1 else "Normal"


def _run(paragraph: Paragraph, piece: Printed) -> None:
    run = paragraph.add_run(xml_text(piece.text + piece.stop))
    if piece.role == "heading":
        official.set_font(run.font, official.font_of(piece.level))
    elif piece.role == "label":
        official.set_font(run.font, official.HEI)
    elif piece.role == "subtitles":
        official.set_font(run.font, official.KAI)
    elif piece.role == "imprint":
        run.font.size = official.SIZE_4


def _table(body: _Body, piece: Printed) -> None:
    width = max(map(len, piece.rows), default=0)
    if width:
        body.table(piece.rows, width)

"""The page layout of GB/T 9704-2012 in Word: paper, grid, fonts, page numbers.

Measures follow the standard: A4, the type area 156 by 225 mm (5.2.1), 22 lines of 28 characters (5.2.3), body in 3号仿宋
(5.2.2), titles in 2号小标宋 (7.3.1), headings of the first level in 黑体, of the second in 楷体 (7.3.3), page numbers in 4号
between dashes, 7 mm below the type area, at the outer edge (7.5).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, Twips

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.font import Font
    from docx.text.paragraph import Paragraph

SONG: Final = "方正小标宋简体"
HEI: Final = "黑体"
KAI: Final = "楷体_GB2312"
FANG: Final = "仿宋_GB2312"
SIZE_2: Final = Pt(22)
"""二号."""
SIZE_3: Final = Pt(16)
"""三号."""
SIZE_4: Final = Pt(14)
"""四号."""

LINES: Final = 22
CHARACTERS: Final = 28
_WIDTH: Final = Mm(156)
_HEIGHT: Final = Mm(225)
_TITLE_LINE: Final = Pt(35)
"""The standard does not define the line spacing of titles; grid lines would clip 二号 type."""
_PAGE_NUMBER_LINE: Final = Pt(18)

HEADING_FONTS: Final = (HEI, KAI, FANG)
"""For levels 1, 2, and all deeper ones."""
DEEPEST: Final = 9
"""Word has nine heading levels."""


def line_height() -> Length:
    """The line height of the grid, rounded to twips like in Word."""
    return Twips(_HEIGHT.twips // LINES)


def set_up(document: Document, language: str) -> None:
    """Apply the page setup and styles to a new document; the language selects the glyph variants."""
    _page(document)
    _style(document.styles["Normal"], FANG, SIZE_3)
    document.styles["Normal"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _condense(document.styles["Normal"])
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:eastAsia"), language)
    _style(document.styles["Title"], SONG, SIZE_2)
    title = document.styles["Title"].paragraph_format
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.line_spacing = _TITLE_LINE
    off_the_grid = OxmlElement("w:snapToGrid")
    off_the_grid.set(qn("w:val"), "0")
    document.styles["Title"].element.pPr.insert_element_before(
        off_the_grid, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
    )
    for level in range(1, DEEPEST + 1):
        _style(document.styles[f"Heading {level}"], font_of(level), SIZE_3)
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def font_of(level: int) -> str:
    """The heading font of a level, from 1."""
    return HEADING_FONTS[min(level, len(HEADING_FONTS)) - 1]


def set_font(font: Font, name: str) -> None:
    """Set the font for Chinese characters; Latin characters and figures use Times New Roman."""
    font.name = "Times New Roman"
    fonts = font._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def indent(paragraph: Paragraph, **characters: float) -> None:
    """Indent a paragraph by a number of characters: ``firstLine``, ``left`` or ``right``."""
    element = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for side, count in characters.items():
        element.set(qn(f"w:{side}Chars"), str(round(count * 100)))
        element.set(qn(f"w:{side}"), str(round(count * _WIDTH.twips / CHARACTERS)))


def _page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.bottom_margin, section.right_margin = Mm(35), Mm(26)
    section.footer_distance = Pt(Mm(35 - 7).pt - _PAGE_NUMBER_LINE.pt)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(line_height().twips))


def _style(style: ParagraphStyle, font: str, size: Pt) -> None:
    set_font(style.font, font)
    style.font.size = size
    style.font.bold = style.font.italic = False
    style.font.color.rgb = None
    color = style.element.rPr.find(qn("w:color"))
    if color is not None:
        style.element.rPr.remove(color)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = line_height()
    form.keep_with_next = False if style.name == "Normal" else None
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def _condense(style: ParagraphStyle) -> None:
    """Fit 28 characters into a line: 三号 type is slightly too wide.

    A character grid would do this in Word, but LibreOffice uses two cells per character.
    """
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(math.floor((_WIDTH.pt / CHARACTERS - SIZE_3.pt) * 20)))  # in twips
    style.element.get_or_add_rPr().insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang"
    )


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """``— 1 —``, one character from the outer edge."""
    paragraph.alignment = side
    paragraph.paragraph_format.line_spacing = _PAGE_NUMBER_LINE
    indent(paragraph, **{"right" if side == WD_ALIGN_PARAGRAPH.RIGHT else "left": 1})
    for part in ("— ", None, " —"):
        run = paragraph.add_run(part or "")
        set_font(run.font, "宋体")
        run.font.size = SIZE_4
        if part is None:
            _field(run._r, "PAGE", "1")


def _field(run: Any, instruction: str, shown: str) -> None:
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        if kind in ("instruction", "shown"):
            element = OxmlElement("w:instrText" if kind == "instruction" else "w:t")
            element.text = instruction if kind == "instruction" else shown
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run.append(element)

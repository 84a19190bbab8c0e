"""Paragraphs and runs of a Word file as XML (WordprocessingML, ECMA-376 part 1, chapter 17).

The XML is text that is put together once: a document model of elements takes ten times as long.  The properties are in the
order that the schema demands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from attrs import frozen

from govreport.writers.characters import xml_text
from govreport.writers.word.norm import CHARACTER, LATIN

_CONTROL: Final = re.compile(r"[\t\r\n]")
_ELEMENTS: Final = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>"}


@frozen
class Layout:
    """The properties of a paragraph; what is not given comes from its style."""

    style: str = ""
    """The identifier of a style."""
    align: str = ""
    """``left``, ``center``, ``right``, ``both`` or ``distribute``."""
    first: float = 0
    """The indent of the first line in characters; negative if it is the other lines that are indented."""
    left: float = 0
    right: float = 0
    """Indents in characters."""
    before: int = 0
    """The space above, in twips."""
    line: int = 0
    """The height of a line in twips."""
    keep_next: bool = False
    """Whether the next paragraph begins on the same page."""
    new_page: bool = False
    frame: str = ""
    """The attributes of a frame with its own place on the page (``w:framePr``)."""
    rule: str = ""
    """The attributes of a line below the paragraph (``w:bottom`` of ``w:pBdr``)."""
    tabs: tuple[tuple[str, int], ...] = ()
    """Alignment and position in twips."""
    section: str = ""
    """The setup of the pages that end with the paragraph (``w:sectPr``)."""


@frozen
class Run:
    """Characters in one font; what is not given comes from the style of the paragraph."""

    text: str
    font: str = ""
    """The font for Chinese characters."""
    size: float = 0
    """In points."""
    color: str = ""
    latin: str = LATIN
    """The font for Latin letters and figures."""
    underlined: bool = False
    style: str = ""
    """The identifier of a character style."""

    def xml(self) -> str:
        """The element ``w:r``."""
        look = run_properties(self.font, self.size, self.color, self.latin, self.underlined, self.style)
        return f"<w:r>{look}{text_xml(self.text)}</w:r>"


@frozen
class Line:
    """A paragraph of the file."""

    runs: tuple[Run, ...]
    layout: Layout = Layout()

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(run.text for run in self.runs)

    def xml(self) -> str:
        """The element ``w:p``."""
        return f"<w:p>{paragraph_properties(self.layout)}{''.join(run.xml() for run in self.runs)}</w:p>"


def escaped(text: str) -> str:
    """A text as content of an element or an attribute; what XML does not allow becomes U+FFFD."""
    return xml_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def text_xml(text: str) -> str:
    """The text of a run, with tabs and line breaks as elements."""
    shown = escaped(text)
    if _CONTROL.search(shown) is None:
        return _text(shown)
    return "".join(_ELEMENTS.get(piece) or _text(piece) for piece in re.split(r"([\t\r\n])", shown) if piece)


def _text(shown: str) -> str:
    return f'<w:t xml:space="preserve">{shown}</w:t>'


@lru_cache(maxsize=128)
def run_properties(
    font: str = "", size: float = 0, color: str = "", latin: str = LATIN, underlined: bool = False, style: str = ""
) -> str:
    """The element ``w:rPr``; the empty text if it would have no properties."""
    parts = f'<w:rStyle w:val="{style}"/>' if style else ""
    if font:
        parts += f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{font}" w:cs="{latin}"/>'
    if color:
        parts += f'<w:color w:val="{color}"/>'
    if size:
        parts += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    if underlined:
        parts += '<w:u w:val="single"/>'
    return f"<w:rPr>{parts}</w:rPr>" if parts else ""


@lru_cache(maxsize=256)
def paragraph_properties(layout: Layout) -> str:
    """The element ``w:pPr``; the empty text if it would have no properties."""
    parts = f'<w:pStyle w:val="{layout.style}"/>' if layout.style else ""
    if layout.keep_next:
        parts += "<w:keepNext/>"
    if layout.new_page:
        parts += "<w:pageBreakBefore/>"
    if layout.frame:
        parts += f"<w:framePr {layout.frame}/>"
    if layout.rule:
        parts += f"<w:pBdr><w:bottom {layout.rule}/></w:pBdr>"
    if layout.tabs:
        stops = "".join(f'<w:tab w:val="{align}" w:pos="{at}"/>' for align, at in layout.tabs)
        parts += f"<w:tabs>{stops}</w:tabs>"
    if layout.line:
        parts += '<w:snapToGrid w:val="0"/>'
    if layout.line or layout.before:
        height = f' w:line="{layout.line}" w:lineRule="exact"' if layout.line else ""
        before = f' w:before="{layout.before}"' if layout.before else ""
        parts += f"<w:spacing{before}{height}/>"
    first = "firstLine" if layout.first > 0 else "hanging"
    indents = (("left", layout.left), ("right", layout.right), (first, abs(layout.first)))
    attributes = "".join(
        f' w:{side}Chars="{round(count * 100)}" w:{side}="{round(count * CHARACTER)}"'
        for side, count in indents
        if count
    )
    if attributes:
        parts += f"<w:ind{attributes}/>"
    if layout.align:
        parts += f'<w:jc w:val="{layout.align}"/>'
    parts += layout.section
    return f"<w:pPr>{parts}</w:pPr>" if parts else ""


def blank(height: int, *, new_page: bool = False) -> Line:
    """An empty paragraph of a height in twips; readers of the file skip it."""
    return Line((), Layout(line=max(height, 20), new_page=new_page))


def rule(color: str, eighths: int, height: int, kind: str = "single", beyond: float = 0) -> Line:
    """A line across the type area: a paragraph without text, ``height`` twips high, over a border.

    :param eighths: the width of the line, in eighths of a point.
    :param kind: the style of the border.
    :param beyond: by how many characters it is longer than the type area, on either side.
    """
    border = f'w:val="{kind}" w:sz="{eighths}" w:space="0" w:color="{color}"'
    return Line((), Layout(line=height, rule=border, left=-beyond, right=-beyond))


def width(text: str) -> float:
    """The width of a text in characters: what is ASCII takes half of one."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2

"""The characters of a PDF page with their positions, from pdfium."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, hypot, pi
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as raw
from attrs import frozen

_PRIVATE: Final = 0xE000
_HKSCS: Final = ((0xEB8, 0x81), (0x311, 0x8E), (0x000, 0xFA))
"""The private-use code (offset from U+E000) that starts each row of Big5: the table of Big5-HKSCS (Hong Kong
Supplementary Character Set, 1999), which fonts with user-defined characters follow."""
_ROW: Final = 157
_LOWER: Final = 63
_LAST_HKSCS: Final = 0xF6B0
_FARTHEST: Final = 1e6
_SMALLEST: Final = 0.1
"""In points: replaces the size 0, which some invisible text has."""
_HYPHENS: Final = frozenset({"\x02", "\ufffe", "\xad"})
"""The code that pdfium returns for a hyphen at the end of a line."""


@frozen
class Glyph:
    """A character other than a blank; positions are points along the direction of its line: to the right, and upwards."""

    text: str
    left: float
    right: float
    base: float
    height: float
    quarter: int
    """The rotation of the line against the page, in quarter turns anticlockwise."""
    blank: bool
    """Whether a blank precedes it, in the file or inferred by pdfium."""
    typed: bool
    """Whether that blank is in the file."""
    index: int
    """The index of pdfium."""


def turned(x: float, y: float, quarter: int) -> tuple[float, float]:
    """A position on the page in the coordinates of a line rotated by ``quarter`` quarter turns.

    >>> turned(10, 700, 0), turned(10, 700, 1)
    ((10, 700), (700, -10))
    """
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


def glyphs_of(text_page: Any) -> Iterator[Glyph]:
    """The characters of a text page of pypdfium2, in the order of the file."""
    blank = typed = False
    for i in range(text_page.count_chars()):
        text = _character(text_page, i)
        if not text or text.isspace():
            blank = True
            typed = typed or (text == " " and not raw.FPDFText_IsGenerated(text_page, i))
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text_page, i, matrix)
        quarter = round(atan2(matrix.b, matrix.a) / (pi / 2)) % 4 if abs(matrix.a) + abs(matrix.b) < _FARTHEST else 0
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(text_page, i, box)
        x1, y1 = turned(_bounded(box.left), _bounded(box.bottom), quarter)
        x2, y2 = turned(_bounded(box.right), _bounded(box.top), quarter)
        base = turned(_bounded(matrix.e), _bounded(matrix.f), quarter)[1]
        yield Glyph(text, min(x1, x2), max(x1, x2), base, abs(y2 - y1), quarter, blank, typed, i)
        blank = typed = False


def size_of(text_page: Any, glyph: Glyph) -> float:
    """The font size of a character in points; never 0."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, glyph.index, matrix)
    width = hypot(matrix.a, matrix.b)
    upwards = abs(matrix.a * matrix.d - matrix.b * matrix.c) / width if width else 0.0  # independent of slant
    return max(_bounded(raw.FPDFText_GetFontSize(text_page, glyph.index) * upwards) or glyph.height, _SMALLEST)


def _bounded(number: float) -> float:
    """A coordinate from the file, or 0 if no page is that large."""
    return number if abs(number) < _FARTHEST else 0.0  # NaN becomes 0, too


def _character(text_page: Any, index: int) -> str:
    """The character that the file means; empty for control codes and invalid ones."""
    code: int = raw.FPDFText_GetUnicode(text_page, index)
    text = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    if text in _HYPHENS:
        return "-"
    if raw.FPDFText_HasUnicodeMapError(text_page, index) > 0:
        return "\ufffd"  # a font without a mapping to Unicode
    if _PRIVATE <= code <= _LAST_HKSCS and "EUDC" in _font(text_page, index):
        return hkscs(text)
    return "" if code < 0x20 or 0x7F <= code < 0xA0 else text


def _font(text_page: Any, index: int) -> str:
    """The font name of a character."""
    try:
        text = text_page.get_textobj(index)
        return str(text.get_font().get_base_name()) if text else ""
    except pypdfium2.PdfiumError:
        return ""


def hkscs(character: str) -> str:
    """The character of a private-use code point in the Big5 of Hong Kong, or the code point itself.

    >>> hkscs("\\ue373"), hkscs("\\ue2e5")
    ('羣', '着')
    """
    code = ord(character) - _PRIVATE
    first, lead = next(row for row in _HKSCS if code >= row[0])
    row, place = divmod(code - first, _ROW)
    trail = 0x40 + place if place < _LOWER else 0xA1 + place - _LOWER
    try:
        return bytes([lead + row, trail]).decode("big5hkscs")
    except UnicodeDecodeError:
        return character

"""The characters and lines of a PDF page, from pdfium."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from math import atan2, hypot, pi
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as raw

from govreport.formats.pdf_rules import ruling_of
from govreport.formats.placed.glyphs import LAST_HKSCS, PRIVATE, Glyph, hkscs, turned
from govreport.formats.placed.pages import Page, page_of
from govreport.formats.work import Work

_FARTHEST: Final = 1e6
_SMALLEST: Final = 0.1
"""In points: replaces the size 0, which some invisible text has."""
_HYPHENS: Final = frozenset({"\x02", "\ufffe", "\xad"})
"""The code that pdfium returns for a hyphen at the end of a line."""


def lines_of(page: Any, most: int, work: Work) -> Page | None:
    """The lines of a page of pypdfium2.

    :return: None if the page has more than ``most`` characters other than blanks.
    :raises ReadError: its characters take too much work.
    """
    text_page = page.get_textpage()
    try:
        work.spend(text_page.count_chars(), "characters")
        glyphs = list(islice(glyphs_of(text_page), most + 1))
        if len(glyphs) > most:
            return None
        return page_of(glyphs, partial(size_of, text_page), page.get_bbox(), ruling_of(page, work), work)
    finally:
        text_page.close()


def glyphs_of(text_page: Any) -> Iterator[Glyph]:
    """The characters of a text page of pypdfium2, in the order of the file."""
    blank = typed = False
    handle = text_page.raw
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    matrix_of, box_of = raw.FPDFText_GetMatrix, raw.FPDFText_GetLooseCharBox
    for i in range(text_page.count_chars()):
        text = _character(text_page, handle, i)
        if not text or text.isspace():
            blank = True
            typed = typed or (text == " " and not raw.FPDFText_IsGenerated(handle, i))
            continue
        matrix_of(handle, i, matrix)
        box_of(handle, i, box)
        a, b = matrix.a, matrix.b
        if b == 0 < a:
            quarter = 0
        else:
            quarter = round(atan2(b, a) / (pi / 2)) % 4 if abs(a) + abs(b) < _FARTHEST else 0
        left, foot, right, top, x, y = map(_bounded, (box.left, box.bottom, box.right, box.top, matrix.e, matrix.f))
        if quarter:
            (left, foot), (right, top), (x, y) = (turned(*at, quarter) for at in ((left, foot), (right, top), (x, y)))
        yield Glyph(text, min(left, right), max(left, right), y, abs(top - foot), quarter, blank, typed, i)
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


def _character(text_page: Any, handle: Any, index: int) -> str:
    """The character that the file means; empty for control codes and invalid ones."""
    code: int = raw.FPDFText_GetUnicode(handle, index)
    text = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    if text in _HYPHENS:
        return "-"
    if raw.FPDFText_HasUnicodeMapError(handle, index) > 0:
        return "\ufffd"  # a font without a mapping to Unicode
    if PRIVATE <= code <= LAST_HKSCS and "EUDC" in _font(text_page, index):
        return hkscs(text)
    return "" if code < 0x20 or 0x7F <= code < 0xA0 else text


def _font(text_page: Any, index: int) -> str:
    """The font name of a character."""
    try:
        text = text_page.get_textobj(index)
        return str(text.get_font().get_base_name()) if text else ""
    except pypdfium2.PdfiumError:
        return ""

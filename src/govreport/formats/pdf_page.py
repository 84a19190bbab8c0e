"""The runs of characters and the lines of a PDF page, from pdfium.

Most of the time of reading is calls of pdfium.  So the text of a page is taken at once, and places only of the first and
the last character of a run.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from ctypes import addressof, c_ushort
from itertools import repeat
from math import atan2, hypot, pi
from typing import Any, Final, TypeAlias

import pypdfium2
import pypdfium2.raw as raw

from govreport.formats.pdf_calls import address, font_size, has_error, loose_box, matrix_of
from govreport.formats.pdf_rules import ruling_of
from govreport.formats.pdf_tags import structure_of
from govreport.formats.placed.pages import Page, page_of
from govreport.formats.placed.runs import LAST_HKSCS, PRIVATE, RUN, Run, hkscs, turned
from govreport.formats.work import Work

_Box: TypeAlias = tuple[float, float, float, float]

_FARTHEST: Final = 1e6
_SMALLEST: Final = 0.1
"""In points: replaces the size 0, which some invisible text has."""
_SAME_FOOT: Final = 0.1
"""In heights: how far the first and the last character of a run are from one line."""
_STEPS: Final = (0.1, 2.5)
"""In heights: the mean distance from a character of a run to the next one."""
_UNKNOWN: Final = "\ufffd"
_PRIVATE: Final = re.compile(f"[{chr(PRIVATE)}-{chr(LAST_HKSCS)}]")
_HYPHEN: Final = "\x02"
"""The code that pdfium returns for a hyphen at the end of a line; it ends a run."""
_BLANK: Final = "\n"
_CODES: Final = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x3000), _BLANK),
    **dict.fromkeys((0x02, 0xAD, 0xFFFE), _HYPHEN),
    **dict.fromkeys(range(0xD800, 0xE000), _UNKNOWN),
}
"""What control codes, the full-width blank, hyphens at the end of a line and invalid codes become."""
_ODD: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u3000\ufffe\ud800-\udfff]")
"""Whether a text has any of these other than line breaks; most texts do not."""


def lines_of(page: Any, most: int, work: Work) -> Page | None:
    """The lines of a page of pypdfium2.

    :return: None if the page has more than ``most`` characters other than blanks.
    :raises ReadError: its characters take too much work.
    """
    text_page = page.get_textpage()
    try:
        work.spend(text_page.count_chars(), "characters")
        characters = Characters(text_page)
        if characters.length > most:
            return None
        return page_of(
            list(characters.runs()),
            characters.size_of,
            page.get_bbox(),
            ruling_of(page, work),
            work,
            characters.split,
            structure_of(page, text_page, work),
        )
    finally:
        text_page.close()


class Characters:
    """The characters of a text page of pypdfium2."""

    def __init__(self, text_page: Any) -> None:
        self._text_page = text_page
        self._text = _text_of(text_page)
        self._bases: dict[tuple[float, float], float] = {}
        """The baselines of level lines by the foot and the top of their characters."""
        self._matrix, self._box_found = raw.FS_MATRIX(), raw.FS_RECTF()
        self._at, self._matrix_at, self._box_at = (
            address(text_page.raw),
            addressof(self._matrix),
            addressof(self._box_found),
        )

    @property
    def length(self) -> int:
        """The number of characters other than blanks."""
        return sum(map(len, self._text.split()))

    def runs(self) -> Iterator[Run]:
        """The runs in the order of the file."""
        text = self._text
        end = 0
        for found in RUN.finditer(text):
            begin, before = found.start(), end
            end = found.end()
            while begin < end:  # a hyphen at the end of a line is followed by the next line without a blank
                stop = text.find(_HYPHEN, begin, end) + 1 or end
                blank = before < begin
                typed = blank and " " in text[before:begin] and self._is_typed(before, begin)
                run = self._run(begin, stop, blank, typed)
                if run is not None:
                    yield run
                else:
                    yield from self._single(begin, stop, blank, typed)
                begin = before = stop

    def split(self, run: Run) -> Iterable[Run]:
        """The characters of a run."""
        return self._single(run.start, run.start + len(run.text), run.blank, run.typed)

    def size_of(self, run: Run) -> float:
        """The font size of a run in points, at its middle; never 0."""
        index = run.start + len(run.text) // 2
        matrix_of(self._at, index, self._matrix_at)
        a, b, c, d = self._matrix.a, self._matrix.b, self._matrix.c, self._matrix.d
        width = hypot(a, b)
        upwards = abs(a * d - b * c) / width if width else 0.0  # independent of slant
        return max(_bounded(font_size(self._at, index) * upwards) or run.height, _SMALLEST)

    def _is_typed(self, begin: int, end: int) -> bool:
        """Whether the file has one of the blanks between two characters."""
        return any(
            self._text[i] == " " and not raw.FPDFText_IsGenerated(self._text_page.raw, i) for i in range(begin, end)
        )

    def _run(self, begin: int, end: int, blank: bool, typed: bool) -> Run | None:
        """The characters as a run; None if they are several, and not on one line."""
        left, foot, right, top = self._box(begin)
        base, quarter = self._base(begin, foot, top)
        if quarter:
            left, foot, right, top = _turned((left, foot, right, top), quarter)
        height = top - foot
        last_left, last_right, gap = left, right, 0.0
        if end - begin > 1:
            last = self._box(end - 1)
            last_left, last_foot, last_right, _ = _turned(last, quarter) if quarter else last
            step = (last_left - left) / (end - begin - 1)
            gap = step - max(right - left, last_right - last_left)
            if abs(foot - last_foot) > _SAME_FOOT * height or not _STEPS[0] * height < step < _STEPS[1] * height:
                return None
        text = self._shown(begin, end)
        return Run(text, left, last_right, base, height, quarter, blank, typed, begin, last_left, gap)

    def _single(self, begin: int, end: int, blank: bool, typed: bool) -> Iterable[Run]:
        runs = (self._run(i, i + 1, blank and i == begin, typed and i == begin) for i in range(begin, end))
        return (run for run in runs if run is not None)

    def _shown(self, begin: int, end: int) -> str:
        return self._text[begin:end].replace(_HYPHEN, "-")

    def _base(self, index: int, foot: float, top: float) -> tuple[float, int]:
        """The baseline of a character, and the quarter turns of its line.

        It is that of other characters with the same foot and top.
        """
        found = self._bases.get((foot, top))
        if found is not None:
            return found, 0
        matrix = self._matrix
        matrix_of(self._at, index, self._matrix_at)
        a, b, x, y = matrix.a, matrix.b, _bounded(matrix.e), _bounded(matrix.f)
        if b == 0 < a:
            self._bases[foot, top] = y
            return y, 0
        quarter = round(atan2(b, a) / (pi / 2)) % 4 if abs(a) + abs(b) < _FARTHEST else 0
        return turned(x, y, quarter)[1], quarter

    def _box(self, index: int) -> _Box:
        """The left, lower, right and upper edge of a character on the page."""
        box = self._box_found
        loose_box(self._at, index, self._box_at)
        left, foot, right, top = box.left, box.bottom, box.right, box.top
        if not abs(left) + abs(foot) + abs(right) + abs(top) < _FARTHEST:  # NaN, too
            left, foot, right, top = map(_bounded, (left, foot, right, top))
        return (left, foot, right, top) if left <= right and foot <= top else _upright(left, foot, right, top)


def _turned(box: _Box, quarter: int) -> _Box:
    """A box in the direction of a line."""
    return _upright(*turned(*box[:2], quarter), *turned(*box[2:], quarter))


def _upright(x1: float, y1: float, x2: float, y2: float) -> _Box:
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _bounded(number: float) -> float:
    """A coordinate from the file, or 0 if no page is that large."""
    return number if abs(number) < _FARTHEST else 0.0


def _text_of(text_page: Any) -> str:
    """The characters that the file means, each at its index; control codes are blanks."""
    handle = text_page.raw
    count: int = text_page.count_chars()
    units = (c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(handle, 0, count, units)
    text = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
    if written != count + 1 or len(text) != count:  # pdfium leaves out some, or some are two units
        codes = map(raw.FPDFText_GetUnicode, repeat(handle, count), range(count))
        text = "".join(chr(code) if code <= sys.maxunicode else _UNKNOWN for code in codes)
    errors = list(map(has_error, repeat(address(handle), count), range(count)))
    unknown: set[int] = set()
    if 1 in errors:  # characters of a font without a mapping to Unicode
        unknown.update(i for i, error in enumerate(errors) if error == 1)
    own = {found.start() for found in _PRIVATE.finditer(text)} - unknown
    text = text.translate(_CODES) if _ODD.search(text) else text
    if unknown or own:
        characters = list(text)
        for i in unknown:
            characters[i] = characters[i] if characters[i] == _HYPHEN else _UNKNOWN
        for i in own:
            characters[i] = hkscs(characters[i]) if "EUDC" in _font(text_page, i) else characters[i]
        text = "".join(characters)
    return text


def _font(text_page: Any, index: int) -> str:
    """The font name of a character."""
    try:
        text = text_page.get_textobj(index)
        return str(text.get_font().get_base_name()) if text else ""
    except pypdfium2.PdfiumError:
        return ""

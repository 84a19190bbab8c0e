"""The lines of a PDF page with their places, and which of them run along on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import pypdfium2.raw as raw
from attrs import frozen

_MARGIN: Final = 0.12
"""The part of a page, at its top and at its foot, where running heads and page numbers stand."""
_REPEATED: Final = 3
_FEW_PAGES: Final = 2
_FIGURES: Final = re.compile(r"[0-9０-９]+")
_PAGE_NUMBER: Final = re.compile(r"[-—–－·\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／]\s*[0-9]{1,4})?[-—–－·\s]*")
_CHINESE: Final = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]"
_STRETCHED: Final = re.compile(f"(?<={_CHINESE})[ \xa0]+(?={_CHINESE})")
_AT_STOPS: Final = re.compile(r"[ \xa0]+(?=[，。；：、！？）」』》】”’])|(?<=[，。；：、！？（「『《【“‘])[ \xa0]+")
_MANY: Final = 0.2


@frozen
class Line:
    """One line on a page; places are points from the left and the foot of the page."""

    text: str
    left: float
    right: float
    foot: float
    size: float
    gap: float
    """How far below the line before; 0 for the first."""


@frozen
class Page:
    """The lines of a page in reading order."""

    lines: tuple[Line, ...]
    height: float


def lines_of(page: Any) -> Page:
    """The lines of a page of pypdfium2; parts of a line that stand apart are one, with blanks between."""
    text_page = page.get_textpage()
    try:
        found: list[Line] = []
        for text, places in _split(text_page):
            left, right = min(p[0] for p in places), max(p[2] for p in places)
            feet, tops = sorted(p[1] for p in places), sorted(p[3] for p in places)
            foot = feet[len(feet) // 2]
            size = places[len(places) // 2][4] or tops[-1] - foot
            last = found[-1] if found else None
            if last and abs(last.foot - foot) < 0.5 * size and left > last.right - size:
                found[-1] = Line(f"{last.text}  {text}", last.left, right, last.foot, last.size, last.gap)
            else:
                found.append(Line(text, left, right, foot, size, last.foot - foot if last else 0.0))
        return Page(tuple(found), page.get_height())
    finally:
        text_page.close()


def _split(text_page: Any) -> Iterator[tuple[str, list[tuple[float, float, float, float, float]]]]:
    """The lines of text, each with the boxes and sizes of its characters."""
    text = text_page.get_text_range()
    begin = 0
    for end in [*(found.start() for found in re.finditer(r"\r\n", text)), len(text)]:
        line = tidy(text[begin:end])
        if line:
            places = [
                (*text_page.get_charbox(i), raw.FPDFText_GetFontSize(text_page, i))
                for i in range(begin, end)
                if not text[i].isspace()
            ]
            yield line, places
        begin = end + 2


def tidy(text: str) -> str:
    """A line without the blanks that setting it to the full measure put in.

    >>> tidy("17. 貿 易 、 金 融 、 航 運"), tidy("第一章 总则")
    ('17. 貿易、金融、航運', '第一章 总则')
    """
    text = _AT_STOPS.sub("", text.replace("\x00", "").strip())
    stretched = _STRETCHED.sub("", text)
    return stretched if len(text) - len(stretched) > _MANY * len(stretched) else text


def is_running(pages: Sequence[Page]) -> Callable[[Page, Line], bool]:
    """Tells the lines at the head and foot of pages that say the same on several, figures apart."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_FIGURES.sub("0", line.text) for line in page.lines if _in_margin(page, line)})
    most = _REPEATED if len(pages) > _FEW_PAGES else _FEW_PAGES

    def tells(page: Page, line: Line) -> bool:
        if not _in_margin(page, line):
            return False
        return _PAGE_NUMBER.fullmatch(line.text) is not None or seen[_FIGURES.sub("0", line.text)] >= most

    return tells


def _in_margin(page: Page, line: Line) -> bool:
    return not _MARGIN * page.height < line.foot < (1 - _MARGIN) * page.height

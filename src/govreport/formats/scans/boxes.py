"""From recognized boxes to pages of lines: rows, sizes and left edges without the noise of the recognizer."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import atan2, cos, hypot, sin
from statistics import median, median_low
from typing import Final

from attrs import evolve, frozen

from govreport.formats.placed.pages import Page, page_of
from govreport.formats.placed.rules import Ruling
from govreport.formats.placed.runs import WIDE, Run
from govreport.formats.scans.engine import Box
from govreport.formats.scans.recognition import Scan
from govreport.formats.work import Work

_A4: Final = 842.0
"""In points: the long side of a page; a picture does not show how large its paper is."""
_LATIN_WIDTH: Final = 0.5
"""In ems."""
_SAME_ROW: Final = 0.5
"""In heights: how far the middles of the boxes of a row differ."""
_LONG: Final = 8.0
"""In ems: the width of a box that shows the size of its characters and the slope of its page."""
_STEADY: Final = (0.75, 1.3)
"""The size by the width of a line, as a multiple of the size by its height; beyond that, the line is spaced out."""
_BOX_HEIGHT: Final = 0.8
"""The size of characters as a multiple of the height of their box, on a page without long lines."""
_SMALLEST: Final = 0.1
_SAME_SIZE: Final = 0.15
"""How far two measures of one size differ."""
_SAME_SHORT_SIZE: Final = 0.25
"""The same for a line too short to be measured by its width."""
_SAME_EDGE: Final = 0.3
"""In ems: how far the left edges of two lines differ that begin at the same place."""


@frozen
class _Placed:
    """A box on a straight page; positions are points, ``middle`` from the top."""

    text: str
    left: float
    right: float
    middle: float
    height: float

    @property
    def ems(self) -> float:
        """The width of the text in ems."""
        return sum(map(_width, self.text))


@frozen
class _Row:
    """The boxes of a line from the left."""

    boxes: tuple[_Placed, ...]
    size: float
    """The font size in points."""
    is_long: bool
    """Whether the size was measured by the width of the line, which is more exact than its height."""

    @property
    def left(self) -> float:
        return self.boxes[0].left


def pages_of(scans: Sequence[Scan], work: Work) -> list[Page]:
    """The pages of a document with their lines in order."""
    rows = [list(_rows(_straight(scan))) for scan in scans]
    return [_page(scan, page, work) for scan, page in zip(scans, _with_usual_sizes(rows), strict=True)]


def all_placed(found: Sequence[Page | Scan], work: Work) -> list[Page]:
    """The pages of a document with their lines; the sizes of recognized characters are compared across all scans."""
    recognized = iter(pages_of([page for page in found if isinstance(page, Scan)], work))
    return [next(recognized) if isinstance(page, Scan) else page for page in found]


def _straight(scan: Scan) -> list[_Placed]:
    """The boxes in points, turned by the slope of the page."""
    scale = _A4 / max(scan.width, scan.height, 1)
    slope = _slope(scan.boxes)
    along, across = cos(slope), sin(slope)
    placed: list[_Placed] = []
    for box in scan.boxes:
        x1, x2, x3, x4 = (x * along + y * across for x, y in box.corners)
        y1, y2, y3, y4 = (y * along - x * across for x, y in box.corners)
        height = max(abs(y4 - y1), abs(y3 - y2), 1.0)
        left, right = sorted(((x1 + x4) / 2, (x2 + x3) / 2))
        middle = (y1 + y2 + y3 + y4) / 4
        placed.append(_Placed(box.text, left * scale, right * scale, middle * scale, height * scale))
    return placed


def _slope(boxes: Sequence[Box]) -> float:
    """The angle of the lines against the picture, in radians."""
    angles: list[float] = []
    for box in boxes:
        (x1, y1), (x2, y2), (x3, y3), _ = box.corners
        if hypot(x2 - x1, y2 - y1) > _LONG * hypot(x3 - x2, y3 - y2):
            angles.append(atan2(y2 - y1, x2 - x1))
    return median(angles) if angles else 0.0


def _rows(boxes: Sequence[_Placed]) -> Iterator[_Row]:
    """The rows of a page from the top."""
    measured = [(box.right - box.left) / box.ems / box.height for box in boxes if box.ems >= _LONG]
    ratio = max(median(measured), _SMALLEST) if measured else _BOX_HEIGHT
    row: list[_Placed] = []
    for box in sorted(boxes, key=lambda one: one.middle):
        if row and box.middle - median_low(one.middle for one in row) > _SAME_ROW * max(row[0].height, box.height):
            yield _row(row, ratio)
            row = []
        row.append(box)
    if row:
        yield _row(row, ratio)


def _row(boxes: Sequence[_Placed], ratio: float) -> _Row:
    """A row; characters may be spaced out, and the box of a short line is too high on a skewed page."""
    longest = max(boxes, key=lambda box: box.ems)
    by_height = ratio * longest.height
    by_width = max((longest.right - longest.left) / longest.ems, _SMALLEST)
    steady = longest.ems >= _LONG and _STEADY[0] * by_height < by_width < _STEADY[1] * by_height
    return _Row(
        tuple(sorted(boxes, key=lambda box: box.left)), by_width if steady else min(by_width, by_height), steady
    )


def _with_usual_sizes(pages: Sequence[Sequence[_Row]]) -> list[list[_Row]]:
    """The rows with sizes without noise: those that hardly differ become the most frequent one of them."""
    every = [row for page in pages for row in page]
    weights: Counter[float] = Counter()
    for row in [row for row in every if row.is_long] or every:
        weights[row.size] += sum(len(box.text) for box in row.boxes)
    usual: list[float] = []
    rest = sorted(weights)
    while rest:
        usual.append(_middle(rest, weights))
        rest = [size for size in rest if abs(size - usual[-1]) > _SAME_SIZE * usual[-1]]
    return [[evolve(row, size=_nearest(row, usual)) for row in page] for page in pages]


def _middle(sizes: Sequence[float], weights: Mapping[float, int]) -> float:
    """The weighted median of ascending sizes."""
    below = list(accumulate(weights[size] for size in sizes))
    return sizes[bisect_left(below, below[-1] / 2)]


def _nearest(row: _Row, usual: Sequence[float]) -> float:
    """The size that a row has: a usual one unless it differs from all of them; short rows are measured less exactly."""
    size = min(usual, key=lambda one: abs(row.size - one) / one)
    most = _SAME_SIZE if row.is_long else _SAME_SHORT_SIZE
    return size if abs(row.size - size) <= most * size else row.size


def _page(scan: Scan, rows: Sequence[_Row], work: Work) -> Page:
    scale = _A4 / max(scan.width, scan.height, 1)
    box = (0.0, 0.0, scan.width * scale, scan.height * scale)
    edges = _edges(rows)
    runs = [run for row in rows for run in _runs(row, edges[row.left], box[3])]
    return page_of(runs, lambda run: run.height, box, Ruling(), work)


def _edges(rows: Sequence[_Row]) -> Mapping[float, float]:
    """The left edge of the column that each measured edge belongs to."""
    edges: dict[float, float] = {}
    group: list[float] = []
    size = median_low(row.size for row in rows) if rows else 0.0
    for left in [*sorted(row.left for row in rows), float("inf")]:
        if group and left - group[-1] > _SAME_EDGE * size:
            edges.update(dict.fromkeys(group, median_low(group)))
            group = []
        group.append(left)
    return edges


def _runs(row: _Row, edge: float, top: float) -> Iterator[Run]:
    """The characters of a row, spread over their boxes by their widths."""
    middle = median_low(box.middle for box in row.boxes)
    base = top - middle - row.size / 2
    blank = False
    for number, box in enumerate(row.boxes):
        at = min(edge, box.right) if number == 0 else box.left
        cell = (box.right - at) / box.ems
        for character in box.text:
            width = cell * _width(character)
            if not character.isspace():
                yield Run(character, at, at + width, base, row.size, 0, blank, blank, 0, at)
            blank = character.isspace()
            at += width
        blank = True


def _width(character: str) -> float:
    return 1.0 if WIDE.match(character) else _LATIN_WIDTH

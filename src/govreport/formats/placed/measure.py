"""Measuring the line width of pages, to detect which lines are full."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from attrs import frozen

from govreport.formats.placed.pages import Line, Page

_APART: Final = 8.0
"""In ems: the minimum distance between the left edges of columns; smaller distances are indents."""
_OFTEN: Final = 0.2
"""The minimum share of the lines of a page that begin at the left edge of a column."""
_SHORTEST: Final = 10.0
"""In ems: the minimum length of a line of running text."""
_BLOCK: Final = 4.0
"""In ems: how far before the right edge an indented block ends."""
_LATIN: Final = re.compile(r"[!-~]+")
_LATIN_WIDTH: Final = 0.5
"""In ems, of a letter."""
_SHORT: Final = 1.5
"""In ems: how far before the edge a full line may end, since punctuation cannot start a line."""


@frozen
class Measure:
    """The body size and the line width of a document, in points."""

    size: int
    width: int

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Measure:
        """The most frequent character size, and the usual width of lines of that size."""
        sizes: Counter[int] = Counter()
        for line in (line for page in pages for line in page.lines):
            sizes[round(line.size)] += len(line.text)
        size = max(sizes, key=lambda one: sizes[one], default=0)
        widths: Counter[int] = Counter()
        for page in pages:
            columns = columns_of(page, size)
            own = (line.right - _column(columns, line) for line in page.lines if round(line.size) == size)
            widths.update(round(width) for width in own if width >= _SHORTEST * size)
        near = {width: sum(widths[width + step] for step in (-1, 0, 1)) for width in widths}
        return cls(size, max(near, key=lambda width: (near[width], width), default=0))

    def edges(self, page: Page) -> list[float]:
        """For each line of a page, the position where it would end if full."""
        columns = columns_of(page, self.size)
        edges: list[float] = []
        for left, block in groupby(page.lines, lambda line: round(line.left)):
            lines = list(block)
            column = _column(columns, lines[0])
            edge = column + self.width
            inner = max(line.right for line in lines)
            if len(lines) > 1 and left > column + 1 and edge - _BLOCK * self.size < inner:
                edge = min(edge, inner)  # a block indented on both sides has its own edge
            edges += [edge] * len(lines)
        return edges


def columns_of(page: Page, size: float) -> list[float]:
    """The left edges of the columns of a page, from left to right."""
    lefts = Counter(round(line.left) for line in page.lines)
    columns: list[float] = []
    for left, count in lefts.most_common():
        if columns and count < _OFTEN * len(page.lines):
            break
        if all(abs(left - other) > _APART * size for other in columns):
            columns.append(left)
    first = min(lefts, default=0)
    return sorted(left if left - first > _APART * size else first for left in columns) or [first]


def _column(columns: Sequence[float], line: Line) -> float:
    """The left edge of the column of a line."""
    return max((left for left in columns if left <= line.left + 1), default=columns[0])


def is_full(line: Line, after: Line, edge: float) -> bool:
    """Whether a line is full: the first word of the next line would not have fitted."""
    word = _LATIN.match(after.text)
    width = _LATIN_WIDTH * len(word[0]) if word else 0.0
    return line.right > edge - max(_SHORT, width + _LATIN_WIDTH) * max(line.size, 1.0)

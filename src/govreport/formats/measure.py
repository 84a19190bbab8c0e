"""How wide the text of a PDF is set, and so where a line ends that is full."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from attrs import frozen

from govreport.formats.pages import Line, Page

_APART: Final = 8.0
"""In ems: how far apart columns begin; what begins nearer than that is indented."""
_OFTEN: Final = 0.2
"""The part of the lines of a page that begin where a column begins."""
_SHORTEST: Final = 10.0
"""In ems: what a line of running text is long, at least."""
_BLOCK: Final = 4.0
"""In ems: how far before the right edge of the text a block ends that is set in."""
_LATIN: Final = re.compile(r"[!-~]+")
_LATIN_WIDTH: Final = 0.5
"""In ems, of a letter."""
_SHORT: Final = 1.5
"""In ems: how far before the edge a full line may end, since no line begins with a stop."""


@frozen
class Measure:
    """The body size and the width of the lines of a document, in points."""

    size: int
    width: int

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Measure:
        """The size that most characters have, and the width to which most lines of that size are set."""
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
        """Where each line of a page would end if it were full."""
        columns = columns_of(page, self.size)
        edges: list[float] = []
        for left, block in groupby(page.lines, lambda line: round(line.left)):
            lines = list(block)
            column = _column(columns, lines[0])
            edge = column + self.width
            inner = max(line.right for line in lines)
            if len(lines) > 1 and left > column + 1 and edge - _BLOCK * self.size < inner:
                edge = min(edge, inner)  # a block that is set in on both sides has an edge of its own
            edges += [edge] * len(lines)
        return edges


def columns_of(page: Page, size: float) -> list[float]:
    """Where the columns of a page begin, from the left."""
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
    """Where the column of a line begins."""
    return max((left for left in columns if left <= line.left + 1), default=columns[0])


def is_full(line: Line, after: Line, edge: float) -> bool:
    """Whether a line is as long as it can be: the first word of the next would not have fitted into it."""
    word = _LATIN.match(after.text)
    width = _LATIN_WIDTH * len(word[0]) if word else 0.0
    return line.right > edge - max(_SHORT, width + _LATIN_WIDTH) * max(line.size, 1.0)

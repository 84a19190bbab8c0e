"""Tables without rules: consecutive lines whose cells are in the same columns, one of which has figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from attrs import define

from govreport.formats.placed.rules import Area
from govreport.formats.placed.runs import Run
from govreport.formats.work import Work
from govreport.text.lexicon import term

_Cell: TypeAlias = Sequence[Run]
_Row: TypeAlias = Sequence[_Cell]

_APART: Final = 0.9
"""In heights: the minimum distance of two cells."""
_SAME: Final = 0.5
"""In heights: how far the left edges, the right edges or the middles of the cells of a column differ."""
_BELOW: Final = 3.5
"""In heights: the maximum distance of two rows."""
_FEWEST_COLUMNS: Final = 3
_MOST_COLUMNS: Final = 100
_FEWEST_ROWS: Final = 3
"""The minimum number of rows in a sequence that have all cells."""
_MOST_HEADS: Final = 3
_LONGEST_HEAD: Final = 20
"""In characters, of a cell in the head."""
_FIGURE: Final = term("CELL_FIGURE")
_PHONE: Final = term("PHONE_NUMBER")
"""A telephone number: a list of telephone numbers is not a table."""
_BESIDE: Final = term("BESIDE_TABLE")
_LONGEST_PAGE: Final = 4
"""In figures, of the number of a page."""


@define
class _Column:
    """Where the cells of a column are."""

    lefts: tuple[float, float]
    """The least and the greatest left edge; in the same way the others."""
    rights: tuple[float, float]
    middles: tuple[float, float]

    @classmethod
    def of(cls, cell: _Cell) -> _Column:
        left, right = cell[0].left, cell[-1].right
        return cls((left, left), (right, right), ((left + right) / 2,) * 2)

    def with_cell(self, cell: _Cell) -> _Column:
        """The column with one more cell."""
        other = _Column.of(cell)
        return _Column(
            _both(self.lefts, other.lefts), _both(self.rights, other.rights), _both(self.middles, other.middles)
        )

    def is_aligned(self, most: float) -> bool:
        """Whether its cells are aligned at the left, at the right, or centred."""
        return min(high - low for low, high in (self.lefts, self.rights, self.middles)) <= most

    def overlaps(self, cell: _Cell) -> bool:
        return cell[0].left < self.rights[1] and cell[-1].right > self.lefts[0]


def _both(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return min(one[0], other[0]), max(one[1], other[1])


def column_tables(
    lines: Sequence[Sequence[Run]], text_of: Callable[[Sequence[Run]], str], work: Work
) -> Iterator[tuple[tuple[tuple[str, ...], ...], tuple[float, ...], Area, range]]:
    """The rows, the edges of columns, the areas and the lines of such tables.

    :param lines: the runs of a page, line by line.
    :raises ReadError: there is too much work.
    """
    rows = [list(_cells(line)) if len(line) > 1 else [line] for line in lines]
    if not any(len(row) >= _FEWEST_COLUMNS for row in rows):
        return
    at = 0
    while at < len(rows):
        columns, end = _aligned(rows, at)
        work.spend(end - at, "rows")
        if end - at < _FEWEST_ROWS or not _has_figures([[text_of(cell) for cell in row] for row in rows[at:end]]):
            at = max(at + 1, end - _FEWEST_ROWS + 1)
            continue
        begin, end = _with_heads(rows, at, columns, text_of), _with_others(rows, end, columns)
        edges = (columns[0].lefts[0], *_between(columns), columns[-1].rights[1])
        table = tuple(_row(row, columns, text_of) for row in rows[begin:end])
        runs = [run for row in rows[begin:end] for cell in row for run in cell]
        area = Area(edges[0], min(run.base for run in runs), edges[-1], max(run.base + run.height for run in runs))
        yield table, edges, area, range(begin, end)
        at = end


def _cells(line: Sequence[Run]) -> Iterator[list[Run]]:
    """The cells of a line: its runs without wide gaps between them."""
    cell: list[Run] = []
    for run in line:
        if cell and run.left - cell[-1].right >= _APART * run.height:
            yield cell
            cell = []
        cell.append(run)
    if cell:
        yield cell


def _aligned(rows: Sequence[_Row], begin: int) -> tuple[list[_Column], int]:
    """The columns of the rows from ``begin`` that have all cells in the same columns, and where these rows end."""
    first = rows[begin]
    if not _FEWEST_COLUMNS <= len(first) <= _MOST_COLUMNS:
        return [], begin
    most = _SAME * first[0][0].height
    columns = [_Column.of(cell) for cell in first]
    end = begin + 1
    while end < len(rows) and len(rows[end]) == len(first) and _is_below(rows[end - 1], rows[end]):
        wider = [column.with_cell(cell) for column, cell in zip(columns, rows[end], strict=True)]
        apart = all(one.rights[1] < other.lefts[0] for one, other in pairwise(wider))
        if not apart or not all(column.is_aligned(most) for column in wider):
            break
        columns = wider
        end += 1
    return columns, end


def _is_below(above: _Row, row: _Row) -> bool:
    """Whether a row is the next line below another."""
    one, other = above[0][0], row[0][0]
    return one.quarter == other.quarter and 0 < one.base - other.base <= _BELOW * max(one.height, other.height)


def _has_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column has figures only, at least below the first row.

    The page numbers of a table of contents, which rise in the last column, do not count.
    """
    columns = list(zip(*rows, strict=True))
    figures = [i for i, column in enumerate(columns) if _is_quantity(column) or _is_quantity(column[1:])]
    if figures != [len(columns) - 1]:
        return bool(figures)
    numbers = [cell for cell in columns[-1] if cell.isdecimal()]
    pages = [int(number) for number in numbers if len(number) <= _LONGEST_PAGE]
    return len(pages) < len(rows) - 1 or pages != sorted(pages)


def _is_quantity(cells: Sequence[str]) -> bool:
    """Whether cells are figures, of which some may be replaced by dashes."""
    figures = sum(any(map(str.isdigit, cell)) for cell in cells)
    is_figure = all(_FIGURE.fullmatch(cell) and not _PHONE.fullmatch(cell) for cell in cells)
    return is_figure and 2 * figures >= len(cells)


def _with_heads(
    rows: Sequence[_Row], begin: int, columns: Sequence[_Column], text_of: Callable[[Sequence[Run]], str]
) -> int:
    """Where a table begins with the rows of its head above ``begin``."""
    for _ in range(min(_MOST_HEADS, begin)):
        row = rows[begin - 1]
        texts = [text_of(cell) for cell in row]
        named = len(row) > 1 and all(len(text) <= _LONGEST_HEAD and not _BESIDE.fullmatch(text) for text in texts)
        if not named or not _is_below(row, rows[begin]) or not _fits(row, columns):
            break
        begin -= 1
    return begin


def _with_others(rows: Sequence[_Row], end: int, columns: Sequence[_Column]) -> int:
    """Where a table ends with rows whose cells are in its columns; one cell alone must have such a row below."""
    at = end
    while at < len(rows) and _is_below(rows[at - 1], rows[at]) and _fits(rows[at], columns):
        at += 1
        if len(rows[at - 1]) > 1:
            end = at
        elif at - end > 1:
            break
    return end


def _fits(row: _Row, columns: Sequence[_Column]) -> bool:
    """Whether each cell of a row is in a column of its own."""
    if len(row) > len(columns):
        return False
    places = [[i for i, column in enumerate(columns) if column.overlaps(cell)] for cell in row]
    return all(len(own) == 1 for own in places) and len({own[0] for own in places}) == len(row)


def _between(columns: Sequence[_Column]) -> Iterator[float]:
    """The edges between columns: the middles of the bands without characters."""
    return ((one.rights[1] + other.lefts[0]) / 2 for one, other in pairwise(columns))


def _row(row: _Row, columns: Sequence[_Column], text_of: Callable[[Sequence[Run]], str]) -> tuple[str, ...]:
    """The texts of a row, in the columns that its cells overlap."""
    texts = [""] * len(columns)
    for cell in row:
        texts[next(i for i, column in enumerate(columns) if column.overlaps(cell))] = text_of(cell)
    return tuple(texts)

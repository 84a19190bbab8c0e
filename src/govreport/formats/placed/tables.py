"""The tables of a page: characters placed in the cells between rules."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from attrs import frozen

from govreport.formats.placed.grids import Grid, grids_of, joined_rules
from govreport.formats.placed.open_tables import open_tables
from govreport.formats.placed.rules import Area, Ruling
from govreport.formats.placed.runs import Run
from govreport.formats.work import Work

Cells: TypeAlias = tuple[str, ...]

_MIDDLE: Final = 0.3
"""In heights above the baseline: the middle of a character."""
_FEWEST: Final = 2
_FILLED: Final = 0.3
"""The minimum number and share of cells with text; a grid with fewer is a drawing or a frame."""
_SAME: Final = 3.0
"""In points: how far the columns of the parts of a table on two pages differ."""
_SPLIT: Final = 8
"""In characters: a shorter cell has one line, and does not continue on the next page."""


@frozen
class Table:
    """A table, or the part of it on a page."""

    rows: tuple[Cells, ...]
    """Cells covered by a merged cell are empty."""
    xs: tuple[float, ...]
    """The edges of the columns in points, from the left."""
    area: Area

    def continues(self, before: Table) -> bool:
        """Whether it has the same columns or head as a table on the page before."""
        same = len(self.xs) == len(before.xs)
        return same and (self.rows[0] == before.rows[0] or all(abs(a - b) <= _SAME for a, b in zip(self.xs, before.xs)))


def tables_of(
    runs: Sequence[Run],
    ruling: Ruling,
    quarter: int,
    text_of: Callable[[Sequence[Run]], str],
    split: Callable[[Run], Iterable[Run]],
    work: Work,
) -> tuple[list[Table], list[Run]]:
    """The tables of a page, and the runs outside them.

    :param ruling: the rules in the coordinates of the text.
    :param quarter: the rotation of the text; other characters stay outside.
    :param text_of: joins the runs of a cell.
    :param split: the characters of a run, which may be in several cells.
    :raises ReadError: there is too much work.
    """
    grids = grids_of(ruling, work)
    level = joined_rules(ruling.rules()[0])
    if not (grids or level):
        return [], list(runs)
    runs = _parted(runs, grids, quarter, split, work) if grids else runs
    heights = _heights(runs, quarter)
    found: list[Table] = []
    taken: set[int] = set()
    for grid in grids:
        low, high = bisect_left(heights, (grid.area.foot,)), bisect_left(heights, (grid.area.top,))
        work.spend(high - low, "characters")
        cells: defaultdict[int, list[int]] = defaultdict(list)
        for _, i in heights[low:high]:
            cell = grid.cell(*_middle(runs[i])) if i not in taken else None
            if cell is not None:
                cells[cell].append(i)
        if len(cells) >= max(_FEWEST, _FILLED * len(set(grid.first))):
            taken.update(i for own in cells.values() for i in own)
            found.append(_table(grid, {cell: text_of([runs[i] for i in sorted(own)]) for cell, own in cells.items()}))
    left = [run for i, run in enumerate(runs) if i not in taken]
    rules = [one for one in level if not any(table.area.foot <= one.at <= table.area.top for table in found)]
    straight = [run for run in left if run.quarter == quarter]
    for rows, xs, area, own in open_tables(rules, straight, text_of, work):
        found.append(Table(rows, xs, area))
        inside = {id(straight[i]) for i in own}
        left = [run for run in left if id(run) not in inside]
    return found, left


def _middle(run: Run) -> tuple[float, float]:
    return (run.left + run.right) / 2, run.base + _MIDDLE * run.height


def _heights(runs: Sequence[Run], quarter: int) -> list[tuple[float, int]]:
    """The heights of the middles of runs with their indices, from the lowest."""
    return sorted((_middle(run)[1], i) for i, run in enumerate(runs) if run.quarter == quarter)


def _parted(
    runs: Sequence[Run], grids: Sequence[Grid], quarter: int, split: Callable[[Run], Iterable[Run]], work: Work
) -> list[Run]:
    """The runs, of which those that begin and end in different cells are split into characters."""
    heights = _heights(runs, quarter)
    across: set[int] = set()
    for grid in grids:
        low, high = bisect_left(heights, (grid.area.foot,)), bisect_left(heights, (grid.area.top,))
        work.spend(high - low, "characters")
        for height, i in heights[low:high]:
            half = (runs[i].right - runs[i].last) / 2
            if grid.cell(runs[i].left + half, height) != grid.cell(runs[i].last + half, height):
                across.add(i)
    return [one for i, run in enumerate(runs) for one in (split(run) if i in across else (run,))]


def _table(grid: Grid, texts: dict[int, str]) -> Table:
    columns = grid.columns
    rows = (range(i, i + columns) for i in range(0, len(grid.first), columns))
    return Table(tuple(tuple(texts.get(i, "") for i in row) for row in rows), grid.xs, grid.area)


def rows_of(parts: Sequence[tuple[int, Table]]) -> tuple[list[tuple[int, Cells]], list[Cells]]:
    """The rows of a table over several pages, each with its page; and apart from them the repeated head rows."""
    rows: list[tuple[int, Cells]] = []
    repeated: list[Cells] = []
    for page, part in parts:
        own = list(part.rows)
        if rows:
            pairs = zip(own, parts[0][1].rows)
            same = next((i for i, (row, head) in enumerate(pairs) if row != head), min(len(own), len(parts[0][1].rows)))
            repeated += own[:same]
            own = own[same:]
            if own and _continues(rows[-1][1], own[0]):
                begun, row = rows.pop()
                own[0] = tuple(before + after for before, after in zip(row, own[0]))
                rows.append((begun, own.pop(0)))
        rows += [(page, row) for row in own]
    return rows, repeated


def _continues(row: Cells, after: Cells) -> bool:
    """Whether a row is the rest of the last one on the page before: its first cell is empty, others had several lines."""
    return bool(row[0]) and not after[0] and all(len(row[i]) >= _SPLIT for i, cell in enumerate(after) if cell)

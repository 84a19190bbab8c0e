"""The structure that a file states for the content of a page: headings, paragraphs and the cells of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Final, NamedTuple

from attrs import frozen

from govreport.formats.placed.rules import Area
from govreport.formats.placed.runs import Run

_FEWEST: Final = 2
"""The minimum number of rows and of columns of a table with a head."""
_FEWEST_PLAIN: Final = 3
"""The same without a head: smaller ones place the names of those who sign side by side, or are frames."""


class Block(NamedTuple):
    """A heading, a paragraph or a member of a list."""

    number: int
    """Counted in the order of the page."""
    level: int | None = None
    """The level of a heading; 1 is the highest."""


class Cell(NamedTuple):
    """A cell, by the numbers of its table on the page, of its row and of its column."""

    table: int
    row: int
    column: int


@frozen
class Structure:
    """The marks of a page, and what they are."""

    mark_of: Callable[[int], int]
    """The mark of a character by its index."""
    blocks: Mapping[int, Block]
    cells: Mapping[int, Cell]
    headed: Set[int]
    """The tables that have a cell of a head."""

    def block_of(self, run: Run) -> Block | None:
        """The block in which a run begins, if it has a mark."""
        return self.blocks.get(self.mark_of(run.start))

    def tables(
        self,
        runs: Sequence[Run],
        text_of: Callable[[Sequence[Run]], str],
        split: Callable[[Run], Iterable[Run]],
    ) -> tuple[list[tuple[tuple[tuple[str, ...], ...], tuple[float, ...], Area]], list[Run]]:
        """The rows, the edges of columns and the areas of the tables on a page, and the runs outside them."""
        if not self.cells:
            return [], list(runs)
        own: defaultdict[int, defaultdict[Cell, list[Run]]] = defaultdict(lambda: defaultdict(list))
        left: list[Run] = []
        for run in (part for whole in runs for part in self._parted(whole, split)):
            cell = self.cells.get(self.mark_of(run.start))
            if cell is None:
                left.append(run)
            else:
                own[cell.table][cell].append(run)
        found = []
        for number, cells in own.items():
            rows, columns = sorted({cell.row for cell in cells}), 1 + max(cell.column for cell in cells)
            inside = [run for part in cells.values() for run in part]
            if min(len(rows), columns) < (_FEWEST if number in self.headed else _FEWEST_PLAIN):
                left += inside
                continue
            texts = {(cell.row, cell.column): text_of(part) for cell, part in cells.items()}
            table = tuple(tuple(texts.get((row, column), "") for column in range(columns)) for row in rows)
            found.append((table, *_place(cells, columns, inside)))
        return found, sorted(left, key=lambda run: run.start)

    def _parted(self, run: Run, split: Callable[[Run], Iterable[Run]]) -> Iterable[Run]:
        """A run, or its characters if it is in several cells."""
        end = run.start + len(run.text) - 1
        same = end == run.start or self.mark_of(run.start) == self.mark_of(end)
        return (run,) if same else split(run)


def _place(cells: Mapping[Cell, Sequence[Run]], columns: int, inside: Sequence[Run]) -> tuple[tuple[float, ...], Area]:
    """The edges of the columns of a table, and its area."""
    right = max(run.right for run in inside)
    lefts: defaultdict[int, float] = defaultdict(lambda: right)
    for cell, runs in cells.items():
        lefts[cell.column] = min(lefts[cell.column], *(run.left for run in runs))
    edges = (*(lefts[column] for column in range(columns)), right)
    foot, top = min(run.base for run in inside), max(run.base + run.height for run in inside)
    return edges, Area(min(edges), foot, right, top)

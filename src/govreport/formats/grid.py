"""Placing the cells of a table in columns, where a file gives the edges of the cells and not the columns they span."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from govreport.formats.composing import Block

_SAME: Final = 20
"""In twips: edges that differ by less are the same column; Word rounds them."""
MOST_COLUMNS: Final = 63
"""The maximum number of columns in a Word table."""


@frozen
class Row:
    """A row: the texts of its cells, and their edges from left to right in twips, if known."""

    cells: tuple[str, ...]
    edges: tuple[int, ...] = ()
    """One more than there are cells; otherwise they are ignored."""


def blocks_of(rows: Sequence[Row]) -> Iterator[Block]:
    """The rows of a table; a table with a single column is only a frame around text."""
    if all(len(row.cells) <= 1 for row in rows):
        yield from (Block(cell) for row in rows for cell in row.cells)
    else:
        yield from (Block(cells=cells) for cells in in_columns(rows))


def in_columns(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The cells of the rows in the columns of all rows together; a cell is in the first of the columns that it spans.

    >>> in_columns([Row(("甲", "乙"), (0, 100, 300)), Row(("1", "2", "3"), (0, 100, 200, 300))])
    [('甲', '乙', ''), ('1', '2', '3')]
    """
    columns: list[int] = []
    for edge in sorted({edge for row in rows if _is_whole(row) for edge in row.edges}):
        if not columns or edge - columns[-1] >= _SAME:
            columns.append(edge)
    if len(columns) > MOST_COLUMNS + 1:  # edges without order: the file is damaged, or each row is a table of its own
        return [row.cells for row in rows]
    return [_placed(row, columns) if _is_whole(row) else row.cells for row in rows]


def _is_whole(row: Row) -> bool:
    return len(row.edges) == len(row.cells) + 1 and all(a <= b for a, b in zip(row.edges, row.edges[1:]))


def _placed(row: Row, columns: Sequence[int]) -> tuple[str, ...]:
    at = [bisect_left(columns, edge - _SAME + 1) for edge in row.edges]
    texts = [""] * at[0]
    for cell, begin, end in zip(row.cells, at, at[1:]):
        texts += [cell, *[""] * (end - begin - 1)]
    return tuple(texts)

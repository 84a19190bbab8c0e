"""Tables in Word: widths by content, merged cells, and a head that repeats on each page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from math import ceil, sqrt
from typing import Final

from attrs import frozen

from govreport.writers.word import norm
from govreport.writers.word.elements import run_properties, text_xml, width

Rows = Sequence[Sequence[str]]

SIZES: Final = (12.0, norm.SIZE_5, 9.0)
"""小四, 五号, 小五: the largest in which each cell fits into one line; else 小四 for small tables, and 五号.

A table that takes more than two pages is in smaller type.
"""
_LONG: Final = 2 * norm.HEIGHT
"""The height of two pages, in twips."""
_FEW_COLUMNS, _FEW_CELLS = 6, 60
"""The size of small tables."""
_MANY_COLUMNS: Final = 8
"""Tables with more columns are in 小五 if their cells do not fit."""
_MARGIN: Final = 57
"""The margin of a cell at its left and right, in twips."""
_PADDING: Final = 20
"""The same above and below."""
_LEADING: Final = 1.25
"""The height of a line over the size of its type."""
_NARROWEST: Final = 2
"""The narrowest column, in characters."""
_SLACK: Final = 0.2
"""More than the text of a line needs, in characters: fonts differ."""
_WORD: Final = re.compile(r"[!-~]{2,24}")
"""A figure or a word in Latin letters."""
_FIGURE: Final = 0.6
"""The width of a figure, in characters: half of one in Times New Roman, more in the fonts that replace it."""
_COLUMNS_MOST: Final = 63
"""The maximum number of columns in Word; it also bounds the work for tables of rows that differ in length."""


@frozen
class Cell:
    """A cell as printed."""

    text: str
    across: int = 1
    """How many columns it takes."""
    down: str = ""
    """``restart`` if it continues in the row below, ``continue`` if it continues the row above."""


@frozen
class Grid:
    """A table with its columns."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    """The widths of the columns in twips."""
    size: float
    """The size of its type in points."""
    head: int
    """How many rows repeat on each page."""

    @property
    def line(self) -> int:
        """The height of a line in twips."""
        return round(self.size * 20 * _LEADING)

    def heights(self) -> list[int]:
        """The heights of the rows in twips, estimated."""
        edges = self._edges()
        lines = (max((self._lines(*one) for one in _placed(row, edges)), default=1) for row in self.rows)
        return [count * self.line + 2 * _PADDING + 10 for count in lines]

    def xml(self) -> str:
        """The element ``w:tbl``."""
        columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in self.widths)
        edges = self._edges()
        long = self._long(edges)
        rows = "".join(self._row(row, number, edges, long) for number, row in enumerate(self.rows))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{edges[-1]}" w:type="dxa"/>'
            '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:top w:w="{_PADDING}" w:type="dxa"/><w:left w:w="{_MARGIN}" w:type="dxa"/>'
            f'<w:bottom w:w="{_PADDING}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _edges(self) -> list[int]:
        """Where the columns begin, and where the last one ends."""
        return list(accumulate(self.widths, initial=0))

    def _long(self, edges: Sequence[int]) -> set[int]:
        """The columns with a cell that does not fit into one line; the cells of the others are in the middle."""
        whole = [row for row in self.rows if len(row) == len(self.widths)]
        placed = (one for row in whole for one in enumerate(_placed(row, edges)))
        return {at for at, (cell, wide) in placed if self._lines(cell, wide) > 1}

    def _row(self, row: Sequence[Cell], number: int, edges: Sequence[int], long: Collection[int]) -> str:
        head = "<w:tblHeader/>" if number < self.head else ""
        look = run_properties(norm.HEI if head else norm.FANG, self.size)
        cells, at = [], 0
        for cell, wide in _placed(row, edges):
            properties = f'<w:tcW w:w="{wide}" w:type="dxa"/>'
            if cell.across > 1:
                properties += f'<w:gridSpan w:val="{cell.across}"/>'
            if cell.down:
                properties += f'<w:vMerge w:val="{cell.down}"/>'
            side = "center" if head or (cell.across == 1 and at not in long) else "left"
            text = f"<w:r>{look}{text_xml(cell.text)}</w:r>" if cell.text else ""
            cells.append(
                f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:snapToGrid w:val="0"/>'
                f'<w:spacing w:line="{self.line}" w:lineRule="exact"/><w:jc w:val="{side}"/></w:pPr>{text}</w:p></w:tc>'
            )
            at += cell.across
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"

    def _lines(self, cell: Cell, wide: int) -> int:
        return max(1, ceil(width(cell.text) / _room(wide, self.size)))


def _placed(row: Sequence[Cell], edges: Sequence[int]) -> Iterator[tuple[Cell, int]]:
    """The cells of a row with their widths in twips."""
    at = 0
    for cell in row:
        yield cell, edges[at + cell.across] - edges[at]
        at += cell.across


def grid(rows: Rows, available: int) -> Grid | None:
    """The printed form of the rows of a table; None if it has no cells.

    The tree has an empty cell for each that is covered by a merged one.  Printed as merged are: a row whose only text is too
    long for its column, or that has a single cell; empty cells of the head; empty cells at the start of a row, which
    continue the row above.

    :param available: the width in twips.
    """
    columns = max(map(len, rows), default=0)
    if not columns:
        return None
    if columns > _COLUMNS_MOST:
        return _made(rows, SIZES[-1], [available // columns or 1] * columns)
    body = [row for row in rows if not _is_band(row)] or rows
    made = _made(rows, *_widths(body, columns, available, SIZES[0]))
    for size in SIZES[1:]:
        if size < made.size and sum(made.heights()) > _LONG:
            made = _made(rows, *_widths(body, columns, available, size))
    return made


def _made(rows: Rows, size: float, widths: Sequence[int]) -> Grid:
    """The printed form of a table in one size of type."""
    columns = len(widths)
    wide = columns > _COLUMNS_MOST
    head = 0 if wide else _head(rows, columns)
    merged = [*_merged(rows, head), frozenset()]
    cells: list[tuple[Cell, ...]] = []
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else ()
        if wide:
            cells.append(_ragged(row, columns))
        elif number < head and not _is_band(row):
            cells.append(
                _head_row(row, rows[number - 1] if number else (), below if number + 1 < head else (), columns)
            )
        elif _is_band(row) and width(row[0]) > _room(widths[0], size):
            cells.append((Cell(row[0], columns),))
        else:
            cells.append(_body_row(row, merged[number], merged[number + 1], columns))
    return Grid(tuple(cells), tuple(widths), size, head if head < len(rows) else 0)


def _room(twips: int, size: float) -> float:
    """How many characters fit into a line of a cell."""
    return max(1.0, (twips - 2 * _MARGIN) / (size * 20))


def _is_band(row: Sequence[str]) -> bool:
    """Whether only the first cell of a row has text: a caption, or the name of a group of rows."""
    return bool(row) and bool(row[0].strip()) and not any(map(str.strip, row[1:]))


def _head(rows: Rows, columns: int) -> int:
    """How many rows are the head: captions, the first full row, and a second one that fills the gaps of the first."""
    at = 0
    while at < len(rows) and columns > 1 and _is_band(rows[at]):
        at += 1
    if at + 1 >= len(rows):
        return 0
    first, second = rows[at], rows[at + 1]
    gaps = {k for k in range(columns) if k >= len(first) or not first[k].strip()}
    filled = {k for k in range(len(second)) if second[k].strip()}
    # a second row with names over all gaps, and nothing below the names that take two rows
    two = bool(gaps) and 0 not in gaps and filled >= gaps and any(k not in filled for k in range(len(first)))
    return at + 1 + two


def _head_row(row: Sequence[str], above: Sequence[str], below: Sequence[str], columns: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for at in range(columns):
        text = row[at] if at < len(row) else ""
        under = below[at] if at < len(below) else ""
        over = above[at] if at < len(above) else ""
        if text.strip():
            down = "restart" if below and not under.strip() else ""
            cells.append(Cell(text, 1, down))
        elif over.strip() and above and not _is_band(above):
            cells.append(Cell("", 1, "continue"))
        elif cells and not cells[-1].down:
            cells[-1] = Cell(cells[-1].text, cells[-1].across + 1)
        else:
            cells.append(Cell(text))
    return tuple(cells)


def _merged(rows: Rows, head: int) -> list[frozenset[int]]:
    """The columns in which each row continues the row above: empty cells at its start, below a text."""
    found: list[frozenset[int]] = []
    under: frozenset[int] = frozenset()
    for number, row in enumerate(rows):
        continues = frozenset(range(_leading(row))) & under if number > head else frozenset()
        found.append(continues)
        texts = frozenset(at for at, text in enumerate(row) if text.strip())
        under = frozenset() if _is_band(row) else continues | texts
    return found


def _body_row(row: Sequence[str], continues: frozenset[int], below: frozenset[int], columns: int) -> tuple[Cell, ...]:
    cells = [
        Cell("" if at in continues else text, 1, "continue" if at in continues else "restart" if at in below else "")
        for at, text in enumerate(row)
    ]
    return _ragged_cells(cells, columns)


def _leading(row: Sequence[str]) -> int:
    """How many cells at the start of a row are empty; 0 if all are."""
    return next((at for at, text in enumerate(row) if text.strip()), 0)


def _ragged(row: Sequence[str], columns: int) -> tuple[Cell, ...]:
    return _ragged_cells([Cell(text) for text in row], columns)


def _ragged_cells(cells: list[Cell], columns: int) -> tuple[Cell, ...]:
    """The cells of a row; a single one takes all columns, and an empty one those that a shorter row does not have."""
    missing = columns - len(cells)
    if len(cells) == 1:
        return (Cell(cells[0].text, columns),)
    return (*cells, Cell("", missing)) if missing else tuple(cells)


def _widths(rows: Rows, columns: int, available: int, most: float) -> tuple[float, list[int]]:
    """The size of type, at most ``most``, and the widths of the columns in twips."""
    longest = [1.0 * _NARROWEST] * columns
    least = list(longest)
    total = [1.0] * columns
    for row in rows:
        for at, text in enumerate(row):
            wide = width(text)
            longest[at] = max(longest[at], wide)
            total[at] += wide
            least[at] = max([least[at], *(len(word) * _FIGURE for word in _WORD.findall(text))])
    for size in (one for one in SIZES if one <= most):
        room = (available - 2 * _MARGIN * columns) / (size * 20)
        if sum(longest) + columns * _SLACK <= room:
            share = room / sum(longest)
            return size, _rounded([one * share for one in longest], size, available)
    small = columns <= _FEW_COLUMNS and len(rows) * columns <= _FEW_CELLS
    size = min(most, SIZES[0] if small else SIZES[-1] if columns > _MANY_COLUMNS else norm.SIZE_5)
    room = (available - 2 * _MARGIN * columns) / (size * 20)
    return size, _rounded(_shared(longest, least, total, room), size, available)


def _shared(longest: Sequence[float], least: Sequence[float], total: Sequence[float], room: float) -> list[float]:
    """Share the room: columns of short cells get what they need, the others by the root of their lengths.

    :param longest: the width of the longest cell of each column, in characters.
    :param least: that of its longest figure or word, which is not broken while there is room.
    :param total: that of all its cells.
    """
    widths = [0.0] * len(longest)
    waiting = set(range(len(longest)))
    while waiting:
        roots = sum(sqrt(total[at]) for at in waiting)
        shares = {at: room * sqrt(total[at]) / roots for at in waiting}
        settled = {at: longest[at] + _SLACK for at in waiting if longest[at] + _SLACK <= shares[at]}
        settled = settled or {at: least[at] + _SLACK for at in waiting if least[at] + _SLACK > shares[at]}
        last = not settled or sum(settled.values()) >= room
        for at, wide in (shares if last else settled).items():
            widths[at] = wide
            room -= wide
        waiting -= (shares if last else settled).keys()
    return widths


def _rounded(characters: Sequence[float], size: float, available: int) -> list[int]:
    """Widths in characters as widths in twips that fill what is available."""
    twips = [round(one * size * 20) + 2 * _MARGIN for one in characters]
    spare = available - sum(twips)
    widest = max(range(len(twips)), key=lambda at: twips[at])
    twips[widest] = max(1, twips[widest] + spare)
    return twips

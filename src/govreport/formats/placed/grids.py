"""The grids that rules form on a page, and which of their cells are merged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import frozen

from govreport.formats.placed.rules import Area, Rule, Ruling
from govreport.formats.work import Work

_SAME: Final = 1.5
"""In points: rules that are nearer are on one line."""
_NEAR: Final = 3.0
"""In points: how near pieces of a rule, rules that meet, and the edges of a column are."""
_SHORTEST: Final = 6.0
"""In points: shorter lines are ornaments."""
_DRAWN: Final = 0.6
"""The minimum share of the side of a cell that a rule covers."""
_MOST_COLUMNS: Final = 1000
_MOST_CELLS: Final = 100_000
_MOST_MEETINGS: Final = 1_000_000
"""How often rules are compared; a page with more is a drawing."""
_MOST_SLANTED: Final = 8
"""Of the slanted lines in a table, such as the one through its first cell; a chart has more."""


@frozen
class Grid:
    """Columns and rows between rules."""

    xs: tuple[float, ...]
    """The places of the upright rules, from the left."""
    ys: tuple[float, ...]
    """The places of the level rules, from the bottom."""
    first: tuple[int, ...]
    """For each cell, row by row from the top, the first of the cells that it is merged with."""

    @property
    def area(self) -> Area:
        return Area(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def cell(self, x: float, y: float) -> int | None:
        """The cell in which a point lies, as the first of the merged ones; None outside the grid."""
        if not self.area.holds(x, y):
            return None
        column = max(0, min(bisect_right(self.xs, x), self.columns) - 1)
        row = max(0, len(self.ys) - 1 - max(1, bisect_left(self.ys, y)))
        return self.first[row * self.columns + column]


def grids_of(ruling: Ruling, work: Work) -> list[Grid]:
    """The grids with at least two columns, from the smallest; empty for a page with too many rules.

    :raises ReadError: there is too much work.
    """
    level, upright = map(joined_rules, ruling.rules())
    found: list[Grid] = []
    for rows, columns in _groups(level, upright, work):
        grid = _grid(rows, columns, work)
        if grid is not None and sum(grid.area.holds(*point) for point in ruling.slanted) <= _MOST_SLANTED:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))


def joined_rules(rules: Sequence[Rule]) -> list[Rule]:
    """The rules whose pieces are joined; cells often have a border each."""
    found: list[Rule] = []
    for line in _near(sorted(rules), _SAME):
        at = line[0].at
        begin = end = float("-inf")
        for rule in sorted(line, key=lambda one: one.begin):
            if rule.begin - end > _NEAR:
                if end - begin >= _SHORTEST:
                    found.append(Rule(at, begin, end))
                begin = rule.begin
            end = max(end, rule.end)
        if end - begin >= _SHORTEST:
            found.append(Rule(at, begin, end))
    return found


def _near(rules: Iterable[Rule], least: float) -> Iterator[list[Rule]]:
    """The rules in order, in lists that start at a place each."""
    line: list[Rule] = []
    for rule in rules:
        if line and rule.at - line[0].at > least:
            yield line
            line = []
        line.append(rule)
    if line:
        yield line


def _groups(level: Sequence[Rule], upright: Sequence[Rule], work: Work) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The level and upright rules that meet each other, directly or through others."""
    roots = list(range(len(level) + len(upright)))
    places = [rule.at for rule in level]
    left = _MOST_MEETINGS
    for i, rule in enumerate(upright, len(level)):
        near = range(bisect_left(places, rule.begin - _NEAR), bisect_right(places, rule.end + _NEAR))
        work.spend(len(near), "rules")
        left -= len(near)
        if left < 0:
            return
        for k in near:
            if level[k].begin - _NEAR <= rule.at <= level[k].end + _NEAR:
                _unite(roots, i, k)
    groups: defaultdict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i in range(len(roots)):
        groups[_root(roots, i)][i >= len(level)].append(level[i] if i < len(level) else upright[i - len(level)])
    yield from groups.values()


def _root(roots: list[int], i: int) -> int:
    while roots[i] != i:
        roots[i] = roots[roots[i]]
        i = roots[i]
    return i


def _unite(roots: list[int], i: int, k: int) -> None:
    """Let two belong together, under the smaller of their roots."""
    low, high = sorted((_root(roots, i), _root(roots, k)))
    roots[high] = low


def _grid(level: Sequence[Rule], upright: Sequence[Rule], work: Work) -> Grid | None:
    """The grid of rules that meet; tables may be open at their sides, where the rules of rows end."""
    if len(level) < 2 or not upright:
        return None
    xs = _places([rule.at for rule in upright], [end for rule in level for end in (rule.begin, rule.end)])
    ys = _places([rule.at for rule in level], [end for rule in upright for end in (rule.begin, rule.end)])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or columns > _MOST_COLUMNS or columns * rows > _MOST_CELLS:
        return None
    work.spend(columns * rows, "cells")
    sides = _covered(upright, xs, ys)
    below = _covered(level, ys, xs)
    roots = list(range(columns * rows))
    for i in range(len(roots)):
        row, column = divmod(i, columns)
        up = rows - 1 - row
        if column + 1 < columns and sides[column + 1, up] < _DRAWN * (ys[up + 1] - ys[up]):
            _unite(roots, i, i + 1)
        if row + 1 < rows and below[up, column] < _DRAWN * (xs[column + 1] - xs[column]):
            _unite(roots, i, i + columns)
    return Grid(xs, ys, tuple(_root(roots, i) for i in roots))


def _places(rules: Sequence[float], ends: Sequence[float]) -> tuple[float, ...]:
    """The places of the edges of columns or rows: those of rules, and the outermost ends of the rules across."""
    found: list[float] = []
    for at in sorted((*rules, min(ends), max(ends))):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return tuple(found)


def _covered(
    rules: Sequence[Rule], across: Sequence[float], along: Sequence[float]
) -> defaultdict[tuple[int, int], float]:
    """How far rules cover the sides of cells, by the indices of the edge across and of the cell along it."""
    covered: defaultdict[tuple[int, int], float] = defaultdict(float)
    for rule in rules:
        edge = max(0, bisect_right(across, rule.at + _NEAR / 2) - 1)
        if edge + 1 < len(across) and across[edge + 1] - rule.at < rule.at - across[edge]:
            edge += 1
        for cell in range(
            max(0, bisect_right(along, rule.begin) - 1), min(bisect_left(along, rule.end), len(along) - 1)
        ):
            covered[edge, cell] += min(rule.end, along[cell + 1]) - max(rule.begin, along[cell])
    return covered

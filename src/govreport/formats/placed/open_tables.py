"""Tables with three level rules and no upright ones, whose columns are the bands between their characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from statistics import median_low
from typing import Final

from govreport.formats.placed.rules import Area, Rule
from govreport.formats.placed.runs import Run
from govreport.formats.work import Work

_SAME: Final = 3.0
"""In points: how far the ends of the rules of a table differ."""
_SHORTEST: Final = 200.0
"""In points: shorter rules are those of footnotes."""
_APART: Final = 0.6
"""In ems: the minimum width of the band between two columns."""
_MOST: Final = 50
"""The maximum number of such tables on a page."""
_FEWEST_ROWS: Final = 2
_FULL: Final = 0.5
"""The minimum number of rows under the head, and the minimum share of them with text in every cell."""
_FEWEST_OPEN: Final = 3
"""The minimum number of rows of a part without a rule at its foot."""
_SAME_LINE: Final = 0.5
"""In heights: how far the baselines of the characters of a row differ."""


def open_tables(
    rules: Sequence[Rule], runs: Sequence[Run], text_of: Callable[[Sequence[Run]], str], work: Work
) -> Iterator[tuple[tuple[tuple[str, ...], ...], tuple[float, ...], Area, frozenset[int]]]:
    """The rows, the edges of columns, the areas and the indices of the runs of such tables.

    :param rules: the level rules of the page.
    :raises ReadError: there is too much work.
    """
    for top, middle, foot in islice(_pairs(rules), _MOST):
        work.spend(len(runs), "characters")
        area = Area(top.begin - _SAME, float("-inf") if foot is None else foot.at, top.end + _SAME, top.at)
        inside = [i for i, run in enumerate(runs) if area.holds(run.left, run.base)]
        head = [i for i in inside if runs[i].base > middle.at]
        lines = list(_lines([i for i in inside if runs[i].base <= middle.at], runs))
        if foot is None:
            cells = [len(list(_parts(sorted(line, key=lambda one: runs[one].left), runs))) for line in lines]
            lines = lines[: next((i for i, count in enumerate(cells) if count != cells[0]), len(lines))]
        if not head or len(lines) < (_FEWEST_ROWS if foot is not None else _FEWEST_OPEN):
            continue
        own = [*head, *(i for line in lines for i in line)]
        edges = _edges([runs[i] for line in lines for i in line], area)
        rows = [_row(one, edges, runs, text_of) for one in (head, *lines)]
        full = sum(all(row) for row in rows[1:])
        if len(edges) > 2 and full >= _FULL * len(lines):
            area = area._replace(foot=min(runs[i].base for i in own))
            yield tuple(rows), tuple(edges), area, frozenset(own)


def _pairs(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule, Rule | None]]:
    """Each three rules with the same ends that follow one another from the top; the last two of a page may have no third."""
    waiting: list[Rule] = []
    for rule in sorted(rules, key=lambda one: -one.at):
        if rule.end - rule.begin < _SHORTEST:
            continue
        first = waiting[0] if waiting else rule
        if abs(rule.begin - first.begin) > _SAME or abs(rule.end - first.end) > _SAME:
            waiting = []
        waiting.append(rule)
        if len(waiting) == 3:
            yield waiting[0], waiting[1], waiting[2]
            waiting = []
    if len(waiting) == 2:
        yield waiting[0], waiting[1], None


def _lines(indices: Sequence[int], runs: Sequence[Run]) -> Iterator[list[int]]:
    """The runs line by line, from the top."""
    line: list[int] = []
    for i in sorted(indices, key=lambda one: -runs[one].base):
        if line and runs[line[0]].base - runs[i].base > _SAME_LINE * runs[i].height:
            yield line
            line = []
        line.append(i)
    if line:
        yield line


def _edges(runs: Sequence[Run], area: Area) -> list[float]:
    """The edges of the columns: the middles of the bands without characters."""
    em = median_low(run.height for run in runs)
    edges = [area.left]
    right = float("inf")
    for run in sorted(runs, key=lambda one: one.left):
        if run.left - right > _APART * em:
            edges.append((run.left + right) / 2)
        right = run.right if right == float("inf") else max(right, run.right)
    return [*edges, area.right]


def _row(
    indices: Sequence[int], edges: Sequence[float], runs: Sequence[Run], text_of: Callable[[Sequence[Run]], str]
) -> tuple[str, ...]:
    """The texts of a row; what has no band inside is in the column of its middle."""
    cells: list[list[int]] = [[] for _ in pairwise(edges)]
    for line in _lines(indices, runs):
        for part in _parts(sorted(line, key=lambda one: runs[one].left), runs):
            middle = (runs[part[0]].left + runs[part[-1]].right) / 2
            cells[max(0, min(bisect_right(edges, middle), len(cells)) - 1)] += part
    return tuple(text_of([runs[i] for i in sorted(cell)]) if cell else "" for cell in cells)


def _parts(line: Sequence[int], runs: Sequence[Run]) -> Iterator[list[int]]:
    """The runs of a line without bands between them."""
    part: list[int] = []
    for i in line:
        if part and runs[i].left - runs[part[-1]].right > _APART * runs[i].height:
            yield part
            part = []
        part.append(i)
    if part:
        yield part

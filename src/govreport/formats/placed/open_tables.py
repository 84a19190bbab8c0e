"""Tables with three level rules and no upright ones, whose columns are the bands between their characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from statistics import median_low
from typing import Final

from govreport.formats.placed.glyphs import Glyph
from govreport.formats.placed.rules import Area, Rule
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
    rules: Sequence[Rule], glyphs: Sequence[Glyph], text_of: Callable[[Sequence[Glyph]], str], work: Work
) -> Iterator[tuple[tuple[tuple[str, ...], ...], tuple[float, ...], Area, frozenset[int]]]:
    """The rows, the edges of columns, the areas and the indices of the characters of such tables.

    :param rules: the level rules of the page.
    :raises ReadError: there is too much work.
    """
    for top, middle, foot in islice(_pairs(rules), _MOST):
        work.spend(len(glyphs), "characters")
        area = Area(top.begin - _SAME, float("-inf") if foot is None else foot.at, top.end + _SAME, top.at)
        inside = [i for i, glyph in enumerate(glyphs) if area.holds(glyph.left, glyph.base)]
        head = [i for i in inside if glyphs[i].base > middle.at]
        lines = list(_lines([i for i in inside if glyphs[i].base <= middle.at], glyphs))
        if foot is None:
            cells = [len(list(_runs(sorted(line, key=lambda one: glyphs[one].left), glyphs))) for line in lines]
            lines = lines[: next((i for i, count in enumerate(cells) if count != cells[0]), len(lines))]
        if not head or len(lines) < (_FEWEST_ROWS if foot is not None else _FEWEST_OPEN):
            continue
        own = [*head, *(i for line in lines for i in line)]
        edges = _edges([glyphs[i] for line in lines for i in line], area)
        rows = [_row(one, edges, glyphs, text_of) for one in (head, *lines)]
        full = sum(all(row) for row in rows[1:])
        if len(edges) > 2 and full >= _FULL * len(lines):
            area = area._replace(foot=min(glyphs[i].base for i in own))
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


def _lines(indices: Sequence[int], glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """The characters line by line, from the top."""
    line: list[int] = []
    for i in sorted(indices, key=lambda one: -glyphs[one].base):
        if line and glyphs[line[0]].base - glyphs[i].base > _SAME_LINE * glyphs[i].height:
            yield line
            line = []
        line.append(i)
    if line:
        yield line


def _edges(glyphs: Sequence[Glyph], area: Area) -> list[float]:
    """The edges of the columns: the middles of the bands without characters."""
    em = median_low(glyph.height for glyph in glyphs)
    edges = [area.left]
    right = float("inf")
    for glyph in sorted(glyphs, key=lambda one: one.left):
        if glyph.left - right > _APART * em:
            edges.append((glyph.left + right) / 2)
        right = glyph.right if right == float("inf") else max(right, glyph.right)
    return [*edges, area.right]


def _row(
    indices: Sequence[int], edges: Sequence[float], glyphs: Sequence[Glyph], text_of: Callable[[Sequence[Glyph]], str]
) -> tuple[str, ...]:
    """The texts of a row; what has no band inside is in the column of its middle."""
    cells: list[list[int]] = [[] for _ in pairwise(edges)]
    for line in _lines(indices, glyphs):
        for run in _runs(sorted(line, key=lambda one: glyphs[one].left), glyphs):
            middle = (glyphs[run[0]].left + glyphs[run[-1]].right) / 2
            cells[max(0, min(bisect_right(edges, middle), len(cells)) - 1)] += run
    return tuple(text_of([glyphs[i] for i in sorted(cell)]) if cell else "" for cell in cells)


def _runs(line: Sequence[int], glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """The characters of a line without bands between them."""
    run: list[int] = []
    for i in line:
        if run and glyphs[i].left - glyphs[run[-1]].right > _APART * glyphs[i].height:
            yield run
            run = []
        run.append(i)
    if run:
        yield run

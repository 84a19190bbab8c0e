"""Decimals name their own parents: 2.1 and 2.2 are under 2."""

from __future__ import annotations

from collections.abc import Callable

from govreport.outline.candidates import STOP, Candidate, Key
from govreport.outline.lookahead import Lookahead
from govreport.outline.open_levels import Level, Levels
from govreport.tree.families import FAMILIES

TITLE_MOST = 30
"""The longest heading after a bare number inside a line, in characters: 。2　术语和定义, at the end of the line."""


def place_decimal(
    mark: Candidate, levels: Levels, ahead: Lookahead, make_room: Callable[[Candidate, Key], None]
) -> bool:
    """Place a decimal that is a mark; return whether it was one, and not a figure.

    ``make_room`` closes the levels that cannot contain a mark that begins a series.
    """
    parts = mark.parts
    key = mark.key
    if not mark.head and not _is_next_inside(mark, levels, ahead):
        return False
    for at in range(len(levels.open) - 1, -1, -1):
        level = levels.open[at]
        if len(parts) > 1 and level.parts == parts[:-1]:
            levels.child(at, mark, key)
            return True
        if level.key == key and level.parts[:-1] == parts[:-1] and level.parts[-1] < parts[-1]:
            levels.sibling(at, mark)
            return True
    for at in range(len(levels.open) - 1, -1, -1):
        if len(parts) == 2 and _is_numbered(levels.open[at], parts[0]):
            levels.child(at, mark, key)
            return True
    if not _has_company(parts, ahead):
        return False
    over = (i for i, level in enumerate(levels.open) if level.key[0] == "decimal" and len(level.parts) >= len(parts))
    outermost = next(over, None)
    if outermost is None:
        make_room(mark, key)
    else:
        levels.close_from(outermost)
    levels.push(mark, mark.line, key)
    return True


def _is_next_inside(mark: Candidate, levels: Levels, ahead: Lookahead) -> bool:
    """Whether a decimal inside a line, where a line break was lost, is the very next of an open series."""
    parts = mark.parts
    if mark.place < STOP or (len(parts) == 1 and mark.tail > TITLE_MOST):
        return False
    for level in levels.open:
        if len(level.parts) == len(parts) and level.parts[:-1] == parts[:-1]:
            return level.parts[-1] + 1 == parts[-1]
    return parts == (1,) and (2, 1) in ahead.decimals


def _is_numbered(level: Level, ordinal: int) -> bool:
    """Whether a level is a section with this ordinal: 1.1 may be under 一、 or 第一章 as well as under 1."""
    mark = level.unit.mark
    above = mark is not None and mark.family.rank < FAMILIES["decimal"].rank
    return above and level.ordinal == ordinal and not level.unit.item


def _has_company(parts: tuple[int, ...], ahead: Lookahead) -> bool:
    """Whether its neighbours or its first child are there; a decimal alone is a figure."""
    *prefix, last = parts
    beside = {(*prefix, last - 1), (*prefix, last + 1)} & ahead.decimals
    if (*parts, 1) in ahead.decimals:
        return True
    return bool(beside) and (len(parts) > 1 or ahead.dotted)

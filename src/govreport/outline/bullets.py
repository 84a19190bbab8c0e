"""Marks that count nothing: dashes and bullets, and 最后 at the end of 首先…其次…."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.outline.candidates import STOP, Candidate
from govreport.outline.lookahead import Lookahead
from govreport.outline.open_levels import Level, Levels


def place_uncounted(mark: Candidate, levels: Levels, ahead: Lookahead, marks: Sequence[Sequence[Candidate]]) -> bool:
    """Place a mark without an ordinal if it is real; return whether it was.

    A dash or bullet begins an item at the head of a line, if there are others; 最后 closes a series that is open.
    """
    key = mark.key
    at = levels.find(key)
    if mark.family.name == "xian":
        real = at is not None and _closes(mark, levels.open[at])
    elif mark.head:
        real = ahead.company[mark.family.name] >= 2
    else:
        real = mark.place == STOP and _in_company(mark, levels, ahead, marks)
    if not real:
        return False
    if at is not None:
        levels.sibling(at, mark)
        return True
    opened = levels.open
    while opened and opened[-1].unit.item and opened[-1].inline:
        levels.forget_from(len(opened) - 1)
    levels.push(mark, mark.line, key, item=True)
    return True


def _closes(mark: Candidate, level: Level) -> bool:
    """Whether 最后 closes a series: one of 首先…其次… anywhere, one of 第一…第二… in the same paragraph."""
    last = level.unit.mark
    return last is not None and (last.family is mark.family or level.unit.line == mark.line)


def _in_company(mark: Candidate, levels: Levels, ahead: Lookahead, marks: Sequence[Sequence[Candidate]]) -> bool:
    """Whether a mark after a sentence has others with it: at the head of the next line, or along a long line."""
    after = marks[mark.line + 1] if mark.line + 1 < len(marks) else ()
    if after and after[0].head and after[0].family is mark.family and mark.family.name == "dash":
        return True
    at = levels.find(mark.key)
    open_here = at is not None and levels.open[at].unit.line == mark.line
    return open_here or ahead.on_line(mark, None)

"""Comparing two reports: last year's with this year's, a draft with the final text (征求意见稿, 正式稿).

``docs/compare.md`` describes how units are matched, and what counts as a change.
"""

from __future__ import annotations

from collections.abc import Callable

from govreport.comparing.changes import KINDS, Change, Found, Kind
from govreport.comparing.comparison import Comparison
from govreport.comparing.entries import Content, laid_out
from govreport.comparing.pairs import pairs
from govreport.comparing.rows import rows
from govreport.comparing.words import Stretch
from govreport.report import Report

__all__ = ["KINDS", "Change", "Comparison", "Found", "Kind", "Stretch", "compare"]


def compare(old: Report, new: Report) -> Comparison:
    """The changes between two reports: what was added, removed, moved, renumbered, retitled, reworded.

    Differences in blanks, in character width and, between a traditional and a simplified report, in script are ignored.

    :raises TypeError: an argument is not a report, but for example the name of a file.

    >>> from govreport import parse
    >>> old = parse("一、任务\\n审查文件16件。\\n二、要求\\n落实责任，抓好工作。")
    >>> new = parse("一、形势\\n任务很重，时间很紧。\\n二、任务\\n审查文件18件。\\n三、要求\\n落实责任，抓好工作。")
    >>> compare(old, new)
    <Comparison 1 added, 2 renumbered, 1 reworded>
    """
    for given in (old, new):
        if not isinstance(given, Report):
            raise TypeError(
                f"compare() takes two reports, not {type(given).__name__}; read files first:"
                " compare(read('old.docx'), read('new.docx')), or use parse() for texts"
            )
    known: Content = {}
    fold = _fold(old, new)
    ours, theirs = laid_out(old, fold, known), laid_out(new, fold, known)
    return Comparison(old, new, tuple(rows(ours, theirs, pairs(ours, theirs))))


def _fold(old: Report, new: Report) -> Callable[[str], str]:
    """The conversion that makes texts comparable if the scripts differ."""
    if old.script == new.script or "unknown" in (old.script, new.script):
        return str
    from govreport.tree.conversion import converter  # imported here: its dictionaries are slow to load

    return converter("simplified")

"""Facts about the body lines of a document, before their depth is known."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from govreport.lines.edges import Edges
from govreport.lines.lines import Line
from govreport.outline.candidates import Candidate, Key
from govreport.outline.heading_rows import likely_heading
from govreport.outline.headings import Readings, names_frame_part
from govreport.text.lexicon import words

_Run = list[tuple[int, int | None]]
"""Consecutive lines of one form, each with its ordinal."""
LIST_LEAST = 3
"""The fewest adjacent members that make a list, in a form that also counts sections."""
NESTED_MOST = 4
"""How many runs of one form are kept open: a list inside a list inside a section."""


class BodyFacts(NamedTuple):
    """Kinds of body lines, by line index; :func:`body_facts` makes it."""

    body: tuple[int, ...]
    plain: tuple[int, ...]
    """Headings without a number, in order."""
    frame: frozenset[int]
    """Those of them that head text before the outline or after it: 前言, 结束语."""
    bare: frozenset[int]
    """Members of a list: most of the row have no heading, or all of them are single paragraphs.  What follows the last
    belongs to the list's parent."""
    vocative: frozenset[int]
    """Paragraphs that begin with a turn to the audience: 各位代表！"""
    whole: frozenset[int]
    """Lines that contain the own text of their unit, so that no paragraph needs to follow."""
    leading: frozenset[int]
    """Paragraphs without a mark that introduce what follows: they end in a colon."""
    restored: frozenset[int]
    """Lines that follow the line before in the same physical line."""
    styled: Mapping[int, int]
    """The levels of the lines that the file itself styles as headings, or that begin with one; 1 is the highest."""

    def heads(self, line: int, other: int) -> bool:
        """Whether a line contains only a heading, and the next line of the body does too."""
        at = bisect_right(self.body, line)
        return line not in self.whole and at < len(self.body) and self.body[at] == other

    def opens(self, line: int, mark: Candidate) -> bool:
        """Whether a line contains only a heading, and a mark begins a series below it."""
        return mark.ordinal == 1 and mark.head and line not in self.whole

    def plain_follows(self, line: int) -> bool:
        """Whether the next line of the body is a heading without a number."""
        at = bisect_right(self.body, line)
        return at < len(self.body) and self.plain_between(self.body[at] - 1, self.body[at] + 1)

    def plain_between(self, line: int, end: int | None) -> bool:
        """Whether a heading without a number is between two lines, or anywhere after the first."""
        at = bisect_right(self.plain, line)
        return at < len(self.plain) and (end is None or self.plain[at] < end)


def body_facts(
    body: Sequence[int],
    lines: Sequence[Line],
    edges: Edges,
    marks: Sequence[Sequence[Candidate]],
    marked: Collection[int],
    plain: Collection[int],
    known: Readings,
) -> BodyFacts:
    """Distinguish lists from sections with headings before their depth is known, run by run of one form.

    ``marked`` lines begin with a mark.
    """
    runs: dict[Key, list[_Run]] = defaultdict(list)  # the open runs of a form, outermost first
    bare: set[int] = set()
    whole: set[int] = set()
    without: set[int] = set()
    order = {i: k for k, i in enumerate(body)}

    def close(run: _Run) -> None:
        members = [i for i, _ in run]
        listed = marks[members[0]][0].family.listed
        single = listed or (len(run) >= LIST_LEAST and all(a in whole for a in members[:-1]))
        adjacent = single and len(run) > 1 and all(order[b] == order[a] + 1 for a, b in pairwise(members))
        if adjacent or 2 * sum(i in without for i in members) >= len(run):
            bare.update(members)

    for i in body:
        if i not in marked:
            continue
        mark = marks[i][0]
        text = lines[i].text
        if mark.end == len(text):
            continue  # a mark alone on its line is the heading of what follows
        place = likely_heading(text, marks[i], known)
        clause = text[-1] in "；;"  # of a list, and so no heading
        if place is None or clause:
            without.add(i)
        if place is None or place.run_in or clause:
            whole.add(i)
        for run in _run_on(runs[mark.key], i, mark.ordinal, order):
            close(run)
    for nested in runs.values():
        for run in nested:
            close(run)
    turns = words("VOCATIVE")
    openings = {turn[0] for turn in turns}
    begun = [i for i in body if edges.firsts[i] in openings]
    vocative = frozenset([i for i in begun if lines[i].text[:3] in turns or lines[i].text[:4] in turns])
    frame = frozenset(i for i in plain if names_frame_part(lines[i].text))
    styled = {
        i: level
        for i in body
        if (level := line.opening if (line := lines[i]).level is None else line.level) is not None
    }
    leading = frozenset([i for i in body if edges.lasts[i] in "：:" and i not in marked])
    restored = frozenset([i for i in body if lines[i].soft])
    return BodyFacts(
        tuple(body), tuple(sorted(plain)), frame, frozenset(bare), vocative, frozenset(whole), leading, restored, styled
    )


def _run_on(nested: list[_Run], line: int, ordinal: int | None, order: Mapping[int, int]) -> list[_Run]:
    """Add a line to the innermost run that it continues, or to a new one inside them; the runs that this ends."""
    if nested and ordinal is not None and ordinal > 1 and nested[-1][-1][1] == ordinal - 1:
        nested[-1].append((line, ordinal))  # most members
        return []
    anew = ordinal is None and nested and order[line] != order[nested[-1][-1][0]] + 1
    if ordinal == 1 or anew or not nested:
        nested.append([(line, ordinal)])
        ended, nested[:] = nested[:-NESTED_MOST], nested[-NESTED_MOST:]
        return ended
    fit = (k for k in range(len(nested) - 1, -1, -1) if (nested[k][-1][1] or 0) + 1 == ordinal)
    at = next(fit, len(nested) - 1)  # else it is out of order, or counts nothing
    nested[at].append((line, ordinal))
    ended = nested[at + 1 :]
    del nested[at + 1 :]
    return ended

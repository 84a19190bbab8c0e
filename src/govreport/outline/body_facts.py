"""Facts about the body lines of a document, before their depth is known."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from govreport.lines.edges import Edges
from govreport.lines.lines import Line
from govreport.outline.candidates import Candidate, Key, is_marked
from govreport.outline.heading_rows import likely_heading
from govreport.outline.headings import HeadingPlace, Readings, names_frame_part
from govreport.text.lexicon import words

_Run = list[tuple[int, int | None]]
"""Consecutive lines of one form, each with its ordinal."""
LIST_LEAST = 3
"""The fewest adjacent members that make a list, in a form that also counts sections."""
HEADINGS_MOST = 2
"""How many headings of sections may be between two members of a list."""
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
    over_items: frozenset[int]
    """Paragraphs without a mark directly above the first item of a running enumeration."""
    stopped: frozenset[int]
    """Lines that end a sentence or a clause."""
    restored: frozenset[int]
    """Lines that follow the line before in the same physical line."""
    styled: Mapping[int, int]
    """The levels of the lines that the file itself styles as headings, or that begin with one; 1 is the highest."""

    def heads(self, line: int, other: int) -> bool:
        """Whether a line contains only a heading, and the next line of the body does too."""
        return line not in self.whole and self.precedes(line, other)

    def precedes(self, line: int, other: int) -> bool:
        """Whether a line of the body is directly above another."""
        at = bisect_right(self.body, line)
        return at < len(self.body) and self.body[at] == other

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
    members = _Members(body, marks)
    for i in body:
        if i in marked and marks[i][0].end < len(lines[i].text):  # a mark alone is the heading of what follows
            members.add(i, lines[i].text, likely_heading(lines[i].text, marks[i], known))
    members.close()
    styled = {
        i: level
        for i in body
        if (level := line.opening if (line := lines[i]).level is None else line.level) is not None
    }
    return BodyFacts(
        body=tuple(body),
        plain=tuple(sorted(plain)),
        frame=frozenset([i for i in plain if names_frame_part(lines[i].text)]),
        bare=frozenset(members.bare),
        vocative=_vocative(body, lines, edges),
        whole=frozenset(members.whole),
        leading=frozenset([i for i in body if edges.lasts[i] in "：:" and i not in marked]),
        over_items=_over_items(body, marks, marked).difference(plain),
        stopped=frozenset([i for i in body if edges.lasts[i] in "。；;"]),
        restored=frozenset([i for i in body if lines[i].soft]),
        styled=styled,
    )


def _over_items(body: Sequence[int], marks: Sequence[Sequence[Candidate]], marked: Collection[int]) -> frozenset[int]:
    """The lines without a mark directly above the first item of a running enumeration."""
    above = dict(pairwise(reversed(body)))
    families = ((line, marks[line][0].family, marks[line][0].ordinal) for line in marked if line in above)
    firsts = (line for line, family, ordinal in families if family.item and (ordinal == 1 or family.uncounted))
    return frozenset([above[line] for line in firsts if above[line] not in marked])


def _vocative(body: Sequence[int], lines: Sequence[Line], edges: Edges) -> frozenset[int]:
    """The lines that begin with a turn to the audience, of three or four characters."""
    turns = words("VOCATIVE")
    openings = {turn[0] for turn in turns}
    begun = [i for i in body if edges.firsts[i] in openings]
    return frozenset([i for i in begun if lines[i].text[:3] in turns or lines[i].text[:4] in turns])


class _Members:
    """The lines that begin with a mark, run by run of one form."""

    def __init__(self, body: Sequence[int], marks: Sequence[Sequence[Candidate]]) -> None:
        self._body = body
        self._marks = marks
        self._order = {i: k for k, i in enumerate(body)}
        self._runs: dict[Key, list[_Run]] = defaultdict(list)
        """The open runs of each form, outermost first."""
        self._without_heading: set[int] = set()
        self.bare: set[int] = set()
        """The members of lists."""
        self.whole: set[int] = set()
        """The lines that contain the own text of their unit."""

    def add(self, line: int, text: str, heading: HeadingPlace | None) -> None:
        """Add a line, with its likely heading."""
        mark = self._marks[line][0]
        clause = text[-1] in "；;"  # of a list, and so no heading
        if heading is None or clause:
            self._without_heading.add(line)
        if heading is None or heading.run_in or clause:
            self.whole.add(line)
        for run in _add_to_run(self._runs[mark.key], line, mark.ordinal, self._order):
            self._close(run)

    def close(self) -> None:
        """Close all runs."""
        for nested in self._runs.values():
            for run in nested:
                self._close(run)

    def _close(self, run: _Run) -> None:
        """Decide whether a run is a list: its members are single paragraphs, or most have no heading.

        Numbers may count on across sections, so that headings of sections are between two members.
        """
        members = [i for i, _ in run]
        listed = self._marks[members[0]][0].family.listed
        between = (self._body[self._order[a] + 1 : self._order[b]] for a, b in pairwise(members))
        single = all(self._are_headings(lines) for lines in between) and (
            listed or (len(run) >= LIST_LEAST and all(member in self.whole for member in members[:-1]))
        )
        if (single and len(run) > 1) or 2 * sum(i in self._without_heading for i in members) >= len(run):
            self.bare.update(members)

    def _are_headings(self, lines: Sequence[int]) -> bool:
        """Whether some lines have marks, and only headings after them."""
        return len(lines) <= HEADINGS_MOST and all(is_marked(self._marks[i]) and i not in self.whole for i in lines)


def _add_to_run(nested: list[_Run], line: int, ordinal: int | None, order: Mapping[int, int]) -> list[_Run]:
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

"""What siblings tell: which units of a row have headings, which lines are headings without a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise

from govreport.lines.lines import Line
from govreport.lines.unwrap import PROSE, begins_box
from govreport.outline.body_facts import Content
from govreport.outline.candidates import Mark, is_marked
from govreport.outline.headings import (
    HeadingPlace,
    may_be_plain_heading,
    names_frame_part,
    names_front_part,
    thesis_place,
)
from govreport.outline.lookahead import Key, key_of
from govreport.outline.open_levels import Unit
from govreport.outline.outline import Outline
from govreport.text.lexicon import words
from govreport.tree.families import DIVISIONS

_Run = list[tuple[int, int | None]]
"""Lines of one form that count on, each with its ordinal."""
NESTED_MOST = 4
"""How many runs of one form are kept open: a list inside a list inside a section."""
PHRASE = 15
"""Headings of official papers average some twelve characters where no stop tells them from sentences."""
_ENDS = "。！？!?：:；;”…）)"


def content_of(
    body: Sequence[int], lines: Sequence[Line], marks: Sequence[Sequence[Mark]], plain: Collection[int]
) -> Content:
    """Tell lists from headed sections before their depth is known, run by run of one form."""
    runs: dict[Key, list[_Run]] = defaultdict(list)  # the open runs of a form, outermost first
    bare: set[int] = set()
    whole: set[int] = set()
    without: set[int] = set()
    order = {i: k for k, i in enumerate(body)}

    def close(run: _Run) -> None:
        members = [i for i, _ in run]
        single = len(run) >= 3 and all(order[b] == order[a] + 1 and a in whole for a, b in pairwise(members))
        if single or 2 * sum(i in without for i in members) >= len(run):
            bare.update(members)

    for i in body:
        if not is_marked(marks[i]):
            continue
        mark = marks[i][0]
        text = lines[i].text
        if mark.end == len(text):
            continue  # a mark alone on its line heads what follows
        place = mark.heading_in(text, marks[i][1].begin if len(marks[i]) > 1 else len(text), mark.family.name)
        if place is None:
            without.add(i)
        if place is None or place.run_in:
            whole.add(i)
        for run in _run_on(runs[key_of(mark)], i, mark.ordinal):
            close(run)
    for nested in runs.values():
        for run in nested:
            close(run)
    vocative = frozenset(i for i in body if not words("VOCATIVE").isdisjoint((lines[i].text[:3], lines[i].text[:4])))
    frame = frozenset(i for i in plain if names_frame_part(lines[i].text))
    styled = {i: level for i in body if (level := lines[i].level) is not None}
    return Content(tuple(body), tuple(sorted(plain)), frame, frozenset(bare), vocative, frozenset(whole), styled)


def _run_on(nested: list[_Run], line: int, ordinal: int | None) -> list[_Run]:
    """Add a line to the innermost run that it continues, or to a new one inside them; the runs that this ends."""
    if ordinal == 1 or not nested:
        nested.append([(line, ordinal)])
        ended, nested[:] = nested[:-NESTED_MOST], nested[-NESTED_MOST:]
        return ended
    fit = (k for k in range(len(nested) - 1, -1, -1) if (nested[k][-1][1] or 0) + 1 == ordinal)
    at = next(fit, len(nested) - 1)  # else it is out of step, or counts nothing
    nested[at].append((line, ordinal))
    ended = nested[at + 1 :]
    del nested[at + 1 :]
    return ended


def decide_headings(outline: Outline, lines: Sequence[Line]) -> None:
    """Give each unit its heading, if its form and its siblings speak for one."""
    units = outline.levels.units
    has_content = {unit.parent for unit in units} | set(outline.home.values())
    rows: dict[int, list[tuple[int, Unit, HeadingPlace | None]]] = defaultdict(list)
    provisions: set[int] = set()
    for index, unit in enumerate(units):
        if unit.mark is None:
            continue
        if lines[unit.line].level is not None and unit.begin == 0 and unit.mark.end < len(lines[unit.line].text):
            unit.heading = _whole_line(lines[unit.line], unit.mark.end)
            continue
        following = units[index + 1] if index + 1 < len(units) else None
        text = lines[unit.line].text
        limit = following.begin if following is not None and following.line == unit.line else len(text)
        if limit < len(text) and following is not None and following.item and text[limit - 1] not in "。：:；;":
            rows[unit.series].append((index, unit, None))  # the sentence goes on in its enumeration
            continue
        within = unit.mark.family.name if unit.parent not in provisions else "article"
        place = unit.mark.heading_in(text, limit, within)
        if within == "article":  # 款、项、目: what stands under an article is a provision, not a section
            provisions.add(index)
        rows[unit.series].append((index, unit, place))
    unstopped = _lacks_stops([lines[i] for i in outline.home])
    for row in rows.values():
        if not _state_theses(row, lines):
            _decide_row(row, has_content, unstopped)


def _state_theses(row: Sequence[tuple[int, Unit, HeadingPlace | None]], lines: Sequence[Line]) -> bool:
    """Give a row of sections or points built alike, each beginning with a short sentence on one subject, its headings."""
    if len(row) < 3 or any(place is not None for _, _, place in row):
        return False
    subjects: set[str] = set()
    found: list[tuple[Unit, HeadingPlace]] = []
    for _, unit, _ in row:
        text = lines[unit.line].text
        place = thesis_place(text, unit.mark.end, len(text)) if unit.mark is not None else None
        if place is None:
            return False
        subjects.add(text[place.begin : place.begin + 2])
        found.append((unit, place))
    if len(subjects) > 1:
        return False
    for unit, place in found:
        unit.heading = place
    return True


def _lacks_stops(paragraphs: Sequence[Line]) -> bool:
    """Whether the paragraphs of a text end without stops, so that a line without one need be no heading."""
    long = [line for line in paragraphs if len(line.text) >= PROSE]
    return len(long) >= 8 and 2 * sum(line.text[-1] not in _ENDS for line in long) >= len(long)


def _decide_row(row: list[tuple[int, Unit, HeadingPlace | None]], has_content: set[int], unstopped: bool) -> None:
    """A row of siblings is headed alike: a heading that most of them lack is a sentence."""
    headed = sum(place is not None and (place.run_in or index in has_content) for index, _, place in row)
    own_line = any(place is not None and not place.run_in and index in has_content for index, _, place in row)
    # Facts told in short sentences pass for headings now and then; in a long row seven in ten would be no chance.
    most = 2 * headed >= len(row) if len(row) < 8 else 10 * headed >= 7 * len(row)
    length = sum(place.end - place.begin for _, _, place in row if place is not None)
    prose = unstopped and length > PHRASE * len(row)
    for index, unit, place in row:
        if place is None:
            continue
        if unit.mark is not None and unit.mark.family.name in DIVISIONS:
            unit.heading = place
        elif prose:
            continue
        elif place.run_in:
            unit.heading = place if most else None
        elif (index in has_content and (most or place.stop == place.end)) or (
            most and (place.stop == place.end or own_line)
        ):
            unit.heading = place


def plain_headings(
    body: Sequence[int], lines: Sequence[Line], marks: Sequence[Sequence[Mark]]
) -> dict[int, HeadingPlace]:
    """Lines that head what follows without a number: short, after a finished sentence, before a longer paragraph.

    One that ends like a sentence is a heading only in company, where headings and paragraphs take turns.  Where the
    file styles lines as headings, these are all.
    """
    styled = {i: _whole_line(lines[i]) for i in body if lines[i].level is not None and not is_marked(marks[i])}
    if styled:
        return styled
    found: dict[int, HeadingPlace] = {}
    if sum(is_marked(marks[i]) and marks[i][0].family.name == "article" for i in body) >= 3:
        return found  # a statute: its short lines are 款
    if _lacks_stops([lines[i] for i in body if not is_marked(marks[i])]):
        return found  # each sentence has a line of its own, without a stop: short ones head nothing
    fit = _fit_before(body, lines, marks)
    for k, i in enumerate(body):
        before = lines[body[k - 1]].text if k else "。"
        headed = k > 0 and (body[k - 1] in found or _own_line(marks[body[k - 1]], before))
        if i in fit and (before[-1] in _ENDS or headed):
            found[i] = _whole_line(lines[i])
    sentences = [i for i in found if lines[i].text[-1] == "。"]
    if not _take_turns(sentences, body, lines, marks):
        for i in sentences:
            del found[i]
    over = sum(a in found and b in found for a, b in pairwise(body))  # straight above another
    if len(found) < 2 or 2 * (len(found) - over) > len(body):
        return {i: place for i, place in found.items() if names_front_part(lines[i].text) or begins_box(lines[i].text)}
    return found


def _whole_line(line: Line, begin: int = 0) -> HeadingPlace:
    """A heading that is all that stands behind its mark; a stop at its end does not belong to it."""
    text = line.text
    return HeadingPlace(begin, max(begin, len(text) - (text[-1] in "。：:")), len(text), False)


def _fit_before(body: Sequence[int], lines: Sequence[Line], marks: Sequence[Sequence[Mark]]) -> set[int]:
    """The lines that could head what comes next: a mark, a longer paragraph, or at most two more such lines first."""
    fit: set[int] = set()
    chain = 0
    for k in range(len(body) - 2, -1, -1):
        i, after = body[k], body[k + 1]
        line = lines[i]
        chain = chain + 1 if after in fit else 0
        if is_marked(marks[i]) or line.parts or not may_be_plain_heading(line.text):
            continue
        if (
            (line.text[-1] != "。" if is_marked(marks[after]) else len(lines[after].text) > max(30, len(line.text)))
            or 0 < chain < 3
            or begins_box(line.text)
            or names_front_part(line.text)
        ):
            fit.add(i)
    return fit


def _take_turns(
    headings: Sequence[int], body: Sequence[int], lines: Sequence[Line], marks: Sequence[Sequence[Mark]]
) -> bool:
    """Whether most of these lines are short, and stand every second line."""
    if len(headings) < 4:
        return False
    at = {line: k for k, line in enumerate(body)}
    known = set(headings)
    turns = sum(
        len(lines[i].text) <= 26
        and at[i] + 2 < len(body)
        and (body[at[i] + 2] in known or is_marked(marks[body[at[i] + 2]]) or (at[i] >= 2 and body[at[i] - 2] in known))
        for i in headings
    )
    return 10 * turns >= 8 * len(headings)


def _own_line(marks: Sequence[Mark], text: str) -> bool:
    return is_marked(marks) and len(text) <= 60

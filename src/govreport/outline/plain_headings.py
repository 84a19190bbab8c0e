"""Headings without a number: which unmarked lines are headings of what follows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from govreport.lines.lines import PROSE, Line
from govreport.lines.openings import begins_box
from govreport.outline.candidates import Candidate
from govreport.outline.heading_rows import whole_line
from govreport.outline.headings import HeadingPlace, begins_caption, may_be_plain_heading, names_front_part
from govreport.text.lexicon import term
from govreport.text.numerals import read_numeral

COUNTED_MOST = 60
"""The longest heading that begins with a word and a number, in characters."""
SET_OFF_MOST = 120
"""The longest heading that layout alone shows, in characters."""
OWN_LINE_MOST = 60
"""The longest line with a mark that another heading may follow, in characters."""
PROSE_LEAST = 20
"""The shortest paragraph that shows how prose is set, in characters."""
PROFILE_LEAST = 4
"""The fewest paragraphs that make a profile."""
EVEN = 0.8
"""The share of paragraphs that must have the same indent."""
LONG_LEAST = 8
"""The fewest long paragraphs that show how paragraphs end."""
ARTICLES_LEAST = 3
"""The fewest articles that make a statute."""
CHAIN_MOST = 3
"""How many headings may follow each other before their text."""
NEXT_LEAST = 30
"""A paragraph below a heading without a number has more characters."""
TURNS_LEAST, TURN_MOST, TURNS_SHARE = 4, 26, 0.8
"""The number of headings that alternate with paragraphs, the longest of them in characters, and the share that must."""
_WORD_AND_NUMBER = term("WORD_AND_NUMBER")
_ENDS = "。！？!?：:；;”…）)"


def _lacks_stops(paragraphs: Sequence[Line]) -> bool:
    """Whether the paragraphs of a text end without stops, so that a line without one is not necessarily a heading."""
    long = [line for line in paragraphs if len(line.text) >= PROSE]
    return len(long) >= LONG_LEAST and 2 * sum(line.text[-1] not in _ENDS for line in long) >= len(long)


def plain_headings(
    body: Sequence[int], lines: Sequence[Line], marks: Sequence[Sequence[Candidate]], marked: Collection[int]
) -> dict[int, HeadingPlace]:
    """Lines that are headings of what follows without a number, by their place; ``marked`` lines begin with a mark.

    Where the file styles lines as headings, these are all.  Else a line is a heading if a word with a consecutive number
    begins it (案例一：), if the layout distinguishes it from the prose, or if it is short, after a finished sentence and over
    a longer paragraph.
    Captions and figures do not interrupt: the text continues after them.
    """
    styled = {i: whole_line(lines[i]) for i in body if lines[i].level is not None and i not in marked}
    if styled:
        return styled
    if len([True for i in marked if marks[i][0].family.name == "article"]) >= ARTICLES_LEAST:
        return {}  # a statute: its short lines are 款
    text = [i for i in body if i in marked or not begins_caption(lines[i].text)]
    found = counted_headings([i for i in text[:-1] if i not in marked], lines)
    if _lacks_stops([lines[i] for i in text if i not in marked]):
        return found  # each sentence has a line of its own, without a stop: short ones are not headings
    return {**_by_form(text, lines, marked), **_set_off(text, lines, marked), **found}


def begins_counted(text: str) -> bool:
    """Whether a line begins with a word and a number.

    >>> begins_counted("案例一：上门服务"), begins_counted("案例")
    (True, False)
    """
    return _WORD_AND_NUMBER.match(text) is not None


def counted_headings(unmarked: Iterable[int], lines: Sequence[Line]) -> dict[int, HeadingPlace]:
    """Lines that begin with the same word and consecutive numbers: 案例一： 案例二："""
    series: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i in unmarked:
        text = lines[i].text
        if len(text) > COUNTED_MOST or text[-1] == "。":
            continue
        counted = _WORD_AND_NUMBER.match(text)
        ordinal = read_numeral(counted["number"]) if counted else None
        if counted and ordinal is not None:
            series[counted["word"]].append((i, ordinal))
    return {
        i: whole_line(lines[i])
        for row in series.values()
        if len(row) > 1 and [ordinal for _, ordinal in row] == [*range(row[0][1], row[0][1] + len(row))]
        for i, _ in row
    }


def _set_off(body: Sequence[int], lines: Sequence[Line], marked: Collection[int]) -> dict[int, HeadingPlace]:
    """Lines without a stop, of any length, that indent or blank lines distinguish from the prose."""
    prose = [i for i in body if i not in marked and len(lines[i].text) >= PROSE_LEAST and lines[i].text[-1] in _ENDS]
    if len(prose) < PROFILE_LEAST:
        return {}
    indent, often = Counter(lines[i].indent for i in prose).most_common(1)[0]
    if often < EVEN * len(prose):
        return {}
    known = {*prose, *marked}
    found: dict[int, HeadingPlace] = {}
    for a, b in pairwise(body):
        line = lines[a]
        over_text = line.gap and line.indent != indent and a not in marked and b in known
        if over_text and line.text[-1] not in _ENDS + "，、,;—" and len(line.text) <= SET_OFF_MOST:
            found[a] = whole_line(line)
    return found if len(found) > 1 else {}


def _by_form(body: Sequence[int], lines: Sequence[Line], marked: Collection[int]) -> dict[int, HeadingPlace]:
    """Short lines after a finished sentence and over a longer paragraph.

    One that ends like a sentence is a heading only if there are others, and headings and paragraphs alternate; if the file
    styles headings, a line without a style is not a heading.
    """
    found: dict[int, HeadingPlace] = {}
    fit = _fit_before(body, lines, marked)
    for k in fit:
        i, above = body[k], body[k - 1] if k else -1
        before = lines[above].text if k else "。"
        if before[-1] in _ENDS or above in found or (above in marked and len(before) <= OWN_LINE_MOST):
            found[i] = whole_line(lines[i])
    sentences = [i for i in found if lines[i].text[-1] == "。"]
    if sentences and (any(lines[i].level is not None for i in body) or not _take_turns(sentences, body, lines, marked)):
        for i in sentences:
            del found[i]
    over = sum(body[k] in found and body[k + 1] in found for k in fit)  # straight above another
    if len(found) < 2 or 2 * (len(found) - over) > len(body):
        return {i: place for i, place in found.items() if names_front_part(lines[i].text) or begins_box(lines[i].text)}
    return found


def _fit_before(body: Sequence[int], lines: Sequence[Line], marked: Collection[int]) -> list[int]:
    """The places in the body of the lines that could be headings of what comes next, in order: of a mark, a longer
    paragraph, or at most two more such lines first."""
    fit: list[int] = []
    chain = 0
    for k in range(len(body) - 2, -1, -1):
        i, after = body[k], body[k + 1]
        line = lines[i]
        chain = chain + 1 if fit and fit[-1] == k + 1 else 0
        if i in marked or line.parts or not may_be_plain_heading(line.text):
            continue
        if (
            (line.text[-1] != "。" if after in marked else len(lines[after].text) > max(NEXT_LEAST, len(line.text)))
            or 0 < chain < CHAIN_MOST
            or begins_box(line.text)
            or names_front_part(line.text)
        ):
            fit.append(k)
    fit.reverse()
    return fit


def _take_turns(headings: Sequence[int], body: Sequence[int], lines: Sequence[Line], marked: Collection[int]) -> bool:
    """Whether most of these lines are short, and are every second line."""
    if len(headings) < TURNS_LEAST:
        return False
    at = {line: k for k, line in enumerate(body)}
    known = set(headings)
    turns = sum(
        len(lines[i].text) <= TURN_MOST
        and at[i] + 2 < len(body)
        and ((after := body[at[i] + 2]) in known or after in marked or (at[i] >= 2 and body[at[i] - 2] in known))
        for i in headings
    )
    return turns >= TURNS_SHARE * len(headings)

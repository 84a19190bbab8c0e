"""Lost line breaks: where a consecutive series shows that a new line begins.

A line break is one piece of evidence for a boundary; a series is another.  Text from a web page often has no break
before 二、 or （三）, or lacks a single one.  This module searches the whole text for rows of consecutive marks, at
the heads of lines and inside them, outermost form first, and decides for each row whether its members begin lines or
count the points of a sentence.  A line is cut before each member that begins one, so that later stages see such text as
they see any other.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from govreport.grammar.grammar import Grammar
from govreport.lines.lines import BLANKS, Line
from govreport.outline.candidates import BLANK, GLUED, HEAD, STOP, Candidate, Place
from govreport.outline.doubts import Doubt, doubt, is_close
from govreport.outline.lost_marks import Gap, gaps
from govreport.outline.misread_decimals import figure_doubts, with_figures_read
from govreport.outline.rows import Row, best_row, member_score
from govreport.outline.scanner import scan, scan_lines
from govreport.text.lexicon import term
from govreport.tree.families import RUNNING
from govreport.util.records import record

# ---- weights: evidence for and against a row of marks that begin lines ------------------------------------

FORM = {
    "part": 1.0,
    "chapter": 3.0,
    "division": 3.0,
    "article": 3.0,
    "stem": 1.0,
    "han_capital": 2.0,
    "han": 2.0,
    "han_paren": 0.8,
    "arabic": 0.3,
    "arabic_paren": -0.8,
    "circled": -1.5,
}
"""The weight of the form alone: 第一章 and 一、 rarely number the points of a sentence, （1） and ① often do."""
AT_HEADS = 3.0
"""Members that begin a line already, as a share of the row: the others lost their breaks."""
SENTENCES = 1.0
"""The text before a member ends a sentence (1), a clause (-1.5), or neither (-2)."""
LED_IN = -1.2
"""A colon is before the first member on its line: 共4项任务。分别是：1.… 2.…"""
FULL = 0.6
"""Each sentence inside a member: what counts points is one clause a point.  At most ``FULL_MOST`` a member."""
FULL_MOST = 2
HOLDS = 1.5
"""A member contains a row of an inner form."""
HELD = 2.5
"""The line was cut already for a row of an outer form."""
LONG = 200
"""A usual paragraph, in characters; each doubling of the line's length is worth one point, between -1 and 2."""
ELSEWHERE = -2.0
"""Rows of this form begin lines elsewhere in the text, where no break was lost."""
TAIL_MOST = 48
"""The longest heading after a glued mark that ends a row, in characters."""

_TURN = term("TURN")
_BEGINS, _COUNTS = "begin a line", "count a point of the sentence"
_ENDED = "。！？!?）)”」"
_CLAUSE = "；;"
_CONTINUING = "，,、>"
_STOPS = "。！？!?"


DECIMAL_ROWS_LEAST = 3
"""How many rows of decimals a text has at least where they count sections."""
ROW_LEAST = 3
"""The shortest running enumeration that is complete where another begins."""
ROWS_MOST = 64
"""How many rows of one form are searched in one stretch of text; bounds the work on hostile text."""


@record
class Marked:
    """Lines with their lost breaks restored, the candidates of each, and the members that rows lack."""

    lines: Sequence[Line]
    rows: Sequence[Sequence[Candidate]]
    scanned: Sequence[Sequence[Candidate]]
    """The candidates with those that are glued to a word."""
    gaps: Sequence[Gap]
    doubts: Sequence[Doubt]
    """Rows that may begin lines or count the points of a sentence."""


def read_marks(lines: Sequence[Line], grammar: Grammar) -> Marked:
    """Scan the lines for marks, and restore the line breaks that the rows of marks show to be lost."""
    first = scan_lines(lines, grammar)
    scanned = with_figures_read(first, grammar)
    reader = _Reader(lines, scanned)
    reader.read()
    if not reader.cuts:
        likely = [_likely(row, reader.running) if row else row for row in scanned]
        doubts = [*reader.doubts, *figure_doubts(first, scanned)]
        return Marked(lines, likely, scanned, gaps(scanned), doubts)
    doubted: dict[int, list[Doubt]] = defaultdict(list)
    for one in reader.doubts:
        doubted[one.line].append(one)
    restored: list[Line] = []
    found: list[Sequence[Candidate]] = []
    rows: list[Sequence[Candidate]] = []
    doubts = []
    running: dict[int, list[int]] = defaultdict(list)
    for i, at in reader.running:
        running[i].append(at)
    for i, line in enumerate(lines):
        bounds = [0, *sorted(reader.cuts[i])] if i in reader.cuts else [0]
        for one in doubted.get(i, ()):
            k = bisect_right(bounds, one.begin) - 1
            doubts.append(one._replace(line=len(restored) + k, begin=one.begin - bounds[k], end=one.end - bounds[k]))
        if len(bounds) == 1:  # its candidates are known
            k = len(restored)
            row = first[i] if k == i else [one.on_line(k) for one in first[i]]
            found.append(row)
            rows.append(_likely(row, {(k, at) for at in running.get(i, ())}) if row else row)
            restored.append(line)
            continue
        for begin, piece in zip(bounds, line.cut(bounds[1:]), strict=True):
            k = len(restored)
            found.append(scan(piece, k, grammar))
            rows.append(_likely(found[-1], {(k, at - begin) for at in running.get(i, ()) if at >= begin}))
            restored.append(piece)
    read = with_figures_read(rows, grammar)
    return Marked(restored, read, found, gaps(read), [*doubts, *figure_doubts(rows, read)])


def _likely(row: Sequence[Candidate], running: set[Place]) -> Sequence[Candidate]:
    """The candidates without those directly after a word, unless a row supports them."""
    for one in row:
        if one.place == GLUED:
            break
    else:
        return row
    return [
        one if one.place > GLUED else evolve(one, place=STOP) for one in row if one.place > GLUED or one.at in running
    ]


@record
class _Stretch:
    """Text from one place to another, and what is known of it."""

    begin: Place
    end: Place
    forms: tuple[str, ...]
    """The forms whose rows are still to be searched in it."""
    held: int | None = None
    """The line on which a row of an outer form was cut."""


class _Reader:
    """Reads rows outermost form first, each inside the members of the row before."""

    def __init__(self, lines: Sequence[Line], scanned: Sequence[Sequence[Candidate]]) -> None:
        self._lines = lines
        self.cuts: dict[int, set[int]] = defaultdict(set)
        """By line, where it is cut."""
        self.doubts: list[Doubt] = []
        self.running: set[Place] = set()
        """Candidates glued to a heading that begin a running enumeration."""
        self._of: dict[str, list[Candidate]] = defaultdict(list)
        for row in scanned:
            for one in row:
                if one.ordinal and not one.bare:
                    self._of[one.family.name].append(one)
        self._places = {name: [one.at for one in of] for name, of in self._of.items()}
        self._firsts = {
            name: [one.at for one in of if one.ordinal == 1 and one.place >= STOP] for name, of in self._of.items()
        }
        self._rows_at_heads = {name: sum(one.head and one.ordinal == 1 for one in of) for name, of in self._of.items()}
        self._inside = [one.at for row in scanned for one in row if one.place != HEAD and one.family.name in FORM]
        self._reached: dict[str, int] = {}
        """How far each form has counted."""

    def read(self) -> None:
        """Find the breaks."""
        self._read(_Stretch((0, 0), (len(self._lines), 0), tuple(name for name in self._of if name in FORM)))
        self._decimals()
        for name in RUNNING:
            self._running(name)
            self._led_in(name)
        for i, cuts in self.cuts.items():
            cuts.update(turn.end() for turn in _TURN.finditer(self._lines[i].text))

    def _read(self, stretch: _Stretch) -> None:
        """Find the rows of the outermost form in a stretch, then those between their members."""
        if bisect_left(self._inside, stretch.begin) == bisect_left(self._inside, stretch.end):
            return  # all marks begin lines
        forms = sorted(stretch.forms, key=lambda name: self._outermost(name, stretch))
        for k, name in enumerate(forms):
            inner = _Stretch(stretch.begin, stretch.end, tuple(forms[k + 1 :]), stretch.held)
            pieces = self._pieces(name, inner)
            if pieces:
                for piece in pieces:
                    self._read(piece)
                return

    def _outermost(self, name: str, stretch: _Stretch) -> float:
        """The rank of a form in a stretch: 甲、 is over 一、 in speeches, and under it where it begins again more often."""
        rank = self._of[name][0].family.rank
        if name == "stem" and "han" in self._of and self._anew("stem", stretch) > self._anew("han", stretch):
            return self._of["han"][0].family.rank + 0.5
        return rank

    def _anew(self, name: str, stretch: _Stretch) -> int:
        """How often a form begins in a stretch."""
        firsts = self._firsts[name]
        return bisect_left(firsts, stretch.end) - bisect_left(firsts, stretch.begin)

    def _between(self, name: str, begin: Place, end: Place) -> Sequence[Candidate]:
        places = self._places[name]
        return self._of[name][bisect_left(places, begin) : bisect_left(places, end)]

    def _pieces(self, name: str, stretch: _Stretch) -> list[_Stretch]:
        """The stretches between the members of all rows of one form that begin lines."""
        bounds: list[tuple[Place, int | None]] = []
        todo = [(stretch.begin, stretch.end)]
        for _ in range(ROWS_MOST):
            if not todo:
                break
            begin, end = todo.pop()
            candidates = self._between(name, begin, end)
            expected = self._reached.get(name, 0) + 1
            row = best_row(candidates, expected) if len(candidates) > 1 else None
            if row is None:
                row = _single(candidates, expected)
            if row is None:
                continue
            members = self._begin_lines(row, stretch, end)
            for one in members:
                if not one.head:
                    self.cuts[one.line].add(one.begin)
                bounds.append((one.at, stretch.held if one.head and stretch.held != one.line else one.line))
            if members:
                self._reached[name] = row.members[-1].ordinal or 0
            todo.append(((row.members[-1].line, row.members[-1].end), end))
            todo.append((begin, row.members[0].at))
        if not bounds:
            return []
        bounds.sort(key=lambda bound: bound[0])
        places = [(stretch.begin, stretch.held), *bounds, (stretch.end, None)]
        return [_Stretch(a, b, stretch.forms, held) for (a, held), (b, _) in pairwise(places) if a < b]

    def _begin_lines(self, row: Row, stretch: _Stretch, end: Place) -> Sequence[Candidate]:
        """The members that begin lines."""
        heads = [one for one in row.members if one.head]
        if len(heads) == len(row.members):
            return row.members
        ends = [*(one.at for one in row.members[1:]), end]
        weight = self._weigh(row, stretch, ends)
        self.doubts += self._doubts(row, weight)
        return row.members if weight > 0 else heads

    def _doubts(self, row: Row, weight: float) -> Iterator[Doubt]:
        """Doubt a row whose weight is close to 0, or else those members that are glued to a word."""
        inside = [one for one in row.members if not one.head]
        taken, other = _BEGINS, _COUNTS
        if weight <= 0:
            taken, other = other, taken
        for one in inside:
            if is_close(weight, weak=one.place < STOP):
                yield doubt(one, taken, other)

    def _text(self, begin: Place, end: Place) -> str:
        """The text from one place to another, or to the end of the line."""
        text = self._lines[begin[0]].text
        return text[begin[1] : end[1] if end[0] == begin[0] else len(text)]

    def _texts(self, begin: Place, end: Place) -> Iterator[str]:
        """The text from one place to another in the same physical line, which wide blanks may divide."""
        yield self._text(begin, end)
        for i in range(begin[0] + 1, min(end[0] + 1, len(self._lines))):
            if not self._lines[i].soft:
                return
            yield self._text((i, 0), end)

    def _weigh(self, row: Row, stretch: _Stretch, ends: Sequence[Place]) -> float:
        members = row.members
        name = members[0].family.name
        heads = sum(one.head for one in members)
        weight = FORM[name] + AT_HEADS * heads / len(members)
        inside = [one for one in members if not one.head]
        weight += sum(map(self._ended, inside)) / len(inside)
        if not members[0].head and self._before(members[0]) in "：:":
            weight += LED_IN
        texts = (self._texts((one.line, one.end), end) for one, end in zip(members, ends))
        weight += FULL * sum(min(FULL_MOST, sum(map(_sentences, pieces))) for pieces in texts) / len(members)
        weight += HOLDS * any(
            len({one.ordinal for one in self._between(inner, a.at, b) if one.ordinal in (1, 2)}) == 2
            for inner in stretch.forms
            for a, b in zip(members, ends)
        )
        if stretch.held == inside[0].line:
            weight += HELD
        length = sum(map(len, self._texts(max(stretch.begin, (inside[0].line, 0)), ends[-1])))
        weight += max(-1.0, min(2.0, math.log2(max(1, length) / LONG)))
        if not heads and self._rows_at_heads[name]:
            weight += ELSEWHERE
        return weight

    def _ended(self, one: Candidate) -> float:
        """The weight of the text before a member."""
        before = self._before(one)
        if before in _ENDED:
            return SENTENCES
        if before in _CLAUSE:
            return -1.5
        return -2.0 if before in _CONTINUING else 0.0

    def _before(self, one: Candidate) -> str:
        """The last character before a member that is not blank."""
        return self._lines[one.line].text[: one.begin].rstrip(BLANKS)[-1:]

    def _decimals(self) -> None:
        """Cut before consecutive decimals under one number: 1.1 1.2 2.1 2.2 name their own parents.

        A single figure counts only where its own decimals follow; one row alone may be figures.
        """
        rows: list[Row] = []
        of: dict[tuple[int, ...], list[Candidate]] = defaultdict(list)
        likely = [one for one in self._of["decimal"] if one.place >= BLANK and one.parts[0] > 0]
        for one, after in zip(likely, [*likely[1:], None]):
            if len(one.parts) > 1 or (after is not None and after.parts == (*one.parts, 1)):
                of[one.parts[:-1]].append(one)
        for candidates in of.values():
            row = best_row(candidates, 1) if len(candidates) > 1 else None
            if row is not None and row.members[0].ordinal == 1:
                rows.append(row)
        if len(rows) < DECIMAL_ROWS_LEAST:
            return
        for row in rows:
            for one in row.members:
                if not one.head:
                    self.cuts[one.line].add(one.begin)

    def _running(self, name: str) -> None:
        """Accept the first of a running enumeration where it is glued to a heading and the second follows."""
        last: Candidate | None = None
        for one in self._of[name]:
            if one.place == GLUED:
                last = one if one.ordinal == 1 else last
                continue
            if last is not None and one.ordinal == 2 and one.line == last.line:
                self.running.add(last.at)
            last = None

    def _led_in(self, name: str) -> None:
        """Cut before the sentence that introduces a second running enumeration, in a line that lost its breaks.

        …三是抓实党建。工作中还存在不少问题：一是…  The sentence belongs to the unit that contains both.
        """
        for before, one in pairwise(self._of[name]):
            anew = one.ordinal == 1 and (before.ordinal or 0) >= ROW_LEAST and before.text[1:] == one.text[1:]
            cuts = self.cuts.get(one.line, ())
            if not anew or one.line != before.line or not cuts or self._before(one) not in "：:":
                continue
            text = self._lines[one.line].text
            begin = 1 + max(text.rfind(stop, 0, one.begin) for stop in _STOPS)
            if before.end < begin and not any(before.end < at < one.begin for at in cuts):
                self.cuts[one.line].add(begin)


def _single(candidates: Sequence[Candidate], expected: int) -> Row | None:
    """The single member of a series that continues from section to section: 一、… 1. 2. 二、… 3. 三、… 4."""
    if expected <= 2:
        return None
    found = next((one for one in candidates if one.ordinal == expected and member_score(one) > 0), None)
    return Row((found,), 0.0) if found is not None else None


def _sentences(text: str) -> int:
    """How many sentences end inside a text, its end left out."""
    body = text.rstrip(BLANKS)[:-1]
    return sum(map(body.count, _STOPS))

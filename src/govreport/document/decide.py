"""One document among the lines of a text: which line is what, and how the body is outlined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from attrs import evolve

from govreport.document.foot import Foot
from govreport.document.frame_breaks import with_frame_breaks
from govreport.document.head import Head
from govreport.document.split import Divider, Part
from govreport.document.token_stream import Draft
from govreport.grammar.grammar import Grammar
from govreport.lines.edges import Edges
from govreport.lines.lines import BLANKS, Line
from govreport.lines.tables import tables
from govreport.outline.body_facts import body_facts
from govreport.outline.boundaries import read_marks
from govreport.outline.candidates import HEAD, Candidate, is_marked
from govreport.outline.doubts import Doubt, left_out
from govreport.outline.heading_rows import heading_places, whole_line
from govreport.outline.headings import HeadingPlace, Readings
from govreport.outline.lost_marks import lost_marks
from govreport.outline.outline import Outline
from govreport.outline.plain_headings import plain_headings
from govreport.outline.quotations import quoted_lines
from govreport.outline.toc import contents_lines, with_named_breaks


class Drafter:
    """Decides everything about the documents of one text, before the grammar sees them."""

    def __init__(self, lines: Sequence[Line], grammar: Grammar) -> None:
        marked = read_marks(with_frame_breaks(with_named_breaks(lines), grammar), grammar)
        self.lines = lines = marked.lines
        self._gaps = marked.gaps
        self._doubts = marked.doubts
        self._scanned = marked.scanned
        self._segment = grammar.speech.segment
        self._edges = edges = Edges(lines)
        self._contents = contents_lines(lines, edges, grammar)
        self._silent = silent = self._contents | quoted_lines(lines)
        self._marks: list[Sequence[Candidate]] = [() if i in silent else row for i, row in enumerate(marked.rows)]
        self._divider = Divider(lines, edges, self._marks, grammar)
        self._head = Head(lines, self._marks, grammar)
        self._foot = Foot(lines, self._marks, grammar, self._divider)

    def drafts(self) -> Iterator[tuple[Part, Draft]]:
        """The documents in order; the first is the report, the others its attachments."""
        for part in self._divider.parts():
            yield part, self._draft(part)

    def _draft(self, part: Part) -> Draft:
        roles = self._head.roles(part, self._contents)
        begin = part.first + len(roles)
        roles.update((i, "CONTENTS") for i in range(part.first, part.end) if i in self._contents)
        roles.update(self._foot.roles(part, begin))
        body = tuple(i for i in range(part.first, part.end) if i not in roles)
        found = tables(body, self.lines)
        in_tables = {i for table in found for i in table}
        outline, headings = self._outline(body, in_tables)
        return Draft(roles, body, outline, headings, found, self._doubts_in(body, in_tables, outline))

    def _doubts_in(self, body: Sequence[int], in_tables: set[int], outline: Outline) -> tuple[Doubt, ...]:
        """The decisions about a body that the evidence leaves open, one for each place."""
        text = [i for i in body if i not in in_tables and i not in self._silent]
        inside = set(text)
        taken = {unit.mark.at for unit in outline.levels.units if unit.mark is not None}
        doubts = chain(
            outline.doubts(),
            (one for one in self._doubts if one.line in inside),
            left_out((self._scanned[i] for i in text), taken),
        )
        return tuple({(one.line, one.begin): one for one in reversed([*doubts])}.values())

    def _outline(self, body: Sequence[int], in_tables: set[int]) -> tuple[Outline, Mapping[int, HeadingPlace]]:
        lines, marks = self.lines, self._marks
        text = [i for i in body if i not in in_tables]
        segments = self._segments(text)
        marked = {i for i in text if is_marked(marks[i])}
        plain = {i: place for i, place in plain_headings(text, lines, marks, marked).items() if i not in segments}
        lost = lost_marks(self._gaps, text, lines, marks)
        plain.update((i, whole_line(lines[i])) for i in lost)
        known = Readings(lines)
        outline = Outline(marks, body_facts(text, lines, self._edges, marks, marked, plain, known))
        apart = in_tables | segments.keys() | plain.keys()
        for i in body:
            if i not in apart:
                if i in marked and lines[i].level is not None:
                    outline.styled(i, whole_line(lines[i]))
                else:
                    outline.line(i)
            elif i in in_tables:
                outline.table(i)
            elif i in segments:
                outline.segment(i, segments[i])
            elif i in lost:
                outline.lost(i, plain[i], lost[i])
            else:
                outline.heading(i, plain[i])
        return outline, heading_places(outline.levels.units, outline.home, lines, known)

    def _segments(self, body: Sequence[int]) -> dict[int, HeadingPlace]:
        """The lines that begin with a word that opens a section, as a dialect defines it: 說明：  Its heading is the word.

        A mark directly after it counts as one at the head of a line: 說明：一、…
        """
        found: dict[int, HeadingPlace] = {}
        if self._segment is None:
            return found
        for i in body:
            text = self.lines[i].text
            opened = self._segment.match(text)
            if opened:
                found[i] = HeadingPlace(0, opened.end() - 1, opened.end(), opened.end() < len(text))
                first = self._marks[i][:1]
                if first and not text[opened.end() : first[0].begin].strip(BLANKS):
                    self._marks[i] = (evolve(first[0], place=HEAD), *self._marks[i][1:])
        return found

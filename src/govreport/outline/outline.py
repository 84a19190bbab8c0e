"""The outline of one document: its lines in order, each given to the level where it belongs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from govreport.outline.body_facts import BodyFacts
from govreport.outline.candidates import Candidate, Key, is_marked
from govreport.outline.doubts import Doubt
from govreport.outline.headings import HeadingPlace
from govreport.outline.lost_marks import Lost
from govreport.outline.nesting import FRAME, PLAIN, PLAIN_OVER, SEGMENT
from govreport.outline.open_levels import ROOT
from govreport.outline.placement import Placer


class Outline:
    """Places the marks of one document, line by line."""

    def __init__(self, marks: Sequence[Sequence[Candidate]], content: BodyFacts) -> None:
        """``marks`` are the candidates of every line of the text."""
        self._marks = marks
        self._content = content
        self._placer = Placer(marks, content)
        self.levels = self._placer.levels
        self.home: dict[int, int] = {}
        """For each line that begins with plain text, the index of the unit it belongs to."""
        self._doubts: list[Doubt] = []

    def doubts(self) -> Iterator[Doubt]:
        """The decisions that the evidence leaves open."""
        yield from self._doubts
        yield from self._placer.doubts
        yield from self._placer.nesting.doubts()

    def styled(self, line: int, place: HeadingPlace) -> None:
        """Place the mark of a line that the file styles as a heading; if it is not a mark, the line is the heading."""
        self._end_paragraph()
        if not self._placer.place(self._marks[line][0]):
            self.heading(line, place)

    def line(self, line: int) -> None:
        """Place the marks of a line."""
        if self.levels.inline:
            self._end_paragraph()
        if line in self._content.vocative:
            self._turn_to_audience()
        marks = self._marks[line]
        if not marks:  # most lines
            if line in self._content.leading or (line in self._content.over_items and not self._in_dashes()):
                self._placer.end_rows()
            self._settle(line)
            return
        if not is_marked(marks):
            if line in self._content.leading or any(mark.family.item and mark.ordinal == 1 for mark in marks):
                self._placer.end_rows()
            self._settle(line)
        for mark in marks:
            if not self._placer.place(mark) and mark.begin == 0:
                self._settle(line)

    def table(self, line: int) -> None:
        """Note where a line of a table belongs."""
        self._end_paragraph()
        self._settle(line)

    def heading(self, line: int, place: HeadingPlace) -> None:
        """Open a unit for a heading without a number; one straight above another such heading is the higher."""
        self._end_paragraph()
        opened = self.levels.open
        while opened and (opened[-1].unit.item or opened[-1].unit.line in self._content.bare):
            self.levels.forget_from(len(opened) - 1)
        styled = self._content.styled.get(line)
        key, at = self._plain_place(line) if styled is None else self._styled_place(styled)
        self.levels.forget_from(at)
        self.levels.push(None, line, key, heading=place)

    def lost(self, line: int, place: HeadingPlace, lost: Lost) -> None:
        """Open a unit for a heading whose mark is lost, at the level of the series that lacks it."""
        self._end_paragraph()
        at = self.levels.find(lost.key)
        series = None if at is None else self.levels.open[at].unit.series
        self.levels.forget_from(at or 0)
        self.levels.push(None, line, lost.key, series=series, lost=lost.ordinal, heading=place)
        self._doubts.append(lost.doubt)

    def segment(self, line: int, place: HeadingPlace) -> None:
        """Open a section at the first level, and place the marks after its word: 說明：一、…"""
        self.levels.forget_from(0)
        self.levels.push(None, line, SEGMENT, heading=place)
        for mark in self._marks[line]:
            self._placer.place(mark)

    def _plain_place(self, line: int) -> tuple[Key, int]:
        """The key of a heading without a number that has no style, and which open level it takes the place of."""
        opened = self.levels.open
        key = PLAIN_OVER if self._content.plain_follows(line) else PLAIN
        if line in self._content.frame:
            key = FRAME
            if not any(map(self._placer.nesting.continues, opened)):
                return key, 0
        replaced = {FRAME, PLAIN} if key == PLAIN else {FRAME, PLAIN, PLAIN_OVER}
        return key, next((i for i, level in enumerate(opened) if level.key in replaced), len(opened))

    def _styled_place(self, styled: int) -> tuple[Key, int]:
        """Likewise for one that the file styles: it ends the units at its level or below, and all without a style."""
        opened = self.levels.open
        return ("styled", styled), next(
            (i for i, level in enumerate(opened) if self._styled(level.unit.line) >= styled), len(opened)
        )

    def _styled(self, line: int) -> float:
        """The level that a line is styled with; one without a style is below all that have one."""
        return self._content.styled.get(line, math.inf)

    def _end_paragraph(self) -> None:
        """Close the enumerations inside the line before."""
        if self.levels.inline:
            self.levels.close_inline()

    def _settle(self, line: int) -> None:
        """Determine where a paragraph belongs: units that need no more text are over."""
        opened = self.levels.open
        inner = False
        while opened and self._is_over(inner=inner):
            self.levels.close_from(len(opened) - 1)
            inner = True
        self.home[line] = opened[-1].index if opened else ROOT
        self.levels.add_paragraph(self.home[line])

    def _is_over(self, *, inner: bool) -> bool:
        """Whether the innermost open unit is the last member of a list, so that its parent has the paragraph.

        The paragraph below the 款 and 项 of an article is another 款 of the article.

        :param inner: whether a unit inside it is over.
        """
        opened = self.levels.open
        level = opened[-1]
        unit = level.unit
        if unit.mark is None or unit.mark.family.statutory or (level.ordinal is None and not unit.item):
            return False
        over = unit.line in self._content.bare or (unit.item and unit.line in self._content.whole)
        if not over and (inner or unit.line in self._content.stopped):
            over = any(above.unit.mark is not None and above.unit.mark.family.provision for above in opened[:-1])
        return over and not self._placer.nesting.continues(level)

    def _in_dashes(self) -> bool:
        """Whether the innermost open unit has no ordinal, such as one of a row of dashes, which may continue."""
        opened = self.levels.open
        return not opened or opened[-1].ordinal is None

    def _turn_to_audience(self) -> None:
        """各位代表！ leaves the last subsection: the following text is about the whole section."""
        opened = self.levels.open
        while len(opened) > 1 and not any(self._placer.nesting.continues(level) for level in opened[1:]):
            self.levels.forget_from(len(opened) - 1)

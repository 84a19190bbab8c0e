"""The evidence of a format for the lines of the text: lines outside it are removed, lines styled as headings are marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from govreport.cleaning import Offsets
from govreport.lines.format_hints import NOTHING, Evidence
from govreport.lines.lines import Line


class Styles:
    """Evidence about a text, for lines whose places are those of its repaired form."""

    def __init__(self, evidence: Evidence, offsets: Offsets) -> None:
        self.whole_lines = evidence.whole_lines
        self._evidence = evidence
        self._offsets = offsets

    def lay_on(self, lines: list[Line]) -> tuple[list[Line], list[Line]]:
        """The lines, each with the level that it is styled with, and separately those that are outside the text."""
        evidence = self._evidence
        if not (evidence.headings or evidence.run_in or evidence.boilerplate or evidence.notes):
            return lines, []
        starts = [self._offsets.start(line.start) for line in lines]
        beside = {i for span in evidence.boilerplate for i in _lines_in(starts, span.start, span.end)}
        notes = {i for span in evidence.notes for i in _lines_in(starts, span.start, span.end)} - beside
        ends = [self._offsets.end(line.end) for line in lines]
        for offset, level in evidence.headings:
            if (at := _line_at(starts, ends, offset)) is not None:
                lines[at].level = level
        for offset, level in evidence.run_in:
            if (at := _line_at(starts, ends, offset)) is not None:
                lines[at].opening = level
        kept = [line for i, line in enumerate(lines) if i not in beside and i not in notes]
        for i in beside:
            lines[i].aside = "what the file itself sets outside its text"
        for i in notes:
            lines[i].note = True
        return kept, [lines[i] for i in sorted(beside | notes)]


def _line_at(starts: Sequence[int], ends: Sequence[int], offset: int) -> int | None:
    """The first line that ends after an offset: blanks may be between; None if another line begins there."""
    at = bisect_right(ends, offset)
    return at if at < len(ends) and not (at + 1 < len(starts) and starts[at + 1] <= offset) else None


def _lines_in(starts: Sequence[int], start: int, end: int) -> range:
    """The lines that begin in a stretch of the source."""
    return range(bisect_right(starts, start - 1), bisect_right(starts, end - 1))


UNSTYLED = Styles(NOTHING, Offsets.identity(0))
"""The hints of plain text."""

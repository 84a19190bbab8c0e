"""The origin of a leaf's text: slices copied from the source, and repaired slices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport.text.regex import lazy
from govreport.text.source import INVISIBLE, Span, is_blank
from govreport.tree.diagnostics import Repair
from govreport.util.records import record

_PIECE = lazy(rf"[^\s{INVISIBLE}]+|[\s{INVISIBLE}]+")
"""A slice of a source that a text mostly has as it is; what has blanks alone, it mostly lacks."""


@record
class Run:
    """A slice of a leaf's text and its span in the source; of equal length unless it was repaired."""

    text: str
    span: Span
    repair: Repair | None = None


def runs(text: str, places: Sequence[Span], source: str, repairs: Sequence[Repair], skip: str = "") -> tuple[Run, ...]:
    """The text of a leaf with the given spans, split where source or repairs are split.

    ``repairs`` are those that touch the spans, in order.  Blanks of the source that the text lacks, and the characters of
    ``skip`` (the colon of a field, the bars of a table), belong to no run.  Characters may be in another script.
    If text and source do not correspond, the result is one run for the whole.

    >>> gloss = Repair("pinyin_glosses", Span(3, 7), "(qū)", "")
    >>> [run.text for run in runs("香洲區政府", [Span(0, 10)], "香洲區(qū)政\\n府", [gloss])]
    ['香洲區', '', '政', '府']
    """
    whole = (Run(text, Span(places[0].start, places[-1].end)),)
    if not repairs and len(places) == 1 and len(places[0]) == len(text):
        return whole
    reader = _Reader(text, source, skip)
    try:
        found = tuple(run for place in places for run in reader.read(place, repairs))
    except _ApartError:
        return whole
    return found if reader.at == len(text) else whole


class _ApartError(Exception):
    """Text and source do not correspond."""


class _Reader:
    """Reads a text along its source."""

    def __init__(self, text: str, source: str, skip: str) -> None:
        self._text = text
        self._source = source
        self._skip = skip
        self.at = 0
        """The offset in the text."""

    def read(self, place: Span, repairs: Sequence[Repair]) -> Iterator[Run]:
        done = place.start
        for repair in repairs:
            span = repair.span
            if done <= span.start and span.end <= place.end:
                yield from self._kept(done, span.start)
                start = self.at
                for character in repair.after:
                    self._takes(character)
                yield Run(self._text[start : self.at], span, repair)
                done = span.end
        yield from self._kept(done, place.end)

    def _kept(self, start: int, end: int) -> Iterator[Run]:
        """The runs of a slice of the source without repairs."""
        begin = start
        for piece in _PIECE.finditer(self._source, start, end):
            if self._text.startswith(piece[0], self.at):
                self.at += len(piece[0])
                continue
            for offset in range(*piece.span()):
                if not self._takes(self._source[offset]):
                    if begin < offset:
                        yield self._run(begin, offset)
                    begin = offset + 1
        if begin < end:
            yield self._run(begin, end)

    def _run(self, start: int, end: int) -> Run:
        return Run(self._text[self.at - (end - start) : self.at], Span(start, end))

    def _takes(self, character: str) -> bool:
        """Advance by one character if the text has it, possibly in another script."""
        wanted = self._text[self.at : self.at + 1]
        if wanted and character and (wanted == character or self._silent(character) == is_blank(wanted)):
            self.at += 1
            return True
        if character and not self._silent(character):
            raise _ApartError
        return False

    def _silent(self, character: str) -> bool:
        return is_blank(character) or character in self._skip

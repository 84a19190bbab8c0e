"""Lines of scans that were recognized with low confidence, as a diagnostic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from govreport.checks.checks import diagnostic
from govreport.formats.scans.recognition import Scan
from govreport.text.lexicon import term
from govreport.text.source import Source, Span
from govreport.tree.diagnostics import Diagnostic

DOUBTFUL: Final = 0.85
"""The confidence below which a line is reported; the lines of clean pages have 0.95 or more."""
_SHOWN: Final = 3
"""How many lines a message shows."""
_LONGEST: Final = 20
"""In characters, of a line in a message."""
_PAGE_NUMBERS: Final = (term("PAGE_NUMBER"), term("SCANNED_PAGE"))
"""Lines that are often misread, and not part of the text."""


class Doubt(NamedTuple):
    """A line that may be wrong."""

    score: float
    """The confidence, from 0 to 1."""
    page: int
    """Counted from 1."""
    text: str

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= _LONGEST else f"{self.text[:_LONGEST]}…"
        return f"page {self.page}, {shown} ({100 * self.score:.0f} %)"


def doubts(pages: Mapping[int, Scan]) -> list[Doubt]:
    """The doubtful lines of recognized pages, the least certain first; page numbers do not count."""
    found = [
        Doubt(box.score, number, " ".join(box.text.split()))
        for number, page in pages.items()
        for box in page.boxes
        if box.score < DOUBTFUL and not any(pattern.fullmatch(box.text.strip()) for pattern in _PAGE_NUMBERS)
    ]
    return sorted(found)


def doubtful(pages: Mapping[int, Scan], source: Source) -> Iterator[Diagnostic]:
    """A GR402 if lines are doubtful; its place is that of the least certain one."""
    found = doubts(pages)
    if found:
        lines = "1 line" if len(found) == 1 else f"{len(found)} lines"
        shown = "; ".join(map(str, found[:_SHOWN]))
        yield diagnostic("GR402", f"{lines} recognized with low confidence: {shown}", _place(found[0], source), source)


def _place(doubt: Doubt, source: Source) -> Span:
    """Where a line is in the text; the beginning of its page if its parts are not together."""
    starts = (*source.pages, len(source.text))
    begin, end = starts[min(doubt.page, len(starts) - 1) - 1], starts[min(doubt.page, len(starts) - 1)]
    at = [i for i in range(begin, end) if not source.text[i].isspace()]
    wanted = "".join(doubt.text.split())
    first = "".join(source.text[i] for i in at).find(wanted)
    return Span(at[first], at[first + len(wanted) - 1] + 1) if first >= 0 else Span(begin, begin)

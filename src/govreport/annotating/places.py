"""From places in the extracted text of a Word file to places in its XML."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from govreport.annotating.body import Body, Change, Origin, Place
from govreport.formats.docx import Line
from govreport.text.source import Span, is_blank
from govreport.tree.diagnostics import Fix

_BARS: Final = "|\uff5c"


class Places:
    """The origins of the characters of a text; a line is read only when one of its characters is requested."""

    def __init__(self, text: str, lines: Sequence[Line], body: Body) -> None:
        self._text = text
        self._lines = lines
        self._starts = [line.start for line in lines]
        self._body = body
        self._read: dict[int, dict[int, Origin]] = {}

    def of(self, span: Span) -> Place | None:
        """The first and the last character of a span, or twice that nearest to it; None in a document without text."""
        end = max(span.end, span.start)
        first = next((one for at in range(span.start, end) if (one := self._origin(at))), None)
        last = next((one for at in range(end - 1, span.start - 1, -1) if (one := self._origin(at))), None)
        first = first or self._nearest(span.start)
        last = last or first
        return None if first is None or last is None else Place(first, last)

    def changes(self, fixes: Sequence[Fix]) -> list[Change]:
        """The changes of the document for some fixes together; empty if one of them is not possible."""
        found = [self._change(_trimmed(fix, self._text)) for fix in fixes]
        return [change for change in found if change is not None] if None not in found else []

    def _change(self, fix: Fix) -> Change | None:
        """A change of text that is written in the document; None for automatic numbers."""
        start, end = fix.span
        if start == end:
            before, after = self._text_at(start - 1), self._text_at(start)
            first = before or after
            return first and Change(first, None, fix.replacement, before=before is None)
        origins = [one for at in range(start, end) if (one := self._text_at(at))]
        return Change(origins[0], origins[-1], fix.replacement) if len(origins) == end - start else None

    def _text_at(self, at: int) -> Origin | None:
        """The origin of a character that may be changed."""
        origin = self._origin(at)
        return origin if origin and self._body.is_text(origin) else None

    def _origin(self, at: int) -> Origin | None:
        index = bisect_right(self._starts, at) - 1
        return self._line(index).get(at) if index >= 0 else None

    def _line(self, index: int) -> dict[int, Origin]:
        if index not in self._read:
            self._read[index] = self._aligned(self._lines[index])
        return self._read[index]

    def _aligned(self, line: Line) -> dict[int, Origin]:
        """The origins of the characters of a line: it has all of its pieces, with other blanks, and bars between cells."""
        found: dict[int, Origin] = {}
        at = line.start
        end = min(line.end, len(self._text))
        for text, element in line.pieces:
            own = None if element is None else self._body.own(element)
            for offset, character in enumerate(text):
                blank = is_blank(character)
                while at < end and not blank and not _alike(self._text[at], character) and _separates(self._text[at]):
                    at += 1
                if at < end and (_alike(self._text[at], character) or (blank and is_blank(self._text[at]))):
                    if own is not None:
                        found[at] = Origin(own, offset)
                    at += 1
                elif not blank:
                    return found  # the reader changed the line in a way that is not known here
        return found

    def _nearest(self, at: int) -> Origin | None:
        """The origin of the last character before an offset that has one, else of the first after it."""
        here = bisect_right(self._starts, at) - 1
        for index in range(here, -1, -1):
            before = [place for place in self._line(index) if place < at]
            if before:
                return self._line(index)[max(before)]
        for index in range(max(here, 0), len(self._lines)):
            if line := self._line(index):
                return line[min(line)]
        return None


def _alike(shown: str, character: str) -> bool:
    return shown == character or (shown in _BARS and character in _BARS)


def _separates(character: str) -> bool:
    return is_blank(character) or character in _BARS


def _trimmed(fix: Fix, text: str) -> Fix:
    """A fix without the characters that its text and its replacement share at both ends.

    >>> _trimmed(Fix(Span(0, 2), "1."), "1、任务")
    Fix(span=Span(1, 2), replacement='.')
    """
    start, end = fix.span
    new = fix.replacement
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Fix(Span(start, end), new)

"""The source text: spans, lines and columns, and display width."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Final

from attrs import frozen

from govreport.text.regex import lazy
from govreport.util.records import twin

_LINE_BREAK = lazy(r"\r\n|\r|\n")

INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
"""Zero-width characters and the byte order mark, treated as blank."""


def is_blank(character: str) -> bool:
    """Whether a character is invisible: white space, a zero-width character or a BOM.

    >>> is_blank("\\u3000"), is_blank("\\ufeff"), is_blank("一")
    (True, True, False)
    """
    return character.isspace() or character in INVISIBLE


@frozen(slots=True, repr=False)
class Span:
    """A range in the source: ``[start, end)`` in Unicode code points of the given text.

    >>> start, end = Span(3, 5)
    >>> 3 in Span(3, 5), 5 in Span(3, 5), len(Span(3, 5))
    (True, False, 2)
    """

    start: int
    end: int

    def __iter__(self) -> Iterator[int]:
        yield self.start
        yield self.end

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True

    # As attrs would write them with ``order=True``, in a fifth of the time: diagnostics and leaves are sorted by their spans.
    def __lt__(self, other: Span) -> bool:
        return (self.start, self.end) < (other.start, other.end) if type(other) is Span else NotImplemented

    def __le__(self, other: Span) -> bool:
        return (self.start, self.end) <= (other.start, other.end) if type(other) is Span else NotImplemented

    def __gt__(self, other: Span) -> bool:
        return (self.start, self.end) > (other.start, other.end) if type(other) is Span else NotImplemented

    def __ge__(self, other: Span) -> bool:
        return (self.start, self.end) >= (other.start, other.end) if type(other) is Span else NotImplemented

    def __repr__(self) -> str:
        return f"Span({self.start}, {self.end})"


make_span: Final = twin(Span)
"""Makes a span in half the time."""

BITS: Final = 32
"""The number of bits of the end of a span that is one integer; the start takes the bits above."""
END: Final = (1 << BITS) - 1
"""The bits of the end."""


def packed(start: int, end: int) -> int:
    """A span as one integer, as nodes hold theirs; both ends are from 0 to :data:`END`.

    >>> unpacked(packed(3, 5))
    Span(3, 5)
    """
    return start << BITS | end


def unpacked(span: int) -> Span:
    """The span that an integer packs."""
    return make_span(span >> BITS, span & END)


@frozen(slots=True)
class Position:
    """A position as in editors: line and column, both from 1, the column in code points."""

    line: int
    column: int


@frozen(slots=True, repr=False)
class Source:
    """The text of a report and its properties.

    ``script`` is ``simplified``, ``traditional``, ``mixed`` or ``unknown``; ``encoding`` is None for a ``str``; ``format``
    is the format of the file, such as ``html`` or ``pdf``; ``pages`` are the offsets where pages start, empty if the
    format has no pages.
    """

    text: str
    name: str | None = None
    encoding: str | None = None
    script: str = "unknown"
    format: str = "text"
    pages: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return f"Source({self.name or 'text'}, {len(self.text)} characters, {self.script})"

    def position(self, offset: int) -> Position:
        """The line and column of an offset; the end of the text is allowed.

        Line breaks are LF, CR LF or CR, as in editors.

        :raises IndexError: the offset is outside the text.

        >>> Source("一、总则\\n二、附则").position(5)
        Position(line=2, column=1)
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside a text of {len(self.text)} characters")
        starts = self._line_starts
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def page(self, offset: int) -> int | None:
        """The page of an offset, from 1; None if the source has no pages.

        >>> source = Source("一、总则\\n二、附则", format="pdf", pages=(0, 5))
        >>> source.page(4), source.page(5), Source("一、总则").page(0)
        (1, 2, None)
        """
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    def line(self, number: int) -> str:
        """The text of a line, numbered from 1, without its line break.

        :raises IndexError: the line does not exist.
        """
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            raise IndexError(f"line {number} of {len(starts)}")
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    @cached_property
    def _line_starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]


def display_width(text: str) -> int:
    """The width of a text on a terminal: full-width characters take two columns, combining ones none.

    >>> display_width("一、总则"), display_width("1. x")
    (8, 4)
    """
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:

    if unicodedata.combining(character) or character in INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

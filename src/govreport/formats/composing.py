"""The text of a file, put together line by line, with what the format says of each line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.lines.format_hints import Evidence
from govreport.text.source import Span, is_blank

_BREAKS = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")
_BAR = "\uff5c"
"""Stands for a bar inside a cell: bars part the cells of a row."""


class Composer:
    """Collects lines; each is a whole paragraph, a heading, a row of a table or a piece of boilerplate."""

    def __init__(self, name: str, max_chars: int) -> None:
        """``name`` is what an error calls the file."""
        self._name = name
        self._max_chars = max_chars
        self._lines: list[str] = []
        self._length = 0
        self._headings: list[tuple[int, int]] = []
        self._boilerplate: list[Span] = []
        self._pages: list[int] = []
        self._turned = 0

    def page(self) -> None:
        """Begin a new page with what is appended next."""
        self._turned += 1

    def line(self, text: str, *, level: int | None = None, boilerplate: bool = False) -> None:
        """Append a line, or several where the text has line breaks; nothing where it is blank.

        :param level: of the heading that the line is styled as; 1 is the highest.
        :raises ReadError: the text is longer than allowed.
        """
        for piece in _BREAKS.split(text):
            if all(map(is_blank, piece)):
                continue
            start = self._length
            self._turn(start)
            self._lines.append(piece)
            self._length += len(piece) + 1
            if level is not None:
                self._headings.append((start, level))
            if boilerplate:
                self._boilerplate.append(Span(start, start + len(piece)))
        if self._length > self._max_chars + 1:
            raise ReadError(self._name, f"more than {self._max_chars:,} characters, the limit that max_chars sets")

    def go_on(self, text: str) -> None:
        """Append to the line before, unless it is a heading: what is written apart but belongs to the same paragraph."""
        last = self._length - len(self._lines[-1]) - 1 if self._lines else -1
        if last >= 0 and not (self._headings and self._headings[-1][0] == last):
            self._turn(self._length - 1)
            self._lines[-1] += text
            self._length += len(text)
        else:
            self.line(text)

    def table(self, rows: Iterable[Sequence[str]]) -> None:
        """Append a table: a line a row, its cells between bars.

        :raises ReadError: the text is longer than allowed.
        """
        for row in rows:
            cells = (" ".join(cell.split()).replace("|", _BAR) for cell in row)
            line = f"| {' | '.join(cells)} |"
            if line.strip("| "):
                self.line(line)

    def _turn(self, at: int) -> None:
        self._pages += [at] * self._turned
        self._turned = 0

    def extract(self, encoding: str | None = None) -> Extract:
        """What was put together."""
        evidence = Evidence(
            headings=tuple(self._headings),
            boilerplate=tuple(self._boilerplate),
            whole_lines=True,
            pages=tuple(self._pages),
        )
        return Extract("".join(f"{line}\n" for line in self._lines), evidence, encoding)

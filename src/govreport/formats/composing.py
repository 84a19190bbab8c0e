"""Composing the text of a file line by line, with the layout hints of each line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from govreport.formats import Extract, too_long
from govreport.formats.work import Work
from govreport.lines.format_hints import Evidence
from govreport.text.source import Span, is_blank

_BREAKS = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")
_BAR = "\uff5c"
"""Replaces a bar inside a cell: bars separate the cells of a row."""


@frozen
class Block:
    """A paragraph, or a row of a table."""

    text: str = ""
    level: int | None = None
    """The level of the heading style, if any; 1 is the highest."""
    cells: tuple[str, ...] = ()
    """The cells of a row."""
    beside: bool = False
    """Whether it is boilerplate."""
    note: bool = False
    """Whether it is a footnote, an endnote or a comment."""

    @property
    def shown(self) -> str:
        """The text in one line, as part of a cell."""
        return " ".join(self.cells) if self.cells else self.text


class Composer:
    """Collects lines; each is a whole paragraph, a heading, a table row or a piece of boilerplate."""

    def __init__(self, work: Work, max_chars: int) -> None:
        self._work = work
        self._max_chars = max_chars
        self._pieces: list[str] = []
        """The text so far, without the last line break; joined only at the end, since a line may have many pieces."""
        self._start = 0
        """The offset of the last line."""
        self._length = 0
        self._headings: list[tuple[int, int]] = []
        self._run_in: list[tuple[int, int]] = []
        self._boilerplate: list[Span] = []
        self._notes: list[Span] = []
        self._pages: list[int] = []
        self._turned = 0

    @property
    def length(self) -> int:
        """The length of the text so far, with the line break after the last line."""
        return self._length

    def page(self) -> None:
        """Start a new page with the next line."""
        self._turned += 1

    def line(
        self,
        text: str,
        *,
        level: int | None = None,
        run_in: int | None = None,
        boilerplate: bool = False,
        note: bool = False,
    ) -> None:
        """Append a line, or several if the text has line breaks; blank lines are ignored.

        :param level: the level of the heading style, if any; 1 is the highest.
        :param run_in: likewise, if the line only begins with a heading.
        :raises ReadError: the text is longer, or the work more than allowed.
        """
        self._work.spend(1, "lines")
        for piece in _BREAKS.split(text):
            if all(map(is_blank, piece)):
                continue
            start = self._length
            self._turn(start)
            self._pieces += ["\n", piece] if self._pieces else [piece]
            self._start = start
            self._length += len(piece) + 1
            if level is not None:
                self._headings.append((start, level))
            elif run_in is not None:
                self._run_in.append((start, run_in))
                run_in = None
            if boilerplate or note:
                (self._notes if note else self._boilerplate).append(Span(start, start + len(piece)))
        if self._length > self._max_chars + 1:
            raise too_long(self._work.name, self._max_chars)

    def append(self, text: str) -> None:
        """Append to the previous line unless it is a heading, for text of the same paragraph in another place."""
        self._work.spend(1, "lines")
        if self._pieces and not (self._headings and self._headings[-1][0] == self._start):
            self._turn(self._length - 1)
            self._pieces.append(text)
            self._length += len(text)
        else:
            self.line(text)

    def block(self, block: Block) -> None:
        """Append a paragraph or a row.

        :raises ReadError: the text is longer than allowed.
        """
        if block.cells:
            self.table([block.cells])
        else:
            self.line(block.text, level=block.level, boilerplate=block.beside, note=block.note)

    def table(self, rows: Iterable[Sequence[str]]) -> None:
        """Append a table: a line per row, with bars between the cells.

        :raises ReadError: the text is longer than allowed.
        """
        for row in rows:
            self._work.spend(len(row), "cells")
            cells = (" ".join(cell.split()).replace("|", _BAR) for cell in row)
            line = f"| {' | '.join(cells)} |"
            if line.strip("| "):
                self.line(line)

    def _turn(self, at: int) -> None:
        self._pages += [at] * self._turned
        self._turned = 0

    def extract(self, encoding: str | None = None) -> Extract:
        """The composed text."""
        evidence = Evidence(
            headings=tuple(self._headings),
            run_in=tuple(self._run_in),
            boilerplate=tuple(self._boilerplate),
            whole_lines=True,
            pages=tuple(self._pages),
            notes=tuple(self._notes),
        )
        return Extract("".join([*self._pieces, "\n"] if self._pieces else []), evidence, encoding)

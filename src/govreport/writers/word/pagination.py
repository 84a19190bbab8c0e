"""Estimating on which page a document ends: lines of 28 characters, 22 of them a page."""

from __future__ import annotations

from math import ceil

from govreport.writers.word import norm
from govreport.writers.word.elements import Line, width
from govreport.writers.word.tables import Grid

_PAGE = norm.LINES * norm.LINE


class Pages:
    """Counts the pages that paragraphs and tables fill."""

    def __init__(self, top: int = 0) -> None:
        """``top`` is what a header takes from the first page, in twips."""
        self.number = 1
        self._used = top

    def add(self, printed: Line | Grid) -> None:
        """Add a paragraph or a table."""
        if isinstance(printed, Grid):
            for height in printed.heights():
                self._take(height)
            return
        if printed.layout.frame:
            return
        if printed.layout.new_page:
            self._turn()
        self._used += printed.layout.before
        line = self._line(printed)
        for _ in range(self._lines(printed)):
            self._take(line)

    def until_even(self, height: int) -> int:
        """How many pages to turn so that something of a height can be at the foot of an even page."""
        if self.number % 2:
            return 1
        return 0 if self._used + height <= _PAGE else 2

    @classmethod
    def height(cls, printed: Line) -> int:
        """The height of a paragraph in twips."""
        return printed.layout.before + cls._lines(printed) * cls._line(printed)

    @staticmethod
    def _line(printed: Line) -> int:
        if printed.layout.line:
            return printed.layout.line
        return norm.TITLE_LINE if printed.layout.style == "Title" else norm.LINE

    @staticmethod
    def _lines(printed: Line) -> int:
        layout, text = printed.layout, printed.text
        if layout.style == "Title":
            return text.count("\n") + max(1, ceil(width(text) / norm.TITLE_CHARACTERS) - text.count("\n"))
        size = max((run.size for run in printed.runs if run.size), default=norm.SIZE_3)
        room = (norm.CHARACTERS - layout.left - layout.right) * min(1.0, norm.SIZE_3 / size)
        return max(1, ceil((width(text) + layout.first) / max(1.0, room)))

    def _take(self, height: int) -> None:
        if self._used and self._used + height > _PAGE:
            self._turn()
        self._used += height

    def _turn(self) -> None:
        self.number += 1
        self._used = 0

"""Themes as a picture of one page, a heat map: PNG or SVG, light or dark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreport.batch.charts import axis_of
from govreport.batch.drawing import (
    HEIGHT,
    MARGIN,
    SIZE,
    SMALL,
    WIDTH,
    canvas_for,
    has_tick,
    image_of,
    label_step,
    write_title,
)
from govreport.batch.themes import Themes
from govreport.pages import Texts
from govreport.writers.widths import ems

if TYPE_CHECKING:
    from govreport.writers.canvas import Canvas

_FRAME: Final = 150.0
"""The height of everything but the rows, in points."""
_TOP: Final = 88.0
"""Where the first row begins."""
_ROW_MOST, _CELL_MOST, _LABEL_MOST = 30.0, 100.0, 200.0
"""The greatest height of a row, width of a cell and width of the names of themes, in points."""
_SHARE_LEAST: Final = 26.0
"""The width of a cell from which on its share is written in it."""
_PAD: Final = 10.0
"""Between the names of themes and the cells, and before the cells without a year."""
_YEAR_EMS: Final = 2.6
"""About the width of a year, as a multiple of the size of its text."""
_FIGURE_EMS: Final = 0.62


def themes_picture(
    found: Themes, format: str, lang: str = "en", *, dark: bool = False, font: str | Path | None = None
) -> bytes:
    """The shares as a heat map.

    The arguments are those of :func:`govreport.batch.statistics_picture.statistics_picture`.

    :raises ImportError: matplotlib is not installed; install ``govreport[plot]``.
    :raises FontError: a text has Chinese characters, and no font with them was found.
    """
    words = Texts(lang)
    title, documents = words.gettext("Themes"), words.gettext("documents")
    row = min(_ROW_MOST, (HEIGHT - _FRAME) / max(1, len(found.counts)))
    height = _FRAME + row * len(found.counts)
    canvas = canvas_for(height, [title, documents, *found.counts], dark=dark, font=font)
    write_title(canvas, title)
    subtitle = words.gettext("Share of documents with the words in a heading")
    canvas.text(MARGIN, 62, subtitle, size=SIZE, colour=canvas.colours.soft)
    _write_scale(canvas)
    _HeatMap(found, canvas, words, row).write()
    return image_of(canvas, format)


class _HeatMap:
    """A row per theme and a column per year, the documents without a year last."""

    def __init__(self, found: Themes, canvas: Canvas, words: Texts, row: float) -> None:
        self._found = found
        self._canvas = canvas
        self._row = row
        self._documents, self._no_year = words.gettext("documents"), words.gettext("no year")
        axis = axis_of(found.documents)
        self._label = min(_LABEL_MOST, 14 + SIZE * max(map(ems, [*found.counts, self._documents])))
        apart = 14 + SMALL * ems(self._no_year) if found.without_year else 0.0
        self._left = left = MARGIN + self._label
        cell = min(_CELL_MOST, (WIDTH - MARGIN - left - apart) / max(1, len(axis)))
        self._step = label_step(len(axis), cell, _YEAR_EMS * SMALL)
        self._columns: dict[int | None, tuple[float, float]] = {
            year: (left + at * cell, cell) for at, year in enumerate(axis)
        }
        """The left edge and the width of the column of each year."""
        if found.without_year:
            self._columns[None] = (left + len(axis) * cell + _PAD, apart - _PAD)

    def write(self) -> None:
        """Write the rows, and the years with their documents below them."""
        for at, theme in enumerate(self._found.counts):
            self._write_row(theme, _TOP + at * self._row)
        end = _TOP + self._row * len(self._found.counts)
        soft = self._canvas.colours.soft
        self._canvas.text(self._left - _PAD, end + 30, self._documents, size=SMALL, colour=soft, align="right")
        for year, (x, width) in self._columns.items():
            if year is None or has_tick(year, self._step):
                name = self._no_year if year is None else str(year)
                self._canvas.text(x + width / 2, end + 12, name, size=SMALL, align="center")
            number = f"{self._found.of_year(year):,}"
            if self._found.of_year(year) and width > SMALL * _FIGURE_EMS * len(number):
                self._canvas.text(x + width / 2, end + 30, number, size=SMALL, colour=soft, align="center")

    def _write_row(self, theme: str, y: float) -> None:
        size = min(SIZE, 0.8 * self._row)
        x = self._left - _PAD
        self._canvas.text(x, y + self._row / 2, theme, size=size, align="right", within=self._label - _PAD)
        for year in self._columns:
            self._write_cell(theme, year, y)

    def _write_cell(self, theme: str, year: int | None, y: float) -> None:
        canvas, height, (x, width) = self._canvas, self._row, self._columns[year]
        if not self._found.of_year(year):
            canvas.box(x + width / 2 - 1, y + height / 2 - 1, 2, 2, canvas.colours.line)
            return
        share = self._found.share(theme, year)
        colour = canvas.colours.shade(share)
        canvas.box(x + 0.75, y + 0.75, width - 1.5, height - 1.5, colour if share else canvas.colours.desk)
        if share and width >= _SHARE_LEAST:
            ink = canvas.colours.on(colour)
            canvas.text(x + width / 2, y + height / 2, f"{share:.0%}", size=SMALL, colour=ink, align="center")


def _write_scale(canvas: Canvas) -> None:
    """The shares that the colours show."""
    x, width, y = canvas.width - MARGIN - 220, 180.0, 58.0
    steps = 60
    for at in range(steps):
        canvas.box(x + width * at / steps, y, width / steps + 0.3, 9, canvas.colours.shade(at / (steps - 1)))
    canvas.text(x - 6, y + 4.5, "0%", size=SMALL, colour=canvas.colours.soft, align="right")
    canvas.text(x + width + 6, y + 4.5, "100%", size=SMALL, colour=canvas.colours.soft)

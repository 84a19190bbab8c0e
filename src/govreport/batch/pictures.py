"""Statistics and themes as pictures of one page: PNG or SVG, light or dark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreport.batch.charts import Bar, Chart, axis_of, charts, remark, totals
from govreport.batch.statistics import Statistics
from govreport.batch.themes import Themes
from govreport.pages import Texts
from govreport.tree.codes import SEVERITIES
from govreport.util.extras import missing
from govreport.writers.widths import ems

if TYPE_CHECKING:
    from govreport.writers.canvas import Canvas

_WIDTH: Final = 1036.8
_HEIGHT: Final = 648.0
"""In points: 1440 × 900 pixels of a screen."""
_MARGIN: Final = 34.0
_GAP: Final = 30.0
"""Between charts."""
_HEAD: Final = 26.0
"""The height of the title of a chart."""
_ROW: Final = 19.0
"""The greatest height of a bar with its space."""
_SMALL: Final = 8.0
_SIZE: Final = 9.5
_CELL: Final = 26.0
"""The width of a cell from which on its share is written in it."""
_CHINESE: Final = re.compile("[^\0-\u024f\u2010-\u2027]")
"""A character that needs a font for Chinese."""


def statistics_picture(
    statistics: Statistics, format: str, lang: str = "en", *, dark: bool = False, font: str | Path | None = None
) -> bytes:
    """The charts as one image.

    :param format: ``png`` or ``svg``.
    :param dark: whether the ground is dark.
    :param font: a font file with Chinese characters (default: an installed font).
    :raises ImportError: matplotlib is not installed; install ``govreport[plot]``.
    :raises FontError: a text has Chinese characters, and no font with them was found.
    """
    words = Texts(lang)
    drawn = {chart.kind: chart for chart in charts(statistics, lang)}
    counted = totals(statistics, lang)
    title = words.gettext("Corpus")
    labels = [bar.name for chart in drawn.values() for bar in chart.shown]
    canvas = _canvas(_HEIGHT, [title, *labels], dark=dark, font=font)
    _title(canvas, title, counted)
    width = _WIDTH - 2 * _MARGIN
    third, upper, lower = (width - 2 * _GAP) / 3, 104.0, 352.0
    places = {
        "years": (_MARGIN, upper, 2 * third + _GAP, 218.0),
        "depths": (_MARGIN + 2 * (third + _GAP), upper, third, 218.0),
        "families": (_MARGIN, lower, third, 268.0),
        "diagnostics": (_MARGIN + third + _GAP, lower, third, 268.0),
        "lengths": (_MARGIN + 2 * (third + _GAP), lower, third, 150.0),
        "scripts": (_MARGIN + 2 * (third + _GAP), lower + 162, third, 50.0),
        "formats": (_MARGIN + 2 * (third + _GAP), lower + 218, third, 50.0),
    }
    for kind, (x, y, wide, high) in places.items():
        if kind in drawn:
            _chart_title(canvas, drawn[kind], (x, y, wide), words)
            draw = {"years": _columns, "scripts": _strip, "formats": _strip}.get(kind, _rows)
            draw(canvas, drawn[kind], x, y + _HEAD, wide, high - _HEAD)
    canvas.text(_MARGIN, _HEIGHT - 16, remark(drawn.values(), words), size=_SMALL, colour=canvas.colours.soft)
    return _image(canvas, format)


def themes_picture(
    found: Themes, format: str, lang: str = "en", *, dark: bool = False, font: str | Path | None = None
) -> bytes:
    """The shares as a heat map; the arguments are those of :func:`statistics_picture`.

    :raises ImportError: matplotlib is not installed; install ``govreport[plot]``.
    :raises FontError: a text has Chinese characters, and no font with them was found.
    """
    words = Texts(lang)
    title, documents, none = words.gettext("Themes"), words.gettext("documents"), words.gettext("no year")
    names = list(found.counts)
    row = min(30.0, (_HEIGHT - 150) / max(1, len(names)))
    canvas = _canvas(150 + row * len(names), [title, documents, *names], dark=dark, font=font)
    _title(canvas, title, [])
    canvas.text(
        _MARGIN,
        62,
        words.gettext("Share of documents with the words in a heading"),
        size=_SIZE,
        colour=canvas.colours.soft,
    )
    _scale(canvas)
    label = min(200.0, 14 + _SIZE * max(map(ems, [*names, documents])))
    apart = 14 + _SMALL * ems(none) if found.without_year else 0.0
    left, top, end = _MARGIN + label, 88.0, 88.0 + row * len(names)
    axis = axis_of(found.documents)
    cell = min(100.0, (_WIDTH - _MARGIN - left - apart) / max(1, len(axis)))
    step = _step(len(axis), cell, 2.6 * _SMALL)
    columns: dict[int | None, tuple[float, float]] = {year: (left + at * cell, cell) for at, year in enumerate(axis)}
    if found.without_year:
        columns[None] = (left + len(axis) * cell + 10, apart - 10)
    for at, name in enumerate(names):
        canvas.text(
            left - 10, top + row * (at + 0.5), name, size=min(_SIZE, 0.8 * row), align="right", within=label - 10
        )
        for year, (x, width) in columns.items():
            _cell(canvas, found, name, year, (x, top + at * row, width, row))
    soft = canvas.colours.soft
    canvas.text(left - 10, end + 30, documents, size=_SMALL, colour=soft, align="right")
    for year, (x, width) in columns.items():
        if year is None or _ticked(year, step):
            canvas.text(x + width / 2, end + 12, none if year is None else str(year), size=_SMALL, align="center")
        number = f"{found.of_year(year):,}"
        if found.of_year(year) and width > _SMALL * 0.62 * len(number):
            canvas.text(x + width / 2, end + 30, number, size=_SMALL, colour=soft, align="center")
    return _image(canvas, format)


def _canvas(height: float, texts: Iterable[str], *, dark: bool, font: str | Path | None) -> Canvas:
    try:
        from govreport.writers.canvas import DARK, LIGHT, Canvas
        from govreport.writers.fonts import chinese_font
    except ImportError as error:
        raise ImportError(missing("drawing a picture", "matplotlib", "plot")) from error
    chinese = font is not None or any(map(_CHINESE.search, texts))
    return Canvas(_WIDTH, height, DARK if dark else LIGHT, chinese_font(font) if chinese else None)


def _image(canvas: Canvas, format: str) -> bytes:
    from govreport.writers.canvas import image

    return image(canvas.figure, format)


def _title(canvas: Canvas, title: str, counted: Sequence[Bar]) -> None:
    """The title, and the totals at the right of it."""
    canvas.box(0, 0, canvas.width, 3, canvas.colours.rule)
    canvas.text(_MARGIN, 40, title, size=19)
    x = canvas.width - _MARGIN
    for bar in reversed(counted):
        number = f"{bar.count:,}"
        colour = canvas.colours.soft if bar.tone else canvas.colours.ink
        canvas.text(x, 34, number, size=14, colour=colour, align="right")
        canvas.text(x, 54, bar.label, size=_SMALL, colour=canvas.colours.soft, align="right")
        x -= max(14 * ems(number), _SMALL * ems(bar.label)) + 20


def _chart_title(canvas: Canvas, chart: Chart, place: tuple[float, float, float], words: Texts) -> None:
    """The title of a chart, and at the right what it counts, or what its colours mean."""
    x, y, width = place
    canvas.box(x, y - 9, width, 0.75, canvas.colours.line)
    canvas.text(x, y + 5, chart.title, size=11)
    x += width
    if chart.kind != "diagnostics":
        canvas.text(x, y + 5, chart.unit, size=_SMALL, colour=canvas.colours.soft, align="right")
        return
    for severity in reversed([one for one in SEVERITIES if any(bar.tone == one for bar in chart.bars)]):
        name = words.pgettext("severity", severity)
        canvas.text(x, y + 5, name, size=_SMALL, colour=canvas.colours.soft, align="right")
        x -= _SMALL * ems(name) + 8
        canvas.box(x, y + 2, 6, 6, _colour(canvas, Bar("", 0, tone=severity), ""))
        x -= 10


def _colour(canvas: Canvas, bar: Bar, plain: str) -> str:
    colours = canvas.colours
    of = {"rest": colours.rest, "error": colours.error, "warning": colours.warning, "info": colours.info}
    return of.get(bar.tone, plain)


def _rows(canvas: Canvas, chart: Chart, x: float, y: float, width: float, height: float) -> None:
    """Bars from left to right, one below the other."""
    bars = chart.shown
    row = min(_ROW, height / len(bars))
    label = min(width * 0.56, 10 + _SIZE * max(ems(_label(chart, bar)) for bar in bars))
    number = 8 + _SIZE * max(ems(f"{bar.count:,}") for bar in bars)
    whole = width - label - number
    for at, bar in enumerate(bars):
        middle = y + row * (at + 0.5)
        canvas.text(x + label - 8, middle, _label(chart, bar), size=_SIZE, align="right", within=label - 8)
        length = whole * bar.count / max(1, chart.largest)
        if bar.count:
            colour = _colour(canvas, bar, canvas.colours.column)
            canvas.box(x + label, middle - row * 0.33, max(1.0, length), row * 0.66, colour)
        canvas.text(x + label + length + 6, middle, f"{bar.count:,}", size=_SMALL, colour=canvas.colours.soft)


def _label(chart: Chart, bar: Bar) -> str:
    return bar.name if chart.kind == "diagnostics" else bar.label


def _columns(canvas: Canvas, chart: Chart, x: float, y: float, width: float, height: float) -> None:
    """Bars from bottom to top on an axis of years; what is not on the axis is apart at its ends."""
    apart = 12 + _SMALL * max((ems(bar.label) for bar in chart.bars if bar.tone), default=0.0)
    axis = [bar for bar in chart.bars if not bar.tone]
    early = chart.bars[0].tone != ""
    left = x + (apart + 14 if early and axis else 0)
    right = x + width - (apart + 14 if chart.bars[-1].tone and axis else 0)
    slot = min((right - left) / max(1, len(axis)), 72.0)
    base = y + height - 16
    highest = height - 34
    step = _step(len(axis), slot, 2.6 * _SMALL)
    for at, bar in enumerate(axis):
        middle = left + slot * (at + 0.5)
        _column(canvas, chart, bar, middle, slot, base, highest)
        if _ticked(int(bar.label), step):
            canvas.text(middle, base + 11, bar.label, size=_SMALL, align="center")
            canvas.box(middle - 0.4, base, 0.8, 3, canvas.colours.soft)
    canvas.box(left, base, slot * len(axis), 0.8, canvas.colours.soft)
    for bar in chart.bars:
        if bar.tone:
            begin = x if early and bar is chart.bars[0] else left + slot * len(axis) + (14 if axis else 0)
            _column(canvas, chart, bar, begin + apart / 2, min(40.0, apart), base, highest)
            canvas.box(begin, base, apart, 0.8, canvas.colours.soft)
            canvas.text(begin + apart / 2, base + 11, bar.label, size=_SMALL, align="center")


def _column(canvas: Canvas, chart: Chart, bar: Bar, middle: float, slot: float, base: float, highest: float) -> None:
    if not bar.count:
        return
    length = max(1.0, highest * min(1.0, bar.count / chart.highest))
    wide = min(slot * 0.72, 40.0)
    canvas.box(middle - wide / 2, base - length, wide, length, _colour(canvas, bar, canvas.colours.rule))
    if bar.count > chart.highest:  # longer than the scale: a gap shows that it is cut
        canvas.box(middle - wide / 2 - 1, base - length * 0.86, wide + 2, 4, canvas.colours.sheet)
    number = f"{bar.count:,}"
    size = min(_SMALL, slot / (0.6 * len(number)))
    if size >= 5:
        canvas.text(middle, base - length - 7, number, size=size, colour=canvas.colours.soft, align="center")


def _strip(canvas: Canvas, chart: Chart, x: float, y: float, width: float, _: float) -> None:
    """Parts of a whole in one bar, with their names below it."""
    begin, place, line = x, x, y + 10
    shades = [1.0, 0.62, 0.4, 0.26, 0.16]
    for at, bar in enumerate(chart.shown):
        share = shades[min(at, len(shades) - 1)]
        colour = canvas.colours.rest if bar.tone else canvas.colours.mixed(canvas.colours.column, share)
        length = width * chart.share(bar)
        canvas.box(begin, y - 8, max(0.8, length - 1), 9, colour)
        begin += length
        name = f"{bar.label} {bar.count:,}"
        if place + _SMALL * ems(name) + 12 > x + width:
            place = x
            line += 12
        canvas.box(place, line - 3, 6, 6, colour)
        canvas.text(place + 10, line, name, size=_SMALL)
        place += _SMALL * ems(name) + 24


def _cell(canvas: Canvas, found: Themes, name: str, year: int | None, place: tuple[float, float, float, float]) -> None:
    x, y, width, height = place
    if not found.of_year(year):
        canvas.box(x + width / 2 - 1, y + height / 2 - 1, 2, 2, canvas.colours.line)
        return
    share = found.share(name, year)
    colour = canvas.colours.shade(share)
    canvas.box(x + 0.75, y + 0.75, width - 1.5, height - 1.5, colour if share else canvas.colours.desk)
    if share and width >= _CELL:
        canvas.text(
            x + width / 2, y + height / 2, f"{share:.0%}", size=_SMALL, colour=canvas.colours.on(colour), align="center"
        )


def _scale(canvas: Canvas) -> None:
    """The shares that the colours show."""
    x, width, y = canvas.width - _MARGIN - 220, 180.0, 58.0
    for at in range(60):
        canvas.box(x + width * at / 60, y, width / 60 + 0.3, 9, canvas.colours.shade(at / 59))
    canvas.text(x - 6, y + 4.5, "0%", size=_SMALL, colour=canvas.colours.soft, align="right")
    canvas.text(x + width + 6, y + 4.5, "100%", size=_SMALL, colour=canvas.colours.soft)


def _step(number: int, slot: float, label: float) -> int:
    """Every how many years there is a label, so that labels do not touch."""
    return next((step for step in (1, 2, 5, 10, 20) if step * slot >= label * 1.6), 50) if number else 1


def _ticked(year: int, step: int) -> bool:
    return year % step == 0

"""Statistics as a picture of one page: PNG or SVG, light or dark."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreport.batch.charts import Bar, Chart, charts, remark, totals
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
from govreport.batch.statistics import Statistics
from govreport.pages import Texts
from govreport.tree.codes import SEVERITIES
from govreport.writers.widths import ems

if TYPE_CHECKING:
    from govreport.writers.canvas import Canvas

_GAP: Final = 30.0
"""Between charts."""
_HEAD: Final = 26.0
"""The height of the title of a chart."""
_ROW: Final = 19.0
"""The greatest height of a bar with its space."""


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
    title = words.gettext("Corpus")
    labels = [bar.name for chart in drawn.values() for bar in chart.shown]
    canvas = canvas_for(HEIGHT, [title, *labels], dark=dark, font=font)
    write_title(canvas, title)
    _write_totals(canvas, totals(statistics, lang))
    width = WIDTH - 2 * MARGIN
    third, upper, lower = (width - 2 * _GAP) / 3, 104.0, 352.0
    places = {
        "years": (MARGIN, upper, 2 * third + _GAP, 218.0),
        "depths": (MARGIN + 2 * (third + _GAP), upper, third, 218.0),
        "families": (MARGIN, lower, third, 268.0),
        "diagnostics": (MARGIN + third + _GAP, lower, third, 268.0),
        "lengths": (MARGIN + 2 * (third + _GAP), lower, third, 150.0),
        "scripts": (MARGIN + 2 * (third + _GAP), lower + 162, third, 50.0),
        "formats": (MARGIN + 2 * (third + _GAP), lower + 218, third, 50.0),
    }
    for kind, (x, y, wide, high) in places.items():
        if kind in drawn:
            _chart_title(canvas, drawn[kind], (x, y, wide), words)
            draw = {"years": _columns, "scripts": _strip, "formats": _strip}.get(kind, _rows)
            draw(canvas, drawn[kind], x, y + _HEAD, wide, high - _HEAD)
    canvas.text(MARGIN, HEIGHT - 16, remark(drawn.values(), words), size=SMALL, colour=canvas.colours.soft)
    return image_of(canvas, format)


def _write_totals(canvas: Canvas, counted: Sequence[Bar]) -> None:
    """The totals at the right of the title."""
    x = canvas.width - MARGIN
    for bar in reversed(counted):
        number = f"{bar.count:,}"
        colour = canvas.colours.soft if bar.tone else canvas.colours.ink
        canvas.text(x, 34, number, size=14, colour=colour, align="right")
        canvas.text(x, 54, bar.label, size=SMALL, colour=canvas.colours.soft, align="right")
        x -= max(14 * ems(number), SMALL * ems(bar.label)) + 20


def _chart_title(canvas: Canvas, chart: Chart, place: tuple[float, float, float], words: Texts) -> None:
    """The title of a chart, and at the right what it counts, or what its colours mean."""
    x, y, width = place
    canvas.box(x, y - 9, width, 0.75, canvas.colours.line)
    canvas.text(x, y + 5, chart.title, size=11)
    x += width
    if chart.kind != "diagnostics":
        canvas.text(x, y + 5, chart.unit, size=SMALL, colour=canvas.colours.soft, align="right")
        return
    for severity in reversed([one for one in SEVERITIES if any(bar.tone == one for bar in chart.bars)]):
        name = words.pgettext("severity", severity)
        canvas.text(x, y + 5, name, size=SMALL, colour=canvas.colours.soft, align="right")
        x -= SMALL * ems(name) + 8
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
    label = min(width * 0.56, 10 + SIZE * max(ems(_label(chart, bar)) for bar in bars))
    number = 8 + SIZE * max(ems(f"{bar.count:,}") for bar in bars)
    whole = width - label - number
    for at, bar in enumerate(bars):
        middle = y + row * (at + 0.5)
        canvas.text(x + label - 8, middle, _label(chart, bar), size=SIZE, align="right", within=label - 8)
        length = whole * bar.count / max(1, chart.largest)
        if bar.count:
            colour = _colour(canvas, bar, canvas.colours.column)
            canvas.box(x + label, middle - row * 0.33, max(1.0, length), row * 0.66, colour)
        canvas.text(x + label + length + 6, middle, f"{bar.count:,}", size=SMALL, colour=canvas.colours.soft)


def _label(chart: Chart, bar: Bar) -> str:
    return bar.name if chart.kind == "diagnostics" else bar.label


def _columns(canvas: Canvas, chart: Chart, x: float, y: float, width: float, height: float) -> None:
    """Bars from bottom to top on an axis of years; what is not on the axis is apart at its ends."""
    apart = 12 + SMALL * max((ems(bar.label) for bar in chart.bars if bar.tone), default=0.0)
    axis = [bar for bar in chart.bars if not bar.tone]
    early = chart.bars[0].tone != ""
    left = x + (apart + 14 if early and axis else 0)
    right = x + width - (apart + 14 if chart.bars[-1].tone and axis else 0)
    slot = min((right - left) / max(1, len(axis)), 72.0)
    base = y + height - 16
    highest = height - 34
    step = label_step(len(axis), slot, 2.6 * SMALL)
    for at, bar in enumerate(axis):
        middle = left + slot * (at + 0.5)
        _column(canvas, chart, bar, middle, slot, base, highest)
        if has_tick(int(bar.label), step):
            canvas.text(middle, base + 11, bar.label, size=SMALL, align="center")
            canvas.box(middle - 0.4, base, 0.8, 3, canvas.colours.soft)
    canvas.box(left, base, slot * len(axis), 0.8, canvas.colours.soft)
    for bar in chart.bars:
        if bar.tone:
            begin = x if early and bar is chart.bars[0] else left + slot * len(axis) + (14 if axis else 0)
            _column(canvas, chart, bar, begin + apart / 2, min(40.0, apart), base, highest)
            canvas.box(begin, base, apart, 0.8, canvas.colours.soft)
            canvas.text(begin + apart / 2, base + 11, bar.label, size=SMALL, align="center")


def _column(canvas: Canvas, chart: Chart, bar: Bar, middle: float, slot: float, base: float, highest: float) -> None:
    if not bar.count:
        return
    length = max(1.0, highest * min(1.0, bar.count / chart.highest))
    wide = min(slot * 0.72, 40.0)
    canvas.box(middle - wide / 2, base - length, wide, length, _colour(canvas, bar, canvas.colours.rule))
    if bar.count > chart.highest:  # longer than the scale: a gap shows that it is cut
        canvas.box(middle - wide / 2 - 1, base - length * 0.86, wide + 2, 4, canvas.colours.sheet)
    number = f"{bar.count:,}"
    size = min(SMALL, slot / (0.6 * len(number)))
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
        if place + SMALL * ems(name) + 12 > x + width:
            place = x
            line += 12
        canvas.box(place, line - 3, 6, 6, colour)
        canvas.text(place + 10, line, name, size=SMALL)
        place += SMALL * ems(name) + 24

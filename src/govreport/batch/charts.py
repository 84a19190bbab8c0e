"""Statistics as charts: the data to draw, and drawing in HTML and with matplotlib."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Final

from attrs import frozen

from govreport.batch.statistics import LENGTHS, Statistics
from govreport.util.extras import missing
from govreport.writers.html_builder import Markup, element

_MOST: Final = 20
"""The maximum number of bars in a chart; the rest is summed up."""
_STYLE: Final = Markup(
    """
body { max-width: 60em; margin: 2em auto; padding: 0 1em; font: 1em/1.5 system-ui, sans-serif; color-scheme: light dark; }
section { break-inside: avoid; margin: 2em 0; }
table { width: 100%; border-collapse: collapse; }
th { width: 10em; padding-right: 1em; text-align: right; font-weight: normal; white-space: nowrap; }
td.count { width: 8em; padding-left: 1em; text-align: right; font-variant-numeric: tabular-nums; }
td div { height: 1em; background: #3b6ea5; }
"""
)


@frozen
class Chart:
    """Bars under a title."""

    title: str
    bars: Mapping[str, int]
    """The length of each bar by its label, in display order."""


def charts(statistics: Statistics) -> list[Chart]:
    """The charts with at least one bar."""
    lengths = {_length(end): statistics.lengths[end] for end in (*LENGTHS, 0) if statistics.lengths[end]}
    found = [
        Chart("levels of the outline", _named(dict(sorted(statistics.depths.items())))),
        Chart("characters", lengths),
        Chart("years", _latest(statistics.years)),
        Chart("units by family of number", _largest(statistics.families)),
        Chart("diagnostics by code", _largest(statistics.diagnostics)),
        Chart("formats", _largest(statistics.formats)),
        Chart("scripts", _largest(statistics.scripts)),
    ]
    return [chart for chart in found if chart.bars]


def summary(statistics: Statistics) -> str:
    """The totals in one line, with the number of documents that lack a date, a year or an issuer."""
    stated = [
        f"{count:,} without {name}"
        for name, count in (
            ("a date", statistics.undated),
            ("a year", statistics.without_year),
            ("an issuer", statistics.without_issuer),
        )
        if count
    ]
    unread = f" ({statistics.unread:,} could not be read)" if statistics.unread else ""
    return (
        f"{statistics.documents:,} documents{unread}, {statistics.characters:,} characters, {statistics.units:,} units"
        + (f"; {', '.join(stated)}" if stated else "")
    )


def as_html(statistics: Statistics) -> str:
    """The charts as a self-contained HTML page."""
    head = element("head", element("meta", charset="utf-8"), element("title", "Corpus"), element("style", _STYLE))
    shown = [element("section", element("h2", chart.title), _bars(chart)) for chart in charts(statistics)]
    body = element("body", element("h1", "Corpus"), element("p", summary(statistics)), *shown)
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"


def as_picture(statistics: Statistics, format: str) -> bytes:
    """The charts as one image.

    :param format: ``png`` or ``svg``.
    :raises ImportError: matplotlib is not installed; install ``govreport[plot]``.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ImportError(missing("drawing a picture", "matplotlib", "plot")) from error
    drawn = charts(statistics)
    heights = [0.8 + 0.25 * len(chart.bars) for chart in drawn]
    figure = Figure(figsize=(12, 1 + sum(heights)), layout="constrained")
    figure.suptitle(summary(statistics))
    rows = figure.subplots(len(drawn), squeeze=False, height_ratios=heights).flat if drawn else ()
    for axes, chart in zip(rows, drawn):
        bars = axes.barh(list(chart.bars), list(chart.bars.values()))
        axes.bar_label(bars, fmt="{:,.0f}", padding=3)
        axes.invert_yaxis()
        axes.set_title(chart.title, loc="left")
    out = BytesIO()
    figure.savefig(out, format=format, metadata={"Date": None} if format == "svg" else None)
    return out.getvalue()


def _bars(chart: Chart) -> Markup:
    longest = max(chart.bars.values())
    rows = [
        element(
            "tr",
            element("th", label, scope="row"),
            element("td", element("div", style=f"width: {100 * count / longest:.1f}%")),
            element("td", f"{count:,}", class_="count"),
        )
        for label, count in chart.bars.items()
    ]
    return element("table", *rows)


def _length(end: int) -> str:
    return f"under {end:,}" if end else f"{LENGTHS[-1]:,} and more"


def _named(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(key): count for key, count in counts.items()}


def _largest(counts: Mapping[str, int]) -> dict[str, int]:
    """The largest first; those after the first :data:`_MOST` are summed up as ``others``."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rest = sum(count for _, count in ordered[_MOST:])
    return dict(ordered[:_MOST]) | ({"others": rest} if rest else {})


def _latest(years: Mapping[int, int]) -> dict[str, int]:
    """The latest years in chronological order, with the earlier ones summed up."""
    ordered = sorted(years.items())
    early = sum(count for _, count in ordered[:-_MOST])
    return ({f"before {ordered[-_MOST][0]}": early} if early else {}) | _named(dict(ordered[-_MOST:]))

"""Statistics as charts: the data to draw, and drawing in HTML and with matplotlib."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from typing import Final

from attrs import frozen

from govreport.batch.statistics import LENGTHS, Statistics
from govreport.language import Catalogue, catalogue
from govreport.tree.codes import CODES
from govreport.tree.families import FAMILIES
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


def charts(statistics: Statistics, lang: str = "en") -> list[Chart]:
    """The charts with at least one bar, with titles and labels in a language."""
    words = catalogue(lang)
    lengths = {_length(end, words): statistics.lengths[end] for end in (*LENGTHS, 0) if statistics.lengths[end]}
    found = [
        Chart(words.gettext("levels of the outline"), _named(dict(sorted(statistics.depths.items())))),
        Chart(words.gettext("characters"), lengths),
        Chart(words.gettext("years"), _latest(statistics.years, words)),
        Chart(
            words.gettext("units by family of number"),
            _largest(statistics.families, words, partial(_form, words=words)),
        ),
        Chart(
            words.gettext("diagnostics by code"), _largest(statistics.diagnostics, words, partial(_code, words=words))
        ),
        Chart(words.gettext("formats"), _largest(statistics.formats, words, partial(words.pgettext, "format"))),
        Chart(words.gettext("scripts"), _largest(statistics.scripts, words, partial(words.pgettext, "script"))),
    ]
    return [chart for chart in found if chart.bars]


def summary(statistics: Statistics, lang: str = "en") -> str:
    """The totals in one line, with the number of documents that lack a date, a year or an issuer."""
    words = catalogue(lang)
    lacking = {
        "undated": statistics.undated,
        "without_year": statistics.without_year,
        "without_issuer": statistics.without_issuer,
    }
    if not any(lacking.values()):
        return _totals(statistics, words)
    return words.gettext(
        "{totals}; {undated:,} without a date, {without_year:,} without a year, {without_issuer:,} without an issuer",
        totals=_totals(statistics, words),
        **lacking,
    )


def _totals(statistics: Statistics, words: Catalogue) -> str:
    counted = {
        "documents": statistics.documents,
        "characters": statistics.characters,
        "units": statistics.units,
    }
    if not statistics.unread:
        return words.gettext("{documents:,} documents, {characters:,} characters, {units:,} units", **counted)
    return words.gettext(
        "{documents:,} documents ({unread:,} could not be read), {characters:,} characters, {units:,} units",
        **counted,
        unread=statistics.unread,
    )


def as_html(statistics: Statistics, lang: str = "en") -> str:
    """The charts as a self-contained HTML page."""
    title = catalogue(lang).gettext("Corpus")
    head = element("head", element("meta", charset="utf-8"), element("title", title), element("style", _STYLE))
    shown = [element("section", element("h2", chart.title), _bars(chart)) for chart in charts(statistics, lang)]
    body = element("body", element("h1", title), element("p", summary(statistics, lang)), *shown)
    return f"<!DOCTYPE html>\n{element('html', head, body, lang=catalogue(lang).language)}\n"


def as_picture(statistics: Statistics, format: str, lang: str = "en") -> bytes:
    """The charts as one image.

    :param format: ``png`` or ``svg``.
    :raises ImportError: matplotlib is not installed; install ``govreport[plot]``.
    :raises FontError: the language is Chinese, and no font with Chinese characters was found.
    """
    try:
        from matplotlib.figure import Figure

        from govreport.writers.plots import chinese_font
    except ImportError as error:
        raise ImportError(missing("drawing a picture", "matplotlib", "plot")) from error
    font = chinese_font() if catalogue(lang).language == "zh" else None
    drawn = charts(statistics, lang)
    heights = [0.8 + 0.25 * len(chart.bars) for chart in drawn]
    figure = Figure(figsize=(12, 1 + sum(heights)), layout="constrained")
    figure.suptitle(summary(statistics, lang), fontproperties=font)
    rows = figure.subplots(len(drawn), squeeze=False, height_ratios=heights).flat if drawn else ()
    for axes, chart in zip(rows, drawn):
        bars = axes.barh(range(len(chart.bars)), list(chart.bars.values()))
        axes.set_yticks(range(len(chart.bars)), list(chart.bars), fontproperties=font)
        axes.bar_label(bars, fmt="{:,.0f}", padding=3)
        axes.invert_yaxis()
        axes.set_title(chart.title, loc="left", fontproperties=font)
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


def _length(end: int, words: Catalogue) -> str:
    if end:
        return words.gettext("under {n:,}", n=end)
    return words.gettext("{n:,} and more", n=LENGTHS[-1])


def _named(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(key): count for key, count in counts.items()}


def _form(family: str, words: Catalogue) -> str:
    """For people who read Chinese, how the numbers of a family look; else its name."""
    return FAMILIES[family].example if words.language == "zh" and family in FAMILIES else family


def _code(code: str, words: Catalogue) -> str:
    """For people who read Chinese, a code with its title."""
    return f"{code} {words.pgettext(code, CODES[code].title)}" if words.language == "zh" and code in CODES else code


def _largest(counts: Mapping[str, int], words: Catalogue, name: Callable[[str], str]) -> dict[str, int]:
    """The largest first, by their names for people; those after the first :data:`_MOST` are summed up as ``others``."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rest = sum(count for _, count in ordered[_MOST:])
    largest = {name(key): count for key, count in ordered[:_MOST]}
    return largest | ({words.gettext("others"): rest} if rest else {})


def _latest(years: Mapping[int, int], words: Catalogue) -> dict[str, int]:
    """The latest years in chronological order, with the earlier ones summed up."""
    ordered = sorted(years.items())
    early = sum(count for _, count in ordered[:-_MOST])
    before = {words.gettext("before {year}", year=ordered[-_MOST][0]): early} if early else {}
    return before | _named(dict(ordered[-_MOST:]))

"""Statistics as an HTML page in the style of the viewer: one file, nothing from outside, no scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from govreport.batch.charts import Bar, Chart, charts, remark, totals
from govreport.batch.page_frame import DENSE, classes, framed, label_step
from govreport.batch.statistics import Statistics
from govreport.pages import Texts
from govreport.tree.codes import SEVERITIES
from govreport.writers.html_builder import Markup, element, joined

_STRIPS: Final = ("scripts", "formats")
"""The charts that are parts of a whole."""
_SIDE: Final = ("depths", "lengths", *_STRIPS)
"""The charts at the right, one below the other."""


def statistics_page(statistics: Statistics, lang: str = "en") -> str:
    """The charts on a self-contained page."""
    words = Texts(lang)
    drawn = charts(statistics, lang)
    counted = [
        element("div", element("dt", bar.label), element("dd", f"{bar.count:,}"), class_=bar.tone or None)
        for bar in totals(statistics, lang)
    ]
    shown = [
        element("dl", *counted, class_="totals", aria_label=words.gettext("Totals")),
        element(
            "div",
            element("div", *(_chart(chart, words) for chart in drawn if chart.kind not in _SIDE), class_="wide"),
            element("div", *(_chart(chart, words) for chart in drawn if chart.kind in _SIDE), class_="side"),
            class_="charts",
        ),
    ]
    if drawn:
        shown.append(element("p", remark(drawn, words), class_="remark"))
    return framed(words.gettext("Corpus"), shown, ("count", "share"), words)


def _chart(chart: Chart, words: Texts) -> Markup:
    if chart.kind == "years":
        drawn = _columns(chart, words)
    elif chart.kind in _STRIPS:
        drawn = _strip(chart, words)
    else:
        drawn = joined([_rows(chart, chart.bars, words), _rest(chart, words)])
    unit = _severities(chart, words) if chart.kind == "diagnostics" else element("span", chart.unit, class_="unit")
    head = element("div", element("h2", chart.title), unit, class_="head")
    return joined([element("section", head, "\n", drawn, class_=f"chart {chart.kind}"), "\n"])


def _severities(chart: Chart, words: Texts) -> Markup:
    """The meaning of the colours of diagnostics."""
    there = [one for one in SEVERITIES if any(bar.tone == one for bar in (*chart.bars, *chart.rest))]
    names = [
        element("li", element("span", class_=f"swatch {one}"), element("span", words.pgettext("severity", one)))
        for one in there
    ]
    return element("ul", *names, class_=classes("names", "unit"))


def _rows(chart: Chart, bars: Iterable[Bar], words: Texts) -> Markup:
    """A table: label, bar, number."""
    rows = [
        element(
            "tr",
            element("th", bar.name if chart.kind == "diagnostics" else bar.label, scope="row"),
            element("td", _bar(width=bar.count / max(1, chart.largest)), class_="bar-of"),
            element("td", *_values(chart, bar), _tip(chart, bar, words), class_="value"),
            class_=bar.tone or None,
        )
        for bar in bars
    ]
    return element("table", *(joined([row, "\n"]) for row in rows))


def _rest(chart: Chart, words: Texts) -> Markup:
    """The bars that are summed up, on request."""
    if not chart.rest:
        return Markup("")
    others = chart.shown[-1]
    head = element("summary", element("span", f"{others.label} ({len(chart.rest)})"), *_values(chart, others))
    return element("details", head, _rows(chart, chart.rest, words))


def _columns(chart: Chart, words: Texts) -> Markup:
    """A list of years, each with its bar from the bottom; what is not on the axis is at its ends."""
    axis = [bar for bar in chart.bars if not bar.tone]
    before, after = (
        [_column(chart, bar, words) for bar in some if bar.tone] for some in (chart.bars[:1], chart.bars[-1:])
    )
    if not axis:
        before = []
    step = label_step(len(axis))
    years = [_column(chart, bar, words, step=step) for bar in axis]
    class_ = classes("columns-of", "dense" if len(axis) > DENSE else "")
    return element("ul", *before, *years, *after, class_=class_)


def _column(chart: Chart, bar: Bar, words: Texts, *, step: int = 0) -> Markup:
    share = min(1.0, bar.count / max(1, chart.highest))
    column = element(
        "span",
        _bar(height=share, above=_above(chart, bar, share), is_cut=bar.count > chart.highest),
        class_="column",
    )
    label = element("span", bar.label, class_=_label(int(bar.label), step) if step else "label", aria_hidden="true")
    class_ = bar.tone or ("" if bar.count else "none")
    return element(
        "li", column, label, _tip(chart, bar, words), class_=class_ or None, tabindex=0 if bar.count else None
    )


def _label(year: int, step: int) -> str:
    """Whether a year has a label: in all windows, in wide ones, or in no window."""
    hidden = "" if year % (2 * step) == 0 else "wide-only" if year % step == 0 else "no-label"
    return classes("label", hidden)


def _above(chart: Chart, bar: Bar, share: float) -> Markup:
    """The values, just above a column."""
    y = f"{100 - 100 * share:.2f}%"
    number, part = f"{bar.count:,}", f"{chart.share(bar):.0%}"
    shown = (
        element("text", text, x="50%", y=y, dy=-5, class_=name) for name, text in (("number", number), ("share", part))
    )
    return joined(shown if bar.count else ())


def _strip(chart: Chart, words: Texts) -> Markup:
    """Parts of a whole, and their names."""
    parts, begin = [], 0.0
    for at, bar in enumerate(chart.shown):
        width = chart.share(bar)
        parts.append(
            element("rect", x=f"{100 * begin:.2f}%", width=f"{100 * width:.2f}%", height="100%", class_=_part(at, bar))
        )
        begin += width
    names = [
        element(
            "li",
            element("span", class_=f"swatch {_part(at, bar)}"),
            element("span", bar.label),
            *_values(chart, bar),
            _tip(chart, bar, words),
        )
        for at, bar in enumerate(chart.shown)
    ]
    return joined([element("svg", *parts, class_="strip", aria_hidden="true"), element("ul", *names, class_="names")])


def _part(at: int, bar: Bar) -> str:
    return bar.tone or f"part{min(at, 4)}"


def _bar(*, width: float = 1.0, height: float = 1.0, above: str = "", is_cut: bool = False) -> Markup:
    """A box of a share of the width, or of the height from below; sizes are attributes, which the policy allows."""
    box = element("rect", y=f"{100 - 100 * height:.2f}%", width=f"{100 * width:.2f}%", height=f"{100 * height:.2f}%")
    gap = element("rect", y="14%", width="100%", height="3%", class_="gap") if is_cut else ""
    return element("svg", box, gap, above, aria_hidden="true", focusable="false")


def _values(chart: Chart, bar: Bar) -> tuple[Markup, Markup]:
    """The number and the share, one of which is shown."""
    number, share = f"{bar.count:,}", f"{chart.share(bar):.0%}"
    return element("span", number, class_="number"), element("span", share, class_="share")


def _tip(chart: Chart, bar: Bar, words: Texts) -> Markup:
    """The text at the head of the chart while the mouse or the keyboard is on a bar."""
    if not bar.count:
        return element("span", f"{bar.label} 0", class_="tip")
    shown = words.gettext("{label}: {n:,}, {share:.0%}", label=bar.name, n=bar.count, share=chart.share(bar))
    return element("span", shown, class_="tip")

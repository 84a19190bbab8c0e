"""Statistics as charts: what is drawn on a page, in a picture and on a terminal, with titles and labels in a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from attrs import evolve, field, frozen

from govreport.batch.statistics import LENGTHS, Statistics
from govreport.batch.themes import Themes
from govreport.pages import Texts
from govreport.tree.codes import CODES
from govreport.tree.families import FAMILIES

_MOST: Final = 12
"""The maximum number of bars of a chart in display; the rest is summed up."""
YEARS: Final = 100
"""The longest axis of years; earlier ones are summed up."""


@frozen
class Bar:
    """One bar of a chart."""

    label: str
    count: int
    note: str = ""
    """What the label means."""
    tone: str = ""
    """``rest`` for what is not known or summed up; the severity of a diagnostic."""

    @property
    def name(self) -> str:
        """The label, and what it means."""
        return f"{self.label} {self.note}" if self.note else self.label


@frozen
class Chart:
    """Bars under a title."""

    kind: str
    """The name of the counts in :class:`Statistics`."""
    title: str
    unit: str
    """What the bars count."""
    bars: Sequence[Bar]
    """In display order; of ``years``, one for each year from the first to the last, and those with the tone ``rest``."""
    rest: Sequence[Bar] = field(factory=tuple)
    """Smaller bars, which follow where there is space."""
    others: str = ""
    """The label of the bar for all of them."""

    @property
    def shown(self) -> Sequence[Bar]:
        """The bars, and one that sums up the rest."""
        if not self.rest:
            return self.bars
        return (*self.bars, Bar(self.others, sum(bar.count for bar in self.rest), tone="rest"))

    @property
    def total(self) -> int:
        """The sum of all bars."""
        return sum(bar.count for bar in (*self.bars, *self.rest))

    @property
    def largest(self) -> int:
        """The count of the longest bar that is shown."""
        return max((bar.count for bar in self.shown), default=0)

    @property
    def highest(self) -> int:
        """The end of the scale: if there is an axis, that of its bars, and longer ones outside it are cut."""
        axis = [bar.count for bar in self.bars if not bar.tone] if self.kind == "years" else []
        return max(axis, default=self.largest)

    def share(self, bar: Bar) -> float:
        """The share of a bar of the total, from 0 to 1."""
        return bar.count / self.total if self.total else 0.0


def charts(statistics: Statistics, lang: str = "en") -> list[Chart]:
    """The charts with at least one bar, with titles and labels in a language."""
    words = Texts(lang)
    documents, units = words.pgettext("count", "documents"), words.pgettext("count", "units")
    found = [
        Chart("years", words.gettext("Years"), documents, years(statistics.years, statistics.without_year, words)),
        Chart("depths", words.gettext("Outline depth"), documents, _levels(statistics.depths, words)),
        Chart("lengths", words.gettext("Length in characters"), documents, _lengths(statistics.lengths, words)),
        _largest(Chart("families", words.gettext("Forms of numbers"), units, _forms(statistics, words)), words),
        _largest(
            Chart(
                "diagnostics",
                words.gettext("Diagnostics"),
                words.pgettext("count", "diagnostics"),
                _bars(statistics.diagnostics, lambda code: _diagnostic(code, words)),
            ),
            words,
        ),
        Chart("formats", words.gettext("File formats"), documents, _bars(statistics.formats, _named("format", words))),
        Chart("scripts", words.gettext("Scripts"), documents, _bars(statistics.scripts, _named("script", words))),
    ]
    return [chart for chart in found if chart.bars]


def theme_charts(found: Themes, lang: str = "en") -> list[Chart]:
    """For each theme, its documents by year; empty years are left out."""
    words = Texts(lang)
    unit = words.pgettext("count", "documents")
    return [
        Chart("theme", theme, unit, [bar for bar in years(counts, found.count(theme, None), words) if bar.count])
        for theme, counts in found.counts.items()
    ]


def summary(statistics: Statistics, lang: str = "en") -> str:
    """The totals in one line, with the number of documents that lack a date, a year or an issuer."""
    words = Texts(lang)
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


def _totals(statistics: Statistics, words: Texts) -> str:
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


def totals(statistics: Statistics, lang: str = "en") -> list[Bar]:
    """The totals one by one; the tone of what is lacking is ``rest``."""
    words = Texts(lang)
    found = [
        Bar(words.pgettext("total", "documents"), statistics.documents),
        Bar(words.pgettext("total", "characters"), statistics.characters),
        Bar(words.pgettext("total", "units"), statistics.units),
        Bar(words.pgettext("total", "could not be read"), statistics.unread, tone="rest"),
        Bar(words.pgettext("total", "without a date"), statistics.undated, tone="rest"),
        Bar(words.pgettext("total", "without a year"), statistics.without_year, tone="rest"),
        Bar(words.pgettext("total", "without an issuer"), statistics.without_issuer, tone="rest"),
    ]
    return [bar for bar in found if bar.count or not bar.tone]


def remark(drawn: Iterable[Chart], words: Texts) -> str:
    """What a year is, and what a gap in a column means, if a column has one; empty without years."""
    years = next((chart for chart in drawn if chart.kind == "years"), None)
    if years is None:
        return ""
    if years.largest > years.highest:
        return words.gettext(
            "Year: the one that a document deals with, else that of its issue. A column with a break is shortened."
        )
    return words.gettext("Year: the one that a document deals with, else that of its issue.")


def years(counts: Mapping[int, int], unknown: int, words: Texts) -> list[Bar]:
    """A bar for each year from the first to the last, also if it has no documents; before them, one for earlier years that
    do not fit; after them, one for documents without a year."""
    last = max(counts, default=0)
    axis = axis_of(counts)
    early = sum(count for year, count in counts.items() if axis and year < axis[0])
    found = [Bar(str(year), counts.get(year, 0)) for year in axis]
    if early:
        found.insert(0, Bar(words.gettext("before {year}", year=last - YEARS + 1), early, tone="rest"))
    if unknown:
        found.append(Bar(words.gettext("no year"), unknown, tone="rest"))
    return found


def axis_of(counts: Mapping[int, int]) -> range:
    """The years on an axis, without gaps: from the first to the last, at most the latest :data:`YEARS`.

    >>> list(axis_of({2019: 3, 2022: 1}))
    [2019, 2020, 2021, 2022]
    """
    if not counts:
        return range(0)
    last = max(counts)
    return range(max(min(counts), last - YEARS + 1), last + 1)


def _levels(depths: Mapping[int, int], words: Texts) -> list[Bar]:
    return [
        Bar(words.pgettext("levels", "{n}", n=n), depths.get(n, 0))
        if n
        else Bar(words.pgettext("levels", "none"), depths.get(n, 0), tone="rest")
        for n in range(min(depths, default=0), max(depths, default=-1) + 1)
    ]


def _lengths(lengths: Mapping[int, int], words: Texts) -> list[Bar]:
    """The classes from the first to the last with documents."""
    classes = (*LENGTHS, 0)
    there = [at for at, end in enumerate(classes) if lengths.get(end)]
    if not there:
        return []
    return [Bar(_length(at, words), lengths.get(classes[at], 0)) for at in range(there[0], there[-1] + 1)]


def _length(at: int, words: Texts) -> str:
    if at == 0:
        return words.gettext("under {n:,}", n=LENGTHS[0])
    if at == len(LENGTHS):
        return words.gettext("{n:,} and more", n=LENGTHS[-1])
    return words.gettext("{least:,} to {end:,}", least=LENGTHS[at - 1], end=LENGTHS[at])


def _forms(statistics: Statistics, words: Texts) -> list[Bar]:
    """How the numbers of each family look; units without a number last."""
    found = _bars(statistics.families, lambda family: _form(family, words))
    unnumbered = statistics.units - sum(statistics.families.values())
    return [*found, Bar(words.gettext("no number"), unnumbered, tone="rest")] if unnumbered > 0 else found


def _form(family: str, words: Texts) -> Bar:
    if family not in FAMILIES:
        return Bar(family, 0)
    note = words.pgettext("family", family) if words.tag != "en" else family
    return Bar(FAMILIES[family].example, 0, note)


def _diagnostic(code: str, words: Texts) -> Bar:
    if code not in CODES:
        return Bar(code, 0)
    return Bar(code, 0, words.pgettext(code, CODES[code].title), CODES[code].severity)


def _named(context: str, words: Texts) -> Callable[[str], Bar]:
    return lambda name: Bar(words.pgettext(context, name), 0, tone="rest" if name == "unknown" else "")


def _bars(counts: Mapping[str, int], bar: Callable[[str], Bar]) -> list[Bar]:
    """The largest first."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [evolve(bar(key), count=count) for key, count in ordered]


def _largest(chart: Chart, words: Texts) -> Chart:
    """A chart of at most :data:`_MOST` bars: the others become its rest."""
    if len(chart.bars) <= _MOST:
        return chart
    known = [bar for bar in chart.bars if bar.tone != "rest"]
    unknown = [bar for bar in chart.bars if bar.tone == "rest"]
    most = _MOST - 1 - len(unknown)
    return evolve(chart, bars=(*known[:most], *unknown), rest=tuple(known[most:]), others=words.gettext("others"))

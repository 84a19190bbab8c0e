"""The command ``govreport stats``: statistics of a corpus as text, chart or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from govreport.cli import options
from govreport.cli.command import argument, command, option
from govreport.cli.files import UNREADABLE
from govreport.cli.language import requested_language, words
from govreport.cli.saving import save
from govreport.cli.streams import complain, console, write_json
from govreport.cli.table_files import SUFFIXES, as_csv, as_xlsx, sheet
from govreport.cli.visible import visible, width_of
from govreport.errors import GovReportError, ReadError
from govreport.util.extras import missing

if TYPE_CHECKING:
    from govreport.batch.charts import Bar, Chart
    from govreport.batch.statistics import Statistics
    from govreport.batch.themes import Themes
    from govreport.cli.styled import Screen
    from govreport.writers.sheets import Sheet

_LONGEST_BAR = 40
_PICTURES = {".png": "png", ".svg": "svg"}


@command(example="govreport stats tables/ -o tables.png")
@argument("folder", metavar="FOLDER", help="The output folder of govreport corpus.")
@option(
    "--output",
    "-o",
    metavar="OUT",
    help="Draw charts to a .png, .svg or .html file instead, or write the counts to .csv or .xlsx.",
)
@option(
    "--theme",
    metavar="WORDS",
    multiple=True,
    help="Count documents per year with a heading that has these words; repeatable.",
)
@option("--dark", is_flag=True, help="Draw a .png or .svg file on a dark ground.")
@option(
    "--font",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="The font of a .png or .svg file, with Chinese characters (default: an installed one).",
)
@option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@options.force
@options.csv_encoding
def stats(
    folder: str,
    output: str | None,
    theme: tuple[str, ...],
    dark: bool,
    font: str | None,
    as_json: bool,
    force: bool,
    csv_encoding: str | None,
) -> int:
    """Show statistics of a corpus: outline depths, lengths, years, number forms, diagnostics."""
    suffix = Path(output or "").suffix.lower()
    if output is not None and suffix not in (*_PICTURES, ".html", *SUFFIXES):
        raise click.UsageError(f"{visible(output)} is not a .png, .svg, .html, .csv or .xlsx file")
    try:
        found: Statistics | Themes = _themes(folder, theme) if theme else _statistics(folder)
        if output is None:
            content = b""
        elif suffix == ".csv":
            content = as_csv(_sheet(found), csv_encoding)
        elif suffix == ".xlsx":
            content = as_xlsx([_sheet(found)], output)
        else:
            content = _drawn(found, suffix, dark=dark, font=font)
    except ReadError as error:
        complain(f"{error.name}: {error.problem}")
        return UNREADABLE
    except ModuleNotFoundError as error:
        complain(missing("stats", error.name or "pyarrow", "arrow"))
        return UNREADABLE
    except (ImportError, GovReportError) as error:  # matplotlib, openpyxl or a font is missing
        complain(str(error))
        return UNREADABLE
    if output is not None:
        return 0 if save(content, Path(output), force=force) else UNREADABLE
    if as_json:
        write_json(json.dumps(attrs.asdict(found), ensure_ascii=False, indent=2) + "\n")
    else:
        _show(found)
    return 0


def _statistics(folder: str) -> Statistics:
    from govreport.batch.statistics import statistics

    return statistics(folder)


def _themes(folder: str, words: Sequence[str]) -> Themes:
    from govreport.batch.themes import themes

    return themes(folder, words)


def _drawn(found: Statistics | Themes, suffix: str, *, dark: bool, font: str | None) -> bytes:
    """The page or the picture of statistics or themes."""
    lang = requested_language() or words().language  # a page is in traditional characters for zh-TW
    if suffix == ".html":
        return _page(found, lang).encode()
    from govreport.batch.statistics_picture import statistics_picture
    from govreport.batch.themes import Themes
    from govreport.batch.themes_picture import themes_picture

    if isinstance(found, Themes):
        return themes_picture(found, _PICTURES[suffix], lang, dark=dark, font=font)
    return statistics_picture(found, _PICTURES[suffix], lang, dark=dark, font=font)


def _page(found: Statistics | Themes, lang: str) -> str:
    from govreport.batch.statistics_page import statistics_page
    from govreport.batch.themes import Themes
    from govreport.batch.themes_page import themes_page

    return themes_page(found, lang) if isinstance(found, Themes) else statistics_page(found, lang)


def _sheet(found: Statistics | Themes) -> Sheet:
    """The counts, one per row; of themes, with the documents of the year."""
    from govreport.batch.themes import Themes

    if isinstance(found, Themes):
        counted = [
            {"statistic": theme, "value": year, "count": by_year.get(year, 0), "documents": documents}
            for theme, by_year in found.counts.items()
            for year, documents in found.documents.items()
        ]
        if found.without_year:
            counted += [
                {"statistic": theme, "value": None, "count": found.count(theme, None), "documents": found.without_year}
                for theme in found.counts
            ]
        return sheet("statistics", ("statistic", "value", "count", "documents"), counted)
    rows: list[dict[str, object]] = []
    for name, counts in attrs.asdict(found, recurse=False).items():
        if isinstance(counts, int):
            rows.append({"statistic": name, "count": counts})
        else:
            rows += [{"statistic": name, "value": value, "count": count} for value, count in sorted(counts.items())]
    return sheet("statistics", ("statistic", "value", "count"), rows)


def _show(found: Statistics | Themes) -> None:
    from govreport.batch.charts import charts, summary, theme_charts
    from govreport.batch.themes import Themes

    screen, lang = console(), words().language
    if isinstance(found, Themes):
        shown = theme_charts(found, lang)
        screen.print(words().gettext("{n:,} documents with a year", n=sum(found.documents.values())))
    else:
        shown = charts(found, lang)
        screen.print(summary(found, lang))
    for chart in shown:
        _bars(screen, chart)


def _bars(screen: Screen, chart: Chart) -> None:
    rows = list(_without_gaps((*chart.bars, *chart.rest)))
    longest = max((bar.count for bar in rows), default=0)
    labels = [visible(bar.name if chart.kind == "diagnostics" else bar.label) for bar in rows]
    width = max(map(width_of, labels), default=0)
    screen.print(f"\n{visible(chart.title)}", style="bold")
    for label, bar in zip(labels, rows, strict=True):
        drawn = "█" * max(1, round(_LONGEST_BAR * bar.count / longest)) if bar.count else ""
        screen.print(f"  {' ' * (width - width_of(label))}{label}  {drawn}{' ' if drawn else ''}{bar.count:,}")


def _without_gaps(bars: Sequence[Bar]) -> Iterator[Bar]:
    """The bars, with one for all empty ones in a row: ``1958–1963``."""
    for empty, group in groupby(bars, key=lambda bar: not bar.count):
        run = list(group)
        if empty and len(run) > 1:
            yield attrs.evolve(run[0], label=f"{run[0].label}–{run[-1].label}")
        else:
            yield from run

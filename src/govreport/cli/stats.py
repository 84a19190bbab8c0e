"""The command ``govreport stats``: statistics of a corpus as text, chart or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from govreport.cli import options
from govreport.cli.command import argument, command, option
from govreport.cli.files import UNREADABLE
from govreport.cli.language import words
from govreport.cli.saving import save
from govreport.cli.streams import complain, console, write_json
from govreport.cli.table_files import SUFFIXES, as_csv, as_xlsx, sheet
from govreport.cli.visible import visible, width_of
from govreport.errors import GovReportError, ReadError
from govreport.util.extras import missing

if TYPE_CHECKING:
    from govreport.batch.charts import Chart
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
@option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@options.force
@options.csv_encoding
def stats(
    folder: str, output: str | None, theme: tuple[str, ...], as_json: bool, force: bool, csv_encoding: str | None
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
            content = _drawn(found, suffix)
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


def _drawn(found: Statistics | Themes, suffix: str) -> bytes:
    from govreport.batch import charts, themes

    lang = words().language
    if isinstance(found, themes.Themes):
        if suffix == ".html":
            return themes.as_html(found, lang).encode()
        return themes.as_picture(found, _PICTURES[suffix], lang)
    if suffix == ".html":
        return charts.as_html(found, lang).encode()
    return charts.as_picture(found, _PICTURES[suffix], lang)


def _sheet(found: Statistics | Themes) -> Sheet:
    """The counts, one per row; of themes, with the documents of the year."""
    from govreport.batch.themes import Themes

    if isinstance(found, Themes):
        counted = [
            {"statistic": theme, "value": year, "count": by_year.get(year, 0), "documents": documents}
            for theme, by_year in found.counts.items()
            for year, documents in found.documents.items()
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
    from govreport.batch.charts import Chart, charts, summary
    from govreport.batch.themes import Themes

    screen = console()
    if isinstance(found, Themes):
        rows = [
            Chart(theme, {str(year): count for year, count in sorted(by_year.items())})
            for theme, by_year in found.counts.items()
        ]
        screen.print(words().gettext("{n:,} documents with a year", n=sum(found.documents.values())))
    else:
        rows = charts(found, words().language)
        screen.print(summary(found, words().language))
    for chart in rows:
        _bars(screen, chart)


def _bars(screen: Screen, chart: Chart) -> None:
    longest = max(chart.bars.values(), default=0)
    width = max((width_of(visible(label)) for label in chart.bars), default=0)
    screen.print(f"\n{visible(chart.title)}", style="bold")
    for label, count in chart.bars.items():
        bar = "█" * max(1, round(_LONGEST_BAR * count / longest))
        blank = " " * (width - width_of(visible(label)))
        screen.print(f"  {blank}{visible(label)}  {bar} {count:,}")

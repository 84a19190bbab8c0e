"""The command ``govreport stats``: statistics of a corpus as text, chart or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govreport.cli import options
from govreport.cli.command import argument, command, option
from govreport.cli.files import UNREADABLE
from govreport.cli.saving import save
from govreport.cli.streams import complain, console, write_json
from govreport.cli.visible import visible
from govreport.errors import GovReportError, ReadError
from govreport.util.extras import missing

if TYPE_CHECKING:
    from govreport.batch.charts import Chart
    from govreport.batch.statistics import Statistics
    from govreport.batch.themes import Themes
    from govreport.cli.styled import Screen

_LONGEST_BAR = 40
_PICTURES = {".png": "png", ".svg": "svg"}


@command(example="govreport stats tables/ -o tables.png")
@argument("folder", metavar="FOLDER", help="The output folder of govreport corpus.")
@option("--output", "-o", metavar="PICTURE", help="Draw charts to a file instead: .png, .svg or .html.")
@option(
    "--theme",
    metavar="WORDS",
    multiple=True,
    help="Count documents per year with a heading that has these words; repeatable.",
)
@option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@options.force
def stats(folder: str, output: str | None, theme: tuple[str, ...], as_json: bool, force: bool) -> int:
    """Show statistics of a corpus: outline depths, lengths, years, number forms, diagnostics."""
    suffix = Path(output or "").suffix.lower()
    if output is not None and suffix not in (*_PICTURES, ".html"):
        raise click.UsageError(f"{visible(output)} is not a .png, .svg or .html file")
    try:
        found: Statistics | Themes = _themes(folder, theme) if theme else _statistics(folder)
        content = _drawn(found, suffix) if output is not None else b""
    except ReadError as error:
        complain(f"{error.name}: {error.problem}")
        return UNREADABLE
    except ModuleNotFoundError as error:
        complain(missing("stats", error.name or "pyarrow", "arrow"))
        return UNREADABLE
    except (ImportError, GovReportError) as error:  # matplotlib or a font is missing
        complain(str(error))
        return UNREADABLE
    if output is not None:
        return 0 if save(content, Path(output), force=force) else UNREADABLE
    if as_json:
        import attrs

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

    if isinstance(found, themes.Themes):
        return themes.as_html(found).encode() if suffix == ".html" else themes.as_picture(found, _PICTURES[suffix])
    return charts.as_html(found).encode() if suffix == ".html" else charts.as_picture(found, _PICTURES[suffix])


def _show(found: Statistics | Themes) -> None:
    from govreport.batch.charts import Chart, charts, summary
    from govreport.batch.themes import Themes

    screen = console()
    if isinstance(found, Themes):
        rows = [
            Chart(theme, {str(year): count for year, count in sorted(by_year.items())})
            for theme, by_year in found.counts.items()
        ]
        screen.print(f"{sum(found.documents.values()):,} documents with a year")
    else:
        rows = charts(found)
        screen.print(summary(found))
    for chart in rows:
        _bars(screen, chart)


def _bars(screen: Screen, chart: Chart) -> None:
    longest = max(chart.bars.values(), default=0)
    width = max(map(len, chart.bars), default=0)
    screen.print(f"\n{visible(chart.title)}", style="bold")
    for label, count in chart.bars.items():
        bar = "█" * max(1, round(_LONGEST_BAR * count / longest))
        screen.print(f"  {visible(label):>{width}}  {bar} {count:,}")

"""The command ``govreport stats``: statistics of a corpus as text, chart or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport.cli.files import UNREADABLE
from govreport.cli.language import words
from govreport.cli.saving import save
from govreport.cli.streams import complain, console, write_json
from govreport.cli.visible import visible
from govreport.errors import GovReportError, ReadError
from govreport.text.source import display_width
from govreport.util.extras import missing

if TYPE_CHECKING:
    from rich.console import Console

    from govreport.batch.charts import Chart
    from govreport.batch.statistics import Statistics
    from govreport.batch.themes import Themes

_LONGEST_BAR = 40
_PICTURES = {".png": "png", ".svg": "svg"}


def stats(
    folder: Annotated[
        str, typer.Argument(metavar="FOLDER", help="The output folder of govreport corpus.", show_default=False)
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="PICTURE", help="Draw charts to a file instead: .png, .svg or .html."),
    ] = None,
    theme: Annotated[
        list[str] | None,
        typer.Option(
            "--theme", metavar="WORDS", help="Count documents per year with a heading that has these words; repeatable."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace an existing file.")] = False,
) -> None:
    """Show statistics of a corpus: outline depths, lengths, years, number forms, diagnostics."""
    suffix = Path(output or "").suffix.lower()
    if output is not None and suffix not in (*_PICTURES, ".html"):
        raise typer.BadParameter(f"{visible(output)} is not a .png, .svg or .html file")
    try:
        found: Statistics | Themes = _themes(folder, theme) if theme else _statistics(folder)
        content = _drawn(found, suffix) if output is not None else b""
    except ReadError as error:
        complain(f"{error.name}: {error.problem}")
        raise typer.Exit(UNREADABLE) from None
    except ModuleNotFoundError as error:
        complain(missing("stats", error.name or "pyarrow", "arrow"))
        raise typer.Exit(UNREADABLE) from None
    except (ImportError, GovReportError) as error:  # matplotlib or a font is missing
        complain(str(error))
        raise typer.Exit(UNREADABLE) from None
    if output is not None:
        raise typer.Exit(0 if save(content, Path(output), force=force) else UNREADABLE)
    if as_json:
        import attrs

        write_json(json.dumps(attrs.asdict(found), ensure_ascii=False, indent=2) + "\n")
    else:
        _show(found)


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


def _bars(screen: Console, chart: Chart) -> None:
    longest = max(chart.bars.values(), default=0)
    width = max((display_width(visible(label)) for label in chart.bars), default=0)
    screen.print(f"\n{visible(chart.title)}", style="bold")
    for label, count in chart.bars.items():
        bar = "█" * max(1, round(_LONGEST_BAR * count / longest))
        blank = " " * (width - display_width(visible(label)))
        screen.print(f"  {blank}{visible(label)}  {bar} {count:,}")

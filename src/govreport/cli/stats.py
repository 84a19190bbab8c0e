"""The command ``govreport stats``: what a corpus holds, printed, drawn, or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport.cli.files import UNREADABLE
from govreport.cli.saving import save
from govreport.cli.streams import complain, console, write
from govreport.cli.visible import visible
from govreport.errors import ReadError

if TYPE_CHECKING:
    from govreport.batch.statistics import Statistics

_LONGEST_BAR = 40
_PICTURES = {".png": "png", ".svg": "svg"}


def stats(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="What govreport corpus wrote.", show_default=False)],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="PICTURE", help="Draw to a file instead: .png, .svg or .html."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace a file that is there.")] = False,
) -> None:
    """Count what a corpus holds: depths of outlines, lengths, years, forms of numbers, diagnostics."""
    suffix = Path(output or "").suffix.lower()
    if output is not None and suffix not in (*_PICTURES, ".html"):
        raise typer.BadParameter(f"{visible(output)} is no .png, .svg or .html")
    try:
        from govreport.batch.statistics import statistics

        found = statistics(folder)
        content = _drawn(found, suffix) if output is not None else b""
    except ReadError as error:
        complain(f"{error.name}: {error.problem}")
        raise typer.Exit(UNREADABLE) from None
    except ModuleNotFoundError as error:
        complain(f"stats needs {error.name}: pip install 'govreport[arrow]'")
        raise typer.Exit(UNREADABLE) from None
    except ImportError as error:
        complain(str(error))
        raise typer.Exit(UNREADABLE) from None
    if output is not None:
        raise typer.Exit(0 if save(content, Path(output), force=force) else UNREADABLE)
    if as_json:
        import attrs

        write(json.dumps(attrs.asdict(found), ensure_ascii=False, indent=2) + "\n")
    else:
        _show(found)


def _drawn(found: Statistics, suffix: str) -> bytes:
    from govreport.batch.charts import as_html, as_picture

    return as_html(found).encode() if suffix == ".html" else as_picture(found, _PICTURES[suffix])


def _show(found: Statistics) -> None:
    from govreport.batch.charts import charts, summary

    screen = console()
    screen.print(summary(found))
    for chart in charts(found):
        longest = max(chart.bars.values())
        width = max(map(len, chart.bars))
        screen.print(f"\n{chart.title}", style="bold")
        for label, count in chart.bars.items():
            bar = "█" * max(1, round(_LONGEST_BAR * count / longest))
            screen.print(f"  {visible(label):>{width}}  {bar} {count:,}")

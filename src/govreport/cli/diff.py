"""The command ``govreport diff``: what changed from one report to another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from govreport.cli.files import STANDARD_INPUT, UNREADABLE, each_report
from govreport.cli.options import Encoding
from govreport.cli.saving import save
from govreport.cli.streams import console, write, write_page
from govreport.cli.visible import visible, visible_json

if TYPE_CHECKING:
    from govreport.comparing import Comparison
    from govreport.report import Report

DIFFERENT: Final = 1
"""The exit code when something changed."""
_File = Annotated[
    str,
    typer.Argument(help="A text, web page, Word file, PDF or Markdown; - for standard input.", show_default=False),
]


def diff(
    old: _File,
    new: _File,
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PAGE",
            help="Write a page (HTML) that shows both side by side; - for standard output.",
        ),
    ] = None,
    facts: Annotated[bool, typer.Option("--facts", help="Set the figures of both side by side instead.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show what stayed the same, too.")] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace the page if it is there.")] = False,
    encoding: Encoding = None,
) -> None:
    """Show what changed: units that are new, gone, moved, renumbered, reworded; exit with 1 if any is."""
    if old == new == STANDARD_INPUT:
        raise typer.BadParameter("standard input holds one report: give a file for the other")
    if as_json and output is not None:
        raise typer.BadParameter("--json prints JSON and --output writes a page: leave out one")
    if facts and output is not None:
        raise typer.BadParameter("--facts prints a table or JSON: leave out --output")
    from govreport.comparing import compare

    reports: list[Report] = []

    def take(report: Report) -> int:
        reports.append(report)
        return 0

    if each_report([old, new], take, encoding=encoding):
        raise typer.Exit(UNREADABLE)
    if facts:
        from govreport.cli.figures import show_figures

        same = show_figures(*reports, everything=everything, as_json=as_json)
        raise typer.Exit(0 if same else DIFFERENT)
    comparison = compare(*reports)
    code = 0 if comparison.same else DIFFERENT
    if output is not None:
        raise typer.Exit(code if _write_page(comparison, output, force=force) else UNREADABLE)
    if as_json:
        text = comparison.to_json(indent=2, everything=everything)
        write(f"{visible_json(text)}\n")
    else:
        from govreport.cli.differences import diff_lines

        screen = console()
        for line in diff_lines(comparison, everything=everything):
            screen.print(line)
    raise typer.Exit(code)


def _write_page(comparison: Comparison, output: str, *, force: bool) -> bool:
    html = comparison.to_html()
    if output == "-":
        write_page(html)
        return True
    if not save(html.encode("utf-8"), Path(output), force=force):
        return False
    if sys.stdout.isatty():
        write(f"{visible(output)}\n")
    return True

"""The command ``govreport diff``: the changes between two reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from govreport.cli import options
from govreport.cli.command import argument, command, option
from govreport.cli.files import STANDARD_INPUT, UNREADABLE, each_report
from govreport.cli.saving import save
from govreport.cli.streams import console, write, write_page
from govreport.cli.visible import visible, visible_json

if TYPE_CHECKING:
    from govreport.comparing import Comparison
    from govreport.report import Report

DIFFERENT: Final = 1
"""The exit code when there are changes."""


@command(example="govreport diff 2023.txt 2024.txt -o changes.html")
@argument("old", metavar="OLD", help=options.FILE)
@argument("new", metavar="NEW", help=options.FILE)
@option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@option(
    "--output",
    "-o",
    metavar="PAGE",
    help="Write an HTML page that shows both side by side; - for standard output.",
)
@option("--facts", is_flag=True, help="Compare the figures of both instead.")
@option("--all", "everything", is_flag=True, help="Also show unchanged units.")
@options.force
@options.encoding
def diff(
    old: str,
    new: str,
    as_json: bool,
    output: str | None,
    facts: bool,
    everything: bool,
    force: bool,
    encoding: str | None,
) -> int:
    """Show the changes: units added, removed, moved, renumbered or reworded; exit code 1 if there are any."""
    if old == new == STANDARD_INPUT:
        raise click.UsageError("standard input can be only one of the two reports")
    if as_json and output is not None:
        raise click.UsageError("--json and --output cannot be combined")
    if facts and output is not None:
        raise click.UsageError("--facts and --output cannot be combined")
    from govreport.comparing import compare

    reports: list[Report] = []

    def take(report: Report) -> int:
        reports.append(report)
        return 0

    if each_report([old, new], take, encoding=encoding):
        return UNREADABLE
    if facts:
        from govreport.cli.figures import show_figures

        same = show_figures(*reports, everything=everything, as_json=as_json)
        return 0 if same else DIFFERENT
    comparison = compare(*reports)
    code = 0 if comparison.same else DIFFERENT
    if output is not None:
        return code if _write_page(comparison, output, (old, new), force=force) else UNREADABLE
    if as_json:
        text = comparison.to_json(indent=2, everything=everything)
        write(f"{visible_json(text)}\n")
    else:
        from govreport.cli.differences import diff_lines

        screen = console()
        for line in diff_lines(comparison, everything=everything):
            screen.print(line)
    return code


def _write_page(comparison: Comparison, output: str, inputs: tuple[str, str], *, force: bool) -> bool:
    html = comparison.to_html()
    if output == "-":
        write_page(html)
        return True
    if not save(html.encode("utf-8"), Path(output), force=force, inputs=inputs):
        return False
    if sys.stdout.isatty():
        write(f"{visible(output)}\n")
    return True

"""The command ``govreport diff``: the changes between two reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import click

from govreport.cli import options
from govreport.cli.command import FILE_NAME, argument, command, option
from govreport.cli.files import STANDARD_INPUT, UNREADABLE, each_report
from govreport.cli.language import requested_language
from govreport.cli.saving import save, to_file
from govreport.cli.streams import console, write, write_page
from govreport.cli.visible import visible, visible_json

if TYPE_CHECKING:
    from govreport.dialects import Dialect
    from govreport.report import Report
    from govreport.tree.conversion import Script

_PAGES: Final = frozenset({".html", ".htm"})
_Form: TypeAlias = Literal["json", "csv", "table"]
DIFFERENT: Final = 1
"""The exit code when there are changes."""


@command(example="govreport diff 2023.txt 2024.txt -o changes.html")
@argument("old", metavar="OLD", type=FILE_NAME, help=options.FILE)
@argument("new", metavar="NEW", type=FILE_NAME, help=options.FILE)
@option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@option("--facts", is_flag=True, help="Compare the figures of both instead.")
@option("--csv", "as_csv", is_flag=True, help="With --facts: print CSV, one row per pair of figures.")
@option("--all", "everything", is_flag=True, help="Also show unchanged units.")
@options.reading
@option(
    "--output",
    "-o",
    type=FILE_NAME,
    metavar="OUT",
    help="Write to this file: to .html, a page that shows both side by side; - prints that page.",
)
@options.force
def diff(
    old: str,
    new: str,
    as_json: bool,
    facts: bool,
    as_csv: bool,
    everything: bool,
    script: Script | None,
    dialect: Dialect | None,
    encoding: str | None,
    output: str | None,
    force: bool,
) -> int:
    """Show the changes: units added, removed, moved, renumbered or reworded; exit code 1 if there are any."""
    if old == new == STANDARD_INPUT:
        raise click.UsageError("standard input can be only one of the two reports")
    if as_csv and as_json:
        raise click.UsageError("--csv and --json cannot be combined")
    if as_csv and not facts:
        raise click.UsageError("--csv needs --facts")
    is_page = output is not None and (output == "-" or Path(output).suffix.lower() in _PAGES)
    if is_page and (as_json or facts):
        raise click.UsageError("a page has neither --json nor --facts; choose another --output")
    reports: list[Report] = []

    def take(report: Report) -> int:
        reports.append(report.converted(script) if script else report)
        return 0

    if each_report([old, new], take, encoding=encoding, dialect=dialect):
        return UNREADABLE
    form: _Form = "json" if as_json else "csv" if as_csv else "table"
    if output is None:
        return _show(reports, form, facts=facts, everything=everything)
    if is_page:
        return _write_page(reports, output, (old, new), force=force)
    with to_file(Path(output), force=force, inputs=(old, new)):
        return _show(reports, form, facts=facts, everything=everything)


def _show(reports: Sequence[Report], form: _Form, *, facts: bool, everything: bool) -> int:
    """Print the changes; return the exit code."""
    if facts:
        from govreport.cli.figures import show_figures

        return 0 if show_figures(*reports, everything=everything, form=form) else DIFFERENT
    from govreport.comparing import compare

    comparison = compare(*reports)
    if form == "json":
        write(f"{visible_json(comparison.to_json(indent=2, everything=everything))}\n")
    else:
        from govreport.cli.differences import diff_lines

        screen = console()
        for line in diff_lines(comparison, everything=everything):
            screen.print(line)
    return 0 if comparison.same else DIFFERENT


def _write_page(reports: Sequence[Report], output: str, inputs: tuple[str, str], *, force: bool) -> int:
    """Write the page that shows both; return the exit code."""
    from govreport.comparing import compare

    comparison = compare(*reports)
    html = comparison.to_html(lang=requested_language())
    if output == "-":
        write_page(html)
    elif not save(html.encode("utf-8"), Path(output), force=force, inputs=inputs):
        return UNREADABLE
    elif sys.stdout.isatty():
        write(f"{visible(output)}\n")
    return 0 if comparison.same else DIFFERENT

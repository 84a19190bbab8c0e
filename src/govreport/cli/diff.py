"""The command ``govreport diff``: what changed from one report to another."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from govreport.cli.files import STANDARD_INPUT, UNREADABLE, each_report
from govreport.cli.options import Encoding
from govreport.cli.repairs import shortened
from govreport.cli.saving import save
from govreport.cli.streams import console, write, write_page
from govreport.cli.visible import visible, visible_json

if TYPE_CHECKING:
    from govreport.comparing import Change, Comparison, Found
    from govreport.report import Report

DIFFERENT: Final = 1
"""The exit code when something changed."""
OPENING: Final = 60
"""How many characters of a text are shown that is new, gone, or only moved."""

_SIGNS: Final = {"added": ("+", "green"), "removed": ("-", "red"), "moved": (">", "magenta"), "": ("=", "dim")}

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
    everything: Annotated[bool, typer.Option("--all", help="Show what stayed the same, too.")] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace the page if it is there.")] = False,
    encoding: Encoding = None,
) -> None:
    """Show what changed: units that are new, gone, moved, renumbered, reworded; exit with 1 if any is."""
    if old == new == STANDARD_INPUT:
        raise typer.BadParameter("standard input holds one report: give a file for the other")
    if as_json and output is not None:
        raise typer.BadParameter("--json prints JSON and --output writes a page: leave out one")
    from govreport.comparing import compare

    reports: list[Report] = []

    def take(report: Report) -> int:
        reports.append(report)
        return 0

    if each_report([old, new], take, encoding=encoding):
        raise typer.Exit(UNREADABLE)
    comparison = compare(*reports)
    code = 0 if comparison.same else DIFFERENT
    if output is not None:
        raise typer.Exit(code if _write_page(comparison, output, force=force) else UNREADABLE)
    if as_json:
        text = comparison.to_json(indent=2, everything=everything)
        write(f"{visible_json(text)}\n")
    else:
        screen = console()
        for line in diff_lines(comparison, everything=everything):
            screen.print(line)
    raise typer.Exit(code)


def diff_lines(comparison: Comparison, *, everything: bool = False) -> Iterator[Text]:
    """The lines of a comparison for a terminal: how many changes of which kind, then change by change."""
    counts = ", ".join(f"{count} {kind}" for kind, count in comparison.counts.items())
    yield Text(counts or "no change", "bold")
    for change in comparison.rows if everything else comparison.changes:
        yield _line(change)


def _line(change: Change) -> Text:
    first = next(iter(change.kinds), "")
    sign, style = _SIGNS.get(first, ("~", "yellow"))
    line = Text.assemble((f"{sign} ", style), (_place(change), "cyan"))
    if change.kinds:
        line.append(f" {', '.join(change.kinds)}", style)
    line.append(": ")
    if change.old and change.new and change.old.number != change.new.number:
        line.append(f"{visible(change.old.number)} → {visible(change.new.number)} ")
        return line.append_text(_said(change, ""))
    return line.append_text(_said(change, visible(change.found.number)))


def _said(change: Change, number: str) -> Text:
    """What it says: word by word where that changed, else its beginning."""
    said = Text(number)
    text = visible(change.found.text)
    if number[-1:].isalnum() and text:
        said.append(" ")
    if not change.stretches:
        return said.append(text if len(text) <= OPENING else f"{text[: OPENING - 1]}…")
    for at, one in enumerate(change.stretches):
        if one.same:
            edges = {"before": 0} if at == 0 else {"after": 0} if at + 1 == len(change.stretches) else {}
            said.append(shortened(one.new, **edges))
            continue
        if one.old:
            said.append(f"[-{visible(one.old)}-]", "red")
        if one.new:
            said.append(f"{{+{visible(one.new)}+}}", "green")
    return said


def _place(change: Change) -> str:
    """Its path in both reports; of parts of head and foot, what they are."""

    def place(found: Found) -> str:
        return visible(found.path) or found.part.replace("_", " ")

    places = [place(found) for found in (change.old, change.new) if found]
    return " → ".join(dict.fromkeys(places))


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

"""The commands ``tree``, ``json``, ``text`` and ``clean``, which print a report."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from govreport.cli import options
from govreport.cli.command import command, option
from govreport.cli.files import each_decoded, each_report
from govreport.cli.streams import console, write, write_json, write_page
from govreport.cli.visible import visible

if TYPE_CHECKING:
    from govreport.dialects import Dialect
    from govreport.reading import Decoded
    from govreport.report import Report
    from govreport.tree.conversion import Script


@command(example="govreport tree --depth 2 --paths report.txt")
@options.files
@option("--depth", "-d", type=click.IntRange(min=1), metavar="N", help="The number of levels to show (default: all).")
@option("--spans", is_flag=True, help="Show the span of each unit: start, end.")
@option("--paths", is_flag=True, help="Show the path of each unit.")
@option("--no-items", is_flag=True, help="Leave out enumerations (一是…；二是…).")
@option("--ascii", "ascii_lines", is_flag=True, help="Draw the tree in ASCII.")
@option(
    "--width",
    type=click.IntRange(min=8),
    metavar="N",
    help="Cut lines to this many columns (default: window width; no limit in a pipe).",
)
@options.reading
@options.output
def tree(
    files: tuple[str, ...],
    depth: int | None,
    spans: bool,
    paths: bool,
    no_items: bool,
    ascii_lines: bool,
    width: int | None,
    script: Script | None,
    dialect: Dialect | None,
    encoding: str | None,
) -> int:
    """Show the outline: title, summary, units, attachments, diagnostics."""
    from govreport.cli.outline import View, outline

    screen = console()
    if width is None and sys.stdout.isatty():
        width = screen.width
    view = View(depth=depth, items=not no_items, spans=spans, paths=paths, ascii=ascii_lines, width=width)

    def show(report: Report) -> int:
        if len(files) > 1:
            screen.print(f"==> {visible(report.source.name or '')} <==", style="bold")
        for line in outline(report.converted(script) if script else report, view):
            screen.print(line)
        return 0

    return each_report(files, show, encoding=encoding, dialect=dialect)


@command("json", example="govreport json --lines *.txt > reports.jsonl")
@options.files
@option(
    "--indent",
    type=click.IntRange(min=0),
    metavar="N",
    help="The number of spaces to indent (default: 2); 0 for one line.",
)
@option("--lines", is_flag=True, help="Print one report per line (JSON Lines).")
@option("--no-source-text", is_flag=True, help="Leave out the source text.")
@options.reading
@options.output
def json_(
    files: tuple[str, ...],
    indent: int | None,
    lines: bool,
    no_source_text: bool,
    script: Script | None,
    dialect: Dialect | None,
    encoding: str | None,
) -> int:
    """Print the report as JSON: one file gives an object, several give an array."""
    if lines and indent:
        raise click.UsageError("--lines and --indent cannot be combined")
    spaces = None if lines else (2 if indent is None else indent) or None
    in_array = len(files) > 1 and not lines
    separator = "[\n" if in_array else ""

    def show(report: Report) -> int:
        nonlocal separator
        report = report.converted(script) if script else report
        text = report.to_json(indent=spaces, source_text=not no_source_text)
        write_json(separator + text)
        if in_array:
            separator = ",\n"
        else:
            write("\n")
        return 0

    code = each_report(files, show, encoding=encoding, dialect=dialect)
    if in_array:
        write("\n]\n" if separator == ",\n" else "[]\n")
    return code


@command(example="govreport text report.txt > plain.txt")
@options.files
@options.reading
@options.output
def text(files: tuple[str, ...], script: Script | None, dialect: Dialect | None, encoding: str | None) -> int:
    """Print the readable text of the report, without damage and boilerplate."""
    from govreport.rendering import render

    def show(report: Report) -> int:
        page = _in_script(render(report), script)
        write_page(page if page.endswith("\n") else f"{page}\n")
        return 0

    return each_report(files, show, encoding=encoding, dialect=dialect)


@command(example="govreport clean --diff report.txt")
@options.files
@option("--diff", is_flag=True, help="Show the repairs instead, line by line.")
@options.script
@options.encoding
@options.ocr
@options.output
def clean(files: tuple[str, ...], diff: bool, script: Script | None, encoding: str | None) -> int:
    """Print the file with its damage repaired: pinyin glosses, shifted bytes, leftover markup."""
    from govreport.cleaning import clean as repaired
    from govreport.cli.repairs import repaired_lines

    def show_repaired(found: Decoded) -> int:
        cleaned = repaired(found.source.text, recognized=found.evidence.recognized)
        write_page(_in_script(cleaned.text, script))
        return 0

    def show_repairs(report: Report) -> int:
        for line in repaired_lines(report):
            screen.print(f"{visible(report.source.name or '')}:", line, sep="")
        return 0

    if not diff:
        return each_decoded(files, show_repaired, encoding=encoding)
    screen = console()
    return each_report(files, show_repairs, encoding=encoding)


def _in_script(page: str, script: Script | None) -> str:
    from govreport.tree.conversion import converter

    return converter(script)(page) if script else page

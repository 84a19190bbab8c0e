"""The commands and their options."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from govreport import __version__
from govreport.cli.checking import check, explain
from govreport.cli.chunking import chunks
from govreport.cli.converting import convert
from govreport.cli.corpus import corpus
from govreport.cli.diff import diff
from govreport.cli.facts import facts
from govreport.cli.files import each_report, each_text
from govreport.cli.options import Encoding, Files, InDialect, InScript, Script
from govreport.cli.stats import stats
from govreport.cli.streams import console, write, write_json, write_page
from govreport.cli.view import view
from govreport.cli.visible import visible

if TYPE_CHECKING:
    from govreport.report import Report

app = typer.Typer(
    name="govreport",
    epilog="Example: govreport tree report.txt",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        write(f"govreport {__version__}\n")
        raise typer.Exit


@app.callback()
def govreport(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read Chinese government reports (公文) as section trees with exact places in the source."""


@app.command(epilog="Example: govreport tree --depth 2 --paths report.txt")
def tree(
    files: Files,
    depth: Annotated[
        int | None, typer.Option("--depth", "-d", min=1, help="The number of levels to show (default: all).")
    ] = None,
    spans: Annotated[bool, typer.Option("--spans", help="Show the span of each unit: start, end.")] = False,
    paths: Annotated[bool, typer.Option("--paths", help="Show the path of each unit.")] = False,
    no_items: Annotated[bool, typer.Option("--no-items", help="Leave out enumerations (一是…；二是…).")] = False,
    ascii_lines: Annotated[bool, typer.Option("--ascii", help="Draw the tree in ASCII.")] = False,
    width: Annotated[
        int | None,
        typer.Option(
            "--width",
            min=8,
            help="Cut lines to this many columns (default: window width; no limit in a pipe).",
        ),
    ] = None,
    script: InScript = None,
    dialect: InDialect = None,
    encoding: Encoding = None,
) -> None:
    """Show the outline: title, summary, units, attachments, diagnostics."""
    from govreport.cli.outline import View, outline

    screen = console()
    if width is None and sys.stdout.isatty():
        width = screen.width
    view = View(depth=depth, items=not no_items, spans=spans, paths=paths, ascii=ascii_lines, width=width)

    def show(report: Report) -> int:
        if len(files) > 1:
            screen.print(f"==> {visible(report.source.name or '')} <==", style="bold")
        for line in outline(report.converted(script.value) if script else report, view):
            screen.print(line)
        return 0

    raise typer.Exit(each_report(files, show, encoding=encoding, dialect=dialect))


@app.command(name="json", epilog="Example: govreport json --lines *.txt > reports.jsonl")
def json_(
    files: Files,
    indent: Annotated[
        int | None,
        typer.Option("--indent", min=0, help="The number of spaces to indent (default: 2); 0 for one line."),
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Print one report per line (JSON Lines).")] = False,
    source_text: Annotated[
        bool, typer.Option(" /--no-source-text", help="Leave out the source text.", show_default=False)
    ] = True,
    script: InScript = None,
    dialect: InDialect = None,
    encoding: Encoding = None,
) -> None:
    """Print the report as JSON: one file gives an object, several give an array."""
    if lines and indent:
        raise typer.BadParameter("--lines and --indent cannot be combined")
    spaces = None if lines else (2 if indent is None else indent) or None
    in_array = len(files) > 1 and not lines
    separator = "[\n" if in_array else ""

    def show(report: Report) -> int:
        nonlocal separator
        report = report.converted(script.value) if script else report
        text = report.to_json(indent=spaces, source_text=source_text)
        write_json(separator + text)
        if in_array:
            separator = ",\n"
        else:
            write("\n")
        return 0

    code = each_report(files, show, encoding=encoding, dialect=dialect)
    if in_array:
        write("\n]\n" if separator == ",\n" else "[]\n")
    raise typer.Exit(code)


@app.command(epilog="Example: govreport text report.txt > plain.txt")
def text(files: Files, script: InScript = None, encoding: Encoding = None) -> None:
    """Print the readable text of the report, without damage and boilerplate."""
    from govreport.render import render

    def show(report: Report) -> int:
        page = _in_script(render(report), script)
        write_page(page if page.endswith("\n") else f"{page}\n")
        return 0

    raise typer.Exit(each_report(files, show, encoding=encoding))


@app.command(epilog="Example: govreport clean --diff report.txt")
def clean(
    files: Files,
    diff: Annotated[bool, typer.Option("--diff", help="Show the repairs instead, line by line.")] = False,
    script: InScript = None,
    encoding: Encoding = None,
) -> None:
    """Print the file with its damage repaired: pinyin glosses, shifted bytes, leftover markup."""
    from govreport.cleaning import clean as repaired
    from govreport.cli.repairs import repaired_lines

    def show_repaired(text: str) -> int:
        write_page(_in_script(repaired(text).text, script))
        return 0

    def show_repairs(report: Report) -> int:
        for line in repaired_lines(report):
            screen.print(f"{visible(report.source.name or '')}:", line, sep="")
        return 0

    if not diff:
        raise typer.Exit(each_text(files, show_repaired, encoding=encoding))
    screen = console()
    raise typer.Exit(each_report(files, show_repairs, encoding=encoding))


app.command(epilog="Example: govreport check --output-format sarif *.txt > found.sarif")(check)
app.command(epilog="Example: govreport explain GR201")(explain)
app.command(epilog="Example: govreport view --serve report.txt")(view)
app.command(epilog="Example: govreport convert report.docx -o report.md")(convert)
app.command(epilog="Example: govreport diff 2023.txt 2024.txt -o changes.html")(diff)
app.command(epilog="Example: govreport facts --kind figure --csv report.txt > figures.csv")(facts)
app.command(epilog="Example: govreport chunks --max-chars 300 *.txt > chunks.jsonl")(chunks)
app.command(epilog="Example: govreport corpus reports/ -o tables/")(corpus)
app.command(epilog="Example: govreport stats tables/ -o tables.png")(stats)


def _in_script(page: str, script: Script | None) -> str:
    from govreport.tree.conversion import converter

    return converter(script.value)(page) if script else page

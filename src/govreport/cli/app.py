"""The commands: what they take, what they print, how they exit."""

from __future__ import annotations

import enum
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from govreport import __version__
from govreport.cli.files import each_report
from govreport.cli.streams import write
from govreport.cli.visible import visible, visible_json, visible_page
from govreport.encodings import ENCODINGS, canonical

if TYPE_CHECKING:
    from rich.console import Console

    from govreport.report import Report

app = typer.Typer(
    name="govreport",
    epilog="Example: govreport tree report.txt",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE", help="Text, in UTF-8, UTF-16, GB 18030 or Big5; - for standard input.", show_default=False
    ),
]


def _known_encoding(name: str | None) -> str | None:
    if name is not None and canonical(name) is None:
        raise typer.BadParameter(f"{visible(name)} is none of {', '.join(ENCODINGS)}")
    return name


Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        callback=_known_encoding,
        help="The encoding of all files; left out, it is told from the bytes of each.",
    ),
]


class Severity(str, enum.Enum):
    """How much a diagnostic matters, the gravest first."""

    error = "error"
    warning = "warning"
    info = "info"


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
        int | None, typer.Option("--depth", "-d", min=1, help="Show this many levels; all when left out.")
    ] = None,
    spans: Annotated[bool, typer.Option("--spans", help="Show where each unit stands: start, end.")] = False,
    paths: Annotated[bool, typer.Option("--paths", help="Show the path of each unit.")] = False,
    no_items: Annotated[bool, typer.Option("--no-items", help="Leave out enumerations (一是…；二是…).")] = False,
    ascii_lines: Annotated[bool, typer.Option("--ascii", help="Draw the tree in ASCII.")] = False,
    width: Annotated[
        int | None,
        typer.Option(
            "--width",
            min=8,
            help="Cut lines to this many columns: as wide as the window, not at all in a pipe.",
        ),
    ] = None,
    encoding: Encoding = None,
) -> None:
    """Show the outline: title, summary, units, attachments, diagnostics."""
    from govreport.cli.outline import View, outline

    console = _console()
    if width is None and sys.stdout.isatty():
        width = console.width
    view = View(depth=depth, items=not no_items, spans=spans, paths=paths, ascii=ascii_lines, width=width)

    def show(report: Report) -> int:
        if len(files) > 1:
            console.print(f"==> {visible(report.source.name or '')} <==", style="bold")
        for line in outline(report, view):
            console.print(line)
        return 0

    raise typer.Exit(each_report(files, show, encoding=encoding))


@app.command(name="json", epilog="Example: govreport json --lines *.txt > reports.jsonl")
def json_(
    files: Files,
    indent: Annotated[
        int | None,
        typer.Option("--indent", min=0, help="Indent by this many blanks: 2 when left out; 0 for one line."),
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="One report a line (JSON Lines).")] = False,
    source_text: Annotated[
        bool, typer.Option(" /--no-source-text", help="Leave out the source text.", show_default=False)
    ] = True,
    encoding: Encoding = None,
) -> None:
    """Print the report as JSON: one file gives an object, several give an array."""
    if lines and indent:
        raise typer.BadParameter("--lines puts a report on one line: leave out --indent")
    spaces = None if lines else (2 if indent is None else indent) or None
    in_array = len(files) > 1 and not lines
    at_terminal = sys.stdout.isatty()
    separator = "[\n" if in_array else ""

    def show(report: Report) -> int:
        nonlocal separator
        text = report.to_json(indent=spaces, source_text=source_text)
        write(separator + (visible_json(text) if at_terminal else text))
        if in_array:
            separator = ",\n"
        else:
            write("\n")
        return 0

    code = each_report(files, show, encoding=encoding)
    if in_array:
        write("\n]\n" if separator == ",\n" else "[]\n")
    raise typer.Exit(code)


@app.command(epilog="Example: govreport text report.txt > clean.txt")
def text(files: Files, encoding: Encoding = None) -> None:
    """Print the text of the report as a reader should see it, damage removed."""
    from govreport.render import render

    at_terminal = sys.stdout.isatty()

    def show(report: Report) -> int:
        page = render(report)
        page = visible_page(page) if at_terminal else page
        write(page if page.endswith("\n") else f"{page}\n")
        return 0

    raise typer.Exit(each_report(files, show, encoding=encoding))


@app.command(epilog="Example: govreport check --severity info *.txt")
def check(
    files: Files,
    severity: Annotated[
        Severity, typer.Option("--severity", "-s", help="The lowest severity to show, and to fail for.")
    ] = Severity.warning,
    encoding: Encoding = None,
) -> None:
    """Print the diagnostics, one a line: file:line:column: code message.

    Exits with 0 when there are none, with 1 when there are, with 2 when a file could not be read.
    """
    from govreport.cli.outline import diagnostic_line

    console = _console()
    order = [member.value for member in Severity]
    chosen = order[: order.index(severity.value) + 1]

    def show(report: Report) -> int:
        found = [diagnostic for diagnostic in report.diagnostics if diagnostic.severity in chosen]
        for diagnostic in found:
            console.print(f"{visible(report.source.name or '')}:", diagnostic_line(diagnostic), sep="")
        return 1 if found else 0

    raise typer.Exit(each_report(files, show, encoding=encoding))


def _console() -> Console:
    """A console that prints text as it is: no markup, no emoji codes, no wrapping; coloured on a terminal."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False, soft_wrap=True)

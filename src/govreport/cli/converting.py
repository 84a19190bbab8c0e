"""The command ``govreport convert``: writes reports in another format, one file each."""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from govreport.cli.as_csv import as_csv
from govreport.cli.files import UNREADABLE, each_report, stem
from govreport.cli.options import Encoding, Files, InScript
from govreport.cli.saving import make_folder, save
from govreport.cli.streams import complain, write_binary, write_page
from govreport.cli.visible import visible

if TYPE_CHECKING:
    from govreport.report import Report

STANDARD_OUTPUT: Final = "-"


class Form(str, enum.Enum):
    """The output formats; the value is the file suffix."""

    markdown = "md"
    html = "html"
    xml = "xml"
    docx = "docx"
    json = "json"
    text = "txt"
    csv = "csv"


FORMS: Final[Mapping[Form, Callable[[Report], str | bytes]]] = {
    Form.markdown: lambda report: report.to_markdown(),
    Form.html: lambda report: report.to_html(),
    Form.xml: lambda report: report.to_xml(),
    Form.docx: lambda report: report.to_docx(),
    Form.json: lambda report: f"{report.to_json(indent=2)}\n",
    Form.text: lambda report: _rendered(report),
    Form.csv: lambda report: _table(report),
}
"""The writer of each format."""


def convert(
    files: Files,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="The file to write; a folder (existing, or for several files); - for standard output.",
            show_default=False,
        ),
    ],
    to: Annotated[
        Form | None,
        typer.Option("--to", help="The output format (default: by the suffix of OUT).", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace existing files.")] = False,
    script: InScript = None,
    encoding: Encoding = None,
) -> None:
    """Write reports as Markdown, HTML, XML (Akoma Ntoso), Word (GB/T 9704), JSON, text or a table of units (CSV)."""
    form = to or _form_of(output)
    folder = len(files) > 1 or Path(output).is_dir()
    if form is None:
        raise typer.BadParameter(f"{visible(output)} has no known suffix: use --to {'|'.join(f.value for f in Form)}")
    if folder and output == STANDARD_OUTPUT:
        raise typer.BadParameter("several files need a folder: give one with --output")
    if output == STANDARD_OUTPUT and form is Form.docx and sys.stdout.isatty():
        raise typer.BadParameter("a terminal cannot show a Word file: give a file with --output")
    if folder and not make_folder(Path(output)):
        raise typer.Exit(UNREADABLE)
    written: set[Path] = set()

    def show(report: Report) -> int:
        name = report.source.name or ""
        try:
            made = FORMS[form](report.converted(script.value) if script else report)
        except ImportError as error:
            complain(f"{name}: {error}")
            return UNREADABLE
        if output == STANDARD_OUTPUT:
            write_page(made) if isinstance(made, str) else write_binary(made)
            return 0
        path = Path(output)
        if folder:
            path /= f"{stem(name)}.{form.value}"
        if path in written:
            complain(f"{path}: {name} would replace a file written in the same run; convert it separately")
            return UNREADABLE
        written.add(path)
        content = made if isinstance(made, bytes) else made.encode("utf-8", "replace")
        return 0 if save(content, path, force=force, inputs=files) else UNREADABLE

    raise typer.Exit(each_report(files, show, encoding=encoding))


def _form_of(output: str) -> Form | None:
    """The format for the suffix of a file name."""
    suffix = Path(output).suffix.lower().lstrip(".")
    others = {"markdown": Form.markdown, "htm": Form.html}
    return next((form for form in Form if form.value == suffix), others.get(suffix))


def _rendered(report: Report) -> str:
    from govreport.render import render

    return render(report)


def _table(report: Report) -> str:
    from govreport.writers.records import COLUMNS

    return as_csv(COLUMNS, report.to_records())

"""The command ``govreport convert``: writes reports in another format, one file each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import click
from attrs import field, frozen

from govreport.cli import options
from govreport.cli.command import command, option
from govreport.cli.files import UNREADABLE, each_report, stem
from govreport.cli.saving import STANDARD_OUTPUT, make_folder, save
from govreport.cli.streams import complain, write_binary, write_page
from govreport.cli.table_files import FOR_FILES, as_csv, as_xlsx, sheet
from govreport.cli.visible import visible
from govreport.text.names import FORMS as NAMES
from govreport.text.names import LAYOUTS

if TYPE_CHECKING:
    from govreport.dialects import Dialect
    from govreport.report import Report
    from govreport.tree.conversion import Script
    from govreport.writers.docx import WordProfile
    from govreport.writers.sheets import Sheet

FORMS: Final[Mapping[str, Callable[[Report], str | bytes]]] = MappingProxyType(
    {
        "md": lambda report: report.to_markdown(),
        "html": lambda report: report.to_html(),
        "xml": lambda report: report.to_xml(),
        "docx": lambda report: report.to_docx(),
        "json": lambda report: f"{report.to_json(indent=2)}\n",
        "txt": lambda report: _rendered(report),
        "csv": lambda report: as_csv(_sheets(report)[0], "utf-8").decode(),
        "xlsx": lambda report: as_xlsx(_sheets(report), report.source.name or ""),
    }
)
"""The writer of each output format, by the suffix of its files."""

_BINARY: Final = MappingProxyType(
    {
        "docx": "a terminal cannot show a Word file: give a file with --output",
        "xlsx": "a terminal cannot show an Excel file: give a file with --output",
    }
)
"""The messages for formats that a terminal cannot show."""


@command(example="govreport convert report.docx -o report.md")
@options.files
@option(
    "--output",
    "-o",
    metavar="OUT",
    required=True,
    help="The file to write; a folder (existing, or for several files); - for standard output.",
)
@option("--to", type=options.Named(NAMES), help="The output format (default: by the suffix of OUT).")
@option(
    "--profile",
    type=options.Named(LAYOUTS),
    default="gbt9704",
    help="The layout of Word files: GB/T 9704, or plain without head, seal and imprint (default: gbt9704).",
)
@options.force
@options.reading
@options.csv_encoding
def convert(
    files: tuple[str, ...],
    output: str,
    to: str | None,
    profile: WordProfile,
    force: bool,
    script: Script | None,
    dialect: Dialect | None,
    encoding: str | None,
    csv_encoding: str | None,
) -> int:
    """Write reports as Markdown, HTML, XML (Akoma Ntoso), Word (GB/T 9704), JSON, text or tables (CSV, Excel)."""
    form = to or _form_of(output)
    folder = len(files) > 1 or Path(output).is_dir()
    if form is None:
        raise click.UsageError(f"{visible(output)} has no known suffix: use --to {'|'.join(FORMS)}")
    if folder and output == STANDARD_OUTPUT:
        raise click.UsageError("several files need a folder: give one with --output")
    if output == STANDARD_OUTPUT and form in _BINARY and sys.stdout.isatty():
        raise click.UsageError(_BINARY[form])
    if csv_encoding and form != "csv":
        raise click.UsageError("--csv-encoding needs CSV output")
    if folder and not make_folder(Path(output)):
        return UNREADABLE
    conversion = _Conversion(
        form=form,
        output=None if output == STANDARD_OUTPUT else Path(output),
        folder=folder,
        csv_encoding=csv_encoding,
        profile=profile,
        script=script,
        force=force,
        inputs=files,
    )
    return each_report(files, conversion.write, encoding=encoding, dialect=dialect)


@frozen
class _Conversion:
    """How the reports of a run are converted, and where they are written."""

    form: str
    output: Path | None
    """A file or a folder; None for standard output."""
    folder: bool
    csv_encoding: str | None
    profile: WordProfile
    script: Script | None
    force: bool
    inputs: Sequence[str]
    written: set[Path] = field(factory=set, init=False)
    """The files of this run."""

    def write(self, report: Report) -> int:
        """Write a report; return the exit code."""
        name = report.source.name or ""
        try:
            made = self._converted(report)
        except ImportError as error:
            complain(f"{name}: {error}")
            return UNREADABLE
        if self.output is None:
            self._show(made)
            return 0
        path = self.output / f"{stem(name)}.{self.form}" if self.folder else self.output
        if path in self.written:
            complain(f"{path}: {name} would replace a file written in the same run; convert it separately")
            return UNREADABLE
        self.written.add(path)
        return 0 if save(self._encoded(made), path, force=self.force, inputs=self.inputs) else UNREADABLE

    def _converted(self, report: Report) -> str | bytes:
        shown = report.converted(self.script) if self.script else report
        return shown.to_docx(profile=self.profile) if self.form == "docx" else FORMS[self.form](shown)

    def _show(self, made: str | bytes) -> None:
        """Write to standard output; text in the encoding of the terminal unless another one is requested."""
        if isinstance(made, str) and not self.csv_encoding:
            write_page(made)
        else:
            write_binary(self._encoded(made))

    def _encoded(self, made: str | bytes) -> bytes:
        if isinstance(made, bytes):
            return made
        return made.encode(self.csv_encoding or (FOR_FILES if self.form == "csv" else "utf-8"), "replace")


def _form_of(output: str) -> str | None:
    """The format for the suffix of a file name."""
    suffix = Path(output).suffix.lower().lstrip(".")
    form = {"markdown": "md", "htm": "html"}.get(suffix, suffix)
    return form if form in FORMS else None


def _rendered(report: Report) -> str:
    from govreport.rendering import render

    return render(report)


def _sheets(report: Report) -> list[Sheet]:
    """The units and the paragraphs of a report."""
    from govreport.writers.paragraphs import COLUMNS as PARAGRAPH_COLUMNS
    from govreport.writers.records import COLUMNS

    return [
        sheet("units", COLUMNS, report.to_records()),
        sheet("paragraphs", PARAGRAPH_COLUMNS, report.to_records("paragraphs")),
    ]

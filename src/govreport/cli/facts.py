"""The command ``govreport facts``: the facts in reports, as a table, CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from govreport.cli import options
from govreport.cli.command import command, option
from govreport.cli.files import UNREADABLE, each_report
from govreport.cli.language import words
from govreport.cli.saving import STANDARD_OUTPUT, save, to_file
from govreport.cli.streams import complain, console, write
from govreport.cli.styled import table
from govreport.cli.table_files import SUFFIXES, as_xlsx, print_csv, sheet
from govreport.cli.table_files import as_csv as csv_file
from govreport.cli.visible import visible, visible_json

if TYPE_CHECKING:
    from govreport.cli.styled import Screen
    from govreport.dialects import Dialect
    from govreport.facts import FactRow
    from govreport.report import Report
    from govreport.tree.conversion import Script
    from govreport.writers.sheets import Sheet

_DETAILS: Final = (
    "thing",
    "value",
    "upper",
    "unit",
    "bound",
    "from_value",
    "to_value",
    "growth",
    "first_day",
    "last_day",
    "title",
    "number",
    "target",
)
"""The columns of a table besides place, kind and text; those that are empty in all rows are left out."""
KINDS: Final = ("citation", "date", "figure", "reference", "organ")
"""The kinds of mentions, as :data:`govreport.facts.KINDS`, which takes longer to import."""


class _Kind(click.Choice[str]):
    """A kind, in the singular or the plural."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(value.removesuffix("s"), param, ctx)


@command(example="govreport facts --kind figure report.txt -o figures.csv")
@options.files
@option("--kind", type=_Kind(KINDS), help="Show only mentions of this kind.")
@option("--csv", "as_csv", is_flag=True, help="Print CSV, one row per mention.")
@option("--json", "as_json", is_flag=True, help="Print a JSON array, one object per mention.")
@option(
    "--output",
    "-o",
    type=click.Path(),
    metavar="OUT",
    help="Write to this file, not to standard output: a table if its name ends in .csv or .xlsx.",
)
@options.force
@options.reading
@options.csv_encoding
def facts(
    files: tuple[str, ...],
    kind: str | None,
    as_csv: bool,
    as_json: bool,
    output: str | None,
    force: bool,
    script: Script | None,
    dialect: Dialect | None,
    encoding: str | None,
    csv_encoding: str | None,
) -> int:
    """Show the facts in the report: figures, dates, cited documents, cross references, organs."""
    if as_csv and as_json:
        raise click.UsageError("--csv and --json cannot be combined")
    path = Path(output) if output is not None and output != STANDARD_OUTPUT else None
    rows: list[tuple[str, FactRow]] = []

    def collect(report: Report) -> int:
        report = report.converted(script) if script else report
        found = report.mentions(kind)
        rows.extend((report.source.name or "", row) for row in found.to_records())
        return 0

    code = each_report(files, collect, encoding=encoding, dialect=dialect)
    if path and not as_json and (as_csv or path.suffix.lower() in SUFFIXES):
        try:
            is_book = path.suffix.lower() == ".xlsx"
            made = as_xlsx([_sheet(rows)], str(path)) if is_book else csv_file(_sheet(rows), csv_encoding)
        except ImportError as error:
            complain(str(error))
            return UNREADABLE
        return code if save(made, path, force=force, inputs=files) else UNREADABLE
    to_save = path if rows or not code else None  # after errors alone, there is nothing to keep
    with to_file(to_save, force=force, inputs=files) if to_save is not None else nullcontext():
        _print(rows, as_csv=as_csv, as_json=as_json, several=len(files) > 1, csv_encoding=csv_encoding)
    return code


def _print(
    rows: list[tuple[str, FactRow]], *, as_csv: bool, as_json: bool, several: bool, csv_encoding: str | None
) -> None:
    if as_csv:
        print_csv(_sheet(rows), csv_encoding)
    elif as_json:
        text = json.dumps([{"file": file, **row} for file, row in rows], ensure_ascii=False, indent=2, default=_plain)
        write(f"{visible_json(text)}\n")
    else:
        _table(console(), rows, several=several)


def _plain(value: object) -> float | str:
    """A number as int or float, a date in ISO 8601."""
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _sheet(rows: list[tuple[str, FactRow]]) -> Sheet:
    from govreport.facts import COLUMNS

    cells = ({"file": file, **row} for file, row in rows)
    shown = ({name: visible(cell) if isinstance(cell, str) else cell for name, cell in row.items()} for row in cells)
    return sheet("facts", ("file", *COLUMNS), shown)


def _table(screen: Screen, rows: list[tuple[str, FactRow]], *, several: bool) -> None:
    columns = [*(["file"] if several else []), "path", "kind", "text", *_DETAILS]
    heads = [words().pgettext("column", name) for name in columns]
    for line in table(heads, (list(map(visible, _cells(file, row, several=several))) for file, row in rows)):
        screen.print(line)


def _cells(file: str, row: FactRow, *, several: bool) -> Iterator[str]:
    from decimal import Decimal

    if several:
        yield file
    yield from (row["path"], words().pgettext("mention", row["kind"]), row["text"])
    for name in _DETAILS:
        value: object = row[name]
        if value in (None, ""):
            yield ""
        elif name == "bound":
            yield words().pgettext("bound", str(value))
        elif isinstance(value, Decimal):
            yield f"{value:f}{row['growth_unit'] if name == 'growth' else ''}"
        else:
            yield str(value)

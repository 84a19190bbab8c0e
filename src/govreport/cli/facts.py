"""The command ``govreport facts``: the facts in reports, as a table, CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from govreport.cli import options
from govreport.cli.command import command, option
from govreport.cli.files import UNREADABLE, each_report
from govreport.cli.heads import heads
from govreport.cli.saving import save
from govreport.cli.streams import complain, console, write
from govreport.cli.styled import table
from govreport.cli.table_files import SUFFIXES, as_xlsx, print_csv
from govreport.cli.table_files import as_csv as csv_file
from govreport.cli.visible import visible, visible_json
from govreport.writers.sheets import Sheet

if TYPE_CHECKING:
    from govreport.cli.styled import Screen
    from govreport.facts import FactKind, FactRow
    from govreport.report import Report

_DETAILS = ("thing", "value", "upper", "unit", "bound", "first_day", "last_day", "title", "number", "target")
"""The columns shown for a mention besides its text."""


KINDS: Final = ("citation", "date", "figure", "reference", "organ")
"""The kinds of mentions, as in :data:`govreport.facts.FactKind`, which takes longer to import."""


@command(example="govreport facts --kind figure --csv report.txt > figures.csv")
@options.files
@option("--kind", type=click.Choice(KINDS), help="Show only mentions of this kind.")
@option("--csv", "as_csv", is_flag=True, help="Print CSV, one row per mention.")
@option("--json", "as_json", is_flag=True, help="Print a JSON array, one object per mention.")
@option("--output", "-o", metavar="FILE", help="Write a table to a .csv or .xlsx file instead.")
@options.force
@options.encoding
@options.csv_encoding
def facts(
    files: tuple[str, ...],
    kind: FactKind | None,
    as_csv: bool,
    as_json: bool,
    output: str | None,
    force: bool,
    encoding: str | None,
    csv_encoding: str | None,
) -> int:
    """Show the facts in the report: figures, dates, cited documents, cross references, organs."""
    if as_csv and as_json:
        raise click.UsageError("--csv and --json cannot be combined")
    path = Path(output) if output is not None else None
    if path and path.suffix.lower() not in SUFFIXES:
        raise click.UsageError(f"{visible(output or '')} is not a .csv or .xlsx file")
    rows: list[tuple[str, FactRow]] = []

    def collect(report: Report) -> int:
        found = report.mentions(kind)
        rows.extend((report.source.name or "", row) for row in found.to_records())
        return 0

    code = each_report(files, collect, encoding=encoding)
    if path:
        try:
            sheet = _sheet(rows)
            made = csv_file(sheet, csv_encoding) if path.suffix.lower() == ".csv" else as_xlsx([sheet], str(path))
        except ImportError as error:
            complain(str(error))
            return UNREADABLE
        return code if save(made, path, force=force, inputs=files) else UNREADABLE
    if as_csv:
        print_csv(_sheet(rows), csv_encoding)
    elif as_json:
        text = json.dumps([{"file": file, **row} for file, row in rows], ensure_ascii=False, indent=2, default=_plain)
        write(f"{visible_json(text)}\n")
    else:
        _table(console(), rows, several=len(files) > 1)
    return code


def _plain(value: object) -> float | str:
    """A number as int or float, a date in ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _sheet(rows: list[tuple[str, FactRow]]) -> Sheet:
    from govreport.facts import COLUMNS

    cells = ({"file": file, **row} for file, row in rows)
    shown = ({name: visible(cell) if isinstance(cell, str) else cell for name, cell in row.items()} for row in cells)
    return Sheet("facts", ("file", *COLUMNS), shown, heads().get("facts", {}))


def _table(screen: Screen, rows: list[tuple[str, FactRow]], *, several: bool) -> None:
    columns = [*(["file"] if several else []), "path", "kind", "text", "says"]
    for line in table(columns, (list(map(visible, _cells(file, row, several=several))) for file, row in rows)):
        screen.print(line)


def _cells(file: str, row: FactRow, *, several: bool) -> Iterator[str]:
    if several:
        yield file
    details = (str(row[name]) for name in _DETAILS if row[name] not in (None, ""))  # type: ignore[literal-required]
    yield from (row["path"], row["kind"], row["text"], " ".join(details))

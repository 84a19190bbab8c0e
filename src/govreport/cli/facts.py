"""The command ``govreport facts``: the facts in reports, as a table, CSV or JSON."""

from __future__ import annotations

import enum
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from govreport.cli.as_csv import as_csv
from govreport.cli.files import each_report
from govreport.cli.language import words
from govreport.cli.options import Encoding, Files
from govreport.cli.streams import console, write
from govreport.cli.visible import visible, visible_json

if TYPE_CHECKING:
    from rich.console import Console

    from govreport.facts import FactRow
    from govreport.report import Report

_DETAILS = ("thing", "value", "upper", "unit", "bound", "first_day", "last_day", "title", "number", "target")
"""The columns shown for a mention besides its text."""


class Kind(str, enum.Enum):
    """The kinds of mentions."""

    citation = "citation"
    date = "date"
    figure = "figure"
    reference = "reference"
    organ = "organ"


def facts(
    files: Files,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="Show only mentions of this kind.", show_default=False)
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, one row per mention.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array, one object per mention.")] = False,
    encoding: Encoding = None,
) -> None:
    """Show the facts in the report: figures, dates, cited documents, cross references, organs."""
    if as_csv and as_json:
        raise typer.BadParameter("--csv and --json cannot be combined")
    rows: list[tuple[str, FactRow]] = []

    def collect(report: Report) -> int:
        found = report.mentions(kind.value if kind else None)
        rows.extend((report.source.name or "", row) for row in found.to_records())
        return 0

    code = each_report(files, collect, encoding=encoding)
    if as_csv:
        write(_csv(rows))
    elif as_json:
        text = json.dumps([{"file": file, **row} for file, row in rows], ensure_ascii=False, indent=2, default=_plain)
        write(f"{visible_json(text)}\n")
    else:
        _table(console(), rows, several=len(files) > 1)
    raise typer.Exit(code)


def _plain(value: object) -> float | str:
    """A number as int or float, a date in ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _csv(rows: list[tuple[str, FactRow]]) -> str:
    from govreport.facts import COLUMNS

    cells = ({"file": file, **row} for file, row in rows)
    return as_csv(  # spreadsheets show control characters as they are
        ("file", *COLUMNS),
        ({name: visible(cell) if isinstance(cell, str) else cell for name, cell in row.items()} for row in cells),
    )


def _table(screen: Console, rows: list[tuple[str, FactRow]], *, several: bool) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    columns = [*(["file"] if several else []), "path", "kind", "text", "says"]
    table = Table(*(words().pgettext("column", name) for name in columns), box=SIMPLE_HEAD, pad_edge=False)
    for file, row in rows:
        said = ((name, row[name]) for name in _DETAILS if row[name] not in (None, ""))  # type: ignore[literal-required]
        details = " ".join(words().pgettext("bound", value) if name == "bound" else str(value) for name, value in said)
        kind = words().pgettext("mention", row["kind"])
        table.add_row(*([visible(file)] if several else []), *map(visible, (row["path"], kind, row["text"], details)))
    screen.print(table)

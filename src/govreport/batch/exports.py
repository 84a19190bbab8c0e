"""The tables of a corpus for people: as CSV files and as an Excel workbook, written row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from govreport.batch.columns import SCHEMAS
from govreport.batch.output import WORKBOOK, Output
from govreport.batch.statistics import batches
from govreport.writers.sheets import Sheet, write_csv, write_xlsx


def export_csv(output: Output, heads: Mapping[str, Mapping[str, str]], *, text: bool, encoding: str) -> None:
    """Write each table of a finished run as a CSV file in its folder.

    :param heads: by table, the names to show for columns; the others are shown by their keys.
    :param text: whether the documents have their text.
    :raises OSError: a file cannot be written.
    """
    for sheet in sheets(output.folder, heads, text=text):
        with output.export(f"{sheet.name}.csv") as file:
            write_csv(sheet, file, encoding)


def export_xlsx(output: Output, heads: Mapping[str, Mapping[str, str]], *, text: bool) -> int:
    """Write the tables of a finished run as one workbook in its folder; return how many texts were cut to fit a cell.

    The parameters are those of :func:`export_csv`.

    :raises ImportError: openpyxl is not installed; install ``govreport[xlsx]``.
    :raises OSError: the file cannot be written.
    """
    with output.export(WORKBOOK) as file:
        return write_xlsx(sheets(output.folder, heads, text=text), file)


def sheets(folder: str | Path, heads: Mapping[str, Mapping[str, str]], *, text: bool) -> Iterator[Sheet]:
    """The tables in a folder; their rows are read part by part."""
    for name, schema in SCHEMAS.items():
        columns = [column for column in schema.names if text or (name, column) != ("documents", "text")]
        yield Sheet(name, columns, _rows(folder, name, columns), heads.get(name, {}))


def _rows(folder: str | Path, name: str, columns: list[str]) -> Iterator[dict[str, object]]:
    for batch in batches(folder, name, columns):
        yield from batch.to_pylist()

"""The tables of a corpus for people: as CSV files and as an Excel workbook, written row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from govreport.batch.columns import SCHEMAS
from govreport.batch.output import WORKBOOK, Output
from govreport.batch.statistics import batches
from govreport.writers.sheets import Sheet, write_csv, write_xlsx

Making: TypeAlias = Callable[[str, Sequence[str], Iterable[Mapping[str, object]]], Sheet]
"""Makes a sheet from a name, columns and rows; it chooses the heads."""


def export_csv(output: Output, make: Making, *, text: bool, encoding: str) -> None:
    """Write each table of a finished run as a CSV file in its folder.

    :param make: makes the sheets: ``Sheet`` itself, or a function that also gives them heads.
    :param text: whether the documents have their text.
    :raises OSError: a file cannot be written.
    """
    for sheet in sheets(output.folder, make, text=text):
        with output.export(f"{sheet.name}.csv") as file:
            write_csv(sheet, file, encoding)


def export_xlsx(output: Output, make: Making, *, text: bool) -> int:
    """Write the tables of a finished run as one workbook in its folder; return how many texts were cut to fit a cell.

    The parameters are those of :func:`export_csv`.

    :raises ImportError: openpyxl is not installed; install ``govreport[xlsx]``.
    :raises OSError: the file cannot be written.
    """
    with output.export(WORKBOOK) as file:
        return write_xlsx(sheets(output.folder, make, text=text), file)


def sheets(folder: str | Path, make: Making, *, text: bool) -> Iterator[Sheet]:
    """The tables in a folder; their rows are read part by part."""
    for name, schema in SCHEMAS.items():
        columns = [column for column in schema.names if text or (name, column) != ("documents", "text")]
        yield make(name, columns, _rows(folder, name, columns))


def _rows(folder: str | Path, name: str, columns: list[str]) -> Iterator[dict[str, object]]:
    for batch in batches(folder, name, columns):
        yield from batch.to_pylist()

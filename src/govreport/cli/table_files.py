"""Tables as the content of files for spreadsheets: CSV and Excel."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from govreport.cli.language import requested_language
from govreport.cli.streams import complain, write, write_binary

if TYPE_CHECKING:
    from govreport.writers.sheets import Sheet

SUFFIXES: Final = (".csv", ".xlsx")
"""The suffixes of the files."""
FOR_FILES: Final = "utf-8-sig"
"""The usual encoding of CSV files; Excel recognizes it."""


def sheet(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Sheet:
    """A table, with its title and the heads of its columns in the language that ``--lang`` names, else as programs use them.

    The language of the system has no effect: a program that reads the tables finds the same keys everywhere.
    """
    from govreport.writers.sheets import Sheet, labelled

    language = requested_language()
    if language is None or language == "en":
        return Sheet(name, columns, rows)
    return labelled(name, columns, rows, language)


def as_csv(table: Sheet, encoding: str | None = None) -> bytes:
    """A table as CSV, in :data:`FOR_FILES` if no encoding is given."""
    from govreport.writers.sheets import write_csv

    out = io.BytesIO()
    write_csv(table, out, encoding or FOR_FILES)
    return out.getvalue()


def print_csv(table: Sheet, encoding: str | None = None) -> None:
    """Print a table as CSV: in the encoding of standard output, without a byte order mark, if no file is given."""
    if encoding is None:
        write(as_csv(table, "utf-8").decode())
    else:
        write_binary(as_csv(table, encoding))


def as_xlsx(tables: Sequence[Sheet], name: str) -> bytes:
    """Tables as an Excel workbook.

    :param name: what they are the tables of; named in the message if texts had to be cut.
    :raises ImportError: openpyxl is not installed; install ``govreport[xlsx]``.
    """
    from govreport.writers.sheets import write_xlsx

    out = io.BytesIO()
    if cut := write_xlsx(tables, out):
        complain(f"{name}: texts longer than a cell of Excel are cut there ({cut:,}); CSV has the whole")
    return out.getvalue()

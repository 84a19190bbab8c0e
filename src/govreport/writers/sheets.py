"""Tables for spreadsheets: CSV and Excel files (.xlsx) in which no text is a formula."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any, Final

from attrs import field, frozen

from govreport.language import catalogue
from govreport.text.regex import lazy
from govreport.text.source import display_width
from govreport.util.extras import missing

_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")
"""A spreadsheet evaluates a cell of CSV that begins with one of these."""
_UNWRITABLE: Final = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The characters that XML cannot contain."""
_LONGEST: Final = 32_767
"""The maximum number of characters in a cell of Excel, in UTF-16 code units."""
_ROWS: Final = 1_048_575
"""The maximum number of rows in a sheet of Excel, without the head."""
_EXACT: Final = 10**15
"""Excel keeps fifteen digits of a number; a longer one is written as text."""
_SAMPLE: Final = 200
"""The rows that determine the widths of the columns."""
_WIDTHS: Final = (8, 60)
"""The least and the most width of a column, in half-width characters."""


@frozen
class Sheet:
    """A table with a name; the rows are read once."""

    name: str
    columns: Sequence[str]
    """The keys of the rows, in the order of the columns."""
    rows: Iterable[Mapping[str, object]]
    heads: Mapping[str, str] = field(factory=dict)
    """The names to show for columns; the others are shown by their keys."""
    title: str = ""
    """The name to show for the table, if another."""

    def head(self) -> list[str]:
        """The names of the columns as shown."""
        return [self.heads.get(name, name) for name in self.columns]


def labelled(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]], language: str) -> Sheet:
    """A table with its title, the heads of its columns and its messages in a language.

    :param name: the context of the heads in the catalogue: ``units`` for ``units column``.
    :raises ValueError: the language is not supported.

    >>> sheet = labelled("facts", ["kind", "text"], [], "zh")
    >>> sheet.title, sheet.head()
    ('信息表', ['类别', '原文'])
    """
    words = catalogue(language)
    if "message" in columns and "code" in columns:
        rows = ({**row, "message": words.translated(str(row["code"]), str(row["message"]))} for row in rows)
    heads = {column: words.pgettext(f"{name} column", column) for column in columns}
    return Sheet(name, columns, rows, heads, words.pgettext("table", name))


def write_csv(sheet: Sheet, file: IO[bytes], encoding: str = "utf-8-sig") -> None:
    """Write a table as CSV; an apostrophe precedes each text that a spreadsheet would evaluate.

    :param encoding: with ``utf-8-sig``, the file begins with the mark by which Excel recognizes UTF-8.

    >>> file = io.BytesIO()
    >>> write_csv(Sheet("figures", ["a", "b"], [{"a": "=1+1", "b": -5}], {"a": "甲"}), file, "utf-8")
    >>> print(file.getvalue().decode(), end="")
    甲,b
    '=1+1,-5
    """
    text = io.TextIOWrapper(file, encoding, "replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(sheet.head())
    writer.writerows([_harmless(_plain(row.get(name))) for name in sheet.columns] for row in sheet.rows)
    text.flush()
    text.detach()


def write_xlsx(sheets: Iterable[Sheet], file: IO[bytes]) -> int:
    """Write tables as the sheets of an Excel workbook, row by row; return how many texts had to be cut.

    Numbers and dates are typed, and the head row stays in view.  Texts are never formulas.  A text longer than a cell can
    hold (32,767 characters) is cut, and ends with ``…``.  Rows beyond the limit of a sheet continue in another one.

    :raises ImportError: openpyxl is not installed; install ``govreport[xlsx]``.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise ImportError(missing("writing .xlsx", "openpyxl", "xlsx")) from error
    book = Workbook(write_only=True)
    cut = sum(_add(book, sheet) for sheet in sheets)
    book.save(file)
    return cut


def _add(book: Any, sheet: Sheet) -> int:
    rows = iter(sheet.rows)
    cut, number = 0, 1
    while True:
        first = list(islice(rows, _SAMPLE))
        if number > 1 and not first:
            return cut
        title = sheet.title or sheet.name
        page = book.create_sheet(title if number == 1 else f"{title} {number}")
        page.freeze_panes = "A2"
        for index, width in enumerate(_widths(sheet, first)):
            page.column_dimensions[_letters(index)].width = width
        page.append([_head(page, name) for name in sheet.head()])
        for row in islice(chain(first, rows), _ROWS):
            cells = [_cell(page, row.get(name)) for name in sheet.columns]
            page.append([cell for cell, _ in cells])
            cut += sum(short for _, short in cells)
        number += 1


def _widths(sheet: Sheet, rows: Sequence[Mapping[str, object]]) -> Iterator[int]:
    least, most = _WIDTHS
    for name, head in zip(sheet.columns, sheet.head()):
        texts = [head, *(str(_plain(row.get(name)) or "").partition("\n")[0][:most] for row in rows)]
        yield min(most, max(least, 2 + max(map(display_width, texts))))


def _letters(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(index + 1))


def _head(page: Any, name: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(page, name)
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, given: object) -> tuple[Any, bool]:
    """A typed cell, and whether its text was cut."""
    from openpyxl.cell import WriteOnlyCell

    value: Any = _plain(given)
    if isinstance(value, (int, float, Decimal)) and not -_EXACT < value < _EXACT:
        value = str(value)
    if not isinstance(value, str):
        cell = WriteOnlyCell(page, value)
        if isinstance(value, datetime.date):
            cell.number_format = "yyyy-mm-dd"
        return cell, False
    text = _UNWRITABLE.sub("\ufffd", value)
    short = len(text) > _LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST
    if short:
        text = text.encode("utf-16-le")[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"  # else "=1+1" would be a formula, and "#N/A" an error
    if text.startswith(_FORMULA):
        cell.quotePrefix = True  # it stays a text when it is edited
    return cell, short


def _plain(value: object) -> Any:
    """A value for one cell: the texts of a list in one line."""
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

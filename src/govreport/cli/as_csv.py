"""CSV that a spreadsheet shows as text: no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")
"""A spreadsheet evaluates a cell that begins with one of these."""


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A table as CSV; an apostrophe precedes each text that a spreadsheet would evaluate.

    >>> print(as_csv(["a", "b"], [{"a": "=1+1", "b": -5}]), end="")
    a,b
    '=1+1,-5
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

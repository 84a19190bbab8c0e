"""CSV that a spreadsheet shows as text: no cell is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from govreport.writers.sheets import Sheet, write_csv


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A table as CSV; an apostrophe precedes each text that a spreadsheet would evaluate.

    >>> print(as_csv(["a", "b"], [{"a": "=1+1", "b": -5}]), end="")
    a,b
    '=1+1,-5
    """
    out = io.BytesIO()
    write_csv(Sheet("", columns, rows), out, "utf-8")
    return out.getvalue().decode()

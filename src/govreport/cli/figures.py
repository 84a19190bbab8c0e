"""The figures of two reports side by side, for ``govreport diff --facts``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from govreport.cli.language import words
from govreport.cli.streams import console, write
from govreport.cli.styled import table
from govreport.cli.table_files import print_csv, sheet
from govreport.cli.visible import visible, visible_json
from govreport.facts import side_by_side

if TYPE_CHECKING:
    from govreport.facts.kinds import Figure
    from govreport.facts.yearly import FigurePair
    from govreport.report import Report


_COLUMNS: Final = (
    *("thing", "unit", "old_text", "new_text", "old_value", "new_value", "change"),
    *("old_path", "new_path", "old_start", "new_start"),
)
"""The columns of the CSV."""
_LARGE: Final = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))


def show_figures(old: Report, new: Report, *, everything: bool, form: Literal["json", "csv", "table"]) -> bool:
    """Print the figures of two reports; return whether all are equal.

    :param form: ``json``, ``csv``, or ``table``.
    :param everything: include unchanged figures.
    """
    pairs = side_by_side(old.mentions("figure"), new.mentions("figure"))
    shown = [pair for pair in pairs if everything or pair.change != 0]
    if form == "json":
        text = json.dumps(list(map(_as_data, shown)), ensure_ascii=False, indent=2)
        write(f"{visible_json(text)}\n")
    elif form == "csv":
        rows = map(_as_row, shown)
        print_csv(sheet("figures", _COLUMNS, ({name: _plain(cell) for name, cell in row.items()} for row in rows)))
    else:
        _table(shown)
    return all(pair.change == 0 for pair in pairs)


def _table(pairs: list[FigurePair]) -> None:
    screen = console()
    columns = ("thing", "old", "new", "change", "old path", "new path")
    heads = [words().pgettext("column", name) for name in columns]
    for line in table(heads, (list(map(visible, _cells(pair))) for pair in pairs)):
        screen.print(line)


def _cells(pair: FigurePair) -> tuple[str, ...]:
    known = pair.new or pair.old
    sides = [pair.old.text if pair.old else "", pair.new.text if pair.new else ""]
    paths = [pair.old.path if pair.old else "", pair.new.path if pair.new else ""]
    change = "" if pair.change is None else _short(pair.change)
    return (known.thing if known else "", *sides, change, *paths)


def _short(change: Decimal) -> str:
    """A change with 万, 亿 or 万亿, as reports write large figures.

    >>> _short(Decimal(8840000000000)), _short(Decimal("-56.8")), _short(Decimal(12000))
    ('+8.84万亿', '-56.8', '+1.2万')
    """
    size, name = next(((size, name) for size, name in _LARGE if abs(change) >= size), (1, ""))
    return f"{(change / size).normalize():+f}{name}" if name else f"{change:+f}"


def _as_row(pair: FigurePair) -> dict[str, object]:
    known = pair.new or pair.old
    row: dict[str, object] = {"change": pair.change}
    if known:
        row |= {"thing": known.thing, "unit": known.unit}
    for side, figure in (("old", pair.old), ("new", pair.new)):
        if figure:
            row |= {f"{side}_text": figure.text, f"{side}_value": figure.value}
            row |= {f"{side}_path": figure.path, f"{side}_start": figure.span.start}
    return row


def _plain(cell: object) -> object:
    """A cell for a spreadsheet, which shows control characters as they are."""
    return visible(cell) if isinstance(cell, str) else cell


def _as_data(pair: FigurePair) -> dict[str, Any]:
    return {"old": _side(pair.old), "new": _side(pair.new), "change": _number(pair.change)}


def _side(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    fields = {"thing": figure.thing, "text": figure.text, "value": _number(figure.value), "unit": figure.unit}
    return {**fields, "path": figure.path, "start": figure.span.start, "end": figure.span.end}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)

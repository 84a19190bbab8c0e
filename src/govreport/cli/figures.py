"""The figures of two reports side by side, for ``govreport diff --facts``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from govreport.cli.language import words
from govreport.cli.streams import console, write
from govreport.cli.styled import table
from govreport.cli.visible import visible, visible_json
from govreport.facts import side_by_side

if TYPE_CHECKING:
    from govreport.facts.kinds import Figure
    from govreport.facts.yearly import FigurePair
    from govreport.report import Report


def show_figures(old: Report, new: Report, *, everything: bool, as_json: bool) -> bool:
    """Print the figures of two reports; return whether all are equal.

    :param everything: include unchanged figures.
    """
    pairs = side_by_side(old.mentions("figure"), new.mentions("figure"))
    shown = [pair for pair in pairs if everything or pair.change != 0]
    if as_json:
        text = json.dumps(list(map(_as_data, shown)), ensure_ascii=False, indent=2)
        write(f"{visible_json(text)}\n")
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
    change = "" if pair.change is None else f"{pair.change:+f}"
    return (known.thing if known else "", *sides, change, *paths)


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

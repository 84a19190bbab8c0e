"""Repairs, line by line: the text removed and inserted, with some context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from govreport.cli.styled import Text
from govreport.cli.visible import visible
from govreport.report import Report
from govreport.text.source import Source
from govreport.tree.diagnostics import Repair

AROUND = 12
"""How many characters of context are shown before and after a repair."""


def repaired_lines(report: Report) -> Iterator[Text]:
    """A line for each source line with repairs: ``3: …區[-(qū)-]委…``; inserted text is shown as ``{+�+}``."""
    for number, repairs in groupby(report.repairs, lambda one: report.source.position(one.span.start).line):
        yield Text(f"{number}: ").append_text(_line(report.source, list(repairs)))


def _line(source: Source, repairs: Sequence[Repair]) -> Text:
    shown = Text()
    first = repairs[0].span.start
    place = source.position(first)
    at = first - place.column + 1
    end = at + len(source.line(place.line))
    shown.append(shortened(source.text[at:first], before=0))
    for k, repair in enumerate(repairs):
        if repair.before:
            shown.append(f"[-{visible(repair.before)}-]", style="red")
        if repair.after:
            shown.append(f"{{+{visible(repair.after)}+}}", style="green")
        following = repairs[k + 1].span.start if k + 1 < len(repairs) else end
        shown.append(shortened(source.text[repair.span.end : following], after=AROUND if following != end else 0))
    return shown


def shortened(text: str, *, before: int = AROUND, after: int = AROUND) -> str:
    """Unchanged text between two changes, with its middle left out if it is long."""
    if len(text) <= before + after + 1:
        return visible(text)
    return f"{visible(text[:before])}…{visible(text[len(text) - after :])}"

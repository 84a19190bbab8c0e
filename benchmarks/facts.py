"""The accuracy of facts: precision and recall by kind, over the five seeds or over texts labelled by yourself.

    python benchmarks/facts.py
    python benchmarks/facts.py --show                            # every difference
    python benchmarks/facts.py --labels FOLDER --texts FOLDER    # NAME.tsv describes NAME.txt

A figure is correct if its span, value and unit are.  ``thing`` compares the things of figures that have the right value,
``change`` from, to and growth.  The labels are described in ``tests/facts/README.md``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

import govreport
from govreport.facts import Citation, Figure, Mention, Period
from stated import LABELS, NAMES, SEEDS, Stated, stated

KINDS = ("figure", "date", "citation")
Key: TypeAlias = "tuple[str, int, int, object, str]"


@frozen
class Score:
    """How many mentions of a kind are labelled, how many were found, and how many agree."""

    stated: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """In per cent."""
        return 100 * self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """In per cent."""
        return 100 * self.right / max(self.stated, 1)


def measure(names: Iterable[str] = NAMES, labels: Path = LABELS, texts: Path = SEEDS) -> dict[str, Score]:
    """The score of each kind, of the things counted and of the changes."""
    totals = dict.fromkeys((*KINDS, "thing", "change"), Score(0, 0, 0))
    for name in names:
        wanted, found = _sides(name, labels, texts)
        for kind in KINDS:
            ours, theirs = ({key for key in side if key[0] == kind} for side in (found, wanted))
            totals[kind] = _sum(totals[kind], Score(len(theirs), len(ours), len(ours & theirs)))
        figures = {key: one for key, one in found.items() if isinstance(one, Figure)}
        things = {key: row.thing.split("|") for key, row in wanted.items() if key[0] == "figure" and row.thing != "-"}
        named = [key for key in things.keys() & figures.keys() if figures[key].thing]
        same = sum(figures[key].thing in things[key] for key in named)
        totals["thing"] = _sum(totals["thing"], Score(len(things), len(named), same))
        changes = {key: change for key, row in wanted.items() if any(change := _labelled(row))}
        stated_too = {key: change for key, one in figures.items() if any(change := _change(one))}
        right = len(changes.items() & stated_too.items())
        if changes:
            totals["change"] = _sum(totals["change"], Score(len(changes), len(stated_too), right))
    return totals


def differences(name: str, labels: Path = LABELS, texts: Path = SEEDS) -> Iterator[str]:
    """Missed mentions (-), additional ones (+), and those with other things (~) or changes (!)."""
    wanted, found = _sides(name, labels, texts)
    for key in sorted(wanted.keys() | found.keys(), key=lambda key: key[1]):
        row, one = wanted.get(key), found.get(key)
        if one is None:
            yield f"- {row}"
        elif row is None:
            yield f"+ {one!r} {key}"
        elif isinstance(one, Figure):
            if row.thing != "-" and one.thing not in row.thing.split("|"):
                yield f"~ {row.text}: {row.thing} | {one.thing} ({one.action})"
            if any(_labelled(row)) and _labelled(row) != _change(one):
                yield f"! {row.text}: {_labelled(row)} | {_change(one)}"


def _labelled(row: Stated) -> tuple[object, ...]:
    values = (Decimal(value) if value else None for value in (row.from_value, row.to_value))
    return (*values, row.growth)


def _change(one: Figure) -> tuple[object, ...]:
    growth = "" if one.growth is None else f"{one.growth}{one.growth_unit}{'y' if one.yearly else ''}"
    return one.from_value, one.to_value, growth


def _sum(one: Score, other: Score) -> Score:
    return Score(one.stated + other.stated, one.found + other.found, one.right + other.right)


def _sides(name: str, labels: Path, texts: Path) -> tuple[dict[Key, Stated], dict[Key, Mention]]:
    report = govreport.read(texts / f"{name}.txt")
    rows = stated(name, labels)
    parts = [(row.start, row.end) for row in rows if row.kind == "part"]
    skipped = [(row.start, row.end) for row in rows if row.kind == "skip"]
    kinds = {row.kind for row in rows}
    mentions = [
        one
        for one in report.mentions()
        if one.kind in KINDS and one.kind in kinds
        if not parts or any(start <= one.span.start < end for start, end in parts)
        if not any(start < one.span.end and one.span.start < end for start, end in skipped)
    ]
    return {_wanted(row): row for row in rows if row.kind in KINDS}, {_found(one): one for one in mentions}


def _wanted(row: Stated) -> Key:
    value = Decimal(row.value) if row.kind == "figure" else row.value
    return row.kind, row.start, row.end, value, row.unit


def _found(one: Mention) -> Key:
    value: object = ""
    if isinstance(one, Figure):
        value = one.value
    elif isinstance(one, Period):
        value = f"{one.first_day or ''}..{one.last_day or ''}"
    else:
        assert isinstance(one, Citation)
    return one.kind, *one.span, value, getattr(one, "unit", "")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print every difference")
    parser.add_argument(
        "--labels", type=Path, default=LABELS, metavar="FOLDER", help="the labels (default: tests/facts)"
    )
    parser.add_argument("--texts", type=Path, default=SEEDS, metavar="FOLDER", help="the texts (default: seeds)")
    asked = parser.parse_args()
    names = sorted(path.stem for path in asked.labels.glob("*.tsv"))
    if asked.show:
        for name in names:
            print(f"== {name}", *differences(name, asked.labels, asked.texts), sep="\n")
    print(f"{'':9}  stated  found  right  precision  recall")
    for kind, score in measure(names, asked.labels, asked.texts).items():
        if score.stated:
            print(
                f"{kind:9}  {score.stated:6}  {score.found:5}  {score.right:5}  {score.precision:9.1f}  {score.recall:6.1f}"
            )


if __name__ == "__main__":
    main()

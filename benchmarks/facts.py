"""The accuracy of facts: precision and recall over the five seeds, by kind.

    python benchmarks/facts.py
    python benchmarks/facts.py --show      # every difference

A figure is correct if its span, value and unit are; ``thing`` is the share of correct figures whose thing is exactly that
of the labels.  The labels are described in ``tests/facts/README.md``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias

from attrs import frozen

import govreport
from govreport.facts import Citation, Figure, Mention, Period
from stated import NAMES, SEEDS, Stated, stated

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


def measure(names: Iterable[str] = NAMES) -> dict[str, Score]:
    """The score of each kind, and of the things counted."""
    totals = dict.fromkeys((*KINDS, "thing"), Score(0, 0, 0))
    for name in names:
        wanted, found = _sides(name)
        for kind in KINDS:
            ours, theirs = ({key for key in side if key[0] == kind} for side in (found, wanted))
            totals[kind] = _sum(totals[kind], Score(len(theirs), len(ours), len(ours & theirs)))
        pairs = [(wanted[key], found[key]) for key in wanted.keys() & found.keys() if key[0] == "figure"]
        compared = [(row, one) for row, one in pairs if row.thing != "-" and isinstance(one, Figure)]
        same = sum(row.thing == one.thing for row, one in compared)
        totals["thing"] = _sum(totals["thing"], Score(len(compared), len(compared), same))
    return totals


def differences(name: str) -> Iterator[str]:
    """Missed mentions (-), additional ones (+), and those with other values (~)."""
    wanted, found = _sides(name)
    for key in sorted(wanted.keys() | found.keys(), key=lambda key: key[1]):
        row, one = wanted.get(key), found.get(key)
        if one is None:
            yield f"- {row}"
        elif row is None:
            yield f"+ {one!r} {key}"
        elif isinstance(one, Figure) and row.thing not in ("-", one.thing):
            yield f"~ {row.text}: {row.thing} | {one.thing} ({one.action})"


def _sum(one: Score, other: Score) -> Score:
    return Score(one.stated + other.stated, one.found + other.found, one.right + other.right)


def _sides(name: str) -> tuple[dict[Key, Stated], dict[Key, Mention]]:
    report = govreport.read(SEEDS / f"{name}.txt")
    mentions = [one for one in report.mentions() if one.kind in KINDS]
    return {_wanted(row): row for row in stated(name)}, {_found(one): one for one in mentions}


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
    if parser.parse_args().show:
        for name in NAMES:
            print(f"== {name}", *differences(name), sep="\n")
    print(f"{'':9}  stated  found  right  precision  recall")
    for kind, score in measure().items():
        print(
            f"{kind:9}  {score.stated:6}  {score.found:5}  {score.right:5}  {score.precision:9.1f}  {score.recall:6.1f}"
        )


if __name__ == "__main__":
    main()

"""The facts in the seeds, labelled by hand: ``tests/facts/README.md`` describes the files."""

from __future__ import annotations

import csv
from pathlib import Path

from attrs import field, frozen

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
LABELS = ROOT / "tests" / "facts"
NAMES = tuple(sorted(path.stem for path in LABELS.glob("*.tsv")))


@frozen
class Stated:
    """One row."""

    kind: str
    start: int = field(converter=int)
    end: int = field(converter=int)
    text: str
    value: str
    unit: str
    thing: str
    """Several acceptable things are separated by ``|``."""
    from_value: str = ""
    to_value: str = ""
    growth: str = ""
    """With its unit, and ``y`` after a growth per year: ``38%``, ``-3件``, ``6.7%y``."""


def stated(name: str, labels: Path = LABELS) -> list[Stated]:
    """The rows of a text, in source order."""
    with (labels / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Stated(**row) for row in rows]

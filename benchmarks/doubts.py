"""How well the diagnostic GR207 marks what is wrong: the share of wrong and of right units that it reports.

    python benchmarks/doubts.py                                             # the five seeds
    python benchmarks/doubts.py --labelled TEXTS LABELS --labelled ...      # several labelled folders

A numbered unit is wrong if the labels have no unit there, or one with another number or parent; a unit that only the
labels have is wrong too.  A doubt whose message names the rest of the row is about all siblings from there on.  The last column counts
the doubts where neither the labels nor the outline have a unit.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

import govreport
from labels import read_labels, read_text
from reading import UnitPlace, units

ROOT = Path(__file__).resolve().parent.parent
CODE = "GR207"

Units = Mapping[int, UnitPlace]


@frozen
class Shares:
    """How many units are wrong and right, and how many of them are doubted."""

    wrong: int = 0
    wrong_doubted: int = 0
    right: int = 0
    right_doubted: int = 0
    elsewhere: int = 0
    """Doubts at places without a unit."""

    def __add__(self, other: Shares) -> Shares:
        return Shares(
            self.wrong + other.wrong,
            self.wrong_doubted + other.wrong_doubted,
            self.right + other.right,
            self.right_doubted + other.right_doubted,
            self.elsewhere + other.elsewhere,
        )


def shares(got: Units, want: Units, doubts: Mapping[int, bool]) -> Shares:
    """The shares of one document; ``doubts`` are the places of its doubts, and whether each is about a row."""
    places_got, places_want = _places(got), _places(want)
    wrong = {start for start, *_ in places_got ^ places_want}
    right = {start for start, *_ in places_got} - wrong
    doubted = _doubted(got, doubts) | _doubted(want, doubts)
    return Shares(
        len(wrong),
        len(wrong & doubted),
        len(right),
        len(right & _doubted(got, doubts)),
        len(doubts.keys() - got.keys() - want.keys()),
    )


def _places(of: Units) -> set[tuple[int, int | None, int | None]]:
    """Each numbered unit with its number and its nearest numbered parent."""
    return {(start, unit.ordinal, _parent(of, unit)) for start, unit in of.items() if unit.number is not None}


def _parent(of: Units, unit: UnitPlace) -> int | None:
    parent = unit.parent
    while parent is not None and parent in of and of[parent].number is None:
        parent = of[parent].parent
    return parent


def _doubted(of: Units, doubts: Mapping[int, bool]) -> set[int]:
    """The units that are doubted themselves, or whose row is doubted at its first member."""
    found: set[int] = set()
    last: dict[tuple[int | None, str | None], tuple[int | None, bool]] = {}
    for start, unit in sorted(of.items()):
        row = (unit.parent, unit.family)
        ordinal, doubted = last.get(row, (None, False))
        goes_on = row in last and (unit.ordinal is None or unit.ordinal > (ordinal or 0))
        doubted = (goes_on and doubted) or doubts.get(start, False)
        last[row] = unit.ordinal, doubted
        if doubted or start in doubts:
            found.add(start)
    return found


def measure(texts: Path, labels: Path) -> Shares:
    """The shares over the documents of a folder.

    :raises FileNotFoundError: a text without its labels.
    """
    total = Shares()
    for path in sorted(labels.glob("*.json")):
        text = read_text(texts / f"{path.stem}.txt")
        report = govreport.parse(text)
        doubts = {
            one.span.start: "and the rest of its row" in one.message for one in report.diagnostics if one.code == CODE
        }
        want = {unit.start: unit for unit in read_labels(path, text).units}
        total += shares({unit.start: unit for unit in units(report.to_dict())}, want, doubts)
    return total


def line_of(name: str, found: Shares) -> str:
    """A line of the table."""
    wrong = 100 * found.wrong_doubted / found.wrong if found.wrong else 100.0
    right = 100 * found.right_doubted / found.right if found.right else 0.0
    return (
        f"{name:<12}{found.wrong_doubted:>6} of {found.wrong:>5} ({wrong:5.1f} %)"
        f"{found.right_doubted:>8} of {found.right:>6} ({right:4.1f} %){found.elsewhere:>10}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", nargs=2, type=Path, action="append", metavar=("TEXTS", "LABELS"))
    labelled = parser.parse_args().labelled or [(ROOT / "seeds", ROOT / "tests" / "outlines")]
    print(f"{'folder':<12}{'wrong, doubted':>25}{'right, doubted':>27}{'elsewhere':>10}")
    total = Shares()
    for texts, labels in labelled:
        found = measure(texts, labels)
        total += found
        print(line_of(labels.parent.name, found))
    print(line_of("all", total))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()

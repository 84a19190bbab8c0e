"""The accuracy of outlines: the figures of the parser over a folder of labelled documents.

    python benchmarks/accuracy.py                                  # the five seeds
    python benchmarks/accuracy.py --text TEXTS --labels LABELS     # ID.txt and ID.json, see labels.py
    python benchmarks/accuracy.py --show 002_d29ddef8493a7097      # every difference in one document
    python benchmarks/accuracy.py --text TEXTS --labels LABELS --index INDEX.tsv --genre 报告    # the documents of a genre

The figures are explained in ``figures.py``.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import govreport
from figures import Tally, score
from labels import Labels, read_labels, read_text
from line_breaks import VARIANTS, rewritten

ROOT = Path(__file__).resolve().parent.parent


def measure(texts: Path, labels: Path, ids: Iterable[str] | None = None, variant: str = "identity") -> dict[str, float]:
    """The figures over the documents of a folder, or over those in ``ids``, with their line breaks or in a variant.

    :raises FileNotFoundError: no document, or a text without its labels.
    """
    chosen = sorted(path.stem for path in labels.glob("*.json")) if ids is None else sorted(ids)
    if not chosen:
        raise FileNotFoundError(f"no labels (*.json) in {labels}")
    tally = Tally()
    for name in chosen:
        text = read_text(texts / f"{name}.txt")
        text, right = rewritten(text, read_labels(labels / f"{name}.json", text), VARIANTS[variant])
        score(text, right, govreport.parse(text).to_dict(), tally)
    return tally.figures()


def of_genre(index: Path, pattern: str) -> list[str]:
    """The documents of an index whose genre holds a match of a pattern.

    The index is a table with tabs whose columns ``id`` and ``genre`` name each document and its genre.
    """
    with index.open(encoding="utf-8", newline="") as rows:
        return [row["id"] for row in csv.DictReader(rows, delimiter="\t") if re.search(pattern, row["genre"])]


def show(text: str, labels: Labels) -> None:
    """Print every difference between the labels and the outline of a text, in source order."""
    differences: list[tuple[int, str]] = []
    score(text, labels, govreport.parse(text).to_dict(), Tally(), lambda at, what: differences.append((at, what)))
    for at, what in sorted(differences):
        print(f"{at:>6}  line {text.count(chr(10), 0, at) + 1:<4}  {text[at : at + 20]!r}  {what}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, default=ROOT / "seeds", help="folder of texts, ID.txt")
    parser.add_argument("--labels", type=Path, default=ROOT / "tests" / "outlines", help="folder of labels, ID.json")
    parser.add_argument("--variant", choices=VARIANTS, default="identity", help="the line breaks: as they are, or else")
    parser.add_argument("--show", metavar="ID", help="list every difference in one document")
    parser.add_argument("--index", type=Path, help="table of the documents, with the columns id and genre")
    parser.add_argument("--genre", metavar="PATTERN", default="", help="only documents of the index with such a genre")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    if arguments.show:
        text = read_text(arguments.text / f"{arguments.show}.txt")
        show(text, read_labels(arguments.labels / f"{arguments.show}.json", text))
        return
    if arguments.genre and arguments.index is None:
        parser.error("--genre needs --index")
    chosen = of_genre(arguments.index, arguments.genre) if arguments.index is not None else None
    figures = measure(arguments.text, arguments.labels, chosen, arguments.variant)
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        # A cover of 99.96 must not print as 100.0.
        print(f"{name:<9} {value - 0.0499 if name == 'cover' and value < 100 else value:6.1f}")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()

"""How often each rule of a profile reports something in folders of texts, and where.

    python benchmarks/rules.py                        # the five seeds
    python benchmarks/rules.py FOLDER ...             # all FOLDER/*.txt
    python benchmarks/rules.py --show GR6 FOLDER ...  # each finding of these codes with its line and its fixes

docs/gongwen.md has the table of what a reader found to be right.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import govreport
from govreport import CODES

ROOT = Path(__file__).resolve().parent.parent
AROUND = 30
"""How many characters around a finding are shown."""


def count(paths: Sequence[Path], profile: str, shown: Sequence[str]) -> None:
    """Print a row for each code: how many findings, in how many documents."""
    times: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for path in paths:
        report = govreport.read(path)
        known = {(one.code, one.span) for one in report.diagnostics}
        found = [one for one in report.check(profile) if (one.code, one.span) not in known]
        times.update(one.code for one in found)
        documents.update({one.code for one in found})
        for one in found:
            if shown and one.code.startswith(tuple(shown)):
                start, end = one.span
                text = report.source.text
                before, marked, after = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
                context = " ".join(f"{before}<{marked[:80]}>{after}".split())
                print(f"{one.code} {path.name}:{one.line} {one.message} | {context}")
    print(f"{len(paths)} documents\ncode    severity  times  documents")
    for code in CODES:
        if times[code]:
            print(f"{code:<7} {CODES[code].severity:<9} {times[code]:>5} {documents[code]:>10}")
    print(f"all               {times.total():>5}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "seeds"], metavar="FOLDER")
    parser.add_argument("--profile", default="gongwen", metavar="NAME|FILE")
    parser.add_argument("--show", action="append", default=[], metavar="CODE")
    arguments = parser.parse_args()
    paths = sorted(path for folder in arguments.folders for path in folder.glob("*.txt"))
    if not paths:
        parser.error("no *.txt in these folders")
    count(paths, arguments.profile, arguments.show)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()

"""An index of the headings in a folder of government reports: where is something reported about 营商环境?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import govreport
from govreport import Report

_HALF_WIDTH = str.maketrans("，：；（）", ",:;()")


class Entry(NamedTuple):
    """A heading and its position."""

    heading: str
    """In half-width punctuation and without blanks, so that what two offices write is one entry."""
    file: str
    line: int
    path: str
    """Of the unit in its report, as ``govreport tree --paths`` shows it."""


def entries(report: Report, file: str) -> Iterator[Entry]:
    """The entries of one report, attachments included, in the order of the text."""
    for unit in report.search():
        if unit.heading:
            heading = "".join(unit.heading.text.split()).translate(_HALF_WIDTH)
            yield Entry(heading, file, report.position(unit.span.start).line, unit.path)


def index(files: Iterable[Path]) -> list[Entry]:
    """The entries of some files in any encoding, sorted by heading."""
    return sorted(entry for file in files for entry in entries(govreport.read(file), file.name))


def main(argv: list[str] | None = None) -> int:
    """Print the index of a folder, one line an entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--about", default="", help="only headings that hold this text")
    asked = parser.parse_args(argv)
    for entry in index(sorted(asked.folder.glob("*.txt"))):
        if asked.about in entry.heading:
            sys.stdout.write(f"{entry.heading}\t{entry.file}:{entry.line}\t{entry.path}\n")
    return 0

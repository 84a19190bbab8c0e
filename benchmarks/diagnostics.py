"""How often each diagnostic occurs in folders of texts, and how many numbering errors are found.

    python benchmarks/diagnostics.py                       # the five seeds
    python benchmarks/diagnostics.py FOLDER ...            # all FOLDER/*.txt
    python benchmarks/diagnostics.py --show GR201 ...      # each GR201 with its place
        python benchmarks/diagnostics.py --wound ...           # how many deliberate numbering errors are found

``--wound`` takes up to four lists of at least three numbers from each document and damages one of their inner numbers in
four ways, each separately: the number is lost, it repeats the previous one, it is swapped with the next, or all from it on
are one too high.  A damage counts as found if there is a new diagnostic about numbering.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import govreport
from govreport import CODES, Block, Document, Number, Report, Span
from govreport.checks.ordinals import mark
from govreport.checks.series import lists

ROOT = Path(__file__).resolve().parent.parent
LISTS = 4
"""How many lists of a document are damaged."""
SEED = 5
NUMBERING = frozenset({"GR201", "GR202", "GR203", "GR209"})

Edit = tuple[Span, str]


def fired(paths: Sequence[Path], shown: Iterable[str]) -> None:
    """Print the number of occurrences and documents of each diagnostic, and every occurrence of some codes."""
    times: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for path in paths:
        found = govreport.read(path).diagnostics
        times.update(one.code for one in found)
        documents.update({one.code for one in found})
        for one in found:
            if one.code in shown:
                print(f"{path}:{one.line}:{one.column}: {one.code} {one.message}")
    print(f"{len(paths)} documents\ncode    severity  times  documents")
    for code, row in CODES.items():
        print(f"{code:<7} {row.severity:<9} {times[code]:>5} {documents[code]:>10}")


def wound(paths: Sequence[Path]) -> None:
    """Print how many numbering errors are found, by kind of error and form of number."""
    made: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    choose = random.Random(SEED)
    for path in paths:
        text = govreport.read(path).source.text
        report = govreport.parse(text)
        before = _numbering(report)
        rows = [row for row in _rows(report) if all(text[slice(*one.span)] == one.text for one in row)]
        for row in choose.sample(rows, min(LISTS, len(rows))):
            at = choose.randrange(1, len(row) - 1)
            for kind, edits in _wounds(row, at):
                name = (kind, row[at].family)
                made[name] += 1
                found[name] += bool(_numbering(govreport.parse(_edited(text, edits))) - before)
    for kind in dict.fromkeys(kind for kind, _ in made):
        families = sorted({family for one, family in made if one == kind})
        total = sum(made[kind, family] for family in families)
        print(f"{kind:<8} {sum(found[kind, family] for family in families)} of {total}")
        for family in families:
            print(f"    {family:<13} {found[kind, family]} of {made[kind, family]}")


def _numbering(report: Report) -> Counter[str]:
    return Counter(one.code for one in report.diagnostics if one.code in NUMBERING)


def _rows(document: Document) -> Iterator[list[Number]]:
    """The lists of a document and its attachments with at least three consecutive numbers."""
    yield from _among(document.body)
    for attachment in document.attachments:
        yield from _rows(attachment.document)


def _among(blocks: tuple[Block, ...]) -> Iterator[list[Number]]:
    rows: dict[int, list[Number]] = {}
    members = lists(blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, (govreport.Section, govreport.Item)):
            if index in members and block.number:
                rows.setdefault(id(members[index]), []).append(block.number)
            yield from _among(block.blocks)
    for row in rows.values():
        ordinals = [one.ordinal or 0 for one in row]
        if len(row) >= 3 and ordinals == list(range(ordinals[0], ordinals[0] + len(row))):
            yield row


def _wounds(row: Sequence[Number], at: int) -> Iterator[tuple[str, list[Edit]]]:
    ordinals = [one.ordinal or 0 for one in row]
    yield "lost", [(row[at].span, "")]
    yield "repeated", [(row[at].span, mark(row[at], ordinals[at] - 1))]
    yield "swapped", [(row[k].span, mark(row[k], ordinals[other])) for k, other in ((at, at + 1), (at + 1, at))]
    yield "skipped", [(one.span, mark(one, (one.ordinal or 0) + 1)) for one in row[at:]]


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for span, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "seeds"], metavar="FOLDER")
    parser.add_argument("--show", action="append", default=[], metavar="CODE", choices=tuple(CODES))
    parser.add_argument("--wound", action="store_true")
    arguments = parser.parse_args()
    paths = sorted(path for folder in arguments.folders for path in folder.glob("*.txt"))
    if not paths:
        parser.error("no *.txt in these folders")
    if arguments.wound:
        wound(paths)
    else:
        fired(paths, arguments.show)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()

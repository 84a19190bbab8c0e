"""How many reports keep their outline through Markdown, HTML and Word files that the library writes and reads again.

    python benchmarks/round_trips.py                     # the five seeds
    python benchmarks/round_trips.py FOLDER ...          # the texts (*.txt) of several folders
    python benchmarks/round_trips.py FOLDER --show       # and the first difference of each text

The outline is the path, depth, kind, number and heading of each section and item.  The frame is the title, document number, addressee,
closing, signature, attachment labels, notes and imprint.  Blanks do not count: a form may lay out lines in another way.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import TypeAlias

import govreport
from govreport.tree.nodes import Document, Text, Unit
from labels import read_text

SEEDS = Path(__file__).resolve().parent.parent / "seeds"

Rows: TypeAlias = tuple[tuple[object, ...], ...]

FORMS: Mapping[str, Callable[[govreport.Report], bytes]] = {
    "markdown": lambda report: report.to_markdown().encode("utf-8", "replace"),
    "html": lambda report: report.to_html().encode("utf-8", "replace"),
    "docx": lambda report: report.to_docx(),
}
"""How each form is written."""


def outline_of(report: govreport.Report) -> Rows:
    """Path, kind, number and heading of each unit, without blanks."""
    return tuple(
        (unit.path, unit.kind, _solid(unit.number), _solid(unit.heading))
        for unit in report.walk()
        if isinstance(unit, Unit)
    )


def frame_of(report: govreport.Report) -> Rows:
    """The parts above and below the text of the report and of its attachments, without blanks."""
    return tuple(_frames(report))


def _frames(document: Document) -> Iterator[tuple[object, ...]]:
    signature = document.signature
    yield ("title", _solid(document.title))
    yield ("document number", _solid(document.document_number))
    yield ("addressee", _solid(document.addressee))
    yield ("closing", _solid(document.closing))
    yield ("issuers", *(_solid(issuer) for issuer in (signature.issuers if signature else ())))
    yield ("date", _solid(signature.date) if signature and signature.date else "")
    yield ("attachment list", _all(document.attachment_list))
    yield ("notes", _all(document.notes))
    yield ("imprint", _all(document.imprint))
    for attachment in document.attachments:
        yield ("attachment", _solid(attachment.label))
        yield from _frames(attachment.document)


def _all(leaves: Iterable[Text]) -> str:
    return "".join(map(_solid, leaves))


def _solid(leaf: object) -> str:
    return "".join(getattr(leaf, "text", "").split())


def again(report: govreport.Report, form: str) -> govreport.Report:
    """The report written in a form and read back."""
    return govreport.read(FORMS[form](report), format=form)


def texts_of(folders: Iterable[Path]) -> dict[str, str]:
    """The texts of folders by folder and name."""
    return {f"{folder}/{path.stem}": read_text(path) for folder in folders for path in sorted(folder.glob("*.txt"))}


def difference(one: Rows, other: Rows) -> str:
    """The first difference of two outlines or frames."""
    return next((f"{mine} -> {theirs}" for mine, theirs in zip_longest(one, other) if mine != theirs), "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[SEEDS])
    parser.add_argument("--show", action="store_true", help="show the first difference of each text")
    arguments = parser.parse_args()
    texts = texts_of(arguments.folders)
    reports = {name: govreport.parse(text) for name, text in texts.items()}
    print(f"{'form':<10} {'outline':>9} {'frame':>9}   of {len(texts)} texts")
    for form in FORMS:
        kept = {"outline": 0, "frame": 0}
        shown: list[str] = []
        for name, report in reports.items():
            other = again(report, form)
            for part, rows in (("outline", outline_of), ("frame", frame_of)):
                found = difference(rows(report), rows(other))
                kept[part] += not found
                shown += [f"  {name} {part}: {found}"] if found else []
        print(f"{form:<10} {kept['outline']:>9} {kept['frame']:>9}")
        if arguments.show:
            print("\n".join(shown))


if __name__ == "__main__":
    main()

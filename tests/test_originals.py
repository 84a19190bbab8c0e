"""Original files of government sites, compared with outlines written by hand.

``tests/originals/NAME.txt`` has the labels of the file NAME: a line each for format, title, document number,
issuers, date, fields and number of attachments (``-`` if there are none), then, after a blank line, a line for each section down
to depth 2, indented by two blanks a level, as ``section.title`` gives it.  After the sections, there may be a line ``= TITLE`` for each
attachment, with its sections below; without these, the attachments are only counted.  A line ``known: …`` explains
why the file is not yet read as written down here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

import govreport
from govreport.tree.nodes import Document, Section

EXPECTED = sorted((Path(__file__).resolve().parent / "originals").glob("*.txt"))
DEPTH = 2
NONE = "-"


def without_reason(expected: str) -> list[str]:
    """The lines of what is expected."""
    return [line for line in expected.splitlines() if not line.startswith("known: ")]


def outline(document: Document, depth: int = 1) -> Iterator[str]:
    """The sections of a document, a line each."""
    blocks = [(section, depth) for section in reversed(document.sections)]
    while blocks:
        section, at = blocks.pop()
        yield "  " * (at - 1) + section.title
        if at < DEPTH:
            blocks += [(inner, at + 1) for inner in reversed(section.blocks) if isinstance(inner, Section)]


def shown(report: govreport.Report, attachments: bool) -> list[str]:
    """A report in the form of the files of ``tests/originals``."""
    signature = report.signature
    day = signature.date.value if signature and signature.date else None
    fields = {
        "format": report.source.format,
        "title": report.title and report.title.text,
        "document_number": report.document_number and report.document_number.text,
        "issuers": "、".join(issuer.text for issuer in signature.issuers) if signature else None,
        "date": day and day.isoformat(),
        "fields": "；".join(f"{field.key}={field.value}" for field in report.front_matter),
        "attachments": str(len(report.attachments)),
    }
    lines = [f"{key}: {value or NONE}" for key, value in fields.items()] + ["", *outline(report)]
    if attachments:
        for one in report.attachments:
            lines += [f"= {one.document.title.text if one.document.title else NONE}", *outline(one.document)]
    return lines


def cases() -> Iterator[ParameterSet]:
    for path in EXPECTED:
        reasons = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("known: ")]
        marks = [pytest.mark.xfail(reason=reason.removeprefix("known: "), strict=True) for reason in reasons]
        yield pytest.param(path, marks=marks, id=path.stem)


@pytest.fixture
def originals() -> Path:
    """The folder of the files themselves, which are not part of the project."""
    folder = os.environ.get("GOVREPORT_ORIGINALS")
    if not folder:
        pytest.skip("GOVREPORT_ORIGINALS names no folder with original files")
    return Path(folder)


@pytest.mark.parametrize("path", list(cases()))
def test_an_original_has_the_outline_of_its_labels(path: Path, originals: Path) -> None:
    file = originals / path.stem
    if not file.exists():
        pytest.skip(f"{originals} holds no {path.stem}")
    expected = without_reason(path.read_text(encoding="utf-8"))
    lists_attachments = any(line.startswith("= ") for line in expected)
    assert shown(govreport.read(file), lists_attachments) == expected


def test_every_original_has_labels() -> None:
    assert len(EXPECTED) >= 8

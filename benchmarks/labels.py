"""Labels: outlines of documents, written by hand.

A labelled document is ``ID.txt`` with ``ID.json``, which holds

``units``
    sections and items in source order, each with ``start`` (of its mark, else of its heading), ``role``
    (section or item), ``depth``, ``marker`` (null for an unnumbered heading), ``ordinal``, ``family``,
    ``parent`` (``start`` of the parent unit, or null) and ``heading`` (``[start, end)`` without the closing
    mark, or null);
``lines``
    ``[start, end, role]`` of every line that is not blank.  Roles: section, item, para, cont (the line goes
    on with the sentence of the line before), title, subtitle, docnum, front, addressee, toc, closing, issuer,
    date, note, attachment, imprint, boiler, table.

Offsets count Unicode code points of the text as stored, with its line ends.
"""

from __future__ import annotations

import json
from pathlib import Path

from attrs import frozen

from reading import UnitPlace

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


@frozen
class Line:
    """A line that is not blank, and what it is."""

    start: int
    end: int
    role: str


@frozen
class Labels:
    """The labels of one document."""

    units: tuple[UnitPlace, ...]
    lines: tuple[Line, ...]


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with its line ends unchanged.

    :raises UnicodeDecodeError: the file is not UTF-8.
    """
    return path.read_bytes().decode("utf-8")


def read_labels(path: Path, text: str) -> Labels:
    """The labels in a file that belong to a text.

    :raises KeyError: a unit lacks one of its keys.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    return Labels(
        tuple(
            UnitPlace(
                start=unit["start"],
                kind=unit["role"],
                family=unit["family"],
                number=unit["marker"],
                ordinal=unit["ordinal"],
                parent=unit["parent"],
                depth=unit["depth"],
                heading=text[slice(*unit["heading"])] if unit["heading"] else None,
                heading_end=unit["heading"][1] if unit["heading"] else None,
            )
            for unit in data["units"]
        ),
        tuple(Line(*line) for line in data["lines"]),
    )

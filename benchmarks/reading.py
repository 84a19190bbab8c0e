"""A report in its data form as flat lists: its leaves, its units, its dates.

This module is independent of the parser.  The figures of ``figures.py`` and laws of the test suite are based on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

ROLES = {
    "front_matter": "front",
    "document_number": "docnum",
    "title": "title",
    "subtitles": "subtitle",
    "addressee": "addressee",
    "contents": "toc",
    "closing": "closing",
    "attachment_list": "attachment",
    "notes": "note",
    "imprint": "imprint",
    "boilerplate": "boiler",
}
"""The role in the labels for each key of a document in the data form."""


@frozen
class Leaf:
    """A slice of source that belongs to exactly one part of the report."""

    role: str
    pieces: tuple[tuple[int, int], ...]
    """The spans ``[start, end)`` in code points of the source; several if noise interrupts."""
    text: str | None
    """The text in the data form; None for metadata fields and tables, which have several."""


@frozen
class UnitPlace:
    """A section or item and its place in the outline; it starts at its number, else at its heading."""

    start: int
    kind: str
    family: str | None
    number: str | None
    ordinal: int | None
    parent: int | None
    """The start of the parent unit; None at the top."""
    depth: int
    heading: str | None
    heading_end: int | None


def documents(data: dict[str, Any], label: str | None = None) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """The document itself, then its attachments at any depth, each with its label line."""
    yield label, data
    for attachment in data.get("attachments") or ():
        yield from documents(attachment["document"], (attachment.get("label") or {}).get("text"))


def leaves(data: dict[str, Any]) -> Iterator[Leaf]:
    """Every leaf of a report and of its attachments, in any order."""
    for label, document in documents(data):
        for key, role in ROLES.items():
            value = document.get(key) or ()
            if key == "title" and label is not None:
                role = "attachment"
            yield from (_leaf(node, role) for node in (value if isinstance(value, list) else [value]) if node)
        signature = document.get("signature") or {}
        yield from (_leaf(node, "issuer") for node in signature.get("issuers") or ())
        if signature.get("date"):
            yield _leaf(signature["date"], "date")
        yield from (
            _leaf(each["label"], "attachment") for each in document.get("attachments") or () if each.get("label")
        )
        yield from _block_leaves(document.get("body") or ())


def _block_leaves(blocks: Any) -> Iterator[Leaf]:
    for block in blocks:
        if block["type"] in ("paragraph", "table"):
            yield _leaf(block, "para" if block["type"] == "paragraph" else "table")
            continue
        if block.get("number"):
            yield _leaf(block["number"], block["type"])
        if block.get("heading"):
            yield _heading_leaf(block["heading"], block["type"])
        yield from _block_leaves(block.get("blocks") or ())


def _leaf(node: dict[str, Any], role: str) -> Leaf:
    return Leaf(role, _pieces(node), node.get("text"))


def _pieces(node: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in node.get("pieces") or [node["span"]])


def _heading_leaf(heading: dict[str, Any], role: str) -> Leaf:
    stop = heading.get("stop")
    if not stop:
        return _leaf(heading, role)
    whole = ((heading["span"][0], stop["span"][1]),)
    pieces = (*_pieces(heading), *_pieces(stop)) if heading.get("pieces") else whole
    return Leaf(role, pieces, heading["text"] + stop["text"])


def units(data: dict[str, Any]) -> Iterator[UnitPlace]:
    """Every section and item, in source order within each document; attachments come after the body."""
    for _, document in documents(data):
        yield from _units(document.get("body") or (), None, 1)


def _units(blocks: Any, parent: int | None, depth: int) -> Iterator[UnitPlace]:
    for block in blocks:
        if block["type"] not in ("section", "item"):
            continue
        number, heading = block.get("number") or {}, block.get("heading") or {}
        start = (number or heading)["span"][0]
        yield UnitPlace(
            start,
            block["type"],
            number.get("family"),
            number.get("text"),
            number.get("ordinal"),
            parent,
            depth,
            heading.get("text"),
            heading["span"][1] if heading else None,
        )
        yield from _units(block.get("blocks") or (), start, depth + 1)


def dates(data: dict[str, Any]) -> Iterator[tuple[int, str | None]]:
    """The position of the date of each signature, and its value (ISO 8601)."""
    for _, document in documents(data):
        date = (document.get("signature") or {}).get("date")
        if date:
            yield date["span"][0], date.get("iso")

"""A report as rows, one per leaf: together they contain all text that is not blank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypedDict

from govreport.tree.nodes import Attachment, Document, Field, Heading, Node, Signature, Table, Unit

if TYPE_CHECKING:
    from govreport.text.source import Source


class ParagraphRecord(TypedDict):
    """One leaf of a report: a paragraph, a table, a heading, a title, a line of boilerplate …"""

    path: str | None
    """The path of a paragraph or a table; None for other leaves, which have no path."""
    parent: str | None
    """The path of the unit or the attachment that contains it; None in the head, the body and the foot of the report."""
    kind: str
    """One of :data:`KINDS`."""
    text: str
    """The readable text; a table has a line per row, with tabs between its cells."""
    start: int
    """The start in the source, in code points; ``end`` is after its last character.

    The rows of noise inside a leaf, such as a page number, lie between the two: a character belongs to the last row that
    starts at or before it and contains it.
    """
    end: int
    page: int | None
    """The page of its first character, from 1; None if the source has no pages."""


COLUMNS: Final = tuple(ParagraphRecord.__annotations__)
"""The column names, in order."""

_LEAVES: Final = {
    "front_matter": "field",
    "document_number": "document_number",
    "title": "title",
    "subtitles": "subtitle",
    "addressee": "addressee",
    "contents": "contents",
    "closing": "closing",
    "attachment_list": "attachment_list",
    "notes": "note",
    "imprint": "imprint",
    "boilerplate": "boilerplate",
}
"""The kind of the leaves in each field of a document."""

KINDS: Final = (*_LEAVES.values(), "number", "heading", "paragraph", "table", "issuer", "date", "attachment_label")
"""The kinds of leaves."""


def to_paragraphs(document: Document, source: Source) -> list[ParagraphRecord]:
    """One row per leaf, attachments included, in source order.

    Every character of the source that is not blank belongs to one row; what is not part of the report has the kind
    ``boilerplate``.

    >>> from govreport import parse
    >>> report = parse("关于农业的报告\\n一、总则\\n依法行政。")
    >>> rows = to_paragraphs(report, report.source)
    >>> [(row["parent"], row["kind"], row["text"]) for row in rows]
    [(None, 'title', '关于农业的报告'), ('1', 'number', '一、'), ('1', 'heading', '总则'), ('1', 'paragraph', '依法行政。')]
    """
    rows: list[ParagraphRecord] = [
        {
            "path": getattr(leaf, "path", None),
            "parent": parent,
            "kind": kind,
            "text": _text(leaf),
            "start": leaf.span.start,
            "end": leaf.stop.span.end if isinstance(leaf, Heading) and leaf.stop else leaf.span.end,
            "page": source.page(leaf.span.start),
        }
        for leaf, kind, parent in _leaves(document)
    ]
    return sorted(rows, key=lambda row: (row["start"], -row["end"]))


def _leaves(document: Document) -> Iterator[tuple[Node, str, str | None]]:
    """The leaves with their kinds and the paths above them, in no order."""
    stack: list[tuple[Node, str | None]] = [(document, None)]
    while stack:
        node, path = stack.pop()
        if isinstance(node, Document):
            for name, kind in _LEAVES.items():
                held = getattr(node, name)
                yield from ((leaf, kind, path) for leaf in (held if isinstance(held, tuple) else (held,)) if leaf)
            stack += [(one, path) for one in node.body]
            stack += [(one, path) for one in node.attachments]
            if node.signature:
                stack.append((node.signature, path))
        elif isinstance(node, Attachment):
            stack.append((node.document, node.path))
            if node.label:
                yield node.label, "attachment_label", node.path
        elif isinstance(node, Unit):
            if node.number:
                yield node.number, "number", node.path
            if node.heading:
                yield node.heading, "heading", node.path
            stack += [(one, node.path) for one in node.blocks]
        elif isinstance(node, Signature):
            yield from ((issuer, "issuer", path) for issuer in node.issuers)
            if node.date:
                yield node.date, "date", path
        else:
            yield node, "table" if isinstance(node, Table) else "paragraph", path


def _text(leaf: Node) -> str:
    if isinstance(leaf, Table):
        return "\n".join("\t".join(row) for row in leaf.rows)
    if isinstance(leaf, Field):
        return f"{leaf.key}：{leaf.value}" if leaf.key else leaf.value
    text: str = getattr(leaf, "text", "")
    return text + leaf.stop.text if isinstance(leaf, Heading) and leaf.stop else text

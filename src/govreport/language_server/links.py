"""Cross references in a document, and their targets."""

from __future__ import annotations

from govreport.errors import NotFoundError
from govreport.facts import Reference
from govreport.language_server.document import Document
from govreport.text.source import Span
from govreport.tree.nodes import Attachment, Node, Unit


def reference_at(document: Document, offset: int) -> Reference | None:
    """The reference at an offset of the plain text, or that ends there."""
    return next((one for one in document.references if one.span.start <= offset <= one.span.end), None)


def target(document: Document, reference: Reference) -> Node | None:
    """The node that a reference leads to."""
    try:
        return document.report.find(reference.target or "")
    except NotFoundError:
        return None


def name_span(node: Node) -> Span:
    """What names a node: number and heading of a unit, the label of an attachment; else all of it."""
    if isinstance(node, Attachment):
        leaf = node.label or node.document.title
        return leaf.span if leaf else node.span
    if isinstance(node, Unit):
        parts = [part.span for part in (node.number, node.heading) if part]
        return Span(parts[0].start, parts[-1].end) if parts else node.span
    return node.span


def named_at(document: Document, offset: int) -> Node | None:
    """The node that is named at an offset: the target of a reference, or the unit or attachment whose name is there."""
    reference = reference_at(document, offset)
    if reference is not None:
        return target(document, reference)
    node = document.report.node_at(offset)
    while node is not None and not isinstance(node, (Unit, Attachment)):
        node = document.report.parent(node)
    if node is None:
        return None
    start, end = name_span(node)
    return node if start <= offset <= end else None


def leading_to(document: Document, node: Node) -> list[Reference]:
    """The references to a node, in source order."""
    path = getattr(node, "path", "")
    return [one for one in document.references if path and one.target == path]

"""Checks of a report against its text that do not parse again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from govreport.report import Report
from govreport.testing.faults import Fault
from govreport.text.source import Span, is_blank
from govreport.tree.diagnostics import Repair
from govreport.tree.nodes import Attachment, Document, Field, Node, Paragraph, Signature, Table, Unit
from govreport.tree.walk import children, leaves, places, walk

STEPS = 200_000
"""Searching by path walks the tree, so in a large report only some paths are checked, visiting about this many nodes."""


def lossless(report: Report, text: str) -> Iterator[Fault]:
    """Non-blank characters in no leaf or in two leaves, and leaves outside the text."""
    end = 0
    for start, stop in [
        *sorted(place for leaf in leaves(report) for place in places(leaf)),
        Span(len(text), len(text)),
    ]:
        if not 0 <= start <= stop <= len(text):
            yield Fault(f"a leaf at {start}-{stop} of {len(text)} characters")
        if not _blank(text[end:start]):
            yield Fault("in no leaf", end)
        if not _blank(text[start : min(end, stop)]):
            yield Fault("in two leaves", start)
        end = max(end, stop)


def _blank(text: str) -> bool:
    return all(map(is_blank, text))


def ordered(report: Report, text: str) -> Iterator[Fault]:
    """Nodes that overlap, are out of order, or extend beyond their parent."""
    for node in walk(report):
        for row in _rows(node):
            yield from _disorder(node, [_extent(each) for each in row])
        if getattr(node, "pieces", ()):
            yield from _disorder(node, places(node), whole=True)
        if isinstance(node, Unit) and children(node)[0].span.start != node.span.start:
            yield Fault(f"{node} starts before its number and heading", node.span.start)
        if isinstance(node, Signature):
            spans = [_extent(each) for each in children(node)]
            if node.span != Span(min(span.start for span in spans), max(span.end for span in spans)):
                yield Fault(f"{node} does not have the span of its issuers and date", node.span.start)


def _rows(node: Node) -> list[Sequence[Node]]:
    """The children in source order; those of a document separately for each kind."""
    if isinstance(node, Signature):
        return [node.issuers, [node.date] if node.date else []]
    if not isinstance(node, Document):
        return [children(node)] if isinstance(node, (Unit, Attachment)) else []
    several = [node.front_matter, node.subtitles, node.contents, node.body, node.attachment_list]
    several += [node.notes, node.attachments, node.imprint, node.boilerplate]
    single = (node.document_number, node.title, node.addressee, node.closing, node.signature)
    return [*several, *([each] for each in single if each)]


def _extent(node: Node) -> Span:
    return Span(node.span.start, max(node.span.end, places(node)[-1].end))


def _disorder(node: Node, spans: Sequence[Span], whole: bool = False) -> Iterator[Fault]:
    at, most = node.span if not whole else _extent(node)
    if whole and (spans[0].start, spans[-1].end) != (at, most):
        yield Fault(f"the pieces of {node} do not cover its span", at)
    for start, end in spans:
        if not at <= start <= end <= most:
            yield Fault(f"in {node}, {start}-{end} is outside {at}-{most}", start)
        at = end


def faithful(report: Report, text: str) -> Iterator[Fault]:
    """Leaves whose text differs from the repaired source, blanks aside."""
    for leaf in leaves(report):
        if isinstance(leaf, (Field, Table)):
            continue  # they have several texts
        text_of_leaf = getattr(leaf, "text", "")
        stop = getattr(leaf, "stop", None)
        text_of_leaf += stop.text if stop else ""
        as_it_stands = "".join(text[start:end] for start, end in places(leaf))
        there = "".join(_repaired(text, place, report.repairs) for place in places(leaf))
        if _solid(text_of_leaf) not in (_solid(there), as_it_stands):
            yield Fault(f"the text of a leaf is {text_of_leaf!r}, its source {as_it_stands!r}", leaf.span.start)


def _solid(text: str) -> str:
    return "".join(character for character in text if not is_blank(character))


def _repaired(text: str, place: Span, repairs: Sequence[Repair]) -> str:
    """The readable text of a span; a repair that starts before the span is not part of it."""
    start, end = place
    at = bisect_left(repairs, start, key=lambda repair: repair.span.start)
    pieces: list[str] = []
    if at and repairs[at - 1].span.end > start:
        start = repairs[at - 1].span.end
    for repair in repairs[at:]:
        if repair.span.start >= end:
            break
        pieces += text[start : repair.span.start], repair.after
        start = repair.span.end
    return "".join([*pieces, text[start:end]])


def findable(report: Report, text: str) -> Iterator[Fault]:
    """Units, paragraphs, tables and attachments without a unique path, or not found by it."""
    named = [node for node in walk(report) if isinstance(node, (Unit, Paragraph, Table, Attachment))]
    taken: set[str] = set()
    for node in named:
        if not node.path:
            yield Fault(f"{node} has no path", node.span.start)
        elif node.path in taken:
            yield Fault(f"two nodes have the path {node.path}", node.span.start)
        taken.add(node.path)
    for node in named[:: 1 + len(named) ** 2 // STEPS]:
        if node.path and report.find(node.path) is not node:
            yield Fault(f"the path {node.path} leads to another node", node.span.start)

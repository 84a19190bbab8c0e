"""The outline of a report as rows, one per unit, for comparisons."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from govreport.testing.rewriting import full_width
from govreport.text.source import Span
from govreport.tree.nodes import Document, Unit
from govreport.tree.walk import walk_with_ancestors


@frozen
class Row:
    """A unit: its start, kind, number and parent; offsets in code points of the source."""

    start: int
    kind: str
    """``section`` or ``item``."""
    family: str | None
    ordinal: int | None
    parent: int | None
    """The start of the parent unit; None at the top."""
    heading: Span | None


def outline(document: Document) -> tuple[Row, ...]:
    """The sections and items of a document and of its attachments, in the order of a walk.

    >>> from govreport import parse
    >>> for row in outline(parse("一、主要工作\\n依法行政。\\n（一）立规。修订办法。\\n（二）执法。开展检查。")):
    ...     print(row.start, row.family, row.ordinal, row.parent, row.heading)
    0 han 1 None Span(2, 6)
    13 han_paren 1 0 Span(16, 18)
    25 han_paren 2 0 Span(28, 30)
    """
    return tuple(
        Row(
            node.span.start,
            node.kind,
            node.number.family if node.number else None,
            node.number.ordinal if node.number else None,
            next((above.span.start for above in reversed(ancestors) if isinstance(above, Unit)), None),
            node.heading.span if node.heading else None,
        )
        for node, ancestors in walk_with_ancestors(document)
        if isinstance(node, Unit)
    )


def moved(rows: Sequence[Row], places: Sequence[int]) -> tuple[Row, ...]:
    """The same outline after characters moved: ``places[i]`` is the new offset of character ``i``."""
    return tuple(
        evolve(
            row,
            start=places[row.start],
            parent=None if row.parent is None else places[row.parent],
            heading=row.heading and Span(places[row.heading.start], places[row.heading.end]),
        )
        for row in rows
    )


def shape(document: Document) -> tuple[tuple[int, str, str | None, int | None, str], ...]:
    """The outline without spans: depth, kind, family, ordinal and heading of each unit, in full width.

    >>> from govreport import parse
    >>> shape(parse("(一)立规,立制。修订办法。\\n(二)执法。开展检查。"))
    ((1, 'section', 'han_paren', 1, '立规，立制'), (1, 'section', 'han_paren', 2, '执法'))
    """
    return tuple(
        (
            1 + sum(isinstance(above, Unit) for above in ancestors),
            node.kind,
            node.number.family if node.number else None,
            node.number.ordinal if node.number else None,
            full_width(node.heading.text).text if node.heading else "",
        )
        for node, ancestors in walk_with_ancestors(document)
        if isinstance(node, Unit)
    )

"""Traversing a tree: children, walks, leaves, and a visitor.

**Paths.**  Units, paragraphs, tables and attachments have a ``path``, unique in the report, by which
:class:`govreport.tree.lookup.Paths` finds them.  A path consists of steps, outermost first, joined by ``/``:

=============  ======================================================================================
``2``          the section with ordinal 2: ``2/1`` is 二、 → （一）
``10.1``       a section with a sub-ordinal: 第十条之一
``i3``         the item with ordinal 3: ``2/1/i3`` is the 三是 in 二、 → （一）
``u1``         the first unit of its parent that has a heading but no number
``b1``         the first unit of its parent whose mark has no value: ——, ●, 最后
``p1`` ``t1``  the first paragraph, the first table of its parent
``@1``         the first attachment; the paths of its units start with ``@1/``, a nested attachment is ``@1/@1``
``1~2``        the second child with the step ``1``; the third is ``1~3``
=============  ======================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.text.source import Span
from govreport.tree.nodes import (
    Attachment,
    Document,
    Heading,
    Node,
    Signature,
    Unit,
)

CONTAINERS = (Unit, Signature, Attachment, Document)
"""The node classes that contain other leaves; all others are leaves, or the stop of a heading."""


def children(node: Node) -> tuple[Node, ...]:
    """The children, in the order of the data form, not by position in the source."""
    if isinstance(node, Unit):
        return (*_present(node.number, node.heading), *node.blocks)
    if isinstance(node, Heading):
        return _present(node.stop)
    if isinstance(node, Signature):
        return (*node.issuers, *_present(node.date))
    if isinstance(node, Attachment):
        return (*_present(node.label), node.document)
    if isinstance(node, Document):
        return (
            *node.front_matter,
            *_present(node.document_number, node.title),
            *node.subtitles,
            *_present(node.addressee),
            *node.contents,
            *node.body,
            *_present(node.closing),
            *node.attachment_list,
            *_present(node.signature),
            *node.notes,
            *node.attachments,
            *node.imprint,
            *node.boilerplate,
        )
    return ()


def _present(*nodes: Node | None) -> tuple[Node, ...]:
    return tuple(node for node in nodes if node is not None)


def walk(node: Node) -> Iterator[Node]:
    """The node and its descendants, each before its children."""
    stack = [node]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(reversed(children(here)))


def walk_with_ancestors(node: Node) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """As :func:`walk`, each node with its ancestors up to the given node, outermost first."""
    stack: list[tuple[Node, tuple[Node, ...]]] = [(node, ())]
    while stack:
        here, ancestors = stack.pop()
        yield here, ancestors
        below = (*ancestors, here)
        stack.extend((child, below) for child in reversed(children(here)))


def documents(document: Document) -> Iterator[Document]:
    """The document and its attachments at all depths, in the order of :func:`walk`."""
    stack = [document]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(attachment.document for attachment in reversed(here.attachments))


def leaves(node: Node) -> Iterator[Node]:
    """The leaves of the data form, in the order of :func:`walk`; the stop of a heading is part of the heading.

    Every character of the source that is not blank is in the :func:`places` of exactly one leaf of the report.
    """
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, CONTAINERS):
            stack.extend(reversed(children(here)))
        else:
            yield here


def places(node: Node) -> tuple[Span, ...]:
    """The spans of a node: its pieces if noise interrupts it, else its span; for a heading, with its stop.

    >>> from govreport.tree.nodes import Paragraph
    >>> places(Paragraph("一二", Span(0, 5), pieces=(Span(0, 1), Span(4, 5))))
    (Span(0, 1), Span(4, 5))
    """
    found: tuple[Span, ...] = getattr(node, "pieces", ()) or (node.span,)
    if isinstance(node, Heading) and node.stop:
        return (*found, *places(node.stop)) if node.pieces else (Span(node.span.start, node.stop.span.end),)
    return found


class Visitor:
    """Calls one method per node, selected by its class: ``visit_section``, ``visit_paragraph``, ``visit_field`` …

    If there is no method for a class, those of its base classes are used (``visit_unit`` for sections and items,
    ``visit_document`` for a report), then :meth:`generic_visit`.  A method that should also visit the children of its node
    calls ``generic_visit``.

    >>> class Numbers(Visitor):
    ...     def visit_number(self, node: Node) -> None:
    ...         print(node)
    """

    def visit(self, node: Node) -> None:
        """Call the method for this node."""
        for kind in type(node).__mro__:
            method = getattr(self, f"visit_{kind.__name__.lower()}", None)
            if method is not None:
                method(node)
                return
        self.generic_visit(node)

    def generic_visit(self, node: Node) -> None:
        """Visit the children."""
        for child in children(node):
            self.visit(child)

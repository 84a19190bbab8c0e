"""The outline of a document: symbols and folding ranges."""

from __future__ import annotations

from lsprotocol import types

from govreport.language_server.document import Document
from govreport.tree.labels import name, separator
from govreport.tree.nodes import Attachment, Item, Node, Section, Table, Unit
from govreport.tree.nodes import Document as Tree
from govreport.tree.walk import walk

_DEEPEST = 100
"""Symbols nest at most this deep: clients and JSON libraries recurse."""
_LONGEST = 120


def symbols(document: Document) -> list[types.DocumentSymbol]:
    """The sections and items as a tree, then the attachments."""
    report = document.report
    tops: list[types.DocumentSymbol] = []
    waiting: list[tuple[Node, list[types.DocumentSymbol], int]] = [(report, tops, 0)]
    while waiting:
        node, into, depth = waiting.pop()
        for child in _below(node):
            below: list[types.DocumentSymbol] = []
            into.append(_symbol(document, child, below))
            waiting.append((child, below if depth < _DEEPEST else into, depth + 1))
    return tops


def _below(node: Node) -> list[Section | Item | Attachment]:
    """The units and attachments directly in a node."""
    tree = node.document if isinstance(node, Attachment) else node
    if isinstance(tree, Tree):
        units = [block for block in tree.body if isinstance(block, (Section, Item))]
        return [*units, *tree.attachments]
    return list(tree.units) if isinstance(tree, Unit) else []


def _symbol(
    document: Document, node: Section | Item | Attachment, children: list[types.DocumentSymbol]
) -> types.DocumentSymbol:
    whole = document.range(node.span)
    return types.DocumentSymbol(
        name=label(node) or "—",
        kind=_kind(node),
        range=whole,
        selection_range=_selected(document, node, whole),
        children=children,
    )


def label(node: Unit | Attachment) -> str:
    """Number and heading of a unit on one line; label and title of an attachment."""
    if isinstance(node, Attachment):
        leaves = (node.label, node.document.title)
        text = " ".join(leaf.text for leaf in leaves if leaf)
    else:
        mark, heading = node.number.text if node.number else "", name(node)
        text = mark + separator(mark, heading) + heading
    return " ".join(text[:_LONGEST].split())


def _kind(node: Section | Item | Attachment) -> types.SymbolKind:
    if isinstance(node, Attachment):
        return types.SymbolKind.File
    return types.SymbolKind.EnumMember if isinstance(node, Item) else types.SymbolKind.String


def _selected(document: Document, node: Section | Item | Attachment, whole: types.Range) -> types.Range:
    """The number or the heading, which the cursor goes to; it is in the range of the whole."""
    if isinstance(node, Attachment):
        leaf: Node | None = node.label or node.document.title
    else:
        leaf = node.number or node.heading
    found = document.range(leaf.span) if leaf else types.Range(whole.start, whole.start)
    return found if whole.start <= found.start and found.end <= whole.end else types.Range(whole.start, whole.start)


def folds(document: Document) -> list[types.FoldingRange]:
    """A range for each unit, table and attachment of several lines."""
    found: dict[int, int] = {}
    for node in walk(document.report):
        if isinstance(node, (Unit, Table, Attachment)):
            place = document.range(node.span)
            last = place.end.line - (place.end.character == 0 and place.end.line > place.start.line)
            if last > place.start.line:
                found[place.start.line] = max(last, found.get(place.start.line, 0))
    return [types.FoldingRange(start, end) for start, end in sorted(found.items())]

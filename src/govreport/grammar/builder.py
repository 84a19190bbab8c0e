"""From grammar reductions to nodes: a method for each rule of ``grammars/report.lark`` that is a class of nodes.

The methods have no state, so one builder serves all threads.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from govreport.grammar.tokens import Token
from govreport.text.source import Span
from govreport.tree.nodes import Attachment, Document, Heading, Item, Node, Number, Section, Signature

EMPTY = Span(0, 0)
NOISE = ("BOILERPLATE", "LICENCE", "MARKUP", "PAGE_NUMBER")
"""The terminals of noise, which become boilerplate."""

_ONE = {
    "DOCUMENT_NUMBER": "document_number",
    "TITLE": "title",
    "ADDRESSEE": "addressee",
    "CLOSING": "closing",
    Signature: "signature",
}
"""The attributes of a document with at most one value, by terminal or class."""
_MANY = {
    "FIELD": "front_matter",
    "NOTE": "notes",
    "IMPRINT": "imprint",
    **dict.fromkeys(NOISE, "boilerplate"),
    "SUBTITLE": "subtitles",
    "CONTENTS": "contents",
    **dict.fromkeys(("PARAGRAPH", "TABLE", Section, Item), "body"),
    "ATTACHMENT_LIST": "attachment_list",
    Attachment: "attachments",
}
"""The attributes of a document with several values, by terminal or class."""
_Unit = TypeVar("_Unit", Section, Item)


class Builder:
    """The callbacks of the parser, named after the rules; Lark requires no base class."""

    def document(self, children: list[Any]) -> Document:
        """A document from its lines and units; its span includes all of them."""
        one: dict[str, Node] = {}
        many: dict[str, list[Node]] = {}
        nodes: list[Node] = []
        for child in children:
            kind, node = (child.type, child.value) if type(child) is Token else (type(child), child)
            nodes.append(node)
            if kind in _MANY:
                many.setdefault(_MANY[kind], []).append(node)
            else:
                one[_ONE[kind]] = node
        parts: dict[str, Any] = {**one, **{name: tuple(values) for name, values in many.items()}}
        return Document(span=_cover(nodes), **parts)

    def section(self, children: list[Any]) -> Section:
        """A section, from its number or heading to its last block."""
        return _unit(Section, children)

    def item(self, children: list[Any]) -> Item:
        """An item of an enumeration, from its number to its last block."""
        return _unit(Item, children)

    def signature(self, children: list[Token]) -> Signature:
        """The issuers and the date."""
        nodes = [token.value for token in children]
        date = nodes.pop() if children[-1].type == "DATE" else None
        return Signature(tuple(nodes), date, _cover([*nodes, date]))

    def attachment(self, children: list[Any]) -> Attachment:
        """An attached document, with its label, if any."""
        label = children[1].value if type(children[1]) is Token else None
        document = children[-2]
        return Attachment(label, document, _cover((label, document)), children[0].value)


def _unit(kind: type[_Unit], children: list[Any]) -> _Unit:
    """A unit from the values between its brackets; the opening one has its path."""
    blocks: list[Any] = [child.value if type(child) is Token else child for child in children[1:-1]]
    number = blocks.pop(0) if isinstance(blocks[0], Number) else None
    heading = blocks.pop(0) if blocks and isinstance(blocks[0], Heading) else None
    # Blocks are in source order: the last one determines the end.
    span = _cover((number, heading, heading and heading.stop, *blocks[-1:]))
    return kind(number, heading, tuple(blocks), span, children[0].value)


def _cover(nodes: Iterable[Node | None]) -> Span:
    """The smallest span that contains all nodes; an empty document is at the start of the text."""
    start, end = sys.maxsize, 0
    for node in nodes:
        if node is not None:
            first, last = node.span.start, node.span.end
            if first < last:
                start = first if first < start else start
                end = last if last > end else end
    return Span(start, end) if end else EMPTY


_BUILDER = Builder()
BUILDERS: Mapping[str, Callable[[list[Any]], Any]] = MappingProxyType(
    {name: getattr(_BUILDER, name) for name in vars(Builder) if not name.startswith("_")}
)
"""The builder method of each rule of the grammar."""

"""From grammar reductions to nodes: a method for each rule of ``grammars/report.lark`` that is a class of nodes.

The methods have no state, so one builder serves all threads.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from govreport.text.source import END, Span, packed
from govreport.tree import making
from govreport.tree.nodes import Attachment, Document, Heading, Item, Node, Number, Section, Signature

EMPTY = Span(0, 0)
NOISE = ("BOILERPLATE", "LICENCE", "MARKUP", "PAGE_NUMBER")
"""The terminals of noise, which become boilerplate."""

_ONE = {
    "DOCUMENT_NUMBER": "document_number",
    "TITLE": "title",
    "ADDRESSEE": "addressee",
    "CLOSING": "closing",
    "signature": "signature",
}
"""The attributes of a document with at most one value, by symbol."""
_MANY = {
    "FIELD": "front_matter",
    "NOTE": "notes",
    "IMPRINT": "imprint",
    **dict.fromkeys(NOISE, "boilerplate"),
    "SUBTITLE": "subtitles",
    "CONTENTS": "contents",
    **dict.fromkeys(("PARAGRAPH", "TABLE", "section", "item"), "body"),
    "ATTACHMENT_LIST": "attachment_list",
    "attachment": "attachments",
}
"""The attributes of a document with several values, by symbol."""
_Unit = TypeVar("_Unit", Section, Item)


class Builder:
    """The callbacks of the parser, named after the rules; each takes the symbols of its rule and their values."""

    def document(self, symbols: list[str], nodes: list[Any]) -> Document:
        """A document from its lines and units; its span includes all of them."""
        one: dict[str, Node] = {}
        many: dict[str, list[Node]] = {}
        for symbol, node in zip(symbols, nodes, strict=True):
            if symbol in _MANY:
                many.setdefault(_MANY[symbol], []).append(node)
            else:
                one[_ONE[symbol]] = node
        parts: dict[str, Any] = {**one, **{name: tuple(values) for name, values in many.items()}}
        return Document(span=_cover(nodes), **parts)

    def section(self, symbols: list[str], values: list[Any]) -> Section:
        """A section, from its number or heading to its last block."""
        return _unit(making.Section, values)

    def item(self, symbols: list[str], values: list[Any]) -> Item:
        """An item of an enumeration, from its number to its last block."""
        return _unit(making.Item, values)

    def signature(self, symbols: list[str], nodes: list[Any]) -> Signature:
        """The issuers and the date."""
        date = nodes.pop() if symbols[-1] == "DATE" else None
        return Signature(tuple(nodes), date, _cover([*nodes, date]))

    def attachment(self, symbols: list[str], values: list[Any]) -> Attachment:
        """An attached document, with its label, if any."""
        label = values[1] if symbols[1] == "ATTACHMENT_LABEL" else None
        document = values[-2]
        return Attachment(label, document, _cover((label, document)), values[0])


def _unit(kind: Callable[..., _Unit], values: list[Any]) -> _Unit:
    """A unit from the values between its brackets; the opening one has its path."""
    at = 1
    number: Number | None = None
    heading: Heading | None = None
    if type(values[at]) is Number:
        number = values[at]
        at += 1
    if type(values[at]) is Heading:
        heading = values[at]
        at += 1
    blocks: tuple[Any, ...] = tuple(values[at:-1])
    # Blocks are in source order: the last one determines the end.
    if number is not None and blocks:
        held = number._held & ~END | blocks[-1]._held & END
    else:
        held = packed(*_cover((number, heading, heading and heading.stop, *blocks[-1:])))
    return kind(number, heading, blocks, held, values[0])


def _cover(nodes: Iterable[Node | None]) -> Span:
    """The smallest span that contains all nodes; an empty document is at the start of the text."""
    start, end = sys.maxsize, 0
    for node in nodes:
        if node is not None:
            first, last = node.span
            if first < last:
                start = first if first < start else start
                end = last if last > end else end
    return Span(start, end) if end else EMPTY


_BUILDER = Builder()
BUILDERS: Mapping[str, Callable[[list[str], list[Any]], Any]] = MappingProxyType(
    {name: getattr(_BUILDER, name) for name in vars(Builder) if not name.startswith("_")}
)
"""The builder method of each rule of the grammar."""

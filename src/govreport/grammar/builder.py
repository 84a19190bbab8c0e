"""Grammar reductions to nodes: one method a rule of ``grammars/report.lark``.

The methods see only their children, so one builder serves all threads.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from govreport.grammar.tokens import Token
from govreport.text.source import Span
from govreport.tree.nodes import (
    Attachment,
    Block,
    Date,
    Document,
    Heading,
    Item,
    Node,
    Number,
    Section,
    Signature,
    Text,
)

EMPTY = Span(0, 0)
NOISE = ("BOILERPLATE", "LICENCE", "MARKUP", "PAGE_NUMBER")
"""The terminals of noise, in any order: the tree calls all of it boilerplate."""


class Builder:
    """The callbacks that are embedded in the parser; Lark asks for no base class."""

    def start(self, children: list[Any]) -> Document:
        """The one document that a text is."""
        (document,) = children
        return document  # type: ignore[no-any-return]

    def document(self, children: list[Any]) -> Document:
        """The parts in one document, which covers all of them."""
        margin, head, body, foot, *attachments = children
        parts: dict[str, Any] = {**margin, **head, **foot, "body": body, "attachments": tuple(attachments)}
        return Document(span=_cover(_nodes(parts.values())), **parts)

    def margin(self, tokens: list[Token]) -> dict[str, Any]:
        """What stands beside the text, by attribute of the document."""
        by_type = _by_type(tokens)
        noise = [value for kind in NOISE for value in by_type.get(kind, ())]
        return {
            "front_matter": tuple(by_type.get("FIELD", ())),
            "notes": tuple(by_type.get("NOTE", ())),
            "imprint": tuple(by_type.get("IMPRINT", ())),
            "boilerplate": tuple(sorted(noise, key=lambda text: text.span.start)),
        }

    def head(self, tokens: list[Token]) -> dict[str, Any]:
        """What stands above the body, by attribute of the document."""
        by_type = _by_type(tokens)
        return {
            "document_number": _one(by_type, "DOCUMENT_NUMBER"),
            "title": _one(by_type, "TITLE"),
            "subtitles": tuple(by_type.get("SUBTITLE", ())),
            "addressee": _one(by_type, "ADDRESSEE"),
            "contents": tuple(by_type.get("CONTENTS", ())),
        }

    def body(self, children: list[Any]) -> tuple[Block, ...]:
        """The blocks of the first level."""
        return tuple(_blocks(children))

    def unit(self, children: list[Any]) -> Section | Item:
        """A section or an item, as its bracket says, from its mark or heading to its last block."""
        opening = children[0].value
        blocks = _blocks(children[1:-1])
        number = blocks.pop(0) if isinstance(blocks[0], Number) else None
        heading = blocks.pop(0) if blocks and isinstance(blocks[0], Heading) else None
        # Blocks are in source order: the last one says how far they reach.
        span = _cover((number, heading, heading and heading.stop, *blocks[-1:]))
        kind = Item if opening.item else Section
        return kind(number, heading, tuple(blocks), span, opening.path)

    def foot(self, tokens: list[Token]) -> dict[str, Any]:
        """What stands under the body, by attribute of the document; issuers and date make the signature."""
        by_type = _by_type(tokens)
        issuers: tuple[Text, ...] = tuple(by_type.get("ISSUER", ()))
        date: Date | None = _one(by_type, "DATE")
        signed = _nodes((issuers, date))
        return {
            "closing": _one(by_type, "CLOSING"),
            "attachment_list": tuple(by_type.get("ATTACHMENT_LIST", ())),
            "signature": Signature(issuers, date, _cover(signed)) if signed else None,
        }

    def attachment(self, children: list[Any]) -> Attachment:
        """A document that is attached, with its label if it has one."""
        label = children[1].value if isinstance(children[1], Token) else None
        document = children[-2]
        return Attachment(label, document, _cover(_nodes((label, document))), children[0].value.path)


def _blocks(children: list[Any]) -> list[Any]:
    return [child.value if type(child) is Token else child for child in children]


def _by_type(tokens: list[Token]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for token in tokens:
        found.setdefault(token.type, []).append(token.value)
    return found


def _one(by_type: dict[str, list[Any]], type: str) -> Any:
    values = by_type.get(type)
    return values[0] if values else None


def _nodes(values: Any) -> list[Node]:
    """All nodes among some values and tuples of nodes."""
    nodes: list[Node] = []
    for value in values:
        if isinstance(value, tuple):
            nodes.extend(value)
        elif value is not None:
            nodes.append(value)
    return nodes


def _cover(nodes: Iterable[Node | None]) -> Span:
    """The smallest span that holds them all; an empty document lies at the start of the text."""
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
"""What each rule of the grammar makes of the values of its symbols."""

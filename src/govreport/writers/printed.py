"""A report as printed: its paragraphs in source order, each with its part in the document.

The formats for readers (Markdown, HTML, Word) are based on it.  Boilerplate is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from govreport.text.source import Source, Span
from govreport.tree.nodes import Attachment, Block, Document, Item, Node, Paragraph, Signature, Table, Text, Unit
from govreport.tree.walk import places

_LINE_BREAK: Final = re.compile(r"[\r\n]")
_NEW_PARAGRAPH: Final = re.compile(r"[\r\n]|\s\s")  # two blanks: an indent whose line break was lost
_LEAVES: Final = ("document_number", "title", "addressee", "closing")
_LISTS: Final = ("subtitles", "contents", "attachment_list", "notes", "imprint")


@frozen
class Printed:
    """A printed paragraph, or a part of one."""

    role: str
    """The part of the document, named as in :class:`govreport.tree.nodes.Document`; ``label``, ``issuer`` and ``date`` in
    attachments and signatures; ``heading``, ``text``, ``item`` and ``table`` in the body."""
    text: str
    """Number and heading of a unit; number and text if it has no heading."""
    span: Span
    stop: str = ""
    """The punctuation mark that ends a heading."""
    level: int = 0
    """The depth in the body: 1 for the first level, 0 for anything but units."""
    continues: bool = False
    """Whether it continues the previous paragraph, like the text after a run-in heading."""
    blank: str = ""
    """What separates it from the paragraph that it continues: a blank, or nothing."""
    path: str = ""
    """The path of the unit, paragraph or table (see :mod:`govreport.tree.walk`)."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table."""
    family: str = ""
    """The family of the number of a unit."""
    number: str = ""
    """The number of a unit that has no heading; the text begins with it."""


def printed(document: Document, source: Source) -> list[Printed]:
    """The printed parts in order; an item inside a source paragraph continues it."""
    ordered = sorted(_document(document, source.text), key=lambda one: one.span)
    return ordered[:1] + [_joined(one, before, source.text) for before, one in pairwise(ordered)]


def paragraphs(pieces: Sequence[Printed]) -> Iterator[list[Printed]]:
    """Group the parts by paragraph."""
    group: list[Printed] = []
    for piece in pieces:
        if group and not piece.continues:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _joined(one: Printed, before: Printed, source: str) -> Printed:
    start, end = before.span.end, one.span.start
    if one.role == "item":
        continues = bool(source) and start <= end <= len(source) and not _NEW_PARAGRAPH.search(source, start, end)
    else:
        continues = one.continues and not _LINE_BREAK.search(source, start, end)
    return evolve(one, continues=continues, blank=" " if continues and any(map(str.isspace, source[start:end])) else "")


def _document(document: Document, source: str) -> Iterator[Printed]:
    for field in document.front_matter:
        yield Printed("field", field.text, field.span)
    for role in _LEAVES:
        yield from _leaf(role, getattr(document, role))
    for role in _LISTS:
        for leaf in getattr(document, role):
            yield from _leaf(role, leaf)
    if document.signature:
        yield from _signature(document.signature)
    for attachment in document.attachments:
        yield from _attachment(attachment, source)
    for block in document.body:
        yield from _block(block, 1, source)


def _leaf(role: str, leaf: Text | None) -> Iterator[Printed]:
    if leaf:
        yield Printed(role, leaf.text, leaf.span)


def _signature(signature: Signature) -> Iterator[Printed]:
    for issuer in signature.issuers:
        yield Printed("issuer", issuer.text, issuer.span)
    if signature.date:
        yield Printed("date", signature.date.text, signature.date.span)


def _attachment(attachment: Attachment, source: str) -> Iterator[Printed]:
    yield from _leaf("label", attachment.label)
    yield from _document(attachment.document, source)


def _block(block: Block, level: int, source: str) -> Iterator[Printed]:
    if isinstance(block, Paragraph):
        yield Printed("text", block.text, block.span, path=block.path)
    elif isinstance(block, Table):
        yield Printed("table", "", Span(block.span.start, places(block)[-1].end), path=block.path, rows=block.rows)
    else:
        yield from _unit(block, level, source)


def _unit(unit: Unit, level: int, source: str) -> Iterator[Printed]:
    """A heading, or the number at the start of the unit's first paragraph or alone on its line; then its children."""
    blocks = unit.blocks
    heading = unit.heading
    family = unit.number.family if unit.number else ""
    if heading and not isinstance(unit, Item):
        span = Span(unit.span.start, (heading.stop or heading).span.end)
        stop = heading.stop.text if heading.stop else ""
        yield Printed("heading", unit.title, span, stop, level, path=unit.path, family=family)
    else:
        first = blocks[0] if blocks and isinstance(blocks[0], Paragraph) and not _is_alone(unit, source) else None
        blocks = blocks[1:] if first else blocks
        parts: list[Node | None] = [unit.number, heading and heading.stop, heading, first]
        span = Span(unit.span.start, max(part.span.end for part in parts if part))
        role = "item" if isinstance(unit, Item) else "text"
        number = unit.number.text if unit.number else ""
        opening = _opening(unit, first, source)
        yield Printed(role, opening, span, level=level, path=unit.path, family=family, number=number)
    for at, block in enumerate(blocks):
        below = list(_block(block, level + 1, source))
        if at == 0 and heading and heading.run_in and below[0].role == "text" and not below[0].level:
            below[0] = evolve(below[0], continues=True)
        yield from below


def _is_alone(unit: Unit, source: str) -> bool:
    """Whether the heading of an item, or the number of a section without a heading, is on a separate line."""
    if not unit.blocks or (isinstance(unit, Item) and not unit.heading):
        return False
    last = (unit.heading and unit.heading.stop) or unit.heading or unit.number
    return last is not None and _LINE_BREAK.search(source, last.span.end, unit.blocks[0].span.start) is not None


def _opening(unit: Unit, first: Paragraph | None, source: str) -> str:
    """The number and text of a unit, with the source between heading and text."""
    number = unit.number.text if unit.number else ""
    text = first.text if first else ""
    if unit.heading:
        text = unit.heading.text + (unit.heading.stop.text if unit.heading.stop else "\u3000") + text
    if unit.number and unit.number.family == "bullet" and first and first.span.start > unit.number.span.end:
        return f"{number} {text}"  # * and - are marks only before a blank
    if (
        unit.number
        and first
        and number[-1:] in (".", ")")
        and source[unit.number.span.end : first.span.start].isspace()
    ):
        return f"{number} {text}"
    closed = isinstance(unit, Item) or not number[-1:].isalnum() or not text
    return number + text if closed else f"{number}\u3000{text}"

"""One-line labels of units: the number, and the heading or the start of the text."""

from __future__ import annotations

from govreport.tree.nodes import Document, Paragraph, Unit

OPENING = 40
"""The default number of characters of the first paragraph shown for a unit without a heading."""


def name(unit: Unit, most: int = OPENING) -> str:
    """The heading of a unit; without one, the start of its first paragraph, or of the first below it.

    >>> from govreport.tree.nodes import Item
    >>> from govreport.text.source import Span
    >>> name(Item(None, None, (Paragraph("坚持依法行政。", Span(0, 7)),), Span(0, 7)))
    '坚持依法行政。'
    """
    while unit.heading is None:
        text = next((block.text for block in unit.blocks if isinstance(block, Paragraph)), "")
        if text or not unit.units:
            return text if len(text) <= most else text[: most - 1] + "…"
        unit = unit.units[0]
    return unit.heading.text


def separator(number: str, follows: str) -> str:
    """The separator between a number and what follows: empty after 一、; a blank after 第一章, 一是 and 1.1."""
    return " " if follows and number[-1:].isalnum() else ""


def summary(document: Document) -> str:
    """Document number, addressee and signature in one line; empty without any."""
    parts = []
    if document.document_number:
        parts.append(document.document_number.text)
    if document.addressee:
        parts.append(document.addressee.text.rstrip("：:"))
    if document.signature:
        parts += [issuer.text for issuer in document.signature.issuers]
        parts += [document.signature.date.text] if document.signature.date else []
    return " · ".join(parts)

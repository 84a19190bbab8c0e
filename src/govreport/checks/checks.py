"""Diagnostics for a finished tree; :func:`govreport.explain` explains each code.

A check reports a fault only if the document itself shows it, and nothing in case of doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from govreport.checks.numbering import Fault, numbering_faults
from govreport.checks.ordinals import mark, series
from govreport.checks.series import has_units
from govreport.document.genres import is_signed
from govreport.text.source import Source, Span
from govreport.tree.codes import CODES
from govreport.tree.diagnostics import Diagnostic, Fix
from govreport.tree.nodes import Block, Document, Heading, Number, Section, Unit

_LEVELS = ("han", "han_paren", "arabic", "arabic_paren")
"""The four levels of GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）."""
_LADDER_LEAST = 3
"""The fewest of them in a document with which one can be skipped."""

_LONGEST_HEADING = 30
"""In characters."""


def diagnostic(code: str, message: str, span: Span, source: Source, fixes: tuple[Fix, ...] = ()) -> Diagnostic:
    """A diagnostic with the severity of its code and the line and column where its span starts.

    :raises KeyError: the code does not exist.
    :raises IndexError: the span starts outside the source.

    >>> found = diagnostic("GR205", "一、 has neither heading nor text", Span(3, 5), Source("前言\\n一、"))
    >>> found.severity, found.line, found.column
    ('warning', 2, 1)
    """
    place = source.position(span.start)
    return Diagnostic(code, CODES[code].severity, message, span, place.line, place.column, fixes)


def check(document: Document, source: Source, span: Span | None = None) -> tuple[Diagnostic, ...]:
    """The faults in a document and its attachments, in source order.

    :param span: the part of the source that the document describes (default: its span).
    :raises IndexError: the document has spans outside the source, which a parsed document never has.
    """
    faults = [*_whole(document, source.text, span or document.span), *_within(document, source.text)]
    found = [diagnostic(fault.code, fault.message, fault.span, source) for fault in faults]
    return tuple(sorted(found, key=lambda one: (one.span, one.code)))


def _whole(document: Document, text: str, whole: Span) -> Iterator[Fault]:
    """Faults of the report as a whole; attachments are exempt."""
    start, end = whole
    if document.title is None:
        while start < end and text[start].isspace():
            start += 1
        message = "no line above the text reads as its title"
        yield Fault("GR101", message, Span(start, start))
    if document.signature is None and is_signed(document):
        while end and text[end - 1].isspace():
            end -= 1
        message = "no line below the text reads as the signature of an organ"
        yield Fault("GR102", message, Span(end, end))


def _within(document: Document, text: str) -> Iterator[Fault]:
    date = document.signature.date if document.signature else None
    if date and date.value is None:
        yield Fault("GR103", f"{date.text:.40} is not a day of the calendar: check the date in the original", date.span)
    yield from numbering_faults(document.body, text)
    families: set[str] = set()
    _add_families(document.body, families)
    if len(families.intersection(_LEVELS)) >= _LADDER_LEAST:
        yield from _skipped_levels(document.body)
    if "decimal" in families:
        yield from _foreign_numbers(document.body)
    yield from _bare_sections(document.body)
    for attachment in document.attachments:
        yield from _within(attachment.document, text)


def _add_families(blocks: tuple[Block, ...], found: set[str]) -> None:
    """Add the families of the sections' numbers."""
    for block in blocks:
        if isinstance(block, Section):
            if block.number:
                found.add(block.number.family)
            if has_units(block.blocks):
                _add_families(block.blocks, found)


def _skipped_levels(body: tuple[Block, ...]) -> Iterator[Fault]:
    """Lists one level too high: 1. directly under 一、 in a document that usually has （一） between them."""
    direct: dict[tuple[str, str], list[tuple[Number, Number]]] = {}
    between: dict[tuple[str, str], list[Number]] = {}
    for outer, parent, first in _lists(body):
        direct.setdefault((parent.family, first.family), []).append((parent, first))
        if outer and 0 < _level(outer) < _level(parent) < _level(first):
            between.setdefault((outer.family, first.family), []).append(parent)
    for families, lists in direct.items():
        usual = between.get(families, [])
        if len(usual) > len(lists):
            for parent, first in lists:
                message = f"{mark(first)} is directly under {mark(parent)}: elsewhere {mark(usual[0])} is between"
                yield Fault("GR204", message, first.span)


def _lists(
    blocks: tuple[Block, ...], parent: Number | None = None, outer: Number | None = None
) -> Iterator[tuple[Number | None, Number, Number]]:
    """The first numbers of lists of sections, each after the numbers of the two sections around it.

    Only lists of the four levels under a section of the four levels count, and no list that continues another.
    """
    families: set[str] = set()
    for block in blocks:
        if isinstance(block, Section):
            number = block.number
            if number and number.family in _LEVELS and number.family not in families:
                families.add(number.family)
                if parent and _level(parent) and (number.ordinal or 0) <= 1:
                    yield outer, parent, number
            if has_units(block.blocks):
                yield from _lists(block.blocks, number, parent)


def _foreign_numbers(body: tuple[Block, ...]) -> Iterator[Fault]:
    """Decimals with the number of another section, 3.1 under 2., in a document where most have the number of their own section."""
    own = 0
    foreign: dict[tuple[Number, tuple[int, ...]], list[Number]] = {}
    for parent, number in _decimals(body):
        there, here = _components(parent), _components(number)
        if here[: len(there)] == there:
            own += 1
        else:
            foreign.setdefault((parent, here[:-1]), []).append(number)
    if own > sum(map(len, foreign.values())):
        for (parent, _), numbers in foreign.items():
            message = f"{mark(numbers[0])} is under {mark(parent)}: its numbers belong to another section"
            yield Fault("GR210", message, numbers[0].span)


def _decimals(blocks: tuple[Block, ...], parent: Number | None = None) -> Iterator[tuple[Number, Number]]:
    """The decimals of sections under 1. or 1.2, each after the number of the section that contains it."""
    for block in blocks:
        if isinstance(block, Section):
            number = block.number
            if parent and number and number.family == "decimal" and parent.family in ("arabic", "decimal"):
                yield parent, number
            yield from _decimals(block.blocks, number)


def _components(number: Number) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", number.text))


def _level(number: Number) -> int:
    """The level of the family, 1 to 4; 0 for other families."""
    return _LEVELS.index(number.family) + 1 if number.family in _LEVELS else 0


def _bare_sections(blocks: tuple[Block, ...], after: Block | None = None) -> Iterator[Fault]:
    """Sections without text; ``after`` is the block that follows the last of them."""
    written: set[str] | None = None
    for block, following in zip(blocks, (*blocks[1:], after)):
        if not isinstance(block, Unit):
            continue
        if block.blocks:
            if has_units(block.blocks):
                yield from _bare_sections(block.blocks, following)
        elif isinstance(block, Section) and block.number:
            number, heading = block.number, block.heading
            if heading is None:
                # Before a paragraph or a heading without number, the text may exist and be read as something else.
                if following is None or (isinstance(following, Section) and following.number):
                    yield Fault(
                        "GR205",
                        f"{mark(number)} has neither heading nor text: check the original for lost text",
                        block.span,
                    )
            elif _announces(heading):
                written = _written_rows(blocks) if written is None else written
                if series(block) not in written:
                    continue  # most of their siblings have no text either
                message = (
                    f"{mark(number)}{heading.text:.20} has a heading and no text: check the original for lost text"
                )
                yield Fault("GR206", message, heading.span)


def _written_rows(blocks: tuple[Block, ...]) -> set[str]:
    """The groups of sibling sections with headings, most of which have text."""
    headed = [block for block in blocks if isinstance(block, Section) and _announces(block.heading)]
    rows = Counter(series(section) for section in headed)
    bare = Counter(series(section) for section in headed if not section.blocks)
    return {name for name, members in rows.items() if 2 * bare[name] < members}


def _announces(heading: Heading | None) -> bool:
    """Whether a heading announces text below it; a sentence, long or with a full stop, may be the whole content."""
    return bool(heading and not heading.run_in and not heading.stop and len(heading.text) <= _LONGEST_HEADING)

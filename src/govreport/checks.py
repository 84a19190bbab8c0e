"""Diagnostics over a finished tree; ``docs/diagnostics.md`` explains every code.

A check speaks up only where the document itself shows the fault; in doubt it is silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from attrs import frozen

from govreport.nodes import Block, Diagnostic, Document, Item, Number, Section
from govreport.numbering import Fault, mark, numbering_faults, series
from govreport.source import Source, Span


@frozen
class Code:
    """One kind of diagnostic."""

    code: str
    severity: str
    """``error``, ``warning`` or ``info``."""
    title: str


CODES: Mapping[str, Code] = MappingProxyType(
    {
        row.code: row
        for row in (
            Code("GR101", "info", "no title"),
            Code("GR102", "info", "no signature"),
            Code("GR103", "warning", "impossible date"),
            Code("GR201", "warning", "numbering gap"),
            Code("GR202", "warning", "repeated ordinal"),
            Code("GR203", "warning", "number out of order"),
            Code("GR204", "info", "level skipped"),
            Code("GR205", "warning", "empty section"),
            Code("GR206", "info", "heading without body"),
            Code("GR207", "warning", "ambiguous depth"),
            Code("GR208", "warning", "depth bound reached"),
            Code("GR301", "info", "damage repaired"),
        )
    }
)
"""All codes, by code.  GR207, GR208 and GR301 come from the parser; a finished tree does not show them."""

_LEVELS = ("han", "han_paren", "arabic", "arabic_paren")
"""The four levels of GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）."""


def diagnostic(code: str, message: str, span: Span, source: Source) -> Diagnostic:
    """A diagnostic with the severity of its code and the line and column where its span starts.

    :raises KeyError: there is no such code.
    :raises IndexError: the span starts outside the source.

    >>> found = diagnostic("GR205", "一、 has neither heading nor text", Span(3, 5), Source("前言\\n一、"))
    >>> found.severity, found.line, found.column
    ('warning', 2, 1)
    """
    place = source.position(span.start)
    return Diagnostic(code, CODES[code].severity, message, span, place.line, place.column)


def check(document: Document, source: Source) -> tuple[Diagnostic, ...]:
    """What is amiss in a document and its attachments, in order of place.

    :raises IndexError: the document holds spans outside the source; one that was parsed from it never does.
    """
    faults = [*_whole(document), *_within(document)]
    found = [diagnostic(fault.code, fault.message, fault.span, source) for fault in faults]
    return tuple(sorted(found, key=lambda one: (one.span, one.code)))


def _whole(document: Document) -> Iterator[Fault]:
    """What a report should have; an attachment goes without."""
    if document.title is None:
        start = document.span.start
        yield Fault("GR101", "the document has no title", Span(start, start))
    if document.signature is None:
        end = document.span.end
        yield Fault("GR102", "the document has no signature", Span(end, end))


def _within(document: Document) -> Iterator[Fault]:
    date = document.signature.date if document.signature else None
    if date and date.value is None:
        yield Fault("GR103", f"{date.text:.40} names no day of the calendar", date.span)
    yield from numbering_faults(document.body)
    yield from _skipped_levels(document.body)
    yield from _bare_sections(document.body)
    for attachment in document.attachments:
        yield from _within(attachment.document)


def _skipped_levels(body: tuple[Block, ...]) -> Iterator[Fault]:
    """Lists one level too high: 1. directly under 一、 where more often （一） stands between them."""
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
                message = (
                    f"{mark(first)} is directly under {mark(parent)}: elsewhere {mark(usual[0])} is between"
                )
                yield Fault("GR204", message, first.span)


def _lists(
    blocks: tuple[Block, ...], parent: Number | None = None, outer: Number | None = None
) -> Iterator[tuple[Number | None, Number, Number]]:
    """The numbers that open the lists of sections, each after the numbers of the two sections around it.

    Only lists of the four levels under a section of the four levels; one that goes on from elsewhere is not
    counted.
    """
    families: set[str] = set()
    for block in blocks:
        if isinstance(block, Section):
            number = block.number
            if number and number.family in _LEVELS and number.family not in families:
                families.add(number.family)
                if parent and _level(parent) and (number.ordinal or 0) <= 1:
                    yield outer, parent, number
            yield from _lists(block.blocks, number, parent)


def _level(number: Number) -> int:
    """1 to 4; 0 for other families."""
    return _LEVELS.index(number.family) + 1 if number.family in _LEVELS else 0


def _bare_sections(blocks: tuple[Block, ...]) -> Iterator[Fault]:
    """Sections without text; a heading may go without where most of its siblings do."""
    numbered = [block for block in blocks if isinstance(block, Section) and block.number]
    families = Counter(series(section) for section in numbered)
    filled = Counter(series(section) for section in numbered if section.blocks)
    for section in numbered:
        if section.blocks or not section.number:
            continue
        if not section.heading:
            yield Fault("GR205", f"{mark(section.number)} has neither heading nor text", section.span)
        elif not section.heading.run_in and 2 * filled[series(section)] > families[series(section)]:
            message = f"{mark(section.number)}{section.heading.text:.20} has a heading and no text"
            yield Fault("GR206", message, section.heading.span)
    for block in blocks:
        if isinstance(block, (Section, Item)):
            yield from _bare_sections(block.blocks)

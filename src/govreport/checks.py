"""Diagnostics over a finished tree; ``docs/diagnostics.md`` explains every code.

A check speaks up only where the document itself shows the fault; in doubt it is silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from attrs import frozen

from govreport.findings import Diagnostic
from govreport.nodes import Block, Document, Heading, Item, Number, Section
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
            Code("GR302", "warning", "text lost to damage"),
            Code("GR401", "warning", "undecodable bytes"),
        )
    }
)
"""All codes, by code.  A finished tree does not show GR207 to GR302, which ``parse`` adds, and GR401, which ``read`` does."""

_LEVELS = ("han", "han_paren", "arabic", "arabic_paren")
"""The four levels of GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）."""

_LONGEST_HEADING = 30
"""In characters."""


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
                place = f"directly under {mark(parent)}"
                yield Fault("GR204", f"{mark(first)} is {place}: elsewhere {mark(usual[0])} is between", first.span)


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


def _bare_sections(blocks: tuple[Block, ...], after: Block | None = None) -> Iterator[Fault]:
    """Sections that lack text, when ``after`` is the block that follows them all."""
    headed = [block for block in blocks if isinstance(block, Section) and _announces(block.heading)]
    rows = Counter(series(section) for section in headed)
    bare = Counter(series(section) for section in headed if not section.blocks)
    for block, following in zip(blocks, (*blocks, after)[1:], strict=True):
        if isinstance(block, (Section, Item)) and block.blocks:
            yield from _bare_sections(block.blocks, following)
        elif isinstance(block, Section) and block.number:
            number, heading, name = block.number, block.heading, series(block)
            if heading is None:
                # Before a paragraph or a plain heading the text may be there, read as something else.
                if following is None or (isinstance(following, Section) and following.number):
                    yield Fault("GR205", f"{mark(number)} has neither heading nor text", block.span)
            elif _announces(heading) and 2 * bare[name] < rows[name]:  # in other rows, going without is the rule
                message = f"{mark(number)}{heading.text:.20} has a heading and no text"
                yield Fault("GR206", message, heading.span)


def _announces(heading: Heading | None) -> bool:
    """Whether a heading calls for text on the next lines; a sentence, long or with its stop, may be all."""
    return bool(heading and not heading.run_in and not heading.stop and len(heading.text) <= _LONGEST_HEADING)

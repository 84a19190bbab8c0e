"""Fixes for a gap in a series (GR201): the numbers after it continue those before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from govreport.checks.ordinals import mark
from govreport.checks.series import lists
from govreport.text.source import Span
from govreport.tree.diagnostics import Diagnostic, Fix
from govreport.tree.families import FAMILIES
from govreport.tree.nodes import Block, Document, Number, Unit
from govreport.tree.walk import documents

_GAP = "GR201"


def renumbered(document: Document, diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The diagnostics, those of gaps with the fixes that close them.

    A gap at the beginning of a series has no fix, since it may be an excerpt. Articles of a statute have no fix either,
    since they are cited.
    """
    gaps = {one.span for one in diagnostics if one.code == _GAP}
    fixes = {} if not gaps else {row[at].span: _fixes(row, at) for row in _rows(document) for at in _gaps(row, gaps)}
    for one in diagnostics:
        yield evolve(one, fixes=fixes.get(one.span, ())) if one.code == _GAP else one


def _rows(document: Document) -> Iterator[list[Number]]:
    """The numbers of each list."""
    for each in documents(document):
        yield from _among(each.body)


def _among(blocks: tuple[Block, ...]) -> Iterator[list[Number]]:
    rows: dict[int, list[Number]] = {}
    members = lists(blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, Unit):
            if index in members and block.number:
                rows.setdefault(id(members[index]), []).append(block.number)
            yield from _among(block.blocks)
    yield from rows.values()


def _gaps(row: list[Number], gaps: set[Span]) -> Iterator[int]:
    """The members of a row, but the first, that follow a gap."""
    for at, number in enumerate(row):
        if at and number.span in gaps:
            yield at


def _fixes(row: list[Number], at: int) -> tuple[Fix, ...]:
    """The members from a gap to the next one with their right numbers; empty if they are not consecutive or not exact."""
    behind = row[at:]
    ordinals = [number.ordinal or 0 for number in behind]
    first = (row[at - 1].ordinal or 0) + 1
    family = FAMILIES.get(row[at].family)
    exact = all(len(one.text) == len(one.span) and one.sub is None for one in behind)
    if not exact or (family and family.statutory) or ordinals != list(range(ordinals[0], ordinals[0] + len(behind))):
        return ()
    return tuple(Fix(one.span, mark(one, first + step)) for step, one in enumerate(behind))

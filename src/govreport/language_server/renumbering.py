"""Renumbering: a number is changed, and the numbers after it in its list continue from it; references to them change too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from govreport.checks.ordinals import FIGURES, mark, parts
from govreport.checks.series import lists
from govreport.language_server.document import Document
from govreport.text.numerals import read_numeral, write_numeral
from govreport.text.source import Span
from govreport.tree.diagnostics import Fix
from govreport.tree.nodes import Block, Number, Unit
from govreport.tree.nodes import Document as Tree
from govreport.tree.walk import walk


@frozen
class _Renumbered:
    """A unit, and the ordinal that it gets."""

    path: str
    number: Number
    ordinal: int


def ordinal_in(text: str) -> int | None:
    """The ordinal that a text names: 4 for ``4``, ``四`` and ``（四）``; None if it names no ordinal or several.

    >>> ordinal_in("（四）"), ordinal_in("第12条"), ordinal_in("④"), ordinal_in("总则")
    (4, 12, 4, None)
    """
    whole = read_numeral(text.strip())
    if whole is not None:
        return whole or None
    found = [read_numeral(one[0]) for one in FIGURES.finditer(text)] or [
        read_numeral(one) for one in text.strip("（）() 、.")
    ]
    values = [value for value in found if value]
    return values[0] if len(values) == 1 else None


def renumbered(document: Document, unit: Unit, ordinal: int) -> tuple[Fix, ...]:
    """The replacements that give a unit an ordinal, and change the rest of its list and all references.

    Members with a sub-ordinal (第十条之一) keep the ordinal of the one before them.
    """
    changed: dict[str, _Renumbered] = {}
    following = ordinal
    for member in _from(document, unit):
        number = member.number
        assert number is not None
        given = following - 1 if number.sub and member is not unit else following
        following = given + 1
        if given != number.ordinal:
            changed[member.path] = _Renumbered(member.path, number, given)
    fixes = [fix for one in changed.values() if (fix := _rewritten(document, one.number, one.ordinal))]
    return tuple(sorted((*fixes, *_in_references(document, changed)), key=lambda fix: fix.span))


def expected(document: Document, unit: Unit) -> int | None:
    """The ordinal that would follow the member before a unit in its list, or 1; None if it is not counted."""
    row = _list_of(document, unit)
    at = next((index for index, one in enumerate(row) if one is unit), None)
    if at is None:
        return None
    before = [one.number.ordinal for one in row[:at] if one.number]
    return (before[-1] or 0) + 1 if before else 1


def _list_of(document: Document, unit: Unit) -> list[Unit]:
    """The members of the list of a unit; empty if it is in no list."""
    siblings = _siblings(document, unit)
    members = lists(siblings)
    own = next((members.get(index) for index, block in enumerate(siblings) if block is unit), None)
    if own is None:
        return []
    return [block for index, block in enumerate(siblings) if isinstance(block, Unit) and members.get(index) is own]


def _from(document: Document, unit: Unit) -> Iterator[Unit]:
    """The members of the list of a unit, from it on; articles are counted through all chapters."""
    if unit.number and unit.number.family == "article":
        above = _document_of(document, unit)
        articles = (one for one in walk(above) if isinstance(one, Unit) and one.number)
        every = [one for one in articles if one.number and one.number.family == "article"]
    else:
        every = _list_of(document, unit)
    begun = False
    for one in every or [unit]:
        begun = begun or one is unit
        if begun and one.number and one.number.ordinal is not None:
            yield one


def _siblings(document: Document, unit: Unit) -> tuple[Block, ...]:
    parent = document.report.parent(unit)
    return parent.body if isinstance(parent, Tree) else parent.blocks if isinstance(parent, Unit) else (unit,)  # type: ignore[return-value]


def _document_of(document: Document, unit: Unit) -> Tree:
    node = document.report.parent(unit)
    while not isinstance(node, Tree):
        assert node is not None
        node = document.report.parent(node)
    return node


def _rewritten(document: Document, number: Number, ordinal: int) -> Fix | None:
    """The replacement of the numeral in a number; None if the text of the number is interrupted."""
    written = document.report.text_of(number.span)
    if number.pieces or number.ordinal is None or ordinal < 1:
        return None
    before, old, _ = parts(written, number.ordinal, bool(number.sub))
    new = parts(mark(number, ordinal), ordinal, bool(number.sub))[1]
    if not old or not new:
        return None
    start = number.span.start + len(before)
    return Fix(Span(start, start + len(old)), new)


def _in_references(document: Document, changed: Mapping[str, _Renumbered]) -> Iterator[Fix]:
    """The replacements in references to renumbered units, and to what is in them."""
    for reference in document.references:
        path = reference.target or ""
        steps = path.split("/")
        above = ("/".join(steps[:end]) for end in range(len(steps), 0, -1))
        one = next((changed[each] for each in above if each in changed), None)
        text = document.report.text_of(reference.span)
        if one is None:
            continue
        values = [found for found in FIGURES.finditer(text) if read_numeral(found[0]) == one.number.ordinal]
        if values:
            # 第三条第（三）项: the last numeral is that of the target, the first that of the article around it.
            found = values[-1] if one.path == path else values[0]
            start = reference.span.start + found.start()
            new = str(one.ordinal) if found[0].isdecimal() else write_numeral(one.ordinal)
            yield Fix(Span(start, start + len(found[0])), new)

"""Whether the numbering of a tree is complete: what is missing, repeated or out of order in its lists.

A list is what counts on among the children of one parent: 一、 二、 三、.  A list may also go on from another
list of its series, as articles run through chapters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from attrs import Factory, define, evolve, frozen

from govreport.families import FAMILIES, STATUTE
from govreport.nodes import Block, Item, Number, Paragraph, Section, Table, Unit
from govreport.numerals import read_numeral, write_numeral
from govreport.source import Span

_FIGURES = re.compile(r"[0-9０-９]+|[〇零○一二三四五六七八九十百千廿卅壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]+")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_LAST_COMPONENT = re.compile(r"[0-9０-９]+[^0-9０-９]*$")
_LONGEST_MARK = 16

_WIDEST_GAP = 50
"""A leap wider than this is a mark misread, not a gap."""


@frozen
class Fault:
    """What a check found, before it is placed in the source."""

    code: str
    message: str
    span: Span


def numbering_faults(body: tuple[Block, ...]) -> Iterator[Fault]:
    """The numbers of one body that are missing (GR201), repeated (GR202) or out of order (GR203)."""
    return _Reading().faults(body)


def series(unit: Unit) -> str:
    """What a unit counts with: sections and items apart, families that count together as one.

    Decimals count with those that share all components but the last: ``1.2`` with ``1.1``, not with ``2.1``.
    """
    number = unit.number
    if number is None:
        return unit.kind
    family = FAMILIES.get(number.family)
    name = (family and family.series) or number.family
    prefix = _LAST_COMPONENT.sub("", number.text) if name == "decimal" else ""
    return f"{unit.kind} {name} {''.join(prefix.split())}"


def mark(number: Number, ordinal: int | None = None) -> str:
    """A number as it is written, or would be written with another ordinal; cut to a length fit for messages.

    >>> third = Number("han_paren", 3, "（三）", Span(0, 3))
    >>> mark(third), mark(third, 12)
    ('（三）', '（十二）')
    """
    text = "".join(number.text.split())[:_LONGEST_MARK]
    if ordinal is None or number.ordinal is None:
        return text
    figures = [found for found in _FIGURES.finditer(text) if read_numeral(found[0]) == number.ordinal]
    if figures:
        found = figures[0 if number.sub else -1]
        written = str(ordinal) if found[0].isdecimal() or not ordinal else write_numeral(ordinal)
        if not found[0].isascii():
            written = written.translate(_WIDE)
        return text[: found.start()] + written + text[found.end() :]
    for place, character in enumerate(text):  # figures of one code point stand in a row: ③, ㈢, C
        neighbour = chr(max(ord(character) + ordinal - number.ordinal, 0))
        if read_numeral(character) == number.ordinal and read_numeral(neighbour) == ordinal:
            return text[:place] + neighbour + text[place + 1 :]
    return str(ordinal)


@define
class _List:
    """One list, and how far it has been read."""

    after: _List | None
    """The list of its series that stands directly before it, with nothing between the two; else None."""
    ordinals: set[int] = Factory(set)
    """Of all its members, read or not."""
    last: Number | None = None
    top: Number | None = None
    """The one read with the highest ordinal."""
    seen: set[int] = Factory(set)


@define
class _Reading:
    """The series of one body, read in source order."""

    latest: dict[str, Number] = Factory(dict)
    """The number read last, by series, wherever it stood."""
    ends: dict[str, Counter[int]] = Factory(dict)
    """How many lists end with an ordinal so far, by series: a new list may go on from any of them."""
    going_on: set[str] = Factory(set)
    """The series in which a list did so."""

    def faults(self, blocks: tuple[Block, ...]) -> Iterator[Fault]:
        """What is wrong among siblings and below them."""
        lists = _lists(blocks)
        for index, block in enumerate(blocks):
            if isinstance(block, (Section, Item)):
                if index in lists and block.number:
                    yield from self._read(series(block), block.number, lists[index])
                yield from self.faults(block.blocks)

    def _read(self, name: str, number: Number, members: _List) -> Iterator[Fault]:
        ordinal = _ordinal(number)
        ends = self.ends.setdefault(name, Counter())
        if members.last is None or members.top is None:
            fault = self._first(name, number, members)
        else:
            fault = self._next(name, number, members, members.last, members.top)
            ends[_ordinal(members.last)] -= 1
        if fault and number.family != "xian":  # 其次 and 再次 count loosely
            yield fault
        ends[ordinal] += 1
        self.latest[name] = members.last = number
        if members.top is None or ordinal > _ordinal(members.top):
            members.top = number
        members.seen.add(ordinal)

    def _first(self, name: str, number: Number, members: _List) -> Fault | None:
        """What is wrong with the number that opens a list."""
        ordinal = _ordinal(number)
        if ordinal <= 1:
            before = members.after
            if before is None or before.last is None:
                return None
            code = "GR202" if ordinal in before.seen else "GR203"
            return Fault(code, f"{mark(number)} begins again after {mark(before.last)}", number.span)
        if self.ends[name][ordinal - 1]:
            self.going_on.add(name)
            return None
        latest = self.latest.get(name)
        if name in self.going_on or number.family == "article":
            return self._later(number, latest, set()) if latest and _shape(latest) == _shape(number) else None
        if len(members.ordinals) == 1 or (not latest and number.family in STATUTE):
            return None  # it may be a reference that was read as a mark, or an excerpt of a statute
        if latest and ordinal <= 2 * _ordinal(latest) < 2 * ordinal:  # nearer to going on than to beginning
            return _gap(number, _ordinal(latest), members.ordinals, f"follows {mark(latest)}")
        return _gap(number, 0, members.ordinals, "opens a list")

    def _next(self, name: str, number: Number, members: _List, last: Number, top: Number) -> Fault | None:
        """What is wrong with a number that has another before it in its list."""
        ordinal = _ordinal(number)
        if ordinal - 1 in (_ordinal(last), _ordinal(top), _ordinal(self.latest[name])):
            return None
        if _shape(number) != _shape(last):
            return None  # 1. 2. 5、: perhaps two lists
        if ordinal > _ordinal(top):
            return _gap(number, _ordinal(top), members.ordinals, f"follows {mark(top)}")
        return self._later(number, last, members.seen)

    def _later(self, number: Number, before: Number, seen: set[int]) -> Fault | None:
        """What is wrong with a number after another that it does not count on from."""
        ordinal = _ordinal(number)
        if ordinal > _ordinal(before):
            return _gap(number, _ordinal(before), seen, f"follows {mark(before)}")
        if ordinal == _ordinal(before) and (number.sub or 0) > (before.sub or 0):
            return None
        if ordinal == _ordinal(before):
            return Fault("GR202", f"{mark(number)} stands twice in a row", number.span)
        code, again = ("GR202", " again") if ordinal in seen else ("GR203", "")
        return Fault(code, f"{mark(number)} comes{again} after {mark(before)}", number.span)


def _gap(number: Number, before: int, present: set[int], place: str) -> Fault | None:
    """What is missing between an ordinal and a number, if anything."""
    ordinal = _ordinal(number)
    if ordinal - before > _WIDEST_GAP:
        return None
    missing = [between for between in range(max(before, 0) + 1, ordinal) if between not in present]
    if not missing:
        return None
    what = mark(number, missing[0])
    if len(missing) == 1:
        what += " is missing"
    elif len(missing) == 2:
        what += f" and {mark(number, missing[1])} are missing"
    else:
        what += f" to {mark(number, missing[-1])} are missing"
    return Fault("GR201", f"{mark(number)} {place}: {what}", number.span)


def _lists(blocks: tuple[Block, ...]) -> dict[int, _List]:
    """The list that each counted unit among siblings belongs to, by the unit's index."""
    lists: dict[int, _List] = {}
    latest: dict[str, tuple[int, Number]] = {}
    for index, unit in enumerate(blocks):
        if not isinstance(unit, (Section, Item)) or not unit.number or unit.number.ordinal is None:
            continue
        name = series(unit)
        before, number = latest.get(name, (-1, None))
        if number is None:
            lists[index] = _List(None)
        elif _ordinal(unit.number) <= 1 and not unit.number.sub and _ordinal(number) >= _ordinal(unit.number):
            touching = index == before + 1 and _shape(number) == _shape(unit.number)
            silent = isinstance(unit, Item) or not touching or _trails_off(blocks[before])
            lists[index] = _List(None if silent else lists[before])
        else:
            lists[index] = lists[before]
        lists[index].ordinals.add(unit.number.ordinal)
        latest[name] = index, unit.number
    return lists


def _trails_off(block: Block) -> bool:
    """Whether a unit ends in a paragraph that may be no part of it, but lead in the next list."""
    alone = True
    while isinstance(block, (Section, Item)) and block.blocks:
        alone = len(block.blocks) == 1
        block = block.blocks[-1]
    if isinstance(block, Paragraph):
        return not alone or block.text.endswith(("：", ":"))
    return isinstance(block, Table)


def _shape(number: Number) -> str:
    """The mark without its value."""
    return mark(number if number.sub is None else evolve(number, text=number.text.split("之")[0]), 1)


def _ordinal(number: Number) -> int:
    return number.ordinal or 0

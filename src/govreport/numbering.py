"""Whether the numbering of a tree is complete: what is missing, repeated or out of order in its lists.

A list is what counts on among the children of one parent: 一、 二、 三、.  A list may also go on from another
list of its series, as articles run through chapters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from attrs import Factory, define, frozen

from govreport.families import FAMILIES
from govreport.nodes import Block, Item, Number, Section, Unit
from govreport.numerals import read_numeral, write_numeral
from govreport.source import Span

_FIGURES = re.compile(r"[0-9０-９]+|[〇零○一二三四五六七八九十百千廿卅壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]+")
_LAST_COMPONENT = re.compile(r"[0-9０-９]+[^0-9０-９]*$")
_LONGEST_MARK = 16


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
        written = str(ordinal) if found[0].isdecimal() else write_numeral(ordinal)
        return text[: found.start()] + written + text[found.end() :]
    for place, character in enumerate(text):  # figures of one code point stand in a row: ③, ㈢, C
        neighbour = chr(max(ord(character) + ordinal - number.ordinal, 0))
        if read_numeral(character) == number.ordinal and read_numeral(neighbour) == ordinal:
            return text[:place] + neighbour + text[place + 1 :]
    return str(ordinal)


@define
class _List:
    """One list, and how far it has been read."""

    restarts: bool
    """Whether another list of the series stands directly before it."""
    ordinals: list[int] = Factory(list)
    """Of all its members, read or not."""
    last: Number | None = None
    top: Number | None = None
    """The member with the highest ordinal."""
    seen: set[int] = Factory(set)

    def read(self, number: Number, ordinal: int) -> None:
        self.last = number
        if self.top is None or ordinal > _ordinal(self.top):
            self.top = number
        self.seen.add(ordinal)


@define
class _Reading:
    """The series of one body, read in source order."""

    latest: dict[str, int] = Factory(dict)
    """The ordinal read last, by series, wherever it stood."""
    ends: dict[str, Counter[int]] = Factory(dict)
    """How many lists end with an ordinal so far, by series: a new list may go on from any of them."""

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
        latest = self.latest.get(name, 0)
        ends = self.ends.setdefault(name, Counter())
        if members.last is None:
            fault = self._opening(number, members, latest, goes_on=ends[ordinal - 1] > 0)
        else:
            fault = self._next(number, members, members.last, goes_on=latest + 1 == ordinal)
            ends[_ordinal(members.last)] -= 1
        if fault and number.family != "xian":  # 再次 and 其次 count loosely
            yield Fault(fault[0], fault[1], number.span)
        members.read(number, ordinal)
        self.latest[name] = ordinal
        ends[ordinal] += 1

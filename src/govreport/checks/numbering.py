"""Checks of the numbering: missing, repeated and misplaced numbers in the lists of a tree.

A list may continue another list of its series, as articles do across chapters, or a list in the text whose numbers
were not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from govreport.checks.missed_numbers import Unread
from govreport.checks.ordinals import mark, ordinal, shape
from govreport.checks.series import List, has_units, lists
from govreport.text.source import Span
from govreport.tree.families import FAMILIES, STATUTE, counts_items
from govreport.tree.nodes import Block, Number, Paragraph, Unit

_WIDEST_GAP = 50
"""A larger jump is a misread mark, not a gap."""

_LOOSE = frozenset(family.name for family in FAMILIES.values() if family.loose)
"""The families whose words count only roughly."""

_HIGHEST_OPENING = 10
"""A list that starts with a higher number is an excerpt or a column of figures."""


class Fault(NamedTuple):
    """The finding of a check, before its line and column are known."""

    code: str
    message: str
    span: Span


def numbering_faults(body: tuple[Block, ...], text: str) -> list[Fault]:
    """The numbers of a body that are missing (GR201), repeated (GR202), out of order (GR203) or unread (GR209).

    :param text: the source text for the spans of the body.
    """
    reading = _Reading(Unread(body, text))
    reading.read(body)
    return reading.faults


class _Reading:
    """The state of reading the series of a body in source order."""

    def __init__(self, unread: Unread) -> None:
        self.unread = unread
        self.faults: list[Fault] = []
        self.latest: dict[str, Number] = {}
        """The last number read of each series, at any depth."""
        self.ends: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        """For each series, how many lists so far end with an ordinal: a new list may continue any of them."""
        self.continuing: set[str] = set()
        """The series in which some list continued another."""

    def read(self, blocks: tuple[Block, ...], parent: Unit | None = None, *, may_run: bool = True) -> None:
        """Find the faults among the children of a parent and below them.

        ``may_run`` is whether enumerations of plain paragraphs may be around them.
        """
        may_run = may_run and self.unread.may_run(blocks)
        for prose in _prose(blocks) if may_run else ():
            for numbers in self.unread.running(prose):
                self._in_text(f"text {numbers[0].family}", numbers, List(""), prose.start, parent)
        members: dict[int, List] | None = None
        for index, block in enumerate(blocks):
            if isinstance(block, Unit):
                members = lists(blocks) if members is None else members
                if block.number and index in members:
                    here = members[index]
                    more = self.unread.within(block, block.number)
                    if more:
                        here.ordinals |= self.unread.mentioned(more, block.span.start)
                    self._read(here.name, block.number, here, parent)
                    if more:
                        self._in_text(here.name, more, here, block.span.start, parent)
                if has_units(block.blocks) or (may_run and block.blocks):
                    self.read(block.blocks, block, may_run=may_run)

    def _in_text(self, name: str, numbers: tuple[Number, ...], members: List, start: int, parent: Unit | None) -> None:
        """Read a list with numbers in the text; if they include the first number, another list begins there."""
        mentioned = self.unread.mentioned(numbers, start)
        members.ordinals |= mentioned
        for number in numbers:
            if number.ordinal == 1 and members.last:
                members = List(name, None, mentioned)
            self._read(name, number, members, parent)

    def _read(self, name: str, number: Number, members: List, parent: Unit | None) -> None:
        here, last = number.ordinal or 0, members.last
        if last is None or last.ordinal != here - 1:  # most members follow the number before
            fault = self._judge(name, number, members, parent)
            if fault and number.family not in _LOOSE:  # 其次 and 再次 have no exact value
                standing = self.unread.before(number, self.latest.get(name) or parent)
                if here - 1 in standing:
                    self.faults.append(_unread(standing[here - 1], number))
                else:
                    members.ordinals.update(standing)
                    self.faults.append(self._judge(name, number, members, parent) or fault)
        ends = self.ends[name]
        if last is not None:
            ends[last.ordinal or 0] -= 1
        ends[here] += 1
        self.latest[name] = number
        members.read(number)

    def _judge(self, name: str, number: Number, members: List, parent: Unit | None) -> Fault | None:
        if members.last is None or members.top is None:
            return self._first(name, number, members, parent)
        return self._next(name, number, members, members.last, members.top)

    def _first(self, name: str, number: Number, members: List, parent: Unit | None) -> Fault | None:
        """The fault of the first number of a list."""
        if ordinal(number) <= 1:
            return _again(number, members.after)
        latest = self.latest.get(name)
        if latest and parent and latest is parent.number:  # （四） inside （二）: both belong to one list
            return _gap(number, ordinal(latest), members.ordinals, latest)
        if self._continues(name, number, latest):
            self.continuing.add(name)
            return None
        if name in self.continuing or number.family == "article":
            return _later(number, latest, set()) if latest and shape(latest) == shape(number) else None
        if len(members.ordinals) == 1 or (not latest and number.family in STATUTE):
            return None  # it may be a misread reference, or an excerpt of a statute
        if latest and ordinal(number) <= 2 * ordinal(latest) < 2 * ordinal(number):
            # Closer to continuing a list than to starting one.
            return _gap(number, ordinal(latest), members.ordinals, latest)
        return _gap(number, 0, members.ordinals) if ordinal(number) <= _HIGHEST_OPENING else None

    def _continues(self, name: str, number: Number, latest: Number | None) -> bool:
        """Whether a first number continues another list; in prose, only the last list."""
        if counts_items(number.family):
            return latest is not None and ordinal(latest) == ordinal(number) - 1
        return self.ends[name][ordinal(number) - 1] > 0

    def _next(self, name: str, number: Number, members: List, last: Number, top: Number) -> Fault | None:
        """The fault of a number that is not the first of its list."""
        if ordinal(number) - 1 in (last.ordinal, top.ordinal, self.latest[name].ordinal):
            return None
        if shape(number) != shape(last):
            return None  # 1. 2. 5、: perhaps two lists
        if ordinal(number) > ordinal(top):
            return _gap(number, ordinal(top), members.ordinals, top)
        return _later(number, last, members.seen)


def _prose(blocks: tuple[Block, ...]) -> Iterator[Span]:
    """The spans of runs of paragraphs."""
    run: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            run.append(block)
        elif run:
            yield Span(run[0].span.start, run[-1].span.end)
            run = []
    if run:
        yield Span(run[0].span.start, run[-1].span.end)


def _again(number: Number, before: List | None) -> Fault | None:
    """The fault of a first number directly after a list."""
    if before is None or before.last is None or before.top is None:
        return None
    code = "GR202" if ordinal(number) in before.seen else "GR203"
    message = f"{mark(number)} begins again after {mark(before.last)}: {_next_to(before.top)}, unless a second list begins here"
    return Fault(code, message, number.span)


def _later(number: Number, before: Number, seen: set[int]) -> Fault | None:
    """The fault of a number that does not continue the one before it."""
    if ordinal(number) > ordinal(before):
        return _gap(number, ordinal(before), seen, before)
    if ordinal(number) == ordinal(before) and (number.sub or 0) > (before.sub or 0):
        return None
    if ordinal(number) == ordinal(before):
        message = f"{mark(number)} is repeated: {_next_to(before)}"
        return Fault("GR202", message, number.span)
    if ordinal(number) in seen:
        message = f"{mark(number)} comes again after {mark(before)}: {_next_to(before)}"
        return Fault("GR202", message, number.span)
    return Fault("GR203", f"{mark(number)} comes after {mark(before)}: its place is before it", number.span)


def _next_to(number: Number) -> str:
    return "another number is expected" if number.sub else f"{mark(number, ordinal(number) + 1)} is next"


def _gap(number: Number, before: int, present: set[int], after: Number | None = None) -> Fault | None:
    """The gap between an ordinal and a number that comes after another one or opens a list; None without a gap."""
    if ordinal(number) - before > _WIDEST_GAP:
        return None
    missing = [between for between in range(max(before, 0) + 1, ordinal(number)) if between not in present]
    if not missing:
        return None
    first, last = mark(number, missing[0]), mark(number, missing[-1])
    if len(missing) == 1:
        what = f"{first} is missing"
    elif len(missing) == 2:
        what = f"{first} and {last} are missing"
    elif missing[-1] - missing[0] == len(missing) - 1:
        what = f"{first} to {last} are missing"
    else:
        what = f"{len(missing)} from {first} to {last} are missing"
    message = f"{mark(number)} follows {mark(after)}: {what}" if after else f"{mark(number)} opens a list: {what}"
    return Fault("GR201", message, number.span)


def _unread(standing: Number, number: Number) -> Fault:
    message = f"{mark(standing)} was not read as a number, but {mark(number)} follows it"
    return Fault("GR209", message, standing.span)

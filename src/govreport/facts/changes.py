"""Changes that figures state: ``从A增加到B``, ``达到B``, ``比上年增长X%``, ``翻一番``.

The words between a noun and its number tell the part of the number in a change.  Figures that go on about the same thing,
in one sentence, belong to one change: ``国内生产总值从7.4万亿元增加到10.2万亿元，年均增长8%``.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from govreport.text.lexicon import words

Part: TypeAlias = Literal["", "from", "to", "rise", "fall"]
"""The part of a number in a change; empty for a level."""


@frozen
class Change:
    """The change that a figure states."""

    from_value: Decimal | None = None
    to_value: Decimal | None = None
    growth: Decimal | None = None
    growth_unit: str = ""
    yearly: bool = False


@frozen
class Stated:
    """A number of a change."""

    value: Decimal
    unit: str
    between: tuple[str, ...]
    """The words between the thing and the number, nearest to the number first."""
    continues: bool
    """Whether it goes on about the thing of the number before."""


def part(between: Sequence[str]) -> Part:
    """The part of a number in a change, from the words before it, nearest first.

    >>> part(["到", "增加"]), part(["达", "增长"]), part(["达到"]), part(["从"]), part(["共"])
    ('to', 'rise', 'to', 'from', '')
    """
    marks = [kind for word in between if (kind := _kind(word))]
    first, second = (*marks, "", "")[:2]
    if first in ("rise", "fall"):
        return "rise" if first == "rise" else "fall"
    if first == "reach":
        return "rise" if second == "rise" else "fall" if second == "fall" else "to"
    if first == "become":
        return "to" if second in ("rise", "fall") else ""
    return "from" if first == "from" else ""


def _kind(word: str) -> str:
    return next((name.lower() for name in ("RISE", "FALL", "REACH", "BECOME", "FROM") if word in words(name)), "")


def changes(numbers: Sequence[Stated]) -> list[Change]:
    """The change that each number states, in the order of the numbers."""
    found: list[Change] = []
    begin = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or not numbers[at].continues:
            found += _of_one_thing(numbers[begin:at])
            begin = at
    return found


def _of_one_thing(numbers: Sequence[Stated]) -> list[Change]:
    parts = [part(one.between) for one in numbers]
    whole = Change()
    for at, (one, its) in enumerate(zip(numbers, parts, strict=True)):
        if its == "to" and whole.to_value is None:
            before = numbers[at - 1] if at and parts[at - 1] == "from" else None
            whole = evolve(whole, from_value=before and before.value, to_value=one.value)
    own = [_growth(one, its) for one, its in zip(numbers, parts, strict=True)]
    total = next((one for one in own if one.growth is not None and not one.yearly), None)
    if whole.to_value is None and parts[0] == "" and len(numbers) > 1 and any(one.growth is not None for one in own):
        whole = Change(to_value=numbers[0].value)
    if whole == Change() and total is None:
        return own
    return [
        evolve(whole, growth=one.growth, growth_unit=one.growth_unit, yearly=one.yearly)
        if one.growth is not None
        else evolve(whole, growth=total and total.growth, growth_unit=total.growth_unit if total else "")
        for one in own
    ]


def _growth(one: Stated, its: Part) -> Change:
    if one.unit == "番":
        return Change(growth=Decimal(2) ** one.value - 1, growth_unit="倍")
    if its not in ("rise", "fall"):
        return Change()
    yearly = any(word in words("YEARLY") for word in one.between)
    return Change(growth=one.value if its == "rise" else -one.value, growth_unit=one.unit, yearly=yearly)

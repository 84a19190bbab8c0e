"""Changes that figures state: ``从A增加到B``, ``达到B``, ``比上年增长X%``, ``翻一番``.

The words between a noun and its number show the part of the number in a change.  Figures about the same thing in one
sentence belong to one change: ``国内生产总值从7.4万亿元增加到10.2万亿元，年均增长8%``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from govreport.text.lexicon import words
from govreport.util.records import record

Part: TypeAlias = Literal["", "from", "become", "to", "rise", "fall"]
"""The part of a number in a change; empty for a level."""


@record
class Change:
    """The change that a figure states."""

    from_value: Decimal | None = None
    to_value: Decimal | None = None
    growth: Decimal | None = None
    growth_unit: str = ""
    yearly: bool = False


_NONE = Change()
_DOUBLINGS = "番"
"""The unit of 翻一番."""


@record
class Stated:
    """A number of a change."""

    value: Decimal
    unit: str
    between: tuple[str, ...]
    """The words between the thing and the number, nearest to the number first."""
    continues: bool
    """Whether it has the thing of the number before."""
    listed: bool = False
    """Whether it continues a list of numbers that all have the part of the first."""


def part(between: Sequence[str]) -> Part:
    """The part of a number in a change, from the words before it, nearest first.

    >>> part(["到", "增加"]), part(["达", "增长"]), part(["达到"]), part(["从"]), part(["共"])
    ('to', 'rise', 'to', 'from', '')
    """
    known = change_words()
    marks = [known[word] for word in between if word in known]
    first, second = (*marks, "", "")[:2]
    if first in ("rise", "fall"):
        return "rise" if first == "rise" else "fall"
    if first == "reach":
        return "rise" if second == "rise" else "fall" if second == "fall" else "to"
    if first == "become":
        return "to" if second in ("rise", "fall") else "become"
    return "from" if first == "from" else ""


@lru_cache(maxsize=1)
def change_words() -> Mapping[str, str]:
    """The words of changes, and what each is: rise, fall, reach, become or from."""
    kinds = (
        ("from", words("FROM")),
        ("become", words("BECOME")),
        ("reach", words("REACH")),
        ("fall", words("FALL")),
        ("rise", words("RISE")),
    )
    return {word: kind for kind, known in kinds for word in known}


def changes(numbers: Sequence[Stated]) -> list[Change]:
    """The change that each number states, in the order of the numbers."""
    found: list[Change] = []
    begin = 0
    for at in range(1, len(numbers) + 1) if numbers else ():
        if at == len(numbers) or not numbers[at].continues:
            found += _of_one_thing(numbers[begin:at])
            begin = at
    return found


def _of_one_thing(numbers: Sequence[Stated]) -> list[Change]:
    parts = _parts(numbers)
    if not any(parts):
        return [_NONE] * len(numbers)
    own = [_growth(one, its) for one, its in zip(numbers, parts, strict=True)]
    grows = any(one.growth is not None for one in own)
    total = next((one for one in own if one.growth is not None and not one.yearly), Change())
    reached = 0 if not parts[0] else parts.index("to") if "to" in parts and "from" not in parts else None
    level = Change(to_value=numbers[reached].value) if grows and reached is not None else _NONE
    found: list[Change] = []
    for at, (one, its) in enumerate(zip(numbers, parts, strict=True)):
        if its == "from" and "to" in parts[at + 1 : at + 2]:
            level = Change(from_value=one.value, to_value=numbers[at + 1].value)
        elif its == "to":
            level = Change(
                from_value=numbers[at - 1].value if at and parts[at - 1] == "from" else None, to_value=one.value
            )
        grown = own[at] if own[at].growth is not None else total
        found.append(Change(level.from_value, level.to_value, grown.growth, grown.growth_unit, grown.yearly))
    return found


def _parts(numbers: Sequence[Stated]) -> list[Part]:
    found: list[Part] = []
    for one in numbers:
        its = "rise" if one.unit == _DOUBLINGS else part(one.between)
        if one.listed and found:
            its = found[-1]
        elif its == "become":  # a change only with the level before: 由5%调整到6%
            its = "to" if found and found[-1] == "from" else ""
        found.append(its)
    return found


def _growth(one: Stated, its: Part) -> Change:
    if one.unit == _DOUBLINGS:
        return Change(growth=Decimal(2) ** one.value - 1, growth_unit="倍")
    if its not in ("rise", "fall"):
        return _NONE
    yearly = any(word in words("YEARLY") for word in one.between)
    return Change(growth=one.value if its == "rise" else -one.value, growth_unit=one.unit, yearly=yearly)

"""Figures: a number, its unit, and the thing counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import cast

from attrs import evolve

from govreport.facts.amounts import amount, fraction
from govreport.facts.changes import Change, Stated, change_words, changes, part
from govreport.facts.found import APART, Found, masked
from govreport.facts.kinds import Bound, make_figure
from govreport.facts.things import Clause, around, subject
from govreport.text.lexicon import term, words
from govreport.text.regex import PrefilteredPattern
from govreport.util.records import record

SIGN = term("AMOUNT_START")
"""Where a figure may begin."""
_FIGURE = PrefilteredPattern(term("ANY_AMOUNT"), SIGN)
_LISTED, _TIME_SPAN = term("IN_LIST"), term("TIME_SPAN")
_BEFORE, _BEHIND = term("BOUND_BEFORE"), term("BOUND_BEHIND")
_MOST_YEARS = 200
"""In years: a longer duration is a year: 九五二年, a damaged figure."""
_ONE_OR_NONE = frozenset(("一", "零", "〇", "○"))
"""Without a unit of multiples, these mostly are words: 一个, 零件."""
_JOINTS = frozenset("、和")
_TERMS = "期限龄齡间間长長命数數"
"""Nouns that durations measure end with these: 有效期3年, 年龄60岁."""
_NEAR = 3
"""How many characters before a number are searched for 约, 超过 …"""


@record
class _Number:
    """A number with its unit; the place in the text of the passage."""

    start: int
    end: int
    value: Decimal
    upper: Decimal | None
    unit: str
    bound: Bound


def figures(text: str, shown: str) -> Iterator[Found]:
    """The figures in a text, in order; ``shown`` is the text without masks.

    >>> text = "审查规范性文件16件"
    >>> figure = next(figures(text, text)).make.keywords
    >>> figure["action"], figure["thing"], str(figure["value"]), figure["unit"]
    ('审查', '规范性文件', '16', '件')
    """
    numbers = list(_numbers(text))
    if not numbers:
        return
    clauses = _clauses(text, shown, numbers)
    stated = [
        Stated(number.value, number.unit, _change_words(clause), clause.inherits, _listed(text, clause, number))
        for number, clause in zip(numbers, clauses, strict=True)
        if not clause.when
    ]
    changed = iter(changes(stated))
    for number, clause in zip(numbers, clauses, strict=True):
        change = Change() if clause.when else next(changed)
        make = partial(
            make_figure,
            value=number.value,
            upper=number.upper,
            unit=number.unit,
            thing=clause.thing,
            action=clause.action,
            bound=number.bound,
            from_value=change.from_value,
            to_value=change.to_value,
            growth=change.growth,
            growth_unit=change.growth_unit,
            yearly=change.yearly,
        )
        yield Found(number.start, number.end, make)


def _numbers(text: str) -> Iterator[_Number]:
    for found in _FIGURE.finditer(text):
        value = _value(found)
        unit = found["unit"] or found["han_unit"] or ("%" if found["percent"] else "番" if found["doubled"] else "")
        if value is None or found["name"] or found["han_name"]:
            continue
        if unit == "年" and (value > _MOST_YEARS or text[found.end() : found.end() + 1] == APART):
            continue  # 九十八年五月: a year of the Republic of China before its month
        yield _Number(
            found.start(),
            found.end(),
            value=_low(found) or value,
            upper=value if found["low"] else None,
            unit="%" if unit == "％" else unit,
            bound=_bound(found, text),
        )


def _clauses(text: str, shown: str, numbers: Sequence[_Number]) -> list[Clause]:
    """The clause of each number: a number without a thing has that of the number before."""
    durations = words("DURATION")
    when = {
        number.start
        for done, number in _after_each_other(numbers)
        if number.unit in durations and _says_when(text, shown, done, number)
    }
    text = masked(text, [(number.start, number.end) for number in numbers if number.start in when], APART)
    found: list[Clause] = []
    done, above = 0, Clause("", "")
    for number in numbers:
        if number.start in when:
            found.append(Clause("", "", when=True))
            continue
        clause = around(text, shown, done, number.start, number.end, number.unit)
        if not clause.thing:
            goes_on = bool(done) and clause.inherits
            grows = part(clause.between) in ("rise", "fall")
            named = "" if goes_on and grows else subject(text, shown, done, number.start)
            if named or not goes_on:
                clause = evolve(clause, thing=named, inherits=False)
            else:
                clause = evolve(clause, action=above.action, thing=above.thing)
        found.append(clause)
        done, above = clause.end, clause
    for at in range(len(numbers) - 1, 0, -1):  # 200万元、50万元奖励
        joint = text[numbers[at - 1].end : numbers[at].start]
        if found[at].behind and not found[at - 1].behind and _LISTED.fullmatch(joint):
            found[at - 1] = evolve(found[at - 1], thing=found[at].thing, behind=True)
    return found


def _after_each_other(numbers: Sequence[_Number]) -> Iterator[tuple[int, _Number]]:
    """The numbers, each with the end of the one before."""
    done = 0
    for number in numbers:
        yield done, number
        done = number.end


def _says_when(text: str, shown: str, done: int, number: _Number) -> bool:
    """Whether a number is a duration that counts nothing: 五年累计, 五年前, 今后五年."""
    clause = around(text, shown, done, number.start, number.end, number.unit)
    if part(clause.between):
        return False
    if not clause.thing or _TIME_SPAN.match(text, number.end):
        return True
    return not (clause.behind or clause.between or clause.thing[-1] in _TERMS)


def _change_words(clause: Clause) -> tuple[str, ...]:
    """The words that state a change: those before the number, and a verb before the thing (降低成本5%)."""
    changes_thing = change_words().get(clause.action) in ("rise", "fall")
    return (*clause.between, clause.action) if changes_thing and not clause.behind else clause.between


def _listed(text: str, clause: Clause, number: _Number) -> bool:
    """Whether a number continues a list of numbers: 增长5%、6%."""
    return clause.inherits and not clause.between and text[number.start - 1 : number.start] in _JOINTS


def _value(found: re.Match[str]) -> Decimal | None:
    if found["number"]:
        value = amount(found["number"], (found["scale"] or "").strip())
        if found["high"] and value is not None:
            above = amount(found["high"], found["high_scale"])
            value = above and above + value
        return -value if found["sign"] and value else value
    if found["han"]:
        if found["han"] in _ONE_OR_NONE and not found["han_scale"] and found["han_unit"] != "倍":
            return None
        return amount(found["han"], found["han_scale"] or "")
    if found["percent"] or found["doubled"]:
        return amount(found["percent"] or found["doubled"])
    return fraction(found["below"], found["above"])


def _low(found: re.Match[str]) -> Decimal | None:
    return amount(found["low"], found["low_scale"] or (found["scale"] or "").strip()) if found["low"] else None


def _bound(found: re.Match[str], text: str) -> Bound:
    start, end = found.span()
    word = _BEFORE.fullmatch(text, max(0, start - _NEAR), start) or _BEHIND.match(text, end)
    if word:
        return cast("Bound", word.lastgroup)
    return "about" if any(found[name] for name in ("odd", "odd2", "odd3", "odd4")) else ""

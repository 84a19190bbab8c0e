"""Figures: a number, its unit, and the thing counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from govreport.facts.amounts import amount, fraction
from govreport.facts.found import Found
from govreport.facts.kinds import Bound, Figure
from govreport.facts.things import Clause, around
from govreport.text.lexicon import term

_FIGURE = term("ANY_AMOUNT")
_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("least", term("AT_LEAST_BEFORE")),
    ("most", term("AT_MOST_BEFORE")),
    ("least", term("ABOVE_BEFORE")),
    ("about", term("ABOUT_BEFORE")),
)
_BEHIND: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("least", term("AT_LEAST_BEHIND")),
    ("most", term("AT_MOST_BEHIND")),
    ("about", term("ABOUT_BEHIND")),
)
_MOST_YEARS = 200
"""In years: a longer duration is a year: 九五二年, a damaged figure."""
_AGAIN = frozenset(("共", "共计", "合计", "约", "计", "總計", "总计"))
"""Between two figures of the same thing: 68处共4.9万平方米."""
_NEAR = 3
"""How many characters before a number are searched for 约, 超过 …"""


def figures(text: str, shown: str) -> Iterator[Found]:
    """The figures in a text, in order; ``shown`` is the text without masks.

    >>> text = "审查规范性文件16件"
    >>> figure = next(figures(text, text)).make.keywords
    >>> figure["action"], figure["thing"], str(figure["value"]), figure["unit"]
    ('审查', '规范性文件', '16', '件')
    """
    done, clause = 0, Clause("", "")
    for found in _FIGURE.finditer(text):
        value = _value(found)
        unit = found["unit"] or found["han_unit"] or ("%" if found["percent"] else "")
        if value is None or found["name"] or found["han_name"] or (unit == "年" and value > _MOST_YEARS):
            continue
        if not (done and text[done : found.start()] in _AGAIN):
            clause = around(text, shown, done, found.start(), found.end())
        done = found.end()
        yield Found(
            found.start(),
            found.end(),
            partial(
                Figure,
                value=_low(found) or value,
                upper=value if found["low"] else None,
                unit="%" if unit == "％" else unit,
                thing=clause.thing,
                action=clause.action,
                bound=_bound(found, text),
            ),
        )


def _value(found: re.Match[str]) -> Decimal | None:
    if found["number"]:
        value = amount(found["number"], (found["scale"] or "").strip())
        return -value if found["sign"] and value else value
    if found["han"]:
        return None if found["han"] == "一" else amount(found["han"], found["han_scale"] or "")
    if found["percent"]:
        return amount(found["percent"])
    return fraction(found["below"], found["above"])


def _low(found: re.Match[str]) -> Decimal | None:
    return amount(found["low"], found["low_scale"] or (found["scale"] or "").strip()) if found["low"] else None


def _bound(found: re.Match[str], text: str) -> Bound:
    before = text[max(0, found.start() - _NEAR) : found.start()]
    for bound, words in _BEFORE:
        if words.fullmatch(before):
            return bound
    for bound, words in _BEHIND:
        if words.match(text, found.end()):
            return bound
    return "about" if found["odd"] or found["odd2"] or found["odd3"] else ""

"""Days and periods: ``2025年1月6日``, ``2021—2025年``, ``截至2023年11月``, ``“十四五”时期``, ``上半年``."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TypeAlias

from govreport.facts.found import Found
from govreport.facts.kinds import Period
from govreport.text.dates import FIRST_YEAR_OF_THE_REPUBLIC, read_date
from govreport.text.lexicon import term
from govreport.text.numerals import read_numeral
from govreport.text.regex import PrefilteredPattern

Days: TypeAlias = "tuple[datetime.date, datetime.date] | None"
"""The first and last day of a point in time; None without a year, or for a day that does not exist."""

SIGN, RELATIVE_SIGN, PLAN_SIGN = term("TIME_START"), term("RELATIVE_START"), term("PLAN_SIGN")
"""Where a period may begin, and one without a year; characters of each five-year plan."""
_POINT, _JOINT = PrefilteredPattern(term("POINT_OF_TIME"), SIGN), term("TO")
_PLAN, _RELATIVE = term("FIVE_YEAR_PLAN"), PrefilteredPattern(term("RELATIVE_PERIOD"), RELATIVE_SIGN)
_FIRST_YEAR, _YEARS = 2001, 5
"""The tenth five-year plan (十五) began in 2001; the plans follow each other."""
_PARTS: Mapping[str, tuple[int, int]] = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "前三季度": (1, 9),
    **{f"{name}季度": (3 * n + 1, 3 * n + 3) for n, name in enumerate("一二三四")},
}
"""The first and last month."""


def periods(text: str) -> Iterator[Found]:
    """The days and periods written in figures, and 十四五; in order.

    >>> [(str(one.make.keywords["first_day"]), str(one.make.keywords["last_day"])) for one in periods("截至2023年11月，2024年上半年")]
    [('None', '2023-11-30'), ('2024-01-01', '2024-06-30')]
    """
    found = list(_POINT.finditer(text))
    at = 0
    while at < len(found):
        first = last = found[at]
        at += 1
        days = end = _days(first, None)
        if at < len(found) and _JOINT.fullmatch(text, first.end(), found[at].start()):
            last = found[at]
            at += 1
            end = _days(last, days)
        first_day, last_day = days and days[0], end and end[1]
        if first["until"] or last["before"]:
            first_day = None
        if last["since"]:
            last_day = None
        yield Found(first.start(), last.end(), partial(Period, first_day=first_day, last_day=last_day))


def plans(text: str) -> Iterator[Found]:
    """The five-year plans in a text: 十五 is also a number, so a mark or a word must follow."""
    for found in _PLAN.finditer(text):
        first = _FIRST_YEAR + _YEARS * (_number(found["nth"]) or 0)
        start, end = datetime.date(first, 1, 1), datetime.date(first + _YEARS - 1, 12, 31)
        yield Found(*found.span(), partial(Period, first_day=start, last_day=end))


def relative(text: str) -> Iterator[Found]:
    """The periods in a text without a year."""
    for found in _RELATIVE.finditer(text):
        yield Found(*found.span(), partial(Period, first_day=None, last_day=None))


def _days(point: re.Match[str], before: Days) -> Days:
    """The days of a point in time; without a year, it uses that of the point before."""
    if point["separated"]:
        day = read_date(point["separated"])
        return (day, day) if day else None
    year = _year(point["year"]) if point["year"] else before and before[1].year
    month, from_month, day_of = (
        _number(point[name] or point[f"bare_{name}"]) for name in ("month", "from_month", "day")
    )
    if year is None:
        return None
    months = (from_month or month, month) if month else _PARTS.get((point["part"] or "").lstrip("第"), (1, 12))
    first_year = _number(point["from_year"]) or year
    try:
        start = datetime.date(first_year, months[0] or 1, day_of or 1)
        end = datetime.date(year, months[1] or 12, day_of or monthrange(year, months[1] or 12)[1])
    except (ValueError, IndexError):  # the month or day does not exist
        return None
    if point["part"] and point["part"][-1] in "底末":
        start = end
    return (start, start) if point["part"] and point["part"][-1] == "初" else (start, end)


def _year(text: str) -> int | None:
    era, _, figures = text.rpartition("国" if "国" in text else "國")
    value = _number(figures)
    return value + FIRST_YEAR_OF_THE_REPUBLIC - 1 if era and value else value


def _number(text: str | None) -> int | None:
    return read_numeral(text) if text else None

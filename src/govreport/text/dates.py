"""The date that a document bears (成文日期), in any spelling."""

from __future__ import annotations

import datetime

from govreport.text.numerals import read_numeral
from govreport.text.regex import late
from govreport.text.source import INVISIBLE

FIRST_YEAR_OF_THE_REPUBLIC = 1912
"""民國元年; the Republic of China counts its years from here."""

_FIGURES = "0-9０-９〇零○◯OОＯ一二三四五六七八九十廿卅百千壹貳贰叁叄參参肆伍陸陆柒捌玖拾佰仟"
_BLANK = rf"[\s{INVISIBLE}]*"
_ERA = rf"(?:(?:(?P<minguo>(?:中{_BLANK}[华華]{_BLANK})?民{_BLANK}[国國])|公元|西元){_BLANK})?"


def _part(name: str, most: int, also: str = "") -> str:
    """A numeral of bounded length, blanks between its figures allowed."""
    return rf"(?P<{name}>{also}[{_FIGURES}](?:{_BLANK}[{_FIGURES}]){{0,{most - 1}}}){_BLANK}"


# Blanks are taken here alone, never by the part that follows too: two takers would make long runs quadratic.
_OPENING = rf"[\s{INVISIBLE}（(〔\[【]*"
_WEEKDAY = "(?:星期|礼拜|禮拜|[周週])[一二三四五六日天]"
_CLOSING = rf"(?:[\s{INVISIBLE}（）()〔〕\[\]【】。，,]|印[发發]|{_WEEKDAY}|\d{{1,2}}[:：]\d\d)*"

_WRITTEN = late(
    _OPENING
    + _ERA
    + _part("year", 9, also="元|")
    + f"年{_BLANK}"
    + _part("month", 3, also="元|")
    + f"月{_BLANK}"
    + _part("day", 3)
    + "[日号號]"
    + _CLOSING
)
_SEPARATED = late(
    _OPENING
    + _ERA
    + rf"(?P<year>\d{{2,4}}){_BLANK}(?P<mark>[-./．－—–])"
    + rf"{_BLANK}(?P<month>\d{{1,2}}){_BLANK}(?P=mark){_BLANK}(?P<day>\d{{1,2}})(?!\d)"
    + _CLOSING
)


def read_date(text: str) -> datetime.date | None:
    """The day that a text names, in any figures; None when it names none, several, or none that exists.

    Years are of the common era and have four digits; with 民國 before them they are counted from 1912.
    Blanks and brackets do not matter, nor does a weekday, a time or 印发 after the date.  Any other text
    beside the date is refused: the caller has cut the date out.

    >>> read_date("二〇二五年一月廿八日"), read_date("（2025 年 1 月 6 日印发）"), read_date("2025-01-06")
    (datetime.date(2025, 1, 28), datetime.date(2025, 1, 6), datetime.date(2025, 1, 6))
    >>> read_date("中華民國一百一十三年元月六日")
    datetime.date(2024, 1, 6)
    >>> read_date("2025年2月30日"), read_date("2025年1月")
    (None, None)
    """
    found = _WRITTEN.fullmatch(text) or _SEPARATED.fullmatch(text)
    if not found:
        return None
    year, month, day = (_value(found[part]) for part in ("year", "month", "day"))
    if year is None or month is None or day is None:
        return None
    if found["minguo"]:
        year += FIRST_YEAR_OF_THE_REPUBLIC - 1
    elif year < 1000:
        return None  # 25年: the century is not written
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _value(figures: str) -> int | None:
    return 1 if figures == "元" else read_numeral(figures)

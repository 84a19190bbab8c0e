"""The date of a document (成文日期), in any spelling."""

from __future__ import annotations

import datetime

from govreport.text.lexicon import term
from govreport.text.numerals import read_numeral

FIRST_YEAR_OF_THE_REPUBLIC = 1912
"""民國元年, the first year of the Republic of China's calendar."""

_WRITTEN, _SEPARATED = term("WRITTEN_DATE"), term("SEPARATED_DATE")


def read_date(text: str) -> datetime.date | None:
    """The date in a text, in any numerals; None if it has none, several, or one that does not exist.

    Years have four digits of the common era; after 民國 they are counted from 1912.  Blanks, brackets, and a weekday, a time
    or 印发 after the date are ignored.  Any other text is rejected: the caller passes only the date.

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
        return None  # 25年: the century is missing
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _value(figures: str) -> int | None:
    return 1 if figures == "元" else read_numeral(figures)

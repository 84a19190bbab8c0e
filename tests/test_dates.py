"""Dates of signature lines, in every spelling."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.text.dates import read_date
from govreport.text.numerals import write_numeral


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025年1月6日", "2025-01-06"),
        ("2025年01月06日", "2025-01-06"),
        ("２０２５年１月６日", "2025-01-06"),
        ("2025 年 1 月 6 日", "2025-01-06"),
        ("2025年1月6号", "2025-01-06"),
        ("二〇二五年一月六日", "2025-01-06"),
        ("二零二五年一月六日", "2025-01-06"),
        ("二○○五年十二月卅一日", "2005-12-31"),
        ("二ＯＯ五年十月十日", "2005-10-10"),
        ("二 〇 二 五 年　一 月　二 十 八 日", "2025-01-28"),
        ("一九九六年六月二十九日", "1996-06-29"),
        ("二〇二五年元月廿八日", "2025-01-28"),
        ("二○二五年1月6日", "2025-01-06"),
        ("2025.1.6", "2025-01-06"),
        ("２０２５．１．６", "2025-01-06"),
        ("2025-01-06", "2025-01-06"),
        ("2025/1/6", "2025-01-06"),
        ("2025 - 1 - 6", "2025-01-06"),
        ("2025-01-06 10:30", "2025-01-06"),
        ("民國113年1月6日", "2024-01-06"),
        ("中華民國 113 年 1 月 6 日", "2024-01-06"),
        ("中華民國一百一十三年一月六日", "2024-01-06"),
        ("中华民国三十八年十月一日", "1949-10-01"),
        ("民國元年一月一日", "1912-01-01"),
        ("民國113.1.6", "2024-01-06"),
        ("（2025年1月6日）", "2025-01-06"),
        ("2025年1月6日）", "2025-01-06"),
        ("2025年1月6日印发", "2025-01-06"),
        ("2025年1月6日 印發", "2025-01-06"),
        ("2025年1月6日（星期一）", "2025-01-06"),
        ("2025年1月6日　週一", "2025-01-06"),
        ("\ufeff2025年1月6日\u3000", "2025-01-06"),
        ("2024年2月29日", "2024-02-29"),
    ],
)
def test_spellings(text: str, iso: str) -> None:
    assert read_date(text) == datetime.date.fromisoformat(iso)


@pytest.mark.parametrize(
    "text",
    [
        "2025年2月30日",
        "2025年2月29日",
        "2025年13月1日",
        "2025年0月1日",
        "2025年4月31日",
        "2025-02-30",
        "民國9999年1月1日",
    ],
)
def test_days_that_do_not_exist(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "年 月 日",
        "2025年",
        "2025年1月",
        "2025年1月6",
        "2025年×月×日",
        "2025年十十月1日",
        "25年1月6日",  # the century is not written
        "113年1月6日",  # nor the era
        "二十五年一月六日",
        "二〇二五年正月初六",
        "2025-1/6",
        "2025-01-061",
        "20250106",
        "2025年1月6日至8日",
        "2025年1月6日2025年1月7日",
        "自2025年1月6日起施行",
        "O年O月O日",
        "٢٠٢٥年1月6日",
    ],
)
def test_text_that_is_not_a_single_day(text: str) -> None:
    assert read_date(text) is None


DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


@given(st.dates(datetime.date(1912, 1, 1), datetime.date(2999, 12, 31)))
def test_every_day_reads_back(day: datetime.date) -> None:
    month, date = write_numeral(day.month), write_numeral(day.day)
    assert read_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert read_date(f"{str(day.year).translate(DIGITS)}年{month}月{date}日") == day
    assert read_date(f"{day.year}.{day.month}.{day.day}") == day
    assert read_date(f"民國{day.year - 1911}年{day.month}月{day.day}日") == day
    assert read_date(f"中華民國{write_numeral(day.year - 1911)}年{month}月{date}日") == day
    assert read_date(day.isoformat()) == day


@given(st.text("0123456789〇一二三十廿年月日号元民國 .-/（）印发星期"))
def test_no_text_raises(text: str) -> None:
    day = read_date(text)
    assert day is None or day.year >= 1000


@pytest.mark.parametrize(
    "text", ["（" * 50_000 + " " * 50_000, "2025年1月6日" + " " * 100_000 + "x", "2025" + " " * 100_000 + "x"]
)
def test_long_runs_of_blanks_end(text: str) -> None:
    assert read_date(text) is None  # minutes, where two parts of a pattern compete for the blanks

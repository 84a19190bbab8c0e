"""Numerals: every spelling of an ordinal, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.text.numerals import read_numeral, write_numeral

SPELLINGS = {
    0: "零 〇 0 ０ 00 ⓪",
    1: "一 壹 1 １ 01 ㈠ ⑴ ⒈ ① ㊀ ❶ a A ａ Ａ ⒜ Ⅰ ⅰ 甲",
    2: "二 贰 貳 两 兩 ㈡ ② B Ⅱ 乙",
    3: "三 叁 參 参 叄",
    5: "五 伍 E 戊",
    6: "六 陆 陸",
    10: "十 拾 壹拾 一〇 10 １０ ㈩ ⑽ ⒑ ⑩ ㊉ Ⅹ 癸 一○ 一O",
    12: "十二 拾贰 拾貳 一二 １２ Ⅻ ⑿ ⒓ ⑫ ⓬",
    20: "二十 廿 贰拾 貳拾 二〇 ⒇ ⒛ ⑳",
    21: "二十一 廿一 二一 21 ㉑",
    30: "三十 卅 三〇",
    35: "三十五 卅五 ㉟",
    36: "三十六 卅六 ㊱",
    44: "四十四 卌四",
    50: "五十 ㊿",
    101: "一百零一 一百〇一 一百○一 一〇一",
    103: "一百〇三 一百零三 一百Ｏ三 壹佰零叁 壹佰零參 一〇三 103",
    110: "一百一十 一百十 一一〇",
    112: "一百一十二 一百十二 壹佰壹拾贰",
    121: "一百二十一 一百廿一",
    200: "二百 两百 兩百 二〇〇",
    1001: "一千零一 一千〇一",
    1010: "一千零一十 一千零十 一千一十",
    1111: "一千一百一十一 一一一一",
    2005: "二〇〇五 二○○五 二ＯＯ五 二OO五 二00五 二千零五 2005",
    2025: "二〇二五 二○二五 贰零贰伍 二千零二十五 ２０２５",
    9999: "九千九百九十九 9999",
}


@pytest.mark.parametrize(
    ("text", "value"),
    [(text, value) for value, texts in SPELLINGS.items() for text in texts.split()],
)
def test_spellings(text: str, value: int) -> None:
    assert read_numeral(text) == value


NO_NUMERALS = """
    统一 首 第一 万 一万 ( 1.5 -1 +1 1_0 1e1 ² ٣ 12345 一二三四五
    百 千 百一 十十 十百 一百一百 一百三 一千三 一千三百二 两两
    零十 十〇 二十〇 一百零 一百零二十 〇〇 ○ ○○ OO
    三廿 廿十 十廿 1十 十1 一1 aa AB ⅠⅠ 甲乙 ①①
"""


@pytest.mark.parametrize("text", NO_NUMERALS.split())
def test_everything_else_has_no_value(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\ufeff"])
def test_blanks_alone_have_no_value(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize("blank", [" ", "\u3000", "\t", "\u00a0", "\u2009", "\u2028", "\ufeff", "\u200b"])
def test_blanks_are_ignored(blank: str) -> None:
    assert read_numeral(f"{blank}二{blank}十{blank}一{blank}") == 21
    assert read_numeral(f"{blank}１{blank}２") == 12


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (19, "十九"),
        (20, "二十"),
        (100, "一百"),
        (110, "一百一十"),
        (1003, "一千零三"),
        (1030, "一千零三十"),
        (1300, "一千三百"),
        (5020, "五千零二十"),
        (9090, "九千零九十"),
    ],
)
def test_standard_spelling(number: int, text: str) -> None:
    assert write_numeral(number) == text


@given(st.integers(1, 9999))
def test_written_output_reads_back(number: int) -> None:
    written = write_numeral(number)
    assert read_numeral(written) == number
    assert read_numeral(written.replace("零", "〇")) == number


@given(st.integers(1, 9999))
def test_capitals_of_both_scripts_read_back(number: int) -> None:
    for capitals in ("零壹贰叁肆伍陆柒捌玖拾佰仟", "零壹貳參肆伍陸柒捌玖拾佰仟"):
        table = str.maketrans("零一二三四五六七八九十百千", capitals)
        assert read_numeral(write_numeral(number).translate(table)) == number


@given(st.integers(0, 9999))
def test_figures_of_both_widths_read_back(number: int) -> None:
    assert read_numeral(str(number)) == number
    assert read_numeral(f"{number:04}") == number
    assert read_numeral(str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == number


@given(st.integers(10, 9999))
def test_digits_in_a_row_read_back(number: int) -> None:
    for zero in "〇零○0":
        digits = str(number).translate(str.maketrans("0123456789", zero + "一二三四五六七八九"))
        assert read_numeral(digits) == number


@given(st.text("零〇一二三九十百千廿两壹拾O0１a ①", max_size=6))
def test_values_stay_in_range(text: str) -> None:
    value = read_numeral(text)
    assert value is None or 0 <= value <= 9999


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_numbers_without_numeral(number: int) -> None:
    with pytest.raises(ValueError, match=rf"{number} is out of range: expected 1 to 9999"):
        write_numeral(number)

"""Rules for dates and numbers in the text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from govreport.rules.lists import pattern
from govreport.rules.paper import Paper, search, whole
from govreport.rules.rule import NUMERALS, PRACTICE, REGULATION, Finding, Rule
from govreport.text.numerals import read_numeral
from govreport.text.source import Span
from govreport.tree.diagnostics import Fix
from govreport.tree.nodes import Date

_MONTH_DAY = r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_YEAR = r"(?P<year>[12]\d{3})年"
_TO = r"(?:[-－—–―~～]{1,2}|至|到)"
_DATE = pattern(r"(?<!\d)" + _YEAR + _MONTH_DAY)
_MONTH_AND_DAY = pattern(r"(?<![\d年])" + _MONTH_DAY)
_LEAP_YEAR = 2000
_WEEKDAY = pattern(
    rf"(?:{_YEAR})?{_MONTH_DAY}" r"\s?[（(]?(?:星期|礼拜|周)(?P<weekday>[一二三四五六日天])(?![期会岁年])[）)]?"
)
_WEEKDAYS = {name: at for at, name in enumerate("一二三四五六日")} | {"天": 6}
_YEARS = pattern(r"(?<![\d.])(?P<first>[12]\d{3})年?\s?" + _TO + r"\s?(?P<last>[12]\d{3})年")
_DAYS = pattern(
    r"(?P<y1>[12]\d{3})年(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?"
    + _TO
    + r"(?P<y2>[12]\d{3})年(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?"
)
_ANY_DATE = pattern(
    r"(?<![0-9０-９〇○零一二三四五六七八九])(?P<year>[0-9〇○零OＯ一二三四五六七八九]{4})年(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2}|元)月(?:(?P<day>[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})日)?"
)
_PADDED = pattern(r"(?<=\d年)0(?=[1-9]月)|(?<=\d月)0(?=[1-9]日)")
_NUMBER_DAY = pattern(r"(?<=\d)月\d{1,2}(?P<day>号)(?![文令楼线院台公门机车房函铺店码厅])")
_PERCENT = pattern(
    r"(?<![\d.．/])(?P<low>\d{1,3}(?:\.\d+)?)(?:[—–～~]{1,2}|-)(?P<high>\d{1,3}(?:\.\d+)?)(?P<sign>[%％])"
)
_ABOUT = pattern(
    r"(?:大约|约|将近|近|接近)(?P<figure>\d[\d.,]*[十百千万亿]{0,2}(?:[余多]|[\u4e00-\u9fff%％]{1,3}?(?:左右|上下)))|(?:超过|超|逾|突破)\d[\d.,]*[十百千万亿]{0,2}(?:[余多](?![年月日])|[\u4e00-\u9fff%％]{1,3}?左右)"
)
_FALL = pattern(r"(?:减少|降低|下降|缩短|缩小|减小|减轻)(?:了|到|至)?\s?\d+(?:\.\d+)?倍")
_BLANK = pattern(
    r"(?<![\d.,，])(?:\d{1,3}(?P<in_year>[ \u3000]{1,2})\d{1,3}(?=年)|\d{1,4}[.．]?(?P<in_decimal>[ \u3000])(?:(?<=[.．][ \u3000])\d{1,3}|[.．]\d{1,3})(?=[%％万亿元个件]))"
)
_DEADLINE = pattern(r"请\S{0,12}?[于在]" + _YEAR + _MONTH_DAY + r"(?:以前|之前|前)")
_PLAN = pattern(
    r"“?(?P<plan>十[二三四五六]五)”?(?:时期|期间|规划)?[（(](?P<first>\d{4})\s?年?\s?[-－—–―~～至到]{1,2}\s?(?P<last>\d{4})年?[)）]"
)
_SHORT_YEAR = pattern(
    r"(?<![\d—–\-－～~/.第前近约达])(?P<year>[0-4]\d)年(?=(?:度?(?:上半年|下半年)|底|初|末|[1-9]\d?月))"
)
_TIME = pattern(r"(?:上午|下午|晚上|中午|傍晚)\s?(?:1[3-9]|2[0-3])(?:[:：]\d{2}|时|点)")
_PLAN_YEAR = 2001
_CENTURY_FROM = 2012


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _impossible(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.passages_with("月"), _DATE):
        if isinstance(one.node, Date):
            continue  # GR103
        if _day(int(found["year"]), int(found["month"]), int(found["day"])) is None:
            yield Finding(f"{found[0]} is not a day of the calendar", whole(one, found))
    for one, found in search(paper.passages_with("月"), _MONTH_AND_DAY):
        if not isinstance(one.node, Date) and _day(_LEAP_YEAR, int(found["month"]), int(found["day"])) is None:
            yield Finding(f"{found[0]} is not a day of the calendar", whole(one, found))


def _weekday(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.passages_with("星礼周"), _WEEKDAY):
        year = int(found["year"]) if found["year"] else paper.date.year if paper.date else 0
        day = _day(year, int(found["month"]), int(found["day"])) if year else None
        if day and day.weekday() != _WEEKDAYS[found["weekday"]]:
            name = "一二三四五六日"[day.weekday()]
            place = whole(one, found, "weekday")
            fixes = (Fix(place, name),) if found["year"] else ()
            yield Finding(f"{day} is 星期{name}, not 星期{found['weekday']}", place, fixes)


def _reversed(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.passages_with("年"), _YEARS):
        if int(found["first"]) > int(found["last"]):
            yield Finding(f"{found[0]} ends before it begins", whole(one, found))
    for one, found in search(paper.passages_with("月"), _DAYS):
        first = (int(found["y1"]), int(found["m1"]), int(found["d1"] or 1))
        last = (int(found["y2"]), int(found["m2"]), int(found["d2"] or 31))
        if first > last:
            yield Finding(f"{found[0]} ends before it begins", whole(one, found))


def _mixed_date(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.passages_with("月"), _ANY_DATE):
        year = found["year"]
        parts = [part for part in (year, found["month"], found["day"]) if part]
        kinds = {part.isascii() and part.isdigit() for part in parts}
        odd = not year.isdigit() or any(character in "0OＯ" for character in year)
        odd = odd and not year.isascii() and any(character in "0123456789OＯ" for character in year)
        if len(kinds) == 2 or odd:
            value = read_numeral(year.translate(str.maketrans("OＯ", "00")))
            month, day = (1 if part == "元" else read_numeral(part or "") for part in (found["month"], found["day"]))
            fixes: tuple[Fix, ...] = ()
            if value and month and (day or not found["day"]):
                right = f"{value}年{month}月" + (f"{day}日" if day else "")
                fixes = (Fix(whole(one, found), right),)
            yield Finding(f"{found[0]} mixes two kinds of numerals", whole(one, found), fixes)


def _padded(paper: Paper) -> Iterator[Finding]:
    for one in paper.prose_with("月"):
        if found := list(_PADDED.finditer(one.text)):
            fixes = tuple(Fix(whole(one, zero), "") for zero in found)
            yield Finding("a 0 before the month or the day", whole(one, found[0]), fixes)


def _number_day(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose_with("月"), _NUMBER_DAY):
        place = whole(one, found, "day")
        yield Finding(f"{found[0]} is usually written with 日", place, (Fix(place, "日"),))


def _percent(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.passages_with("%％"), _PERCENT):
        if float(found["low"]) < float(found["high"]):
            end = whole(one, found, "low").end
            yield Finding(
                f"{found[0]} lacks the first {found['sign']}", whole(one, found), (Fix(Span(end, end), found["sign"]),)
            )


def _about(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose_with("约近超逾突"), _ABOUT):
        yield Finding(f"{found[0]} is approximate twice", whole(one, found))


def _times_less(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose_with("倍"), _FALL):
        yield Finding(f"{found[0]}: what falls is not counted in 倍", whole(one, found))


def _blank(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose_with(" \u3000"), _BLANK):
        group = "in_year" if found["in_year"] else "in_decimal"
        yield Finding(f"a blank inside a number: {found[0]}", whole(one, found), (Fix(whole(one, found, group), ""),))


def _deadline(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.main, _DEADLINE):
        day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
        if day and paper.date and day < paper.date:
            yield Finding(f"the deadline {day} is before the date of issue, {paper.date}", whole(one, found))


def _plan(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.passages_with("五"), _PLAN):
        first = _PLAN_YEAR + 5 * ("二三四五六".index(found["plan"][1]) + 2)
        if (int(found["first"]), int(found["last"])) != (first, first + 4):
            yield Finding(
                f"{found['plan']} is {first} to {first + 4}, not {found['first']} to {found['last']}", whole(one, found)
            )


def _short_year(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose_with("年"), _SHORT_YEAR):
        if paper.date and paper.date.year >= _CENTURY_FROM and abs(2000 + int(found["year"]) - paper.date.year) <= 5:
            place = whole(one, found, "year")
            yield Finding(f"{found[0]} is a year of two figures", place, (Fix(place, f"20{found['year']}"),))


def _mixed_time(paper: Paper) -> Iterator[Finding]:
    for one, found in search(paper.prose_with("午晚"), _TIME):
        yield Finding(f"{found[0]} names the part of the day and counts to 24", whole(one, found))


RULES = (
    Rule("GR670", REGULATION, "20", _impossible),
    Rule("GR671", REGULATION, "20", _weekday),
    Rule("GR672", REGULATION, "20", _reversed),
    Rule("GR673", NUMERALS, "4", _mixed_date),
    Rule("GR674", PRACTICE, "", _padded),
    Rule("GR675", PRACTICE, "", _number_day),
    Rule("GR676", NUMERALS, "5.1", _percent),
    Rule("GR677", PRACTICE, "", _about),
    Rule("GR678", PRACTICE, "", _times_less),
    Rule("GR679", NUMERALS, "5.1", _blank),
    Rule("GR701", REGULATION, "20", _deadline),
    Rule("GR702", REGULATION, "20", _plan),
    Rule("GR703", NUMERALS, "5.1", _short_year),
    Rule("GR704", PRACTICE, "", _mixed_time),
)

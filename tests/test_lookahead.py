"""Lookahead over the candidate marks of a document."""

from __future__ import annotations

import pytest

from govreport.grammar.grammar import grammar
from govreport.lines.lines import LONG, Line
from govreport.outline.candidates import Mark
from govreport.outline.lookahead import MANY, PARAGRAPH, Ahead, key_of
from govreport.outline.scanner import scan

CIRCLES = {ord("1"): "①", ord("2"): "②", ord("3"): "③", ord("4"): "④", ord("（"): None, ord("）"): None}


class Reading:
    """A text, its candidate marks in order, and what lies ahead of each."""

    def __init__(self, *lines: str) -> None:
        rows = [scan(Line(0, len(text), text), i, grammar()) for i, text in enumerate(lines)]
        self.ahead = Ahead(range(len(lines)), rows)
        self.marks: list[Mark] = [mark for row in rows for mark in row]


def test_marks_are_numbered_in_order() -> None:
    reading = Reading("一、甲", "正文", "二、乙，主要是：一是丙；二是丁")
    assert [(mark.text, mark.order) for mark in reading.marks] == [("一、", 0), ("二、", 1), ("一是", 2), ("二是", 3)]
    assert reading.ahead.lines == [0, 2, 2, 2]


@pytest.mark.parametrize(
    ("lines", "follows"),
    [
        pytest.param(["一、甲", "二、乙"], True, id="the next line"),
        pytest.param(["一、甲", "（一）乙", "（二）丙", "二、丁"], True, id="behind others"),
        pytest.param(["一、甲", "一、乙", "二、丙"], False, id="the series begins anew first"),
        pytest.param(["一、甲", "三、乙"], False, id="another ordinal"),
        pytest.param(["一、甲", "（二）乙"], False, id="another family"),
    ],
)
def test_a_second_follows(lines: list[str], follows: bool) -> None:
    reading = Reading(*lines)
    assert reading.ahead.follows(0, key_of(reading.marks[0]), 2) is follows


def test_families_of_one_series_count_together() -> None:
    reading = Reading("首先，甲。", "第二，乙。", "第三，丙。")
    assert reading.ahead.follows(0, key_of(reading.marks[0]), 2)
    assert len({key_of(mark) for mark in reading.marks}) == 1


def test_decimals_count_by_their_length() -> None:
    reading = Reading("1.1 甲", "1.1.2 乙")
    assert not reading.ahead.follows(0, key_of(reading.marks[0]), 2)
    assert reading.ahead.decimals == {(1, 1), (1, 1, 2)}


def test_the_next_on_the_same_line() -> None:
    reading = Reading("一是甲；二是乙。", "三是丙。")
    first, second, third = reading.marks
    assert reading.ahead.on_line(first, 2) == second.order
    assert reading.ahead.on_line(first, 3) is None
    assert reading.ahead.next(first.order, key_of(first), 3) == third.order


def test_the_line_of_the_next_mark_at_a_head() -> None:
    reading = Reading("一、甲", "正文。二、乙", "三、丙")
    assert reading.ahead.line_of_next(reading.marks[0]) == 2
    assert reading.ahead.line_of_next(reading.marks[-1]) is None


@pytest.mark.parametrize(
    ("lines", "returns"),
    [
        pytest.param(["2.甲", "1.乙", "2.丙", "3.丁", "3.戊"], True, id="the outer series goes on"),
        pytest.param(["2.甲", "1.乙", "2.丙", "3.丁"], False, id="the inner one goes on"),
    ],
)
def test_a_run_inside_a_run(lines: list[str], returns: bool) -> None:
    reading = Reading(*lines)
    assert reading.ahead.returns_to(reading.marks[1], 3) is returns


def test_a_run_inside_a_run_may_begin_anew_and_hold_what_counts_nothing() -> None:
    anew = Reading("2.甲", "1.乙", "2.丙", "1.丁", "2.戊", "3.己", "3.庚")
    assert anew.ahead.returns_to(anew.marks[1], 3)
    assert not anew.ahead.returns_to(anew.marks[1], 4)
    late = Reading("第二，甲。", "第一，乙。", "最后，丙。", "第二，丁。", "第三，戊。", "第三，己。")
    assert late.ahead.returns_to(late.marks[1], 3)


@pytest.mark.parametrize(
    ("lines", "before"),
    [
        pytest.param(["二、三产业", "三、乙", "二、丙"], True, id="the third comes first"),
        pytest.param(["二、三产业", "二、乙", "三、丙"], False, id="a second comes first"),
        pytest.param(["二、三产业", "二、乙"], False, id="a second alone"),
        pytest.param(["二、三产业", "三、乙"], True, id="a third alone"),
        pytest.param(["二、三产业", "一、乙"], True, id="neither comes"),
        pytest.param(
            ["三、甲", "二、乙", "二、三产业", "三、丙", "二、丁"], True, id="what came before does not count"
        ),
    ],
)
def test_one_ordinal_before_another(lines: list[str], before: bool) -> None:
    reading = Reading(*lines)
    (mark,) = [mark for mark in reading.marks if mark.listed]
    assert reading.ahead.follows_before(mark, 3, 2) is before


def enumeration(form: str, members: int, length: int) -> str:
    """A long line with this many members of this length, including marks."""
    marks = [form.replace("1", str(n)).replace("一", "一二三四五六七八九十"[n - 1 : n]) for n in range(1, members + 1)]
    return "".join(mark.ljust(length - 1, "甲") + "；" for mark in marks) + LONG * "乙"


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        pytest.param("第一条　甲", True, id="an article"),
        pytest.param("一、甲", False, id="a short line"),
        pytest.param("（1）甲", False, id="brackets in a short line"),
        pytest.param(enumeration("（一）", 4, PARAGRAPH), True, id="members as long as paragraphs"),
        pytest.param(enumeration("（一）", 4, PARAGRAPH - 1), False, id="shorter members"),
        pytest.param("总体要求" + enumeration("（一）", 4, PARAGRAPH), True, id="behind a heading"),
        pytest.param(
            "总体要求" + enumeration("（一）", 4, PARAGRAPH - 1), False, id="shorter members behind a heading"
        ),
        pytest.param(enumeration("（一）", 2, PARAGRAPH), True, id="two members"),
        pytest.param(enumeration("（一）", 1, PARAGRAPH), False, id="one alone"),
        pytest.param(enumeration("1.", MANY, 10), True, id="many members"),
        pytest.param(enumeration("1.", MANY - 1, 10), False, id="fewer members"),
        pytest.param(enumeration("（1）", MANY, PARAGRAPH), False, id="brackets"),
        pytest.param(enumeration("（1）", 4, PARAGRAPH + 2).translate(CIRCLES), False, id="circles"),
    ],
)
def test_a_series_inside_a_line_may_hold_paragraphs(line: str, holds: bool) -> None:
    reading = Reading(line)
    assert reading.ahead.holds_paragraphs(reading.marks[0]) is holds


def test_the_first_members_decide_the_length() -> None:
    """The first three of five members count: a sentence that ends in a long story is also one."""
    reading = Reading("（一）甲；（二）乙；（三）丙；（四）" + 5 * PARAGRAPH * "丁" + "；（五）戊")
    assert not reading.ahead.holds_paragraphs(reading.marks[0])


def test_marks_that_count_nothing_are_known_by_their_company() -> None:
    reading = Reading("●甲", "●乙", "——丙")
    assert [reading.ahead.company[key_of(mark)] for mark in reading.marks] == [2, 2, 1]


def test_articles_parted_by_a_blank_are_known() -> None:
    assert Reading("第一条　甲", "第二条　乙", "第三条　丙").ahead.parted == {"article"}
    assert Reading("第一条甲", "第二条乙", "第三条　丙").ahead.parted == frozenset()
    assert Reading("第一条　甲", "第二条　乙", "第三条丙").ahead.parted == {"article"}
    assert Reading("第一条　甲", "第二条乙").ahead.parted == frozenset()


def test_members_as_long_as_paragraphs_make_an_outline_of_a_line() -> None:
    prose = "各级行政机关坚持依法行政，推动任务落实，接受社会监督。"
    long, short = (Reading(f"（一）{prose * count}（二）{prose * count}（三）{prose * 20}") for count in (5, 1))
    assert long.ahead.holds_paragraphs(long.marks[0])
    assert not short.ahead.holds_paragraphs(short.marks[0])


def test_many_members_make_an_outline_of_a_line() -> None:
    clauses = "".join(f"{number}、推进落实；" for number in "一二三四五六七八九")
    many = Reading(f"任务如下。{clauses}十、落实；十一、落实；十二、落实；" + "各级行政机关坚持依法行政，" * 40)
    assert many.ahead.holds_paragraphs(many.marks[0])


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["2.甲", "1.乙", "2.丙"], id="nothing comes back"),
        pytest.param(["2.甲", "1.乙", "2.丙", "5.丁"], id="another number comes"),
    ],
)
def test_a_run_that_no_outer_one_explains(lines: list[str]) -> None:
    reading = Reading(*lines)
    assert not reading.ahead.returns_to(reading.marks[1], 3)

"""What comes later: lookahead over the candidate marks of a document."""

from __future__ import annotations

import pytest

from govreport.ahead import Ahead, key_of
from govreport.grammar import grammar
from govreport.lines import Line
from govreport.marks import Mark
from govreport.scanner import scan


class Reading:
    """A text, its candidate marks in order, and what lies ahead of each."""

    def __init__(self, *lines: str) -> None:
        rows = [scan(Line(0, len(text), text), i, grammar()) for i, text in enumerate(lines)]
        self.ahead = Ahead(range(len(lines)), rows)
        self.marks: list[Mark] = [mark for row in rows for mark in row]


def test_marks_are_numbered_as_they_stand() -> None:
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


def test_marks_that_count_nothing_are_known_by_their_company() -> None:
    reading = Reading("●甲", "●乙", "——丙")
    assert [reading.ahead.company[key_of(mark)] for mark in reading.marks] == [2, 2, 1]


def test_articles_parted_by_a_blank_are_known() -> None:
    assert Reading("第一条　甲", "第二条　乙", "第三条　丙").ahead.parted == {"article"}
    assert Reading("第一条甲", "第二条乙", "第三条　丙").ahead.parted == frozenset()

"""Lookahead over the candidate marks of a document."""

from __future__ import annotations

import pytest

from govreport.grammar.grammar import grammar
from govreport.lines.lines import Line
from govreport.outline.candidates import Candidate
from govreport.outline.lookahead import Lookahead
from govreport.outline.scanner import scan


class Reading:
    """A text, its candidate marks in order, and what follows each."""

    def __init__(self, *lines: str) -> None:
        rows = [scan(Line(0, len(text), text), i, grammar()) for i, text in enumerate(lines)]
        self.ahead = Lookahead(range(len(lines)), rows)
        self.marks: list[Candidate] = [mark for row in rows for mark in row]


@pytest.mark.parametrize(
    ("lines", "follows"),
    [
        pytest.param(["一、甲", "二、乙"], True, id="the next line"),
        pytest.param(["一、甲", "（一）乙", "（二）丙", "二、丁"], True, id="after others"),
        pytest.param(["一、甲", "一、乙", "二、丙"], False, id="the series restarts first"),
        pytest.param(["一、甲", "三、乙"], False, id="another ordinal"),
        pytest.param(["一、甲", "（二）乙"], False, id="another family"),
    ],
)
def test_a_second_follows(lines: list[str], follows: bool) -> None:
    reading = Reading(*lines)
    assert reading.ahead.follows(reading.marks[0].at, reading.marks[0].key, 2) is follows


def test_families_of_one_series_count_together() -> None:
    reading = Reading("首先，甲。", "第二，乙。", "第三，丙。")
    assert reading.ahead.follows(reading.marks[0].at, reading.marks[0].key, 2)
    assert len({mark.key for mark in reading.marks}) == 1


def test_decimals_count_by_their_length() -> None:
    reading = Reading("1.1 甲", "1.1.2 乙")
    assert not reading.ahead.follows(reading.marks[0].at, reading.marks[0].key, 2)
    assert reading.ahead.decimals == {(1, 1), (1, 1, 2)}


def test_the_next_on_the_same_line() -> None:
    reading = Reading("一是甲；二是乙。", "三是丙。")
    first, second, third = reading.marks
    assert reading.ahead.on_line(first, 2)
    assert not reading.ahead.on_line(first, 3)
    assert reading.ahead.next(first.at, first.key, 2) == second.at
    assert reading.ahead.next(first.at, first.key, 3) == third.at
    assert reading.ahead.next(third.at, third.key, 3) is None


def test_the_line_of_the_next_mark_at_a_head() -> None:
    reading = Reading("一、甲", "正文。二、乙", "三、丙")
    assert reading.ahead.line_of_next(reading.marks[0]) == 2
    assert reading.ahead.line_of_next(reading.marks[-1]) is None


@pytest.mark.parametrize(
    ("lines", "returns"),
    [
        pytest.param(["2.甲", "1.乙", "2.丙", "3.丁", "3.戊"], True, id="the outer series continues"),
        pytest.param(["2.甲", "1.乙", "2.丙", "3.丁"], False, id="the inner one continues"),
    ],
)
def test_a_run_inside_a_run(lines: list[str], returns: bool) -> None:
    reading = Reading(*lines)
    assert reading.ahead.returns_to(reading.marks[1], 3) is returns


def test_a_run_inside_a_run_may_restart_and_contain_marks_that_do_not_count() -> None:
    anew = Reading("2.甲", "1.乙", "2.丙", "1.丁", "2.戊", "3.己", "3.庚")
    assert anew.ahead.returns_to(anew.marks[1], 3)
    assert not anew.ahead.returns_to(anew.marks[1], 4)
    late = Reading("第二，甲。", "第一，乙。", "最后，丙。", "第二，丁。", "第三，戊。", "第三，己。")
    assert late.ahead.returns_to(late.marks[1], 3)


@pytest.mark.parametrize(
    ("lines", "again"),
    [
        pytest.param(["二、三产业", "三、乙", "二、丙"], False, id="the third comes first"),
        pytest.param(["二、三产业", "二、乙", "三、丙"], True, id="a second comes first"),
        pytest.param(["二、三产业", "二、乙"], True, id="a second alone"),
        pytest.param(["二、三产业", "二、三产业"], False, id="another list"),
        pytest.param(["二、乙", "二、三产业", "三、丙"], False, id="what came before does not count"),
    ],
)
def test_a_repeated_number(lines: list[str], again: bool) -> None:
    reading = Reading(*lines)
    listed = next(mark for mark in reading.marks if mark.listed)
    assert reading.ahead.comes_again(listed) is again


def test_the_next_at_a_head() -> None:
    reading = Reading("一、甲", "正文。二、乙", "三、丙")
    assert not reading.ahead.follows_at_head(reading.marks[0], 2)
    assert reading.ahead.follows_at_head(reading.marks[0], 3)
    assert not reading.ahead.follows_at_head(reading.marks[-1], 4)


def test_marks_that_count_nothing_are_known_by_the_marks_around_them() -> None:
    reading = Reading("●甲", "●乙", "——丙")
    assert reading.ahead.company == {"bullet": 2, "dash": 1}


def test_articles_separate_from_their_text_are_known() -> None:
    assert Reading("第一条　甲", "第二条　乙", "第三条　丙").ahead.spaced == {"article"}
    assert Reading("第一条甲", "第二条乙", "第三条　丙").ahead.spaced == frozenset()
    assert Reading("第一条　甲", "第二条　乙", "第三条丙").ahead.spaced == {"article"}
    assert Reading("第一条　甲", "第二条乙").ahead.spaced == frozenset()


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["2.甲", "1.乙", "2.丙"], id="nothing comes back"),
        pytest.param(["2.甲", "1.乙", "2.丙", "5.丁"], id="another number comes"),
    ],
)
def test_a_run_without_an_outer_one(lines: list[str]) -> None:
    reading = Reading(*lines)
    assert not reading.ahead.returns_to(reading.marks[1], 3)

"""Candidate marks: what is found in a line, its value and its place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given

from govreport.grammar.grammar import grammar
from govreport.lines.lines import Line
from govreport.lines.unwrap import logical_lines
from govreport.outline.candidates import BLANK, GLUED, HEAD, STOP, WEAK, Candidate
from govreport.outline.scanner import HEADING_MOST, scan
from govreport.testing import texts


def marks(text: str) -> Sequence[Candidate]:
    return scan(Line(0, len(text), text), 0, grammar())


@pytest.mark.parametrize(
    ("text", "family", "ordinal", "sub"),
    [
        ("第十二章　总则", "chapter", 12, None),
        ("第 一 章　总则", "chapter", 1, None),
        ("第三部分　总则", "part", 3, None),
        ("第十条之二　甲", "article", 10, 2),
        ("第 83-2 條 甲", "article", 83, 2),
        ("第二十-条　甲", "article", 21, None),
        ("第一百〇三条　甲", "article", 103, None),
        ("第二款　甲", "clause", 2, None),
        ("參、总则", "han_capital", 3, None),
        ("乙、总则", "stem", 2, None),
        ("廿一、总则", "han", 21, None),
        ("（ 十二 ）总则", "han_paren", 12, None),
        ("㈢总则", "han_paren", 3, None),
        ("三）总则", "han_paren", 3, None),
        ("１２．总则", "arabic", 12, None),
        ("⒓总则", "arabic", 12, None),
        ("⑿总则", "arabic_paren", 12, None),
        ("（１２）总则", "arabic_paren", 12, None),
        ("12)总则", "arabic_half", 12, None),
        ("㉑总则", "circled", 21, None),
        ("b.总则", "latin", 2, None),
        ("三是总则", "shi", 3, None),
        ("三要总则", "yao", 3, None),
        ("第三，总则", "di", 3, None),
        ("其三，总则", "qi", 3, None),
        ("首先，总则", "xian", 1, None),
        ("其次，总则", "xian", 2, None),
        ("再次，总则", "xian", 3, None),
        ("再其次，总则", "xian", 4, None),
        ("最后，总则", "xian", None, None),
        ("——总则", "dash", None, None),
        ("●总则", "bullet", None, None),
    ],
)
def test_families_and_values(text: str, family: str, ordinal: int | None, sub: int | None) -> None:
    (mark,) = marks(text)
    assert (mark.family.name, mark.ordinal, mark.sub, mark.head) == (family, ordinal, sub, True)


def test_a_decimal_has_all_its_parts() -> None:
    (mark,) = marks("1.2.03 总则")
    assert (mark.parts, mark.ordinal, mark.text) == ((1, 2, 3), 3, "1.2.03")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("一、甲（一）乙", ["一、"], id="directly after a word"),
        pytest.param("（一）1.甲", ["（一）", "1."], id="two marks at the head"),
        pytest.param("第一章　第一条　甲", ["第一章", "第一条"], id="an article after its chapter"),
        pytest.param("主要有：一是甲；二是乙，三是丙", ["一是", "二是", "三是"], id="after a clause"),
        pytest.param("一、甲　　（一）乙", ["一、", "（一）"], id="after a wide blank"),
        pytest.param("①甲②乙", ["①", "②"], id="circled figures count anywhere"),
        pytest.param("统一是甲，其他", [], id="inside words"),
        pytest.param("“一、甲”", [], id="in a quotation"),
        pytest.param("《一、甲》《二、乙》", [], id="in titles"),
        pytest.param("按照“甲，一、乙”，二、丙", ["二、"], id="after a quotation"),
        pytest.param("“甲，一、乙”和“丙”", [], id="in the first quotation"),
        pytest.param("依照第（三）项、（四）目", [], id="items that are cited"),
        pytest.param("依照（一）至（三）项", [], id="a range that is cited"),
        pytest.param("依照，（3）项、（4）项", [], id="items in figures that are cited"),
        pytest.param("甲A.乙1)丙", [], id="letters and half brackets after words"),
        pytest.param("（统一）部署", [], id="no numeral"),
        pytest.param("第二十条第（一）项规定", [], id="an item of an article"),
        pytest.param("第二十条（一）项规定", [], id="an item of an article, in short"),
        pytest.param("第一部分：总则", ["第一部分："], id="a part"),
        pytest.param("第1部分　总则", ["第1部分"], id="a part in figures"),
        pytest.param("第1部分：总则", [], id="a part of a standard"),
        pytest.param("一、：甲", ["一、"], id="another mark before a colon"),
    ],
)
def test_candidates(text: str, found: list[str]) -> None:
    """Without those that are glued to a word, which only a row can prove."""
    assert [mark.text for mark in marks(text) if mark.place > GLUED] == found


def test_an_article_directly_after_a_smaller_mark_does_not_begin_the_line() -> None:
    assert [mark.head for mark in marks("一、第八十三条所列事项")] == [True, False]
    assert [mark.head for mark in marks("第一章　第一条　甲")] == [True, True]
    assert [mark.head for mark in marks("第一条　第二条　甲")] == [True, False]
    assert [mark.head for mark in marks("第一条　一、甲")] == [True, True]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("一、甲", HEAD, id="head"),
        pytest.param("甲。一、乙", STOP, id="after a sentence"),
        pytest.param("甲：一、乙", STOP, id="after a colon"),
        pytest.param("“甲。”一、乙", STOP, id="after a quoted sentence"),
        pytest.param("（甲负责）一、乙", STOP, id="after a bracket"),
        pytest.param("某　　一、乙", STOP, id="after a wide blank"),
        pytest.param("甲。 一、乙", STOP, id="after a sentence and a blank"),
        pytest.param("“甲。” 一、乙", STOP, id="after a quoted sentence and a blank"),
        pytest.param("某 一、乙", BLANK, id="after one blank"),
        pytest.param("甲，一、乙", WEAK, id="after a comma"),
        pytest.param("“甲”一、乙", WEAK, id="after a quoted word"),
        pytest.param("重点工作一、乙", GLUED, id="after a word"),
        pytest.param("甲第二章　乙", GLUED, id="a chapter after a word"),
        pytest.param("包括①乙", WEAK, id="a circled figure after a word: no word contains it"),
    ],
)
def test_the_place_of_a_candidate(text: str, place: int) -> None:
    assert [mark.place for mark in marks(text)] == [place]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("一、总体要求（一）指导思想1.依法行政", "一、 （一） 1.", id="headings one after the other"),
        pytest.param("一、总体要求。坚持（一）丙", "一、 （一）", id="after a word of the text"),
        pytest.param("一、要求，二、目标，三、举措", "一、 二、 三、", id="each is found once"),
        pytest.param("一、总体要求（三）项规定", "一、", id="a citation"),
        pytest.param("工作要求第一，加强领导", "第一，", id="a first point after a title"),
        pytest.param("甲第〇〇条　丙", "", id="no numeral"),
    ],
)
def test_candidates_after_words_are_found_in_any_line(text: str, found: str) -> None:
    assert " ".join(mark.text for mark in marks(text)) == found


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("第一条　甲", True),
        ("第一条甲", False),
        ("第一条", True),
        ("第 一条甲", True),
        ("第1 条甲", False),
        ("第一条（甲）", True),
        ("第一条：甲", True),
        ("一、甲", False),
    ],
)
def test_what_separates_a_mark_from_its_text_is_noted(text: str, spaced: bool) -> None:
    assert [mark.spaced for mark in marks(text)] == [spaced]


@pytest.mark.parametrize(
    ("text", "padded", "tail"),
    [
        ("1.2 甲乙丙", False, 4),
        ("01.2 甲乙丙", True, 4),
        ("1.2 甲乙丙。丁", False, HEADING_MOST),
        (f"1.2 {HEADING_MOST * '甲'}。丁", False, HEADING_MOST + 3),
    ],
)
def test_a_decimal_has_the_rest_of_its_line(text: str, padded: bool, tail: int) -> None:
    assert [(mark.padded, mark.tail) for mark in marks(text)] == [(padded, tail)]


@pytest.mark.parametrize(
    ("text", "mark", "bare"),
    [("一　总则", "一", True), ("一、总则", "一、", False), ("甲　总则", "甲", True), ("甲、总则", "甲、", False)],
)
def test_a_numeral_that_a_blank_closes_is_noted(text: str, mark: str, bare: bool) -> None:
    assert [(found.text, found.bare) for found in marks(text)] == [(mark, bare)]


def test_a_line_that_may_go_on_a_sentence_makes_its_marks_doubtful() -> None:
    line = Line(0, 9, "（一）甲，一是乙")
    assert [mark.doubtful for mark in scan(line, 0, grammar())] == [False, False]
    line.doubtful = True
    assert [mark.doubtful for mark in scan(line, 0, grammar())] == [True, False]


def test_a_numeral_after_a_mark_is_noted() -> None:
    assert [mark.listed for mark in marks("二、三产业")] == [True]
    assert [mark.listed for mark in marks("二、产业")] == [False]


@given(texts())
def test_marks_are_in_order_apart_and_have_a_value(text: str) -> None:
    lines, _ = logical_lines(text, grammar())
    for index, line in enumerate(lines):
        end = 0
        for mark in scan(line, index, grammar()):
            assert end <= mark.begin < mark.end <= len(line.text)
            assert line.text[mark.begin : mark.end] == mark.text
            assert mark.line == index
            assert mark.head is (mark.place == HEAD)
            assert mark.ordinal is not None or mark.family.name in {"dash", "bullet", "xian"}
            end = mark.end


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("第一万条　甲", [], id="ten thousand"),
        pytest.param("一二三四、甲", ["一二三四、"], id="digits in a row"),
        pytest.param("（一）第十千百条　甲", ["（一）"], id="a numeral without a value"),
    ],
)
def test_text_that_never_counts_is_not_a_candidate(text: str, found: list[str]) -> None:
    assert [mark.text for mark in marks(text)] == found


def test_a_line_without_breaks_shows_all_its_marks() -> None:
    prose = "各级行政机关坚持依法行政，" * 20
    text = f"某市条例 第一章 总则 第一条 {prose}第二条 {prose}"
    assert [(mark.text, mark.spaced) for mark in marks(text)] == [("第一章", True), ("第一条", True), ("第二条", True)]


def test_marks_show_what_they_are() -> None:
    assert [repr(mark) for mark in marks("一、甲")] == ["<Candidate han 1 line 0:0>"]

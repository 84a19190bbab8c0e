"""The ends of headings, and text that looks like a heading."""

from __future__ import annotations

import pytest

from govreport.outline.headings import LONGEST, may_be_plain_heading, names_front_part, readings


def read(text: str, *, at_mark: bool = False, article: bool = False) -> str:
    """The readings of a text: what ends each, the phrase, and how much text follows."""
    found = readings(text, 0, len(text), at_mark=at_mark, article=article)
    return " ".join(f"{one.form}:{one.phrase}+{one.rest}" for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("加强组织领导", "line:加强组织领导+0", id="a separate line"),
        pytest.param("　加强组织领导 ", "line:加强组织领导+0", id="blanks at the ends"),
        pytest.param("加强组织领导：", "line:加强组织领导+0", id="closed by a colon"),
        pytest.param("加强组织领导。", "sentence:加强组织领导+0", id="the line with its stop"),
        pytest.param("加强组织领导。成立领导小组。", "stop:加强组织领导+7", id="a stop in the line"),
        pytest.param("为什么要改革？", "line:为什么要改革？+0", id="a question"),
        pytest.param("总　　则", "line:总　　则+0", id="one word, spread by wide blanks"),
        pytest.param(
            "加强领导　　成立小组", "blank:加强领导+4 line:加强领导　　成立小组+0 spaced:加强领导+4", id="a wide blank"
        ),
        pytest.param("加强领导 成立专门小组。", "sentence:加强领导 成立专门小组+0 spaced:加强领导+7", id="one blank"),
        pytest.param(
            "总体情况 2024年，全市平稳。",
            "sentence:总体情况 2024年，全市平稳+0 begun:总体情况+11",
            id="a blank and a year",
        ),
        pytest.param("", "", id="nothing"),
        pytest.param(" \u3000", "", id="blanks"),
        pytest.param("：", "", id="a colon alone"),
        pytest.param("坚持问题导向，", "", id="a comma at the end"),
        pytest.param("，加强组织领导。成立领导小组。", "", id="after a comma"),
        pytest.param("要坚决落实！不得有误。", "", id="an exclamation"),
        pytest.param("坚" * (LONGEST + 1), "", id="too long"),
    ],
)
def test_readings(text: str, expected: str) -> None:
    assert read(text) == expected


def test_the_next_mark_may_end_a_heading() -> None:
    assert read("总则", at_mark=True) == "mark:总则+0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("【立法目的】为规范工作，制定本办法。", "titled:【立法目的】+12"),
        ("（目的）　为规范工作，制定本办法。", "titled:（目的）+12"),
        ("总则", "line:总则+0"),
    ],
)
def test_an_article_may_have_its_heading_in_brackets(text: str, expected: str) -> None:
    assert read(text, article=True) == expected


@pytest.mark.parametrize("text", ["前言", "摘　要", "结束语", "結語", "附则"])
def test_customary_headings(text: str) -> None:
    assert names_front_part(text)


@pytest.mark.parametrize("text", ["总体要求", "前言部分的说明", "", "我的前言"])
def test_other_headings(text: str) -> None:
    assert not names_front_part(text)


@pytest.mark.parametrize(
    "text", ["加强组织领导", "深化改革，扩大开放", "加强组织领导。", "何为法治？", "展望2035", "「以结果为目标」"]
)
def test_lines_that_may_be_headings_without_a_mark(text: str) -> None:
    assert may_be_plain_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "甲",
        "坚" * 41,
        "办结案件318件",
        "主要有：",
        "坚持问题导向，",
        "甲。乙",
        "（一次通过）",
        "图1 流程",
        "表一 任务",
        "<div>",
        "要落实！",
        "下面，讲一讲农业",
        "今后三年合共提供10",
        "“案件的受理",
    ],
)
def test_lines_that_are_not_headings(text: str) -> None:
    assert not may_be_plain_heading(text)

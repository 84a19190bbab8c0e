"""The ends of headings, and text that looks like a heading."""

from __future__ import annotations

import pytest

from govreport.outline.headings import (
    OWN_LINE_MOST,
    RUN_IN_MOST,
    heading_place,
    may_be_plain_heading,
    names_front_part,
    thesis_place,
)


def read(text: str, family: str = "han") -> tuple[str, str, bool] | None:
    """Heading, stop and whether the body continues after it."""
    place = heading_place(text, 0, len(text), family)
    return None if place is None else (text[place.begin : place.end], text[place.end : place.stop], place.run_in)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        pytest.param("加强组织领导", ("加强组织领导", "", False), id="a line of its own"),
        pytest.param("　加强组织领导 ", ("加强组织领导", "", False), id="blanks at the ends"),
        pytest.param("加强组织领导。", ("加强组织领导", "。", False), id="closed by a stop"),
        pytest.param("加强组织领导。成立领导小组。", ("加强组织领导", "。", True), id="run in"),
        pytest.param("加强组织领导：", ("加强组织领导", "：", False), id="closed by a colon"),
        pytest.param("为什么要改革？", ("为什么要改革？", "", False), id="a question"),
        pytest.param("加强领导　　成立小组。开会。", ("加强领导", "", True), id="a wide blank"),
        pytest.param("总　　则", ("总　　则", "", False), id="one word, spread by wide blanks"),
        pytest.param(
            "压实责任，加强领导　　" + "各级机关坚持依法行政" * 4,
            ("压实责任，加强领导", "", True),
            id="a wide blank after a clause, without any stop",
        ),
        pytest.param(
            "压实责任，加强领导，完善制度。成立小组。", ("压实责任，加强领导，完善制度", "。", True), id="in parallel"
        ),
    ],
)
def test_headings(text: str, heading: tuple[str, str, bool]) -> None:
    assert read(text) == heading


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \u3000", id="blanks"),
        pytest.param("办结案件318件。开展检查。", id="facts"),
        pytest.param("完成投资3.5亿元。", id="an amount"),
        pytest.param("有关情况如下：", id="what leads in a list"),
        pytest.param("坚持问题导向；", id="a clause"),
        pytest.param("坚持问题导向，", id="a comma at the end"),
        pytest.param("：", id="a colon alone"),
        pytest.param("，加强组织领导。成立领导小组。", id="after a comma"),
        pytest.param("要坚决落实！不得有误。", id="an exclamation"),
        pytest.param("坚" * (RUN_IN_MOST + 1) + "。推进。", id="too long to run in"),
        pytest.param("坚" * (OWN_LINE_MOST + 1), id="too long for a line of its own"),
    ],
)
def test_lines_that_are_not_headings(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("【立法目的】为规范工作，制定本办法。", ("【立法目的】", "", True)),
        ("（目的）　为规范工作，制定本办法。", ("（目的）", "", True)),
        ("为规范工作，制定本办法。", None),
        ("总则", None),
    ],
)
def test_an_article_has_a_heading_in_brackets_or_none(text: str, heading: tuple[str, str, bool] | None) -> None:
    assert read(text, "article") == heading


def test_a_heading_ends_at_the_next_mark() -> None:
    text = "总则第一条"
    place = heading_place(text, 0, 2, "chapter")
    assert place is not None
    assert (place.begin, place.end) == (0, 2)


@pytest.mark.parametrize("text", ["前言", "摘　要", "结束语", "結語", "附则"])
def test_customary_headings(text: str) -> None:
    assert names_front_part(text)


@pytest.mark.parametrize("text", ["总体要求", "前言部分的说明", "", "我的前言"])
def test_other_headings(text: str) -> None:
    assert not names_front_part(text)


@pytest.mark.parametrize(
    ("text", "thesis"),
    [
        ("创新是第一动力。要加强研发。", "创新是第一动力"),
        ("创新是第一动力。", None),
        ("创新是动力，人才是根本。要加强研发。", None),
        ("加强研发。要增加投入。", None),
        ("这是3个项目。要加快推进。", None),
        ("创新" * 20 + "是动力。要加强研发。", None),
    ],
)
def test_theses(text: str, thesis: str | None) -> None:
    place = thesis_place(text, 0, len(text))
    assert (text[place.begin : place.end] if place else None) == thesis


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
def test_lines_that_are_no_headings(text: str) -> None:
    assert not may_be_plain_heading(text)

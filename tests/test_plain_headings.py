"""Decisions from siblings: headings, lists and tables."""

from __future__ import annotations

import pytest

import govreport
from govreport.lines.lines import Line
from govreport.lines.tables import tables

PROSE = "成立领导小组，定期召开会议，研究解决推进工作中的困难和问题，压实各级各部门责任。"
PARAGRAPH = 2 * PROSE
TOPICS = ["加强领导", "强化监督", "推进公开", "深化普法", "抓好落实"]


def headings(*texts: str) -> list[str | None]:
    """The headings of all units, in order."""
    found = [unit.heading for unit in govreport.parse("\n".join(texts)).search()]
    return [heading.text if heading else None for heading in found]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["一、甲乙", PROSE, "二、丙丁", PROSE], ["甲乙", "丙丁"], id="separate lines"),
        pytest.param(["一、甲乙。" + PROSE, "二、丙丁。" + PROSE], ["甲乙", "丙丁"], id="run in"),
        pytest.param(["1.修订1件；", "2.清理3件；", "3.公布2份。"], [None] * 3, id="a list of facts"),
        pytest.param(["一是甲乙。" + PROSE, "二是丙丁。" + PROSE], ["甲乙", "丙丁"], id="items with headings"),
        pytest.param(["一是推进甲，二是落实乙，三是完成丙。"], [None] * 3, id="items in a sentence"),
        pytest.param(["第一章　总则", "第一条　甲。", "第二条　乙。"], ["总则", None, None], id="articles"),
        pytest.param(
            ["第一条　下列情形：", "（一）甲乙；", "（二）丙丁。"], [None] * 3, id="provisions under an article"
        ),
        pytest.param(
            ["（一）甲乙。" + PROSE, *[f"（{n}）办结{n}件，完成率百分之百。" for n in "二三四五六"]],
            [None] * 6,
            id="most of a row have no heading",
            marks=pytest.mark.xfail(reason="a short phrase before a long text outweighs its siblings", strict=True),
        ),
    ],
)
def test_a_row_is_headed_alike(texts: list[str], expected: list[str | None]) -> None:
    assert headings(*texts) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ["现将情况报告如下。", "加强领导", PROSE, "完善制度", PROSE, "深化普法", PROSE],
            ["加强领导", "完善制度", "深化普法"],
            id="they take turns with paragraphs",
        ),
        pytest.param(["现将情况报告如下。", "加强领导", PROSE], [], id="one alone"),
        pytest.param(
            [PARAGRAPH, *(text for topic in TOPICS for text in (f"{topic}。", PARAGRAPH))],
            TOPICS,
            id="sentences in company",
        ),
        pytest.param(
            [PARAGRAPH, *(text for topic in TOPICS for text in (f"{topic}。", PARAGRAPH, PARAGRAPH))],
            [],
            id="sentences that do not take turns with paragraphs",
        ),
        pytest.param(["现将情况报告如下。", "前言", PROSE, "结语", PROSE], ["前言", "结语"], id="customary"),
        pytest.param(
            ["第一条　甲。", "加强领导", PROSE, "第二条　乙。", "完善制度", PROSE, "第三条　丙。"],
            [None] * 3,
            id="a statute",
        ),
    ],
)
def test_headings_without_a_number(texts: list[str], expected: list[str | None]) -> None:
    assert headings(*texts) == expected


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param(["甲", "姓名|人数|备注", "李某|3|无", "乙"], [range(1, 3)], id="rows of cells"),
        pytest.param(["<table>", "<tr><td>甲</td></tr>", "</table>", "乙"], [range(3)], id="markup"),
        pytest.param(["<table>", "甲"], [], id="markup that never ends"),
        pytest.param(["甲，首页|政务公开|要闻", "乙"], [], id="one line with bars is a sentence"),
        pytest.param(["首页|政务公开", "甲|乙"], [], id="one bar makes no cells"),
        pytest.param(["甲|乙|丙", "丁|戊|己", "庚", "|辛|", "|壬|"], [range(2), range(3, 5)], id="two tables"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_tables(texts: list[str], found: list[range]) -> None:
    lines = [Line(0, len(text), text) for text in texts]
    assert list(tables(range(len(lines)), lines)) == found


def test_the_paragraph_after_a_list_belongs_to_its_parent() -> None:
    report = govreport.parse(
        "\n".join(["一、甲", "事项如下：", "1.修订1件；", "2.清理3件；", "3.公布2份。", "均已公开。", "二、乙", PROSE])
    )
    first = report.sections[0]
    assert [block.path for block in first.blocks] == ["1/p1", "1/1", "1/2", "1/3", "1/p2"]


def test_a_table_is_a_block_of_the_unit_above_it() -> None:
    report = govreport.parse("一、情况\n指标如下。\n|项目|数量|\n|:--|--:|\n|会议|6次|\n二、计划\n" + PROSE)
    _, table = report.sections[0].blocks
    assert isinstance(table, govreport.Table)
    assert (table.path, table.rows) == ("1/t1", (("项目", "数量"), ("会议", "6次")))
    assert report.text_of(table) == "|项目|数量|\n|:--|--:|\n|会议|6次|"
    assert report.sections[1].path == "2"


def test_a_page_number_does_not_break_a_table() -> None:
    lines = ["一、情况", "项目|数量|比例", "会议|6次|1%", "— 3 —", "培训|8次|2%", "二、计划", PROSE]
    report = govreport.parse("\n".join(lines))
    (table,) = report.sections[0].blocks
    assert isinstance(table, govreport.Table)
    assert [row[0] for row in table.rows] == ["项目", "会议", "培训"]
    assert [report.source.text[start:end] for start, end in table.pieces] == [
        "项目|数量|比例",
        "会议|6次|1%",
        "培训|8次|2%",
    ]
    assert [line.text for line in report.boilerplate] == ["— 3 —"]


def test_lines_without_stops_are_not_headings() -> None:
    """Where no paragraph ends with a stop, a short line without one heads nothing; a number still shows a heading."""
    long = "各级行政机关坚持依法行政推动各项任务落实到位并且接受社会监督切实保障人民群众的合法权益"
    short = "推动任务落实并且接受社会监督切实保障"
    texts = [line for number in "一二三四五六七八九" for line in (f"{number}、{short}", long, long, "任务已经完成")]
    assert headings("工作报告", PARAGRAPH, *texts) == [short] * 9

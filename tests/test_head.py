"""The head of a document: what each of its first lines is."""

from __future__ import annotations

import pytest

import govreport
from readings import drafts

BODY = [
    "为规范工作，现就有关事项通知如下。",
    "一、总则",
    "加强领导，压实责任。",
    "二、附则",
    "本通知自印发之日起施行。",
]


def head(*texts: str) -> list[str]:
    """The roles of the lines up to the body."""
    (part, draft), *_ = drafts("\n".join([*texts, *BODY]))
    roles = [draft.roles.get(i, "") for i in range(part.end)]
    return roles[: roles.index("")]


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        pytest.param([], "", id="no head"),
        pytest.param(["某市人民政府关于安全生产的通知"], "TITLE", id="a title"),
        pytest.param(
            ["某市人民政府", "关于加强安全生产", "工作的通知"], "TITLE TITLE TITLE", id="a title on three lines"
        ),
        pytest.param(
            ["某市人民政府关于加强安全生产", "", "和消防工作的通知"], "TITLE TITLE", id="a blank line inside a title"
        ),
        pytest.param(["某政发〔2025〕3号", "关于安全生产的通知"], "DOCUMENT_NUMBER TITLE", id="number first"),
        pytest.param(["关于安全生产的通知", "某政发〔2025〕3号"], "TITLE DOCUMENT_NUMBER", id="title first"),
        pytest.param(
            ["關於安全生產的通知", "府法綜字第1130001號", "各縣市政府："],
            "TITLE DOCUMENT_NUMBER ADDRESSEE",
            id="traditional script",
        ),
        pytest.param(
            ["关于安全生产的通知", "各区人民政府，市政府各部门："], "TITLE ADDRESSEE", id="several addressees"
        ),
        pytest.param(
            ["某市法治政府建设条例", "（2024年1月15日市人民代表大会常务委员会第四次会议通过）"],
            "TITLE SUBTITLE",
            id="adopted",
        ),
        pytest.param(
            ["政府工作报告", "——2025年1月6日在市第十六届人民代表大会上", "市长　李某", "各位代表："],
            "TITLE SUBTITLE SUBTITLE ADDRESSEE",
            id="a speech",
        ),
        pytest.param(
            ["索引号：1144", "发文日期：2025-01-06", "关于安全生产的通知"], "FIELD FIELD TITLE", id="metadata"
        ),
        pytest.param(["索引号：", "1144", "关于安全生产的通知"], "FIELD FIELD TITLE", id="a value on the next line"),
        pytest.param(["关于安全生产的通知", "2025年1月6日", "各区人民政府："], "TITLE SUBTITLE ADDRESSEE", id="a date"),
        pytest.param(["关于安全生产的通知", "二〇二五年一月六日"], "TITLE SUBTITLE", id="a date in characters"),
        pytest.param(
            ["政府工作报告", "——2025年1月6日在会议上", "市长　李某", "政府工作报告", "市长　李某", "各位代表："],
            "TITLE SUBTITLE BOILERPLATE BOILERPLATE SUBTITLE ADDRESSEE",
            id="a title and its speaker twice",
        ),
        pytest.param(
            ["政府工作报告", "市长李某在会议上所作的报告全文如下，请认真学习贯彻落实。", "各位代表："],
            "TITLE BOILERPLATE ADDRESSEE",
            id="the description of a speech on a page",
        ),
        pytest.param(["【打印】", "关于安全生产的通知"], "BOILERPLATE TITLE", id="tools of a page"),
        pytest.param(
            ["关于安全生产的通知", "来源：本网", "关于安全生产的通知"], "TITLE FIELD BOILERPLATE", id="a title twice"
        ),
        pytest.param(
            ["首页", "某市要闻", "安全生产工作方案"], "BOILERPLATE BOILERPLATE TITLE", id="the name of a page"
        ),
        pytest.param(
            ["关于安全生产的通知", "目录", "一、总则………1", "二、职责………2", "三、附则………3"],
            "TITLE CONTENTS CONTENTS CONTENTS CONTENTS",
            id="a table of contents",
        ),
    ],
)
def test_heads(lines: list[str], roles: str) -> None:
    assert head(*lines) == roles.split()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("一、总体要求", id="a mark"),
        pytest.param("2024年，全市完成了各项任务。", id="a sentence"),
        pytest.param("现将有关情况报告如下：", id="the introduction of a list is not an addressee"),
        pytest.param("前言", id="a customary heading"),
    ],
)
def test_the_body_begins(line: str) -> None:
    assert head("关于安全生产的通知", line) == ["TITLE"]


def test_the_head_ends_with_the_addressee() -> None:
    assert head("关于安全生产的通知", "各区人民政府：", "关于安全生产的说明") == ["TITLE", "ADDRESSEE"]


def test_a_chapter_printed_alone_has_its_number_in_the_title() -> None:
    report = govreport.parse("4.市场监管\n本章说明如下。\n4-1 甲\n正文。\n4-2 乙\n正文。")
    assert report.title is not None
    assert report.title.text == "4.市场监管"
    assert [unit.title for unit in report.sections] == ["4-1 甲", "4-2 乙"]


def test_a_text_without_the_end_of_a_head_has_no_head() -> None:
    names = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"
    report = govreport.parse("\n".join([*(f"栏目{name}" for name in names), *BODY]))
    assert report.title is None
    assert len(report.body) == len(names) + 3

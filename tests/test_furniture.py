"""Boilerplate removed before the lines are read: markup, hashes of Markdown, page numbers."""

from __future__ import annotations

import pytest

import govreport
from govreport import Diagnostic, Span
from govreport.grammar.grammar import grammar
from govreport.lines.format_hints import Evidence
from govreport.lines.furniture import LONGEST_COMMENT, Sifted
from govreport.lines.lines import physical_lines

PAGES = "\n".join(f"正文{line}，\n正文，\n正文，\n正文。\n{line}" for line in (1, 2, 3))
COMMENT = "<!-- 甲\n" + "乙\n" * 3 + "丙 -->\n正文"


def sift(text: str) -> tuple[list[str], list[str]]:
    sifted = Sifted(physical_lines(text, grammar()), grammar())
    return [line.text for line in sifted.lines], [line.text for line in sifted.noise]


def set_aside(text: str) -> list[Diagnostic]:
    return [one for one in govreport.parse(text).diagnostics if one.code == "GR303"]


@pytest.mark.parametrize(
    ("text", "lines", "noise"),
    [
        pytest.param("## 一、总则", ["一、总则"], ["##"], id="hashes before a heading"),
        pytest.param("#一、总则", ["#一、总则"], [], id="a hash without a blank"),
        pytest.param("<p>一、总则</p>", ["一、总则"], ["<p>", "</p>"], id="tags at both ends"),
        pytest.param("正文<br/><br/>", ["正文"], ["<br/><br/>"], id="several tags"),
        pytest.param("<U+00A0>正文", ["正文"], ["<U+00A0>"], id="an escaped blank"),
        pytest.param("<div>\n正文", ["正文"], ["<div>"], id="a tag on its own line"),
        pytest.param("<br><U+00A0></p>\n正文", ["正文"], ["<br><U+00A0></p>"], id="tags of several kinds and no text"),
        pytest.param("<table>\n<tr><td>甲</td></tr>", ["<table>", "<tr><td>甲</td></tr>"], [], id="a table"),
        pytest.param("<姓名>填写", ["<姓名>填写"], [], id="angle brackets in the text"),
        pytest.param("若1<2，则<b>甲", ["若1<2，则<b>甲"], [], id="a tag inside a line"),
        pytest.param("甲\n---\n乙", ["甲", "乙"], ["---"], id="a rule"),
        pytest.param(COMMENT, ["正文"], ["<!-- 甲", "乙", "乙", "乙", "丙 -->"], id="a comment over several lines"),
        pytest.param("— 3 —\n正文", ["正文"], ["— 3 —"], id="a page number in dashes"),
        pytest.param("第3页 共12页\n正文", ["正文"], ["第3页 共12页"], id="a page number in words"),
        pytest.param("3\n正文", ["3", "正文"], [], id="a figure alone"),
        pytest.param("1\n甲\n2\n乙\n3", ["1", "甲", "2", "乙", "3"], [], id="figures too near each other"),
    ],
)
def test_boilerplate(text: str, lines: list[str], noise: list[str]) -> None:
    assert sift(text) == (lines, noise)


METADATA = ["title: 某省水资源条例", "date: 2021-03-01", "category:", "  - 地方性法规"]


def test_metadata_before_a_markdown_text_is_front_matter() -> None:
    text = "\n".join(
        [
            "---",
            *METADATA,
            "---",
            "",
            "::: details 目录",
            "",
            "[[toc]]",
            "",
            ":::",
            "",
            "第一条 为节约用水，制定本条例。",
        ]
    )
    report = govreport.parse(text)
    assert [(field.key, field.value) for field in report.front_matter] == [
        ("title", "某省水资源条例"),
        ("date", "2021-03-01"),
        ("category", ""),
        ("", "- 地方性法规"),
    ]
    assert [piece.text for piece in report.boilerplate] == ["---", "---", "::: details 目录", "[[toc]]", ":::"]


@pytest.mark.parametrize(
    "after", [["正文。"], ["第一条 为节约用水，制定本条例。", "---"]], ids=["unclosed", "around text"]
)
def test_rules_that_enclose_no_metadata_are_rules(after: list[str]) -> None:
    lines, noise = sift("\n".join(["---", *METADATA, *after]))
    assert set(noise) == {"---"}
    assert lines[0] == METADATA[0]


def test_bare_page_numbers_count_up_far_apart() -> None:
    lines, noise = sift(PAGES)
    assert noise == ["1", "2", "3"]
    assert all("正文" in line for line in lines)


HEAD = "某省人民政府公报"


def pages(head: str, lines: int) -> str:
    return "\n".join(f"{head}\n" + f"第{page}页的正文，\n" * lines + f"— {page} —" for page in (1, 2, 3, 4))


def test_running_heads() -> None:
    lines, noise = sift(pages(HEAD, 9))
    assert noise == ["— 1 —", HEAD, "— 2 —", HEAD, "— 3 —", HEAD, "— 4 —"]
    assert lines[0] == HEAD  # above the first page it may be the title


def test_cells_next_to_the_numbers_of_rows_are_not_running_heads() -> None:
    lines, noise = sift(pages("已发布", 5))
    assert noise == ["— 1 —", "— 2 —", "— 3 —", "— 4 —"]
    assert lines.count("已发布") == 4


LONG = [f"第{number}段：" + "各级行政机关要严格依法履行职责，全面推进法治政府建设。" * 5 for number in range(12)]


def test_a_page_that_is_printed_again() -> None:
    lines, noise = sift("\n".join(["标题", *LONG, "上一页 1 2 下一页", *LONG, "结尾"]))
    assert lines == ["标题", *LONG, "结尾"]
    assert noise == ["上一页 1 2 下一页", *LONG]


def test_a_repeated_paragraph_is_kept() -> None:
    lines, noise = sift("\n".join([*LONG, *LONG[:3], "结尾"]))
    assert lines == [*LONG, *LONG[:3], "结尾"]
    assert noise == []


def test_an_unclosed_comment_is_text() -> None:
    lines, noise = sift("<!-- 甲\n" + "乙\n" * (LONGEST_COMMENT + 1) + "丙 -->")
    assert noise == ["<!-- 甲"]
    assert lines[-1] == "丙 -->"


def test_removed_text_keeps_its_span() -> None:
    text = "  <p>一、总则</p>\n## 二、附则"
    sifted = Sifted(physical_lines(text, grammar()), grammar())
    for line in (*sifted.lines, *sifted.noise):
        assert text[line.start : line.end] == line.text


def test_a_form_under_its_own_label_is_not_a_page_printed_again() -> None:
    text = "\n".join(["附件1", "甲类单位承诺书", *LONG, "附件2", "乙类单位承诺书", *LONG])
    lines, noise = sift(text)
    assert lines == text.split("\n")
    assert noise == []


def test_a_page_that_begins_with_its_navigation_is_printed_again_at_any_place() -> None:
    page = ["当前位置：首页 > 公报", *LONG]
    lines, noise = sift("\n".join([*page, "第二页的正文与第一页不同。", *page, "结尾"]))
    assert lines == [*page, "第二页的正文与第一页不同。", "结尾"]
    assert noise == page


def test_a_page_is_printed_again_after_its_copy() -> None:
    lines, noise = sift("\n".join([*LONG, "首页 1 2 3 尾页，共3页", *LONG, "— 2 —", *LONG, "结尾"]))
    assert lines == [*LONG, "首页 1 2 3 尾页，共3页", *LONG, "结尾"]
    assert noise == ["— 2 —", *LONG]


def test_long_boilerplate_is_reported_with_its_reason() -> None:
    text = "\n".join(["标题", *LONG, "上一页 1 2 下一页", *LONG, "结尾"])
    (copy,) = set_aside(text)
    assert (
        copy.message
        == "1,670 characters are boilerplate: a page printed again, which repeats 第0段：各级行政机关要严格依法履"
    )
    assert text[copy.span.start : copy.span.end] == "\n".join(LONG)
    comment = "<!--\n" + "\n".join(LONG) + "\n-->"
    (comments,) = set_aside(f"一、甲\n{comment}\n二、乙")
    assert comments.message.endswith("left-overs of markup")
    foot = "".join(f"版权所有 {'某市人民政府' * n}\n" for n in range(1, 9))
    text = f"一、甲\n乙。\n{foot}"
    (frame,) = set_aside(text)
    assert frame.message.endswith("what frames the document on its page")
    assert not set_aside(f"一、甲\n乙。\n{COMMENT}\n二、丙")


def test_what_a_file_sets_outside_its_text_is_reported() -> None:
    aside = "页眉" * 101
    evidence = Evidence(boilerplate=(Span(0, len(aside)),))
    found = [
        one for one in govreport.parse(f"{aside}\n一、甲\n乙。", evidence=evidence).diagnostics if one.code == "GR303"
    ]
    assert [one.message for one in found] == [
        "202 characters are boilerplate: what the file itself sets outside its text"
    ]

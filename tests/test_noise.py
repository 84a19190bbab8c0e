"""What is set aside before the lines are read: markup, hashes of Markdown, page numbers."""

from __future__ import annotations

import pytest

from govreport.grammar import grammar
from govreport.lines import physical_lines
from govreport.noise import LONGEST_COMMENT, Sifted

PAGES = "\n".join(f"正文{line}，\n正文，\n正文，\n正文。\n{line}" for line in (1, 2, 3))
COMMENT = "<!-- 甲\n" + "乙\n" * 3 + "丙 -->\n正文"


def sift(text: str) -> tuple[list[str], list[str]]:
    sifted = Sifted(physical_lines(text, grammar()), grammar())
    return [line.text for line in sifted.lines], [line.text for line in sifted.noise]


@pytest.mark.parametrize(
    ("text", "lines", "noise"),
    [
        pytest.param("## 一、总则", ["一、总则"], ["##"], id="hashes before a heading"),
        pytest.param("#一、总则", ["#一、总则"], [], id="a hash without a blank"),
        pytest.param("<p>一、总则</p>", ["一、总则"], ["<p>", "</p>"], id="tags at both ends"),
        pytest.param("正文<br/><br/>", ["正文"], ["<br/><br/>"], id="several tags"),
        pytest.param("<U+00A0>正文", ["正文"], ["<U+00A0>"], id="an escaped blank"),
        pytest.param("<div>\n正文", ["正文"], ["<div>"], id="a tag on its own line"),
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
def test_what_is_set_aside(text: str, lines: list[str], noise: list[str]) -> None:
    assert sift(text) == (lines, noise)


def test_bare_page_numbers_count_up_far_apart() -> None:
    lines, noise = sift(PAGES)
    assert noise == ["1", "2", "3"]
    assert all("正文" in line for line in lines)


def test_a_comment_that_never_closes_is_none() -> None:
    lines, noise = sift("<!-- 甲\n" + "乙\n" * (LONGEST_COMMENT + 1) + "丙 -->")
    assert noise == ["<!-- 甲"]
    assert lines[-1] == "丙 -->"


def test_what_was_taken_off_keeps_its_place() -> None:
    text = "  <p>一、总则</p>\n## 二、附则"
    sifted = Sifted(physical_lines(text, grammar()), grammar())
    for line in (*sifted.lines, *sifted.noise):
        assert text[line.start : line.end] == line.text

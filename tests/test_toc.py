"""Printed tables of contents."""

from __future__ import annotations

import pytest

from govreport.grammar.grammar import grammar
from govreport.lines.edges import Edges
from govreport.lines.lines import Line
from govreport.outline.toc import contents_lines, is_whole_table, with_named_breaks

BODY = ["一、总则", "甲。", "二、职责", "乙。", "三、附则", "丙。"]


def contents(texts: list[str]) -> list[str]:
    lines = [Line(0, len(text), text) for text in texts]
    return [texts[i] for i in sorted(contents_lines(lines, Edges(lines), grammar()))]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        pytest.param(["目录", "一、总则", "二、职责", "三、附则"], 4, id="headings that come again"),
        pytest.param(["目　錄", "一、总则", "二、职责", "三、附则"], 4, id="traditional, a blank inside"),
        pytest.param(["目录", "一、总则……1", "二、职责……2", "三、附则……9"], 4, id="leaders and page numbers"),
        pytest.param(["目录", "一、总 则 1", "二、职责 2", "三、附则 9"], 4, id="blanks and page numbers"),
        pytest.param(
            ["目录", "一、前言......1", "附录一......2", "附录二......3"], 4, id="entries that do not come again"
        ),
        pytest.param(["目录", "一、总则"], 0, id="one line may be chance"),
        pytest.param(["目录清单", "一、总则", "二、职责", "三、附则"], 0, id="another heading"),
        pytest.param(["一、总则", "二、职责", "三、附则"], 0, id="no 目录"),
    ],
)
def test_tables_of_contents(table: list[str], found: int) -> None:
    assert contents([*table, *BODY]) == table[:found]


def test_the_table_ends_where_the_text_begins() -> None:
    table = ["目录", "一、总则", "二、职责", "三、附则"]
    assert contents([*table, *BODY, *BODY]) == table


def test_an_empty_table_takes_nothing() -> None:
    assert contents(["目录"]) == []
    assert contents(["目录", *BODY]) == []


def test_an_entry_without_letters_ends_the_table() -> None:
    table = ["目录", "一、总则", "二、职责", "三、附则"]
    assert contents([*table, "……", "四、其他", *BODY]) == table


def test_a_twin_must_be_more_than_a_word() -> None:
    assert contents(["目录", "总则", "职责", "附则", "总则如下。", "职责如下。", "附则如下。"]) == []


def pieces(text: str) -> list[str]:
    return [line.text.strip()[:12] for line in with_named_breaks([Line(0, len(text), text)])]


SPEECH = "我会努力。" * 90


def test_a_table_inside_a_line_names_the_breaks_of_the_text_after_it() -> None:
    text = f"施政报告 目 录 甲、引 言 1–17 乙、经济 18–34 丙、民生 35–60 甲、引言 1. {SPEECH} 乙、经济 2. {SPEECH} 丙、民生 3. {SPEECH}"
    assert [piece[:4] for piece in pieces(text)] == [
        "施政报告",
        "目 录 ",
        "甲、引言",
        "1. 我",
        "乙、经济",
        "2. 我",
        "丙、民生",
        "3. 我",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"分类目录 甲、引言 1. {SPEECH} 乙、经济 2. {SPEECH}", id="no entries after the word"),
        pytest.param(f"目 录 甲、引言 1 乙、经济 2 甲、引言 1. {SPEECH} 乙、经济 2. {SPEECH}", id="two entries"),
        pytest.param(f"目 录 甲、引言 1 乙、经济 2 丙、民生 3 {SPEECH}", id="entries that do not come again"),
        pytest.param("一、总则", id="no table"),
    ],
)
def test_other_lines_are_not_cut(text: str) -> None:
    assert len(pieces(text)) == 1


def test_a_line_that_is_a_complete_table() -> None:
    assert is_whole_table("目 录 甲、引言 1 乙、经济 2 丙、民生 3")
    assert not is_whole_table("目 录 甲、引言 1 乙、经济 2")
    assert not is_whole_table(f"目 录 甲、引言 1 乙、经济 2 丙、民生 3 {SPEECH}")

"""Hard-wrapped and broken lines are joined, others are not."""

from __future__ import annotations

import pytest
from hypothesis import given

from govreport.grammar.grammar import grammar
from govreport.lines.lines import physical_lines
from govreport.lines.unwrap import logical_lines, opens_unit, wrap_width
from govreport.testing import texts
from govreport.text.source import is_blank

PROSE = "为深入贯彻落实中央的精神和要求，全面推进依法行政工作，现将有关情况报告如下，请各单位认真学习并贯彻执行，切实抓好落实，不断提高工作质量。"


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def read(text: str) -> tuple[list[str], list[str]]:
    lines, noise = logical_lines(text, grammar())
    return [line.text for line in lines], [line.text for line in noise]


@pytest.mark.parametrize("width", [18, 24, 40])
def test_hard_wrapped_paragraphs_are_joined(width: int) -> None:
    paragraphs = [PROSE * 2, PROSE * 3, PROSE]
    assert read("\n".join(wrapped(text, width) for text in paragraphs)) == (paragraphs, [])


def test_a_mark_begins_a_line_of_its_own_in_wrapped_text() -> None:
    lines, _ = read(wrapped(PROSE * 2, 24) + "\n一、总体要求\n" + wrapped(PROSE * 2, 24))
    assert lines == [PROSE * 2, "一、总体要求", PROSE * 2]


def test_a_heading_that_lost_the_break_before_it_ends_with_its_line() -> None:
    full = (PROSE * 3)[: 24 * 6 - 1] + "。"
    broken = wrapped(full, 24) + "（二）算力设施全面建设\n" + wrapped(PROSE * 2, 24)
    lines, _ = read(wrapped(PROSE * 2, 24) + "\n" + broken)
    assert lines == [PROSE * 2, full + "（二）算力设施全面建设", PROSE * 2]


def test_an_entry_of_a_table_of_contents_ends_with_its_page() -> None:
    table = [f"{numeral}、{'总体要求' + '.' * 30}{page:>2}" for page, numeral in enumerate("一二三四五六", 1)]
    lines, _ = read("\n".join([*table, "附录名词解释" + "." * 26 + "9", wrapped(PROSE * 3, 24)]))
    assert lines[:6] == table


@pytest.mark.parametrize("line", ["专栏1　重点工程", "专栏二 重大项目", "附件", "附件2：", "附件：1.工作方案"])
def test_captions_and_labels_begin_a_line_of_their_own(line: str) -> None:
    lines, _ = read("\n".join([wrapped(PROSE * 2, 24), line, wrapped(PROSE * 2, 24)]))
    assert lines == [PROSE * 2, line, PROSE * 2]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("（某某部\n1997年1月28日）", ["（某某部1997年1月28日）"], id="one note"),
        pytest.param("（某某部）\n（某某局）", ["（某某部）", "（某某局）"], id="two notes"),
    ],
)
def test_a_note_in_brackets_may_take_two_lines(text: str, lines: list[str]) -> None:
    assert read(text) == (lines, [])


def test_text_with_whole_paragraphs_has_no_right_edge() -> None:
    whole = physical_lines("\n".join([PROSE, "一、总则", PROSE * 2, "二、附则", PROSE * 3]), grammar())
    assert wrap_width(whole, grammar()) == 0


def test_headings_of_like_length_are_no_right_edge() -> None:
    headings = [f"{numeral}、加强组织领导压实工作责任" for numeral in "一二三四五六七八九"]
    assert read("\n".join(headings)) == (headings, [])


@pytest.mark.parametrize(
    ("text", "lines", "noise"),
    [
        pytest.param("坚持依法行政\n，压实责任。", ["坚持依法行政，压实责任。"], [], id="a line begins with a comma"),
        pytest.param("依照《\n办法》执行。", ["依照《办法》执行。"], [], id="a title opens at the end"),
        pytest.param("依法行政\n[\n1\n]\n工作。", ["依法行政[1]工作。"], [], id="a note mark on lines of its own"),
        pytest.param("甲。\n乙。", ["甲。", "乙。"], [], id="two sentences"),
        pytest.param(
            "全市上下要坚持以人民为中心的思想，\n— 3 —\n扎实推进法治建设。",
            ["全市上下要坚持以人民为中心的思想，扎实推进法治建设。"],
            ["— 3 —"],
            id="a page turns in mid-sentence",
        ),
        pytest.param(
            "全市上下要坚持以人民为中心的思想。\n— 3 —\n扎实推进法治建设。",
            ["全市上下要坚持以人民为中心的思想。", "扎实推进法治建设。"],
            ["— 3 —"],
            id="a page turns behind a sentence",
        ),
        pytest.param(
            "\n".join(
                [
                    "大会今天开幕。新华社记者某某某摄" + PROSE[:-1],
                    "新华社北京3月16日电",
                    "政府工作报告",
                    "各位代表：",
                    *[PROSE] * 9,
                ]
            ),
            [
                "大会今天开幕。新华社记者某某某摄" + PROSE[:-1],
                "新华社北京3月16日电",
                "政府工作报告",
                "各位代表：",
                *[PROSE] * 9,
            ],
            [],
            id="a caption above the title",
        ),
    ],
)
def test_broken_lines(text: str, lines: list[str], noise: list[str]) -> None:
    assert read(text) == (lines, noise)


@given(texts())
def test_every_character_that_is_not_blank_is_in_one_line_or_in_the_noise(text: str) -> None:
    lines, noise = logical_lines(text, grammar())
    seen = sorted(piece for line in (*lines, *noise) for piece in line.pieces(line.start, line.end))
    end = 0
    for start, stop in [*seen, (len(text), len(text))]:
        assert end <= start <= stop
        assert all(map(is_blank, text[end:start]))
        end = stop


@given(texts())
def test_lines_come_in_source_order_and_lead_back(text: str) -> None:
    lines, noise = logical_lines(text, grammar())
    for some in (lines, noise):
        assert [line.start for line in some] == sorted(line.start for line in some)
    for line in lines:
        assert line.text
        assert "".join(text[line.place(at)] for at in range(len(line.text))) == line.text


@pytest.mark.parametrize("text", ["一、总则", "（一）总则", "第一条　总则", "第一条", "1.总则", "一是推进"])
def test_marks_of_the_outline_open_a_unit(text: str) -> None:
    assert opens_unit(text, grammar())


@pytest.mark.parametrize("text", ["第三十条规定的", "5.2亿元", "首先推进", "推进", "总则一、"])
def test_text_that_does_not_open_a_unit(text: str) -> None:
    assert not opens_unit(text, grammar())

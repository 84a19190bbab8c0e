"""Roles of sections: the words that identify a part, and missing parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport import Report, Span
from govreport.profiles import Part, Profile, profile_of
from govreport.profiles.roles import _Hit, _Words
from govreport.tree.conversion import Script, converter

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
MEASURES, SHORTCOMINGS, LEADER, NEXT, OTHER = "主要举措和成效", "不足和原因", "第一责任人职责", "下一年安排", "其他"
LABELLED = {
    "000": [("1", MEASURES), ("2", SHORTCOMINGS), ("3", NEXT)],
    "001": [("1", MEASURES), ("2", LEADER), ("3", SHORTCOMINGS), ("4", NEXT)],
    "002": [
        ("1", MEASURES),
        ("1/2", LEADER),
        *((str(n), MEASURES) for n in range(2, 8)),
        ("8", SHORTCOMINGS),
        ("8", NEXT),
    ],
    "003": [
        ("1", MEASURES),
        ("2", MEASURES),
        ("3", LEADER),
        ("4", MEASURES),
        ("5", SHORTCOMINGS),
        ("6", NEXT),
    ],
    "004": [("1", MEASURES), ("2", LEADER), ("3", MEASURES), ("4", SHORTCOMINGS), ("5", NEXT)],
}
"""The roles of the sections of each seed, labelled by hand."""
assert len(SEEDS) == len(LABELLED)


def played(report: Report, profile: str | Profile = "fazhi") -> list[tuple[str, str]]:
    return [(role.path, role.part) for role in report.roles(profile)]


def under(*headings: str) -> Report:
    """A report of sections with these headings."""
    text = "\n".join(f"{'一二三四五六'[at]}、{heading}\n正文。" for at, heading in enumerate(headings))
    return govreport.parse(text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("script", ["simplified", "traditional", None])
def test_the_parts_of_the_seeds(path: Path, script: Script | None) -> None:
    text = govreport.read(path).source.text
    text = text if script is None else converter(script)(text)
    assert played(govreport.parse(text)) == LABELLED[path.name[:3]]


def test_a_converted_report_plays_the_same_parts() -> None:
    report = govreport.read(SEEDS[1])
    assert report.converted("tw").roles() == report.roles()


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_missing_parts_of_the_seeds(path: Path) -> None:
    report = govreport.read(path)
    (line, words) = (4, "黨政主要負責人") if path.name[:3] == "000" else (0, "")
    found = [(one.code, one.line, report.text_of(one.span)) for one in report.missing_parts()]
    assert found == ([("GR501", line, words)] if line else [])
    assert "GR501" not in {one.code for one in report.diagnostics}


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("2024年工作情况和2025年工作计划", [MEASURES, NEXT]),
        ("下一步主要举措", [NEXT]),
        ("存在的主要问题和薄弱环节", [SHORTCOMINGS]),
        ("坚持问题导向，健全制度机制", [MEASURES]),
        ("主要负责人履行第一责任人职责工作情况", [LEADER]),
        ("改进不足的下一步打算", [SHORTCOMINGS, NEXT]),
        ("其他需要报告的情况", [OTHER]),
        ("附则", []),
    ],
)
def test_the_words_of_a_heading(heading: str, parts: list[str]) -> None:
    assert [part for _, part in played(under(heading, "附则"))] == parts


def test_clues_have_correct_spans() -> None:
    report = under("推进法治政府建设的主要举措和成效", "存在的不足和原因")
    clues = [clue for role in report.roles() for clue in role.evidence]
    assert [clue.word for clue in clues] == ["主要举措和成效", "不足", "原因"]
    assert [report.text_of(clue.span) for clue in clues] == [clue.word for clue in clues]


def test_a_clue_in_a_damaged_heading_is_the_heading() -> None:
    report = govreport.parse("一、存在的不足\n正文。\n二、區(qū)委下一步計(jì)劃\n正文,區(qū)長講話。")
    role = report.roles()[-1]
    heading = report.sections[1].heading
    assert heading is not None
    assert heading.text == "區委下一步計劃"
    assert [clue.span for clue in role.evidence] == [heading.span] * len(role.evidence)


def test_the_parts_of_an_attachment_where_the_notice_has_no_sections() -> None:
    report = govreport.parse(
        "关于印送年度报告的通知\n各镇人民政府：\n现将报告印送你们。\n县人民政府\n2025年1月6日\n"
        "附件\n2024年法治政府建设年度报告\n一、主要举措和成效\n正文。\n二、存在的不足\n正文。"
    )
    assert played(report) == [("@1/1", MEASURES), ("@1/2", SHORTCOMINGS)]


def test_without_sections_all_that_is_required_is_missing() -> None:
    found = govreport.parse("今年工作顺利。\n").missing_parts()
    assert [one.message.split(":")[0].rpartition(" ")[2] for one in found] == [MEASURES, SHORTCOMINGS, LEADER, NEXT]
    assert {one.span for one in found} == {Span(7, 7)}
    assert govreport.parse("").missing_parts()[0].span == Span(0, 0)


def test_optional_parts_are_never_missing() -> None:
    profile = Profile("two", parts=(Part("甲", names=("甲",), required=False), Part("乙", names=("乙",))))
    assert ["乙" in one.message for one in under("丙").missing_parts(profile)] == [True]
    assert under("乙").missing_parts(profile) == ()


def test_a_word_that_is_a_pattern_is_a_word() -> None:
    profile = Profile("odd", parts=(Part("甲", names=("(a+)+$", ".*")),))
    assert under("aaaa").roles(profile) == ()
    assert played(under("论.*"), profile) == [("1", "甲")]


@given(
    st.lists(
        st.sampled_from([*(row[3] for row in _Words(profile_of("fazhi"))._rows), "，", "和", "甲"]), max_size=12
    ).map("".join)
)
def test_words_inside_longer_ones_are_left_out(text: str) -> None:
    words = _Words(profile_of("fazhi"))
    found = [
        _Hit(at.start(), at.end(), grade, part, word)
        for part, grade, word, simplified in words._rows
        for at in re.finditer(re.escape(simplified), words._simplified(text))
    ]
    assert words._hits(text) == [
        hit
        for hit in sorted(found, key=lambda hit: hit[:3])
        if not any(
            one.start <= hit.start and hit.end <= one.end and one.end - one.start > hit.end - hit.start for one in found
        )
    ]

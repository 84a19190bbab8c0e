"""Where a heading ends that lost the line break after it."""

from __future__ import annotations

import pytest

from govreport.lines.lines import Line
from govreport.outline.lost_ends import End, LostEnds

YEAR = "2024年，本馆平稳运行。"


def ends(text: str, *others: str, broken: bool = False) -> End | None:
    """The end of the heading that begins a line, in a document of these lines."""
    lines = [Line(0, len(line), line) for line in (text, *others)]
    return LostEnds(lines).end(text, 0, text.index("。"), broken=broken)


@pytest.mark.parametrize(
    ("heading", "after"),
    [
        pytest.param("总体情况", YEAR, id="a year"),
        pytest.param("存在的问题", "在看到成绩的同时，仍有不足。", id="a preposition and what closes it"),
        pytest.param("“十三五”主要目标", "“十三五”时期是关键五年。", id="the subject again"),
    ],
)
def test_the_end_of_a_heading(heading: str, after: str) -> None:
    found = ends(heading + after)
    assert found is not None
    assert found.at == len(heading)


def test_what_begins_sentences_of_the_document() -> None:
    text = "馆藏资源建设馆里购入新书八千册。"
    assert ends(text) is None
    found = ends(text, "馆里制定计划。馆里举办讲座。", "馆里选派骨干。")
    assert found is not None
    assert found.at == len("馆藏资源建设")


@pytest.mark.parametrize(
    ("heading", "after"),
    [
        ("加强组织领导，完善工作机制", "成立了由馆长任组长的领导小组。"),
        ("強化組織領導，健全工作機制", "成立專班，專人專崗。"),
    ],
)
def test_what_other_documents_show_is_enough_in_a_line_that_lost_other_breaks(heading: str, after: str) -> None:
    found = ends(heading + after, broken=True)
    assert found is not None
    assert found.at == len(heading)
    assert ends(heading + after) is None


@pytest.mark.parametrize(
    "text",
    [
        "法治宣传教育的形式还不够丰富。",
        "权力关系是否平等需要研究。",
        "提高工作人员的业务能力和水平。",
    ],
)
def test_a_sentence_is_not_a_heading_even_if_its_line_lost_other_breaks(text: str) -> None:
    assert ends(text, broken=True) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("坚持规划引领优化空间布局。", id="nothing opens a sentence"),
        pytest.param("工作重点：2024年建成新馆。", id="after a colon"),
        pytest.param("切实根据需要采购图书报刊。", id="after an adverb"),
        pytest.param("。", id="nothing"),
    ],
)
def test_no_end(text: str) -> None:
    assert ends(text) is None

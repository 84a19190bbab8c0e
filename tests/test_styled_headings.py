"""Headings that the file itself styles: one line is one heading, even if it contains marks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from govreport.lines.format_hints import Evidence
from govreport.parsing import parse
from govreport.report import Report
from govreport.tree.walk import leaves, places


def styled(text: str, line: str) -> Report:
    """The report of a text with a line that the file styles as a heading of the second level."""
    return parse(text, evidence=Evidence(headings=((text.index(line), 2),)))


@pytest.mark.parametrize(
    "line",
    ["首先，其次", "壹、一、公安机关", "1.甲 2.乙", "一、甲（一）乙", "首先，加强领导。其次，狠抓落实。", "一、（一）"],
)
def test_no_character_is_in_two_leaves(line: str) -> None:
    report = styled(f"{line}\n正文在这里。", line)
    spans = sorted(place for leaf in leaves(report) for place in places(leaf))
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_styled_line_without_a_series_is_completely_a_heading() -> None:
    [unit] = styled("首先，其次\n正文在这里。", "首先，其次").sections
    assert (unit.number, unit.title) == (None, "首先，其次")


def test_the_first_mark_of_a_styled_line_numbers_it() -> None:
    [unit] = styled("壹、一、公安机关\n正文在这里。", "壹、一、公安机关").sections
    assert unit.title == "壹、一、公安机关"
    assert unit.units == ()


def test_a_line_that_begins_with_a_styled_heading_is_headed_by_it() -> None:
    text = "".join(
        f"（{mark}）进一步加大对{thing}的支持力度，完善相关配套政策措施，确保各项任务按期完成并取得明显成效。（民航局负责）\n"
        for mark, thing in zip("一二三", ("航空物流", "跨境电商", "中欧班列"))
    )
    plain, marked = (
        parse(f"一、措施\n{text}", evidence=Evidence(run_in=run_in))
        for run_in in ((), ((5 + text.index("（二）"), 2),))
    )
    assert [unit.heading is None for unit in plain.sections[0].units] == [True, True, True]
    assert [unit.heading is None for unit in marked.sections[0].units] == [True, False, True]


@pytest.mark.parametrize("run_in", [False, True])
def test_a_series_that_restarts_at_a_higher_style_is_a_sibling_of_its_parent(run_in: bool) -> None:
    lines = (
        "一、甲",
        "（一）乙。坚持依法行政。",
        "（二）丙。坚持公正司法。",
        "（一）丁。推进政务公开。",
        "（二）戊。推进机构改革。",
    )
    text = "\n".join(lines)
    levels = tuple((text.index(line), level) for line, level in zip(lines, (1, 2, 2, 1, 1)))
    report = parse(text, evidence=Evidence(run_in=levels) if run_in else Evidence(headings=levels))
    assert [unit.path for unit in report.search()] == ["1", "1/1", "1/2", "1~2", "2"]

"""Headings that the file itself styles: one line is one heading, whatever marks it holds."""

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


def test_a_styled_line_without_a_series_is_a_heading_as_a_whole() -> None:
    [unit] = styled("首先，其次\n正文在这里。", "首先，其次").sections
    assert (unit.number, unit.title) == (None, "首先，其次")


def test_the_first_mark_of_a_styled_line_numbers_it() -> None:
    [unit] = styled("壹、一、公安机关\n正文在这里。", "壹、一、公安机关").sections
    assert unit.title == "壹、一、公安机关"
    assert unit.units == ()

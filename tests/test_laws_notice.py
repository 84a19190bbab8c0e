"""Each law notices a report that breaks it."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import govreport
from govreport import Paragraph, Report, Section, Span, Text
from laws import LAWS, Law, covers, finds, nests, reads, repeats, returns, validates

TEXT = "为规范工作，制定本方案。\n一、总则\n各部门要抓好落实，按期完成。\n二、附则\n由办公室负责解释工作。\n"


@pytest.fixture
def right() -> Report:
    return govreport.parse(TEXT)


def change_first_paragraph(report: Report, **changes: Any) -> Report:
    first = report.body[0]
    assert isinstance(first, Paragraph)
    return attrs.evolve(report, body=(attrs.evolve(first, **changes), *report.body[1:]))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_right_report_passes(law: Law, right: Report) -> None:
    assert [type(block) for block in right.body] == [Paragraph, Section, Section]
    law(TEXT, right)


def test_covers_notices_what_is_lost_and_what_is_there_twice(right: Report) -> None:
    with pytest.raises(AssertionError, match="in no leaf"):
        covers(TEXT, attrs.evolve(right, body=right.body[1:]))
    with pytest.raises(AssertionError, match="in two leaves"):
        covers(TEXT, attrs.evolve(right, notes=(Text("规范", Span(1, 3)),)))


def test_nests_notices_a_wrong_order_and_a_block_outside_its_parent(right: Report) -> None:
    with pytest.raises(AssertionError, match="body"):
        nests(TEXT, attrs.evolve(right, body=right.body[::-1]))
    section = right.body[1]
    assert isinstance(section, Section)
    short = attrs.evolve(section, span=Span(section.span.start, section.span.start + 4))
    with pytest.raises(AssertionError, match="unit"):
        nests(TEXT, attrs.evolve(right, body=(right.body[0], short, right.body[2])))


def test_reads_notices_another_text(right: Report) -> None:
    with pytest.raises(AssertionError):
        reads(TEXT, change_first_paragraph(right, text="为规范工作，制定方案。"))


def test_returns_notices_another_source(right: Report) -> None:
    with pytest.raises(AssertionError):
        returns(TEXT + "\n", right)


def test_finds_notices_a_path_that_two_nodes_share(right: Report) -> None:
    with pytest.raises(AssertionError, match="two nodes"):
        finds(TEXT, change_first_paragraph(right, path=right.sections[0].path))


def test_repeats_notices_another_report(right: Report) -> None:
    with pytest.raises(AssertionError):
        repeats(TEXT, change_first_paragraph(right, path="p9"))


def test_validates_notices_a_form_outside_the_schema(right: Report) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    with pytest.raises(jsonschema.ValidationError):
        validates(TEXT, change_first_paragraph(right, span=Span(-1, 3)))

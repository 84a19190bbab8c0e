from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.errors import NotFoundError
from govreport.report import Report
from govreport.text.source import Span
from govreport.tree.lookup import Paths, Places
from govreport.tree.nodes import Attachment, Document, Heading, Node, Paragraph, Text
from govreport.tree.walk import CONTAINERS, leaves, places, walk
from trees import NOTICE, nested, notice, reports


def at(words: str, *, within: int = 0) -> Node | None:
    return notice().node_at(NOTICE.index(words) + within)


# ---- by path ---------------------------------------------------------------------------------------


def test_find_goes_by_path() -> None:
    report = notice()
    for node in walk(report):
        path = getattr(node, "path", "")
        if path:
            assert report.find(path) is node
    attachment = report.find("@1")
    assert isinstance(attachment, Attachment)
    assert Paths(attachment.document).find("@1/10.1") is attachment.document.body[1]


@pytest.mark.parametrize("path", ["", "3", "1/", "/1", "@2"])
def test_find_reports_the_missing_path(path: str) -> None:
    with pytest.raises(NotFoundError, match=re.escape(repr(path))):
        notice().find(path)


def test_nodes_without_a_path_are_not_found() -> None:
    document = Document(body=(Paragraph("文", Span(0, 1)),), span=Span(0, 1))
    with pytest.raises(NotFoundError):
        Paths(document).find("")


def test_of_two_nodes_with_one_path_the_first_is_found() -> None:
    twins = (Paragraph("甲", Span(0, 1), path="p1"), Paragraph("乙", Span(1, 2), path="p1"))
    assert Paths(Document(body=twins, span=Span(0, 2))).find("p1") is twins[0]


# ---- by place --------------------------------------------------------------------------------------


def test_node_at_gives_the_leaf() -> None:
    report = notice()
    assert at("索引号") == report.front_matter[0]
    assert at("各级政府") == report.find("1/1/p1")
    assert at("第十条之一") == next(iter(leaves(report.find("@1/10.1"))))
    assert at("2024年1月6日") == (report.signature and report.signature.date)
    heading = at("加强领导。")
    assert isinstance(heading, Heading)
    assert heading.text == "加强领导"
    assert isinstance(at("加强领导。", within=4), Text)


def test_node_at_prefers_the_noise_that_interrupts_a_paragraph() -> None:
    assert at("- 1 -") == notice().boilerplate[1]
    assert at("主要任务") == notice().find("1/p1")


def test_node_at_a_blank_is_the_smallest_container() -> None:
    report = notice()
    assert at("。 三是", within=1) == report.sections[0]
    assert at("第十条之一 ", within=5) == report.find("@1/10.1")
    assert at("。\n第十条之一", within=1) == report.attachments[0].document
    assert at("附件1\n", within=3) == report.attachments[0]
    assert at("\n抄送") == report


@pytest.mark.parametrize("offset", [-1, len(NOTICE), len(NOTICE) + 9])
def test_node_at_returns_nothing_outside_the_report(offset: int) -> None:
    assert notice().node_at(offset) is None


def test_deep_trees() -> None:
    report = nested(5000)
    assert isinstance(report.node_at(report.span.end - 1), Paragraph)


def plainly(document: Document, offset: int) -> Node | None:
    """The node at an offset by its definition, by a search of all nodes."""
    covering = [node for node in walk(document) if any(offset in place for place in places(node))]
    # Reversed: of two nodes with one span, the walk meets the deeper one later, and min() takes the first.
    return min(reversed(covering), key=lambda node: (isinstance(node, CONTAINERS), len(node.span)), default=None)


def agrees_with_the_definition(document: Document) -> None:
    lookup = Places(document)
    ends = {end for node in walk(document) for place in places(node) for end in place}
    for offset in {at + step for at in ends for step in (-1, 0, 1)}:
        assert lookup.node_at(offset) is plainly(document, offset)


def test_every_place_of_a_notice() -> None:
    agrees_with_the_definition(notice())


@given(reports())
def test_every_place_of_a_report(report: Report) -> None:
    agrees_with_the_definition(report)


spans = st.tuples(st.integers(0, 20), st.integers(0, 6)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(st.builds(Paragraph, st.just("文"), spans, st.lists(spans, max_size=3).map(tuple)), max_size=8), spans)
def test_places_that_overlap_in_any_way(paragraphs: list[Paragraph], span: Span) -> None:
    agrees_with_the_definition(Document(span, body=tuple(paragraphs)))


# ---- a report keeps them ---------------------------------------------------------------------------


def test_indexes_are_not_part_of_a_report() -> None:
    asked, other = notice(), notice()
    asked.find("1")
    asked.node_at(0)
    assert asked == other
    assert hash(asked) == hash(other)
    assert pickle.dumps(asked) == pickle.dumps(other)
    assert pickle.loads(pickle.dumps(asked)).find("1") == other.find("1")

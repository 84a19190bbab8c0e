from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from govreport.text.source import is_blank
from govreport.tree.nodes import Document, Node, Section
from govreport.tree.searching import search
from govreport.tree.walk import (
    Visitor,
    children,
    leaves,
    places,
    walk,
    walk_with_ancestors,
)
from trees import NOTICE, nested, notice


def names(nodes: tuple[Node, ...]) -> list[str]:
    return [type(node).__name__ for node in nodes]


def test_children_are_in_the_order_of_the_data_form() -> None:
    report = notice()
    unit = report.sections[0].units[3]
    assert names(children(unit)) == ["Number", "Heading", "Paragraph"]
    assert unit.heading is not None
    assert children(unit.heading) == (unit.heading.stop,)
    assert report.signature is not None
    assert names(children(report.signature)) == ["Text", "Date"]
    assert names(children(report.attachments[0])) == ["Text", "Document"]
    assert children(report.boilerplate[0]) == ()


def test_children_of_a_document_miss_no_field() -> None:
    report = notice()
    expected = [
        *report.front_matter,
        report.document_number,
        report.title,
        *report.subtitles,
        report.addressee,
        *report.body,
        report.closing,
        *report.attachment_list,
        report.signature,
        *report.notes,
        *report.attachments,
        *report.imprint,
        *report.boilerplate,
    ]
    assert list(children(report)) == expected


def test_walk_is_preorder() -> None:
    units = [node.path for node in walk(notice()) if isinstance(node, Section)]
    assert units == ["1", "1/1", "1/2", "2", "@1/1", "@1/10.1"]
    section = notice().sections[1]
    assert list(walk(section)) == [section, section.number, section.heading, section.blocks[0]]


def test_walk_with_ancestors_meets_the_same_nodes() -> None:
    report = notice()
    met = list(walk_with_ancestors(report))
    assert [node for node, _ in met] == list(walk(report))
    for node, ancestors in met:
        assert (ancestors[0] is report) if ancestors else (node is report)
        chain = (*ancestors, node)
        assert all(child in children(parent) for parent, child in pairwise(chain))


def test_every_character_is_in_one_leaf() -> None:
    covered = Counter(
        offset for leaf in leaves(notice()) for start, end in places(leaf) for offset in range(start, end)
    )
    assert {offset for offset, times in covered.items() if times != 1} == set()
    assert all(is_blank(NOTICE[offset]) for offset in range(len(NOTICE)) if offset not in covered)


def test_a_stop_is_part_of_the_leaf_of_its_heading() -> None:
    unit = notice().sections[0].units[3]
    assert names(tuple(leaves(unit))) == ["Number", "Heading", "Paragraph"]
    assert unit.heading is not None
    assert [NOTICE[start:end] for start, end in places(unit.heading)] == ["加强领导。"]


@pytest.mark.parametrize(
    ("heading", "family", "paths"),
    [
        ("领导", None, ["1/1"]),
        (re.compile("^(工作|总体)"), None, ["1", "2"]),
        (None, "shi", ["1/i1", "1/i2", "1/i3"]),
        ("", "han_paren", ["1/1", "1/2"]),
        ("领导", "han", []),
        (None, "article", ["@1/1", "@1/10.1"]),
    ],
)
def test_search(heading: str | re.Pattern[str] | None, family: str | None, paths: list[str]) -> None:
    assert [unit.path for unit in search(notice(), heading, family=family)] == paths


def test_search_without_a_question_gives_all_units() -> None:
    assert len(search(notice())) == 9


class Names(Visitor):
    def __init__(self) -> None:
        self.met: list[str] = []

    def visit_section(self, node: Section) -> None:
        self.met.append(f"section {node.path}")
        self.generic_visit(node)

    def visit_unit(self, node: Node) -> None:
        self.met.append("other unit")

    def visit_document(self, node: Document) -> None:
        self.met.append("document")
        self.generic_visit(node)


def test_a_visitor_chooses_by_class_then_by_base_class() -> None:
    names = Names()
    names.visit(notice())
    assert names.met == [
        "document",
        "section 1",
        *["other unit"] * 3,
        "section 1/1",
        "section 1/2",
        "section 2",
        "document",
        "section @1/1",
        "section @1/10.1",
    ]


def test_a_visitor_without_methods_visits_every_node() -> None:
    class Count(Visitor):
        met = 0

        def generic_visit(self, node: Node) -> None:
            self.met += 1
            super().generic_visit(node)

    count = Count()
    count.visit(notice())
    assert count.met == len(list(walk(notice())))


def test_deep_trees() -> None:
    report = nested(5000)
    assert len(list(walk(report))) == 1 + 5000 * 2 + 1
    assert len(list(leaves(report))) == 5000 + 1

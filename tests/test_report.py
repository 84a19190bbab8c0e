from __future__ import annotations

import pytest
from attrs import evolve

from govreport.errors import NotFoundError
from govreport.report import Report
from govreport.text.source import Position, Source, Span
from govreport.tree.nodes import Document, Node, Text
from govreport.tree.walk import walk
from trees import NOTICE, nested, notice


def test_repr_is_short() -> None:
    assert repr(notice()) == "<Report '关于建设法治政府的通知' 2 sections, 292 characters>"


def test_a_report_from_a_document() -> None:
    document = notice().attachments[0].document
    report = Report.from_document(document, source=Source(NOTICE))
    assert report.title == document.title
    assert report.body == document.body
    assert report.span == document.span
    assert report.diagnostics == ()


def test_walk_with_and_without_ancestors() -> None:
    report = notice()
    nodes: list[Node] = list(report.walk())
    assert nodes == list(walk(report))
    chains: list[tuple[Node, tuple[Node, ...]]] = list(report.walk(ancestors=True))
    assert [node for node, _ in chains] == nodes
    assert chains[-1][1] == (report,)


def test_access_to_the_tree() -> None:
    report = notice()
    assert report.find("1/2") is report.sections[0].units[4]
    with pytest.raises(NotFoundError):
        report.find("9")
    assert [unit.path for unit in report.search("工作", family="han")] == ["2"]
    assert report.node_at(0) is report.boilerplate[0]
    assert report.script == "simplified"


def test_text_of_is_a_slice_of_the_source() -> None:
    report = notice()
    assert report.title is not None
    assert report.text_of(report.title) == "关于建设法治政府的\n通知"
    assert report.text_of(report.find("1/p1")) == "坚持统筹推进，主要任务有："
    assert report.text_of(Span(0, 4)) == "当前位置"
    assert report.text_of(report) == NOTICE
    assert report.text_of(report.find("1/1")) == "（一）加强领导。各级政府要重视。"


def test_position() -> None:
    report = notice()
    assert report.position(NOTICE.index("粤府")) == Position(3, 1)
    with pytest.raises(IndexError):
        report.position(len(NOTICE) + 1)


def test_reports_are_values() -> None:
    assert notice() == notice()
    assert hash(notice()) == hash(notice())
    assert notice() != evolve(notice(), diagnostics=())


LIST = '<ul style="list-style:none;margin:0;padding-left:1.2em">'


def test_html_outline() -> None:
    shown = notice()._repr_html_()
    assert shown == (
        "<div><strong>关于建设法治政府的通知</strong>"
        '<div style="opacity:.7">粤府〔2024〕5号 · 各市人民政府 · 广东省人民政府 · 2024年1月6日</div>'
        f"{LIST}<li><details open><summary>一、总体要求</summary>"
        f"{LIST}<li>（一）加强领导</li><li>（二）完善制度</li></ul></details></li>"
        "<li>二、工作安排</li>"
        "<li><details open><summary>附件1 考核办法</summary>"
        f"{LIST}<li>第一条 为了考核，制定本办法。</li><li>第十条之一 第一章不适用。</li></ul></details></li>"
        "</ul></div>"
    )


def test_html_is_escaped_and_can_be_encoded() -> None:
    title = Text("<b>&\"'\ud800", Span(0, 6))
    report = Report(span=Span(0, 6), title=title, source=Source(title.text))
    assert report._repr_html_() == "<div><strong>&lt;b&gt;&amp;&quot;&#x27;?</strong></div>"
    report._repr_html_().encode("utf-8")


def test_html_of_deep_trees_and_of_nothing() -> None:
    assert nested(100)._repr_html_().count("<li>") == 100
    empty = Report(span=Span(0, 0), source=Source(""))
    assert empty._repr_html_() == "<div><strong>(no title)</strong></div>"


def test_a_report_is_a_document() -> None:
    assert isinstance(notice(), Document)
    assert [section.path for section in notice().sections] == ["1", "2"]

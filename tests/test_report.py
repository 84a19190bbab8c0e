from __future__ import annotations

import pickle
import re

import pytest
from attrs import evolve

from govreport import parse
from govreport.errors import NotFoundError
from govreport.report import Report
from govreport.text.source import Position, Source, Span
from govreport.tree.nodes import Document, Heading, Node, Paragraph, Section, Text, Unit
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


# ---- parents -----------------------------------------------------------------------------------------------------


def test_the_parent_of_every_node() -> None:
    report = notice()
    for node, ancestors in report.walk(ancestors=True):
        assert report.parent(node) is (ancestors[-1] if ancestors else None)


def test_equal_nodes_each_have_their_own_parent() -> None:
    first, second = Paragraph("文", Span(1, 2)), Paragraph("文", Span(1, 2))
    units = [
        Section(None, Heading(name, Span(0, 1)), (block,), Span(0, 2)) for name, block in zip("甲乙", (first, second))
    ]
    report = Report(span=Span(0, 2), body=tuple(units), source=Source("甲文"))
    assert first == second
    assert report.parent(first) is units[0]
    assert report.parent(second) is units[1]


def test_a_node_of_an_equal_report_has_no_parent_here() -> None:
    report, other = notice(), pickle.loads(pickle.dumps(notice()))
    assert report == other
    assert other.parent(other.find("1/1")) is other.find("1")
    with pytest.raises(ValueError, match=r"<Section 1/1 .* is not a node of this report"):
        report.parent(other.find("1/1"))
    with pytest.raises(ValueError, match="is not a node of this report"):
        report.parent(other)


def test_an_index_is_not_part_of_the_value() -> None:
    report = notice()
    before = pickle.dumps(report), hash(report), repr(report)
    report.parent(report.find("1"))
    assert (pickle.dumps(report), hash(report), repr(report)) == before
    assert report == notice()
    changed = evolve(report, body=report.body[1:])
    assert changed.parent(changed.body[0]) is changed


# ---- units and search --------------------------------------------------------------------------------------------


def test_units_are_all_sections_and_items_in_document_order() -> None:
    report = notice()
    paths = ["1", "1/i1", "1/i2", "1/i3", "1/1", "1/2", "2", "@1/1", "@1/10.1"]
    assert [unit.path for unit in report.units] == paths
    assert list(report.units) == report.search()
    assert [unit.level for unit in report.units] == [1, 2, 2, 2, 2, 2, 1, 1, 1]


def test_levels_are_depths() -> None:
    for node, ancestors in nested(40).walk(ancestors=True):
        if isinstance(node, Unit):
            assert node.level == 1 + sum(isinstance(one, Unit) for one in ancestors)


SIMPLIFIED = "一、产业发展\n为群众服务。\n二、其他工作\n内容很多。里面有产业发展的计划。"
TRADITIONAL = "一、產業發展\n為群眾服務。\n二、其他工作\n內容很多。裏面有產業發展的計劃。"
PATTERNS = [("产业发展", "产业.展", "为群众"), ("產業發展", "產.發展", "為群眾")]


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
@pytest.mark.parametrize(("words", "pattern", "service"), PATTERNS, ids=["simplified", "traditional"])
def test_both_scripts_are_searched(text: str, words: str, pattern: str, service: str) -> None:
    report = parse(text)
    (found,) = report.search(words)
    assert found is report.find("1")
    assert found.heading is not None
    assert report.text_of(found.heading) == text[2:6]
    assert report.search(re.compile(pattern)) == [found]
    assert report.search(text=words) == list(report.units)
    assert report.search(text=service) == report.search(text=re.compile(service)) == [found]
    assert report.search(words, text="没有") == []


def test_criteria_that_are_not_text_are_rejected() -> None:
    with pytest.raises(TypeError, match="not bool: text='执法'"):
        parse("一、执法\n好。").search("执法", text=True)  # type: ignore[arg-type]


def test_a_pattern_finds_each_traditional_spelling() -> None:
    report = parse("一、为民服务\n正文内容。\n二、产业里程\n正文内容。")
    assert [unit.path for unit in report.search(re.compile("為民服務|爲民服務"))] == ["1"]
    assert [unit.path for unit in report.search(re.compile("爲民服務"))] == ["1"]


def test_characters_that_show_no_script_are_searched_in_both() -> None:
    assert [unit.path for unit in parse("一、駱駝養殖\n正文。\n二、關於養殖業務的報告\n正文。").search("骆驼")] == ["1"]
    assert [unit.path for unit in parse("一、骆驼养殖\n正文。\n二、关于养殖业务的报告\n正文。").search("駱駝")] == ["1"]

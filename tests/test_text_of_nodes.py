"""The text of nodes: what is in it, and where its lines begin."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given

import govreport
from govreport import Report, Table
from govreport.testing import report_texts
from govreport.text.source import Span, is_blank
from govreport.tree.nodes import Field, Item, Paragraph, Unit
from govreport.tree.walk import documents, walk
from labels import read_text
from trees import Ruler, item, nested, notice, section

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


def solid(text: str) -> str:
    return "".join(character for character in text if not is_blank(character))


def assert_whole(report: Report) -> None:
    """The law: the text of a report is what is rendered, blanks aside, and that of a unit is in that of its parent."""
    if not any(isinstance(node, Table) for node in walk(report)):
        assert sorted(solid(report.text)) == sorted(solid(govreport.render(report)))
    for node, ancestors in report.walk(ancestors=True):
        margin = {id(leaf) for part in documents(report) for leaf in part.boilerplate}
        text = getattr(node, "text", "")
        assert not text.startswith("\n")
        if isinstance(node, Unit):
            assert "\n\n" not in text
            assert text == text.rstrip()
        for above in ancestors[:-1] if id(node) not in margin else ():
            assert solid(text) in solid(getattr(above, "text", text))


@pytest.mark.slow
@given(drawn=report_texts())
def test_nothing_is_lost_or_repeated(drawn: tuple[Report, str]) -> None:
    assert_whole(govreport.parse(drawn[1]))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_seeds_are_complete(seed: Path) -> None:
    assert_whole(govreport.parse(read_text(seed)))


def test_the_notice() -> None:
    report = notice()
    assert report.text == (
        "索引号：11440000\n"
        "粤府〔2024〕5号\n"
        "关于建设法治政府的通知\n"
        "（2024年1月5日发布）\n"
        "各市人民政府：\n"
        "现将有关事项通知如下。\n"
        "一、总体要求\n"
        "坚持统筹推进，主要任务有：一是立规；二是执法。\n"
        "三是普法。\n"
        "（一）加强领导。各级政府要重视。\n"
        "（二）完善制度　修订规章。\n"
        "姓名\t人数\n"
        "甲\t3\n"
        "二、工作安排\n"
        "有关安排另行公布。\n"
        "特此通知。\n"
        "附件：1.考核办法\n"
        "广东省人民政府\n"
        "2024年1月6日\n"
        "（此件公开发布）\n"
        "附件1\n"
        "考核办法\n"
        "第一条 为了考核，制定本办法。\n"
        "第十条之一 第一章不适用。\n"
        "抄送：省委。"
    )
    assert report.find("1/2").text == "（二）完善制度　修订规章。\n姓名\t人数\n甲\t3"
    assert report.find("1/i3").text == "三是普法。"
    assert report.find("@1").text == "附件1\n考核办法\n第一条 为了考核，制定本办法。\n第十条之一 第一章不适用。"
    assert report.signature is not None
    assert report.signature.text == "广东省人民政府\n2024年1月6日"
    assert report.front_matter[0].text == "索引号：11440000"


def test_a_field_without_a_key_is_its_value() -> None:
    assert Field("", "114", Span(0, 3)).text == "114"


@pytest.mark.parametrize(
    ("between", "line"), [("", "任务有：一是立规；"), (" ", "任务有：\n一是立规；"), ("\n", "任务有：\n一是立规；")]
)
def test_an_item_continues_a_line_if_nothing_is_between(between: str, line: str) -> None:
    along = Ruler(f"一、要求\n任务有：{between}一是立规；")
    unit = section(
        "1",
        along.number("han", 1, "一、"),
        along.heading("要求"),
        along.paragraph("1/p1", "任务有："),
        item("1/i1", along.number("shi", 1, "一是"), None, along.paragraph("1/i1/p1", "立规；")),
    )
    assert unit.text == f"一、要求\n{line}"


def test_the_text_after_a_number_continues_its_line() -> None:
    along = Ruler("第一条\n为了考核，有：①甲。")
    article = section(
        "1",
        along.number("article", 1, "第一条"),
        None,
        along.paragraph("1/p1", "为了考核，有："),
        item("1/i1", along.number("circled", 1, "①"), None, along.paragraph("1/i1/p1", "甲。")),
    )
    assert article.text == "第一条 为了考核，有：①甲。"


def test_units_without_text() -> None:
    assert Item(None, None, (), Span(0, 0)).text == ""
    assert section("1", Ruler("一、").number("han", 1, "一、"), None).text == "一、"
    assert Table((), Span(0, 0)).text == ""


def test_traditional_text_is_untouched() -> None:
    report = govreport.parse("一、總則\n（一）公開。為群眾服務，分兩步：一是立規；二是執法。")
    assert report.find("1").text == "一、總則\n（一）公開。為群眾服務，分兩步：一是立規；二是執法。"
    assert report.converted("zh-CN").find("1").text == "一、总则\n（一）公开。为群众服务，分两步：一是立规；二是执法。"


def test_damage_and_page_numbers_are_left_out() -> None:
    report = govreport.parse(
        "一、總則\n持續推進依法行政，區(qū)政府。東區(qū)政府落實；西區(qū)政府\n- 1 -\n落實各項工作。\n二、附則\n正文。"
    )
    assert report.find("1").text == "一、總則\n持續推進依法行政，區政府。東區政府落實；西區政府落實各項工作。"


def test_deep_trees_have_a_text() -> None:
    report = nested(100)
    assert solid(report.text) == solid(report.source.text)


def test_the_text_is_not_part_of_the_value() -> None:
    report = notice()
    before = pickle.dumps(report), hash(report), report.to_json()
    assert report.text
    assert (pickle.dumps(report), hash(report), report.to_json()) == before


@pytest.mark.parametrize("path", ["1", "1/1", "1/i1", "1/p1", "1/2/t1", "@1"])
def test_any_node_is_rendered_as_its_text(path: str) -> None:
    node = notice().find(path)
    assert govreport.render(node) == f"{node.text}\n"


def test_leaves_and_empty_nodes_are_rendered() -> None:
    report = notice()
    assert report.title is not None
    assert report.signature is not None
    assert govreport.render(report.title) == "关于建设法治政府的通知\n"
    assert govreport.render(report.signature) == "广东省人民政府\n2024年1月6日\n"
    assert govreport.render(Paragraph("", Span(0, 0))) == ""


# ---- tables ------------------------------------------------------------------------------------------------------


def table(*rows: tuple[str, ...]) -> Table:
    return Table(rows, Span(0, 0))


def test_a_table_is_a_data_frame() -> None:
    pytest.importorskip("pandas", reason="the extra 'pandas' is not installed")
    frame = table(("指标", "2023年", "2023年"), ("收入", "3"), ("支出", "4", "5")).to_pandas()
    assert list(frame.columns) == ["指标", "2023年", "2023年"]
    assert frame.values.tolist() == [["收入", "3", ""], ["支出", "4", "5"]]
    assert {kind.kind for kind in frame.dtypes} == {"O"}


def test_a_table_without_a_head() -> None:
    pytest.importorskip("pandas", reason="the extra 'pandas' is not installed")
    frame = table(("甲", "3"), ("乙",)).to_pandas(header=False)
    assert list(frame.columns) == [0, 1]
    assert frame.values.tolist() == [["甲", "3"], ["乙", ""]]
    assert table().to_pandas().shape == (0, 0)
    assert table(("甲", "乙")).to_pandas().shape == (0, 2)

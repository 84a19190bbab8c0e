"""The outline as lines, on trees made by hand."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from govreport.cli.outline import View, diagnostic_line, outline
from govreport.cli.visible import fit, visible, visible_json, visible_page
from govreport.report import Report
from govreport.text.source import Source, Span, display_width
from govreport.tree import nodes
from govreport.tree.diagnostics import Diagnostic

HERE = Span(3, 9)


def leaf(text: str) -> nodes.Text:
    return nodes.Text(text, HERE)


def section(number: str, heading: str | None, *blocks: nodes.Block, path: str = "1") -> nodes.Section:
    mark = nodes.Number("han", 1, number, HERE) if number else None
    return nodes.Section(mark, nodes.Heading(heading, HERE) if heading else None, blocks, HERE, path)


def report(*body: nodes.Block, title: str | None = "工作报告", **parts: object) -> Report:
    document = nodes.Document(HERE, title=leaf(title) if title else None, body=body, **parts)  # type: ignore[arg-type]
    return Report.from_document(document, source=Source("", "报告.txt"))


def lines(of: Report, **view: object) -> list[str]:
    return [line.plain for line in outline(of, View(**view))]  # type: ignore[arg-type]


ITEM = nodes.Item(nodes.Number("shi", 1, "一是", HERE), nodes.Heading("改革", HERE), (), HERE, "1/1/i1")
NESTED = report(
    nodes.Paragraph("现将情况报告如下：", HERE),
    section("一、", "总体情况", section("（一）", "组织领导", ITEM, path="1/1"), section("（二）", "制度建设")),
    section("二、", "下一步计划", path="2"),
)


def test_units_are_below_the_title() -> None:
    assert lines(NESTED) == [
        "工作报告",
        "├─ 一、总体情况",
        "│  ├─ （一）组织领导",
        "│  │  └─ 一是 改革",
        "│  └─ （二）制度建设",
        "└─ 二、下一步计划",
    ]


def test_ascii_lines() -> None:
    assert lines(NESTED, ascii=True, depth=2)[1:4] == [
        "|-- 一、总体情况",
        "|   |-- （一）组织领导",
        "|   `-- （二）制度建设",
    ]


def test_depth_counts_levels_of_units() -> None:
    assert lines(NESTED, depth=1) == ["工作报告", "├─ 一、总体情况", "└─ 二、下一步计划"]


def test_items_can_be_left_out() -> None:
    assert not any("一是" in line for line in lines(NESTED, items=False))
    assert any("（一）组织领导" in line for line in lines(NESTED, items=False))


def test_spans_and_paths_precede_the_text() -> None:
    shown = lines(NESTED, spans=True, paths=True, depth=1)
    assert shown == ["[3, 9) 工作报告", "├─ 1 [3, 9) 一、总体情况", "└─ 2 [3, 9) 二、下一步计划"]


def test_a_unit_without_heading_shows_the_start_of_its_first_paragraph() -> None:
    short = section("1.", None, nodes.Paragraph("坚持党的领导。", HERE))
    long = section("第二条", None, nodes.Paragraph("坚持" * 50, HERE))
    assert lines(report(short, long))[1:] == ["├─ 1.坚持党的领导。", "└─ 第二条 " + "坚持" * 19 + "坚…"]


def test_a_number_alone_and_a_heading_alone() -> None:
    assert lines(report(section("第一章", None), section("", "结语")))[1:] == ["├─ 第一章", "└─ 结语"]


def test_a_chapter_is_set_off_from_its_heading() -> None:
    assert lines(report(section("第一章", "总则")))[1:] == ["└─ 第一章 总则"]


def test_summary_line() -> None:
    signed = nodes.Signature((leaf("市政府"), leaf("市司法局")), nodes.Date("2025年1月6日", HERE), HERE)
    stderr = report(document_number=leaf("国发〔2019〕3号"), addressee=leaf("省人民政府："), signature=signed)
    assert lines(stderr) == [
        "工作报告",
        "国发〔2019〕3号 · to 省人民政府 · signed 市政府、市司法局, 2025年1月6日",
    ]


def test_summary_of_a_date_alone() -> None:
    assert lines(report(signature=nodes.Signature((), nodes.Date("2025年", HERE), HERE)))[1] == "signed 2025年"


def test_attachments_are_nested_trees() -> None:
    annex = nodes.Document(HERE, title=leaf("清单"), body=(section("一、", "事项"),), document_number=leaf("3号"))
    stderr = report(section("一、", "总体情况"), attachments=(nodes.Attachment(leaf("附件1"), annex, HERE, "@1"),))
    assert lines(stderr)[1:] == ["├─ 一、总体情况", "└─ 附件1 清单  3号", "   └─ 一、事项"]


def test_a_document_without_title_has_a_placeholder() -> None:
    assert lines(report(title=None)) == ["(no title)"]


def test_diagnostics_follow_the_tree() -> None:
    gap = Diagnostic("GR201", "warning", "三、 follows 一、", HERE, 7, 2)
    stderr = Report(HERE, source=Source(""), diagnostics=(gap,))
    assert lines(stderr)[-1] == diagnostic_line(gap).plain == "7:2: GR201 三、 follows 一、"


def test_text_never_controls_the_terminal() -> None:
    hostile = "标题\x1b]0;x\x07[red]粗[/red]\x9b2J\u202e:smile:\r\n下一行"
    stderr = report(section("一、", hostile), title=hostile, addressee=leaf(hostile))
    for line in lines(stderr):
        assert not set(line) & set("\x1b\x07\x9b\u202e\r\n")
    assert lines(stderr)[0] == "标题␛]0;x␇[red]粗[/red]�2J�:smile: 下一行"


def test_lines_are_cut_by_display_width() -> None:
    shown = lines(NESTED, width=12)
    assert shown[:3] == ["工作报告", "├─ 一、总体…", "│  ├─ （一…"]
    assert all(display_width(line) <= 12 for line in shown)


def test_deep_trees_do_not_fail() -> None:
    deep = section("一、", "底")
    for _ in range(3000):
        deep = section("一、", "层", deep)
    assert len(lines(report(deep))) == 3002


@given(st.text(alphabet="一、a…（\u0301\u200b🙂"), st.integers(1, 12))
def test_text_is_cut_with_room_for_the_ellipsis(text: str, width: int) -> None:
    kept = fit(text, width)
    if kept == len(text):
        assert display_width(text) <= width
    else:
        assert display_width(text) > width
        assert display_width(text[:kept] + "…") <= width
        assert display_width(text[: kept + 1] + "…") > width


@given(st.text())
def test_visible_text_is_one_line_without_control_characters(text: str) -> None:
    shown = visible(text)
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in shown)
    assert len(shown.splitlines()) <= 1


@given(st.text())
def test_visible_pages_keep_their_lines(text: str) -> None:
    assert visible_page(text).count("\n") == text.count("\n")


def test_json_made_visible_has_the_same_value() -> None:
    value = {"text": "\x9b2J \x7f \u202e \u2028 \x1b \r\n 文"}
    shown = visible_json(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(shown) == value
    assert not set(shown) & set("\x9b\x7f\u202e\u2028\x1b\r")

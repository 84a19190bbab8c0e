from __future__ import annotations

from attrs import evolve

from govreport.rendering import render
from govreport.report import Report
from govreport.text.source import Source, Span
from govreport.tree.nodes import Attachment, Block, Document, Field, Item, Number, Paragraph, Section, Signature, Table
from trees import Ruler, item, nested, notice, section


def report_of(text: str, *body: Block) -> Report:
    return Report(span=Span(0, len(text)), body=body, source=Source(text))


def test_the_notice() -> None:
    assert render(notice()) == (
        "索引号：11440000\n"
        "粤府〔2024〕5号\n"
        "关于建设法治政府的通知\n"
        "（2024年1月5日发布）\n"
        "各市人民政府：\n"
        "现将有关事项通知如下。\n"
        "一、总体要求\n"
        "坚持统筹推进，主要任务有：一是立规；二是执法。 三是普法。\n"
        "（一）加强领导。各级政府要重视。\n"
        "（二）完善制度　　修订规章。\n"
        "姓名|人数\n"
        "甲|3\n"
        "二、　工作安排\n"
        "有关安排另行公布。\n"
        "特此通知。\n"
        "附件：1.考核办法\n"
        "广东省人民政府\n"
        "2024年1月6日\n"
        "（此件公开发布）\n"
        "附件1\n"
        "考核办法\n"
        "第一条　为了考核，制定本办法。\n"
        "第十条之一 第一章不适用。\n"
        "抄送：省委。\n"
    )


def test_blanks_between_number_and_heading() -> None:
    blanks = {"": "", " ": " ", "\t ": " ", "\xa0": " ", " \u3000": "\u3000", "\u200b": ""}
    for between, kept in blanks.items():
        text = f"1.{between}加强"
        along = Ruler(text)
        unit = section("1", along.number("arabic", 1, "1."), along.heading("加强"))
        assert render(report_of(text, unit)) == f"1.{kept}加强\n"


def test_sections_begin_a_line_even_where_the_source_has_no_break() -> None:
    text = "第一章　总则　　第一条　为了考核。　　第二条　考核公开。"
    along = Ruler(text)
    chapter = section(
        "1",
        along.number("chapter", 1, "第一章"),
        along.heading("总则"),
        section("1/1", along.number("article", 1, "第一条"), None, along.paragraph("1/1/p1", "为了考核。")),
        section("1/2", along.number("article", 2, "第二条"), None, along.paragraph("1/2/p1", "考核公开。")),
    )
    assert render(report_of(text, chapter)) == "第一章　总则\n第一条　为了考核。\n第二条　考核公开。\n"


def test_a_unit_right_after_a_number_stays_in_its_line() -> None:
    for between, kept in {"": "", " ": " ", "\n": "\n"}.items():
        text = f"（一）{between}一是立规。"
        along = Ruler(text)
        number = along.number("han_paren", 1, "（一）")
        point = item("1/i1", along.number("shi", 1, "一是"), None, along.paragraph("1/i1/p1", "立规。"))
        assert render(report_of(text, section("1", number, None, point))) == f"（一）{kept}一是立规。\n"


def test_text_on_the_line_after_its_number_stays_there() -> None:
    text = "第一条\n为了考核。"
    along = Ruler(text)
    article = section("1", along.number("article", 1, "第一条"), None, along.paragraph("1/p1", "为了考核。"))
    assert render(report_of(text, article)) == text + "\n"


def test_items_on_separate_lines_stay_there() -> None:
    text = "任务有：\n●立规\n●执法"
    along = Ruler(text)
    lead = along.paragraph("p1", "任务有：")
    first = item("b1", along.number("bullet", None, "●"), None, along.paragraph("b1/p1", "立规"))
    second = item("b2", along.number("bullet", None, "●"), None, along.paragraph("b2/p1", "执法"))
    assert render(report_of(text, lead, first, second)) == text + "\n"


def test_an_indent_before_an_item_is_a_lost_line_break() -> None:
    text = "任务有：　　——立规。 ——执法"
    along = Ruler(text)
    lead = along.paragraph("p1", "任务有：")
    first = item("b1", along.number("dash", None, "——"), None, along.paragraph("b1/p1", "立规。"))
    second = item("b2", along.number("dash", None, "——"), None, along.paragraph("b2/p1", "执法"))
    assert render(report_of(text, lead, first, second)) == "任务有：\n——立规。 ——执法\n"


def test_a_note_inside_a_section_keeps_its_position() -> None:
    text = "一、要求\n（注）\n二、安排"
    along = Ruler(text)
    first = section("1", along.number("han", 1, "一、"), along.heading("要求"))
    note = along.text("（注）")
    second = section("2", along.number("han", 2, "二、"), along.heading("安排"))
    assert render(evolve(report_of(text, first, second), notes=(note,))) == text + "\n"


def test_boilerplate_is_left_out_and_fields_get_a_full_colon() -> None:
    text = "首页\n索 引 号 | 114"
    along = Ruler(text)
    home = along.text("首页")
    index = Field("索引号", "114", along.span("索 引 号 | 114"))
    report = Report(span=Span(0, len(text)), front_matter=(index,), boilerplate=(home,), source=Source(text))
    assert render(report) == "索引号：114\n"
    assert render(evolve(report, front_matter=(evolve(index, key=""),))) == "114\n"


def test_tables_keep_the_lines_of_the_source() -> None:
    text = "姓名  人数\n\n甲  3 \r\n乙  4"
    table = Table((("姓名", "人数"), ("甲", "3"), ("乙", "4")), Span(0, len(text)))
    assert render(report_of(text, table)) == "姓名  人数\n甲  3\n乙  4\n"


def test_without_the_source_the_kinds_decide() -> None:
    text = "有：一是立规；二是执法。"
    along = Ruler(text)
    lead = along.paragraph("p1", "有：")
    first = item("i1", along.number("shi", 1, "一是"), None, along.paragraph("i1/p1", "立规；"))
    table = Table((("甲", "3"),), Span(6, 9))
    report = evolve(report_of(text, lead, first, table), source=Source(""))
    assert render(report) == "有：\n一是立规；\n甲\t3\n"


def test_empty_text_renders_as_empty_text() -> None:
    assert render(report_of("")) == ""


def test_deep_trees() -> None:
    report = nested(100)
    assert render(report) == report.source.text + "\n"


def test_a_number_alone() -> None:
    number = Number("han", 1, "一、", Span(0, 2))
    units = (
        Section(number, None, (), Span(0, 2)),
        Item(None, None, (Paragraph("文", Span(3, 4)),), Span(3, 4)),
    )
    assert render(report_of("一、\n文", *units)) == "一、\n文\n"


def test_a_signature_without_a_date_and_an_attachment_without_a_label() -> None:
    text = "正文。\n某市人民政府\n工作方案\n方案正文。"
    along = Ruler(text)
    body = along.paragraph("p1", "正文。")
    issuer = along.text("某市人民政府")
    title, plan = along.text("工作方案"), along.paragraph("@1/p1", "方案正文。")
    inside = Document(Span(title.span.start, len(text)), title=title, body=(plan,))
    report = evolve(
        report_of(text, body),
        signature=Signature((issuer,), None, issuer.span),
        attachments=(Attachment(None, inside, inside.span, "@1"),),
    )
    assert render(report) == text + "\n"

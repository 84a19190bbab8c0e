"""The forms of official documents as Word files: head, signature, imprint and tables by GB/T 9704-2012."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import govreport
from files import word_file
from govreport.tree.nodes import Document
from govreport.writers.word.forms import composed_marks, form_of, marks_of
from govreport.writers.word.tables import SIZES, grid
from govreport.writers.word.titles import title_lines
from labels import read_text

FORMS = sorted((Path(__file__).resolve().parent.parent / "benchmarks" / "forms").glob("*.txt"))
each_form = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
SEVEN_HUNDRED = 700
SOURCES = {"五号": (21, 72), "小五": (18, 110)}
"""Of notices of 12 pages: the size of the table in half points, and the most characters of its longest column."""


def report_of(name: str) -> govreport.Report:
    [path] = [path for path in FORMS if path.stem == name]
    return govreport.parse(read_text(path))


def opened(report: govreport.Report, **options: Any) -> Any:
    docx = pytest.importorskip("docx", reason="the extra 'docx' is not installed")
    return docx.Document(io.BytesIO(report.to_docx(**options)))


def xml_of(report: govreport.Report, part: str = "document") -> str:
    with zipfile.ZipFile(io.BytesIO(report.to_docx())) as package:
        return package.read(f"word/{part}.xml").decode()


def paragraph_xml(report: govreport.Report, text: str, part: str = "document") -> str:
    """The XML of the paragraph that holds a text."""
    xml = xml_of(report, part)
    at = xml.index(text)
    return xml[xml.rindex("<w:p>", 0, at) : xml.index("</w:p>", at)]


# ---- forms -------------------------------------------------------------------------------------------------------


def test_a_document_has_its_form() -> None:
    found = {path.stem: report_of(path.stem) for path in FORMS}
    forms = {name: form_of(one, tuple(m.text for m in marks_of(one, one.source))) for name, one in found.items()}
    assert forms == {
        "joint": "official",
        "law": "plain",
        "letter": "letter",
        "minutes": "minutes",
        "notice": "official",
        "order": "order",
        "report": "official",
        "speech": "plain",
    }


@each_form
def test_a_form_reads_back(path: Path) -> None:
    pytest.importorskip("docx", reason="the extra 'docx' is not installed")
    report = govreport.parse(read_text(path))
    again = govreport.read(report.to_docx())
    assert outline(again) == outline(report)
    assert head(again) == head(report)
    assert [head(one.document) for one in again.attachments] == [head(one.document) for one in report.attachments]


def outline(report: govreport.Report) -> list[tuple[object, ...]]:
    return [(row["path"], row["kind"], row["number"], row["heading"]) for row in report.to_records()]


def head(document: Document) -> list[object]:
    leaves = (document.title, document.document_number, document.addressee)
    signature = document.signature
    signed = [leaf.text for leaf in signature.issuers] if signature else []
    return [*(leaf and leaf.text for leaf in leaves), signed, [field.text for field in document.front_matter]]


@each_form
def test_the_package_is_complete(path: Path) -> None:
    """Each part is well-formed, has a type, and each relationship has a part."""
    from xml.etree import ElementTree

    with zipfile.ZipFile(io.BytesIO(govreport.parse(read_text(path)).to_docx())) as package:
        names = set(package.namelist())
        parts = {name: ElementTree.fromstring(package.read(name)) for name in names}
    typed = {one.get("PartName", "")[1:] for one in parts["[Content_Types].xml"] if one.get("PartName")}
    assert typed == {name for name in names if not name.endswith(".rels")} - {"[Content_Types].xml"}
    relations = {one.get("Id"): one.get("Target") for one in parts["word/_rels/document.xml.rels"]}
    assert {f"word/{target}" for target in relations.values()} <= names
    used = {value for one in parts["word/document.xml"].iter() for key, value in one.items() if key.endswith("}id")}
    assert used <= relations.keys()


def test_equal_reports_give_equal_bytes() -> None:
    assert report_of("notice").to_docx() == report_of("notice").to_docx()


def test_an_unknown_profile_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown profile 'letter'; choose one of gbt9704, plain"):
        report_of("notice").to_docx(profile="letter")  # type: ignore[arg-type]


def test_the_plain_profile_has_no_red_and_no_seal() -> None:
    report = report_of("notice")
    assert "FF0000" in xml_of(report)
    with zipfile.ZipFile(io.BytesIO(report.to_docx(profile="plain"))) as package:
        plain = package.read("word/document.xml").decode()
    assert "FF0000" not in plain
    assert "framePr" not in plain


# ---- head --------------------------------------------------------------------------------------------------------


def test_the_mark_is_red_and_over_a_red_rule() -> None:
    report = report_of("notice")
    mark = paragraph_xml(report, "某省人民政府文件")
    assert 'w:eastAsia="方正小标宋简体"' in mark
    assert '<w:color w:val="FF0000"/>' in mark
    assert '<w:jc w:val="center"/>' in mark
    xml = xml_of(report)
    number, rule = xml.index("某府〔2025〕3号"), xml.index('w:color="FF0000"/></w:pBdr>')
    assert xml.index("某省人民政府文件") < number < rule < xml.index("某省人民政府关于印发")


def test_copy_number_secrecy_and_urgency_are_at_the_top_left() -> None:
    word = opened(report_of("notice"))
    first = word.paragraphs[:3]
    assert [one.text for one in first] == ["000012", "机密★1年", "特急"]
    assert all('w:jc w:val="left"' in one._p.xml for one in first)
    assert ["黑体" in one._p.xml for one in first] == [False, True, True]


def test_the_signer_is_on_the_line_of_the_number() -> None:
    line = paragraph_xml(report_of("report"), "某府〔2025〕8号")
    assert "<w:tab/>" in line
    assert line.index("签发人：") < line.index("楷体_GB2312") < line.index("张某某")


def test_a_mark_that_is_not_stated_is_the_name_of_the_organ() -> None:
    text = "关于建设法治政府的通知\n某府〔2025〕3号\n各市人民政府：\n一、总体要求\n坚持依法行政。\n某省人民政府\n2025年1月6日\n"
    report = govreport.parse(text)
    assert composed_marks(report) == ("某省人民政府",)
    assert '<w:color w:val="FF0000"/>' in paragraph_xml(report, "某省人民政府")
    unnumbered = govreport.parse(text.replace("某府〔2025〕3号\n", ""))
    assert "FF0000" not in xml_of(unnumbered), "nothing shows that it has the head of the organ"


def test_the_organs_of_a_joint_document_are_even_and_share_the_word_file() -> None:
    report = report_of("joint")
    names = [paragraph_xml(report, name) for name in ("某省财政厅<", "某省教育厅<", "某省民政厅<")]
    assert all('<w:jc w:val="distribute"/>' in name for name in names)
    assert "<w:framePr" in paragraph_xml(report, ">文件<")


def test_a_letter_has_its_mark_and_rules_around_the_first_page() -> None:
    report = report_of("letter")
    assert "<w:titlePg/>" in xml_of(report)
    header, footer = xml_of(report, "header1"), xml_of(report, "footer3")
    assert "某省人民政府办公厅" in header
    assert 'w:val="thickThinSmallGap"' in header
    assert 'w:val="thinThickSmallGap"' in footer
    assert "PAGE" not in footer
    assert '<w:jc w:val="right"/>' in paragraph_xml(report, "某府办函〔2025〕21号")


def test_the_title_of_an_order_is_its_mark() -> None:
    report = report_of("order")
    title = paragraph_xml(report, "某省人民政府令")
    assert 'w:pStyle w:val="Title"' in title
    assert '<w:color w:val="FF0000"/>' in title
    assert "pageBreakBefore" in paragraph_xml(report, "某省气象灾害防御规定</w:t></w:r>")


def test_those_present_are_set_apart_in_minutes() -> None:
    line = paragraph_xml(report_of("minutes"), "张某某，李某某")
    assert 'w:leftChars="500"' in line
    assert 'w:hangingChars="300"' in line
    assert line.index("黑体") < line.index("出席：")


def test_chapters_are_in_the_middle_and_articles_in_bold_type() -> None:
    report = report_of("law")
    chapter = paragraph_xml(report, "第一章 总则")
    assert 'w:pStyle w:val="Heading1"' in chapter
    assert '<w:jc w:val="center"/>' in chapter
    article = paragraph_xml(report, "第一条")
    assert article.index("黑体") < article.index(">第一条<") < article.index("为了加强")


# ---- titles ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于建设法治政府的通知", ["关于建设法治政府的通知"]),
        ("某省人民政府关于印发法治政府建设实施方案的通知", ["某省人民政府关于印发", "法治政府建设实施方案的通知"]),
        (
            "某省人民政府关于印发法治政府建设实施方案和法治社会建设任务清单的通知",
            ["某省人民政府关于印发法治政府建设实施方案", "和法治社会建设任务清单的通知"],
        ),
        (
            "中华人民共和国国务院关于修改和废止部分行政法规的决定",
            ["中华人民共和国国务院关于修改", "和废止部分行政法规的决定"],
        ),
    ],
)
def test_a_title_is_broken_by_sense(title: str, lines: list[str]) -> None:
    assert title_lines(title, 20) == lines


def test_words_of_the_text_and_of_the_title_are_not_broken() -> None:
    title = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    middle = len(title_lines(title, 20)[0])
    pair = title[middle - 1 : middle + 1]
    assert len(title_lines(title, 20, text=pair * 3)[0]) != middle
    assert len(title_lines(title, 20, names=[pair])[0]) != middle
    twice = "办理电子政务外网安全接入电子政务外网运行维护事项"
    assert all(line.count("电子政务外网") == 1 for line in title_lines(twice, 20))


def test_a_title_keeps_its_text() -> None:
    for title in ("2025年" * 20, "《" * 30, "", "通知" * 100, "在 全省 推进依法行政工作会议上的讲话和 总结报告"):
        assert "".join(title_lines(title, 20)) == title


def test_a_broken_title_is_read_as_one() -> None:
    pytest.importorskip("docx", reason="the extra 'docx' is not installed")
    report = govreport.parse(
        "甲乙丙丁戊己庚辛壬癸农业机械化和农机装备产业转型升级实施方案\n一、总体要求\n坚持依法行政。\n"
    )
    assert "<w:br/>" in xml_of(report)
    again = govreport.read(report.to_docx())
    assert again.title is not None
    assert report.title is not None
    assert again.title.text == report.title.text


# ---- foot --------------------------------------------------------------------------------------------------------


def test_organs_sign_side_by_side() -> None:
    word = opened(report_of("joint"))
    row = "某省财政厅\u3000\u3000某省教育厅\u3000\u3000某省民政厅"
    assert row in [one.text for one in word.paragraphs]


def test_what_is_signed_stays_on_the_page_of_the_signature() -> None:
    report = report_of("letter")
    assert "<w:keepNext/>" in paragraph_xml(report, "专此函达")
    assert "<w:keepNext/>" in paragraph_xml(
        report, "某省人民政府办公厅</w:t></w:r></w:p><w:p><w:pPr><w:ind w:rightChars"
    )
    assert "<w:keepNext/>" in xml_of(report, "styles").partition('w:styleId="Heading1"')[2].partition("</w:style>")[0]


def test_the_imprint_is_framed_at_the_foot_between_rules() -> None:
    report = report_of("notice")
    xml = xml_of(report)
    framed = xml[xml.index('w:yAlign="bottom"') :]
    assert framed.count('<w:u w:val="single"/>') == 3
    assert "pageBreakBefore" not in framed.partition("抄送")[0]
    copies = paragraph_xml(report, "抄送：")
    assert "w:hangingChars" in copies
    assert '<w:sz w:val="28"/>' in copies
    assert "<w:tab/>" in paragraph_xml(report, "2025年1月6日印发")
    assert xml.index("法治社会建设任务清单</w:t></w:r></w:p><w:p><w:pPr>") < xml.index("抄送：")


def test_the_blank_page_before_the_imprint_has_no_number() -> None:
    xml = xml_of(report_of("report"))
    sections = xml.split("<w:sectPr>")[1:]
    assert ["footer1" in one for one in sections] == [True, False]


# ---- tables ------------------------------------------------------------------------------------------------------


def test_a_table_keeps_merged_cells_and_repeats_its_head() -> None:
    rows = [
        ["全省法治政府建设重点任务分工和年度工作进度安排情况一览表", "", "", ""],
        ["序号", "任务", "进度", ""],
        ["", "", "上半年", "下半年"],
        ["1", "立法", "起草", "审议"],
        ["", "执法", "培训", "考核"],
        ["2", "普法", "", "宣传"],
    ]
    made = grid(rows, 8844)
    assert made is not None
    assert made.head == 3
    assert [[(cell.across, cell.down) for cell in row] for row in made.rows] == [
        [(4, "")],
        [(1, "restart"), (1, "restart"), (2, "")],
        [(1, "continue"), (1, "continue"), (1, ""), (1, "")],
        [(1, "restart"), (1, ""), (1, ""), (1, "")],
        [(1, "continue"), (1, ""), (1, ""), (1, "")],
        [(1, ""), (1, ""), (1, ""), (1, "")],
    ]
    xml = made.xml()
    assert xml.count("<w:tblHeader/>") == 3
    assert xml.count("<w:cantSplit/>") == 6
    assert xml.count('<w:gridSpan w:val="4"/>') == 1
    assert xml.count('<w:vMerge w:val="continue"/>') == 3


def test_columns_are_as_wide_as_their_content() -> None:
    rows = [["序号", "内容"], *([str(n), "全面清理现行有效的行政规范性文件并公布目录" * 3] for n in range(30))]
    made = grid(rows, 8844)
    assert made is not None
    assert sum(made.widths) == 8844
    assert made.widths[1] > 6 * made.widths[0]
    assert made.size in SIZES


def test_short_rows_leave_the_rest_empty() -> None:
    made = grid([["甲", "乙", "丙"], ["丁", "戊"], ["己"], []], 8844)
    assert made is not None
    assert [sum(cell.across for cell in row) for row in made.rows] == [3, 3, 3, 3]
    assert grid([], 8844) is None
    assert grid([[], []], 8844) is None


def table_of(cells: int) -> str:
    """A notice with a table of five columns."""
    names = ("安全生产许可", "建设用地审批", "医疗机构设置审批及执业登记")
    rows = [
        f"{n}|省司法厅|{names[n % 3]}|《行政许可法》第{n}条{'第一款' * (n % 2)}|年底前" for n in range(1, cells // 5)
    ]
    lines = [
        "关于公布清单的通知",
        "各市人民政府：",
        "现将清单公布如下。",
        "一、清单",
        "序号|部门|事项|依据|时限",
        *rows,
    ]
    return "\n".join([*lines, "二、要求", "抓好落实。", ""])


def source_of(size: int, longest: int) -> bytes:
    """A notice with a table of 700 cells in five columns, as an office writes it."""
    words = (
        "深化改革优化营商环境完善制度机制加强监督检查推进政务公开规范行政执法提升服务效能健全责任体系落实工作任务" * 3
    )

    def paragraph(text: str, half: int = 32, side: str = "both") -> str:
        look = f'<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="{half}"/></w:rPr>'
        return f'<w:p><w:pPr><w:jc w:val="{side}"/></w:pPr><w:r>{look}<w:t>{text}</w:t></w:r></w:p>'

    def row(cells: Sequence[str]) -> str:
        wide = zip(cells, (600, 1700, 4200, 1700, 1200))
        inside = (f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{paragraph(t, size)}</w:tc>' for t, w in wide)
        return f"<w:tr>{''.join(inside)}</w:tr>"

    rows = [("序号", "重点任务", "主要内容", "责任单位", "完成时限")]
    for n in range(1, SEVEN_HUNDRED // 5):
        task, content = (
            words[n % 40 : n % 40 + 6 + n % 9],
            words[n % 30 : n % 30 + longest // 2 + 7 * n % (longest // 2)],
        )
        rows.append((f"{n}", task, content, "、".join(["市司法局", "市财政局"][: 1 + n % 2]), f"{1 + n % 12}月底前"))
    head = [
        paragraph("某市人民政府关于印发重点任务分工方案的通知", 44, "center"),
        paragraph("各区人民政府，市政府各部门："),
    ]
    text = [paragraph(f"{mark}、工作要求") + paragraph(f"{words[:150]}。") for mark in "一二三"]
    foot = [paragraph("某市人民政府", side="right"), paragraph("2025年1月6日", side="right"), paragraph("附件")]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in (600, 1700, 4200, 1700, 1200))
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(map(row, rows))}</w:tbl>"
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247"/></w:sectPr>'
    return word_file("".join([*head, *text, *foot, paragraph("重点任务分工表", 44, "center"), table, page]))


# ---- LibreOffice -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def typeset(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page of each form, and of a table of 700 cells, as LibreOffice sets them; blanks left out."""
    office = shutil.which("soffice")
    pdfium = pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    reports = {path.stem: report_of(path.stem) for path in FORMS}
    reports["table"] = govreport.parse(table_of(SEVEN_HUNDRED))
    written = {name: report.to_docx() for name, report in reports.items()}
    for name, measures in SOURCES.items():
        written[f"source {name}"] = source_of(*measures)
        written[name] = govreport.read(written[f"source {name}"]).to_docx()
    for name, content in written.items():
        (folder / f"{name}.docx").write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in written]
    subprocess.run(
        [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=240,
    )
    pages: dict[str, list[str]] = {}
    for name in written:
        with pdfium.PdfDocument(folder / f"{name}.pdf") as pdf:
            pages[name] = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    return pages


def test_the_imprint_is_on_the_last_even_page(typeset: dict[str, list[str]]) -> None:
    for name in ("notice", "report", "joint", "letter"):
        pages = typeset[name]
        assert len(pages) % 2 == 0, name
        assert ["抄送：" in page for page in pages] == [False] * (len(pages) - 1) + [True], name


def test_seven_hundred_cells_take_nine_pages_at_most(typeset: dict[str, list[str]]) -> None:
    pages = typeset["table"]
    assert 1 < len(pages) <= 9
    assert all("序号部门事项依据时限" in page for page in pages[:-1])


@pytest.mark.parametrize("name", SOURCES)
def test_a_long_table_takes_at_most_a_fifth_more_pages_than_its_source(
    name: str, typeset: dict[str, list[str]]
) -> None:
    source, own = typeset[f"source {name}"], typeset[name]
    assert 11 <= len(source) <= 13  # 12 with the fonts of most machines
    assert 5 * len(own) <= 6 * len(source)
    assert "139" in "".join(own)


def test_a_signature_is_never_alone_on_its_page(typeset: dict[str, list[str]]) -> None:
    assert "专此函达" in typeset["letter"][-1]
    assert "2025年3月12日" in typeset["letter"][-1]

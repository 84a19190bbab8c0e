"""Files of other formats: the same outline as their text, and one clear error for what cannot be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import govreport
from govreport.errors import ReadError
from govreport.formats.sniff import sniff
from labels import read_text

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


def headed(report: govreport.Report) -> list[str]:
    """The path and title of each unit."""
    return [f"{unit.path} {unit.title}" for unit in report.search()]


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        (b"%PDF-1.7\n", None, "pdf"),
        (b"\xef\xbb\xbf%PDF-1.4", "a.txt", "pdf"),
        (b"PK\x03\x04...word/document.xml", "a.txt", "docx"),
        (b"PK\x03\x04...xl/workbook.xml", "a.docx", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", "ole"),
        (b"# A", "a.md", "markdown"),
        (b"# A", "a.txt", "text"),
        (b"", None, "text"),
    ],
)
def test_formats_are_told_by_content(content: bytes, name: str | None, format: str) -> None:
    assert sniff(content, name) == format


@pytest.mark.parametrize(
    ("content", "format", "problem"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "save it as .docx"),
        (b"PK\x03\x04nothing else", None, "zip archive"),
        (b"x", "rtf", "unknown format 'rtf'"),
    ],
)
def test_what_cannot_be_read_says_so(content: bytes, format: str | None, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        govreport.read(content, format=format)


# ---- Markdown ------------------------------------------------------------------------------------------------


def test_markdown_headings_are_evidence() -> None:
    report = govreport.read(
        "# 工作报告\n\n## 总体情况\n\n坚持依法行政。\n\n### 主要成效\n\n审查文件。\n\n## 下步打算\n\n继续推进。\n".encode(),
        name="a.md",
    )
    assert report.title is not None
    assert report.title.text == "工作报告"
    assert headed(report) == ["u1 总体情况", "u1/u1 主要成效", "u2 下步打算"]
    assert report.source.format == "markdown"


def test_markdown_lists_keep_the_numbers_that_a_reader_sees() -> None:
    report = govreport.read(
        "一、任务\n\n3. 立规。\n4. 执法。\n\n- 一是普法；\n\n- 二是监督。\n".encode(), format="markdown"
    )
    assert report.source.text == "一、任务\n3.立规。\n4.执法。\n一是普法；\n二是监督。\n"


def test_markup_goes_and_the_text_stays() -> None:
    report = govreport.read("**坚持**`依法`[行政](http://x)<b>！</b>\n全面\n落实\\*\n".encode(), format="markdown")
    assert report.source.text == "坚持依法行政！全面落实*\n"


def test_markdown_tables_are_tables() -> None:
    report = govreport.read("一、名单\n\n| 姓名 | 人数 |\n| --- | --- |\n| 甲 | 3\\|4 |\n".encode(), format="markdown")
    (table,) = report.sections[0].blocks
    assert isinstance(table, govreport.Table)
    assert table.rows == (("姓名", "人数"), ("甲", "3｜4"))


# ---- Word ----------------------------------------------------------------------------------------------------

Lines = list[tuple[str, str]]
"""The paragraphs of a Word file, each with its style."""


@pytest.fixture
def docx() -> Any:
    return pytest.importorskip("docx")


@pytest.fixture
def word(docx: Any) -> Callable[[Lines], bytes]:
    def make(lines: Lines) -> bytes:
        document = docx.Document()
        for text, style in lines:
            document.add_paragraph(text, style=style)
        return saved(document)

    return make


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_a_seed_as_a_word_file_has_the_same_outline(seed: Path, word: Callable[[Lines], bytes]) -> None:
    text = read_text(seed)
    report = govreport.read(word([(line, "Normal") for line in text.splitlines()]))
    assert headed(report) == headed(govreport.parse(text))
    assert (report.source.format, report.source.pages) == ("docx", ())


def test_heading_styles_are_evidence(word: Callable[[Lines], bytes]) -> None:
    lines = [
        ("某市人民政府工作报告", "Title"),
        ("总体情况", "Heading 1"),
        ("坚持依法行政。", "Normal"),
        ("主要成效", "Heading 2"),
        ("审查文件。", "Normal"),
        ("下步打算", "Heading 1"),
        ("继续推进。", "Normal"),
    ]
    assert headed(govreport.read(word(lines))) == ["u1 总体情况", "u1/u1 主要成效", "u2 下步打算"]


def with_numbering(docx: Any, levels: str, paragraphs: list[tuple[int, str]]) -> bytes:
    """A Word file whose paragraphs are counted in one list of these levels."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    numbering = document.part.numbering_part.element
    kind = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(kind))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )
    return saved(document)


def level(at: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("chineseCounting", "%1、", ["一、", "二、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）"]),
        ("ideographTraditional", "%1、", ["甲、", "乙、"]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、"]),
        ("decimalEnclosedCircle", "%1", ["①", "②"]),
        ("upperRoman", "%1.", ["I.", "II."]),
    ],
)
def test_automatic_numbers_are_as_word_shows_them(docx: Any, form: str, text: str, shown: list[str]) -> None:
    content = with_numbering(docx, level(0, form, text), [(0, "立规"), (0, "执法")])
    assert govreport.read(content).source.text.split() == [f"{shown[0]}立规", f"{shown[1]}执法"]


def test_an_inner_level_begins_again_and_names_the_outer(docx: Any) -> None:
    levels = level(0, "decimal", "%1 ") + level(1, "decimal", "%1.%2 ")
    content = with_numbering(docx, levels, [(0, "甲事"), (1, "乙事"), (1, "丙事"), (0, "丁事"), (1, "戊事")])
    assert govreport.read(content).source.text.splitlines() == ["1 甲事", "1.1 乙事", "1.2 丙事", "2 丁事", "2.1 戊事"]


def test_tracked_changes_are_read_as_accepted(docx: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    paragraph = document.add_paragraph("坚持")._p
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>依法</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>从严</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>行政。</w:t></w:r>"))
    assert govreport.read(saved(document)).source.text == "坚持依法行政。\n"


def test_headers_and_footers_are_boilerplate(docx: Any) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第 页"
    document.add_paragraph("坚持依法行政。")
    report = govreport.read(saved(document))
    assert [leaf.text for leaf in report.boilerplate] == ["内部资料", "第 页"]
    assert [block.text for block in report.body if isinstance(block, govreport.Paragraph)] == ["坚持依法行政。"]


def test_a_table_of_one_cell_is_a_frame_round_text(docx: Any) -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "一、立规"
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ["姓名", "人数", "甲", "3"], strict=True):
        cell.text = words
    report = govreport.read(saved(document))
    assert report.source.text == "一、立规\n| 姓名 | 人数 |\n| 甲 | 3 |\n"


def test_a_truncated_word_file_is_an_error(word: Callable[[Lines], bytes]) -> None:
    content = word([("坚持依法行政。", "Normal")])
    for end in (200, len(content) // 2, len(content) - 30):
        with pytest.raises(ReadError, match="damaged"):
            govreport.read(content[:end], format="docx")


def test_a_zip_bomb_is_refused_unopened(docx: Any) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for part in range(11):
            package.writestr(f"word/{part}.xml", b"\0" * 20_000_000)
    with pytest.raises(ReadError, match="unpacks to more than 200 MB"):
        govreport.read(stream.getvalue())


def test_an_entity_leads_nowhere(docx: Any, tmp_path: Path, word: Callable[[Lines], bytes]) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word([("坚持", "Normal")]))) as package, zipfile.ZipFile(stream, "w") as other:
        for part in package.infolist():
            content = package.read(part)
            if part.filename == "word/document.xml":
                head, body = content.split(b"?>", 1)
                entity = f'?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
                content = head + entity + body.replace("坚持".encode(), b"&e;")
            other.writestr(part, content)
    assert "机密" not in govreport.read(stream.getvalue()).source.text


# ---- PDF -----------------------------------------------------------------------------------------------------


@pytest.fixture
def printed() -> Callable[[list[list[str]]], bytes]:
    pytest.importorskip("pypdfium2")
    pytest.importorskip("reportlab")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    def make(pages: list[list[str]]) -> bytes:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=(595, 842))
        for number, lines in enumerate(pages, 1):
            canvas.setFont("STSong-Light", 16)
            for at, line in enumerate(lines):
                indent = len(line) - len(line.lstrip("　"))
                canvas.drawString(80 + 16 * indent, 740 - 28 * at, line.strip())
            canvas.drawString(280, 40, f"— {number} —")
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    return make


def test_lines_of_a_pdf_are_rejoined_and_page_numbers_set_aside(printed: Callable[[list[list[str]]], bytes]) -> None:
    first = [
        "　　一、主要工作",
        "　　坚持依法行政，完善制度体系，规范行政执法，优化营商环",
        "境，化解社会矛盾，强化监督考核，推进政务公开，加强组织领",
    ]
    second = ["导，落实各项任务。", "　　二、下步打算", "　　继续推进依法行政。"]
    report = govreport.read(printed([first, second]))
    assert headed(report) == ["1 一、主要工作", "2 二、下步打算"]
    (paragraph,) = (block for block in report.sections[0].blocks if isinstance(block, govreport.Paragraph))
    assert paragraph.text.endswith("加强组织领导，落实各项任务。")
    assert [leaf.text for leaf in report.boilerplate] == ["— 1 —", "— 2 —"]
    assert report.source.format == "pdf"
    assert len(report.source.pages) == 2
    assert report.source.page(report.source.text.index("导，落实")) == 2


def test_a_text_layer_without_text_is_an_error(printed: Callable[[list[list[str]]], bytes]) -> None:
    with pytest.raises(ReadError, match="text layer cannot be read"):
        govreport.read(printed([["，。、；：？！…—·", "《》〈〉（）〔〕"]]))
    with pytest.raises(ReadError, match="damaged"):
        govreport.read(b"%PDF-1.7\nnothing")


# ---- what is not installed -----------------------------------------------------------------------------------


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.delitem(sys.modules, "govreport.formats.pdf", raising=False)
    with pytest.raises(ReadError, match=r"pip install 'govreport\[pdf\]'"):
        govreport.read(b"%PDF-1.7")

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
from readings import headed

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


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
def test_formats_are_detected_by_content(content: bytes, name: str | None, format: str) -> None:
    assert sniff(content, name) == format


@pytest.mark.parametrize(
    ("content", "format", "problem"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "not a Word document"),
        (b"PK\x03\x04nothing else", None, "zip archive"),
        (b"x", "wps", "unknown format 'wps'"),
    ],
)
def test_unsupported_files_are_reported(content: bytes, format: str | None, problem: str) -> None:
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


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (
            "title: 工作报告\nauthor: 张三\ndate: 2025-01-06",
            "坚持。",
            "工作报告\n作者：张三\n日期：2025-01-06\n坚持。\n",
        ),
        ("title: 工作报告", "# 工作**报告**", "工作报告\n"),
        ("date: 2025-01-06", "2025年1月6日", "2025年1月6日\n"),
        ("title: [a]\nauthor:\n  x: y", "坚持。", "坚持。\n"),
        ("author: [张三, {name: 李四, mail: x}]", "坚持。", "作者：张三、李四\n坚持。\n"),
        ("author:\n  name: 张三", "坚持。", "作者：张三\n坚持。\n"),
    ],
)
def test_markdown_metadata_that_the_text_does_not_repeat(head: str, body: str, text: str) -> None:
    assert govreport.read(f"---\n{head}\n---\n\n{body}\n".encode(), format="markdown").source.text == text


def test_markdown_lists_keep_the_numbers_that_a_reader_sees() -> None:
    report = govreport.read(
        "一、任务\n\n3. 立规。\n4. 执法。\n\n- 一是普法；\n\n- 二是监督。\n".encode(), format="markdown"
    )
    assert report.source.text == "一、任务\n3.立规。\n4.执法。\n一是普法；\n二是监督。\n"


def test_markup_is_removed_and_the_text_kept() -> None:
    report = govreport.read("**坚持**`依法`[行政](http://x)<b>！</b>\n全面\n落实\\*\n".encode(), format="markdown")
    assert report.source.text == "坚持依法行政！全面落实*\n"


def test_markdown_notes_and_nested_bullets() -> None:
    text = "推进“三资”<sup>2</sup>改革，3m<SUP>2</SUP>。\n\n- 甲\n    - 乙\n"
    report = govreport.read(text.encode(), format="markdown")
    assert report.source.text.splitlines() == ["推进“三资”[2]改革，3m2。", "● 甲", "○ 乙"]


def test_markdown_footnotes_are_notes() -> None:
    text = "推进改革[^a]，公开[^2][^x]透明[^a]。\n\n[^2]: 主动**公开**\n目录。\n[^a]: 三资：资金、\n    资产。\n\n一、总则\n[^9]: 无人引用。\n"
    report = govreport.read(text.encode(), format="markdown")
    lines = [
        "推进改革[1]，公开[2][^x]透明[1]。",
        "一、总则",
        "[2] 主动公开目录。",
        "[1] 三资：资金、资产。",
        "无人引用。",
    ]
    assert report.source.text.splitlines() == lines
    assert [leaf.text for leaf in report.notes] == lines[2:]


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


def test_an_automatic_number_that_is_typed_again_is_one(docx: Any) -> None:
    content = with_numbering(docx, level(0, "chineseCounting", "%1、"), [(0, "一、立规"), (0, "执法")])
    assert govreport.read(content).source.text.split() == ["一、立规", "二、执法"]


def test_an_inner_level_begins_again_and_names_the_outer(docx: Any) -> None:
    levels = level(0, "decimal", "%1 ") + level(1, "decimal", "%1.%2 ")
    content = with_numbering(docx, levels, [(0, "甲事"), (1, "乙事"), (1, "丙事"), (0, "丁事"), (1, "戊事")])
    assert govreport.read(content).source.text.splitlines() == ["1 甲事", "1.1 乙事", "1.2 丙事", "2 丁事", "2.1 戊事"]


@pytest.mark.parametrize("target", ["../NULL", "gone.xml", "#place", "media/x.png"])
@pytest.mark.parametrize("part", ["_rels/.rels", "word/_rels/document.xml.rels"])
def test_a_relationship_without_a_target_is_ignored(docx: Any, part: str, target: str) -> None:
    document = docx.Document()
    document.add_paragraph("坚持依法行政。")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    broken = f'<Relationship Id="broken" Type="{kind}" Target="{target}"/></Relationships>'
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as package, zipfile.ZipFile(stream, "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            changed.writestr(name, content.replace(b"</Relationships>", broken.encode()) if name == part else content)
    assert govreport.read(stream.getvalue()).source.text == "坚持依法行政。\n"


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


BODY = """<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{}</w:body>"""


def of_xml(docx: Any, blocks: str) -> bytes:
    """A Word file with these elements in its body."""
    from docx.oxml import parse_xml

    document = docx.Document()
    for at, block in enumerate(list(parse_xml(BODY.format(blocks)))):
        document.element.body.insert(at, block)
    return saved(document)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def turn(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def box(text: str) -> str:
    return f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"


SPAN = '<w:gridSpan w:val="2"/>'
MERGE = '<w:vMerge w:val="restart"/>'
INSTRUCTION = "<w:r><w:instrText>{}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (f"{run('甲')}<w:hyperlink>{run('乙')}</w:hyperlink><w:smartTag>{run('丙')}</w:smartTag>", "甲乙丙"),
        (f"{turn('begin')}{INSTRUCTION.format('PAGE')}{turn('separate')}{run('7')}{turn('end')}", "7"),
        (f"{turn('begin')}{run('IF')}{turn('separate')}{run('甲')}{turn('end')}乙", "甲"),
        (f"{turn('begin')}{INSTRUCTION.format(chr(92).join(['eq ', 'o', 'ac(○,12)']))}{turn('end')}{run('甲')}", "⑫甲"),
        (f"{turn('begin')}{run('甲')}", "甲"),
        (f"{turn('end')}{turn('separate')}{run('甲')}", "甲"),
        (f'<w:fldSimple w:instr="DATE">{run("2025年1月6日")}</w:fldSimple>', "2025年1月6日"),
        (f"<w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>", "甲"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击')}</w:sdtContent></w:sdt>{run('甲')}",
            "甲",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="F06C"/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "●≥"),
        ('<w:r><w:sym w:font="Arial" w:char="D800"/><w:sym w:char="x"/></w:r>' + run("甲"), "甲"),
        (f"<w:r><w:ruby><w:rt>{run('yī')}</w:rt><w:rubyBase>{run('一')}</w:rubyBase></w:ruby></w:r>", "一"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>丙</w:t></w:r>", "甲\n乙-丙"),
        (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>{run('乙')}", "乙"),
        (f"{run('甲')}<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "甲x=1"),
        (f"{run('甲')}<w:r><w:br w:type='page'/></w:r>{run('乙')}", "甲乙"),
    ],
)
def test_the_text_of_a_paragraph_is_that_shown_by_word(docx: Any, paragraph: str, text: str) -> None:
    assert govreport.read(of_xml(docx, f"<w:p>{paragraph}</w:p>")).source.text == f"{text}\n"


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        (f"<w:sdt><w:sdtContent><w:p>{run('甲')}</w:p></w:sdtContent></w:sdt>", "甲"),
        (
            f"<w:p><w:moveFrom>{run('甲')}</w:moveFrom>{run('乙')}</w:p><w:p><w:moveTo>{run('甲')}</w:moveTo></w:p>",
            "乙\n甲",
        ),
        (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('甲')}</w:p><w:p>{run('乙')}</w:p>", "甲乙"),
        (f"<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr></w:p><w:p>{run('乙')}</w:p>", "乙"),
        (f"<w:ins><w:p>{run('甲')}</w:p></w:ins><w:del><w:p>{run('乙')}</w:p></w:del>", "甲"),
        (f"<w:tbl><w:tr>{cell('一、甲')}</w:tr><w:tr>{cell('二、乙')}</w:tr></w:tbl>", "一、甲\n二、乙"),
        (
            f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:sdtContent></w:sdt></w:tbl>",
            "| 甲 | 乙 |",
        ),
        (
            f"<w:tbl><w:tr><w:tc><w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl></w:tc>{cell('丙')}</w:tr></w:tbl>",
            "| 甲 乙 | 丙 |",
        ),
        (
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell('')}{cell('')}</w:tr><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>",
            "| 甲 | 乙 |",
        ),
        (
            f"<w:tbl><w:tr>{cell('甲', SPAN)}{cell('乙')}</w:tr><w:tr>{cell('1')}{cell('2')}{cell('3')}</w:tr></w:tbl>",
            "| 甲 |  | 乙 |\n| 1 | 2 | 3 |",
        ),
        (
            f"<w:tbl><w:tr>{cell('甲', MERGE)}{cell('1')}</w:tr>"
            f"<w:tr>{cell('', '<w:vMerge/>')}{cell('2')}</w:tr></w:tbl>",
            "| 甲 | 1 |\n|  | 2 |",
        ),
        (
            f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/><w:gridAfter w:val='1'/></w:trPr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>",
            "|  | 甲 | 乙 |  |",
        ),
    ],
)
def test_blocks_are_as_word_shows_them(docx: Any, blocks: str, text: str) -> None:
    assert govreport.read(of_xml(docx, blocks)).source.text == f"{text}\n"


def test_numbered_text_in_a_box_belongs_to_the_text(docx: Any) -> None:
    boxed = f"<w:pict><v:textbox><w:txbxContent><w:p>{run('二、组织')}</w:p><w:p>{run('设立中心。')}</w:p></w:txbxContent></v:textbox></w:pict>"
    blocks = f"<w:p>{run('一、目标。')}</w:p><w:p><w:r>{boxed}</w:r></w:p><w:p>{run('三、步骤。')}</w:p>"
    report = govreport.read(of_xml(docx, blocks))
    assert [section.number and section.number.text for section in report.sections] == ["一、", "二、", "三、"]
    assert report.boilerplate == ()


def test_drawn_text_and_text_boxes_are_the_head_of_a_document(docx: Any) -> None:
    drawn = '<w:r><w:pict><v:shape><v:textpath string="某县人民政府文件"/></v:shape></w:pict></w:r>'
    path = "<w:r><w:pict><v:shape><v:textpath/></v:shape></w:pict></w:r>"
    fallback = f"<w:r><mc:AlternateContent><mc:Fallback>{drawn}</mc:Fallback></mc:AlternateContent></w:r>"
    numbered = f"<w:r><w:pict><v:textbox>{box('某政发〔2023〕5号')}</v:textbox></w:pict></w:r>"
    lines = ("关于加强工作的通知", "各乡镇：", "一、总体要求", "做好工作。", "二、工作措施", "抓好落实。")
    text = "".join(f"<w:p>{run(line)}</w:p>" for line in lines)
    report = govreport.read(of_xml(docx, f"<w:p>{drawn}{path}{fallback}{numbered}</w:p>{text}"))
    assert report.source.text.splitlines() == ["某县人民政府文件", "某政发〔2023〕5号", *lines]
    assert report.document_number is not None
    assert report.document_number.text == "某政发〔2023〕5号"
    assert report.title is not None
    assert report.title.text == "关于加强工作的通知"


def test_drawn_text_in_a_header_is_boilerplate(docx: Any) -> None:
    from docx.oxml import parse_xml

    document = docx.Document()
    document.add_paragraph("正文")
    drawn = '<w:p><w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r></w:p>'
    header = document.sections[0].header
    header.is_linked_to_previous = False
    for block in list(parse_xml(BODY.format(drawn * 2))):
        header._element.append(block)
    report = govreport.read(saved(document))
    assert [leaf.text for leaf in report.boilerplate] == ["内部资料"]


def test_a_raised_figure_in_word_refers_to_a_note(docx: Any) -> None:
    def above(text: str, hidden: str = "") -> str:
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/>{hidden}</w:rPr><w:t>{text}</w:t></w:r>'

    blocks = f"<w:p>{run('三资')}{above('2')}{run('改革3m')}{above('2')}{above('9', '<w:vanish/>')}</w:p>"
    assert govreport.read(of_xml(docx, blocks)).source.text == "三资[2]改革3m2\n"


def test_bullets_in_word_show_their_level(docx: Any) -> None:
    levels = level(0, "bullet", "•") + level(1, "bullet", "o")
    content = with_numbering(docx, levels, [(0, "甲"), (1, "乙"), (1, "丙"), (0, "丁")])
    assert govreport.read(content).source.text.splitlines() == ["●甲", "○乙", "○丙", "●丁"]


def test_text_boxes_are_text_once(docx: Any) -> None:
    boxed = f"<w:pict><v:textbox>{box('内框')}</v:textbox></w:pict>"
    outer = box("外框").replace("</w:p>", f"<w:r>{boxed}</w:r></w:p>")
    choice = f"<mc:Choice Requires='wps'>{outer}</mc:Choice><mc:Fallback>{outer}</mc:Fallback>"
    content = of_xml(docx, f"<w:p>{run('正文')}<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>")
    report = govreport.read(content)
    assert report.boilerplate == ()
    assert report.source.text == "外框\n内框\n正文\n"


def test_a_list_may_have_its_own_first_number_and_empty_paragraphs_count(docx: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    content = with_numbering(docx, level(0, "decimal", "%1."), [(0, "甲"), (0, ""), (0, "丙")])
    assert govreport.read(content).source.text.splitlines() == ["1.甲", "3.丙"]
    document = docx.Document(io.BytesIO(content))
    again = f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    document.part.numbering_part.element.append(parse_xml(again))
    numbers = '<w:numPr {}><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    for text, name in [("丁", 91), ("戊", 91), ("己", 0)]:
        document.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(numbers.format(nsdecls("w"), name)))
    assert govreport.read(saved(document)).source.text.splitlines() == ["1.甲", "3.丙", "7.丁", "8.戊", "己"]


def test_a_style_may_number_its_paragraphs(docx: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    levels = level(0, "chineseCountingThousand", "第%1章 ") + level(1, "chineseCountingThousand", "第%2节 ")
    levels = levels.replace("<w:suff", '<w:pStyle w:val="Heading1"/><w:suff', 1)
    levels = levels.replace(
        '<w:suff w:val="nothing"/><w:lvlText w:val="第%2',
        '<w:pStyle w:val="Heading2"/><w:suff w:val="nothing"/><w:lvlText w:val="第%2',
    )
    document = docx.Document(io.BytesIO(with_numbering(docx, levels, [])))
    for name in ("Heading 1", "Heading 2"):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
    for text, style in [("总则", "Heading 1"), ("目的", "Heading 2"), ("范围", "Heading 2"), ("附则", "Heading 1")]:
        document.add_paragraph(text, style=style)
    shown = ["第一章 总则", "第一节 目的", "第二节 范围", "第二章 附则"]
    assert govreport.read(saved(document)).source.text.splitlines() == shown


def test_footnotes_and_comments_are_notes(docx: Any) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    document = docx.Document()
    reference = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'
    twice = f"<w:p>{run('推进三资')}{reference.format(3)}{run('改革')}{reference.format(2)}{run('。')}</w:p>"
    document.element.body.insert(0, parse_xml(BODY.format(twice))[0])
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes = "".join(
        f'<w:footnote w:id="{name}"><w:p><w:r><w:footnoteRef/></w:r>{run(text)}</w:p></w:footnote>'
        for name, text in [("2", " 见附表。"), ("3", "资金、资产、资源。")]
    )
    comments = f'<w:comment w:id="0"><w:p>{run("请核实。")}</w:p></w:comment>'
    for kind, xml, of_kind, relation in (
        ("footnotes", separator + notes, CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
        ("comments", comments, CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS),
    ):
        content = BODY.format(xml).replace("w:body", f"w:{kind}").encode()
        part = Part(PackURI(f"/word/{kind}.xml"), of_kind, content, document.part.package)
        document.part.relate_to(part, relation)
    report = govreport.read(saved(document))
    assert report.source.text.splitlines()[0] == "推进三资[1]改革[2]。"
    assert [leaf.text for leaf in report.notes] == ["[2] 见附表。", "[1] 资金、资产、资源。", "请核实。"]


@pytest.mark.parametrize(
    ("number", "typed", "shown"),
    [
        ("%1.", "1．目标", "1．目标"),
        ("（%1）", "(1)目标", "(1)目标"),
        ("%1.", "10个目标", "1.10个目标"),
        ("%1", "1、目标", "1、目标"),
        ("%1", "1个目标", "11个目标"),
    ],
)
def test_a_number_typed_again_is_one(docx: Any, number: str, typed: str, shown: str) -> None:
    content = with_numbering(docx, level(0, "decimal", number), [(0, typed)])
    assert govreport.read(content).source.text == f"{shown}\n"


def test_fields_of_automatic_numbers_count(docx: Any) -> None:
    def counted(instruction: str, text: str) -> str:
        begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
        return f"<w:p>{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{end}{run(text)}</w:p>"

    simple = f'<w:p><w:fldSimple w:instr=" AUTONUMLGL "/>{run("步骤")}</w:p>'
    stored = counted(" AUTONUM ", "保障").replace(
        '<w:fldChar w:fldCharType="end"/>',
        f'<w:fldChar w:fldCharType="separate"/></w:r>{run("4.")}<w:r><w:fldChar w:fldCharType="end"/>',
    )
    blocks = counted(" AUTONUM ", "目标") + counted(r" AUTONUM \* CHINESENUM3 \s 、 ", "组织") + simple
    blocks += stored + counted(" AUTONUM ", "附则")
    lines = ["1.目标", "二、组织", "3.步骤", "4.保障", "5.附则"]
    assert govreport.read(of_xml(docx, blocks)).source.text.splitlines() == lines


# ---- PDF -----------------------------------------------------------------------------------------------------


Draw = Callable[[Any], None]
Page = list[str]
FONT = "STSong-Light"


@pytest.fixture
def drawn() -> Callable[[list[Draw]], bytes]:
    """Makes a PDF of pages that are drawn on reportlab's canvas."""
    pytest.importorskip("pypdfium2")
    pytest.importorskip("reportlab")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    def make(pages: list[Draw]) -> bytes:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=(595, 842))
        for page in pages:
            canvas.setFont(FONT, 16)
            page(canvas)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    return make


@pytest.fixture
def printed(drawn: Callable[[list[Draw]], bytes]) -> Callable[[list[Page]], bytes]:
    """Makes a PDF of pages of lines with page numbers; full-width blanks at the head of a line are its indent."""

    def drawing(lines: Page, number: int) -> Draw:
        def draw(canvas: Any) -> None:
            for at, line in enumerate(lines):
                indent = len(line) - len(line.lstrip("　"))
                canvas.drawString(80 + 16 * indent, 740 - 28 * at, line.strip("　"))
            canvas.drawString(280, 40, f"— {number} —")

        return draw

    return lambda pages: drawn([drawing(lines, number) for number, lines in enumerate(pages, 1)])


PROSE = [
    "　　坚持依法行政，完善制度体系，规范行政执法，优化营商环境",
    "化解社会矛盾，强化监督考核，推进政务公开，加强组织领导。",
]
"""A paragraph of two lines that reach to the right edge."""


def test_lines_of_a_pdf_are_rejoined_and_page_numbers_set_aside(printed: Callable[[list[Page]], bytes]) -> None:
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


@pytest.mark.parametrize(
    ("page", "paragraphs"),
    [
        pytest.param([*PROSE, *PROSE], 2, id="a full line with a stop, and an indent below"),
        pytest.param(
            [PROSE[0].strip("　"), PROSE[1], "17.继续推进依法行政，完善制度体系。"], 2, id="a number after a stop"
        ),
        pytest.param(["　　落实各项任务。", *PROSE], 2, id="a short line"),
        pytest.param([PROSE[1][:-2] + "，二", PROSE[1]], 1, id="in mid-sentence"),
        pytest.param(
            ["（一）完善制度体系，规范行政执法，优化营商环境，化解社会", "　　矛盾。", *PROSE], 2, id="a hanging indent"
        ),
    ],
)
def test_where_paragraphs_begin(page: Page, paragraphs: int, printed: Callable[[list[Page]], bytes]) -> None:
    content = printed([[*page, *PROSE]])
    assert len(govreport.read(content).source.text.splitlines()) == paragraphs + 2  # one more, and the page number


def test_entries_of_a_table_of_contents_stay_apart(drawn: Callable[[list[Draw]], bytes]) -> None:
    def draw(canvas: Any) -> None:
        for at, (entry, number) in enumerate([("一、立规", "1"), ("二、执法" + "·" * 20, "12"), ("三、普法", "13–15")]):
            canvas.drawString(80, 740 - 28 * at, entry)
            canvas.drawRightString(528, 740 - 28 * at, number)
        for at, line in enumerate(PROSE):
            canvas.drawString(80, 600 - 28 * at, line.strip("　"))

    lines = govreport.read(drawn([draw])).source.text.splitlines()
    assert lines[:3] == ["一、立规  1", f"二、执法{'·' * 20}  12", "三、普法  13–15"]


def test_text_in_a_larger_font_is_a_heading(drawn: Callable[[list[Draw]], bytes]) -> None:
    def page(title: str, part: str) -> Draw:
        def draw(canvas: Any) -> None:
            for at, (line, size) in enumerate([(title, 22), (part, 18), *((one, 16) for one in PROSE)]):
                canvas.setFont(FONT, size)
                canvas.drawString(80, 700 - 28 * at, line.strip("　"))

        return draw

    def cover(canvas: Any) -> None:
        canvas.setFont(FONT, 26)
        for at, line in enumerate(["某市人民政府关于进一步加强", "法治政府建设的报告"]):
            canvas.drawCentredString(304, 500 - 36 * at, line)

    content = drawn([cover, page("总体情况", "主要成效"), page("下步打算", "组织保障")])
    report = govreport.read(content)
    assert report.source.text.splitlines()[0] == "某市人民政府关于进一步加强法治政府建设的报告"
    assert headed(report) == ["u1 总体情况", "u1/u1 主要成效", "u2 下步打算", "u2/u1 组织保障"]


def test_invisible_blanks_are_dropped(drawn: Callable[[list[Draw]], bytes]) -> None:
    def draw(canvas: Any) -> None:
        for at, line in enumerate(PROSE):
            canvas.drawString(80, 580 - 28 * at, line.strip("　"))
        canvas.drawString(80, 740, "第一章 总　则", charSpace=6)
        canvas.drawString(80, 700, "关于 2025 年 GDP growth 的报告")
        for at, figure in enumerate("2025"):
            canvas.drawString(80 + 15.5 * at, 660, figure)
        canvas.drawString(80 + 15.5 * 4, 660, "年")
        for at, word in enumerate("推进依法行政工作"):
            canvas.drawString(80 + 26 * at, 620, word)

    lines = govreport.read(drawn([draw])).source.text.splitlines()[1:]
    assert lines == ["第一章 总 则", "关于 2025 年 GDP growth 的报告", "2025年", "推进依法行政工作"]


def test_a_hyphen_that_splits_a_word_is_removed(printed: Callable[[list[Page]], bytes]) -> None:
    lines = [
        "坚持依法行政，完善制度体系，规范行政执法，优化 environ-",
        "mental law and",
        "some more of the text in this line of Latin letters in all",
        "落实。",
    ]
    assert "environmental law and" in govreport.read(printed([lines])).source.text


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(turned: int, drawn: Callable[[list[Draw]], bytes]) -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(turned)
        canvas.translate(*{90: (595, 0), 180: (595, 842), 270: (0, 842)}[turned])
        canvas.rotate(turned)
        canvas.setFont(FONT, 16)
        for at, line in enumerate(["　　一、主要工作", *PROSE]):
            canvas.drawString(80, 400 - 28 * at, line.strip("　"))

    lines = govreport.read(drawn([draw])).source.text.splitlines()
    assert lines == ["一、主要工作", "".join(PROSE).strip("　")]


def test_columns_are_read_one_after_the_other(drawn: Callable[[list[Draw]], bytes]) -> None:
    def draw(canvas: Any) -> None:
        for left, words in ((60, "立规执法普法"), (310, "监督考核公开")):
            for at in range(6):
                canvas.drawString(left, 700 - 28 * at, words[at] * 14)

    (line,) = govreport.read(drawn([draw])).source.text.splitlines()
    assert line == "".join(word * 14 for word in "立规执法普法监督考核公开")


def test_running_heads_are_distinguished_from_labels(drawn: Callable[[list[Draw]], bytes]) -> None:
    def page(number: int, head: str) -> Draw:
        def draw(canvas: Any) -> None:
            canvas.drawString(80, 800, head)
            canvas.drawString(80, 700, f"落实第{'一二三四'[number]}项任务。")
            canvas.drawString(280, 40, f"第 {number + 1} 页 共 4 页")

        return draw

    heads = ["政府公报", "政府公报", "附件1", "附件2"]
    report = govreport.read(drawn([page(number, head) for number, head in enumerate(heads)]))
    text = report.source.text
    assert ["附件1" in text, "附件2" in text] == [True, True]
    aside = "".join(leaf.text for leaf in report.boilerplate)
    assert aside.count("政府公报") == 2
    assert "附件" not in aside
    assert aside.count("页") == 8


def test_text_drawn_last_is_read_at_its_position(drawn: Callable[[list[Draw]], bytes]) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(280, 40, "1")
        for at, line in enumerate(PROSE):
            canvas.drawString(80, 600 - 28 * at, line.strip("　"))
        canvas.drawString(80, 700, "一、主要工作")

    report = govreport.read(drawn([draw]))
    assert report.source.text.splitlines() == ["一、主要工作", "".join(PROSE).strip("　"), "1"]
    assert [leaf.text for leaf in report.boilerplate] == ["1"]


def test_a_gap_separates_paragraphs_and_a_page_may_be_empty(drawn: Callable[[list[Draw]], bytes]) -> None:
    def draw(canvas: Any) -> None:
        for at, line in enumerate([*PROSE, *PROSE]):
            canvas.drawString(80, 700 - 28 * at - 20 * (at > 1), line.strip("　").replace("。", "章"))

    report = govreport.read(drawn([draw, lambda canvas: canvas.drawString(280, 40, "2")]))
    paragraph = "".join(PROSE).strip("　").replace("。", "章")
    assert report.source.text.splitlines() == [paragraph, paragraph, "2"]
    assert len(report.source.pages) == 2


def test_characters_of_hong_kong_are_read() -> None:
    """Whose font has them at code points of private use, as fonts of user-defined characters do."""
    pytest.importorskip("pypdfium2")
    table = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <E373> endbfchar"
    head = b"/CIDInit /ProcSet findresource begin begincmap "
    for name, shown in [(b"ABCDEF+EUDC", "羣"), (b"Symbols", "\ue373")]:
        content = b"BT /F 16 Tf 80 700 Td (AAAA) Tj ET"
        font = b"<</Type/Font/Subtype/Type1/BaseFont/%b/ToUnicode 6 0 R>>" % name
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
            font,
            b"<</Length %d>>stream\n%b\nendstream" % (len(head + table) + 8, head + table + b" endcmap"),
        ]
        file = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % one for one in enumerate(objects, 1))
        file += b"trailer<</Root 1 0 R>>"
        if shown == "羣":
            assert govreport.read(file).source.text == shown * 4 + "\n"
        else:  # a code point of private use has no meaning by itself
            with pytest.raises(ReadError, match=r"codes of its own fonts, not characters; read it with ocr=True"):
                govreport.read(file)


def test_a_text_layer_without_text_is_an_error(printed: Callable[[list[Page]], bytes]) -> None:
    with pytest.raises(ReadError, match="text layer is not Chinese"):
        govreport.read(printed([["，。、；：？！…—·", "《》〈〉（）〔〕"]]))
    with pytest.raises(ReadError, match="damaged"):
        govreport.read(b"%PDF-1.7\nnothing")


def test_scanned_pages_need_ocr(drawn: Callable[[list[Draw]], bytes]) -> None:
    pytest.importorskip("PIL")
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(Image.new("1", (300, 400)))
    with pytest.raises(ReadError, match=r"empty or images; read it with ocr=True \(--ocr\)"):
        govreport.read(drawn([lambda canvas: canvas.drawImage(picture, 0, 0, 595, 842)]))


def test_reading_ends_at_the_limit(printed: Callable[[list[Page]], bytes]) -> None:
    content = printed([PROSE])
    assert govreport.read(content, max_chars=2000).source.text
    with pytest.raises(ReadError, match="more than 50 characters"):
        decoded_pdf(content, 50)


def decoded_pdf(content: bytes, max_chars: int) -> object:
    """A PDF read with a limit that its bytes alone would exceed."""
    from govreport.formats.pdf import extract
    from govreport.formats.work import Work

    return extract(content, name="a.pdf", encoding=None, max_chars=max_chars, work=Work("a.pdf"))


# ---- what is not installed -----------------------------------------------------------------------------------


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.delitem(sys.modules, "govreport.formats.pdf", raising=False)
    with pytest.raises(ReadError, match=r"pip install 'govreport\[pdf\]'"):
        govreport.read(b"%PDF-1.7")

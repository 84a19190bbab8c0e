"""OpenDocument texts, RTF and web archives: numbers, headings, tables, boilerplate, and malicious files."""

from __future__ import annotations

import binascii
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from office_files import open_document, zipped
from outcomes import outcome


def text_of(content: bytes) -> list[str]:
    return govreport.read(content).source.text.splitlines()


def unicode(text: str) -> str:
    r"""The text as ``\u`` of RTF, each with a fallback."""
    return "".join(f"\\u{ord(one) - 65536 if ord(one) > 32767 else ord(one)}?" for one in text)


def rtf(body: str, head: str = "") -> bytes:
    return f"{{\\rtf1\\ansi\\ansicpg936\\deff0{head}\n{body}}}".encode("gb18030")


# ---- RTF -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        pytest.param(rtf(rf"{unicode('总则')}\par {unicode('分则')}"), ["总则", "分则"], id="Unicode"),
        pytest.param(rtf(r"\'d7\'dc\'d4\'f2"), ["总则"], id="bytes of the code page"),
        pytest.param(rtf("总则"), ["总则"], id="raw bytes"),
        pytest.param(
            b"{\\rtf1\\ansi{\\fonttbl{\\f1\\fcharset134 \\'cb\\'ce;}}\\f1\\'d7\\'dc\\'d4\\'f2}", ["总则"], id="font"
        ),
        pytest.param(rtf(r"\uc2\u24635\'d7\'dc\u21017??"), ["总则"], id="fallback of two bytes"),
        pytest.param(rtf(r"\u-10180?\u-9216?"), ["🀀"], id="surrogates"),
        pytest.param(rtf(r"a{\v hidden}b{\deleted gone}c"), ["abc"], id="hidden text"),
        pytest.param(rtf(r"a\~b\_c\-d\{\}\\"), ["a\xa0b-cd{}\\"], id="symbols"),
        pytest.param(rtf(r"a{\*\unknown b{\b c}}d{\pict ffd8}e"), ["ade"], id="unknown destinations"),
        pytest.param(rtf(r"a{\field{\*\fldinst PAGE}{\fldrslt 7}}"), ["a7"], id="fields"),
        pytest.param(rtf("a\\bin3 }{}b"), ["ab"], id="binary data"),
        pytest.param(rtf("a\\bin99999999 b"), ["a"], id="binary data beyond the end"),
        pytest.param(rtf(r"a}}}} b"), ["a b"], id="groups that are not open"),
    ],
)
def test_text_of_rtf(content: bytes, lines: list[str]) -> None:
    assert text_of(content) == lines


def test_rtf_headings_numbers_and_boilerplate() -> None:
    styles = r"{\stylesheet{\s1\outlinelevel0 heading 1;}{\s2\outlinelevel1 heading 2;}}"
    body = (
        rf"{{\header {unicode('内部资料')}\par}}\pard\s1 {{\listtext {unicode('第一章')}\tab}}{unicode('总体情况')}\par"
        rf"\pard {unicode('审查文件。')}{{\footnote {unicode('见附表。')}}}\par\pard\s2 {unicode('主要成效')}\par\pard {unicode('立规。')}\par"
    )
    report = govreport.read(rtf(body, styles))
    assert report.source.format == "rtf"
    assert report.source.text.splitlines() == [
        "内部资料",
        "第一章 总体情况",
        "审查文件。",
        "主要成效",
        "立规。",
        "见附表。",
    ]
    assert [(unit.path, unit.title) for unit in report.search()] == [("1", "第一章 总体情况"), ("1/u1", "主要成效")]
    assert [leaf.text for leaf in report.boilerplate] == ["内部资料"]
    assert [leaf.text for leaf in report.notes] == ["见附表。"]


def test_rtf_text_boxes_are_text_and_those_of_a_header_are_not() -> None:
    def box(text: str) -> str:
        return rf"{{\shp{{\*\shpinst{{\sp{{\sn x}}{{\sv 1}}}}{{\shptxt \pard {unicode(text)}\par}}}}}}"

    body = rf"{{\header {box('页眉框')}}}\pard {unicode('坚持')}{box('文本框')}{unicode('依法。')}\par"
    report = govreport.read(rtf(body))
    assert report.source.text.splitlines() == ["页眉框", "文本框", "坚持依法。"]
    assert [leaf.text for leaf in report.boilerplate] == ["页眉框"]


def test_rtf_notes_have_the_marks_of_their_references() -> None:
    def note(text: str, kind: str = "", mark: str = r"\chftn") -> str:
        return rf"{{\super {mark}{{\footnote {kind}\pard\plain {{\super {mark}}} {unicode(text)}}}}}"

    comment = (
        r"{\*\atnid Z}{\*\atnauthor Z}\chatn{\*\annotation{\*\atnref 0}{\*\atndate 1}\pard\plain\chatn "
        rf"{unicode('请核实。')}\par {unicode('再看。')}}}"
    )
    notes = (note("资金、资产。"), note("见附表。", r"\ftnalt"), note("自定标记。", mark="*"), note("按季度统计。"))
    body = (
        rf"\pard {unicode('推进三资')}{notes[0]}{unicode('改革')}{notes[1]}{unicode('依法')}{comment}{unicode('行政')}{notes[2]}\par"
        rf"\trowd\cellx100\cellx300\pard\intbl {unicode('项目')}{notes[3]}\cell 3\cell\row\pard\par"
    )
    report = govreport.read(rtf(body))
    assert report.source.text.splitlines()[:2] == ["推进三资[1]改革[i]依法行政*", "| 项目[2] | 3 |"]
    shown = ["[1] 资金、资产。", "* 自定标记。", "[2] 按季度统计。", "[i] 见附表。", "请核实。", "再看。"]
    assert [leaf.text for leaf in report.notes] == shown


def test_rtf_tables_have_the_columns_of_all_rows() -> None:
    body = (
        r"\trowd\cellx100\cellx300\pard\intbl A\cell B\cell\row"
        r"\trowd\cellx100\clvmrg\cellx200\cellx300\pard\intbl 1\par 2\cell 3\cell 4\cell\row\pard end"
    )
    assert text_of(rtf(body)) == ["| A | B |  |", "| 1 2 |  | 4 |", "end"]


def test_an_rtf_table_of_one_column_is_a_frame() -> None:
    assert text_of(rtf(r"\trowd\cellx100\pard\intbl a\par b\cell\row\pard c")) == ["a", "b", "c"]


def test_deep_groups_of_rtf_are_an_error() -> None:
    assert "nest more than 1,000 deep" in outcome(rtf("{" * 2_000_000))


@given(st.text(alphabet="{}\\'*u-1 parcelowtdbin;甲\n", max_size=300))
def test_any_rtf_is_an_error_or_read(body: str) -> None:
    assert outcome(rtf(body)) is not None


# ---- OpenDocument ----------------------------------------------------------------------------------------------------

pytest.importorskip("lxml")

LIST = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." loext:num-list-format="第%1%条"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="1"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="-"/>'
    "</text:list-style>"
)


def item(text: str, inner: str = "", start: str = "") -> str:
    return f"<text:list-item{start}><text:p>{text}</text:p>{inner}</text:list-item>"


def list_(items: str, attributes: str = 'text:style-name="L"') -> str:
    return f"<text:list {attributes}>{items}</text:list>"


def test_lists_of_odt_are_counted() -> None:
    inner = list_(item("丙") + item("丁"), "")
    body = (
        list_(item("甲") + item("乙", inner), 'text:style-name="L" xml:id="x"')
        + "<text:p>戊</text:p>"
        + list_(item("己"), 'text:style-name="L" text:continue-list="x"')
        + list_(item("庚", start=' text:start-value="7"'))
    )
    shown = ["第一条 甲", "第二条 乙", "1. 丙", "2. 丁", "戊", "第三条 己", "第七条 庚"]
    assert text_of(open_document(body, LIST)) == shown


def test_text_of_odt() -> None:
    body = (
        "<text:p>\n  坚持<text:span>依法</text:span><text:s text:c='2'/>行政<text:tab/>。<text:line-break/>次行"
        "<office:annotation><text:p>批注</text:p></office:annotation>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body></text:note>"
        "<draw:frame><draw:text-box><text:p>文本框</text:p></draw:text-box></draw:frame></text:p>"
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>已删</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    master = "<style:master-page><style:header><text:p>页眉</text:p></style:header><style:footer><text:p>页脚</text:p></style:footer></style:master-page>"
    report = govreport.read(open_document(body, master=master))
    assert report.source.format == "odt"
    lines = ["页眉", "文本框", "坚持依法  行政\t。", "次行[1]", "[1] 脚注", "批注", "页脚"]
    assert report.source.text.splitlines() == lines
    assert [leaf.text for leaf in report.boilerplate] == ["页眉", "页脚"]
    assert [leaf.text for leaf in report.notes] == ["[1] 脚注", "批注"]


def test_notes_of_odt_have_the_marks_of_their_references() -> None:
    def note(citation: str, text: str, kind: str = "footnote") -> str:
        inside = f"<text:note-body><text:p>{text}</text:p></text:note-body>"
        return f'<text:note text:note-class="{kind}">{citation}{inside}</text:note>'

    own = '<text:note-citation text:label="*">*</text:note-citation>'
    comment = "<office:annotation><text:p>请核实。</text:p><text:p>再看。</text:p></office:annotation>"
    body = (
        f"<text:p>推进三资{note('<text:note-citation>3</text:note-citation>', '资金。')}改革{note('', '见附表。', 'endnote')}"
        f"依法{comment}行政{note(own, '自定标记。')}</text:p>"
    )
    report = govreport.read(open_document(body))
    assert report.source.text.splitlines()[0] == "推进三资[3]改革[i]依法行政*"
    assert [leaf.text for leaf in report.notes] == ["[3] 资金。", "* 自定标记。", "[i] 见附表。", "请核实。", "再看。"]


def test_headings_of_odt() -> None:
    body = '<text:p>某市工作报告</text:p><text:h text:outline-level="1">总体情况</text:h><text:p>审查。</text:p><text:h text:outline-level="2">成效</text:h><text:p>立规。</text:p>'
    report = govreport.read(open_document(body))
    assert [(unit.path, unit.title) for unit in report.search()] == [("u1", "总体情况"), ("u1/u1", "成效")]


def test_tables_of_odt() -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    wide = cell("甲", 'table:number-columns-spanned="2"')
    head = f"<table:table-header-rows><table:table-row>{wide}{covered}</table:table-row></table:table-header-rows>"
    repeated = cell("乙", 'table:number-columns-repeated="2000000000"')
    row = f"<table:table-row>{cell('丙')}{cell('丁')}</table:table-row>"
    assert text_of(open_document(f"<table:table>{head}{row}</table:table>")) == ["| 甲 |  |", "| 丙 | 丁 |"]
    (line,) = text_of(
        open_document(f"<table:table><table:table-row>{cell('丙')}{repeated}</table:table-row></table:table>")
    )
    assert len(line) < 300


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(open_document("", manifest="<m:encryption-data/>"), "is encrypted", id="password"),
        pytest.param(open_document("<text:p>"), "not well-formed", id="damage"),
        pytest.param(open_document("<text:section>" * 300 + "</text:section>" * 300), "not well-formed", id="depth"),
        pytest.param(open_document("<text:p>甲" + " " * 201_000_000 + "</text:p>"), "more than 200 MB", id="zip bomb"),
        pytest.param(
            open_document("<text:p>" + "<text:tab/>" * 10_000_001 + "</text:p>"),
            "10,000,000 units of work",
            id="elements",
        ),
        pytest.param(open_document("<text:p>甲<text:s text:c='1000000000'/>乙</text:p>"), "甲", id="blanks"),
        pytest.param(open_document("甲")[:-30], "ReadError", id="truncated"),
        pytest.param(
            open_document(
                list_(item("甲"), ""),
                '<style:style style:name="a" style:family="paragraph" style:parent-style-name="b"/>'
                '<style:style style:name="b" style:family="paragraph" style:parent-style-name="a"/>',
            ),
            "甲",
            id="styles in a cycle",
        ),
    ],
)
def test_a_malicious_odt_is_an_error_or_read(content: bytes, expected: str) -> None:
    assert expected in outcome(content)


# ---- Web archives ----------------------------------------------------------------------------------------------------

HEAD = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"'
PAGE = "<html><body><h1>某市工作报告</h1><p>坚持依法行政。</p></body></html>"


def archive(*parts: bytes, head: bytes = HEAD) -> bytes:
    return head + b"\r\n\r\n" + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def part(body: bytes, encoding: str = "8bit", kind: str = "text/html", identifier: str = "<1>") -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-ID: {identifier}\r\n\r\n"
    return head.encode() + body


class TestWebArchives:
    """They are read as HTML."""

    @pytest.fixture(autouse=True)
    def _html(self) -> None:
        pytest.importorskip("readability", reason="the extra 'html' is not installed")

    @pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
    @pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
    def test_encodings(self, codec: str, encoding: str) -> None:
        body = PAGE.encode(codec)
        packers: dict[str, Callable[[bytes], bytes]] = {
            "8bit": bytes,
            "quoted-printable": binascii.b2a_qp,
            "base64": binascii.b2a_base64,
        }
        packed = packers[encoding](body)
        if (codec, encoding) == ("utf-16", "8bit"):
            pytest.skip("line ends of UTF-16 are not those of MIME")
        report = govreport.read(archive(part(b"png", kind="image/png"), part(packed, encoding)))
        assert report.source.format == "mhtml"
        assert report.source.text == "某市工作报告\n坚持依法行政。\n"

    def test_the_page_is_the_start_or_the_first(self) -> None:
        parts = (part("<p>广告</p>".encode(), identifier="<ad>"), part(PAGE.encode(), identifier="<main>"))
        assert "广告" in outcome(archive(*parts))
        assert "坚持" in outcome(archive(*parts, head=HEAD + b'; start="<main>"'))

    def test_a_nested_archive(self) -> None:
        inner = b'Content-Type: multipart/alternative; boundary="c"\r\n\r\n--c\r\n' + part(PAGE.encode()) + b"\r\n--c--"
        assert "坚持" in outcome(archive(inner))

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            pytest.param(archive(part(b"png", kind="image/png")), "without a page", id="no page"),
            pytest.param(archive(part(PAGE.encode()))[:-30], "坚持", id="truncated"),
            pytest.param(archive(*[b"\r\n"] * 200_000), "without a page", id="empty parts"),
            pytest.param(archive(part(b"PGh0bWw+5Z2a*$", "base64")), "坚", id="damaged base64"),
            pytest.param(
                HEAD + b"\r\n\r\n" + b'--b\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' * 3_000,
                "without a page",
                id="parts in parts",
            ),
            pytest.param(HEAD + b";a" * 100_000 + b"\r\n\r\n", "", id="parameters"),
        ],
    )
    def test_a_malicious_archive_is_an_error_or_read(self, content: bytes, expected: str) -> None:
        assert expected in outcome(content, "mhtml")


# ---- What is not read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(600), "a picture (PNG); read it with ocr=True (--ocr)"),
        (b"\xff\xd8\xff\xe0" + bytes(600), "a picture (JPEG)"),
        (b"II*\x00" + bytes(600), "a picture (TIFF)"),
        (b"MM\x00*" + bytes(600), "a picture (TIFF)"),
        (b"BM\x00\x01\x00\x00" + bytes(600), "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(600), "a picture"),
        (bytes(range(256)) * 8, "a binary file"),
        (bytes(4096), "a binary file"),
        (b"\x1f\x8b\x08" + bytes(600), "a gzip archive"),
        (b"\xdb\xa5\x2d\x00" + bytes(600), "older than Word 97"),
        (zipped({"xl/workbook.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "an Excel workbook (.xlsx)"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "a PowerPoint presentation (.pptx)"),
        (zipped({"META-INF/container.xml": "<a/>", "mimetype": "application/epub+zip"}), "an electronic book"),
        (zipped({"a.txt": "word/document.xml"}), "a zip archive that is not a document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "an Excel workbook (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "with a password"),
        (b"Received: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", "an e-mail"),
    ],
)
def test_what_is_not_read_is_named(content: bytes, expected: str) -> None:
    assert expected in outcome(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs"])
def test_text_is_not_binary(encoding: str) -> None:
    text = "一、總體情況 2024\r\n1. 審查文件 16 件。\r\n" * 40
    assert govreport.read(text.encode(encoding)).source.format == "text"

"""Comments and tracked changes in a copy of a Word file: their places, and that nothing else changes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import govreport
from govreport import Diagnostic, Fix, ReadError, Report, Span
from office_files import zipped

pytest.importorskip("docx", reason="the extra 'docx' is not installed")

import docx
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = {W + "commentRangeStart", W + "commentRangeEnd"}
NOTICE = """某财[2025]03号

某市财政局关于开展票据检查的通知

各区财政局,各有关单位:
为规范票据管理，现将有关事项通知如下：
（一）、全面自查。
（二）、重点抽查。
（四）、限期整改。

某市财政局
2025年01月06日
"""


def document(*paragraphs: str | Sequence[str], change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A Word file; a paragraph of several texts has several runs."""
    made = docx.Document()
    for paragraph in paragraphs:
        line = made.add_paragraph()
        for text in [paragraph] if isinstance(paragraph, str) else paragraph:
            line.add_run(text)
    change(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def notice(size: int = 100) -> bytes:
    """The notice in runs of a few characters."""
    lines = NOTICE.splitlines()
    return document(*([line[at : at + size] for at in range(0, len(line), size)] for line in lines))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(content: bytes) -> Any:
    return etree.fromstring(parts(content)["word/document.xml"])


def comments(content: bytes) -> dict[str, str]:
    """The texts of the comments by number."""
    root = etree.fromstring(parts(content)["word/comments.xml"])
    return {one.get(W + "id"): "\n".join("".join(p.itertext()) for p in one.iter(W + "p")) for one in root}


def marked(content: bytes) -> dict[str, str]:
    """The text between the ends of each comment, in the order of their numbers."""
    found: dict[str, str] = {}
    opened: set[str] = set()
    for element in body(content).iter():
        number = element.get(W + "id")
        if element.tag == W + "commentRangeStart":
            opened.add(number)
            found[number] = ""
        elif element.tag == W + "commentRangeEnd":
            opened.remove(number)
        elif element.tag in (W + "t", W + "delText"):
            for one in opened:
                found[one] += element.text or ""
    assert not opened
    return dict(sorted(found.items(), key=lambda one: int(one[0])))


def without_marks(root: Any) -> bytes:
    """The canonical form of a document without comments; neighbouring runs that a comment divided are one again."""
    for element in list(root.iter(*MARKS, W + "commentReference")):
        gone = element.getparent() if element.tag == W + "commentReference" else element
        gone.getparent().remove(gone)
    for run in list(root.iter(W + "r")):
        following = run.getnext()
        while following is not None and following.tag == W + "r" and properties(run) == properties(following):
            for child in following:
                if child.tag != W + "rPr":
                    run.append(child)
            following.getparent().remove(following)
            following = run.getnext()
        for text in list(run.iter(W + "t")):
            text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
            before = text.getprevious()
            if before is not None and before.tag == W + "t":
                before.text = (before.text or "") + (text.text or "")
                run.remove(text)
    return bytes(etree.tostring(root, method="c14n"))


def properties(run: Any) -> bytes:
    found = run.find(W + "rPr")
    return b"" if found is None else etree.tostring(found, method="c14n")


def finding(text: str, words: str, *fixes: Fix) -> Diagnostic:
    """A finding at the first place of some words."""
    start = text.index(words)
    return Diagnostic(
        "GR201", "warning", "三、 follows 一、: 二、 is missing", Span(start, start + len(words)), fixes=fixes
    )


def read_and(content: bytes, *words: str) -> tuple[Report, list[Diagnostic]]:
    report = govreport.read(content)
    return report, [finding(report.source.text, each) for each in words]


# ---- comments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_comments_are_at_their_places(size: int) -> None:
    content = notice(size)
    report = govreport.read(content)
    findings = report.check("gongwen")
    assert len(findings) >= 5
    written = report.annotated(content, findings)
    assert list(marked(written).values()) == [
        report.source.text[slice(*one.span)] or marked(written)[str(at)] for at, one in enumerate(findings)
    ]
    assert [text.split()[0] for text in comments(written).values()] == [one.code for one in findings]


@pytest.mark.parametrize("size", [1, 4, 100])
def test_nothing_else_changes(size: int) -> None:
    content = notice(size)
    report = govreport.read(content)
    written = report.annotated(content, report.check("gongwen"))
    before, after = parts(content), parts(written)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}
    assert after.keys() - before.keys() == {"word/comments.xml"}
    assert without_marks(body(written)) == without_marks(body(content))
    again = govreport.read(written)
    assert again.source.text.startswith(report.source.text)
    for name in changed - {"word/document.xml"}:
        kept = {etree.tostring(one) for one in etree.fromstring(before[name])}
        assert len({etree.tostring(one) for one in etree.fromstring(after[name])} - kept) == 1


def test_comments_are_in_the_requested_language() -> None:
    content = notice()
    report = govreport.read(content)
    findings = [one for one in report.check("gongwen") if one.code == "GR641"]
    (chinese,) = comments(report.annotated(content, findings, lang="zh")).values()
    assert chinese.split("\n") == [
        "GR641 警告：日期编了虚位：“2025年01月06日”",
        "改法：删去前面的 0。--fix 可直接改正。",
        "依据：GB/T 9704-2012 第 7.3.5.4 条、第 7.4.3 条：月、日不编虚位（即 1 不编为 01）。",
    ]
    (english,) = comments(report.annotated(content, findings)).values()
    assert english.startswith("GR641 warning: a 0 before a figure of the date: 2025年01月06日\nFix: Remove the zeros.")
    with pytest.raises(ValueError, match="choose one of en, zh"):
        report.annotated(content, findings, lang="fr")


def test_comments_that_exist_are_kept() -> None:
    content = document("一、总则", "三、附则")
    report, findings = read_and(content, "三、")
    once = report.annotated(content, findings)
    again = govreport.read(once)
    twice = again.annotated(once, [finding(again.source.text, "一、")])
    assert list(comments(twice)) == ["0", "1"]
    assert comments(twice)["0"] == comments(once)["0"]
    assert marked(twice) == {"0": "三、", "1": "一、"}
    assert parts(twice)["[Content_Types].xml"] == parts(once)["[Content_Types].xml"]


def test_comments_may_overlap() -> None:
    content = document(["某市财", "政局关于", "检查的通知"])
    report, findings = read_and(content, "财政局", "某市财政", "局关于检", "市")
    assert list(marked(report.annotated(content, findings)).values()) == ["财政局", "某市财政", "局关于检", "市"]


def test_a_finding_without_length_marks_the_text_next_to_it() -> None:
    content = document("关于检查的通知", "各区：", "请准备。")
    report = govreport.read(content)
    (one,) = (each for each in report.diagnostics if each.code == "GR102")
    assert len(one.span) == 0
    assert list(marked(report.annotated(content, [one])).values()) == ["。"]


def test_properties_of_a_run_stay_with_both_halves() -> None:
    def bold(made: Any) -> None:
        made.paragraphs[0].runs[0].bold = True

    content = document("某市财政局", change=bold)
    report, findings = read_and(content, "财政")
    runs = [run for run in body(report.annotated(content, findings)).iter(W + "r") if run.find(W + "t") is not None]
    assert [("".join(run.itertext()), run.find(f"{W}rPr/{W}b") is not None) for run in runs] == [
        ("某市", True),
        ("财政", True),
        ("局", True),
    ]


def test_tables() -> None:
    def table(made: Any) -> None:
        made.add_paragraph("下表列出各区：")
        grid = made.add_table(2, 2)
        for cell, text in zip(grid._cells, ("地区", "份数|件", "甲区", "3"), strict=True):
            cell.text = text

    content = document("通知", change=table)
    report, findings = read_and(content, "份数", "甲区", "3")
    assert list(marked(report.annotated(content, findings)).values()) == ["份数", "甲区", "3"]


def test_automatic_numbers_belong_to_the_paragraph() -> None:
    def numbered(made: Any) -> None:
        made.add_paragraph("全面自查", style="List Number")

    content = document("通知如下：", change=numbered)
    report = govreport.read(content)
    text = report.source.text
    assert "1. 全面自查" in text
    written = report.annotated(content, [finding(text, "1. 全面"), finding(text, "1.")])
    assert list(marked(written).values()) == ["全面", "："]  # a number alone has no separate place


NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def package(inside: str, **more: str) -> bytes:
    """A Word file with this body; ``more`` are other parts by kind: ``footnotes``, ``header``."""
    types = "".join(f'<Override PartName="/word/{kind}.xml" ContentType="{TYPE}.{kind}+xml"/>' for kind in more)
    rels = "".join(f'<Relationship Id="r{kind}" Type="{KIND}/{kind}" Target="{kind}.xml"/>' for kind in more)
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/'
    return zipped(
        {
            "[Content_Types].xml": f'<Types {space}content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships {space}relationships"><Relationship Id="r1" '
            f'Type="{KIND}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships {space}relationships">{rels}</Relationships>',
            "word/document.xml": f"<w:document {NAMES}><w:body>{inside}</w:body></w:document>",
            **{f"word/{kind}.xml": content for kind, content in more.items()},
        }
    )


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_a_finding_in_a_footnote_is_marked_at_its_reference() -> None:
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="2"><w:p>{run("见附表。")}</w:p></w:footnote></w:footnotes>'
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    content = package(f"<w:p>{run('票据检查')}{reference}{run('的情况')}</w:p>", footnotes=notes)
    report, findings = read_and(content, "附表")
    written = report.annotated(content, findings)
    start = next(body(written).iter(W + "commentRangeStart"))
    assert start.getnext().find(W + "footnoteReference") is not None


def test_a_finding_in_a_header_is_marked_at_the_first_text() -> None:
    header = f"<w:hdr {NAMES}><w:p>{run('内部资料')}</w:p></w:hdr>"
    content = package(f"<w:p>{run('票据')}</w:p>", header=header)
    report, findings = read_and(content, "内部")
    assert list(marked(report.annotated(content, findings)).values()) == ["票"]


def test_text_boxes_formulas_and_controls() -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('某市文件')}</w:p></w:txbxContent></w:pict></w:r>"
    formula = "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
    control = f"<w:sdt><w:sdtContent>{run('已核对')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run('见网站')}</w:hyperlink>"
    content = package(f"<w:p>{box}{run('正文甲')}{formula}{control}{link}</w:p>")
    report, findings = read_and(content, "市文", "x", "核对", "网站", "甲")
    written = report.annotated(content, findings)
    assert list(marked(written).values()) == ["某市文件", "", "核对", "网站", "甲"]  # the second is the formula
    assert all(
        one.getparent().tag in (W + "p", W + "sdtContent", W + "hyperlink") for one in body(written).iter(*MARKS)
    )
    assert without_marks(body(written)) == without_marks(body(content))


def test_tracked_changes_of_others_stay() -> None:
    inserted = f'<w:ins w:id="7" w:author="李">{run("新增文字")}</w:ins>'
    deleted = '<w:del w:id="8" w:author="李"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    content = package(f"<w:p>{run('一、')}{deleted}{inserted}</w:p>")
    report = govreport.read(content)
    text = report.source.text
    found = finding(text, "文字", Fix(Span(text.index("文字"), text.index("文字") + 1), "甲"))
    written = report.annotated(content, [found], fix=True)
    assert marked(written) == {"9": "文字"}
    assert without_marks(body(written)) == without_marks(body(content))  # inside another change nothing is changed


# ---- tracked changes --------------------------------------------------------------------------------------------------


def settled(content: bytes, *, accept: bool) -> list[str]:
    """The paragraphs once all changes are accepted or refused."""
    root = body(content)
    gone, kept = (W + "del", W + "ins") if accept else (W + "ins", W + "del")
    for change in list(root.iter(gone)):
        change.getparent().remove(change)
    assert accept or all(change.tag == kept for change in root.iter(W + "ins", W + "del"))
    return ["".join(one.text or "" for one in p.iter(W + "t", W + "delText")) for p in root.iter(W + "p")]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_fixes_can_be_accepted_or_refused(size: int) -> None:
    content = notice(size)
    report = govreport.read(content)
    written = report.annotated(content, report.check("gongwen"), fix=True)
    right = NOTICE.replace("某财[2025]03号", "某财〔2025〕3号").replace(",", "，").replace("单位:", "单位：")
    right = right.replace("）、", "）").replace("（四）", "（三）").replace("2025年01月06日", "2025年1月6日")
    assert settled(written, accept=True) == right.splitlines()
    assert settled(written, accept=False) == NOTICE.splitlines()
    assert {one.get(W + "author") for one in body(written).iter(W + "ins", W + "del")} == {"govreport"}
    numbers = [one.get(W + "id") for one in body(written).iter(W + "ins", W + "del", W + "commentRangeStart")]
    assert len(set(numbers)) == len(numbers)


def test_insertions() -> None:
    content = document("抄送：市人大办公室", "印发")
    report = govreport.read(content)
    end = report.source.text.index("\n")
    written = report.annotated(content, [finding(report.source.text, "办公室", Fix(Span(end, end), "。"))], fix=True)
    assert settled(written, accept=True) == ["抄送：市人大办公室。", "印发"]
    first = report.annotated(content, [finding(report.source.text, "抄送", Fix(Span(0, 0), "（"))], fix=True)
    assert settled(first, accept=True)[0] == "（抄送：市人大办公室"


def test_automatic_numbers_are_not_changed() -> None:
    def numbered(made: Any) -> None:
        made.add_paragraph("全面自查", style="List Number")

    content = document("通知如下：", change=numbered)
    report = govreport.read(content)
    at = report.source.text.index("1.")
    written = report.annotated(content, [finding(report.source.text, "全面", Fix(Span(at, at + 2), "2."))], fix=True)
    assert not list(body(written).iter(W + "ins", W + "del"))
    assert len(comments(written)) == 1


# ---- what cannot be annotated -----------------------------------------------------------------------------------------


def test_other_files_are_refused(tmp_path: Path) -> None:
    report = govreport.parse("一、总则")
    with pytest.raises(ReadError, match="not read from a file"):
        report.annotated()
    with pytest.raises(ReadError, match=r"is not a Word file \(\.docx\)"):
        report.annotated(b"text")
    with pytest.raises(ReadError, match="another text"):
        report.annotated(document("二、附则"))
    with pytest.raises(ReadError, match="No such file"):
        report.annotated(tmp_path / "missing.docx")


def test_the_file_that_was_read_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(notice())
    report = govreport.read(path)
    assert report.annotated() == report.annotated(path) == report.annotated(str(path), report.check())
    assert path.read_bytes() == notice() or len(path.read_bytes()) > 0


def test_without_findings_no_comments_are_made() -> None:
    content = document("一、总则")
    written = govreport.read(content).annotated(content, [])
    assert parts(written).keys() == parts(content).keys()
    assert without_marks(body(written)) == without_marks(body(content))


def test_the_result_is_the_same_each_time() -> None:
    content = notice()
    report = govreport.read(content)
    assert report.annotated(content) == report.annotated(content)


# ---- LibreOffice ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_libreoffice_shows_comments_and_changes(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    content = notice(3)
    report = govreport.read(content)
    findings = report.check("gongwen")
    (tmp_path / "checked.docx").write_bytes(report.annotated(content, findings, lang="zh", fix=True))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [
        office,
        home,
        "--headless",
        "--convert-to",
        "odt",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "checked.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    with zipfile.ZipFile(tmp_path / "checked.odt") as odt:
        shown = odt.read("content.xml").decode()
    assert len(re.findall("<office:annotation ", shown)) == len(findings)
    for one in findings:
        assert one.code in shown
    written = body(report.annotated(content, findings, fix=True))
    assert len(re.findall("<text:deletion>", shown)) == len(list(written.iter(W + "del")))
    assert len(re.findall("<text:insertion>", shown)) == len(list(written.iter(W + "ins")))

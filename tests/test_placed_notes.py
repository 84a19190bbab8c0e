"""Footnotes, outlines and stamps on the pages of PDF and OFD files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import govreport
from drawn_pages import Sheet, as_ofd, as_pdf
from ofd_files import OFD, ofd, page

pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
pytest.importorskip("lxml", reason="the extra 'ofd' is not installed")

PAGES = pytest.mark.parametrize("written", [as_pdf, as_ofd])
Written = Callable[..., bytes]
LINE = "推进三资改革，完善制度体系，规范行政执法，优化营商环境"


def noted(rule: tuple[float, float, float, float] = (80, 150, 200, 150), size: float = 9) -> list[Sheet]:
    """Two pages; a footnote is between the halves of a sentence."""
    first = Sheet().write(112, 700, f"{LINE[:10]}", 16).write(272, 706, "1", 8).write(280, 700, LINE[:16], 16)
    for i in range(1, 4):
        first.write(80, 700 - 28 * i, LINE[:27], 16)
    first.draw(rule).write(80, 130, "1 三资指资金、资产、资源，", size).write(80, 115, "见附表。", size).write(
        290, 40, "1", 12
    )
    second = (
        Sheet().write(80, 740, "，落实各项任务。", 16).write(112, 712, LINE[:25], 16).write(80, 684, "推进改革。", 16)
    )
    return [first, second]


@PAGES
def test_a_footnote_is_set_apart_and_the_sentence_is_complete(written: Written) -> None:
    report = govreport.read(written(*noted()))
    assert [leaf.text for leaf in report.notes] == ["1 三资指资金、资产、资源，见附表。"]
    first, *_ = report.source.text.splitlines()
    assert first.startswith(f"{LINE[:10]}[1]{LINE[:10]}")
    assert first.endswith(f"{LINE[:27]}，落实各项任务。")
    assert [leaf.text for leaf in report.boilerplate] == ["1"]


@PAGES
@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(noted(size=16), id="as large as the text"),
        pytest.param(noted(rule=(80, 150, 515, 150)), id="a long rule"),
        pytest.param(noted(rule=(80, 100, 200, 100)), id="above the rule"),
    ],
)
def test_other_lines_at_the_foot_are_text(pages: list[Sheet], written: Written) -> None:
    report = govreport.read(written(*pages))
    assert report.notes == ()
    assert "三资指资金、资产、资源" in report.source.text


BOOKMARKS = [("工作 成效", 0), ("存在问题", 0), ("下步打算", 1), ("没有的标题", 1)]


def outlined(bookmarks: list[tuple[str, int]]) -> govreport.Report:
    """Headings of body size without numbers, which only the outline of the file names."""
    long = f"{LINE}{LINE}"[:27]
    first = Sheet().write(200, 780, "关于工作情况的报告", 22).write(80, 720, "工作成效", 16)
    first.write(80, 692, long, 16).write(80, 664, long, 16).write(80, 636, "存在问题", 16).write(80, 608, long, 16)
    second = Sheet().write(80, 740, "下步打算", 16).write(80, 712, long, 16).write(80, 684, long, 16)
    return govreport.read(as_pdf(first, second, outline=bookmarks))


def test_bookmarks_of_a_pdf_are_headings() -> None:
    assert [unit.title for unit in outlined(BOOKMARKS).search()] == ["工作成效", "存在问题", "下步打算"]


def test_an_outline_of_the_parts_of_a_file_names_no_headings() -> None:
    assert not list(outlined(BOOKMARKS[:2]).search())


def test_an_outline_without_end_is_read() -> None:
    assert [unit.title for unit in outlined([("下步打算", 1)] * 3 + BOOKMARKS[:2]).search()]


# ---- Outside the pages of OFD --------------------------------------------------------------------------------------

TEXT = '<TextObject Boundary="28 40 150 6" Size="5.6"><TextCode X="0" Y="5">推进政务公开。</TextCode></TextObject>'
SEAL = bytes.fromhex("3021301f 30091602455302010416003012020101".replace(" ", "")) + b"\x0c\x0c" + "某市财政".encode()
SIGNED = (
    f'<Signature xmlns="{OFD}"><SignedInfo><SignatureDateTime>2020-01-25 15:31:56</SignatureDateTime>'
    '<StampAnnot PageRef="1" Boundary="1 1 9 9"/><StampAnnot PageRef="0"/><StampAnnot PageRef="77"/>'
    "<Seal><BaseLoc>Seal.esl</BaseLoc></Seal></SignedInfo></Signature>"
)


def signed(**more: str | bytes) -> bytes:
    """Two pages with a stamp over both, a watermark and an attached file."""
    common = (
        "</CommonData><Attachments>Attachments.xml</Attachments><Annotations>Annots/All.xml</Annotations><CommonData>"
    )
    root = f'<OFD xmlns="{OFD}"><DocBody><DocRoot>Doc_0/Document.xml</DocRoot><Signatures>/Doc_0/Signs.xml</Signatures></DocBody></OFD>'
    mark = '<Annot Type="Watermark"><Appearance><TextObject><TextCode>保密资料</TextCode></TextObject></Appearance></Annot>'
    members: dict[str, str | bytes] = {
        "OFD.xml": root,
        "Doc_0/Signs.xml": f'<Signatures xmlns="{OFD}"><Signature BaseLoc="Signs/Signature.xml"/><Signature/></Signatures>',
        "Doc_0/Signs/Signature.xml": SIGNED,
        "Doc_0/Signs/Seal.esl": SEAL,
        "Doc_0/Attachments.xml": f'<Attachments xmlns="{OFD}"><Attachment Name="发票.xml"/><Attachment/></Attachments>',
        "Doc_0/Annots/All.xml": f'<Annotations xmlns="{OFD}"><Page PageID="0"><FileLoc>0.xml</FileLoc></Page></Annotations>',
        "Doc_0/Annots/0.xml": f'<PageAnnot xmlns="{OFD}">{mark * 3}</PageAnnot>',
    }
    return ofd(page(TEXT), page(TEXT), common=common, more={**members, **more})  # type: ignore[dict-item]


def test_stamps_annotations_and_attached_files_of_ofd_are_named() -> None:
    report = govreport.read(signed())
    assert [leaf.text for leaf in report.notes] == [
        "印章：某市财政，第1、2页，2020-01-25 15:31:56",
        "随附文件：发票.xml",
    ]
    assert [leaf.text for leaf in report.boilerplate] == ["保密资料"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Doc_0/Signs.xml", "<Signatures"),
        ("Doc_0/Signs/Seal.esl", b"\x30\x84\xff\xff\xff\xff" * 1000),
        ("Doc_0/Signs/Seal.esl", SEAL[:9]),
        ("Doc_0/Annots/All.xml", "<a>"),
        ("Doc_0/Attachments.xml", b"\x00"),
    ],
)
def test_damaged_parts_outside_the_pages_are_left_out(name: str, content: str | bytes) -> None:
    assert "推进政务公开。" in govreport.read(signed(**{name: content})).source.text

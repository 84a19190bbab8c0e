"""Work units: a reader counts what a file multiplies, and stops at ``max_work`` with a clear error."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

import govreport
from files import FILES, fixed_layout, open_document, packed, word_file
from govreport.formats import FORMATS, IMAGES
from govreport.formats.work import MAX_WORK
from ole_files import Written, doc

NEEDED = {"docx": "docx", "doc": "olefile", "odt": "lxml", "ofd": "lxml", "pdf": "pypdfium2", "markdown": "markdown_it"}
NEEDED |= dict.fromkeys(("html", "mhtml", "docbook"), "readability")
LINES = 200


def lines(format: str) -> bytes:
    """A file with many lines."""
    text = "\n\n".join(f"第{number}行。" for number in range(LINES))
    if format == "markdown":
        return text.encode()
    if format == "doc":
        return doc([Written(f"{line}\r") for line in text.split()])
    return FILES[format].file(FILES[format].seed(text))


@pytest.mark.parametrize("format", sorted({*FORMATS} - {"text", *IMAGES}))
def test_a_file_that_takes_too_much_work_is_refused(format: str) -> None:
    if format in NEEDED:
        pytest.importorskip(NEEDED[format], reason=f"the extra of {format} is not installed")
    content = lines(format)
    assert "行" in govreport.read(content, format=format).source.text
    with pytest.raises(
        govreport.ReadError, match=r"^a: takes more than 30 units of work, the limit set by max_work, at its "
    ) as raised:
        govreport.read(content, format=format, name="a", max_work=30)
    assert raised.value.problem.endswith("split it into several files, or read it with a higher max_work")


def test_plain_text_takes_no_work() -> None:
    assert govreport.read("一、总则\n".encode() * 100, max_work=0).sections


def test_the_limit_is_documented() -> None:
    from pathlib import Path

    page = Path(__file__).resolve().parent.parent / "docs" / "limits-and-performance.md"
    assert f"| {MAX_WORK:,} units of work" in page.read_text(encoding="utf-8")


# ---- products ------------------------------------------------------------------------------------------------------


def notes(depth: int) -> bytes:
    begin, end = "<text:note><text:note-body><text:p>甲", "</text:p></text:note-body></text:note>"
    return open_document(f"<text:p>乙{begin * depth}{end * depth}</text:p>")


def terms(depth: int) -> bytes:
    return f"<html><body>{'<dl><dd>甲' * depth}{'</dd></dl>' * depth}".encode()


def styles(count: int) -> bytes:
    chain = (
        f'<style:style style:name="s{k}" style:family="paragraph" style:parent-style-name="s{k + 1}"/>'
        for k in range(count)
    )
    member = '<text:list-item><text:p text:style-name="s{}">甲</text:p></text:list-item>'
    return open_document(f"<text:list>{''.join(map(member.format, range(count)))}</text:list>", "".join(chain))


def edges(count: int) -> bytes:
    return b"{\\rtf1 " + b"\\cellx1 " * count + b"a\\cell\\row " * count + b"}"


def fonts(count: int) -> bytes:
    return b"{\\rtf1{\\fonttbl{\\f1\\fcharset2 " + b"a\\~" * count + b"}} a}"


def headers(count: int) -> bytes:
    return doc([Written("甲\r")], stories={2: "甲\r" * count}, headers=[0, 2 * count] * count)


def boxes(depth: int) -> bytes:
    begin, end = "<w:r><w:txbxContent><w:p><w:r><w:t>甲</w:t></w:r>", "</w:p></w:txbxContent></w:r>"
    return word_file(f"<w:p>{begin * depth}{end * depth}</w:p>")


FAMILIES: dict[str, tuple[str, str, Callable[[int], bytes], int]] = {
    "notes in notes": ("odt", "lxml", notes, 40),
    "lists of terms in lists of terms": ("html", "readability", terms, 40),
    "chains of styles": ("odt", "lxml", styles, 400),
    "edges of rows": ("rtf", "govreport", edges, 400),
    "names of fonts": ("rtf", "govreport", fonts, 400),
    "headers at the same place": ("doc", "olefile", headers, 400),
    "text boxes in text boxes": ("docx", "docx", boxes, 30),
}


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES.keys())
def test_nesting_and_repetition_do_not_multiply(family: tuple[str, str, Callable[[int], bytes], int]) -> None:
    from steps import steps

    format, needed, make, size = family
    pytest.importorskip(needed, reason=f"the extra of {format} is not installed")

    def cost(size: int) -> int:
        content = make(size)
        return steps(lambda: govreport.read(content, format=format))

    base = cost(1)
    few, many = cost(size // 2) - base, cost(size) - base
    assert many <= 3.5 * max(few, 3000)  # what is nested is looked at once a level, and XML has at most 256 levels


def test_cells_that_rows_lack_are_bounded() -> None:
    """markdown-it ends a table whose rows lack more than 65,536 cells."""
    pytest.importorskip("markdown_it", reason="the extra 'markdown' is not installed")
    table = "|甲" * 400 + "|\n" + "|-" * 400 + "|\n" + "|甲|\n" * 400
    assert govreport.read(table.encode(), format="markdown").source.text.count("|") < 100_000


def template(pages: int, objects: int) -> bytes:
    """Pages with the same template of objects that show nothing."""
    kids = "".join(f'<Page ID="{i}" BaseLoc="Page.xml"/>' for i in range(pages))
    area = "<PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
    text = '<TextObject Size="5" Boundary="9 9 99 9"><TextCode X="0" Y="5">甲乙</TextCode></TextObject>'
    return packed(
        {
            "OFD.xml": "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>",
            "Document.xml": f'<Document><CommonData>{area}<TemplatePage ID="1" BaseLoc="T.xml"/></CommonData>'
            f"<Pages>{kids}</Pages></Document>",
            "T.xml": f"<Page><Content><Layer>{'<PathObject/>' * objects}</Layer></Content></Page>",
            "Page.xml": f'<Page><Template TemplateID="1"/><Content><Layer>{text}</Layer></Content></Page>',
        }
    )


def unit(identifier: int) -> str:
    objects = f'<CompositeObject ResourceID="{identifier + 1}"/>' * 10
    return f'<CompositeGraphicUnit ID="{identifier}"><Content>{objects}</Content></CompositeGraphicUnit>'


@pytest.mark.parametrize(
    "content",
    [template(100, 100), fixed_layout('<CompositeObject ResourceID="0"/>', "".join(map(unit, range(8))))],
    ids=["a template on many pages", "units in units"],
)
def test_what_an_ofd_file_draws_again_is_counted(content: bytes) -> None:
    pytest.importorskip("lxml", reason="the extra 'ofd' is not installed")
    with pytest.raises(govreport.ReadError, match="10,000 units of work"):
        govreport.read(content, format="ofd", max_work=10_000)


def test_automatic_numbers_are_counted() -> None:
    """Each paragraph has a number that is longer than the paragraph."""
    pytest.importorskip("docx", reason="the extra 'docx' is not installed")
    level = f'<w:abstractNum w:abstractNumId="0"><w:lvl><w:lvlText w:val="{"%1" * 100}"/></w:lvl></w:abstractNum>'
    numbering = f'{level}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    paragraph = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    content = word_file(paragraph * 100, numbering=numbering)
    with pytest.raises(govreport.ReadError, match="automatic numbers"):
        govreport.read(content, max_work=10_000)


def test_ordinary_files_are_far_from_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundredth of the limit is enough."""
    pytest.importorskip("docx", reason="the extra 'docx' is not installed")
    from govreport.formats.work import Work

    spent: list[int] = []
    spend = Work.spend

    def counting(self: Work, units: int, on: str) -> None:
        spent.append(units)
        spend(self, units, on)

    monkeypatch.setattr(Work, "spend", counting)
    report = govreport.parse("\n".join(f"{number}.加强领导，狠抓落实。" for number in range(1, 101)))
    found: Any = govreport.read(report.to_docx())
    assert re.search("100.加强领导", found.source.text)
    assert sum(spent) < 100_000  # half of them are the styles of the template

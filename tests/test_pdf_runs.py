"""The characters of a PDF page as runs: which are one, and how few calls of pdfium they take."""

from __future__ import annotations

import pytest

import govreport
from drawn_pages import Sheet, as_pdf

pypdfium2 = pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")

from govreport.formats import pdf_calls, pdf_page  # noqa: E402  (they need pypdfium2)

LINE = "各地区各部门要认真贯彻落实本办法切实加强组织领导"


def lines(*sheets: Sheet) -> list[str]:
    text: str = govreport.read(as_pdf(*sheets)).source.text
    return text.splitlines()


def test_a_line_without_blanks_takes_the_places_of_two_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    box = pdf_calls.loose_box

    def counted(page: int, character: int, found: int) -> object:
        calls.append(character)
        return box(page, character, found)

    monkeypatch.setattr(pdf_page, "loose_box", counted)
    sheet = Sheet()
    for i in range(20):
        sheet.write(80, 700 - 20 * i, LINE)
    assert "".join(lines(sheet)) == 20 * LINE
    assert len(calls) == 2 * 20


def test_a_run_over_the_edge_of_a_cell_is_split_into_characters() -> None:
    sheet = Sheet().grid([80, 104, 128], [640, 660, 680]).write(80, 665, "甲乙丙丁").write(80, 645, "12345678")
    assert lines(sheet) == ["| 甲乙 | 丙丁 |", "| 1234 | 5678 |"]


def test_characters_without_a_blank_between_are_several_runs_if_they_are_not_on_one_line() -> None:
    """The text of pdfium has no blank and no line break between them."""
    page = pypdfium2.PdfDocument(as_pdf(Sheet().write(80, 700, "甲乙丙", 3).write(89, 702.2, "丁戊己", 3)))[0]
    runs = list(pdf_page.Characters(page.get_textpage()).runs())
    assert [(run.text, round(run.base, 1)) for run in runs] == [
        *((one, 700.0) for one in "甲乙丙"),
        *((one, 702.2) for one in "丁戊己"),
    ]

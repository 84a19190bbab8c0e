"""Printed tables of contents on the pages of PDF and OFD files, and the headings that they name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

import pytest

import govreport
from drawn_pages import Sheet, as_ofd, as_pdf
from govreport.reading import decoded

pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
pytest.importorskip("lxml", reason="the extra 'ofd' is not installed")

PAGES = pytest.mark.parametrize("written", [as_pdf, as_ofd])
Written = Callable[..., bytes]
Head = Sequence[tuple[str, float]]

OUTLINE = (
    ("引言", 0), ("經濟", 0), ("金融", 1), ("物流", 1), ("民生", 0), ("房屋", 1), ("公屋", 2), ("私營房屋", 2), ("教育", 1),
    ("環境", 0), ("結語", 0),
)  # fmt: skip
"""The headings, each with its depth."""
PER_PAGE = 4


def address(head: Head, at: float = 700, shift: float = 0, entries: Sequence[tuple[str, int]] = OUTLINE) -> list[Sheet]:
    """A title page, a table of contents, and a text whose headings have the size of the text.

    :param head: what is above the entries on each page of the table, and where.
    :param at: the height of the head.
    :param shift: how much the margin of each second page is wider.
    :param entries: the table of contents.
    """
    sheets = [Sheet().write(200, 400, "二零零四年施政報告", 24)]
    rest = enumerate(entries)
    while own := list(islice(rest, PER_PAGE)):
        sheet, left = Sheet(), 80 + shift * (len(sheets) % 2)
        for word, x in head:
            sheet.write(x + left - 80, at, word)
        for i, (number, (name, depth)) in enumerate(own):
            sheet.write(left + 24 * depth, at - 40 - 20 * i, name)
            sheet.write(left + 320, at - 40 - 20 * i, f"{2 * number + 1}-{2 * number + 2}")
        sheets.append(sheet)
    text: list[tuple[float, str]] = []
    number = 0
    for name, _ in OUTLINE:
        text.append((80, name))
        for _ in range(2):
            number += 1
            text += [
                (104, f"{number}. {name}方面，各部門要認真貫徹落實本辦法，切實加強組織領導和統"),
                (80, "籌協調，完成任務。"),
            ]
    lines = iter(text)
    while lines_of_page := list(islice(lines, 20)):
        sheet = Sheet()
        for i, (indent, line) in enumerate(lines_of_page):
            sheet.write(indent, 780 - 20 * i, line)
        sheets.append(sheet)
    return sheets


def outline(report: govreport.Report) -> list[tuple[str, int]]:
    """The titles of the sections other than numbered paragraphs, each with its depth."""

    def below(sections: Sequence[govreport.Section], depth: int) -> list[tuple[str, int]]:
        return [
            pair
            for section in sections
            for pair in [
                *([(str(section.title), depth)] if section.number is None else []),
                *below([one for one in section.blocks if isinstance(one, govreport.Section)], depth + 1),
            ]
        ]

    return below(report.sections, 0)


HEADS = [
    (("目錄", 200.0), ("段數", 400.0)),
    (("目录", 230.0),),
    (("目錄", 80.0), ("頁碼", 400.0)),
]


@PAGES
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("at", [700, 790])
def test_the_head_of_a_table_of_contents_on_each_page_is_set_aside_but_once(
    written: Written, head: Head, at: float
) -> None:
    report = govreport.read(written(*address(head, at)))
    words = [text for text, _ in head]
    assert [line.text.split()[0] for line in report.contents] == [*words, *(name for name, _ in OUTLINE)]
    assert [line.text for line in report.boilerplate] == 2 * words
    assert report.title is not None
    assert report.title.text == "二零零四年施政報告"


@PAGES
@pytest.mark.parametrize("shift", [0, 30])
def test_headings_in_the_size_of_the_text_have_the_levels_of_the_table_of_contents(
    written: Written, shift: float
) -> None:
    assert outline(govreport.read(written(*address(HEADS[0], shift=shift)))) == list(OUTLINE)


def test_a_table_of_contents_of_another_text_names_no_headings() -> None:
    others = [(f"第{name}節其他", depth) for name, depth in OUTLINE[:8]] + list(OUTLINE[8:])
    assert decoded(as_pdf(*address(HEADS[0]))).evidence.headings
    assert not decoded(as_pdf(*address(HEADS[0], entries=others))).evidence.headings


def test_an_entry_on_two_lines_names_a_heading_on_two_lines() -> None:
    """Only its second line has the page number."""
    sheets = address(HEADS[0])
    first, second = "推動香港發展成為國際創新科技中心和區域知識產權貿易中心及國際航空樞紐", "的工作"
    sheets[3].write(80, 560, first).write(80, 540, second).write(400, 540, "23")
    text = "23. 各部門要認真貫徹落實本辦法，切實加強組織領導和統籌協調工作。"
    sheets.append(Sheet().write(80, 780, first).write(80, 760, second).write(104, 740, text))
    assert outline(govreport.read(as_pdf(*sheets)))[-1] == (first + second, 0)

"""Tables without rules on the pages of PDF and OFD files, and what looks like them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

import govreport
from drawn_pages import Sheet, as_ofd, as_pdf
from govreport import ReadError
from govreport.formats.placed.column_tables import column_tables
from govreport.formats.placed.runs import Run
from govreport.formats.work import Work
from govreport.tree.nodes import Table

pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
pytest.importorskip("lxml", reason="the extra 'ofd' is not installed")

PAGES = pytest.mark.parametrize("written", [as_pdf, as_ofd])
Written = Callable[..., bytes]
HEAD = ("指标", "单位", "2023年", "2024年")
ROWS = (
    ("地区生产总值", "亿元", "12,345.6", "13,001.2"),
    ("粮食产量", "万吨", "987", "1,002"),
    ("城镇登记失业率", "%", "2.9", "—"),
    ("常住人口", "万人", "502.1", "503"),
)
RIGHT = (80, 220, 340, 430)
"""The left edges of the columns with words, and the right edges of those with figures."""


def row(sheet: Sheet, base: float, cells: Sequence[str], rights: Sequence[float] = RIGHT) -> None:
    """Write the cells of a row; the third and the later are at the right of their columns."""
    for i, (cell, at) in enumerate(zip(cells, rights, strict=True)):
        if cell:
            sheet.write(at - (6 * _width(cell) if i >= 2 else 0), base, cell)


def _width(text: str) -> int:
    """In half ems."""
    return sum(1 if character.isascii() else 2 for character in text)


def columned(rows: Sequence[Sequence[str]]) -> Sheet:
    sheet = Sheet().write(200, 800, "关于工作情况的报告", 22).write(80, 760, "各项指标完成情况如下。")
    for i, cells in enumerate(rows):
        row(sheet, 730 - 20 * i, cells)
    return sheet.write(80, 700 - 20 * len(rows), "以上情况已经市统计局核实。")


def tables(content: bytes) -> list[tuple[tuple[str, ...], ...]]:
    return [node.rows for node in govreport.read(content).walk() if isinstance(node, Table)]


@PAGES
def test_lines_with_figures_in_the_same_columns_are_a_table(written: Written) -> None:
    content = written(columned((HEAD, *ROWS)))
    assert tables(content) == [(HEAD, *ROWS)]
    text = govreport.read(content).source.text.splitlines()
    assert text[:2] == ["关于工作情况的报告", "各项指标完成情况如下。"]
    assert text[-1] == "以上情况已经市统计局核实。"


@PAGES
def test_rows_without_some_cells_are_in_the_table(written: Written) -> None:
    rows = (HEAD, ("一、经济", "", "", ""), *ROWS[:3], ("其中：", "", "", ""), ("夏粮", "", "120", "131"))
    expected = [(HEAD, *rows[1:])]
    sheet = columned(rows)
    found = tables(written(sheet))
    assert [each[-5:] for each in found] == [each[-5:] for each in expected]


@PAGES
def test_two_rows_are_not_a_table(written: Written) -> None:
    assert tables(written(columned(ROWS[:2]))) == []


SIGNERS = (("教育部", "财政部", "商务部"), ("民政部", "司法部", "审计署"), ("应急部", "退役军人部", "人民银行"))
STAFF = (("张三", "处长", "87654321"), ("李四四", "科长", "87654322"), ("王五", "科员", "0591-87654323"))
OPTIONS = (("A．甲", "B．乙", "C．丙"), ("A．子", "B．丑", "C．寅"), ("A．东", "B．西", "C．南"))
ENTRIES = (("（一）", "引言", "1"), ("（二）", "经济", "12"), ("（三）", "民生", "29"))
PROSE = tuple(("各部门要认真贯彻落实", "本办法切实加强组织领", "导和统筹协调完成任务") for _ in range(5))
LABELS = (("联系人：张三", "电话：12345", "邮编：350001"),) * 3


@PAGES
@pytest.mark.parametrize("lines", [SIGNERS, STAFF, OPTIONS, ENTRIES, PROSE, LABELS])
def test_names_telephone_numbers_options_and_columns_of_text_are_not_a_table(
    written: Written, lines: Sequence[Sequence[str]]
) -> None:
    sheet = Sheet().write(200, 800, "关于工作情况的报告", 22).write(80, 760, "有关事项通知如下。")
    for i, cells in enumerate(lines):
        for text, x in zip(cells, (80, 240, 400), strict=True):
            sheet.write(x, 730 - 20 * i, text)
    assert tables(written(sheet)) == []


@PAGES
def test_the_unit_above_a_table_is_not_a_head(written: Written) -> None:
    sheet = columned((HEAD, *ROWS))
    sheet.write(80, 750, "表1 主要指标").write(380, 750, "单位：万元")
    assert tables(written(sheet))[-1] == (HEAD, *ROWS)


# ---- hostile pages -----------------------------------------------------------------------------------------------------


def joins(rows: Sequence[Sequence[Run]]) -> int:
    """How often the runs of cells are joined to find the tables among lines."""
    calls = 0

    def text_of(runs: Sequence[Run]) -> str:
        nonlocal calls
        calls += 1
        return "".join(run.text for run in runs)

    list(column_tables(rows, text_of, Work("page", 10_000_000)))
    return calls


def cells(count: int, columns: int, text: str, shift: float = 0.0) -> list[list[Run]]:
    """Lines with cells, each a character."""
    return [
        [
            Run(text, at, at + 10, -20.0 * i, 10, 0, False, False, 0, at)
            for at in (40.0 * k + shift * (i % 2) for k in range(columns))
        ]
        for i in range(count)
    ]


@pytest.mark.parametrize(("text", "shift"), [("甲", 0.0), ("5", 0.0), ("5", 15.0), ("1345678", 0.0)])
def test_the_work_grows_with_the_lines(text: str, shift: float) -> None:
    few, many = joins(cells(400, 4, text, shift)), joins(cells(800, 4, text, shift))
    assert many <= 2.1 * few


def test_lines_with_endless_columns_are_not_a_table() -> None:
    assert joins(cells(5, 5000, "5")) == 0


def test_columns_are_work() -> None:
    with pytest.raises(ReadError, match="at its rows"):
        list(column_tables(cells(200, 3, "5"), lambda runs: "5", Work("page", 100)))

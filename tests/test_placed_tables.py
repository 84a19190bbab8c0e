"""Tables between rules on the pages of PDF and OFD files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import govreport
from drawn_pages import Sheet, as_ofd, as_pdf
from govreport.tree.nodes import Table

pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
pytest.importorskip("lxml", reason="the extra 'ofd' is not installed")

ROWS = (("序号", "单位", "数量"), ("1", "市财政局", "12"), ("2", "市教育局", "30"))
PAGES = pytest.mark.parametrize("written", [as_pdf, as_ofd])
Written = Callable[..., bytes]


def opened() -> Sheet:
    """A first page that begins with a title."""
    return Sheet().write(200, 810, "关于工作情况的报告", 22)


def tables(content: bytes) -> list[tuple[tuple[str, ...], ...]]:
    return [node.rows for node in govreport.read(content).walk() if isinstance(node, Table)]


@PAGES
def test_a_ruled_table_is_read_between_the_paragraphs_around_it(written: Written) -> None:
    sheet = opened().write(80, 780, "一、主要工作").write(104, 750, "各单位情况如下。").table(ROWS, 700)
    report = govreport.read(written(sheet.write(104, 600, "以上情况属实。")))
    (section,) = report.sections
    assert [type(block).__name__ for block in section.blocks] == ["Paragraph", "Table", "Paragraph"]
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    assert table.rows == ROWS
    assert report.source.text[slice(*table.span)].splitlines()[1] == "| 1 | 市财政局 | 12 |"


@pytest.mark.parametrize("how", ["lines", "bars", "form"])
@pytest.mark.parametrize("rotate", [0, 90])
def test_rules_are_lines_or_bars_on_the_page_or_in_a_form(how: str, rotate: int) -> None:
    assert tables(as_pdf(opened().table(ROWS, 700), how=how, rotate=rotate)) == [ROWS]


@PAGES
def test_text_is_kept_if_all_of_it_is_in_a_table(written: Written) -> None:
    text = govreport.read(written(Sheet().table(ROWS, 700))).source.text
    assert text.splitlines() == [f"| {' | '.join(row)} |" for row in ROWS]


@PAGES
def test_a_merged_cell_is_the_first_of_its_columns_and_rows(written: Written) -> None:
    sheet = opened().draw((80, 700, 380, 700), (80, 640, 380, 640), (180, 680, 380, 680), (180, 660, 380, 660))
    sheet.draw(*((x, 700, x, 640) for x in (80, 180, 380))).draw((280, 680, 280, 640))
    sheet.write(84, 665, "单位").write(260, 685, "数量").write(184, 665, "上半年").write(284, 665, "下半年")
    sheet.write(184, 645, "12").write(284, 645, "30")
    assert tables(written(sheet)) == [(("单位", "数量", ""), ("", "上半年", "下半年"), ("", "12", "30"))]


@PAGES
def test_the_lines_of_a_cell_are_joined(written: Written) -> None:
    sheet = opened().grid([80, 180, 280], [700, 660, 640])
    sheet.write(84, 685, "联系").write(84, 667, "电话").write(184, 685, "35953").write(184, 667, "8")
    assert tables(written(sheet.write(84, 645, "姓名").write(184, 645, "王莹"))) == [
        (("联系电话", "359538"), ("姓名", "王莹"))
    ]


@PAGES
def test_a_table_may_be_open_at_its_sides(written: Written) -> None:
    sheet = opened().draw(*((80, y, 380, y) for y in (700, 680, 660))).draw((180, 700, 180, 660), (280, 700, 280, 660))
    for i, row in enumerate(ROWS[:2]):
        for k, cell in enumerate(row):
            sheet.write(84 + 100 * k, 685 - 20 * i, cell)
    assert tables(written(sheet)) == [ROWS[:2]]


@PAGES
def test_a_table_continues_on_the_next_page_with_its_head_once(written: Written) -> None:
    pages = [opened().table(ROWS, 120).write(290, 30, "1"), Sheet().table((ROWS[0], ("3", "市民政局", "7")), 780)]
    report = govreport.read(written(*pages, Sheet().write(80, 700, "以上情况属实。")))
    (table,) = (node for node in report.walk() if isinstance(node, Table))
    assert table.rows == (*ROWS, ("3", "市民政局", "7"))
    assert "序号 单位 数量" in [leaf.text for leaf in report.boilerplate]
    text = report.source.text
    assert [report.source.page(text.index(name)) for name in ("市教育局", "市民政局", "以上情况")] == [1, 2, 3]


@PAGES
def test_a_row_that_continues_on_the_next_page_is_one_row(written: Written) -> None:
    first = opened().table((("1", "完善制度体系，规范行"),), 60, width=150)
    second = Sheet().table((("", "政执法。"), ("2", "推进政务公开。")), 780, width=150)
    assert tables(written(first, second)) == [(("1", "完善制度体系，规范行政执法。"), ("2", "推进政务公开。"))]


@PAGES
def test_two_tables_with_other_columns_or_text_between_are_two(written: Written) -> None:
    one, other = opened().table(ROWS, 120), Sheet().table((("编号", *ROWS[0][1:]), *ROWS[1:]), 700, width=120)
    for second in (other, Sheet().write(80, 780, "表2 人员情况").table(ROWS, 700)):
        text = govreport.read(written(one, second)).source.text
        assert text.count(" | 单位 | 数量 |") == text.count("| 1 | 市财政局 | 12 |") == 2


@PAGES
@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(Sheet().draw((80, 690, 300, 690), (80, 660, 300, 660)), id="underlines"),
        pytest.param(Sheet().grid([60, 500], [800, 600]), id="a frame"),
        pytest.param(Sheet().grid([60, 500], [800, 650, 600]), id="a frame with a line across"),
        pytest.param(Sheet().grid([60, 70, 80, 90], [800, 790, 780, 770]), id="a grid without text"),
        pytest.param(
            Sheet().grid([60, 300, 500], [800, 690, 600]).draw(*((60, 600, 500, 600 + 9 * i) for i in range(1, 20))),
            id="a chart",
        ),
    ],
)
def test_other_lines_are_not_a_table(sheet: Sheet, written: Written) -> None:
    own = Sheet(list(sheet.texts), list(sheet.lines)).write(80, 700, "一、主要工作").write(104, 670, "推进政务公开。")
    assert "".join(govreport.read(written(own)).source.text.split()) == "一、主要工作推进政务公开。"


def test_white_lines_are_not_a_table() -> None:
    names = tuple((name, "市财政局", "科长") for name in ("张三", "李四", "王五"))
    assert not tables(as_pdf(Sheet().table(names, 700), how="white"))


def test_lines_outside_a_clip_are_not_drawn() -> None:
    clipped = (
        "q 0 600 595 242 re W n 80 520 m 480 520 l S 80 700 m 80 500 l S 280 700 m 280 500 l S 480 700 m 480 500 l S Q"
    )
    sheet = Sheet().draw((80, 700, 480, 700), (80, 640, 480, 640)).write(84, 650, "单位").write(284, 650, "数量")
    report = govreport.read(as_pdf(sheet.write(84, 540, "以上情况").write(284, 540, "属实。"), more=clipped))
    assert report.source.text == "| 单位 | 数量 |\n以上情况  属实。\n"


@PAGES
def test_a_drawing_of_too_many_lines_is_read_as_text(written: Written) -> None:
    sheet = Sheet().write(80, 700, "一、主要工作").draw(*((i % 500, 0, i % 500, 800) for i in range(20_001)))
    assert govreport.read(written(sheet)).source.text == "一、主要工作\n"


@PAGES
def test_the_cells_of_grids_count_as_work(written: Written) -> None:
    sheet = Sheet().write(80, 700, "一、主要工作").grid(range(0, 590, 7), range(0, 840, 7))
    with pytest.raises(govreport.ReadError, match="max_work"):
        govreport.read(written(sheet), max_work=9000)
    assert govreport.read(written(sheet)).source.text.strip() == "一、主要工作"


FIGURES = (
    ("区域", "户籍人口", "性别比"),
    ("福田区", "124.88", "93.91"),
    ("罗湖区", "73.40", "94.23"),
    ("盐田区", "10.28", "95.44"),
)


def three_rules(rows: tuple[tuple[str, ...], ...], *, foot: bool = True, top: float = 700) -> Sheet:
    """A title and a table with a rule over and under its head, and at its foot."""
    below = [top - 20 * len(rows)] if foot else []
    sheet = opened().draw(*((80, y, 500, y) for y in (top, top - 20, *below)))
    for i, row in enumerate(rows):
        for k, cell in enumerate(row):
            sheet.write(90 + 140 * k, top - 15 - 20 * i, cell)
    return sheet


@PAGES
def test_a_table_of_three_rules_has_the_columns_between_its_characters(written: Written) -> None:
    assert tables(written(three_rules(FIGURES).write(104, 560, "以上情况属实。"))) == [FIGURES]


@PAGES
def test_a_table_of_three_rules_continues_on_the_next_page(written: Written) -> None:
    first = three_rules(FIGURES, foot=False, top=150).write(290, 30, "1")
    second = Sheet()
    full = three_rules((FIGURES[0], ("南山区", "122.12", "104.83"), ("宝安区", "91.01", "97.55")), top=780)
    second.texts, second.lines = full.texts[1:], full.lines
    assert tables(written(first, second)) == [(*FIGURES, ("南山区", "122.12", "104.83"), ("宝安区", "91.01", "97.55"))]


@PAGES
def test_an_imprint_between_three_rules_is_not_a_table(written: Written) -> None:
    sheet = opened().write(104, 700, "推进政务公开。").draw(*((80, y, 515, y) for y in (120, 95, 70)))
    sheet.write(90, 100, "抄送：市委办公室，市人大常委会办公室。").write(90, 76, "某市人民政府办公室").write(
        380, 76, "2023年5月6日印发"
    )
    assert "|" not in govreport.read(written(sheet)).source.text


@PAGES
def test_many_long_rules_are_read_as_text(written: Written) -> None:
    sheet = opened().draw(*((80, 800 - 0.04 * y, 500, 800 - 0.04 * y) for y in range(0, 19_000, 60)))
    for i in range(100):
        sheet.write(80, 780 - 7 * i, "推进政务公开", 6)
    assert "|" not in govreport.read(written(sheet), max_work=400_000).source.text

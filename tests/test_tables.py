"""Tables in plain text: rows with bars, a cell a line, drawn frames, and the captions around them."""

from __future__ import annotations

import pytest

import govreport
from govreport.grammar.grammar import grammar
from govreport.lines.edges import Edges
from govreport.lines.flat_tables import mark_cells
from govreport.lines.lines import physical_lines

HEAD = ["序号", "项目", "内容", "单位"]
ROWS = [
    ["1", "延长服务时间", "窗口中午和周末有人值班，群众随时可以办理，不再受上下班时间的限制。", "市政务局"],
    ["2", "上门服务", "社区工作者为老年人全程代办，直到送达结果。", "市民政局"],
    ["3", "异地受理", "户籍事项可以在任何窗口提交材料。", "市公安局"],
]
FIGURES = [["粮食产量", "12.5", "3.1%"], ["工业产值", "1,300", "-0.4%"], ["财政收入", "88亿元", "—"]]


def flat(*rows: list[str]) -> list[str]:
    return [cell for row in rows for cell in row]


def rows_of(texts: list[str]) -> list[list[str]]:
    """The rows that cells were found to make."""
    lines = physical_lines("\n".join(texts), grammar())
    mark_cells(lines, Edges(lines), grammar())
    rows: dict[int, list[str]] = {}
    for line in lines:
        if line.row is not None:
            rows.setdefault(line.row, []).append(line.text)
    return list(rows.values())


def tables(texts: list[str]) -> list[tuple[tuple[str, ...], ...]]:
    report = govreport.parse("\n".join(texts))
    return [block.rows for block in report.walk() if isinstance(block, govreport.Table)]


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        pytest.param(flat(HEAD, *ROWS), [HEAD, *ROWS], id="a head, and a column that counts"),
        pytest.param(flat(HEAD, *ROWS[:2]), [HEAD, *ROWS[:2]], id="two rows under a head"),
        pytest.param(flat(*ROWS), ROWS, id="three rows without a head"),
        pytest.param(flat(*ROWS[:2]), [], id="two rows without a head"),
        pytest.param(flat(*FIGURES), FIGURES, id="columns of figures"),
        pytest.param(
            flat(["指标", "数量", "增长"], *FIGURES), [["指标", "数量", "增长"], *FIGURES], id="figures under a head"
        ),
        pytest.param(flat(*FIGURES[:2]), [], id="two rows of figures"),
        pytest.param(
            flat(
                ["编号", "横坐标", "纵坐标", "说明"],
                ["1", "15.2", "13.5"],
                ["2", "14.8", "13.0", "起点"],
                ["3", "14.1", "12.6"],
            ),
            [
                ["编号", "横坐标", "纵坐标", "说明"],
                ["1", "15.2", "13.5"],
                ["2", "14.8", "13.0", "起点"],
                ["3", "14.1", "12.6"],
            ],
            id="empty cells are not there",
        ),
        pytest.param(
            flat(
                ["1", "术语", "已发布"],
                ["2", "词汇", "部门", "已发布"],
                ["3", "规程", "制定中"],
                ["4", "导则", "单位", "制定中"],
            ),
            [["1", "术语", "已发布"], ["2", "词汇", "部门", "已发布"], ["3", "规程", "制定中"], ["4", "导则", "单位"]],
            id="rows of different length without sentences",
        ),
        pytest.param(
            ["1", "总则", "坚持依法行政。", "2", "职责", "各局分工负责。", "3", "附则", "本规定自发布之日起施行。"],
            [],
            id="numbers of sections on separate lines",
        ),
        pytest.param(
            [
                "1",
                "总则",
                "坚持依法行政。",
                "全面落实。",
                "2",
                "职责",
                "各局分工。",
                "3",
                "附则",
                "施行。",
                "4",
                "解释",
                "由局负责。",
            ],
            [],
            id="sections of different length",
        ),
        pytest.param(
            flat(["第一章", "总则", "（1）"], ["第二章", "职责", "（9）"], ["第三章", "附则", "（20）"]),
            [],
            id="a table of contents",
        ),
        pytest.param(["甲镇", "3", "乙镇", "戊镇", "丙镇", "7", "9", "丁镇"], [], id="no period"),
        pytest.param(["1", "2", "3", "4"], [], id="figures alone"),
        pytest.param(["1", "1", "甲", "乙", "5"], [], id="a number that nothing follows"),
        pytest.param(["甲。", "乙", "丙", "丁"], [], id="no figures"),
    ],
)
def test_a_cell_a_line(texts: list[str], rows: list[list[str]]) -> None:
    assert rows_of(texts) == rows


def test_a_flat_table_is_a_table_of_the_body() -> None:
    texts = [
        "关于便民措施的通知",
        "各街道：",
        "现将清单印发给你们。",
        *flat(HEAD, *ROWS),
        "一、工作要求",
        "各单位抓好落实。",
    ]
    assert tables(texts) == [tuple(map(tuple, (HEAD, *ROWS)))]
    report = govreport.parse("\n".join(texts))
    assert [section.title for section in report.sections] == ["一、工作要求"]
    assert report.boilerplate == ()


def test_organs_and_dates_in_cells_do_not_sign() -> None:
    head = ["序号", "名称", "机关", "日期"]
    rows = [[str(n), f"办法{n}", "市政府办公室", f"2024年{n}月5日"] for n in range(1, 4)]
    report = govreport.parse("\n".join(["一、清理结果", "清理结果如下。", *flat(head, *rows)]))
    assert report.signature is None
    assert tables(report.source.text.split("\n")) == [tuple(map(tuple, (head, *rows)))]


def test_a_cell_that_looks_like_a_mark_opens_no_section() -> None:
    rows = [[name, "亿元", str(n)] for n, name in enumerate(("一、农业", "二、工业", "三、商业"), 3)]
    report = govreport.parse("\n".join(["产值见下表。", *flat(*rows), "结束。"]))
    assert report.sections == ()


def test_a_drawn_frame_is_a_table() -> None:
    drawn = ["┌──┬──┐", "│甲　│ 乙 │", "├──┼──┤", "│1.丙│ 丁 │", "└──┴──┘"]
    assert tables(["一、标准", "标准如下。", *drawn, "二、附则", "施行。"]) == [(("甲", "乙"), ("1.丙", "丁"))]


@pytest.mark.parametrize(
    "caption", ["图1　样本分布", "表 2　得分", "<圖 3> 各館得分", "图表1.2：组织架构", "附图1 分区图"]
)
def test_a_caption_is_not_text(caption: str) -> None:
    texts = ["一、结果", "结果如下，各街道之间的差异较为明显，需要进一步分析。", caption, "二、结论", "继续改善。"]
    assert tables(texts) == [((caption,),)]


@pytest.mark.parametrize(
    "line", ["表1显示，收入增长。", "图为现场", "表2年内完成", "图1", "表1-1、表1-2见附件", "来源：统计局"]
)
def test_what_is_not_a_caption(line: str) -> None:
    assert tables(["一、结果", "结果如下。", line, "二、结论", "继续改善。"]) == []


def test_the_unit_and_the_source_of_a_table_are_outside_it() -> None:
    body = ["表1　产值", "单位：万元", "| 甲 | 1 |", "| 乙 | 2 |", "数据来源：统计局", "以上为初步数。"]
    assert tables(["一、结果", "结果如下。", *body]) == [
        (("表1　产值",),),
        (("单位：万元",),),
        (("甲", "1"), ("乙", "2")),
        (("数据来源：统计局",),),
    ]
    assert tables(["一、结果", "结果如下。", "（单位：万元）", "| 甲 | 1 |", "| 乙 | 2 |"])[0] == (("（单位：万元）",),)


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (
            ["| 单位 | 数量 | 备注 |", "| 财政局 | 12", "| 合计"],
            (("单位", "数量", "备注"), ("财政局", "12"), ("合计",)),
        ),
        (
            ["单位|数量|备注", "财政局|12", "教育局|3|无|多"],
            (("单位", "数量", "备注"), ("财政局", "12"), ("教育局", "3", "无", "多")),
        ),
        (["+---+----+", "| 单位 | 数量 |", "+---+----+", "| 财政局 | 12 |"], (("单位", "数量"), ("财政局", "12"))),
    ],
)
def test_rows_between_bars_may_have_fewer_cells(texts: list[str], rows: tuple[tuple[str, ...], ...]) -> None:
    assert tables(["关于工作的报告", "一、主要工作", *texts, "二、下步打算", "继续推进。"]) == [rows]


def test_a_sentence_with_a_bar_under_a_table_is_not_a_row() -> None:
    texts = ["关于工作的报告", "一、主要工作", "| 单位 | 数量 |", "| 财政局 | 12 |", "以上数据来自市财政局|市统计局。"]
    assert tables(texts) == [(("单位", "数量"), ("财政局", "12"))]


def test_rows_of_equal_length_are_not_wrapped_lines() -> None:
    rows = [f"| {i:03d} | 某某区{i:03d}街道 | 办结案件{i:03d}件 |" for i in range(40)]
    text = "\n".join(["一、总则", "全面推进依法行政。", *rows, "二、附则", "本办法自发布之日起施行。"])
    tables = [node for node in govreport.parse(text).walk() if isinstance(node, govreport.Table)]
    assert [len(table.rows) for table in tables] == [40]


def test_rows_with_tabs_are_separate_lines() -> None:
    rows = [f"{i:03d}\t某某区{i:03d}街道司法所\t办结案件{i:03d}件" for i in range(40)]
    text = "\n".join(["一、总则", "全面推进依法行政。", *rows, "二、附则", "本办法自发布之日起施行。"])
    paragraphs = [node.text for node in govreport.parse(text).walk() if isinstance(node, govreport.Paragraph)]
    assert set(rows) <= set(paragraphs)


SPACED = ["指标 单位 2022年 2027年", "产值 亿元 85.8 130", "覆盖率 百分数 80.1 80.2"]


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        pytest.param(SPACED, [[text] for text in SPACED], id="a column of figures"),
        pytest.param(SPACED[:2], [], id="two rows"),
        pytest.param(["张某 李某 王某 赵某", "孙某 周某 吴某 郑某", "冯某 陈某 褚某 卫某"], [], id="names"),
        pytest.param(["1 2 3 4", "5 6 7 8", "9 10 11 12"], [], id="figures alone"),
        pytest.param([*SPACED[:2], "覆盖率 百分数 80.1"], [], id="rows of unequal length"),
        pytest.param([text + "。" for text in SPACED], [], id="sentences"),
    ],
)
def test_rows_with_blanks_between_their_cells(texts: list[str], rows: list[list[str]]) -> None:
    assert rows_of(texts) == rows


HEADS = ["东区", "西区", "南区", "最大", "最小", "最大", "最小", "最大", "最小"]


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        pytest.param([*HEADS, "2153", "1727", "585", "431", "199", "135"], 15, id="figures below heads"),
        pytest.param(
            [*HEADS, "2153", "1727", "585", "431", "199", "13.5", "万元", "以上为合计"], 16, id="a unit below them"
        ),
        pytest.param(["各区十二月用电负荷和上年同期比较情况", *HEADS, *"987654"], 16, id="a name above them"),
        pytest.param([*HEADS, "2153", "1727"], 0, id="few figures"),
        pytest.param([*HEADS[:3], *"987654"], 0, id="few lines"),
        pytest.param(["附件1", *HEADS, *"987654"], 0, id="an attachment"),
    ],
)
def test_cells_whose_rows_do_not_repeat(texts: list[str], count: int) -> None:
    assert sum(map(len, rows_of(["各区情况如下。", *texts, "继续做好保障工作。"]))) == count

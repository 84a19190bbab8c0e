"""The facts in a report: each kind of mention, its value, its span, and the accuracy over the seeds."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from commands import run
from facts import measure
from govreport.facts import COLUMNS, KINDS, Citation, Figure, Mention, Organ, Period, Reference, side_by_side
from govreport.tree.conversion import Script
from stated import NAMES, SEEDS

PRECISION, RECALL, THINGS = 95, 92, 90
"""In per cent; precision and recall are the same for things counted."""


@pytest.mark.parametrize("kind", ["figure", "date", "citation"])
def test_the_facts_of_the_seeds_equal_their_labels(kind: str) -> None:
    score = measure()[kind]
    assert score.precision >= PRECISION
    assert score.recall >= RECALL


def test_the_thing_counted() -> None:
    assert measure()["thing"].precision >= THINGS


def only(text: str) -> Mention:
    [one] = govreport.parse(text).mentions()
    return one


# ---- figures ---------------------------------------------------------------------------------------

FIGURES: Mapping[str, tuple[str, str, str]] = {
    "审查规范性文件16件。": ("16", "件", "规范性文件"),
    "開展案卷評查5次。": ("5", "次", "案卷評查"),
    "召开3次会议。": ("3", "次", "会议"),
    "同比增长48%。": ("48", "%", ""),
    "涉案标的12.3亿元。": ("1230000000", "元", "涉案标的"),
    "发放宣传资料20余万份。": ("200000", "份", "宣传资料"),
    "收到诉求1,092件。": ("1092", "件", "诉求"),
    "收到訴求１，０９２件。": ("1092", "件", "訴求"),
    "制定十二项制度。": ("12", "项", "制度"),
    "粮食产量增长百分之十三点七。": ("13.7", "%", "粮食产量"),
    "工人为九七五·七万人。": ("9757000", "人", "工人"),
    "产量为二六、二三二万吨。": ("262320000", "吨", "产量"),
    "占全部案件的四分之三。": ("0.75", "", "案件"),
    "满意度提高2个百分点。": ("2", "个百分点", "满意度"),
    "一九五三年工业总产值比一九五二年增加了百分之三十三。": ("33", "%", "工业总产值"),
    "水泥产量等于一九四九年的七点二倍。": ("7.2", "倍", "水泥产量"),
    "电力一百零八亿度。": ("10800000000", "度", "电力"),
    "向基金注资七亿五千万元。": ("750000000", "元", "注资"),
    "撥款一萬三千五百十三元。": ("13513", "元", "撥款"),
    "贷款余额1亿2000万元。": ("120000000", "元", "贷款余额"),
    "粮食产量达到4 9 2 5 0 万吨。": ("492500000", "吨", "粮食产量"),
    "供应土地3 300公顷。": ("3300", "公顷", "供应土地"),
    "基本建设拨款（包括国外借款）30亿元。": ("3000000000", "元", "基本建设拨款"),
    "在就业方面达到5000人。": ("5000", "人", "就业"),
    "给予最高50万元的一次性奖励。": ("500000", "元", "一次性奖励"),
    "气温零下，增速为-3.5%。": ("-3.5", "%", "增速"),
    "覆盖1092个村（社区）小组。": ("1092", "个", "村（社区）小组"),
}


@pytest.mark.parametrize("text", FIGURES)
def test_figures(text: str) -> None:
    [one] = govreport.parse(text).mentions("figure")
    assert isinstance(one, Figure)
    assert (one.value, one.unit, one.thing) == (Decimal(FIGURES[text][0]), *FIGURES[text][1:])


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("参加约90人。", "about"),
        ("参加90余人。", "about"),
        ("参加超过90人。", "least"),
        ("参加90人以上。", "least"),
        ("不低于90%。", "least"),
        ("不高于30%。", "most"),
        ("不得多於六次。", "most"),
        ("参加90人。", ""),
    ],
)
def test_how_a_figure_is_to_be_read(text: str, bound: str) -> None:
    one = only(text)
    assert isinstance(one, Figure)
    assert one.bound == bound


CHANGES: Mapping[str, list[tuple[str, str, str, str]]] = {
    "国内生产总值从7.4万亿元增加到10.2万亿元。": [
        ("国内生产总值", "7400000000000", "10200000000000", ""),
        ("国内生产总值", "7400000000000", "10200000000000", ""),
    ],
    "普及率由2012年的42.1%提高到2021年的73%，提高30.9个百分点。": [
        ("普及率", "42.1", "73", "30.9个百分点"),
        ("普及率", "42.1", "73", "30.9个百分点"),
        ("普及率", "42.1", "73", "30.9个百分点"),
    ],
    "工农业总产值，按照不变价格计算，达到16770亿元，比1985年增长38%，平均每年增长6.7%。": [
        ("工农业总产值", "", "1677000000000", "38%"),
        ("工农业总产值", "", "1677000000000", "38%"),
        ("工农业总产值", "", "1677000000000", "6.7%y"),
    ],
    "粮食产量翻一番。": [("粮食产量", "", "", "1倍")],
    "失业率降低2个百分点。": [("失业率", "", "", "-2个百分点")],
    "降低企业成本5%。": [("企业成本", "", "", "-5%")],
    "出口突破1000亿元大关。": [("出口", "", "100000000000", "")],
    "出口增长5%，达到30亿元。": [("出口", "", "3000000000", "5%"), ("出口", "", "3000000000", "5%")],
    "客货运量分别增长5%、6%。": [("客货运量", "", "", "5%"), ("客货运量", "", "", "6%")],
    "利率由7%调整到9%。": [("利率", "7", "9", ""), ("利率", "7", "9", "")],
    "粮食产量達到3萬噸，較上年減少3噸。": [("粮食产量", "", "30000", "-3噸"), ("粮食产量", "", "30000", "-3噸")],
    "审查文件16件，召开会议3次。": [("文件", "", "", ""), ("会议", "", "", "")],
    "新增岗位5个。": [("岗位", "", "", "")],
}
"""The thing, from, to and growth of each figure; ``y`` marks a growth per year."""


@pytest.mark.parametrize("text", CHANGES)
def test_changes(text: str) -> None:
    found = [one for one in govreport.parse(text).mentions("figures") if isinstance(one, Figure)]
    assert [
        (
            one.thing,
            f"{'' if one.from_value is None else one.from_value:}",
            f"{'' if one.to_value is None else one.to_value:}",
            f"{'' if one.growth is None else one.growth:}{one.growth_unit}{'y' if one.yearly else ''}",
        )
        for one in found
    ] == CHANGES[text]


@pytest.mark.parametrize("text", ["过去五年，三年来，今后五年增长8%。", "第一个五年。"])
def test_a_duration_that_gives_a_time_counts_nothing(text: str) -> None:
    found = [one for one in govreport.parse(text).mentions("figure") if isinstance(one, Figure) and one.unit in "年天"]
    assert found
    assert {one.thing for one in found} == {""}


@pytest.mark.parametrize("name", NAMES)
def test_no_particle_or_verb_of_change_is_a_thing(name: str) -> None:
    found = govreport.read(SEEDS / f"{name}.txt").mentions("figure")
    things = {one.thing for one in found if isinstance(one, Figure)}
    assert not things & {"方面", "的", "来", "增加到", "增长", "达到", "上升"}


@given(st.lists(st.sampled_from([*CHANGES, "方面", "的", "来", "增加到", "从", "由", "3", "万元", "%", "，", "、"])))
def test_things_are_never_particles(parts: list[str]) -> None:
    found = govreport.parse("".join(parts)).mentions("figure")
    assert not {one.thing for one in found if isinstance(one, Figure)} & {"方面", "的", "来"}


def test_things_of_a_list_share_the_noun_after_it() -> None:
    found = govreport.parse("分别给予200万元、50万元奖励。").mentions("figure")
    assert [one.thing for one in found if isinstance(one, Figure)] == ["奖励", "奖励"]


def test_a_range_has_two_ends() -> None:
    one = only("每年召开3至5次会议。")
    assert isinstance(one, Figure)
    assert [one.value, one.upper, one.thing] == [3, 5, "会议"]


def test_the_action_before_the_thing() -> None:
    found = govreport.parse("全年共审查规范性文件16件，废止规范性文件5件。").mentions("figure")
    assert [(one.action, one.thing) for one in found if isinstance(one, Figure)] == [
        ("审查", "规范性文件"),
        ("废止", "规范性文件"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "第9次会议。",
        "第八届三次会议。",
        "省委“1310”部署。",
        "“15分钟”服务圈。",
        "依托12345热线。",
        "提供7×24小时服务。",
        "实施三年行动计划。",
        "一个案件就是一个环境。",
        "统一条件成立。",
    ],
)
def test_numbers_that_are_not_figures(text: str) -> None:
    assert govreport.parse(text).mentions("figure") == ()


# ---- dates -----------------------------------------------------------------------------------------

DATES: Mapping[str, tuple[str, str]] = {
    "2025年1月6日": ("2025-01-06", "2025-01-06"),
    "二〇二五年一月六日": ("2025-01-06", "2025-01-06"),
    "中華民國一百一十三年元月": ("2024-01-01", "2024-12-31"),
    "民國113年1月6日": ("2024-01-06", "2024-01-06"),
    "2025-02-17": ("2025-02-17", "2025-02-17"),
    "2024年2月": ("2024-02-01", "2024-02-29"),
    "2024年度": ("2024-01-01", "2024-12-31"),
    "2024年上半年": ("2024-01-01", "2024-06-30"),
    "2024年第三季度": ("2024-07-01", "2024-09-30"),
    "2021—2025年": ("2021-01-01", "2025-12-31"),
    "2021年至2025年": ("2021-01-01", "2025-12-31"),
    "2024年1—11月": ("2024-01-01", "2024-11-30"),
    "2023年5月至2024年3月": ("2023-05-01", "2024-03-31"),
    "2024年1月1日至12月31日": ("2024-01-01", "2024-12-31"),
    "截至2023年11月": ("", "2023-11-30"),
    "2024年以来": ("2024-01-01", ""),
    "2025年底前": ("", "2025-12-31"),
    "2025年底": ("2025-12-31", "2025-12-31"),
    "2025年初": ("2025-01-01", "2025-01-01"),
    "“十四五”时期": ("2021-01-01", "2025-12-31"),
    "上半年": ("", ""),
    "去年同期": ("", ""),
    "截至目前": ("", ""),
    "2024年2月30日": ("", ""),
}


@pytest.mark.parametrize("text", DATES)
def test_dates(text: str) -> None:
    found = govreport.parse(f"工作情况：{text}，继续推进有关工作。").mentions("date")
    first, last = (datetime.date.fromisoformat(day) if day else None for day in DATES[text])
    assert [(one.first_day, one.last_day) for one in found if isinstance(one, Period)] == [(first, last)]
    assert text.startswith(found[0].text)


def test_a_plan_of_law_teaching_is_not_a_five_year_plan() -> None:
    assert govreport.parse("实施“八五”普法规划，五年内完成。").mentions("date") == ()


# ---- citations -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        ("印发《通知》。", "通知", ""),
        ("按照《通知》（国办发〔2024〕5号）办理。", "通知", "国办发〔2024〕5号"),
        ("按照《通知》(国办发[2024]5号)办理。", "通知", "国办发[2024]5号"),
        ("根据国办发〔2024〕5号办理。", "", "国办发〔2024〕5号"),
        ("依照《条例》（国务院令第714号）办理。", "条例", "国务院令第714号"),
        ("依據府法綜字第1130001號辦理。", "", "府法綜字第1130001號"),
        ("《〈纲要〉分工方案》已印发。", "〈纲要〉分工方案", ""),
        ("《关于印发《纲要》的通知》已印发。", "关于印发《纲要》的通知", ""),
    ],
)
def test_citations(text: str, title: str, number: str) -> None:
    [one] = govreport.parse(text).mentions("citation")
    assert isinstance(one, Citation)
    assert (one.title, one.number) == (title, number)


def test_nothing_inside_a_citation_is_a_separate_mention() -> None:
    assert [one.kind for one in govreport.parse("落实《2024年16项工作（2021—2025年）》。").mentions()] == ["citation"]


# ---- references ------------------------------------------------------------------------------------

STATUTE = """某市管理办法
第一章 总则
第一条 为了规范工作，制定本办法。
第二条 本办法适用于下列情形：
（一）甲类事项；
（二）乙类事项。
前款第（二）项所称乙类事项，名单见附件2。
第二章 罚则
第三条 违反本办法第二条第（二）项的，依照《行政处罚法》第十条、第十一条处理；适用第二条第二款和第一章、第九条。
附件2
名单
一、甲
"""


def test_references_lead_to_their_nodes() -> None:
    report = govreport.parse(STATUTE)
    found = [(one.text, one.target) for one in report.mentions("reference") if isinstance(one, Reference)]
    assert found == [
        ("第（二）项", "1/2/2"),
        ("附件2", "@1"),
        ("本办法第二条第（二）项", "1/2/2"),
        ("第十条", None),
        ("第十一条", None),
        ("第二条第二款", "1/2/p2"),
        ("第一章", "1"),
        ("第九条", None),
    ]
    assert all(report.find(target) for _, target in found if target)


# ---- organs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由市司法局会同区人民检察院办理。", ["市司法局", "区人民检察院"]),
        ("经国务院办公厅批准。", ["国务院办公厅"]),
        ("市發展和改革局負責。", ["市發展和改革局"]),
        ("珠海市人民政府决定。", ["珠海市人民政府"]),
        ("国家发展大局和建设布局。", []),
        ("市教育局局长讲话。", ["市教育局"]),
        ("全区各部门负责。", []),
    ],
)
def test_organs(text: str, names: list[str]) -> None:
    assert [one.text for one in govreport.parse(text).mentions("organ") if isinstance(one, Organ)] == names


# ---- all -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("script", ["simplified", "traditional", "tw"])
def test_both_scripts_state_the_same(name: str, script: Script) -> None:
    report = govreport.read(SEEDS / f"{name}.txt")
    kinds = ("figure", "date", "citation")
    here, there = ([one for one in each.mentions() if one.kind in kinds] for each in (report, report.converted(script)))
    assert [(one.kind, one.span, getattr(one, "value", None)) for one in here] == [
        (one.kind, one.span, getattr(one, "value", None)) for one in there
    ]


@given(
    st.lists(st.sampled_from([*FIGURES, *DATES, "《", "》", "“", "”", "第", "条", "（二）", "\n", "一、", "附件2\n"]))
)
def test_mentions_are_ordered_and_disjoint_with_correct_spans(parts: list[str]) -> None:
    report = govreport.parse("".join(parts))
    found = report.mentions()
    assert list(found) == sorted(found, key=lambda one: one.span)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert all(
        "".join(report.text_of(one.span).split()) == "".join(one.text.split())
        for one in found
        if "\n" not in report.text_of(one.span)
    )


def test_paths_lead_to_the_unit_around() -> None:
    report = govreport.parse("一、任务\n（一）立规。审查文件16件。\n二、要求\n召开会议3次。")
    assert [one.path for one in report.mentions()] == ["1/1", "2"]


def test_boilerplate_labels_and_the_own_number_state_nothing() -> None:
    report = govreport.parse("国办发〔2024〕5号\n关于某事的通知\n各部门：\n一、做好工作。\n附件1\n名单\n甲。\n")
    assert report.document_number is not None
    assert report.mentions() == ()


def test_kinds() -> None:
    report = govreport.parse("2024年审查文件16件。")
    assert [one.kind for one in report.mentions()] == ["date", "figure"]
    for kind in KINDS:
        assert report.mentions(f"{kind}s") == report.mentions(kind)
    assert {one.kind for one in report.mentions("figures")} == {"figure"}
    with pytest.raises(ValueError, match="unknown kind of mention 'numbers'"):
        report.mentions("numbers")


def test_rows_and_data_frames() -> None:
    pytest.importorskip("pandas")
    found = govreport.parse("2024年审查文件16件，依照《条例》第三条。").mentions()
    rows = found.to_records()
    assert [row["kind"] for row in rows] == ["date", "figure", "citation", "reference"]
    assert all(tuple(row) == COLUMNS for row in rows)
    frame = found.to_pandas()
    assert list(frame.columns) == list(COLUMNS)
    assert frame["value"].sum() == 16
    assert list(govreport.parse("").mentions().to_pandas().columns) == list(COLUMNS)


# ---- two years -------------------------------------------------------------------------------------


def test_figures_of_two_years() -> None:
    old = govreport.parse("审查合同9件，备案合同5件，办理案件120宗，同比增长3%。").mentions()
    new = govreport.parse("备案合同6件，审查合同10件，办理案件2件。").mentions()
    pairs = [(pair.old and pair.old.text, pair.new and pair.new.text) for pair in side_by_side(old, new)]
    assert pairs == [("9件", "10件"), ("5件", "6件"), ("120宗", None), ("3%", None), (None, "2件")]
    assert [pair.change for pair in side_by_side(old, new)][:3] == [1, 1, None]


def test_an_earlier_level_and_a_growth_are_not_compared_with_a_level() -> None:
    old = govreport.parse("参保率从90%提高到95%，增长5%。").mentions()
    new = govreport.parse("参保率达到97%。").mentions()
    assert [(pair.old and pair.old.text, pair.new and pair.new.text) for pair in side_by_side(old, new)] == [
        ("90%", None),
        ("95%", "97%"),
        ("5%", None),
    ]


def test_a_report_compared_with_itself_has_not_changed() -> None:
    found = govreport.read(SEEDS / f"{NAMES[0]}.txt").mentions("figure")
    pairs = side_by_side(found, found)
    assert len(pairs) == len(found)
    assert all(pair.old is pair.new for pair in pairs if pair.old and pair.old.thing)


# ---- the command -----------------------------------------------------------------------------------


def test_the_command(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("facts") / "a.txt"
    file.write_text("一、任务\n审查文件16件，标的12.3亿元，\x07占比4.5%。\n", encoding="utf-8")
    code, table, _ = run(["facts", str(file)])
    assert code == 0
    head, _, *lines = table.splitlines()
    assert head.split() == ["path", "kind", "text", "thing", "value", "unit"]  # no date, title …
    assert lines[0].split() == ["1", "figure", "16件", "文件", "16", "件"]
    assert "\x07" not in table
    rows = run(["facts", "--csv", str(file)])[1].splitlines()
    assert rows[0] == ",".join(("file", *COLUMNS))
    assert len(rows) == 4
    values = [row["value"] for row in json.loads(run(["facts", "--json", "--kind", "figure", str(file)])[1])]
    assert values == [16, 1230000000, 4.5]
    assert run(["facts", "--csv", "--json", str(file)])[0] == 2


def test_the_table_cuts_no_value(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("facts") / "a.txt"
    title = "关于进一步做好有关工作的通知" * 8
    file.write_text(f"按照《{title}》办理，国内生产总值从7.4万亿元增加到10.2万亿元，增长37.8%。\n", encoding="utf-8")
    table = run(["facts", str(file)])[1]
    assert title in table
    assert "from_value" in table.splitlines()[0]
    assert "37.8%" in table
    figures = run(["facts", "--kind", "figures", str(file)])[1]
    assert "title" not in figures.splitlines()[0]
    assert run(["facts", "--kind", "numbers", str(file)])[0] == 2


def test_the_command_accepts_all_kinds() -> None:
    from govreport.cli.facts import KINDS as IN_THE_COMMAND

    assert set(IN_THE_COMMAND) == set(KINDS)

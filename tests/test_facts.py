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
def test_the_seeds_are_read_as_a_reader_reads_them(kind: str) -> None:
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
    "同比增长48%。": ("48", "%", "同比增长"),
    "涉案标的12.3亿元。": ("1230000000", "元", "涉案标的"),
    "发放宣传资料20余万份。": ("200000", "份", "宣传资料"),
    "收到诉求1,092件。": ("1092", "件", "诉求"),
    "收到訴求１，０９２件。": ("1092", "件", "訴求"),
    "制定十二项制度。": ("12", "项", "制度"),
    "粮食产量增长百分之十三点七。": ("13.7", "%", "粮食产量增长"),
    "工人为九七五·七万人。": ("9757000", "人", "工人"),
    "产量为二六、二三二万吨。": ("262320000", "吨", "产量"),
    "占全部案件的四分之三。": ("0.75", "", "占全部案件的"),
    "满意度提高2个百分点。": ("2", "个百分点", "满意度提高"),
    "气温零下，增速为-3.5%。": ("-3.5", "%", "增速"),
    "覆盖1092个村（社区）小组。": ("1092", "个", "村（社区）小组"),
}


@pytest.mark.parametrize("text", FIGURES)
def test_figures(text: str) -> None:
    one = only(text)
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


def test_a_plan_of_law_teaching_is_no_five_year_plan() -> None:
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


def test_nothing_inside_a_citation_is_a_mention_of_its_own() -> None:
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
        report.text_of(one.span).split() == one.text.split() for one in found if "\n" not in report.text_of(one.span)
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
    assert {one.kind for one in report.mentions("figure")} == {"figure"}
    with pytest.raises(ValueError, match="unknown kind of mention"):
        report.mentions("figures")  # type: ignore[arg-type]


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


def test_a_report_beside_itself_has_not_changed() -> None:
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
    assert "文件 16 件" in table
    assert "\x07" not in table
    rows = run(["facts", "--csv", str(file)])[1].splitlines()
    assert rows[0] == ",".join(("file", *COLUMNS))
    assert len(rows) == 4
    values = [row["value"] for row in json.loads(run(["facts", "--json", "--kind", "figure", str(file)])[1])]
    assert values == [16, 1230000000, 4.5]
    assert run(["facts", "--csv", "--json", str(file)])[0] == 2


def test_the_command_knows_all_kinds() -> None:
    from govreport.cli.facts import KINDS as IN_THE_COMMAND

    assert set(IN_THE_COMMAND) == set(KINDS)

"""Which marks are real and how deep they stand, one kind of evidence at a time; docs/outline.md explains it."""

from __future__ import annotations

import pytest

import govreport
from govreport.ahead import key_of
from govreport.families import FAMILIES
from govreport.levels import MAX_DEPTH, RECENT, ROOT, Levels
from govreport.marks import HEAD, Mark
from govreport.report import Report


def paths(report: Report) -> list[str]:
    return [unit.path for unit in report.search()]


def case(name: str, text: str, expected: str) -> object:
    """A text whose lines are parted by |, and the paths of its units."""
    return pytest.param(text.replace("|", "\n"), expected.split(), id=name)


ladder = [
    case("each form under the one before", "一、甲|（一）乙|1.丙|（1）丁|①戊", "1 1/1 1/1/1 1/1/1/1 1/1/1/1/1"),
    case("a level left out", "一、甲|1.乙|正文。|2.丙|正文。|二、丁", "1 1/1 1/2 2"),
    case("back over two levels", "一、甲|（一）乙|1.丙|正文。|2.丁|正文。|二、戊|正文。", "1 1/1 1/1/1 1/1/2 2"),
    case("statutes", "第一编 甲|第一章 乙|第一节 丙|第一条 丁。|第二条 戊。", "1 1/1 1/1/1 1/1/1/1 1/1/1/2"),
    case("brackets alone", "（一）甲|正文。|1.乙|正文。|2.丙|正文。|（二）丁|正文。", "1 1/1 1/2 2"),
]

evidence = [
    case("a sibling, whatever stands between", "一、甲|（一）乙|正文。|（二）丙|正文。|二、丁", "1 1/1 1/2 2"),
    case(
        "a series that goes on under a new parent",
        "一、甲|（一）乙|（二）丙|二、丁|（三）戊|（四）己",
        "1 1/1 1/2 2 2/3 2/4",
    ),
    case("a series that begins anew", "一、甲|（一）乙|（二）丙|二、丁|（一）戊|（二）己", "1 1/1 1/2 2 2/1 2/2"),
    case(
        "articles go on through the chapters",
        "第一章 甲|第一条 乙。|第二条 丙。|第二章 丁|第三条 戊。",
        "1 1/1 1/2 2 2/3",
    ),
    case(
        "the outer series comes later",
        "1.甲|（一）乙。丙。|（二）丁。戊。|2.己|（一）庚。辛。|（二）壬。癸。",
        "1 1/1 1/2 2 2/1 2/2",
    ),
    case(
        "an article put in between", "第十条　甲。|第十条之一　乙。|第十条之二　丙。|第十一条　丁。", "10 10.1 10.2 11"
    ),
]

gaps = [
    case("a number left out", "一、甲|正文。|三、乙|正文。", "1 3"),
    case("a number twice", "一、甲|正文。|二、乙|正文。|二、丙|正文。", "1 2 2~2"),
    case("far out of step", "一、甲|正文。|十一、十二月份完成。|二、乙|正文。", "1 2"),
    case("a text that begins late", "三、甲|正文。|四、乙|正文。", "3 4"),
    case("an article alone", "第五条　为规范工作，制定本办法。", "5"),
]

running = [
    case("in a line", "一、甲|主要是：一是乙；二是丙；三是丁。|二、戊", "1 1/i1 1/i2 1/i3 2"),
    case("behind commas", "一是甲，二是乙，三是丙。", "i1 i2 i3"),
    case("on lines of their own", "一是甲。|二是乙。|三是丙。", "i1 i2 i3"),
    case("one alone", "一是甲，其他略。", ""),
    case("two in turn", "一是甲。|二是乙。|一是丙。|二是丁。", "i1 i2 i1~2 i2~2"),
    case("first, second, third", "首先，甲。第二，乙。第三，丙。", "i1 i2 i3"),
    case("next and last", "首先，甲。其次，乙。最后，丙。", "i1 i2 b1"),
    case("first of all, and no second", "首先，甲。乙。", ""),
    case("points under a point", "一是甲：①乙；②丙。|二是丁。", "i1 i1/i1 i1/i2 i2"),
    case("the paragraph ends them", "一、甲|一是乙；二是丙。|一是丁；二是戊。", "1 1/i1 1/i2 1/i1~2 1/i2~2"),
]

uncounted = [
    case("dashes", "主要做法：|——甲。|——乙。", "b1 b2"),
    case("bullets", "主要做法：|●甲。|●乙。", "b1 b2"),
    case("one dash alone", "主要做法：|——甲。|乙。", ""),
    case("a dash in a sentence", "目标——甲——乙。", ""),
    case("dashes under a section", "一、甲|——乙。|——丙。|二、丁|正文。", "1 1/b1 1/b2 2"),
    case("nothing has come first", "最后，甲。", ""),
]

decimals = [
    case("under their prefix", "1 甲|1.1 乙|正文。|1.2 丙|正文。|2 丁|2.1 戊|正文。", "1 1/1 1/2 2 2/1"),
    case("under 1.", "1.甲|1.1 乙|1.2 丙|2.丁|2.1 戊|2.2 己", "1 1/1 1/2 2 2/1 2/2"),
    case("under 一、", "一、甲|1.1 乙|1.2 丙|二、丁|2.1 戊|2.2 己", "1 1/1 1/2 2 2/1 2/2"),
    case("under 第一章", "第一章 甲|1.1 乙|1.2 丙|第二章 丁|2.1 戊|2.2 己", "1 1/1 1/2 2 2/1 2/2"),
    case("three parts", "1.1 甲|1.1.1 乙|1.1.2 丙|1.2 丁", "1 1/1 1/2 2"),
    case("a figure", "一、甲|3.5亿元到位。|二、乙", "1 2"),
    case("a bare number", "一、甲|3 个部门参加。|二、乙", "1 2"),
]

references = [
    case("words that hold a mark", "一、甲|统一是关键，唯一要求是落实。|二、乙", "1 2"),
    case("an article that is cited", "第一条　甲。|第二条　依照第一条、第三条处理。|第三条　乙。", "1 2 3"),
    case("items that are cited", "一、甲|依照第（一）项、第（二）项处理。|二、乙", "1 2"),
    case("two numerals", "一、甲|二、三产业加快发展。|二、乙", "1 2"),
    case("a quotation", "一、甲|会议提出“一是乙，二是丙”。|二、丁", "1 2"),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*ladder, *evidence, *gaps, *running, *uncounted, *decimals, *references]
)
def test_paths(text: str, expected: list[str]) -> None:
    assert paths(govreport.parse(text)) == expected


def test_a_list_of_single_paragraphs_ends_with_its_last() -> None:
    report = govreport.parse(
        "一、甲\n办结下列事项：\n1.修订1份；\n2.清理6件；\n3.公布2份。\n均已公开。\n二、乙\n正文。"
    )
    assert [block.path for block in report.sections[0].blocks] == ["1/p1", "1/1", "1/2", "1/3", "1/p2"]


def test_what_follows_a_headed_section_belongs_to_it() -> None:
    report = govreport.parse("一、甲\n（一）乙\n正文。\n正文。\n（二）丙\n正文。\n正文。")
    assert [len(unit.blocks) for unit in report.sections[0].units] == [2, 2]


# ---- the open levels ---------------------------------------------------------------------------------------------


def mark(family: str, ordinal: int, line: int = 0) -> Mark:
    return Mark(FAMILIES[family], line, 0, 1, ordinal, None, HEAD)


def push(levels: Levels, family: str, ordinal: int) -> int:
    """Open a unit below the innermost level; its index."""
    levels.push(mark(family, ordinal), 0, key_of(mark(family, ordinal)))
    return len(levels.units) - 1


def test_a_unit_hangs_under_the_innermost_open_one() -> None:
    levels = Levels()
    outer, inner = push(levels, "han", 1), push(levels, "han_paren", 1)
    assert (levels.units[outer].parent, levels.units[inner].parent) == (ROOT, outer)
    assert levels.find(key_of(mark("han_paren", 2))) == 1
    assert levels.find(key_of(mark("arabic", 1))) is None


def test_a_sibling_shares_parent_and_series() -> None:
    levels = Levels()
    push(levels, "han", 1)
    push(levels, "han_paren", 1)
    levels.sibling(1, mark("han_paren", 2))
    first, second = levels.units[-2:]
    assert (second.parent, second.series) == (first.parent, first.series)


def test_a_closed_series_goes_on_under_the_same_parent() -> None:
    levels = Levels()
    push(levels, "han", 1)
    push(levels, "han_paren", 1)
    levels.close(1)
    key = key_of(mark("han_paren", 2))
    found = levels.closed_before(key, 2)
    assert found is not None
    assert found[0] == 1
    assert levels.closed_before(key, 3) is None


def test_a_closed_series_ends_with_its_parent() -> None:
    levels = Levels()
    push(levels, "han", 1)
    push(levels, "han_paren", 1)
    levels.sibling(0, mark("han", 2))
    assert levels.closed_before(key_of(mark("han_paren", 2)), 2) is None


def test_the_levels_remember_what_stood_under_what() -> None:
    levels = Levels()
    push(levels, "arabic", 1)
    push(levels, "han_paren", 1)
    inner, outer = key_of(mark("han_paren", 1)), key_of(mark("arabic", 1))
    assert (levels.stood_under(inner, outer), levels.stood_under(outer, inner)) == (1, 0)


def test_the_last_units_of_a_form_are_remembered() -> None:
    levels = Levels()
    for ordinal in range(1, RECENT + 3):
        levels.close(0)
        push(levels, "han", ordinal)
    key = key_of(mark("han", 1))
    latest = levels.latest(key)
    assert latest is levels.last_with(key, RECENT + 2) is levels.units[-1]
    assert levels.last_with(key, 1) is None


def test_levels_beyond_the_bound_join_the_deepest() -> None:
    levels = Levels()
    indices = [push(levels, "arabic", 1) for _ in range(MAX_DEPTH + 3)]
    assert len(levels.open) == MAX_DEPTH
    assert levels.bounded == indices[MAX_DEPTH:]
    assert {levels.units[index].parent for index in levels.bounded} == {indices[MAX_DEPTH - 2]}

"""Which marks are real and how deep they are, one kind of evidence at a time; see docs/outline.md."""

from __future__ import annotations

import pytest

import govreport
from govreport.grammar.grammar import grammar
from govreport.lines.lines import Line
from govreport.outline.candidates import HEAD, Candidate, Key
from govreport.outline.decimals import place_decimal
from govreport.outline.lookahead import Lookahead
from govreport.outline.open_levels import MAX_DEPTH, RECENT, ROOT, Levels
from govreport.outline.scanner import scan
from govreport.report import Report
from govreport.tree.families import FAMILIES

SENTENCE = "各级行政机关应当坚持依法行政，建立健全工作制度，推动各项任务落实到位，接受社会监督。"
LONG = 3 * SENTENCE
"""As long as a paragraph: only members of that length make an outline of a line whose breaks are lost."""


def paths(report: Report) -> list[str]:
    return [unit.path for unit in report.search()]


def case(name: str, text: str, expected: str, known_failure: str | None = None) -> object:
    """A text with lines separated by |, and the paths of its units."""
    marks = [pytest.mark.xfail(reason=known_failure, strict=True)] if known_failure else []
    return pytest.param(text.replace("|", "\n"), expected.split(), id=name, marks=marks)


ladder = [
    case("each form under the one before", "一、甲|（一）乙|1.丙|（1）丁|①戊", "1 1/1 1/1/1 1/1/1/1 1/1/1/1/1"),
    case("a level left out", "一、甲|1.乙|正文。|2.丙|正文。|二、丁", "1 1/1 1/2 2"),
    case("back over two levels", "一、甲|（一）乙|1.丙|正文。|2.丁|正文。|二、戊|正文。", "1 1/1 1/1/1 1/1/2 2"),
    case("statutes", "第一编 甲|第一章 乙|第一节 丙|第一条 丁。|第二条 戊。", "1 1/1 1/1/1 1/1/1/1 1/1/1/2"),
    case("brackets alone", "（一）甲|正文。|1.乙|正文。|2.丙|正文。|（二）丁|正文。", "1 1/1 1/2 2"),
]

evidence = [
    case("a sibling after other blocks", "一、甲|（一）乙|正文。|（二）丙|正文。|二、丁", "1 1/1 1/2 2"),
    case(
        "a series that continues under a new parent",
        "一、甲|（一）乙|（二）丙|二、丁|（三）戊|（四）己",
        "1 1/1 1/2 2 2/3 2/4",
    ),
    case("a series that restarts", "一、甲|（一）乙|（二）丙|二、丁|（一）戊|（二）己", "1 1/1 1/2 2 2/1 2/2"),
    case(
        "articles continue through the chapters",
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
    case("inside the line of a new parent", "一、甲|（一）乙。|二、丙。（二）丁。（三）戊。", "1 1/1 2 2/2 2/3"),
    case(
        "the usual order turned round, once and for all",
        "第一章 甲|1.乙|（一）丙。|（二）丁。|2.戊|第二章 己|（一）庚。|（二）辛。|1.壬|2.癸",
        "1 1/1 1/1/1 1/1/2 1/2 2 2/1 2/2 2/1~2 2/2~2",
    ),
    case("a list inside a list of the same form", "1.甲|2.乙|1.子|2.丑|3.寅|3.丙|4.丁", "1 2 2/1 2/2 2/3 3 4"),
    case("a turn to the audience", "一、甲|（一）乙。|（二）丙。|各位代表！过去一年成绩显著。|二、丁", "1 1/1 1/2 2"),
]

lost_breaks = [
    case(
        "a statute",
        f"某市公文办法 第一章 总则 第一条 甲。{LONG}第二条 乙。{LONG}第二章 职责 第三条 丙。{LONG}第四条 丁。{LONG}",
        "1 1/1 1/2 2 2/3 2/4",
    ),
    case(
        "headings directly after each other",
        f"政府工作报告一、工作回顾（一）发展经济。{LONG}（二）改善民生。{LONG}二、工作安排（一）扩大内需。{LONG}（二）深化改革。{LONG}",
        "1 1/1 1/2 2 2/1 2/2",
    ),
    case(
        "the next paragraph number, directly after a word",
        f"1. 过去，{LONG}2. 未来，{LONG}我们会努力3. 同时，{LONG}4. 最后，{LONG}",
        "1 2 3 4",
    ),
    case(
        "a number directly after a word that is not the next",
        f"1. 过去，{LONG}2. 未来，{LONG}我们会努力7. 同时，{LONG}3. 最后，{LONG}",
        "1 2 3",
    ),
    case("a series that begins late", f"如下。三、甲。{LONG}四、乙。{LONG}五、丙。{LONG}六、丁。{LONG}", "3 4 5 6"),
    case("a short series that begins late", f"如下。三、甲。{LONG}四、乙。{2 * LONG}五、丙。{LONG}", "3 4 5"),
    case("a number left out", f"如下。一、甲。{LONG}二、乙。{LONG}四、丙。{LONG}五、丁。{LONG}", "1 2 4 5"),
    case(
        "members as short as clauses",
        f"如下。（一）甲；（二）乙；（三）丙。{4 * LONG}",
        "i1 i2 i3",
        "the text after the last member counts as part of it, so that the row looks as long as paragraphs",
    ),
    case("bullets", f"如下。●甲。{LONG}●乙。{LONG}●丙。{LONG}●丁。{LONG}", "b1 b2 b3 b4"),
    case("a bullet alone", f"如下。●甲。{5 * LONG}", ""),
]

gaps = [
    case("a number left out", "一、甲|正文。|三、乙|正文。", "1 3"),
    case("a number twice", "一、甲|正文。|二、乙|正文。|二、丙|正文。", "1 2 2~2"),
    case("far out of step", "一、甲|正文。|十一、十二月份完成。|二、乙|正文。", "1 2"),
    case("an article far out of step", "第一条　甲。|第九条　乙。", "1 9"),
    case("a text that begins late", "三、甲|正文。|四、乙|正文。", "3 4"),
    case("an article alone", "第五条　为规范工作，制定本办法。", "5"),
]

running = [
    case("in a line", "一、甲|主要是：一是乙；二是丙；三是丁。|二、戊", "1 1/i1 1/i2 1/i3 2"),
    case("after commas", "一是甲，二是乙，三是丙。", "i1 i2 i3"),
    case("on separate lines", "一是甲。|二是乙。|三是丙。", "i1 i2 i3"),
    case("one alone", "一是甲，其他略。", ""),
    case("an enumeration inside a point", "第一，甲。|一是乙。|二是丙。|第二，丁。", "i1 i1/i1 i1/i2 i2"),
    case("further points in another paragraph", "如下。第一，甲。|正文。第二，乙。第三，丙。", "i1 i2 i3"),
    case("brackets continue through two paragraphs", "一、甲|正文。（一）乙。|其他。（二）丙。|二、丁", "1 1/1 1/2 2"),
    case("a bracket after one blank", "（一）甲。|见 （二）号文件。|（二）乙。", "1 2"),
    case("two in turn", "一是甲。|二是乙。|一是丙。|二是丁。", "i1 i2 i1~2 i2~2"),
    case("two in turn in a line", "要点：一是甲；二是乙；一是丙；二是丁。", "i1 i2 i1~2 i2~2"),
    case("first, second, third", "首先，甲。第二，乙。第三，丙。", "i1 i2 i3"),
    case("next and last", "首先，甲。其次，乙。最后，丙。", "i1 i2 b1"),
    case("first of all, and no second", "首先，甲。乙。", ""),
    case("first and last", "首先，甲。最后，乙。", "i1 b1"),
    case("first and last in two paragraphs", "首先，甲。|最后，乙。", ""),
    case("another first, and a last", "第一，甲。最后，乙。", ""),
    case("a first before 首先", "第一，甲。|首先，乙。|其次，丙。|第二，丁。", "i1 i1~2 i2 i2~2"),
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
    case("the last is not the last", "首先，甲。|其次，乙。|最后，丙。|第三，丁。", "i1 i2 b1 i3"),
    case("a dash after a sentence, the others on the next lines", "做法有三。——甲。|——乙。|——丙。", "b1 b2 b3"),
]

decimals = [
    case("under their prefix", "1 甲|1.1 乙|正文。|1.2 丙|正文。|2 丁|2.1 戊|正文。", "1 1/1 1/2 2 2/1"),
    case("under 1.", "1.甲|1.1 乙|1.2 丙|2.丁|2.1 戊|2.2 己", "1 1/1 1/2 2 2/1 2/2"),
    case("under 一、", "一、甲|1.1 乙|1.2 丙|二、丁|2.1 戊|2.2 己", "1 1/1 1/2 2 2/1 2/2"),
    case("under 第一章", "第一章 甲|1.1 乙|1.2 丙|第二章 丁|2.1 戊|2.2 己", "1 1/1 1/2 2 2/1 2/2"),
    case("inside a line", "1.1 甲。正文。1.2 乙。|1.3 丙。", "1 2 3"),
    case("a title inside a line", "1 范围|1.1 甲。|正文。2 术语和定义|2.1 乙。", "1 1/1 2 2/1"),
    case("a figure inside a line", "1.1 甲。增长率为：1.5 倍。|1.2 乙。", "1 2"),
    case("one without its neighbours", "1.1 甲|1.3 乙|1.4 丙", "3 4"),
    case("a chapter that begins after its sections", "1.1 甲|1.2 乙|2 丙|2.1 丁|2.2 戊", "1 2 2~2 2~2/1 2~2/2"),
    case("three parts", "1.1 甲|1.1.1 乙|1.1.2 丙|1.2 丁", "1 1/1 1/2 2"),
    case("a figure", "一、甲|3.5亿元到位。|二、乙", "1 2"),
    case("a bare number", "一、甲|3 个部门参加。|二、乙", "1 2"),
]

plain = [
    case(
        "numbers under them",
        f"工作报告|现报告如下。|加强领导|1.甲。{SENTENCE}|2.乙。{SENTENCE}|推进公开|1.丙。{SENTENCE}|2.丁。{SENTENCE}",
        "u1 u1/1 u1/2 u2 u2/1 u2/2",
    ),
    case(
        "they are under numbers",
        f"工作报告|现报告如下。|回顾|{SENTENCE}|一、甲|加强领导|{SENTENCE}|二、乙|推进公开|{SENTENCE}|强化监督|{SENTENCE}",
        "u1 1 1/u1 2 2/u1 2/u2",
    ),
    case(
        "they end an enumeration",
        f"工作报告|现报告如下。|回顾|{SENTENCE}|一是甲。|二是乙。|打算|{SENTENCE}|保障|{SENTENCE}|正文。",
        "u1 u1/i1 u1/i2 u2 u3",
    ),
]

after_words = [
    case(
        "a statute after a list",
        f"如下。一、甲。{LONG}二、乙。{LONG}某办法第一章　总则。{LONG}第二章　附则。{LONG}",
        "1 2 1~2 2~2",
    ),
    case(
        "a chapter that is cited",
        f"如下。一、印发某办法第一章总则的通知。{LONG}二、乙。{LONG}第二章　丙。{LONG}第三章　丁。{LONG}",
        "1 2",
        "a chapter that is cited begins a row where the next chapters follow",
    ),
    case("an article that is cited", f"第一条　甲。{LONG}依照第二条的规定。{4 * LONG}", "1"),
    case("a row after words", f"如下。一、甲。{LONG}我们1. 乙。{LONG}我们2. 丙。{LONG}二、丁。{LONG}", "1 1/1 1/2 2"),
    case(
        "a row after words of another line",
        f"一、甲|重点工作（一）乙。{LONG}（二）丙。{3 * LONG}|二、丁",
        "1 1/1 1/2 2",
    ),
    case("three numbers on", f"如下。一、甲。{LONG}二、乙。{LONG}五、丙。{LONG}六、丁。{LONG}", "1 2 5 6"),
    case("four numbers on", f"如下。一、甲。{LONG}二、乙。{LONG}六、丙。{LONG}七、丁。{LONG}", "1 2 6 7"),
]

midway = [
    case("paragraph numbers", f"如下。5. 甲。{LONG}6. 乙。{LONG}7. 丙。{LONG}8. 丁。{LONG}", "5 6 7 8"),
    case("brackets", f"如下。（五）甲。{LONG}（六）乙。{LONG}（七）丙。{LONG}（八）丁。{LONG}", "5 6 7 8"),
    case("after a comma", f"如下，三、甲。{LONG}四、乙。{LONG}五、丙。{LONG}六、丁。{LONG}", "3 4 5 6"),
    case(
        "the second left out",
        f"如下。三、甲。{LONG}五、乙。{LONG}六、丙。{3 * LONG}",
        "3 5 6",
        "where a row begins late, a number left out after its first member costs that member",
    ),
    case("the third left out", f"如下。三、甲。{LONG}四、乙。{LONG}六、丙。{3 * LONG}", "3 4 6"),
]

inside_paragraphs = [
    *(
        case(f"{second} in the midst of another paragraph", f"{first}甲。|正文。{second}乙。|{second}丙。", "i1 i2")
        for first, second in (("一是", "二是"), ("一要", "二要"), ("第一，", "第二，"), ("其一，", "其二，"))
    ),
    case("brackets after commas", "包括：（1）甲，（2）乙，（3）丙。", "i1 i2 i3"),
    case("paragraph numbers after commas", "包括，1.甲；2.乙。", ""),
    case("Chinese numbers after commas", "包括，一、甲；二、乙。", ""),
    case("a paragraph number after one blank", "1.甲 2.乙|2.丙", "1 2"),
]

alone = [
    case("a letter", "a.甲|正文。", ""),
    case("two letters", "a.甲|正文。|b.乙|正文。", "1 2"),
    case("a number with a comma", "一，甲|正文。", ""),
    case("two numbers with commas", "一，甲|正文。|二，乙|正文。", "1 2"),
    case("a capital number with a comma", "壹，甲|正文。", "1"),
    case("a number with its stop", "一、甲|正文。", "1"),
]

inside_points = [
    case("paragraph numbers under a point", "一是甲。|1.乙。|2.丙。|二是丁。", "i1 i1/1 i1/2 i2"),
    case("paragraph numbers after a point that has no second", "一是甲。|1.乙。|2.丙。|正文。", "1 2"),
    case("circles under a point", "一是甲。|①乙。|②丙。|二是丁。", "i1 i1/1 i1/2 i2"),
    case("paragraph numbers after the last point", "一是甲。|二是乙。|1.丙。|2.丁。", "i1 i2 1 2"),
    case("brackets between two points", "一是甲。|（一）乙。|（二）丙。|二是丁。", "i1 i1/1 i1/2 i2"),
    case("brackets never", "一是甲。|二是乙。|（一）丙。|（二）丁。", "i1 i2 1 2"),
]

far_on = [
    case("a second alone", "2.甲|正文。", "2"),
    case("a third alone", "3.甲|正文。", ""),
    case("a second point alone", "二是甲。|正文。", ""),
    case("a second under another form", "一、甲|（二）乙。正文。|二、丙|正文。", "1 1/2 2"),
    case("three numbers on", "一、甲|正文。|四、乙|正文。", "1 4"),
    case("four numbers on", "一、甲|正文。|五、乙|正文。", "1"),
    case("four numbers on, and so on", "一、甲|正文。|五、乙|正文。|六、丙|正文。", "1 5 6"),
    case("another form, once", "（一）甲|正文。|五、乙|正文。|（二）丙|正文。", "1 2"),
]

decimals_inside = [
    case("the first of a text", "编写说明。1 范围|正文。|2 术语|2.1 甲|正文。", "1 2 2/1"),
    case("not the first of a text", "编写说明。3 范围|正文。|2 术语|2.1 甲|正文。", "2 2/1"),
    case("not the next of its series", "1.1 甲|正文。2.2 乙。|1.2 丙|2.3 丁", "1 2 3"),
    case("the first, and no decimals", "编写说明。1 范围|正文。|2 术语|正文。", ""),
    case("after a comma", "1.1 甲正文。增长，1.2 倍。|1.2 乙。|1.3 丙。", "1 2 3"),
    case("a longer one", "1 范围|1.1 甲。|正文。1.1.1 术语|1.2 乙。", "1 1/1 1/2"),
    case("a title", f"1 甲|1.1 乙。|正文。2 {SENTENCE[:28]}|2.1 丙。", "1 1/1 2 2/1"),
    case("too long for a title", f"1 甲|1.1 乙。|正文。2 {SENTENCE[:35]}|2.1 丙。", "1 1/1"),
]

references = [
    case("words that hold a mark", "一、甲|统一是关键，唯一要求是落实。|二、乙", "1 2"),
    case("an article that is cited", "第一条　甲。|第二条　依照第一条、第三条处理。|第三条　乙。", "1 2 3"),
    case("items that are cited", "一、甲|依照第（一）项、第（二）项处理。|二、乙", "1 2"),
    case("two numerals", "一、甲|二、三产业加快发展。|二、乙", "1 2"),
    case("a quotation", "一、甲|会议提出“一是乙，二是丙”。|二、丁", "1 2"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *ladder,
        *evidence,
        *lost_breaks,
        *gaps,
        *running,
        *uncounted,
        *decimals,
        *plain,
        *references,
        *after_words,
        *midway,
        *inside_paragraphs,
        *alone,
        *inside_points,
        *far_on,
        *decimals_inside,
    ],
)
def test_paths(text: str, expected: list[str]) -> None:
    assert paths(govreport.parse(text)) == expected


def test_a_list_of_single_paragraphs_ends_with_its_last() -> None:
    report = govreport.parse(
        "一、甲\n办结下列事项：\n1.修订1份；\n2.清理6件；\n3.公布2份。\n均已公开。\n二、乙\n正文。"
    )
    assert [block.path for block in report.sections[0].blocks] == ["1/p1", "1/1", "1/2", "1/3", "1/p2"]


def test_text_after_a_section_with_heading_belongs_to_it() -> None:
    report = govreport.parse("一、甲\n（一）乙\n正文。\n正文。\n（二）丙\n正文。\n正文。")
    assert [len(unit.blocks) for unit in report.sections[0].units] == [2, 2]


# ---- the open levels ---------------------------------------------------------------------------------------------


def mark(family: str, ordinal: int, line: int = 0) -> Candidate:
    return Candidate(FAMILIES[family], line, 0, 2, "一、", ordinal, place=HEAD)


def push(levels: Levels, family: str, ordinal: int) -> int:
    """Open a unit below the innermost level; its index."""
    levels.push(mark(family, ordinal), 0, mark(family, ordinal).key)
    return len(levels.units) - 1


def test_a_unit_is_under_the_innermost_open_one() -> None:
    levels = Levels()
    outer, inner = push(levels, "han", 1), push(levels, "han_paren", 1)
    assert (levels.units[outer].parent, levels.units[inner].parent) == (ROOT, outer)
    assert levels.find(mark("han_paren", 2).key) == 1
    assert levels.find(mark("han", 2).key) == 0
    assert levels.find(mark("arabic", 1).key) is None


def test_a_sibling_shares_parent_and_series() -> None:
    levels = Levels()
    push(levels, "han", 1)
    push(levels, "han_paren", 1)
    levels.sibling(1, mark("han_paren", 2))
    first, second = levels.units[-2:]
    assert (second.parent, second.series) == (first.parent, first.series)


def test_a_child_closes_what_is_open_below_its_parent() -> None:
    levels = Levels()
    outer = push(levels, "han", 1)
    push(levels, "han_paren", 1)
    levels.child(0, mark("arabic", 1), mark("arabic", 1).key)
    assert (levels.units[-1].parent, len(levels.open)) == (outer, 2)


def test_a_closed_series_continues_under_the_same_parent() -> None:
    levels = Levels()
    push(levels, "han", 1)
    push(levels, "han_paren", 1)
    levels.close_from(1)
    key = mark("han_paren", 2).key
    found = levels.closed_before(key, 2)
    assert found is not None
    assert found.unit is levels.units[1]
    assert levels.closed_before(key, 3) is None


def test_a_closed_series_continues_under_any_open_parent() -> None:
    levels = Levels()
    for family in ("han", "han_paren", "arabic"):
        push(levels, family, 1)
    levels.close_from(2)
    inner = levels.closed_before(mark("arabic", 2).key, 2)
    levels.close_from(1)
    outer = levels.closed_before(mark("han_paren", 2).key, 2)
    assert inner is not None
    assert outer is not None
    assert [inner.unit, outer.unit] == levels.units[:0:-1]
    assert levels.closed_before(mark("arabic", 2).key, 2) is None


def test_a_closed_series_ends_where_another_unit_begins() -> None:
    levels = Levels()
    push(levels, "han", 1)
    push(levels, "han_paren", 1)
    levels.close_from(1)
    push(levels, "arabic", 1)
    levels.close_from(1)
    assert levels.closed_before(mark("han_paren", 2).key, 2) is None


def test_a_paragraph_number_counts_as_a_decimal_of_one_part() -> None:
    levels = Levels()
    push(levels, "arabic", 2)
    push(levels, "han", 2)
    assert [level.parts for level in levels.open] == [(2,), ()]


def test_a_closed_series_ends_with_its_parent() -> None:
    levels = Levels()
    push(levels, "han", 1)
    push(levels, "han_paren", 1)
    levels.sibling(0, mark("han", 2))
    assert levels.closed_before(mark("han_paren", 2).key, 2) is None


def test_the_levels_remember_parents() -> None:
    levels = Levels()
    push(levels, "arabic", 1)
    push(levels, "han_paren", 1)
    inner, outer = mark("han_paren", 1).key, mark("arabic", 1).key
    assert (levels.stood_under(inner, outer), levels.stood_under(outer, inner)) == (1, 0)


def test_the_last_units_of_a_form_are_remembered() -> None:
    levels = Levels()
    for ordinal in range(1, RECENT + 3):
        levels.close_from(0)
        push(levels, "han", ordinal)
    key = mark("han", 1).key
    latest = levels.latest(key)
    assert latest is levels.last_with(key, RECENT + 2) is levels.units[-1]
    assert levels.last_with(key, 2) is levels.units[1]
    assert levels.last_with(key, 1) is None


def test_of_a_series_that_is_open_the_last_unit_alone_is_remembered() -> None:
    levels = Levels()
    push(levels, "han", 1)
    levels.sibling(0, mark("han", 2))
    key = mark("han", 1).key
    assert levels.last_with(key, 2) is levels.latest(key) is levels.units[1]
    assert levels.last_with(key, 1) is None


def test_levels_beyond_the_bound_join_the_deepest() -> None:
    levels = Levels()
    indices = [push(levels, "arabic", 1) for _ in range(MAX_DEPTH + 3)]
    assert len(levels.open) == MAX_DEPTH
    assert levels.bounded == indices[MAX_DEPTH:]
    assert {levels.units[index].parent for index in levels.bounded} == {indices[MAX_DEPTH - 2]}


# ---- decimals ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("1 甲|1.1 乙|1.2 丙|2 丁|2.1 戊", "-1:1 0:2 0:2 -1:1 3:3", id="under their prefix"),
        pytest.param("1.1 甲|1.1.1 乙|1.1.2 丙|1.2 丁", "-1:1 0:2 0:2 -1:1", id="of three parts"),
        pytest.param("1.1 甲|1.1 乙|1.2 丙", "-1:1 -1:2 -1:2", id="the same again"),
        pytest.param("1.2 甲|1.1 乙|1.2 丙", "-1:1 -1:2 -1:2", id="backwards"),
        pytest.param("2.1 甲|2.1.1 乙|1.1 丙|1.2 丁", "-1:1 0:2 -1:3 -1:3", id="after a deeper one"),
        pytest.param("5.甲|2 乙|3 丙|3.1 丁", "-1:1 0:2 0:2 2:3", id="under a paragraph number"),
        pytest.param("一、甲|3.1 乙|3.2 丙|4.1 丁|4.2 戊", "-1:1 0:2 0:2 0:3 0:3", id="under another number"),
        pytest.param("3.5 甲", "no", id="a figure"),
        pytest.param("1 甲|2 乙", "no no", id="bare numbers"),
        pytest.param("01 甲|02 乙", "-1:1 -1:1", id="bare numbers with zeros"),
        pytest.param("1 甲|2 乙|2.1 丙", "-1:1 -1:1 1:2", id="bare numbers in the company of decimals"),
        pytest.param("1 甲|1.1 乙", "-1:1 0:2", id="a bare number with a child"),
        pytest.param("1.1 甲|2.1 乙|2.2 丙|1.2 丁", "-1:1 -1:2 -1:2 -1:3", id="the one before came long ago"),
        pytest.param("1.1 甲|2.1 乙|2.2 丙|1.3 丁", "no -1:1 -1:1 no", id="but not two before"),
    ],
)
def test_decimals(lines: str, expected: str) -> None:
    """Each as ``parent:series``; nothing for text that is not a mark."""
    texts = lines.split("|")
    rows = [scan(Line(0, len(text), text), i, grammar()) for i, text in enumerate(texts)]
    ahead = Lookahead(range(len(rows)), rows)
    levels = Levels()

    def make_room(mark: Candidate, key: Key) -> None:
        assert key == mark.key

    found = []
    for mark in (mark for row in rows for mark in row):
        if mark.family.name != "decimal":
            levels.push(mark, mark.line, mark.key)
        elif not place_decimal(mark, levels, ahead, make_room):
            found.append("no")
            continue
        found.append(f"{levels.units[-1].parent}:{levels.units[-1].series}")
    assert " ".join(found) == expected


def test_units_show_their_parents() -> None:
    levels = Levels()
    push(levels, "han", 1)
    levels.push(None, 3, ("plain", 0))
    assert [repr(unit) for unit in levels.units] == [
        "<Unit <Candidate han 1 line 0:0> under -1>",
        "<Unit plain under 0>",
    ]

"""The parents of paragraphs, tables and headings without numbers: each line belongs to the open unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

import govreport
from govreport.lines.format_hints import Evidence
from govreport.tree.nodes import Block, Unit

PROSE = "组织宣讲活动，发放宣传资料，推动法律知识进社区进校园进企业，群众满意度持续提升。"


def paths(blocks: Iterable[Block]) -> Iterator[str]:
    """The paths of all blocks, in order."""
    for block in blocks:
        yield block.path
        if isinstance(block, Unit):
            yield from paths(block.blocks)


def case(name: str, lines: str, expected: str, known_failure: str | None = None) -> object:
    """Lines separated by ↵, with 〃 for a paragraph, and the paths of the resulting units."""
    marks = [pytest.mark.xfail(reason=known_failure, strict=True)] if known_failure else []
    return pytest.param(lines.replace("〃", PROSE).replace("↵", "\n"), expected, id=name, marks=marks)


lists = [
    case(
        "a list ends with its last member",
        "一、甲↵办结事项：↵1.修订1份；↵2.清理6件；↵3.公布2份。↵均已公开。↵二、乙↵〃",
        "1 1/p1 1/1 1/1/p1 1/2 1/2/p1 1/3 1/3/p1 1/p2 2 2/p1",
    ),
    case(
        "a paragraph below the items of an article belongs to the article",
        "第一条　左列事项：↵一、教育。↵二、卫生。↵（一）城镇。↵（二）乡村。↵前项各款由县长决定。↵第二条　〃",
        "1 1/p1 1/1 1/1/p1 1/2 1/2/1 1/2/1/p1 1/2/2 1/2/2/p1 1/p2 2 2/p1",
    ),
    case(
        "numbers that count on have the headings of sections between them",
        "一、甲↵（一）改。〃↵（二）查。〃↵二、乙↵（三）督。〃↵（四）责。〃↵某局负责落实本意见。",
        "1 1/1 1/1/p1 1/2 1/2/p1 2 2/3 2/3/p1 2/4 2/4/p1 2/p1",
    ),
    case(
        "but not before it",
        "一、甲↵办结事项：↵1.修订1份；↵均已公开。↵2.清理6件；↵3.公布2份。↵二、乙↵〃",
        "1 1/p1 1/1 1/1/p1 1/1/p2 1/2 1/2/p1 1/3 1/3/p1 2 2/p1",
    ),
    case(
        "lists inside each other end together",
        "一、甲↵办结事项：↵（一）修订1份；↵①目录1件；↵②正文2件；↵（二）清理6件；↵①规章4件；↵②办法2件。↵均已公开。↵二、乙↵〃",
        "1 1/p1 1/1 1/1/p1 1/1/1 1/1/1/p1 1/1/2 1/1/2/p1 1/2 1/2/p1 1/2/1 1/2/1/p1 1/2/2 1/2/2/p1 1/p2 2 2/p1",
    ),
    case(
        "paragraphs of an article belong to it",
        "第一条　为规范工作，制定本办法。↵〃↵第二条　各区应当公开情况。↵〃↵第三条　本办法由市政府解释，自印发之日起施行。↵〃",
        "1 1/p1 1/p2 2 2/p1 2/p2 3 3/p1 3/p2",
    ),
    case(
        "a list of an article ends with its last member",
        "第一条　下列情形应当公开：↵（一）年度预算；↵（二）年度决算；↵（三）采购结果。↵前款所列事项按年公开。↵第二条　本办法自印发之日起施行。",
        "1 1/p1 1/1 1/1/p1 1/2 1/2/p1 1/3 1/3/p1 1/p2 2 2/p1",
    ),
    case(
        "what follows a section with a heading",
        "一、甲↵（一）乙↵〃↵〃↵（二）丙↵〃↵〃",
        "1 1/1 1/1/p1 1/1/p2 1/2 1/2/p1 1/2/p2",
    ),
    case(
        "after the last point its section continues",
        "一、甲↵一是乙。〃↵〃↵二是丙。〃↵〃↵二、丁↵〃",
        "1 1/i1 1/i1/p1 1/i1/p2 1/i2 1/i2/p1 1/p1 2 2/p1",
    ),
]

enumerations = [
    case(
        "the paragraph ends what began inside it",
        "一、甲↵有三点：一是乙；二是丙。↵〃↵二、丁↵〃",
        "1 1/p1 1/i1 1/i1/p1 1/i2 1/i2/p1 1/p2 2 2/p1",
    ),
    case(
        "with all that it holds",
        "一、甲↵有两点：一是乙：①子；②丑；二是丙：①寅；②卯。↵〃↵二、丁↵〃",
        "1 1/p1 1/i1 1/i1/i1 1/i1/i1/p1 1/i1/i2 1/i1/i2/p1 1/i2 1/i2/i1 1/i2/i1/p1 1/i2/i2 1/i2/i2/p1 1/p2 2 2/p1",
    ),
    case("zero is text of its section", "一、甲↵〃↵（0）乙↵〃↵二、丙↵〃", "1 1/p1 1/p2 1/p3 2 2/p1"),
    case(
        "two numerals are text of their section",
        "（一）甲↵〃↵二、三产业加快发展。↵（二）乙↵〃↵二、丙↵〃",
        "1 1/p1 1/p2 2 2/p1 2~2 2~2/p1",
    ),
    case("a point alone is text of its section", "一、甲↵〃↵一是乙。〃↵〃↵二、丙↵〃", "1 1/p1 1/p2 1/p3 2 2/p1"),
    case(
        "a number far on is text of its section",
        "（一）甲↵〃↵五、乙↵〃↵（二）丙↵〃",
        "1 1/p1 1/p2 1/p3 2 2/p1",
    ),
    case(
        "text that looks like a mark",
        "一、甲↵（一）乙↵〃↵十一、十二月份完成。↵（二）丙↵〃",
        "1 1/1 1/1/p1 1/1/p2 1/2 1/2/p1",
    ),
]

uncounted = [
    case("dashes", "一、甲↵〃↵——乙。↵——丙。↵〃", "1 1/p1 1/b1 1/b2 1/p2"),
    case("a dash alone is text", "一、甲↵（一）乙↵——丙。↵〃↵二、丁↵〃", "1 1/1 1/1/p1 1/1/p2 2 2/p1"),
    case("the first follows a sentence", "做法有三。——〃↵——〃↵——〃", "p1 b1 b1/p1 b2 b2/p1 b3 b3/p1"),
    case(
        "the last line of the text goes with it",
        "一、甲↵——〃↵——〃↵二、丁↵做法有二。——〃↵——〃",
        "1 1/b1 1/b1/p1 1/b2 1/b2/p1 2 2/p1 2/b1 2/b1/p1 2/b2 2/b2/p1",
    ),
    case("bullets at the head of lines", "做法有三。●甲。↵●乙。↵●丙。", "p1 b1 b1/p1 b2 b2/p1"),
    case("a bullet is not a dash", "做法有二。——甲。↵●乙。↵●丙。", "p1 b1 b1/p1 b2 b2/p1"),
    case(
        "after an enumeration in a long line",
        "有四点：一是甲；二是乙。——〃——〃",
        "p1 i1 i1/p1 i2 i2/p1 b1 b1/p1 b2 b2/p1",
    ),
]

decimals = [
    case("alone, under the number it begins with", "一、甲↵1.1 乙↵〃↵二、丙↵〃", "1 1/1 1/1/p1 2 2/p1"),
    case("alone, under another number", "一、甲↵2.1 乙↵〃↵二、丙↵〃", "1 1/p1 1/p2 2 2/p1"),
    case("alone, under a bracket", "（1）甲↵1.1 乙↵〃↵（2）丙↵〃", "1 1/p1 1/p2 2 2/p1"),
    case("alone, under a point", "〃↵一是甲。↵1.1 乙↵〃↵二是丙。↵〃", "p1 i1 i1/p1 i1/p2 i2 i2/p1"),
    case(
        "not under the units below its number",
        "一、甲↵（二）乙↵〃↵1.1 丙↵〃↵1.2 丁↵〃",
        "1 1/2 1/2/p1 1/1 1/1/p1 1/2~2 1/2~2/p1",
    ),
]

audience = [
    case(
        "a turn to it leaves the last subsection",
        "一、甲↵（一）乙↵〃↵（二）丙↵〃↵各位代表！〃↵二、丁↵〃",
        "1 1/1 1/1/p1 1/2 1/2/p1 1/p1 2 2/p1",
    ),
    case(
        "and the one below it",
        "一、甲↵（一）乙↵1.子↵〃↵2.丑↵〃↵各位代表！〃↵二、丁↵〃",
        "1 1/1 1/1/1 1/1/1/p1 1/1/2 1/1/2/p1 1/p1 2 2/p1",
    ),
    case(
        "but not one that continues",
        "一、甲↵（一）乙↵〃↵各位代表！〃↵（二）丙↵〃↵二、丁↵〃",
        "1 1/1 1/1/p1 1/1/p2 1/2 1/2/p1 2 2/p1",
    ),
    case("the outermost section stays", "一、甲↵〃↵各位代表！〃", "1 1/p1 1/p2"),
    case(
        "before any section",
        "各位代表：↵各位代表！〃↵一、甲↵〃",
        "p1 1 1/p1",
        "the reader of heads cuts off the second salutation as well",
    ),
]

tables = [
    case(
        "under its section",
        "一、甲↵（一）乙↵〃↵|子|丑|↵|寅|卯|↵〃↵二、丙↵〃",
        "1 1/1 1/1/p1 1/1/t1 1/1/p2 2 2/p1",
    ),
    case(
        "ends an enumeration in the line before",
        "一、甲↵有两点：一是乙；二是丙。↵|子|丑|↵|寅|卯|↵二、丁↵〃",
        "1 1/p1 1/i1 1/i1/p1 1/i2 1/i2/p1 1/t1 2 2/p1",
    ),
    case(
        "after a list",
        "一、甲↵事项：↵1.修订1份；↵2.清理6件；↵3.公布2份。↵|子|丑|↵|寅|卯|↵二、乙↵〃",
        "1 1/p1 1/1 1/1/p1 1/2 1/2/p1 1/3 1/3/p1 1/t1 2 2/p1",
    ),
    case("before any section", "〃↵|子|丑|↵|寅|卯|↵一、甲↵〃", "p1 t1 1 1/p1"),
]

plain = [
    case(
        "side by side",
        "关于重点工作的报告↵现报告如下：↵加强组织领导↵〃↵严格规范执法↵〃↵深化普法宣传↵〃",
        "p1 u1 u1/p1 u2 u2/p1 u3 u3/p1",
    ),
    case(
        "one straight above another holds it",
        "〃↵回顾过去↵〃↵〃↵展望未来↵深化普法宣传↵〃↵〃↵今后三年↵严格规范执法↵〃↵〃",
        "p1 u1 u1/p1 u1/p2 u2 u2/u1 u2/u1/p1 u2/u1/p2 u3 u3/u1 u3/u1/p1 u3/u1/p2",
    ),
    case(
        "under numbered sections",
        "一、甲↵加强组织领导↵〃↵严格规范执法↵〃↵二、乙↵深化普法宣传↵〃↵健全工作制度↵〃",
        "1 1/u1 1/u1/p1 1/u2 1/u2/p1 2 2/u1 2/u1/p1 2/u2 2/u2/p1",
    ),
    case(
        "after an enumeration",
        "关于重点工作的报告↵现报告如下：↵加强组织领导↵〃↵一是〃↵二是〃↵严格规范执法↵〃↵深化普法宣传↵〃",
        "p1 u1 u1/p1 u1/i1 u1/i1/p1 u1/i2 u1/i2/p1 u2 u2/p1 u3 u3/p1",
    ),
    case(
        "after a list",
        "关于重点工作的报告↵现报告如下：↵加强组织领导↵〃↵1.修订1份；↵2.清理6件；↵3.公布2份。↵严格规范执法↵〃↵深化普法宣传↵〃",
        "p1 u1 u1/p1 u1/1 u1/1/p1 u1/2 u1/2/p1 u1/3 u1/3/p1 u2 u2/p1 u3 u3/p1",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*lists, *enumerations, *uncounted, *decimals, *audience, *tables, *plain]
)
def test_every_block_has_its_place(text: str, expected: str) -> None:
    assert " ".join(paths(govreport.parse(text).body)) == expected


@pytest.mark.parametrize(
    ("lines", "doubts"),
    [
        pytest.param("1.甲↵（一）乙。〃↵（二）丙。〃↵2.丁↵〃", {"（一）": "1."}, id="once"),
        pytest.param("1.甲↵（一）乙。〃↵（二）丙。〃↵2.丁↵（一）戊。〃↵（二）己。〃", {}, id="again: it means it"),
        pytest.param("一、甲↵（一）乙。〃↵（二）丙。〃↵二、丁↵〃", {}, id="the usual ladder"),
        pytest.param(
            "1.甲↵（一）乙。〃↵（二）丙。〃↵2.丁↵（1）戊。〃↵一、己。〃↵二、庚。〃↵（2）辛。〃↵3.壬↵〃",
            {"（一）": "1.", "一、": "（1）"},
            id="two of them",
        ),
    ],
)
def test_doubts_about_depth(lines: str, doubts: dict[str, str]) -> None:
    """Each doubt is reported with the mark of the possible sibling."""
    found = govreport.parse(lines.replace("〃", PROSE).replace("↵", "\n")).diagnostics
    reported = [
        one.message.partition(" and the rest of its row may belong to ") for one in found if one.code == "GR207"
    ]
    assert {mark: message.partition(", or ")[0] for mark, _, message in reported} == doubts


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_continuous_numbers_are_below_styled_headings(level: int) -> None:
    """At any level: it is independent of the ranks of headings found by their lines."""
    text = 2 * PROSE
    lines = ["甲、引言", f"1. {text}", f"2. {text}", "乙、施政", "强政理念", f"3. {text}", "地区工作", f"4. {text}"]
    text = "\n".join(lines)
    styles = {"甲、引言": level, "乙、施政": level, "强政理念": level + 1, "地区工作": level + 1}
    evidence = Evidence(headings=tuple((text.index(line), rank) for line, rank in styles.items()), whole_lines=True)
    report = govreport.parse(text, evidence=evidence)
    assert [row["path"] for row in report.to_records()] == ["1", "1/1", "1/2", "2", "2/u1", "2/u1/3", "2/u2", "2/u2/4"]

"""The strategies of ``govreport.testing``: varied and exact, and small when a test fails."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, find, given, settings

import govreport
from govreport import (
    Attachment,
    Document,
    Heading,
    Item,
    Number,
    Paragraph,
    Report,
    Section,
    Span,
    Table,
    Text,
    testing,
)
from govreport.grammar.grammar import grammar
from govreport.lines.lines import Line
from govreport.outline.scanner import scan
from govreport.testing import PLAIN, House, houses, noise, report_texts, reports, text_of, written
from govreport.testing.house import SPELLINGS, spelled
from govreport.testing.local import next_mark, with_next_section
from govreport.testing.trees import LADDERS
from govreport.testing.writing import NOWHERE

ROOT = Path(__file__).resolve().parent.parent
SEARCH = settings(max_examples=2000, derandomize=True, database=None, phases=[Phase.generate, Phase.shrink])
ONCE = settings(SEARCH, phases=[Phase.generate])


# ---- what is drawn ------------------------------------------------------------------------------------


def families(report: Report) -> set[str]:
    return {unit.number.family for unit in report.search() if unit.number}


SMALLEST: dict[str, tuple[Callable[[Report], object], int]] = {
    "anything": (lambda report: True, 1),
    "sections": (lambda report: report.sections, 4),
    "three sections": (lambda report: len(report.sections) >= 3, 7),
    "a second level": (lambda report: any(section.units for section in report.sections), 10),
    "an enumeration": (lambda report: any(isinstance(unit, Item) for unit in report.search()), 5),
    "a statute": (lambda report: report.sections and report.sections[0].title == "第一条", 3),
    "a title": (lambda report: report.title, 2),
    "two who sign": (lambda report: report.signature and len(report.signature.issuers) > 1, 4),
    "attachments": (lambda report: report.attachments, 7),
}
"""Properties that a failing test may depend on, and the number of lines that show them."""


@pytest.mark.slow
@pytest.mark.parametrize(("is_about", "lines"), SMALLEST.values(), ids=SMALLEST.keys())
def test_failures_shrink_to_a_small_report(is_about: Callable[[Report], object], lines: int) -> None:
    report, text = find(report_texts(), lambda drawn: bool(is_about(drawn[0])), settings=SEARCH)
    assert text == report.source.text == text_of(report)
    assert len(text.splitlines()) <= lines
    assert len(text) <= 200


VARIETY: dict[str, Callable[[Report], object]] = {
    "half width": lambda report: "(一)" in report.source.text,
    "a bracketed number in one character": lambda report: "㈠" in report.source.text,
    "a number with its stop in one character": lambda report: "⒈" in report.source.text,
    "CR LF": lambda report: "\r\n" in report.source.text,
    "blank lines": lambda report: "\n\n" in report.source.text,
    "traditional characters": lambda report: report.script == "traditional",
    "three who sign": lambda report: report.signature and len(report.signature.issuers) == 3,
    "two attachments": lambda report: len(report.attachments) == 2,
    "a full head": lambda report: report.front_matter and report.subtitles and report.document_number,
    "an imprint": lambda report: report.imprint,
    "four levels": lambda report: any(path.count("/") == 3 for path in (unit.path for unit in report.search())),
    "articles in chapters": lambda report: {"chapter", "article"} <= families(report),
    "decimals": lambda report: "decimal" in families(report),
    "headings without numbers": lambda report: any(section.number is None for section in report.sections),
    "lists without headings": lambda report: any(unit.heading is None for unit in report.search(family="circled")),
    "wide blanks after headings": lambda report: any(
        unit.heading and unit.heading.run_in and not unit.heading.stop for unit in report.search()
    ),
    "items in a line": lambda report: re.search("：一[是要].*；二[是要]", report.source.text),
    "items on lines": lambda report: re.search(r"^\s*一[是要].*[；;]\s*$", report.source.text, re.MULTILINE),
    "more than ten sections": lambda report: len(report.sections) > 10,
}


@pytest.mark.slow
def test_reports_are_drawn_in_variety() -> None:
    """Each property is that of some of a few hundred reports, the same each time; each family is in one of them."""
    drawn: list[Report] = []

    @settings(ONCE, max_examples=400, suppress_health_check=list(HealthCheck), deadline=None)
    @given(report_texts())
    def draw(pair: tuple[Report, str]) -> None:
        drawn.append(pair[0])

    draw()
    shares = {what: sum(bool(is_so(report)) for report in drawn) for what, is_so in VARIETY.items()}
    assert {what: share for what, share in shares.items() if not 0 < share < len(drawn)} == {}
    assert SPELLINGS.keys() - {"latin"} - set().union(*map(families, drawn)) == set()


def test_every_ladder_is_of_families_that_are_spelled() -> None:
    assert {family for ladder in LADDERS for family in ladder} <= SPELLINGS.keys() <= govreport.FAMILIES.keys()


@pytest.mark.parametrize("about", [lambda text: re.search("[\ud800-\udfff]", text), lambda text: "第一章" in text])
def test_noise_is_of_any_characters_and_of_words_of_the_genre(about: Callable[[str], object]) -> None:
    assert about(find(noise(), lambda text: bool(about(text)), settings=ONCE))


# ---- what is written ----------------------------------------------------------------------------------


@given(report=reports(), house=houses())
def test_writing_again_changes_nothing(report: Report, house: House) -> None:
    assert written(report) == report
    once = written(report, house)
    assert written(once, house) == once


def test_a_tree_made_by_hand() -> None:
    list_ = (Text("附件：任务清单", NOWHERE),)
    heading = Heading("主要工作", NOWHERE)
    table = Table((("姓名", "人数"), ("甲", "3")), NOWHERE)
    item = Item(Number("shi", 1, "一是", NOWHERE), None, (Paragraph("立规。", NOWHERE),), NOWHERE)
    section = Section(Number("han", 1, "一、", NOWHERE), heading, (Paragraph("如下：", NOWHERE), item, table), NOWHERE)
    attached = Document(NOWHERE, title=Text("任务清单", NOWHERE), body=(Paragraph("（略）", NOWHERE),))
    document = Document(
        NOWHERE,
        title=Text("某某市关于执法的报告", NOWHERE),
        body=(section,),
        attachment_list=list_,
        attachments=(Attachment(Text("附件", NOWHERE), attached, NOWHERE),),
        boilerplate=(Text("【打印】", NOWHERE),),
    )
    report = written(document, House(wide=False, indent="  ", gap="\r\n", parts_title=True, script="traditional"))
    assert report.source.text.split("\r\n") == [
        "某某市",
        "關於執法的報告",
        "  一、主要工作",
        "  如下:一是立規。",
        "  |姓名|人數|",
        "  |甲|3|",
        "  附件:任務清單",
        "附件",
        "任務清單",
        "  (略)\n",
    ]
    assert report.title == Text("某某市關於執法的報告", Span(0, 12))
    assert report.text_of(report.find("1/i1")) == "一是立規。"
    assert report.find("1/t1") == Table((("姓名", "人數"), ("甲", "3")), report.find("1/t1").span, path="1/t1")
    assert report.text_of(report.find("@1/p1")) == "(略)"
    assert report.boilerplate == ()


def test_nothing_makes_an_empty_report() -> None:
    assert written(Document(NOWHERE)) == evolve(govreport.parse(""), diagnostics=())
    assert text_of(Document(NOWHERE)) == ""


@pytest.mark.parametrize(
    ("family", "spelling"), [(family, spelling) for family, ways in SPELLINGS.items() for spelling in ways]
)
@pytest.mark.parametrize("house", [PLAIN, House(wide=False)], ids=["full", "half"])
def test_every_spelling_is_a_mark_of_its_family(family: str, spelling: str, house: House) -> None:
    for ordinal in (None,) if family in ("dash", "bullet") else (1, 2, 10):
        mark = spelled(spelling, ordinal)
        assert mark
        text = house.spell(mark) + "加强领导"
        (found, *_) = scan(Line(0, len(text), text), 0, grammar())
        assert (found.family.name, found.ordinal, found.end) == (family, ordinal, len(house.spell(mark).rstrip()))


# ---- the next section -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("　　一、总则\n　　甲。\n　　二、附则\n　　乙。\n特此通知。", "\n　　三、其他工作\n　　其他各项"),
        ("(一)立规。修订办法。\n(二)执法。开展检查。\n", "\n(三)其他工作。其他各项"),
        ("第一条　甲。\n第二条　乙。\n", "\n第三条　其他各项"),
    ],
)
def test_the_next_section_is_at_the_end_of_the_body(text: str, added: str) -> None:
    report = govreport.parse(text)
    longer = with_next_section(report)
    assert longer
    at = report.body[-1].span.end
    assert longer.startswith(text[:at] + added)
    assert longer.endswith(text[at:])
    assert len(govreport.parse(longer).sections) == 3


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("甲。", id="no section"),
        pytest.param("一、总则\n甲。\n", id="one section"),
        pytest.param("一、总则\n甲。\n三、附则\n乙。\n", id="a gap"),
        pytest.param("一、总则\n甲。\n二、执法\n乙。\n1.附则\n丙。\n" * 2, id="the first number again"),
    ],
)
def test_no_next_section_without_a_series_that_counts_up(text: str) -> None:
    assert with_next_section(govreport.parse(text)) is None


def test_no_next_mark_where_the_spelling_is_unknown_or_ends() -> None:
    assert next_mark(Number("han", 1, "一 、", NOWHERE)) is None
    assert next_mark(Number("han_paren", 10, "㈩", NOWHERE)) is None
    assert next_mark(Number("dash", None, "——", NOWHERE)) is None
    assert next_mark(Number("article", 9, "第九条", NOWHERE)) == "第十条\u3000"


# ---- the package ----------------------------------------------------------------------------------------


def run(program: str) -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=60)


def test_the_library_does_without_hypothesis_and_the_package_without_pytest() -> None:
    run("import sys, govreport; assert not {'hypothesis', 'govreport.testing'} & sys.modules.keys()")
    run("import sys, govreport.testing; assert 'pytest' not in sys.modules")


@pytest.mark.parametrize("name", testing.__all__)
def test_public_names_are_documented(name: str) -> None:
    thing = getattr(testing, name)
    assert not callable(thing) or thing.__doc__
    page = (ROOT / "docs" / "testing-with-govreport.md").read_text(encoding="utf-8")
    assert re.search(rf"`[^`]*\b{name}\b", page)

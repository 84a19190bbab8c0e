"""Diagnostics over hand-made trees: which are reported, and which are not."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport import parse
from govreport.checks.checks import check, diagnostic
from govreport.checks.numbering import numbering_faults
from govreport.checks.ordinals import mark
from govreport.text.numerals import read_numeral, write_numeral
from govreport.text.source import Source, Span
from govreport.tree.codes import CODES
from govreport.tree.families import FAMILIES
from govreport.tree.nodes import (
    Attachment,
    Block,
    Date,
    Document,
    Heading,
    Item,
    Number,
    Paragraph,
    Section,
    Signature,
    Text,
)

HERE = Span(0, 1)
SOURCE = Source("一" * 100)
SIGNED = Signature((Text("某市人民政府", HERE),), Date("2025年1月6日", HERE, datetime.date(2025, 1, 6)), HERE)
TEXT = Paragraph("坚持依法行政。", HERE)


XIAN = {"首先": 1, "其次": 2, "再次": 3, "最后": None}


def number(family: str, text: str) -> Number:
    """A number whose ordinal (the last figures), and sub-ordinal after 之, are read from its text."""
    if family == "xian":
        return Number(family, XIAN[text], text, HERE)
    base, _, sub = text.partition("之") if family == "article" else (text, "", "")
    values = [read_numeral(figures) for figures in re.findall(r"\d+|[一二三四五六七八九十百]+|\w", base)]
    known = [value for value in values if value is not None]
    return Number(family, known[-1] if known else None, text, HERE, read_numeral(sub) if sub else None)


def section(family: str, text: str, *blocks: Block, heading: str = "", run_in: bool = False) -> Section:
    title = Heading(heading, HERE, run_in) if heading else None
    return Section(number(family, text), title, blocks or (() if heading else (TEXT,)), HERE)


def row(family: str, texts: str) -> tuple[Section, ...]:
    """Sections with text, one for each mark."""
    return tuple(section(family, text) for text in texts.split())


def items(family: str, texts: str) -> tuple[Item, ...]:
    return tuple(Item(number(family, text), None, (TEXT,), HERE) for text in texts.split())


def document(blocks: Iterable[Block]) -> Document:
    return Document(Span(0, 100), title=Text("通知", HERE), signature=SIGNED, body=tuple(blocks))


def found(*blocks: Block) -> list[str]:
    return [f"{one.code} {one.message}" for one in check(document(blocks), SOURCE)]


def plain_heading(*blocks: Block) -> Section:
    return Section(None, Heading("附则", HERE), blocks, HERE)


# Gaps.


@pytest.mark.parametrize(
    ("family", "texts", "message"),
    [
        ("han", "一、 二、 四、", "四、 follows 二、: 三、 is missing"),
        ("han_paren", "（一） （二） （三） （五）", "（五） follows （三）: （四） is missing"),
        ("arabic", "1. 4.", "4. follows 1.: 2. and 3. are missing"),
        ("arabic", "１． ５．", "５． follows １．: ２． to ４． are missing"),
        ("article", "第一条 第三条", "第三条 follows 第一条: 第二条 is missing"),
        ("circled", "① ② ④", "④ follows ②: ③ is missing"),
        ("latin", "A. C.", "C. follows A.: B. is missing"),
        ("decimal", "1.1 1.2 1.4", "1.4 follows 1.2: 1.3 is missing"),
        ("shi", "一是 三是", "三是 follows 一是: 二是 is missing"),
        ("han", "二、 三、", "二、 opens a list: 一、 is missing"),
        ("arabic_paren", "（3） （4）", "（3） opens a list: （1） and （2） are missing"),
    ],
)
def test_gaps(family: str, texts: str, message: str) -> None:
    assert found(*row(family, texts)) == [f"GR201 {message}"]
    assert found(section("part", "第一编", *row(family, texts))) == [f"GR201 {message}"]


@pytest.mark.parametrize(
    ("family", "texts"),
    [
        ("han", "一、 二、 三、"),
        ("han", "一、 三、 二、 四、"),  # out of order, but nothing is missing
        ("article", "第八条 第九条"),  # an excerpt
        ("chapter", "第三章 第四章"),
        ("article", "第十条 第十条之一 第十条之二 第十一条"),
        ("article", "第九条 第十条之一 第十一条"),
        ("han", "五、"),  # one number alone may be a reference
        ("decimal", "1.1 1.2 2.1 2.2 3.1"),
        ("arabic", "1. 2. 2025."),  # a year
        ("arabic", "1. 2. 5、"),  # another kind of list
        ("dash", "—— —— ——"),
        ("xian", "首先 其次 最后"),
        ("xian", "首先 再次"),
    ],
)
def test_no_gap(family: str, texts: str) -> None:
    assert [message for message in found(*row(family, texts)) if "GR201" in message] == []


def test_a_series_may_continue_through_its_parents() -> None:
    chapters = (
        section("chapter", "第一章", *row("article", "第一条 第二条")),
        section("chapter", "第二章", section("division", "第一节", *row("article", "第三条 第四条"))),
        section("chapter", "第三章", *row("article", "第五条")),
    )
    assert found(*chapters) == []
    assert found(*chapters[:1], *chapters[2:]) == [
        "GR201 第三章 follows 第一章: 第二章 is missing",
        "GR201 第五条 follows 第二条: 第三条 and 第四条 are missing",
    ]


def test_a_list_may_continue_past_other_lists_of_its_family() -> None:
    nested = section("arabic", "2.", section("arabic_paren", "（1）", *row("arabic", "1. 2. 3.")))
    parts = (
        section("han", "一、", section("arabic", "1."), nested),
        section("han", "二、", *row("arabic", "3. 4.")),
        section("han", "三、", *row("arabic", "5. 6.")),
    )
    assert found(*parts) == []


def test_a_gap_where_a_list_continues() -> None:
    parts = (
        section("han", "一、", *row("arabic", "1. 2. 3.")),
        section("han", "二、", *row("arabic", "5. 6.")),
    )
    assert found(*parts) == ["GR201 5. follows 3.: 4. is missing"]


def test_a_list_that_continues_after_a_deeper_one() -> None:
    assert found(*row("arabic", "1. 2."), plain_heading(*row("arabic", "3. 4.")), *row("arabic", "5.")) == []


def test_attachments_count_for_themselves() -> None:
    attachment = Attachment(None, document(row("han", "一、 三、")), HERE)
    report = Document(HERE, title=Text("通知", HERE), signature=SIGNED, body=row("han", "一、 二、"))
    assert check(report, SOURCE) == ()
    whole = Document(HERE, title=report.title, signature=SIGNED, body=report.body, attachments=(attachment,))
    assert [one.message for one in check(whole, SOURCE)] == ["三、 follows 一、: 二、 is missing"]


def test_sections_and_items_count_apart() -> None:
    assert found(*row("han_paren", "（一） （二）"), *items("han_paren", "（一） （二）")) == []


def test_families_of_one_series_count_together() -> None:
    assert found(*items("xian", "首先"), *items("di", "第二， 第三，")) == []


# Repeated and out of order.


@pytest.mark.parametrize(
    ("family", "texts", "message"),
    [
        ("han", "一、 二、 二、 三、", "GR202 二、 is repeated: 三、 is next"),
        ("han_paren", "（一） （二） （三） （二）", "GR202 （二） comes again after （三）: （四） is next"),
        (
            "han_paren",
            "（一） （二） （一） （二）",
            "GR202 （一） begins again after （二）: （三） is next, unless a second list begins here",
        ),
        ("article", "第十条之一 第十条之一", "GR202 第十条之一 is repeated: another number is expected"),
        ("han", "一、 三、 二、 四、", "GR203 二、 comes after 三、: its place is before it"),
        (
            "article",
            "第二条 第三条 第一条",
            "GR203 第一条 begins again after 第三条: 第四条 is next, unless a second list begins here",
        ),
    ],
)
def test_repeated_and_out_of_order(family: str, texts: str, message: str) -> None:
    assert found(*row(family, texts)) == [message]


def test_a_second_list_may_follow_a_paragraph() -> None:
    assert found(*row("arabic", "1. 2. 3."), TEXT, *row("arabic", "1. 2.")) == []
    assert found(*row("arabic", "1. 2. 3."), plain_heading(TEXT), *row("arabic", "1. 2.")) == []


@pytest.mark.parametrize(
    "last",
    [
        (TEXT, TEXT),
        (Paragraph("应当提交下列材料：", HERE),),
        (section("arabic_paren", "（1）", TEXT, TEXT),),
    ],
)
def test_a_second_list_may_follow_a_paragraph_that_fell_to_the_first(last: tuple[Block, ...]) -> None:
    assert found(section("arabic", "1."), section("arabic", "2.", *last), *row("arabic", "1. 2.")) == []


def test_a_second_list_in_another_form_of_mark() -> None:
    assert found(*row("arabic", "1. 2. 1、 2、")) == []


def test_running_enumerations_may_restart() -> None:
    assert found(*items("shi", "一是 二是 一是 二是")) == []
    assert found(*items("shi", "一是 二是 二是")) == ["GR202 二是 is repeated: 三是 is next"]


def test_articles_that_repeat_over_chapters() -> None:
    first = section("chapter", "第一章", *row("article", "第一条 第二条"))
    assert found(first, section("chapter", "第二章", *row("article", "第二条 第三条"))) == [
        "GR202 第二条 is repeated: 第三条 is next"
    ]
    assert found(first, section("chapter", "第二章", *row("article", "第2条 第3条"))) == []


# Numbers in the text.

WHOLE = "某市人民政府2024年法治政府建设年度报告\n\n一、主要工作\n{}\n二、下一步打算\n继续推进。\n\n某市人民政府\n2025年1月6日\n"


def messages(body: str) -> list[str]:
    """The diagnostics of a report, each with the text at its position."""
    report = parse(WHOLE.format(body))
    return [f"{one.code} {one.message} @ {report.text_of(one.span)}" for one in report.diagnostics]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("加强领导。一是压实责任。三是加强督导。四是加强考核。", "GR201 三是 follows 一是: 二是 is missing @ 三是"),
        ("加强领导，一是压实责任，三是加强督导，四是加强考核。", "GR201 三是 follows 一是: 二是 is missing @ 三是"),
        ("加强领导。一是压实责任。二是加强督导。四是加强考核。", "GR201 四是 follows 二是: 三是 is missing @ 四是"),
        (
            "加强领导。一是压实责任。三是加强督导。二是加强考核。",
            "GR203 二是 comes after 三是: its place is before it @ 二是",
        ),
        ("第一，压实责任。第三，加强督导。第四，加强考核。", "GR201 第三， follows 第一，: 第二， is missing @ 第三，"),
        ("（1）压实责任；（2）加强督导；（4）加强考核。", "GR201 （4） follows （2）: （3） is missing @ （4）"),
        ("①压实责任；②加强督导；④加强考核。", "GR201 ④ follows ②: ③ is missing @ ④"),
    ],
)
def test_wrong_numbering_of_the_prose_is_found(body: str, message: str) -> None:
    assert messages(body) == [message]


def test_wrong_numbering_of_the_prose_may_be_doubted() -> None:
    assert messages("加强领导。一是压实责任。二是加强督导。二是加强考核。") == [
        "GR202 二是 is repeated: 三是 is next @ 二是",
        "GR207 二是 may be a miscounted member of the list, or be part of the sentence @ 二是",
    ]
    assert messages("一是压实责任。\n三是加强督导。\n四是加强考核。") == [
        "GR207 一是 may be text, since no second member follows, or begin a list @ 一是",
        "GR201 三是 opens a list: 二是 is missing @ 三是",
        "GR207 三是 may be a number out of step, or be a reference @ 三是",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "加强领导。一是压实责任。二是加强督导。三是加强考核。",
        "加强领导。一是压实责任。二是加强督导。一是加强考核。二是加强宣传。",
        "加强领导。第一，压实责任；第二、加强督导；第三，加强考核；第四，加强宣传。",  # another stop
        "加强领导。一是压实责任并二是加强督导，三是加强考核。",  # no stop at all
        "按照方案要求，三是加强督导。",  # an excerpt
        "会议强调：“一是压实责任；三是加强督导。”",
        "（一）将第三条修改为：\n“（三）违反规定的；\n“（五）情节严重的；\n（九）其他。”\n（二）删去第五条。",
        "（一）将第三条修改为：「（三）违反规定的；（五）情节严重的。」\n（二）删去第五条。",
        "落实第（一）项。（1）压实责任；（2）依照第（4）项加强督导。",  # a reference
    ],
)
def test_correct_numbering_of_the_prose_is_not_reported(body: str) -> None:
    assert messages(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "注：1.截至年底。\n2.按户数计算。\n3.按可比价格计算。",
            "GR207 1. may begin a line, or count a point of the sentence @ 1.",
        ),
        (
            "1.办好十件实事：加大就业支持力度。\n2.5+2之家：覆盖五级。\n3.一张图：全景展示。\n4.一张网：互联互通。",
            "GR207 2. may be a number with a figure after it, or be the decimal 2.5 @ 2.",
        ),
    ],
)
def test_a_number_in_the_text_is_not_missing(body: str, message: str) -> None:
    assert messages(body) == [message]


def test_an_unclosed_quotation_hides_nothing() -> None:
    body = "“加强领导。一是压实责任。三是加强督导。" + "持续推进。" * 1200 + "”"
    assert messages(body) == ["GR201 三是 follows 一是: 二是 is missing @ 三是"]


def test_a_measure_in_the_text_is_not_a_number() -> None:
    (one,) = messages("1.压实责任。增长：2.5亿元。\n3.加强督导。\n4.加强考核。")
    assert one.startswith("GR201 3. follows 1.: 2. is missing")


def test_a_column_of_figures_opens_no_list() -> None:
    assert found(*row("arabic", "30. 31. 32.")) == []
    assert found(*row("arabic", "9. 10.")) == ["GR201 9. opens a list: 1. to 8. are missing"]


def test_a_number_inside_one_of_the_same_form_belongs_to_the_same_list() -> None:
    inside = section("han_paren", "（二）", section("han_paren", "（四）"))
    assert found(section("han_paren", "（一）"), inside) == ["GR201 （四） follows （二）: （三） is missing"]
    assert found(section("han_paren", "（一）"), section("han_paren", "（二）", section("han_paren", "（三）"))) == []


def test_an_enumeration_continues_only_the_last_one() -> None:
    two = section("han", "一、", *items("shi", "一是 二是"))
    three = section("han", "二、", *items("shi", "一是 二是 三是"))
    lost = section("han", "三、", *items("shi", "三是 四是"))
    assert found(two, three, lost) == ["GR201 三是 opens a list: 一是 and 二是 are missing"]


# Levels.


def three_levels(mark_: str) -> Section:
    return section("han", mark_, section("han_paren", "（一）", *row("arabic", "1. 2.")))


def test_a_skipped_level() -> None:
    parts = (three_levels("一、"), three_levels("二、"), section("han", "三、", *row("arabic", "1. 2.")))
    assert found(*parts) == ["GR204 1. is directly under 三、: elsewhere （一） is between"]


@pytest.mark.parametrize(
    "parts",
    [
        (section("han", "一、", *row("arabic", "1. 2.")),),  # two levels, always the same two
        (three_levels("一、"), section("han", "二、", *row("arabic", "1."))),  # either may be the habit
        (
            three_levels("一、"),
            three_levels("二、"),
            section("han", "三、", *row("arabic", "3. 4.")),
        ),  # runs on
        (three_levels("一、"), three_levels("二、"), section("han", "三、", *items("arabic", "1. 2."))),
    ],
)
def test_no_level_is_skipped(parts: tuple[Section, ...]) -> None:
    assert [message for message in found(*parts) if "GR204" in message] == []


def chapters(*lists: str) -> tuple[Section, ...]:
    """Sections 1. 2. …, each with decimals."""
    return tuple(section("arabic", f"{n}.", *row("decimal", texts)) for n, texts in enumerate(lists, 1))


def test_a_decimal_that_names_another_section() -> None:
    assert found(*chapters("1.1 1.2", "1.1 1.2", "3.1 3.2")) == [
        "GR210 1.1 is under 2.: its numbers belong to another section"
    ]
    deeper = section("decimal", "1.2", *row("decimal", "1.2.1 1.2.2"))
    assert found(section("arabic", "1.", section("decimal", "1.1", *row("decimal", "1.2.1")), deeper)) == [
        "GR210 1.2.1 is under 1.1: its numbers belong to another section"
    ]


@pytest.mark.parametrize("lists", [("1.1 1.2", "2.1 2.2"), ("1.1 1.2", "1.1 1.2"), ("3.1", "4.1")])
def test_decimals_with_the_number_of_their_section_or_mostly_without(lists: tuple[str, ...]) -> None:
    assert [message for message in found(*chapters(*lists)) if "GR210" in message] == []


# Sections without text.


def test_an_empty_section() -> None:
    empty = Section(number("han", "二、"), None, (), HERE)
    assert found(section("han", "一、"), empty) == [
        "GR205 二、 has neither heading nor text: check the original for lost text"
    ]
    assert found(section("han", "一、"), empty, section("han", "三、")) == [
        "GR205 二、 has neither heading nor text: check the original for lost text"
    ]


@pytest.mark.parametrize("following", [TEXT, plain_heading(TEXT)])
def test_a_number_whose_text_may_have_been_read_as_something_else(following: Block) -> None:
    empty = Section(number("han", "二、"), None, (), HERE)
    assert found(section("han", "一、"), empty, following) == []
    nested = section("han", "一、", Section(number("han_paren", "（一）"), None, (), HERE))
    assert found(nested, following) == []


def test_a_heading_without_text() -> None:
    full = [section("han", text, TEXT, heading="总体要求") for text in ("一、", "二、")]
    bare = section("han", "三、", heading="保障措施")
    assert found(*full, bare) == ["GR206 三、保障措施 has a heading and no text: check the original for lost text"]


@pytest.mark.parametrize(
    "bare",
    [
        section("han", "三、", heading="本办法所称行政机关包括市和县人民政府及其所属部门、派出机构、直属单位"),
        section("han", "三、", heading="保障措施", run_in=True),
        Section(number("han", "三、"), Heading("删去第九条", HERE, stop=Text("。", HERE)), (), HERE),
        section("arabic", "1.", heading="保障措施"),
        plain_heading(),
    ],
)
def test_units_that_need_no_text(bare: Section) -> None:
    full = [section("han", text, TEXT, heading="总体要求") for text in ("一、", "二、")]
    assert found(*full, bare) == []


def test_rows_of_bare_headings() -> None:
    bare = [section("arabic", text, heading="图书馆") for text in ("1.", "2.", "3.")]
    assert found(*bare) == []
    assert found(*bare, section("arabic", "4.", TEXT, heading="档案馆")) == []


# The whole document.


def test_title_and_signature() -> None:
    bare = Document(Span(2, 40))
    assert [(one.code, one.severity, one.span) for one in check(bare, SOURCE)] == [("GR101", "info", Span(2, 2))]
    unsigned = Document(Span(2, 40), title=Text("关于开展普查的通知", HERE))
    assert [(one.code, one.severity, one.span) for one in check(unsigned, SOURCE)] == [("GR102", "info", Span(40, 40))]
    whole = Document(HERE, title=Text("通知", HERE), signature=SIGNED, attachments=(Attachment(None, bare, HERE),))
    assert check(whole, SOURCE) == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("关于加强管理的意见\n\n各市人民政府：\n一、甲\n乙。", ["GR102"]),
        ("某局关于2022年法治工作情况的报告\n\n一、甲\n乙。", ["GR102"]),
        ("關於開展普查的公告\n\n一、甲\n乙。", ["GR102"]),
        ("各省、自治区、直辖市人民政府，国务院各部委：\n现通知如下：\n一、甲\n乙。", ["GR101", "GR102"]),
        ("政府工作报告\n\n各位代表：\n一、甲\n乙。", []),
        ("行政長官2011年施政報告\n\n一、甲\n乙。", []),
        ("财政预算草案的报告\n——2026年1月28日在某市第六届人民代表大会第四次会议上\n\n一、甲\n乙。", []),
        ("中华人民共和国水法\n\n第一条　甲。\n第二条　乙。", []),
        ("某省“十四五”科技创新规划\n\n一、甲\n乙。", []),
        ("在座谈会上的讲话\n\n同志们：\n一、甲\n乙。", []),
        ("同志们：\n一、甲\n乙。", ["GR101"]),
    ],
)
def test_only_what_an_organ_signs_lacks_a_signature(text: str, codes: list[str]) -> None:
    assert [one.code for one in parse(text).diagnostics] == codes


def test_an_impossible_date() -> None:
    date = Date("2025年2月30日", Span(3, 13))
    signed = Document(HERE, title=Text("通知", HERE), signature=Signature((), date, HERE))
    (one,) = check(signed, SOURCE)
    assert (one.code, one.severity, one.span) == ("GR103", "warning", date.span)
    assert one.message == "2025年2月30日 is not a day of the calendar: check the date in the original"


def test_diagnostics_are_in_order_of_place() -> None:
    second = Section(Number("han", 4, "四、", Span(20, 22)), None, (TEXT,), Span(20, 30))
    first = Section(Number("han", 2, "二、", Span(5, 7)), None, (TEXT,), Span(5, 15))
    letter = Document(Span(0, 50), addressee=Text("各市人民政府：", HERE), body=(first, second))
    spans = [one.span for one in check(letter, SOURCE)]
    assert spans == [Span(0, 0), Span(5, 7), Span(20, 22), Span(50, 50)]


def test_line_and_column() -> None:
    one = diagnostic("GR301", "a page number was cut out", Span(5, 6), Source("一、\n二、三"))
    assert (one.code, one.severity, one.message, one.line, one.column) == (
        "GR301",
        "info",
        "a page number was cut out",
        2,
        3,
    )


def test_unknown_codes_are_rejected() -> None:
    with pytest.raises(KeyError):
        diagnostic("GR999", "", HERE, SOURCE)


# Laws.

BLOCKS = st.recursive(
    st.just(TEXT),
    lambda inner: st.builds(
        lambda kind, family, ordinal, blocks: kind(
            Number(family, ordinal, f"第{ordinal}条", HERE), None, tuple(blocks), HERE
        ),
        st.sampled_from((Section, Item)),
        st.sampled_from(tuple(FAMILIES)),
        st.none() | st.integers(0, 9999),
        st.lists(inner, max_size=5),
    ),
    max_leaves=30,
)


@given(st.lists(BLOCKS))
def test_no_tree_raises_and_messages_are_short(blocks: list[Block]) -> None:
    for one in check(document(blocks), SOURCE):
        assert one.severity == CODES[one.code].severity
        assert 0 < len(one.message) <= 100


@given(st.integers(1, 60), st.data())
def test_a_complete_list_has_no_diagnostic_and_a_missing_number_has_one(length: int, data: st.DataObject) -> None:
    texts = [f"（{write_numeral(ordinal)}）" for ordinal in range(1, length + 1)]
    assert list(numbering_faults(row("han_paren", " ".join(texts)), "")) == []
    if length > 2:
        lost = texts.pop(data.draw(st.integers(1, length - 2)))
        (fault,) = numbering_faults(row("han_paren", " ".join(texts)), "")
        assert fault.code == "GR201"
        assert fault.message.endswith(f": {lost} is missing")


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_a_mark_with_another_ordinal(old: int, new: int) -> None:
    for family, shape in (("article", "第{}条"), ("han_paren", "（{}）"), ("han", "{}、")):
        before = Number(family, old, shape.format(write_numeral(old)), HERE)
        assert mark(before, new) == shape.format(write_numeral(new))
    assert mark(Number("decimal", old, f"7.{old}", HERE), new) == f"7.{new}"
    assert mark(Number("article", old, f"第{write_numeral(old)}条之一", HERE, 1), new) == (
        f"第{write_numeral(new)}条之一"
    )

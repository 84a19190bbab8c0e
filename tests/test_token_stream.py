"""Decisions to tokens, and tokens to nodes: what the stream promises, and what the builder makes of it."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given

from govreport.cleaning import clean
from govreport.document.decide import Drafter
from govreport.document.leaf_factory import Leaves
from govreport.document.token_stream import MARGIN, Assembly
from govreport.grammar.builder import EMPTY
from govreport.grammar.grammar import grammar
from govreport.grammar.lalr import Token
from govreport.lines.unwrap import logical_lines
from govreport.testing import texts
from govreport.text.source import Span
from govreport.tree.nodes import Date, Field, Heading, Item, Node, Number, Paragraph, Section, Text, Unit
from govreport.tree.paths import Counter
from govreport.tree.walk import leaves


def stream(text: str) -> list[Token]:
    """The tokens of a text."""
    cleaned = clean(text)
    lines, noise = logical_lines(cleaned.text, grammar())
    drafter = Drafter(lines, grammar())
    found = list(drafter.drafts())
    assembly = Assembly(drafter.lines, Leaves(noise, grammar(), cleaned.offsets))
    return assembly.tokens([draft for _, draft in found], [part.label for part, _ in found], noise)


def types(text: str) -> str:
    return " ".join(terminal for terminal, _ in stream(text))


def paths(text: str) -> list[str]:
    """The paths that units and attachments are given, in order."""
    return [path for _, path in stream(text) if isinstance(path, str)]


# ---- tokens ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("甲。", "PARAGRAPH", id="a paragraph"),
        pytest.param(
            "一、主要举措\n（一）加强组织领导。召开专题会议6次。\n二、下一步计划",
            "SECTION HAN HEADING SECTION HAN_PAREN HEADING PARAGRAPH END END SECTION HAN HEADING END",
            id="units",
        ),
        pytest.param(
            "主要是：一是甲；二是乙。",
            "PARAGRAPH ITEM SHI PARAGRAPH END ITEM SHI PARAGRAPH END",
            id="what introduces an enumeration stays before it",
        ),
        pytest.param("要坚持以人民为中心的发展思想，\n— 3 —\n扎实推进。", "PAGE_NUMBER PARAGRAPH", id="noise first"),
    ],
)
def test_streams(text: str, expected: str) -> None:
    assert types(text) == expected


def test_head_and_foot_are_around_the_body() -> None:
    text = "关于甲的通知\n某政发〔2025〕3号\n各区人民政府：\n现通知如下。\n特此通知。\n某市人民政府\n2025年1月6日"
    assert types(text) == "DOCUMENT_NUMBER TITLE ADDRESSEE PARAGRAPH CLOSING ISSUER DATE"


def test_attachments_are_siblings() -> None:
    text = "现印发方案。\n某市人民政府\n2025年1月6日\n附件1\n甲方案\n正文。\n附件2\n乙方案\n正文。"
    brackets = [name for name in types(text).split() if name in ("ATTACHMENT", "END")]
    assert brackets == ["ATTACHMENT", "END", "ATTACHMENT", "END"]
    assert paths(text) == ["@1", "@2"]


def test_a_title_of_several_lines_is_one_token() -> None:
    (title,) = [leaf for terminal, leaf in stream("某市人民政府\n关于甲的通知\n现通知如下。") if terminal == "TITLE"]
    assert (title.text, title.span, title.pieces) == ("某市人民政府关于甲的通知", Span(0, 13), ())


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("索引号：1144", [("索引号", "1144")]),
        ("索引号: 1144  发文日期：2025-01-06", [("索引号", "1144"), ("发文日期", "2025-01-06")]),
        ("来源：新华社：北京", [("来源", "新华社：北京")]),
        ("特急", [("", "特急")]),
    ],
)
def test_fields(line: str, fields: list[tuple[str, str]]) -> None:
    values = [value for _, value in stream(f"{line}\n关于甲的通知\n现通知如下。")]
    assert [(value.key, value.value) for value in values if isinstance(value, Field)] == fields


def test_a_date_has_its_day() -> None:
    (date,) = [leaf for terminal, leaf in stream("正文。\n某市人民政府\n二〇二五年一月六日") if terminal == "DATE"]
    assert date == Date("二〇二五年一月六日", Span(11, 20), datetime.date(2025, 1, 6))


@given(texts())
def test_every_stream_keeps_the_promises_of_the_grammar(text: str) -> None:
    """The rules refuse a stream that breaks one."""
    tokens = stream(text)
    document = grammar().parse(tokens)
    given_leaves = [leaf for _, leaf in tokens if isinstance(leaf, Node)]
    assert sorted(map(id, leaves(document))) == sorted(map(id, given_leaves))


@given(texts())
def test_what_is_outside_the_text_comes_in_source_order(text: str) -> None:
    starts: list[int] = []
    for terminal, leaf in stream(text):
        if terminal == "ATTACHMENT":
            starts.clear()
        elif terminal in MARGIN and isinstance(leaf, Node):
            starts.append(leaf.span.start)
            assert starts == sorted(starts)


# ---- paths -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("一、甲\n（一）乙\n（二）丙\n二、丁", "1 1/1 1/2 2", id="sections"),
        pytest.param("一、甲\n正文。\n一、乙\n正文。", "1 1~2", id="a number twice"),
        pytest.param("第十条　甲。\n第十条之一　乙。", "10 10.1", id="a sub-ordinal"),
        pytest.param("一、甲\n一是乙；二是丙。", "1 1/i1 1/i2", id="items"),
        pytest.param("事项：\n——甲。\n——乙。", "b1 b2", id="marks that count nothing"),
    ],
)
def test_paths(text: str, expected: str) -> None:
    assert paths(text) == expected.split()


def test_paragraphs_are_counted_below_their_parent() -> None:
    tokens = stream("甲。\n一、乙\n丙。\n丁。")
    assert [leaf.path for _, leaf in tokens if isinstance(leaf, Paragraph)] == ["p1", "1/p1", "1/p2"]


def test_kinds_are_counted_apart() -> None:
    of = Counter("2/")
    assert [of.leaf("p"), of.leaf("t"), of.leaf("p"), of.leaf("u")] == ["2/p1", "2/t1", "2/p2", "2/u1"]


# ---- nodes -------------------------------------------------------------------------------------------------------

MARK = Number("han", 1, "一、", Span(0, 2))
HEADING = Heading("甲乙", Span(2, 4), True, Text("。", Span(4, 5)))
PARAGRAPH = Paragraph("丙。", Span(5, 7), path="1/p1")
VALUES: dict[str, Node] = {"HAN": MARK, "HEADING": HEADING, "PARAGRAPH": PARAGRAPH}


def unit(names: str, *, item: bool = False) -> Unit:
    """The unit that the builder makes of these parts."""
    inner = [(name, VALUES[name]) for name in names.split()]
    document = grammar().parse([("ITEM" if item else "SECTION", "1"), *inner, ("END", None)])
    (block,) = document.body
    assert isinstance(block, Unit)
    return block


@pytest.mark.parametrize(
    ("names", "span"),
    [
        ("HAN", Span(0, 2)),
        ("HAN HEADING", Span(0, 5)),
        ("HAN PARAGRAPH", Span(0, 7)),
        ("HAN HEADING PARAGRAPH", Span(0, 7)),
        ("HEADING", Span(2, 5)),
        ("HEADING PARAGRAPH", Span(2, 7)),
    ],
)
def test_a_unit_reaches_from_its_mark_to_its_last_block(names: str, span: Span) -> None:
    made = unit(names)
    assert made.span == span
    assert made.number == (MARK if "HAN" in names.split() else None)
    assert made.heading == (HEADING if "HEADING" in names else None)
    assert made.blocks == ((PARAGRAPH,) if "PARAGRAPH" in names else ())


def test_the_opening_shows_whether_a_unit_is_an_item() -> None:
    assert isinstance(unit("HAN"), Section)
    assert isinstance(unit("HAN", item=True), Item)


def test_an_empty_document() -> None:
    document = grammar().parse([])
    assert (document.span, document.title, document.body, document.signature) == (EMPTY, None, (), None)


def test_a_signature_covers_issuers_and_date() -> None:
    issuers = [Text("甲", Span(3, 4)), Text("乙", Span(5, 6))]
    date = Date("丙", Span(7, 8))
    document = grammar().parse([*(("ISSUER", text) for text in issuers), ("DATE", date)])
    assert document.signature is not None
    assert (document.signature.issuers, document.signature.date) == (tuple(issuers), date)
    assert document.signature.span == document.span == Span(3, 8)


def test_noise_of_all_kinds_is_boilerplate_in_source_order() -> None:
    kinds = ("PAGE_NUMBER", "MARKUP", "LICENCE", "BOILERPLATE")
    noise = [Text("甲", Span(at, at + 1)) for at in range(len(kinds))]
    document = grammar().parse([(kind, text) for kind, text in zip(kinds, noise, strict=True)])
    assert document.boilerplate == tuple(noise)


def test_an_attachment_has_its_label_path_and_document() -> None:
    label = Text("附件1", Span(0, 3))
    tokens = [("ATTACHMENT", "@1"), ("ATTACHMENT_LABEL", label), ("PARAGRAPH", PARAGRAPH)]
    (attachment,) = grammar().parse([*tokens, ("END", None)]).attachments
    assert (attachment.label, attachment.path, attachment.span) == (label, "@1", Span(0, 7))
    assert attachment.document.body == (PARAGRAPH,)

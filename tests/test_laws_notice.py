"""Each law detects a report that violates it, and reports its name, the position and the text there."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import govreport
from govreport import Item, Paragraph, Report, Section, Span, Text
from govreport.testing import LAWS, Law, assert_laws

TEXT = "为规范工作，制定本方案。\n一、总则\n各部门要抓好落实，按期完成。\n二、附则\n由办公室负责解释工作。\n"


@pytest.fixture
def right() -> Report:
    return govreport.parse(TEXT)


def law(name: str) -> list[Law]:
    return [law for law in LAWS if law.name == name]


def notices(name: str, report: Report, text: str, match: str) -> None:
    with pytest.raises(AssertionError, match=f"^{name}: {match}"):
        assert_laws(report, text, law(name))


def change_first_paragraph(report: Report, **changes: Any) -> Report:
    first = report.body[0]
    assert isinstance(first, Paragraph)
    return attrs.evolve(report, body=(attrs.evolve(first, **changes), *report.body[1:]))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_a_right_report_passes(law: Law, right: Report) -> None:
    assert [type(block) for block in right.body] == [Paragraph, Section, Section]
    assert_laws(right, TEXT, [law])


def test_there_is_a_test_for_each_law() -> None:
    tests = {name.removeprefix("test_") for name in globals()}
    wanted = {law.name.lower().replace("-", "_") for law in LAWS}
    assert [name for name in wanted if not any(test.startswith(f"{name}_notices") for test in tests)] == []


def test_total_notices_a_question_that_raises(right: Report) -> None:
    odd = attrs.evolve(right, title=Text(3, Span(0, 1)))  # type: ignore[arg-type]
    notices("total", odd, TEXT, "repr raises TypeError")


def test_lossless_notices_lost_and_duplicate_characters(right: Report) -> None:
    notices("lossless", attrs.evolve(right, body=right.body[1:]), TEXT, "in no leaf, at line 1, column 1: '' | '为规范")
    notices("lossless", attrs.evolve(right, notes=(Text("规范", Span(1, 3)),)), TEXT, "in two leaves, .*: '为' | '规范")
    notices("lossless", attrs.evolve(right, notes=(Text("", Span(90, 91)),)), TEXT, "a leaf at 90-91 of")


def test_ordered_notices_a_wrong_order_and_a_block_outside_its_parent(right: Report) -> None:
    notices("ordered", attrs.evolve(right, body=right.body[::-1]), TEXT, "in <Report .*>, 13-32 is outside 49-50")
    section = right.body[1]
    assert isinstance(section, Section)
    short = attrs.evolve(section, span=Span(section.span.start, section.span.start + 4))
    body = (right.body[0], short, right.body[2])
    notices("ordered", attrs.evolve(right, body=body), TEXT, "in <Section 1 .*>, 18-32 is outside 17-17")
    early = attrs.evolve(section, span=Span(section.span.start - 1, section.span.end))
    body = (right.body[0], early, right.body[2])
    notices("ordered", attrs.evolve(right, body=body), TEXT, ".* starts before its number and heading")
    parted = (Span(0, 5), Span(6, 11))
    notices("ordered", change_first_paragraph(right, pieces=parted), TEXT, "the pieces of .* do not cover its span")


def test_ordered_notices_a_signature_that_holds_more_than_who_signed_and_when() -> None:
    text = TEXT + "某某市人民政府\n2025年1月6日\n"
    report = govreport.parse(text)
    assert report.signature
    wide = attrs.evolve(report.signature, span=Span(report.signature.span.start - 1, len(text)))
    notices("ordered", attrs.evolve(report, signature=wide), text, ".* does not have the span of its issuers and date")


def test_faithful_notices_another_text(right: Report) -> None:
    notices(
        "faithful",
        change_first_paragraph(right, text="为规范工作，制定方案。"),
        TEXT,
        "the text of a leaf is '为规范工作，制定方案。', its source",
    )


def test_findable_notices_paths_that_are_shared_or_missing(right: Report) -> None:
    shared = change_first_paragraph(right, path=right.sections[0].path)
    notices("findable", shared, TEXT, "two nodes have the path 1")
    notices("findable", change_first_paragraph(right, path=""), TEXT, "<Paragraph .*> has no path")


def test_json_exact_notices_another_source_and_a_form_outside_the_schema(right: Report) -> None:
    pytest.importorskip("jsonschema")
    notices("JSON-exact", right, TEXT + "\n", "the source has a different text")
    notices("JSON-exact", change_first_paragraph(right, span=Span(-1, 3)), TEXT, "")
    odd = attrs.evolve(right, title=Text(3, Span(0, 1)))  # type: ignore[arg-type]
    notices("JSON-exact", odd, TEXT, "the data form is not accepted: .*title.text")


def test_deterministic_notices_another_report(right: Report) -> None:
    notices("deterministic", change_first_paragraph(right, path="p9"), TEXT, "a second parse gives a different report")


def test_thread_safe_notices_another_report(right: Report) -> None:
    notices("thread-safe", change_first_paragraph(right, path="p9"), TEXT, "2 threads")


def problems(name: str, report: Report, text: str) -> list[str]:
    return [fault.problem for (one,) in [law(name)] for fault in one.faults(report, text)]


def with_an_item(report: Report) -> Report:
    """The report with an item for its first section."""
    section = report.sections[0]
    item = Item(section.number, section.heading, section.blocks, section.span, section.path)
    return attrs.evolve(report, body=(report.body[0], item, report.body[2]))


def test_width_blind_notices_another_outline_in_either_width(right: Report) -> None:
    wrong = with_an_item(right)
    assert problems("width-blind", wrong, TEXT) == ["half_width changes the outline", "full_width changes the outline"]
    notices("width-blind", wrong, TEXT, "half_width changes the outline, at line 2, column 1: '.*' . '一、总则")


def test_script_blind_notices_another_outline(right: Report) -> None:
    assert problems("script-blind", with_an_item(right), TEXT) == ["other_script changes the outline"]


def test_blank_blind_notices_another_outline_with_either_blanks(right: Report) -> None:
    assert problems("blank-blind", with_an_item(right), TEXT) == [
        "crlf changes the outline",
        "respaced changes the outline",
    ]


def test_encoding_blind_notices_bytes_with_a_different_text() -> None:
    text = "报告"
    notices("encoding-blind", govreport.parse(text), text, "its bytes in utf-16-le are read as big5hkscs")


def test_render_stable_notices_another_outline_and_another_text(right: Report) -> None:
    notices(
        "render-stable", with_an_item(right), TEXT, "the rendered report has a different outline, at line 2, column 1"
    )
    broken = change_first_paragraph(right, text="为规范工作，制定本方案。\u3000\u3000\u3000\u3000请遵照执行。")
    notices("render-stable", broken, TEXT, "rendering the rendered report changes it")


def test_local_notices_a_block_that_changes(right: Report) -> None:
    wrong = change_first_paragraph(right, text="为规范工作，制定方案。")
    notices("local", wrong, TEXT, "the next section changes this one, at line 1, column 1")


def test_comes_back_notices_differences(right: Report) -> None:
    wrong = change_first_paragraph(right, text="为规范工作，制定方案。")
    notices("comes-back", wrong, TEXT, "<Paragraph .*> was written, <Paragraph .*> is read, at line 1, column 1")
    notices(
        "comes-back", attrs.evolve(right, body=right.body[1:]), TEXT, "<Section .*> was written, <Paragraph .*> is read"
    )
    notices("comes-back", attrs.evolve(right, body=right.body[:2]), TEXT, "nothing was written, <Section .*> is read")
    notices("comes-back", change_first_paragraph(right, path="p9"), TEXT, "a parsed node differs")

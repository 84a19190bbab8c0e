"""The laws of cleaning: every repair is reported, and every repaired character maps to its position in the source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

import govreport
from govreport.cleaning import STEPS, Edit, Offsets, clean
from govreport.cleaning.offsets import are_apart
from govreport.testing import OF_A_PAIR, OF_ANY_TEXT, assert_laws, noise, report_texts
from govreport.text.source import Span
from govreport.tree.diagnostics import Repair

UNDAMAGED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "undamaged.json").read_text(encoding="utf-8")
)
assert len(UNDAMAGED) >= 20

SAMPLES = {
    "shifted_bytes": (
        "各鎮(zhèn)和鎮(zhèn)街要有德才兼?zhèn)涞姆ㄖ稳瞬抨犖?。",
        "各鎮(zhèn)和鎮(zhèn)街要有德才兼備的法治人才隊�。",
    ),
    "pinyin_glosses": ("香洲區(qū)和區(qū)委依規(guī)履職。", "香洲區和區委依規履職。"),
    "markup": ("推进&ldquo;放管服&rdquo;改革，投入&nbsp;稳定<U+00A0>增长。", "推进“放管服”改革，投入 稳定 增长。"),
    "invisible": ("推进法\u200b治\ufeff建\u2060设。", "推进法治建设。"),
    "radicals": ("⼀是加强⾦融监管，⾏\ufa0c有力。", "一是加强金融监管，行兀有力。"),
    "recognition": ("政发〔2O25】16号，二○二五年。\n一2一", "政发〔2025〕16号，二〇二五年。\n—2—"),
}
"""A damaged text for every step, and the result of that step alone."""

FRAGMENTS = (
    *(damaged for damaged, _ in SAMPLES.values()),
    *"政府依法履職。，?()ab12\n",
    *(
        "區(qū)",
        "區(qū)",
        "鎮(zhèn)",
        "規(guī)",
        "業(yè)",
        "⼀(yī)",
        "(kai)(kai)",
        "公(gong)",
        "挖掘?qū)I(yè)",
        "兼?zhèn)浒?8份",
    ),
    *(
        "&nbsp;",
        "&#12032;",
        "&amp;",
        "<U+00A0>",
        "\u200b",
        "\ufeff",
        "👩\u200d⚖️",
        " ",
        "\r\n",
        "一、",
        "（一）",
        "\n二、",
    ),
)


def damaged() -> st.SearchStrategy[str]:
    """Text with damage of all kinds, side by side and inside each other."""
    return st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join) | noise()


def test_there_is_a_sample_for_every_step() -> None:
    assert SAMPLES.keys() == STEPS.keys()


# ---- what comes back ---------------------------------------------------------------------------------


@given(text=report_texts().map(itemgetter(1)))
@example(text="")
def test_text_without_damage_is_the_same_object(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text is text
    assert cleaned.repairs == ()
    assert cleaned.offsets == Offsets.identity(len(text))


@pytest.mark.parametrize("case", UNDAMAGED, ids=lambda case: str(case["label"]))
def test_text_that_only_looks_damaged_is_not_changed(case: dict[str, Any]) -> None:
    text = "\n".join(case["text"])
    cleaned = clean(text)
    assert cleaned.text is text
    assert cleaned.repairs == ()


@pytest.mark.parametrize("name", STEPS)
def test_each_step_undoes_its_damage(name: str) -> None:
    before, after = SAMPLES[name]
    cleaned = clean(before, [name])
    assert cleaned.text == after
    assert {repair.step for repair in cleaned.repairs} == {name}


@pytest.mark.parametrize("off", STEPS)
def test_a_step_switched_off_leaves_its_damage(off: str) -> None:
    everything = "\n".join(before for before, _ in SAMPLES.values())
    cleaned = clean(everything, STEPS.keys() - {off})
    assert {repair.step for repair in cleaned.repairs} == STEPS.keys() - {off}
    if off == "pinyin_glosses":
        assert "洲區(qū)" in cleaned.text
    else:
        assert SAMPLES[off][0].replace("(zhèn)", "") in cleaned.text


@given(text=damaged())
def test_no_steps_do_nothing(text: str) -> None:
    cleaned = clean(text, ())
    assert cleaned.text is text
    assert cleaned.repairs == ()


@given(text=damaged(), steps=st.lists(st.sampled_from(list(STEPS)), max_size=6))
def test_some_steps_make_only_their_own_repairs(text: str, steps: list[str]) -> None:
    assert {repair.step for repair in clean(text, steps).repairs} <= set(steps)


@pytest.mark.parametrize("steps", [["pinyin"], ("markup", "pinyin"), {"pinyin"}])
def test_an_unknown_step_is_reported_with_the_known_ones(steps: Sequence[str]) -> None:
    wanted = (
        r"unknown cleaning step 'pinyin'; known steps are shifted_bytes, pinyin_glosses, markup, invisible, radicals, "
        "recognition"
    )
    with pytest.raises(KeyError, match=wanted):
        clean("區(qū)", steps)
    with pytest.raises(KeyError, match=wanted):
        govreport.parse("區(qū)", cleaning=steps)


# ---- the way back ----------------------------------------------------------------------------------


@given(text=damaged())
@example("⼀(yī)⼀(yī)\u200b⼀&nbsp;&#12032;二")
@example("&ldquo;區(qū)&rdquo;區(qū)")
def test_every_repaired_character_maps_to_its_place(text: str) -> None:
    cleaned = clean(text)
    repaired = {at for repair in cleaned.repairs for at in range(*repair.span)}
    starts = [cleaned.offsets.start(at) for at in range(len(cleaned.text) + 1)]
    assert starts == sorted(starts)
    assert starts[-1] == len(text)
    kept = [(at, character) for at, character in zip(starts, cleaned.text, strict=False) if at not in repaired]
    # Outside the repairs, every character of the source occurs once.
    assert kept == [(at, character) for at, character in enumerate(text) if at not in repaired]


@given(text=damaged(), data=st.data())
def test_spans_are_in_the_source_and_do_not_split_neighbours(text: str, data: st.DataObject) -> None:
    cleaned = clean(text)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(cleaned.text)), min_size=2, max_size=5)))
    spans = [cleaned.offsets.span(a, b) for a, b in pairwise(cuts) if a < b]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert all(a.end == b.start for a, b in pairwise(spans))


@given(text=damaged())
@example("⼀(yī)⼀(yī)\u200b⼀&nbsp;&#12032;二")
def test_repairs_have_the_original_text(text: str) -> None:
    """``before`` is the source at the span, as the earlier steps left it: what they repaired inside is repaired."""
    repairs = clean(text).repairs
    order = list(STEPS)
    assert list(repairs) == sorted(repairs, key=lambda repair: repair.span)
    for repair in repairs:
        earlier = [one for one in repairs if order.index(one.step) < order.index(repair.step)]
        assert repair.before == left_by(earlier, text, repair.span)
        assert repair.before != repair.after
        inside = [one for one in earlier if one.span.start < repair.span.end and one.span.end > repair.span.start]
        if not inside:
            assert repair.before == text[repair.span.start : repair.span.end]


def left_by(repairs: Sequence[Repair], text: str, span: Span) -> str:
    """The result of some repairs for a slice of the source; where they overlap, the last step decides."""
    order = list(STEPS)
    pieces: list[str] = []
    at = span.start
    for repair in sorted(repairs, key=lambda one: (one.span.start, -order.index(one.step))):
        if at <= repair.span.start and repair.span.end <= span.end:
            pieces += text[at : repair.span.start], repair.after
            at = repair.span.end
    return "".join([*pieces, text[at : span.end]])


@given(text=damaged())
def test_repairs_one_after_another_give_the_text(text: str) -> None:
    """Every step works on what the steps before it left."""
    at_once = clean(text)
    left, count = text, 0
    for name in STEPS:
        cleaned = clean(left, [name])
        left, count = cleaned.text, count + len(cleaned.repairs)
    assert (left, count) == (at_once.text, len(at_once.repairs))


@st.composite
def edited(draw: st.DrawFn) -> list[tuple[str, list[Edit]]]:
    """A text and edits of it, then the text that these give and edits of that."""
    text = draw(st.text("甲乙丙丁", max_size=12))
    rounds: list[tuple[str, list[Edit]]] = []
    for _ in range(draw(st.integers(1, 3))):
        bounds = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
        pairs = zip(bounds[::2], bounds[1::2], strict=False)
        edits = [Edit(a, b, draw(st.text("ab", max_size=b - a))) for a, b in pairs]
        rounds.append((text, edits))
        for edit in reversed(edits):
            text = text[: edit.start] + edit.after + text[edit.end :]
    rounds.append((text, []))
    return rounds


@given(rounds=edited())
@example([("甲乙丙", [Edit(0, 2, "")]), ("丙", [Edit(0, 1, "a")]), ("a", [])])
def test_offsets_agree_with_a_list_of_places(rounds: list[tuple[str, list[Edit]]]) -> None:
    offsets = Offsets.identity(len(rounds[0][0]))
    places = list(range(len(rounds[0][0]) + 1))
    for (text, edits), (after, _) in pairwise(rounds):
        got, offsets = offsets.edited(text, edits)
        assert got == after
        for edit in reversed(edits):
            places[edit.start : edit.end] = places[edit.start : edit.start + len(edit.after)]
        assert [offsets.start(at) for at in range(len(after) + 1)] == places
        assert [offsets.end(at) for at in range(1, len(after) + 1)] == places[1:]


@pytest.mark.parametrize(
    ("edits", "text", "starts"),
    [
        pytest.param([Edit(1, 3, "子丑寅卯")], "甲子丑寅卯丁", [0, 1, 2, 2, 2, 3, 4], id="a longer text"),
        pytest.param([Edit(2, 2, "子丑")], "甲乙子丑丙丁", [0, 1, 2, 2, 2, 3, 4], id="an insertion"),
        pytest.param([Edit(0, 1, "子丑")], "子丑乙丙丁", [0, 0, 1, 2, 3, 4], id="at the start"),
        pytest.param([Edit(1, 3, "子丑")], "甲子丑丁", [0, 1, 2, 3, 4], id="a text of the same length"),
        pytest.param([Edit(0, 3, "子丑"), Edit(3, 4, "")], "子丑", [0, 1, 4], id="a shorter text and a deletion"),
    ],
)
def test_inserted_text_maps_to_the_text_that_it_replaces(edits: list[Edit], text: str, starts: list[int]) -> None:
    got, offsets = Offsets.identity(4).edited("甲乙丙丁", edits)
    assert got == text
    assert [offsets.start(at) for at in range(len(text) + 1)] == starts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("字\u200d👩", "字👩", id="after a character"),
        pytest.param("👩\u200d字", "👩字", id="before a character"),
        pytest.param("👩\u200d⚖", "👩\u200d⚖", id="in an emoji"),
        pytest.param("👩\u200b⚖", "👩⚖", id="a zero-width blank joins nothing"),
    ],
)
def test_joiners_stay_where_they_join(text: str, wanted: str) -> None:
    assert clean(text).text == wanted


def test_edits_are_disjoint_if_no_edit_overlaps_the_next() -> None:
    edits = [Edit(0, 2, ""), Edit(2, 3, "a")]
    assert are_apart(edits)
    assert are_apart([])
    assert not are_apart(edits[::-1])
    assert not are_apart([evolve(edits[0], end=3), edits[1]])


# ---- the report ------------------------------------------------------------------------------------


@given(text=damaged())
def test_reports_of_damaged_texts_keep_the_laws(text: str) -> None:
    assert_laws(govreport.parse(text), text, OF_ANY_TEXT)


@given(text=damaged(), steps=st.sets(st.sampled_from(list(STEPS))))
def test_reports_of_half_cleaned_texts_keep_the_laws(text: str, steps: set[str]) -> None:
    report = govreport.parse(text, cleaning=steps)
    assert_laws(report, text, OF_A_PAIR)
    assert report.repairs == clean(text, steps).repairs


@given(text=damaged())
def test_losses_are_reported_individually_and_repairs_once_per_step(text: str) -> None:
    report = govreport.parse(text)
    lost = [repair.span for repair in report.repairs if "\N{REPLACEMENT CHARACTER}" in repair.after]
    assert [one.span for one in report.diagnostics if one.code == "GR302"] == lost
    reported = {one.message.partition(":")[0] for one in report.diagnostics if one.code == "GR301"}
    assert reported == {repair.step for repair in report.repairs}


def test_spans_of_a_damaged_report_refer_to_the_source() -> None:
    lines = {
        "一、落實區(qū)委部署": "一、落實區委部署",
        "&nbsp;&nbsp;（⼀）規(guī)範執(zhí)法\u200b行為": "（一）規範執法行為",
        "（二）健全&nbsp;機制": "（二）健全 機制",
        "二、完善區(qū)級規(guī)劃": "二、完善區級規劃",
    }
    text = "".join(f"{line}\n全年開展檢查12次。\n" for line in lines)
    units = list(govreport.parse(text).search())
    assert [unit.title for unit in units] == list(lines.values())
    assert [unit.span.start for unit in units] == [text.index(line.removeprefix("&nbsp;&nbsp;")) for line in lines]

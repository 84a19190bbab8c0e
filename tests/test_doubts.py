"""GR207 names both readings of each close decision, and benchmarks/doubts.py counts what it doubts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import govreport
from doubts import Shares, line_of, main, measure, shares
from reading import UnitPlace

PROSE = "各级行政机关应当坚持依法行政，建立健全工作制度，推动各项任务落实到位，接受社会监督。"
ROOT = Path(__file__).resolve().parent.parent


def messages(lines: str) -> list[str]:
    report = govreport.parse(lines.replace("〃", PROSE).replace("↵", "\n"))
    return [one.message for one in report.diagnostics if one.code == "GR207"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            "一、甲↵〃↵加强组织领导↵〃↵三、丙↵〃↵四、丁↵〃",
            "加强组织领导 may be number 2 of its row, with its mark lost, or be a line without a number",
            id="lost mark",
        ),
        pytest.param(
            "一、甲↵〃↵（二）乙。〃↵（三）丙。〃↵二、丁↵〃",
            "（二） may be a number out of step, or be a reference",
            id="out of step",
        ),
        pytest.param(
            "一、甲↵主要有：一是抓落实，见成效。二是抓作风，见成效。二是抓学习，见成效。",
            "二是 may be a miscounted member of the list, or be part of the sentence",
            id="miscounted",
        ),
        pytest.param(
            "一、甲↵（一）乙。〃↵（二）丙。〃↵二、丁↵（一）戊。〃↵（二）己。〃↵〃↵（一）庚。〃↵（二）辛。〃",
            "（一） and the rest of its row may be a sibling of 二、, or be a second list in 二、",
            id="restarts",
        ),
        pytest.param(
            "一、甲↵〃↵二、乙↵〃↵三、丙↵〃↵〃↵1.丁。〃↵2.戊。〃",
            "1. and the rest of its row may belong to 三、, or be its sibling, under the unit that contains all of its row",
            id="after the last of a row",
        ),
        pytest.param(
            "一、甲↵（一）乙↵〃↵〃↵（二）丙↵〃↵〃↵（三）丁↵〃↵主要体会是：↵——坚持改革。↵——坚持开放。",
            "—— and the rest of its row may belong to （三）, or be its sibling, under the unit that contains all of its row",
            id="introduced after the last of a row",
        ),
        pytest.param(
            "1.3个部门参加。↵2.2个县参加。",
            "1. may be a number with a figure after it, or be the decimal 1.3",
            id="figure",
        ),
        pytest.param(
            "一、甲↵a)图片的标识应当清楚，不得遗漏。↵〃",
            "a) may be text, since no second member follows, or begin a list",
            id="no second member",
        ),
        pytest.param(
            "一、甲↵要求如下。第一，抓好落实。王某摄第二，抓好作风。第三，抓好学习。",
            "第二， and the rest of its row may be part of the text, or come before 第三，, which lacks it",
            id="left in the text",
        ),
        pytest.param(
            "一、甲↵支出情况。①教育支出15万元。↵②卫生支出16万元。",
            "① and the rest of its row may be part of the sentence, or begin a list that continues in other lines",
            id="in the sentence",
        ),
        pytest.param(
            "1.甲↵〃↵2.乙↵1.丙。↵2.丁。↵3.戊。↵3.己↵〃",
            "1. and the rest of its row may belong to 2., whose row continues below, or begin again as its sibling",
            id="the outer row continues",
        ),
    ],
)
def test_a_close_decision_names_both_readings(lines: str, expected: str) -> None:
    assert messages(lines)[0] == expected


def test_clear_outlines_are_not_doubted() -> None:
    assert not messages("一、甲↵（一）乙。〃↵1.丙。〃↵2.丁。〃↵（二）戊。〃↵二、己↵〃")


def test_a_gap_is_not_doubted() -> None:
    assert not messages("一、甲↵〃↵三、丙↵〃"), "GR201 reports it"


def unit(start: int, ordinal: int, parent: int | None = None) -> UnitPlace:
    return UnitPlace(start, "section", "han", "一、", ordinal, parent, 1, None, None)


def test_wrong_and_right_units_are_counted_apart() -> None:
    want = {one.start: one for one in (unit(0, 1), unit(5, 1, 0), unit(9, 2, 0), unit(20, 2), unit(30, 3))}
    got = {one.start: one for one in (unit(0, 1), unit(5, 1), unit(9, 2), unit(20, 2))}
    assert shares(got, want, {}) == Shares(wrong=3, right=2)
    assert shares(got, want, {5: False, 50: False}) == Shares(3, 1, 2, 0, elsewhere=1)
    assert shares(got, want, {5: True}).wrong_doubted == 2, "the rest of its row too"


def test_the_seeds_are_measured(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = measure(ROOT / "seeds", ROOT / "tests" / "outlines")
    assert found.right_doubted <= 0.03 * found.right
    monkeypatch.setattr(sys, "argv", ["doubts.py"])
    main()
    assert line_of("all", found) in capsys.readouterr().out

"""Drawn damage: each kind changes something, and keeps the properties that it states."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

import govreport
from govreport import Report
from govreport.testing import DAMAGES, OF_ANY_TEXT, Damage, assert_laws, damaged, report_texts, shape

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "testing-with-govreport.md").read_text(encoding="utf-8")
MENDED = [damage for damage in DAMAGES if damage.mended]
TEXT = "一、总体要求\n按照“十四五”规划（2021—2025年）要求，全市各级各部门坚持依法行政，推进法治政府建设，压实工作责任，推动重点任务落地见效。\n二、工作目标\n法治政府建设取得实效。\n"

each_damage = pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)


@each_damage
def test_each_kind_changes_a_text(damage: Damage) -> None:
    changed = find(damage.harm(TEXT), lambda text: text != TEXT, settings=settings(database=None, derandomize=True))
    assert changed != TEXT


@pytest.mark.slow
@each_damage
@settings(max_examples=settings().max_examples // 4)  # of each of the many kinds
@given(drawn=report_texts(), data=st.data())
def test_reports_of_damaged_texts_keep_the_laws_of_any_text(
    damage: Damage, drawn: tuple[Report, str], data: st.DataObject
) -> None:
    text = data.draw(damaged(drawn[1], [damage]))
    assert_laws(govreport.parse(text), text, OF_ANY_TEXT)


@pytest.mark.slow
@given(drawn=report_texts(), data=st.data())
def test_repairable_damage_keeps_the_outline(drawn: tuple[Report, str], data: st.DataObject) -> None:
    report, text = drawn
    assert shape(govreport.parse(data.draw(damaged(text, MENDED)))) == shape(report)


def test_a_text_with_nothing_to_harm_stays_as_it_is() -> None:
    for damage in DAMAGES:
        assert find(damage.harm(""), lambda text: True, settings=settings(database=None, derandomize=True)).strip() in (
            "",
            "当前位置：首页>>政务公开\n\n【打印】",
        )


@each_damage
def test_the_page_describes_each_kind(damage: Damage) -> None:
    assert f"| {damage.name} | {damage.sentence} | {'yes' if damage.mended else 'no'} |\n" in PAGE


def test_names_are_unique() -> None:
    assert len({damage.name for damage in DAMAGES}) == len(DAMAGES)

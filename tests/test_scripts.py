"""Detecting the script of a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC  # type: ignore[import-untyped]

from govreport.text import scripts
from govreport.text.scripts import detect_script

SEEDS = Path(__file__).parent.parent / "seeds"
SIMPLIFIED = "关于2024年度法治政府建设情况的报告。各级行政机关坚持依法行政，严格规范公正文明执法。"
TRADITIONAL = "關於2024年度法治政府建設情況的報告。各級行政機關堅持依法行政，嚴格規範公正文明執法。"


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "script"),
    [
        ("000", "traditional"),
        ("001", "simplified"),
        ("002", "traditional"),
        ("003", "simplified"),
        ("004", "simplified"),
    ],
)
def test_seeds(number: str, script: str) -> None:
    assert detect_script(seed(number)) == script


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (SIMPLIFIED, "simplified"),
        (TRADITIONAL, "traditional"),
        ("关于做好有关工作的通知", "simplified"),
        ("政府工作報告", "traditional"),
        ("", "unknown"),
        ("一、2024 (a)", "unknown"),
        ("公布、后、于、并、里、台、干部", "unknown"),  # in texts of either script
        (SIMPLIFIED + TRADITIONAL, "mixed"),
    ],
)
def test_scripts(text: str, script: str) -> None:
    assert detect_script(text) == script


def test_names_in_the_other_script_do_not_make_a_text_mixed() -> None:
    assert detect_script(seed("001") + "《國務院關於預算執行情況的報告》") == "simplified"
    assert detect_script(seed("000") + "《国务院关于预算执行情况的报告》") == "traditional"


def test_halves_in_two_scripts_are_mixed() -> None:
    assert detect_script(seed("001") + seed("000")) == "mixed"


def test_the_characters_are_pairs() -> None:
    simplified, traditional = scripts._SIMPLIFIED, scripts._TRADITIONAL
    assert len(set(simplified)) == len(simplified) == len(set(traditional)) == len(traditional)
    assert OpenCC("t2s").convert(traditional) == simplified
    assert OpenCC("t2s").convert(simplified) == simplified, "a character of both scripts"
    assert OpenCC("s2t").convert(traditional) == traditional, "a character of both scripts"


@given(st.text(), st.integers(2, 4))
def test_repeating_a_text_does_not_change_its_script(text: str, times: int) -> None:
    assert detect_script(text * times) == detect_script(text)


@given(st.text(scripts._SIMPLIFIED + "的一是在不了有和人这"))
def test_simplified_text_is_never_taken_for_traditional(text: str) -> None:
    assert detect_script(text) in ("simplified", "unknown")

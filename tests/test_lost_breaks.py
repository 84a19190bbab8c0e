"""The outline of a text does not depend on the line breaks before its marks, where each member ends with a full stop."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport

TOPICS = ("修缮书库", "更新目录", "扩大馆藏", "延长开放", "培训馆员", "整理档案", "改进服务", "完善制度")
SENTENCES = (
    "组织各组室逐项核对台账，按月通报进度，发现问题及时整改。",
    "邀请专家现场指导，汇总读者意见，形成书面材料并报送主管部门。",
    "各分馆结合实际制定细则，明确责任人和完成时限，确保任务落到实处。",
)
NUMERALS = "一二三四五六七八"


@st.composite
def reports(draw: st.DrawFn) -> list[str]:
    """The lines of a report in two or three levels: each innermost member is a heading and sentences on one line."""
    lines: list[str] = []
    topics = st.sampled_from(TOPICS)
    deep = draw(st.booleans())
    for outer in NUMERALS[: draw(st.integers(2, 4))]:
        lines.append(f"{outer}、{draw(topics)}")
        for k, inner in enumerate(NUMERALS[: draw(st.integers(2, 4))]):
            text = "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=5)))
            if deep and k == 0:
                lines.append(f"（{inner}）{draw(topics)}")
                lines += [f"{n}.{draw(topics)}。{text}" for n in (1, 2, 3)]
            else:
                lines.append(f"（{inner}）{draw(topics)}。{text}")
    return lines


def shape(text: str) -> list[tuple[Any, ...]]:
    """The path, number and heading of each unit."""
    return [(row["path"], row["number"], row["heading"]) for row in govreport.parse(text).to_records()]


@given(lines=reports(), data=st.data())
def test_breaks_after_sentences(lines: list[str], data: st.DataObject) -> None:
    """Any of the breaks after a full stop is lost."""
    lost = data.draw(st.sets(st.sampled_from(range(len(lines)))))
    text = "".join(line if k in lost and line[-1] == "。" else line + "\n" for k, line in enumerate(lines))
    assert shape(text) == shape("\n".join(lines))


@given(lines=reports())
def test_all_breaks(lines: list[str]) -> None:
    """The complete report is on one line, with headings glued to the marks after them."""
    assert shape("".join(lines)) == shape("\n".join(lines))


@given(lines=reports(), gap=st.sampled_from(["\n\n", "\n\n\n", "\n　　"]))
def test_blank_lines(lines: list[str], gap: str) -> None:
    assert shape(gap.join(lines)) == shape("\n".join(lines))


@pytest.mark.parametrize("lost", [1, 2])
@given(topics=st.permutations(TOPICS), size=st.integers(4, 6))
def test_a_lost_mark(lost: int, topics: list[str], size: int) -> None:
    """The bare heading where one inner member of a series would be takes its place."""
    marks = [f"{numeral}、" for numeral in NUMERALS[:size]]
    text = "\n".join(
        f"{'' if k == lost else mark}{topic}\n{''.join(SENTENCES)}"
        for k, (mark, topic) in enumerate(zip(marks, topics))
    )
    found = govreport.parse(text).sections
    assert [section.heading and section.heading.text for section in found] == list(topics[:size])
    assert [section.number and section.number.text for section in found] == [
        None if k == lost else mark for k, mark in enumerate(marks)
    ]

"""Tables that lost their frame and have a row a line, counted in a column 序号."""

from __future__ import annotations

import pytest

import govreport
from govreport.tree.nodes import Section, Table

PROSE = "全市坚持依法行政，完善制度机制，各项工作取得新的成效。"
NAMES = ("功能检测项目", "安全检测要求", "道路测试规程", "数据记录格式", "通信协议规范", "人员资质条件", "车辆保险条款")


def rows(count: int, *, end: str = "") -> list[str]:
    """Rows with a number, a name and a standard."""
    return [f"{n} {NAMES[n % len(NAMES)]}GB/T{100 + n}{end}" for n in range(1, count + 1)]


def kinds(lines: list[str]) -> list[str]:
    """The kinds of the blocks in the last of two sections that hold the lines."""
    text = "\n".join(["一、总体情况", PROSE, "二、检测项目", PROSE, *lines])
    section = govreport.parse(text).body[-1]
    assert isinstance(section, Section)
    return [type(block).__name__ for block in section.blocks]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["序号 检测项目", *rows(5)], ["Paragraph", "Table"], id="a head and five rows"),
        pytest.param(rows(12), ["Paragraph", "Table"], id="twelve rows without a head"),
        pytest.param(
            ["序号 检测项目", *rows(3), "续行名称", *rows(7)[3:]], ["Paragraph", "Table"], id="a row on two lines"
        ),
    ],
)
def test_consecutive_numbers_make_a_table(lines: list[str], expected: list[str]) -> None:
    assert kinds(lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(rows(5), id="five rows without a head"),
        pytest.param(["序号 检测项目", *rows(4)], id="four rows"),
        pytest.param(["序号 检测项目", *rows(7, end="。")], id="sentences"),
    ],
)
def test_fewer_rows_and_sentences_make_none(lines: list[str]) -> None:
    text = "\n".join(["一、总体情况", PROSE, *lines])
    assert not any(isinstance(node, Table) for node in govreport.parse(text).walk())

"""Quotations that run over several lines."""

from __future__ import annotations

import pytest

from govreport.lines.lines import Line
from govreport.outline.quotations import LONGEST, quoted_lines


def quoted(*texts: str) -> list[int]:
    return sorted(quoted_lines([Line(0, len(text), text) for text in texts]))


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param(
            ["修改为：", "“第三条　甲。", "“第四条　乙。”", "二、删去第五条。"],
            [2],
            id="each line opens a quotation again",
        ),
        pytest.param(["修改为：“第三条　甲。", "第四条　乙。", "第五条　丙。”", "二、丁"], [1, 2], id="after a colon"),
        pytest.param(["修改为：「第三條　甲。", "第四條　乙。」", "丙"], [1], id="traditional quotation marks"),
        pytest.param(["“甲”和“乙”", "丙”"], [], id="it ends on its line"),
        pytest.param(["推进“一网通办", "改革”"], [], id="it begins inside a sentence"),
        pytest.param(["“第三条　甲。", "第四条“乙”丙。", "第五条　丁。”"], [1, 2], id="a quotation inside it"),
        pytest.param(["“甲。", "乙。", "丙。"], [], id="it never closes"),
        pytest.param(["“甲。", *["乙。"] * LONGEST, "丙。”"], [], id="it closes too far below"),
        pytest.param(["“甲。", "乙。”", "丙。", "“丁。", "戊。”"], [1, 4], id="two of them"),
    ],
)
def test_quotations(texts: list[str], found: list[int]) -> None:
    assert quoted(*texts) == found

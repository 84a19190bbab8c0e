"""Footnotes, outlines and stamps on the pages of PDF and OFD files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import govreport
from drawn_pages import Sheet, as_ofd, as_pdf

pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
pytest.importorskip("lxml", reason="the extra 'ofd' is not installed")

PAGES = pytest.mark.parametrize("written", [as_pdf, as_ofd])
Written = Callable[..., bytes]
LINE = "推进三资改革，完善制度体系，规范行政执法，优化营商环境"


def noted(rule: tuple[float, float, float, float] = (80, 150, 200, 150), size: float = 9) -> list[Sheet]:
    """Two pages; a footnote stands between the halves of a sentence."""
    first = Sheet().write(112, 700, f"{LINE[:10]}", 16).write(272, 706, "1", 8).write(280, 700, LINE[:16], 16)
    for i in range(1, 4):
        first.write(80, 700 - 28 * i, LINE[:27], 16)
    first.draw(rule).write(80, 130, "1 三资指资金、资产、资源，", size).write(80, 115, "见附表。", size).write(290, 40, "1", 12)
    second = Sheet().write(80, 740, "，落实各项任务。", 16).write(112, 712, LINE[:25], 16).write(80, 684, "推进改革。", 16)
    return [first, second]


@PAGES
def test_a_footnote_is_set_apart_and_the_sentence_is_whole(written: Written) -> None:
    report = govreport.read(written(*noted()))
    assert [leaf.text for leaf in report.notes] == ["1 三资指资金、资产、资源，见附表。"]
    first, *_ = report.source.text.splitlines()
    assert first.startswith(f"{LINE[:10]}[1]{LINE[:10]}")
    assert first.endswith(f"{LINE[:27]}，落实各项任务。")
    assert [leaf.text for leaf in report.boilerplate] == ["1"]


@PAGES
@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(noted(size=16), id="as large as the text"),
        pytest.param(noted(rule=(80, 150, 515, 150)), id="a long rule"),
        pytest.param(noted(rule=(80, 100, 200, 100)), id="above the rule"),
    ],
)
def test_other_lines_at_the_foot_are_text(pages: list[Sheet], written: Written) -> None:
    report = govreport.read(written(*pages))
    assert report.notes == ()
    assert "三资指资金、资产、资源" in report.source.text

"""An outline as a picture: what is drawn, and the font that it takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

import govreport
from govreport.tree.walk import walk_with_ancestors
from trees import reports

pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")

from matplotlib import font_manager

from govreport.writers import plots

TEXT = "关于建设法治政府的报告\n一、任务\n（一）立规。坚持科学立法。\n（二）执法。坚持严格执法。\n二、要求\n正文内容。\n附件1\n清单\n一、甲事项\n正文内容。\n"


def test_each_section_is_a_box() -> None:
    found = [(box.label, box.level) for box in plots.boxes(govreport.parse(TEXT))]
    assert found == [("一、任务", 0), ("（一）立规", 1), ("（二）执法", 1), ("二、要求", 0), ("一、甲事项", 0)]


@given(report=reports())
def test_every_section_within_sections_is_a_box(report: govreport.Report) -> None:
    sections = [
        node
        for node, above in walk_with_ancestors(report)
        if isinstance(node, govreport.Section) and not any(isinstance(one, govreport.Item) for one in above)
    ]
    found = sorted((box.start, box.end) for box in plots.boxes(report))
    assert found == sorted(tuple(section.span) for section in sections)


@pytest.fixture
def _a_font() -> None:
    try:
        plots.chinese_font()
    except plots.FontError:
        pytest.skip("no font with Chinese characters")


@pytest.mark.usefixtures("_a_font")
def test_it_is_drawn() -> None:
    report = govreport.parse(TEXT)
    assert plots.picture(report, "png").startswith(b"\x89PNG")
    assert "一、任务".encode() in plots.picture(report, "svg")
    [axes] = report.plot().axes
    assert axes.get_title() == "关于建设法治政府的报告"
    assert len(axes.patches) == 5


@pytest.mark.usefixtures("_a_font")
def test_a_text_without_an_outline_is_drawn_too() -> None:
    assert govreport.parse("正文 $x^2$ 内容").plot().axes


def test_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    with pytest.raises(govreport.GovReportError, match="install one, such as Noto Sans CJK"):
        govreport.parse(TEXT).plot()


def test_a_font_that_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(plots.FontError, match="no such font file"):
        govreport.parse(TEXT).plot(font=tmp_path / "missing.ttf")

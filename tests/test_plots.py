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
from matplotlib.colors import to_hex

from govreport.writers import fonts, plots
from govreport.writers.canvas import DARK, LIGHT

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
        fonts.chinese_font()
    except fonts.FontError:
        pytest.skip("no font with Chinese characters")


@pytest.mark.usefixtures("_a_font")
def test_it_is_drawn() -> None:
    report = govreport.parse(TEXT)
    assert plots.picture(report, "png").startswith(b"\x89PNG")
    assert "一、任务".encode() in plots.picture(report, "svg")
    [axes] = report.plot().axes
    assert axes.get_title(loc="left") == "关于建设法治政府的报告"
    assert len(axes.patches) == 5
    assert axes.get_xlabel() == "字（自篇首起）"
    assert report.plot(lang="en").axes[0].get_xlabel() == "characters from the beginning"
    with pytest.raises(ValueError, match="fr"):
        report.plot(lang="fr")


@pytest.mark.usefixtures("_a_font")
def test_it_is_light_or_dark() -> None:
    report = govreport.parse(TEXT)
    assert to_hex(report.plot().get_facecolor()) == LIGHT.sheet
    assert to_hex(report.plot(dark=True).get_facecolor()) == DARK.sheet


@pytest.mark.usefixtures("_a_font")
@pytest.mark.filterwarnings("error")
def test_hostile_text_is_drawn_as_text() -> None:
    report = govreport.parse("关于😀</text><script>$x^2$的报告\n一、<b>任务\x01&\n正文内容。\n二、要求\n正文内容。\n")
    drawn = plots.picture(report, "svg").decode()
    assert "<script>" not in drawn
    assert "&lt;b&gt;任务" in drawn


@pytest.mark.usefixtures("_a_font")
def test_many_levels_fit_on_one_page() -> None:
    marks = ("第一章 甲", "一、甲", "（一）甲", "1．甲", "（1）甲", "①甲") * 9
    height = govreport.parse("\n".join(f"{mark}事项\n正文。" for mark in marks)).plot().get_size_inches()[1]
    assert height <= 9


@pytest.mark.usefixtures("_a_font")
def test_a_text_without_an_outline_is_drawn_too() -> None:
    assert govreport.parse("正文 $x^2$ 内容").plot().axes


def test_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    with pytest.raises(govreport.GovReportError, match="install one, such as Noto Sans CJK"):
        govreport.parse(TEXT).plot()


def test_a_font_file_that_is_missing_or_not_a_font(tmp_path: Path) -> None:
    with pytest.raises(fonts.FontError, match="the font file does not exist"):
        govreport.parse(TEXT).plot(font=tmp_path / "missing.ttf")
    (tmp_path / "text.ttf").write_bytes(b"no font")
    with pytest.raises(fonts.FontError, match="not a font file"):
        govreport.parse(TEXT).plot(font=tmp_path / "text.ttf")


@pytest.mark.usefixtures("_a_font")
def test_a_font_is_found_by_its_characters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its name and its place are unknown; fonts without Chinese characters and broken files come before it."""
    known = Path(str(fonts.chinese_font().properties.get_file()))
    unknown = tmp_path / f"zzz{known.suffix}"
    unknown.write_bytes(known.read_bytes())
    (tmp_path / "aaa.ttf").write_bytes(b"no font")
    latin = font_manager.findfont("DejaVu Sans")
    files = [str(tmp_path / "aaa.ttf"), latin, str(unknown)]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: files)
    assert fonts.chinese_font().properties.get_file() == str(unknown)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: files[:2])
    with pytest.raises(fonts.FontError):
        fonts.chinese_font()


@pytest.mark.usefixtures("_a_font")
def test_a_sans_serif_font_of_normal_weight_is_preferred(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known = Path(str(fonts.chinese_font().properties.get_file()))
    names = ["NotoSansCJK-Bold", "NotoSansCJK-Regular", "NotoSerifCJK-Regular", "simsun"]
    for name in names:
        (tmp_path / f"{name}{known.suffix}").symlink_to(known)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(path) for path in tmp_path.iterdir()])
    assert Path(str(fonts.chinese_font().properties.get_file())).stem == "NotoSansCJK-Regular"


def test_what_a_font_lacks_is_a_box() -> None:
    font = fonts.chinese_font(font_manager.findfont("DejaVu Sans"))
    assert font.shown("a\x01文\n") == "a□□□"

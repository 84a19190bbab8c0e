"""Statistics and themes as pages and pictures: labels, gaps of years, both languages, light and dark, hostile names."""

from __future__ import annotations

import re
import struct
from collections import Counter
from importlib.resources import files
from xml.etree import ElementTree

import attrs
import pytest

from pages import Element, read_page

pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")

from govreport.batch.statistics import Statistics
from govreport.batch.statistics_page import statistics_page
from govreport.batch.statistics_picture import statistics_picture
from govreport.batch.themes import Themes
from govreport.batch.themes_page import themes_page
from govreport.batch.themes_picture import themes_picture
from govreport.writers.html_builder import digest

HOSTILE = "</style><script>hit()</script>$x^2$\x01"
FOUND = Statistics(
    documents=9,
    unread=1,
    characters=12345,
    units=12,
    undated=3,
    without_year=2,
    formats=Counter(text=5, docx=3),
    scripts=Counter(simplified=7, unknown=1),
    depths=Counter({0: 1, 2: 7}),
    lengths=Counter({1000: 8}),
    years=Counter({2019: 4, 2022: 2}),
    families=Counter(han=6, han_paren=4, shi=1),
    diagnostics=Counter(GR201=2, GR101=1),
)
THEMES = Themes({2019: 4, 2022: 2}, {"执法": {2019: 1, 2022: 2}, "营商": {}}, 2, {"执法": 1, "营商": 0})


def texts(picture: bytes) -> list[str]:
    """The texts of an SVG picture."""
    return [node.text or "" for node in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]


def colours(picture: bytes) -> list[str]:
    return re.findall("fill: (#[0-9a-f]{6})", picture.decode())


def chart(page: Element, kind: str) -> Element:
    [found] = [one for one in page.with_class(kind) if one.tag == "section"]
    return found


def labels(table: Element) -> list[str]:
    return [one.text() for one in table.all() if one.tag == "th" and one.text()]


def tips(page: Element) -> list[str]:
    return [one.text() for one in page.with_class("tip")]


@pytest.fixture
def _a_font() -> None:
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    from govreport.writers.fonts import FontError, chinese_font

    try:
        chinese_font()
    except FontError as error:
        pytest.skip(str(error))


# ---- pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("en", ["Years", "Forms of numbers", "Diagnostics", "Outline depth", "Length in characters", "File formats", "Scripts"]),
        ("zh", ["年份", "序号形式", "问题分布", "大纲层级", "篇幅", "文件格式", "简繁"]),
        ("zh-TW", ["年份", "序號形式", "問題分佈", "大綱層級", "篇幅", "檔案格式", "簡繁"]),
    ],
)  # fmt: skip
def test_a_page_has_all_charts_in_a_language(lang: str, titles: list[str]) -> None:
    page = read_page(statistics_page(FOUND, lang))
    assert [one.text() for one in page.all() if one.tag == "h2"] == titles


def test_a_page_shows_each_year_of_the_axis_and_documents_without_a_year() -> None:
    years = chart(read_page(statistics_page(FOUND)), "years")
    assert tips(years) == ["2019: 4, 50%", "2020 0", "2021 0", "2022: 2, 25%", "no year: 2, 25%"]
    columns = [one for one in years.all() if one.tag == "li"]
    heights = [[rect.attributes["height"] for rect in one.all() if rect.tag == "rect"] for one in columns]
    assert heights == [["100.00%"], ["0.00%"], ["0.00%"], ["50.00%"], ["50.00%"]]
    assert [one.classes for one in columns[1:]] == [{"none"}, {"none"}, set(), {"rest"}]


def test_a_column_beyond_the_axis_is_cut_and_that_is_stated() -> None:
    page = statistics_page(attrs.evolve(FOUND, without_year=99), "zh")
    assert len(chart(read_page(page), "years").with_class("gap")) == 1
    assert "已截短" in page
    assert "已截短" not in statistics_page(FOUND, "zh")


def test_a_page_shows_forms_as_they_look() -> None:
    forms = chart(read_page(statistics_page(FOUND, "zh")), "families")
    assert labels(forms) == ["一、", "（一）", "一是", "无序号"]
    assert tips(forms)[1] == "（一） 括号汉字数字：4，占 33%"
    found = chart(read_page(statistics_page(FOUND, "zh")), "diagnostics")
    assert labels(found) == ["GR201 跳号", "GR101 未找到标题"]
    assert [one.text() for one in found.all() if one.tag == "li"] == ["警告", "提示"]


def test_smaller_bars_are_hidden_in_a_summary() -> None:
    many = Statistics(units=210, families=Counter({f"x_{n:02}": n for n in range(1, 21)}))
    forms = chart(read_page(statistics_page(many)), "families")
    [details] = [one for one in forms.all() if one.tag == "details"]
    assert details.text().startswith("others (9)45")
    assert labels(details) == [f"x_{n:02}" for n in range(9, 0, -1)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_shows_themes_by_year(lang: str) -> None:
    page = read_page(themes_page(THEMES, lang))
    heads = {"en": ["2019", "2020", "2021", "2022", "no year"], "zh": ["2019", "2020", "2021", "2022", "无年份"]}[lang]
    assert labels(page)[:5] == heads
    rows = [one for one in page.all() if one.tag == "tr"]
    cells = [[cell.classes for cell in row.all() if cell.tag == "td"] for row in rows]
    assert cells[1] == [{"s2"}, {"none"}, {"none"}, {"s10"}, {"s5", "rest"}]
    assert cells[2] == [{"s0"}, {"none"}, {"none"}, {"s0"}, {"s0", "rest"}]
    assert [cell.text() for cell in rows[3].all() if cell.tag == "td"] == ["4", "", "", "2", "2"]
    assert (
        tips(page)[:2]
        == {
            "en": ["执法, 2019: 1 of 4, 25%", "2020: no documents"],
            "zh": ["执法，2019：4 篇中有 1 篇，占 25%", "2020：没有公文"],
        }[lang]
    )


@pytest.mark.parametrize("html", [
    statistics_page(attrs.evolve(FOUND, formats=Counter({HOSTILE: 1}), families=Counter({HOSTILE: 1}))),
    themes_page(Themes({2020: 1}, {HOSTILE: {2020: 1}})),
])  # fmt: skip
def test_nothing_in_a_page_is_executed(html: str) -> None:
    page = read_page(html)
    assert [one for one in page.all() if one.tag == "script"] == []
    assert [one for one in page.all() if "style" in one.attributes] == [], "the policy forbids them"
    [style] = [one for one in page.all() if one.tag == "style"]
    [policy] = [one.attributes["content"] for one in page.all() if "http-equiv" in one.attributes]
    assert policy.startswith(f"default-src 'none'; style-src {digest(style.text())}; ")
    assert "</style><script>hit()" in page.text("style")


def test_an_empty_corpus_is_a_page() -> None:
    assert "<h1" in statistics_page(Statistics())
    assert "<table" in themes_page(Themes({}, {"执法": {}}))


# ---- pictures --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_a_font")
@pytest.mark.parametrize(
    ("lang", "some"),
    [
        ("en", ["Corpus", "Years", "no year", "Forms of numbers", "GR201 numbering gap", "none", "500 to 1,000"]),
        ("zh", ["批量统计", "年份", "无年份", "序号形式", "GR201 跳号", "无章节", "500～1,000 字", "未判明 1"]),
    ],
)
def test_a_picture_has_labels_in_a_language(lang: str, some: list[str]) -> None:
    shown = texts(statistics_picture(FOUND, "svg", lang))
    assert set(some) <= set(shown)
    assert {"一、", "（一）", "一是"} <= set(shown)
    assert [one for one in shown if re.fullmatch("20..", one)] == ["2019", "2020", "2021", "2022"]


@pytest.mark.usefixtures("_a_font")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_picture_of_themes(lang: str) -> None:
    shown = texts(themes_picture(THEMES, "svg", lang))
    assert {"执法", "营商", "25%", "100%", "2020", {"en": "no year", "zh": "无年份"}[lang]} <= set(shown)
    assert {"en": "Themes", "zh": "各年主题"}[lang] in shown


@pytest.mark.usefixtures("_a_font")
def test_pictures_are_light_or_dark() -> None:
    from govreport.writers.canvas import DARK, LIGHT

    for light, dark in (
        (statistics_picture(FOUND, "svg"), statistics_picture(FOUND, "svg", dark=True)),
        (themes_picture(THEMES, "svg"), themes_picture(THEMES, "svg", dark=True)),
    ):
        assert colours(light)[0] == LIGHT.sheet
        assert colours(dark)[0] == DARK.sheet
        assert LIGHT.ink in colours(light)
        assert DARK.ink in colours(dark)
        assert {LIGHT.sheet, LIGHT.ink}.isdisjoint(colours(dark))


@pytest.mark.usefixtures("_a_font")
@pytest.mark.filterwarnings("error")
def test_hostile_names_are_text_in_a_picture() -> None:
    shown = texts(themes_picture(Themes({2020: 1}, {HOSTILE: {2020: 1}, "😀\ud800": {}}), "svg"))
    assert any(one.startswith("</style>") for one in shown)
    assert "□□" in shown
    assert themes_picture(Themes({2020: 1}, {HOSTILE: {2020: 1}}), "png").startswith(b"\x89PNG")


@pytest.mark.usefixtures("_a_font")
def test_a_picture_is_one_page_at_screen_size() -> None:
    many = Themes(dict.fromkeys(range(1900, 2030), 1), {f"主题{n}": {2020: 1} for n in range(60)}, 1)
    for picture in (statistics_picture(FOUND, "png"), themes_picture(many, "png")):
        width, height = struct.unpack(">II", picture[16:24])
        assert width == 2160
        assert 400 <= height <= 1350


def test_an_empty_corpus_is_a_picture_too() -> None:
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    assert statistics_picture(Statistics(), "png").startswith(b"\x89PNG")
    assert themes_picture(Themes({}, {}), "png").startswith(b"\x89PNG")


def test_pictures_have_the_colours_of_the_pages() -> None:
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    from govreport.writers.canvas import DARK, LIGHT

    style = "".join(
        files(package).joinpath(name).read_text(encoding="utf-8")
        for package, name in (("govreport.pages", "frame.css"), ("govreport.batch", "statistics.css"))
    )
    for name in attrs.fields_dict(type(LIGHT)):
        [pair] = re.findall(rf"--{name}: light-dark\((#\w+), (#\w+)\);", style)
        assert pair == (getattr(LIGHT, name), getattr(DARK, name)), name


@pytest.mark.parametrize("share", [0.1 * n for n in range(11)])
def test_a_share_is_readable_in_its_cell(share: float) -> None:
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    from matplotlib.colors import to_rgb

    from govreport.writers.canvas import DARK, LIGHT

    def luminance(colour: str) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    for found in (LIGHT, DARK):
        cell = found.shade(share)
        dark, light = sorted((luminance(cell), luminance(found.on(cell))))
        assert (light + 0.05) / (dark + 0.05) >= 4.5

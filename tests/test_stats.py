"""Statistics of a corpus: counted from its tables, printed and drawn."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from commands import run
from govreport.errors import ReadError

pa = pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")

from govreport.batch.charts import charts, summary, totals  # noqa: E402  (pyarrow comes with an extra)
from govreport.batch.statistics import LENGTHS, Statistics, statistics  # noqa: E402
from govreport.batch.themes import themes  # noqa: E402

REPORT = "关于建设法治政府的报告\n一、任务\n（一）立规。坚持科学立法。\n（二）执法。坚持严格执法。\n三、要求\n一是公开；二是便民。\n某市人民政府\n2024年1月6日\n"
PLAIN = "某市2021年工作要点\n坚持依法行政。\n"


def needs_a_font() -> None:
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    from govreport.writers.fonts import FontError, chinese_font

    try:
        chinese_font()
    except FontError as error:
        pytest.skip(str(error))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tables of three documents, one of which cannot be read."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(REPORT, encoding="utf-8")
    (texts / "b.txt").write_text(PLAIN, encoding="utf-8")
    (texts / "c.pdf").write_bytes(b"%PDF-1.7")
    run(["corpus", str(texts), "-o", str(tmp_path / "tables"), "--jobs", "1"])
    return tmp_path / "tables"


def test_counts(folder: Path) -> None:
    found = statistics(folder)
    assert (found.documents, found.unread, found.characters) == (3, 1, len(REPORT) + len(PLAIN))
    assert found.depths == {2: 1, 0: 1}
    assert found.years == {2024: 1, 2021: 1}
    assert found.lengths == {LENGTHS[0]: 2}
    assert found.families == {"han": 2, "han_paren": 2, "shi": 2}
    assert found.units == 6
    assert found.diagnostics["GR201"] == 1
    assert found.formats == {"text": 2}
    assert (found.undated, found.without_year, found.without_issuer) == (1, 0, 1)


def test_a_year_in_the_title_of_an_annual_report_goes_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT.replace("的报告", "2019年的报告"), encoding="utf-8")
    run(["corpus", str(tmp_path / "a.txt"), "-o", str(tmp_path / "tables"), "--jobs", "1"])
    assert statistics(tmp_path / "tables").years == {2019: 1}


def test_all_parts_are_counted(folder: Path) -> None:
    for table in ("documents", "units", "paragraphs", "diagnostics"):
        [part] = (folder / table).glob("*.parquet")
        part.with_name("part-99999.parquet").write_bytes(part.read_bytes())
    assert statistics(folder).documents == 6


@pytest.mark.parametrize("suffix", ["png", "svg", "html"])
def test_it_is_drawn(folder: Path, tmp_path: Path, suffix: str) -> None:
    if suffix != "html":
        needs_a_font()
    out = tmp_path / f"drawn.{suffix}"
    assert run(["stats", str(folder), "-o", str(out)]) == (0, "", "")
    content = out.read_bytes()
    assert content.startswith({"png": b"\x89PNG", "svg": b"<?xml", "html": b"<!doctype html>"}[suffix])
    code, _, stderr = run(["stats", str(folder), "-o", str(out)])
    assert (code, stderr) == (2, f"govreport: {out}: file exists; use --force to replace it\n")


def test_it_is_printed(folder: Path) -> None:
    code, shown, stderr = run(["stats", str(folder)])
    assert (code, stderr) == (0, "")
    assert shown.startswith(
        f"3 documents (1 could not be read), {len(REPORT) + len(PLAIN):,} characters, 6 units;"
        " 1 without a date, 0 without a year, 1 without an issuer\n"
    )
    assert "  （一）  ████████████████████████████████████████ 2\n" in shown
    assert "\nYears\n       2021  ████████████████████████████████████████ 1\n  2022–2023  0\n       2024  █" in shown
    assert "GR201 numbering gap  █" in shown
    data = json.loads(run(["stats", str(folder), "--json"])[1])
    assert data["families"] == {"han": 2, "han_paren": 2, "shi": 2}


def test_a_long_tail_is_summed_up() -> None:
    families = Counter({f"family {n:02}": 100 - n for n in range(30)})
    years = Counter(dict.fromkeys((1900, 1910, *range(1980, 2020)), 1))
    found = Statistics(units=families.total(), families=families, years=years)
    drawn = {chart.kind: chart for chart in charts(found)}
    assert [bar.label for bar in drawn["families"].shown][-2:] == ["family 10", "others"]
    assert drawn["families"].total == sum(bar.count for bar in drawn["families"].shown) == families.total()
    assert (drawn["years"].bars[0].label, drawn["years"].bars[0].count) == ("before 1920", 2)
    assert drawn["years"].bars[1].label == "1920"


def test_years_are_on_a_true_axis() -> None:
    [chart] = charts(Statistics(years=Counter({2019: 3, 2022: 1}), without_year=9))
    shown = [(bar.label, bar.count, bar.tone) for bar in chart.bars]
    assert shown == [("2019", 3, ""), ("2020", 0, ""), ("2021", 0, ""), ("2022", 1, ""), ("no year", 9, "rest")]
    assert (chart.largest, chart.highest) == (9, 3)


def test_classes_between_others_are_shown_though_empty() -> None:
    [chart] = charts(Statistics(lengths=Counter({LENGTHS[0]: 1, LENGTHS[2]: 2, 0: 1})))
    shown = [(bar.label, bar.count) for bar in chart.bars]
    assert shown[:3] == [("under 500", 1), ("500 to 1,000", 0), ("1,000 to 2,000", 2)]
    assert shown[-1] == ("100,000 and more", 1)
    [chart] = charts(Statistics(depths=Counter({0: 1, 3: 1})), "zh")
    assert [bar.label for bar in chart.bars] == ["无章节", "1 级", "2 级", "3 级"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_forms_are_shown_as_they_look(lang: str) -> None:
    [chart] = charts(Statistics(units=9, families=Counter({"han": 4, "han_paren": 2, "shi": 1, "x_own": 1})), lang)
    none = {"en": "no number", "zh": "无序号"}[lang]
    assert [bar.label for bar in chart.bars] == ["一、", "（一）", "一是", "x_own", none]
    assert chart.bars[1].note == {"en": "han_paren", "zh": "括号汉字数字"}[lang]
    assert chart.share(chart.bars[-1]) == 1 / 9


def test_what_is_not_known_is_shown() -> None:
    found = Statistics(documents=3, scripts=Counter(unknown=2, simplified=1), without_issuer=2)
    [chart] = charts(found, "zh")
    assert [(bar.label, bar.tone) for bar in chart.bars] == [("未判明", "rest"), ("简体", "")]
    assert [(bar.label, bar.count) for bar in totals(found, "zh")][-1] == ("无发文机关", 2)


def test_an_empty_corpus() -> None:
    assert charts(Statistics()) == []
    assert summary(Statistics()) == "0 documents, 0 characters, 0 units"


@pytest.mark.parametrize("damage", ["no folder", "no tables", "no parquet"])
def test_a_folder_that_is_not_a_corpus(folder: Path, damage: str) -> None:
    if damage == "no parquet":
        next((folder / "units").iterdir()).write_bytes(b"units")
    where = {"no folder": folder / "missing", "no tables": folder / "units"}.get(damage, folder)
    with pytest.raises(ReadError):
        statistics(where)
    code, shown, stderr = run(["stats", str(where)])
    assert (code, shown) == (2, "")
    assert stderr.startswith("govreport: ")


def test_a_file_of_another_kind(folder: Path) -> None:
    code, _, stderr = run(["stats", str(folder), "-o", "drawn.docx"])
    assert code == 2
    assert "is not a .png, .svg, .html, .csv or .xlsx" in stderr


# ---- themes --------------------------------------------------------------------------------------------------


def test_years_against_themes(folder: Path) -> None:
    found = themes(folder, ["立规", "执法", "营商"])
    assert found.documents == {2021: 1, 2024: 1}
    assert found.counts == {"立规": {2024: 1}, "执法": {2024: 1}, "营商": {}}
    assert (found.share("立规", 2024), found.share("立规", 2021)) == (1.0, 0.0)


@pytest.mark.parametrize("suffix", ["png", "svg", "html"])
def test_themes_are_drawn(folder: Path, tmp_path: Path, suffix: str) -> None:
    if suffix != "html":
        needs_a_font()
    out = tmp_path / f"drawn.{suffix}"
    assert run(["stats", str(folder), "--theme", "执法", "--theme", "<b>", "-o", str(out), "--dark"]) == (0, "", "")
    assert b"<b>" not in out.read_bytes()


def test_documents_without_a_year_are_counted_apart(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("关于执法的通知\n一、执法\n坚持依法行政。\n", encoding="utf-8")
    run(["corpus", str(tmp_path / "a.txt"), "-o", str(tmp_path / "more"), "--jobs", "1"])
    found = themes(tmp_path / "more", ["执法", "立法"])
    assert (found.documents, found.without_year) == ({}, 1)
    assert (found.count("执法", None), found.share("执法", None), found.share("立法", None)) == (1, 1.0, 0.0)
    assert themes(folder, ["执法"]).without_year == 0, "one that could not be read has no year, and does not count"
    shown = run(["stats", str(tmp_path / "more"), "--theme", "执法"])[1]
    assert shown.endswith("\n执法\n  no year  ████████████████████████████████████████ 1\n")


def test_a_file_that_is_not_a_font(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    (tmp_path / "font.ttf").write_bytes(b"no font")
    font = str(tmp_path / "font.ttf")
    done = run(["stats", str(folder), "-o", str(tmp_path / "a.png"), "--font", font, "--lang", "zh"])
    assert done == (2, "", f"govreport: {font}: 不是可用的字体文件\n")


def test_themes_are_printed(folder: Path) -> None:
    code, shown, _ = run(["stats", str(folder), "--theme", "执法", "--theme", "营商"])
    assert code == 0
    assert shown.startswith("2 documents with a year\n\n执法\n  2024  ████")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_counts_are_written_as_a_table(folder: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"counts{suffix}"
    if suffix == ".xlsx":
        openpyxl = pytest.importorskip("openpyxl", reason="the extra 'xlsx' is not installed")
    assert run(["stats", str(folder), "-o", str(out), "--lang", "zh"]) == (0, "", "")
    if suffix == ".csv":
        text = out.read_bytes().decode("utf-8-sig")
        rows = [line.split(",") for line in text.splitlines()]
    else:
        rows = [["" if one is None else str(one) for one in row] for row in openpyxl.load_workbook(out).active.values]
    assert rows[0] == ["统计项", "取值", "数量"]
    assert ["years", "2024", "1"] in rows
    assert ["undated", "", "1"] in rows


def test_themes_are_written_as_a_table(folder: Path, tmp_path: Path) -> None:
    assert run(["stats", str(folder), "--theme", "立规", "-o", str(tmp_path / "themes.csv")])[0] == 0
    assert (tmp_path / "themes.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "statistic,value,count,documents",
        "立规,2021,0,1",
        "立规,2024,1,1",
    ]

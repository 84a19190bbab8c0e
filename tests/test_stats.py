"""Statistics of a corpus: counted from its tables, printed and drawn."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from commands import run
from govreport.errors import ReadError

pa = pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")

from govreport.batch.charts import as_html, as_picture, charts, summary  # noqa: E402  (pyarrow comes with an extra)
from govreport.batch.statistics import LENGTHS, Statistics, statistics  # noqa: E402
from govreport.batch.themes import themes  # noqa: E402

REPORT = "关于建设法治政府的报告\n一、任务\n（一）立规。坚持科学立法。\n（二）执法。坚持严格执法。\n三、要求\n一是公开；二是便民。\n某市人民政府\n2024年1月6日\n"
PLAIN = "某市2021年工作要点\n坚持依法行政。\n"


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
        pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    out = tmp_path / f"drawn.{suffix}"
    assert run(["stats", str(folder), "-o", str(out)]) == (0, "", "")
    content = out.read_bytes()
    assert content.startswith({"png": b"\x89PNG", "svg": b"<?xml", "html": b"<!DOCTYPE html>"}[suffix])
    code, _, stderr = run(["stats", str(folder), "-o", str(out)])
    assert (code, stderr) == (2, f"govreport: {out}: file exists; use --force to replace it\n")


def test_it_is_printed(folder: Path) -> None:
    code, shown, stderr = run(["stats", str(folder)])
    assert (code, stderr) == (0, "")
    assert shown.startswith(
        f"3 documents (1 could not be read), {len(REPORT) + len(PLAIN):,} characters, 6 units;"
        " 1 without a date, 0 without a year, 1 without an issuer\n"
    )
    assert "  han_paren  ████████████████████████████████████████ 2\n" in shown
    data = json.loads(run(["stats", str(folder), "--json"])[1])
    assert data["families"] == {"han": 2, "han_paren": 2, "shi": 2}


def test_a_long_tail_is_summed_up() -> None:
    families = Counter({f"family {n:02}": 100 - n for n in range(30)})
    years = Counter(dict.fromkeys(range(1980, 2020), 1))
    drawn = {chart.title: chart.bars for chart in charts(Statistics(families=families, years=years))}
    assert list(drawn["units by family of number"])[-1] == "others"
    assert sum(drawn["units by family of number"].values()) == families.total()
    assert next(iter(drawn["years"])) == "before 2000"
    assert drawn["years"]["before 2000"] == 20


def test_nothing_in_it_acts() -> None:
    page = as_html(Statistics(documents=1, formats=Counter({"<script>": 1})))
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_an_empty_corpus() -> None:
    assert charts(Statistics()) == []
    assert summary(Statistics()) == "0 documents, 0 characters, 0 units"
    assert "<h1>Corpus</h1>" in as_html(Statistics())


def test_an_empty_corpus_is_a_picture_too() -> None:
    pytest.importorskip("matplotlib", reason="the extra 'plot' is not installed")
    assert as_picture(Statistics(), "png").startswith(b"\x89PNG")


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
    out = tmp_path / f"drawn.{suffix}"
    code, _, stderr = run(["stats", str(folder), "--theme", "执法", "--theme", "<b>", "-o", str(out)])
    if "no font with Chinese characters" in stderr or "needs matplotlib" in stderr:
        pytest.skip(stderr)
    assert code == 0
    assert b"<b>" not in out.read_bytes()


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

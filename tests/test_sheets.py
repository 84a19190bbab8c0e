"""Tables for spreadsheets: typed cells, texts that are never formulas, limits of Excel, and encodings."""

from __future__ import annotations

import csv
import datetime
import io
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from commands import run
from govreport.writers import sheets
from govreport.writers.sheets import Sheet, write_csv, write_xlsx

FORMULAS = ("=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "＝1+1")
TEXT = "关于农业的报告\n一、总则\n（一）目的。依法行政。\n二、附则\n增长5.2%。\n某市人民政府\n2024年3月5日\n"


def loaded(made: bytes) -> Any:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra 'xlsx' is not installed")
    return openpyxl.load_workbook(io.BytesIO(made))


def workbook(*given: Sheet) -> Any:
    pytest.importorskip("openpyxl", reason="the extra 'xlsx' is not installed")
    out = io.BytesIO()
    write_xlsx(given, out)
    return loaded(out.getvalue())


def values(page: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_cells_are_typed() -> None:
    row = {
        "text": "甲",
        "count": 5,
        "share": 1.5,
        "exact": Decimal("0.1"),
        "day": datetime.date(2024, 3, 5),
        "no": None,
    }
    page = workbook(Sheet("a", [*row, "list"], [{**row, "list": ["甲", "乙"]}])).active
    assert [cell.data_type for cell in page[2]] == ["s", "n", "n", "n", "d", "n", "s"]
    assert [cell.value for cell in page[2]] == ["甲", 5, 1.5, 0.1, datetime.datetime(2024, 3, 5), None, "甲、乙"]
    assert page["E2"].number_format == "yyyy-mm-dd"


def test_the_head_stays_in_view_and_columns_are_wide_enough() -> None:
    page = workbook(Sheet("a", ["x", "y"], [{"x": "关于农业的报告", "y": "字" * 500}], {"x": "标题"})).active
    assert page.freeze_panes == "A2"
    assert page["A1"].value == "标题"
    assert page["A1"].font.bold
    assert page.column_dimensions["A"].width >= 2 * len("关于农业的报告")
    assert page.column_dimensions["B"].width <= 60


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text: str) -> None:
    cell = workbook(Sheet("a", ["x"], [{"x": text}])).active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    out = io.BytesIO()
    write_csv(Sheet("a", ["x"], [{"x": text}]), out)
    [_, [shown]] = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig")))
    assert shown == f"'{text}"


def test_a_text_like_an_error_or_a_number_stays_a_text() -> None:
    page = workbook(Sheet("a", ["x", "y"], [{"x": "#N/A", "y": 10**20}])).active
    assert [(cell.value, cell.data_type) for cell in page[2]] == [("#N/A", "s"), (str(10**20), "s")]


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    assert values(workbook(Sheet("a", ["x"], [{"x": "甲\x00\ud800乙"}])).active)[1] == ["甲\ufffd\ufffd乙"]


def test_a_text_too_long_for_a_cell_is_cut_and_counted() -> None:
    pytest.importorskip("openpyxl", reason="the extra 'xlsx' is not installed")
    out = io.BytesIO()
    rows = [{"x": "字" * 32_767}, {"x": "字" * 32_768}, {"x": "𠀀" * 20_000}]
    assert write_xlsx([Sheet("a", ["x"], rows)], out) == 2
    [_, [whole], [cut], [wide]] = values(loaded(out.getvalue()).active)
    assert whole == "字" * 32_767
    assert (cut, wide) == ("字" * 32_766 + "…", "𠀀" * 16_383 + "…")


def test_rows_beyond_a_sheet_continue_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_SAMPLE", 2)
    monkeypatch.setattr(sheets, "_ROWS", 3)
    book = workbook(Sheet("a", ["x"], [{"x": number} for number in range(7)]))
    assert {page.title: values(page) for page in book} == {
        "a": [["x"], [0], [1], [2]],
        "a 2": [["x"], [3], [4], [5]],
        "a 3": [["x"], [6]],
    }


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        pytest.param([], b"\xef\xbb\xbfpath,", id="byte order mark by default"),
        pytest.param(["--csv-encoding", "utf-8"], b"path,", id="without"),
        pytest.param(["--csv-encoding", "gb18030"], b"path,", id="gb18030"),
    ],
)
def test_csv_files_are_for_excel_by_default(tmp_path: Path, arguments: Sequence[str], begins: bytes) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code, _, stderr = run(["convert", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.csv"), *arguments])
    assert (code, stderr) == (0, "")
    made = (tmp_path / "a.csv").read_bytes()
    assert made.startswith(begins)
    assert "总则" in made.decode(arguments[1] if arguments else "utf-8-sig")


def test_standard_output_has_no_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for command in (["convert", "--to", "csv", "-o", "-"], ["facts", "--csv"]):
        code, shown, stderr = run([*command, str(tmp_path / "a.txt")])
        assert (code, stderr) == (0, "")
        assert shown.startswith(("path,", "file,"))


def test_convert_writes_a_workbook(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="the extra 'xlsx' is not installed")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run(["convert", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.xlsx")])[0] == 0
    book = loaded((tmp_path / "a.xlsx").read_bytes())
    assert book.sheetnames == ["units", "paragraphs"]
    assert [row[0] for row in values(book["units"])] == ["path", "1", "1/1", "2"]
    assert "增长5.2%。" in [row[3] for row in values(book["paragraphs"])]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_facts_are_written_to_a_file(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / f"facts{suffix}"
    if suffix == ".xlsx":
        pytest.importorskip("openpyxl", reason="the extra 'xlsx' is not installed")
    assert run(["facts", "--kind", "figure", str(tmp_path / "a.txt"), "-o", str(out)])[0] == 0
    made = out.read_bytes()
    if suffix == ".xlsx":
        [_, row] = values(loaded(made).active)
        assert (row[2], row[6]) == ("5.2%", 5.2)
    else:
        assert made.startswith(b"\xef\xbb\xbffile,kind,text,")
    assert run(["facts", str(tmp_path / "a.txt"), "-o", str(out)])[0] == 2, "an existing file is kept"
    assert out.read_bytes() == made


def test_heads_are_chinese_on_request_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("GOVREPORT_LANG", "zh")
    for command in (["convert", "--to", "csv", "-o", "-"], ["facts", "--csv"]):
        _, keys, _ = run([*command, str(tmp_path / "a.txt")])
        _, heads, _ = run([*command, str(tmp_path / "a.txt"), "--lang", "zh"])
        assert keys.isascii() is False
        assert keys.partition("\n")[0].isascii()
        assert not any(head.isascii() for head in heads.partition("\n")[0].split(","))
        assert heads.partition("\n")[2] == keys.partition("\n")[2]


def test_a_workbook_is_chinese_on_request(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="the extra 'xlsx' is not installed")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    run(["convert", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.xlsx"), "--lang", "zh"])
    book = loaded((tmp_path / "a.xlsx").read_bytes())
    assert book.sheetnames == ["条目表", "段落表"]
    assert [cell.value for cell in book["段落表"][1]][2:4] == ["类别", "文字"]


def test_without_openpyxl_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for command in (["convert"], ["facts"]):
        code, _, stderr = run([*command, str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.xlsx")])
        assert code == 2
        assert "needs openpyxl: pip install 'govreport[xlsx]'" in stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_a_cut_text_is_reported(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="the extra 'xlsx' is not installed")
    (tmp_path / "a.txt").write_text(
        TEXT.replace("增长5.2%。", f"{'坚持依法行政，' * 5000}增长5.2%。"), encoding="utf-8"
    )
    code, _, stderr = run(["convert", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.xlsx")])
    assert code == 0
    assert "a.txt: texts longer than a cell of Excel are cut there (2); CSV has the whole" in stderr

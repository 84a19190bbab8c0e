"""The table of paragraphs is complete: its rows contain each character of a source that is not blank, once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import govreport
from govreport.testing.strategies import reports
from govreport.text.source import is_blank
from govreport.writers.paragraphs import COLUMNS, KINDS, ParagraphRecord

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
CORPUS = os.environ.get("GOVREPORT_CORPUS")
NOT_AS_WRITTEN = ("table", "field")
"""The rows whose text has other signs between cells, or between key and value, than the source."""

NOTICE = (
    "首页 > 政务公开\n关于农业的通知\n农发〔2024〕3号\n各镇人民政府：\n为了农业，现通知如下：\n一、要求\n（一）目的。依法行政。\n"
    "特此通知。\n附件：1.任务表\n某市人民政府\n2024年3月5日\n附件1\n任务表\n前言。\n一、任务\n完成。\n"
)


def visible(text: str) -> str:
    """The text without blanks."""
    return "".join(character for character in text if not is_blank(character))


def owned(report: govreport.Report, rows: Sequence[ParagraphRecord]) -> list[str]:
    """The characters of the source that belong to each row, without blanks: to the last row around them that starts."""
    owner: list[int | None] = [None] * len(report.source.text)
    for number, row in enumerate(rows):
        owner[row["start"] : row["end"]] = [number] * (row["end"] - row["start"])
    found = [""] * len(rows)
    for character, of in zip(report.source.text, owner):
        if not is_blank(character):
            assert of is not None, f"{character!r} is in no row"
            found[of] += character
    return found


def check(report: govreport.Report) -> None:
    """The law: no character is lost or in two rows, and the rows follow the order of the source."""
    rows = report.to_records("paragraphs")
    found = owned(report, rows)
    assert sorted("".join(found)) == sorted(visible(report.source.text))
    assert all(found), "a row without text"
    assert {row["kind"] for row in rows} <= set(KINDS)
    if not report.repairs:
        assert [text for row, text in zip(rows, found) if row["kind"] not in NOT_AS_WRITTEN] == [
            visible(row["text"]) for row in rows if row["kind"] not in NOT_AS_WRITTEN
        ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports())
def test_made_up_reports_lose_nothing(written: govreport.Report) -> None:
    check(govreport.parse(written.source.text))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_lose_nothing(path: Path) -> None:
    check(govreport.read(path))


@pytest.mark.skipif(not CORPUS, reason="GOVREPORT_CORPUS is not set to a folder of texts")
def test_a_corpus_loses_nothing() -> None:
    paths = sorted(Path(CORPUS or "").glob("*.txt"))
    assert paths
    for path in paths:
        check(govreport.read(path))


def test_rows_name_the_part_that_they_are_in() -> None:
    rows = govreport.parse(NOTICE).to_records("paragraphs")
    assert [(row["parent"], row["path"], row["kind"], row["text"]) for row in rows] == [
        (None, None, "boilerplate", "首页 > 政务公开"),
        (None, None, "title", "关于农业的通知"),
        (None, None, "document_number", "农发〔2024〕3号"),
        (None, None, "addressee", "各镇人民政府："),
        (None, "p1", "paragraph", "为了农业，现通知如下："),
        ("1", None, "number", "一、"),
        ("1", None, "heading", "要求"),
        ("1/1", None, "number", "（一）"),
        ("1/1", None, "heading", "目的。"),
        ("1/1", "1/1/p1", "paragraph", "依法行政。"),
        (None, None, "closing", "特此通知。"),
        (None, None, "attachment_list", "附件：1.任务表"),
        (None, None, "issuer", "某市人民政府"),
        (None, None, "date", "2024年3月5日"),
        ("@1", None, "attachment_label", "附件1"),
        ("@1", None, "title", "任务表"),
        ("@1", "@1/p1", "paragraph", "前言。"),
        ("@1/1", None, "number", "一、"),
        ("@1/1", None, "heading", "任务"),
        ("@1/1", "@1/1/p1", "paragraph", "完成。"),
    ]
    assert all(row["page"] is None for row in rows)


def test_paths_lead_to_the_paragraphs() -> None:
    report = govreport.parse(NOTICE)
    found = {row["path"]: row["text"] for row in report.to_records("paragraphs") if row["path"]}
    assert found
    assert found == {path: report.find(path).text for path in found}


def test_noise_inside_a_paragraph_is_a_separate_row() -> None:
    line = "坚持以习近平新时代中国特色社会主义思想为指导，深入推进依法行政，"
    text = f"一、总则\n{line}\n{line}\n— 3 —\n{line}\n不断提高工作水平。\n二、附则\n本办法自发布之日起施行。\n"
    report = govreport.parse(text)
    rows = report.to_records("paragraphs")
    around = next(row for row in rows if row["text"].startswith("坚持"))
    noise = next(row for row in rows if row["kind"] == "boilerplate")
    assert (noise["text"], around["text"]) == ("— 3 —", f"{line * 3}不断提高工作水平。")
    assert around["start"] < noise["start"] < noise["end"] < around["end"]
    check(report)


def test_pages_are_those_of_the_source() -> None:
    text = "一、甲\n第一页。\n二、乙\n第二页。\n"
    report = govreport.parse(text)
    from attrs import evolve

    report = evolve(report, source=evolve(report.source, pages=(0, text.index("二"))))
    assert [row["page"] for row in report.to_records("paragraphs")] == [1, 1, 1, 2, 2, 2]


def test_the_data_frame_has_the_columns_in_order() -> None:
    pytest.importorskip("pandas", reason="the extra 'pandas' is not installed")
    frame = govreport.parse(NOTICE).to_pandas("paragraphs")
    assert list(frame.columns) == list(COLUMNS)
    assert frame["page"].isna().all()
    assert str(frame["start"].dtype) == "Int64"


def test_an_unknown_table_is_reported() -> None:
    with pytest.raises(ValueError, match="no table 'rows': choose units or paragraphs"):
        govreport.parse(NOTICE).to_records("rows")  # type: ignore[call-overload]

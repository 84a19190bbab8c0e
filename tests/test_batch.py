"""Many reports at once: results in order, an error for each that cannot be read, and the tables made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import govreport
from govreport.batch import Given, Result, parse_many
from govreport.batch.entries import Entry, Reading, tasks

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("0*.txt"))
TEXT = "关于工作的报告\n一、甲事项\n（一）乙事项。坚持依法行政。\n二、丙事项\n正文内容。\n"

each_number_of_jobs = pytest.mark.parametrize("jobs", [1, 2])


@each_number_of_jobs
def test_results_equal_those_of_read_and_parse(jobs: int) -> None:
    text = SEEDS[0].read_text(encoding="utf-8")
    given: list[Given] = [
        *SEEDS,
        str(SEEDS[1]),
        SEEDS[2].read_bytes(),
        ("甲", text),
        (7, SEEDS[3]),
        ("b.md", b"# a\n\nb"),
    ]
    results = list(parse_many(given, jobs=jobs))
    assert [result.id for result in results] == [*map(str, SEEDS), str(SEEDS[1]), "6", "甲", "7", "b.md"]
    assert [result.source for result in results[5:]] == [str(SEEDS[1]), None, None, str(SEEDS[3]), None]
    wanted = [*map(govreport.read, SEEDS), govreport.read(SEEDS[1]), govreport.read(SEEDS[2]), govreport.parse(text)]
    for result, report in zip(results, wanted):
        assert result.error is None
        assert result.report is not None
        assert result.report.to_dict()["body"] == report.to_dict()["body"]
        assert result.report.source.text == report.source.text


@each_number_of_jobs
def test_unreadable_sources_are_errors_and_the_others_are_read(jobs: int, tmp_path: Path) -> None:
    nothing: Any = None
    given: list[Given] = [
        str(tmp_path / "missing.txt"),
        tmp_path,
        TEXT,
        ("folder", tmp_path),
        str(tmp_path / "*.txt"),
        ("long", "长" * 101),
        ("nothing", nothing),
        nothing,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a\x00b",
        ("good", TEXT),
    ]
    *bad, good = parse_many(given, jobs=jobs, max_chars=100)
    assert good.report
    assert good.error is None
    assert {result.report for result in bad} == {None}
    assert [(result.error or "").partition(";")[0] for result in bad] == [
        "No such file or directory",
        "no file is in this folder",
        "a text where a path was expected",
        "a folder has many documents, so it cannot have an id",
        "no file matches this pattern",
        "more than 100 characters, the limit set by max_chars",
        "expected a text, bytes or a path, not NoneType",
        "expected a text, bytes or a path, not NoneType",
        "an old Office file that is not a Word document",
        "embedded null byte",
    ]


def test_a_fault_of_the_parser_is_an_error_of_that_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(text: str, **_: object) -> govreport.Report:
        raise {"memory": MemoryError(), "fault": ZeroDivisionError("by zero")}[text]

    monkeypatch.setattr("govreport.batch.entries.parse_text", faulty)
    results = parse_many([("a", "memory"), ("b", "fault")], jobs=1)
    assert [result.error for result in results] == ["MemoryError", "ZeroDivisionError: by zero"]


@each_number_of_jobs
def test_options_are_those_of_read(jobs: int) -> None:
    given: list[Given] = [b"\xb2\xc4\xa4\x40", ("a", "區(qū)政府")]
    first, second = (
        result.report for result in parse_many(given, jobs=jobs, encoding="big5", script="simplified", cleaning=())
    )
    assert first is not None
    assert second is not None
    assert first.source.text == "第一"
    assert not second.repairs
    assert second.search() == []
    assert "区(qū)" in govreport.render(second)


@each_number_of_jobs
def test_sources_are_read_at_most_some_hundred_ahead(jobs: int) -> None:
    drawn = 0

    def sources() -> Iterator[tuple[str, str]]:
        nonlocal drawn
        for number in range(2000):
            drawn += 1
            yield str(number), "一、甲"

    for taken, _ in enumerate(parse_many(sources(), jobs=jobs), 1):
        assert drawn - taken <= 32 * 4 * jobs
    assert drawn == 2000


def test_zero_jobs_are_an_error() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        parse_many([], jobs=0)


def test_neighbours_are_one_task_until_it_is_heavy() -> None:
    entries = [Entry(str(number), content="", size=size) for number, size in enumerate([1] * 40 + [1 << 20] + [1] * 3)]
    assert [len(task) for task in tasks(entries)] == [32, 9, 3]
    assert [entry for task in tasks(entries) for entry in task] == entries
    assert list(tasks([])) == []


def test_a_report_is_called_by_its_id() -> None:
    [result] = parse_many([("甲", TEXT)], jobs=1)
    assert result.report is not None
    assert result.report.source.name == "甲"


# ---- tables ------------------------------------------------------------------------------------------------------


def test_tables_agree_with_the_reports() -> None:
    pytest.importorskip("pyarrow")
    from govreport.batch.columns import DOCUMENTS, FORMAT, SCHEMAS, tables

    results = [*parse_many(SEEDS, jobs=1), Result("bad", error="no such file", source="x")]
    made = tables(results)
    assert {name: getattr(made, name).schema for name in SCHEMAS} == SCHEMAS
    assert {schema.metadata[b"format"] for schema in SCHEMAS.values()} == {FORMAT.encode()}
    reports = [result.report for result in results if result.report]
    units = made.units.to_pylist()
    assert [{**row} for row in units] == [
        {"document": result.id, **record}
        for result in results
        if result.report
        for record in result.report.to_records()
    ]
    assert made.paragraphs.to_pylist() == [
        {"document": result.id, **record}
        for result in results
        if result.report
        for record in result.report.to_records("paragraphs")
    ]
    rows = made.documents.to_pylist()
    assert sum(row["paragraphs"] for row in rows[:-1]) == len(made.paragraphs)
    assert [(row["date"], row["year"], row["issuer"], row["genre"]) for row in rows[:-1]] == [
        (report.date, report.year, report.issuer, report.genre) for report in reports
    ]
    assert [(row["province"], row["city"], row["county"]) for row in rows[:-1]] == [
        (report.region.province, report.region.city, report.region.county) for report in reports
    ]
    assert {row["city"] for row in rows} >= {"益阳市", "中山市"}
    assert [row["characters"] for row in rows] == [*(len(report.source.text) for report in reports), None]
    assert [row["title"] for row in rows[:-1]] == [report.title and report.title.text for report in reports]
    assert [row["diagnostics"] for row in rows[:-1]] == [len(report.diagnostics) for report in reports]
    assert rows[-1] == dict.fromkeys(DOCUMENTS.names) | {"id": "bad", "error": "no such file", "source": "x"}
    assert sum(row["sections"] + row["items"] for row in rows[:-1]) == len(units)
    found = [(result.id, one) for result in results if result.report for one in result.report.diagnostics]
    assert [
        (row["document"], row["code"], row["message"], row["start"], row["line"])
        for row in made.diagnostics.to_pylist()
    ] == [(id, one.code, one.message, one.span.start, one.line) for id, one in found]


def test_the_page_describes_every_column() -> None:
    pytest.importorskip("pyarrow")
    from govreport.batch import columns

    page = (Path(__file__).parent.parent / "docs" / "corpus.md").read_text(encoding="utf-8")
    assert f"`{columns.FORMAT}`" in page
    for name in columns.SCHEMAS:
        chapter = page.split(f"### {name}\n")[1].split("\n#")[0]
        described = re.findall(r"^\| `(\w+)` \| ([^|,]+)(, never null)? \|", chapter, re.MULTILINE)
        schema = getattr(columns, name.upper())
        assert described == [(one.name, str(one.type), "" if one.nullable else ", never null") for one in schema]


def test_values_that_arrow_cannot_store_are_approximated() -> None:
    pytest.importorskip("pyarrow")
    from govreport.batch.columns import tables

    number = "9" * 25
    result = Reading().result(Entry("a\ud800", content=f"一、甲\ud800\n{number}. 乙\n某市\ud800人民政府\n2025年1月6日"))
    made = tables([result])
    assert made.documents.column("id").to_pylist() == ["a?"]
    assert made.units.column("heading").to_pylist()[0] == "甲?"


def test_no_documents_are_tables_without_rows() -> None:
    pytest.importorskip("pyarrow")
    from govreport.batch.columns import tables

    made = tables([])
    assert [batch.num_rows for batch in (made.documents, made.units, made.paragraphs, made.diagnostics)] == [0] * 4


def test_a_dialect_reads_all_documents() -> None:
    given = [("甲", "主旨：請查照。\n說明：依規定辦理。\n")]
    assert [len(one.report.sections) for one in parse_many(given, jobs=1, dialect="taiwan") if one.report] == [2]
    with pytest.raises(govreport.errors.DialectError):
        parse_many(given, dialect="no such")

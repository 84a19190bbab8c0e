"""Record batches of texts to record batches of rows, as engines call it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from itertools import count

import pytest

from govreport import parse
from troublesome import FILES, REPORT, TEXTS

pa = pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")

from govreport.batch import arrow  # noqa: E402  (they need what may not be there)
from govreport.batch.arrow import PARSED, Parser  # noqa: E402
from govreport.batch.columns import DIAGNOSTICS, DOCUMENTS, PARAGRAPHS, UNITS, Tables, tables  # noqa: E402
from govreport.batch.entries import Entry, Reading  # noqa: E402
from govreport.batch.results import Result  # noqa: E402

STRINGS = [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]
BINARY = [pa.binary(), pa.large_binary()]


def one_by_one(given: tuple[tuple[str, str | bytes | None], ...]) -> Tables:
    """The tables of the documents without an engine."""
    reading = Reading()
    wrong = "no text in column text"
    return tables(reading.result(Entry(id, None, text, wrong if text is None else None)) for id, text in given)


def batch_of(given: tuple[tuple[str, str | bytes | None], ...], kind: object) -> object:
    ids, texts = zip(*given)
    return pa.RecordBatch.from_arrays([pa.array(ids), pa.array(texts).cast(kind)], ["id", "text"])


def rows(batches: Iterator[object], schema: object) -> list[dict[str, object]]:
    made = list(batches)
    for batch in made:
        batch.validate(full=True)  # type: ignore[attr-defined]
    table = pa.Table.from_batches(made, schema)
    return list(table.to_pylist())


@pytest.mark.parametrize(
    ("given", "kind"),
    [pytest.param(TEXTS, kind, id=str(kind)) for kind in STRINGS]
    + [pytest.param(FILES, kind, id=str(kind)) for kind in BINARY],
)
def test_the_rows_are_those_of_one_document_after_the_other(
    given: tuple[tuple[str, str | bytes | None], ...], kind: object
) -> None:
    expected, batches = one_by_one(given), [batch_of(given, kind)]
    parser = pickle.loads(pickle.dumps(Parser()))
    assert rows(parser.documents(batches), DOCUMENTS) == expected.documents.to_pylist()
    assert rows(parser.units(batches), UNITS) == expected.units.to_pylist()
    assert rows(parser.paragraphs(batches), PARAGRAPHS) == expected.paragraphs.to_pylist()
    assert rows(parser.diagnostics(batches), DIAGNOSTICS) == expected.diagnostics.to_pylist()
    parsed = rows(parser.parsed(batches), PARSED)
    assert [row["document"] for row in parsed] == expected.documents.to_pylist()
    for name in ("units", "paragraphs", "diagnostics"):
        inside = [one for row in parsed for one in row[name]]  # type: ignore[attr-defined]
        assert inside == getattr(expected, name).to_pylist()
        assert all(one["document"] == row["document"]["id"] for row in parsed for one in row[name])  # type: ignore[attr-defined,index]
    assert len(expected.units) > 0
    assert len(expected.paragraphs) > len(expected.units)
    assert len(expected.diagnostics) > 0
    assert any(row["error"] for row in expected.documents.to_pylist())


def test_batches_are_cut_where_the_input_is_not() -> None:
    """A long document or many short ones do not make a batch that does not fit."""
    small = tuple((str(number), "一、甲\n") for number in range(2 * arrow._ROWS + 1))
    made = list(Parser().documents([batch_of(small, pa.string())]))
    assert [batch.num_rows for batch in made] == [arrow._ROWS, arrow._ROWS, 1]
    units = list(Parser().units([batch_of(TEXTS, pa.string())]))
    assert max(batch.num_rows for batch in units) == arrow._ROWS
    alone = [("a", "字" * arrow._CHARACTERS), ("b", "字"), ("c", "字")]
    assert [batch.num_rows for batch in Parser().parsed([batch_of(tuple(alone), pa.string())])] == [1, 2]


def test_input_is_consumed_lazily() -> None:
    """The memory that a stream needs does not grow with its length."""
    taken = []

    def endless() -> Iterator[object]:
        for number in count():
            taken.append(number)
            yield batch_of(((str(number), "一、甲。" * (arrow._CHARACTERS // 8)),), pa.string())

    made = Parser().parsed(endless())
    for expected in (2, 4, 6):
        assert next(made).num_rows == 2
        assert len(taken) == expected


def test_no_text_at_all_makes_no_batch() -> None:
    empty = pa.RecordBatch.from_pydict({"id": [], "text": []})
    for method in (Parser().documents, Parser().units, Parser().paragraphs, Parser().diagnostics, Parser().parsed):
        assert list(method([])) == list(method([empty])) == []


def test_columns_have_the_names_and_types_that_they_have() -> None:
    batch = pa.RecordBatch.from_pydict(
        {"正文": [REPORT, REPORT, None], "n": [7, None, 8], "at": ["a.md", None, None], "why": [None, "lost", "gone"]}
    )
    made = rows(Parser("正文", "n", "at", "why").documents([batch]), DOCUMENTS)
    assert [(row["id"], row["source"], row["error"]) for row in made] == [
        ("7", "a.md", None),
        ("", None, "lost"),
        ("8", None, "gone"),
    ]
    assert (made[0]["title"], made[1]["title"]) == ("关于工作的报告", None)


def test_a_string_of_any_bytes_is_a_text() -> None:
    """Some engines never check whether a string is UTF-8."""
    content = b"\xed\xa0\x80" + REPORT.encode() + b"\xff"
    wild = pa.Array.from_buffers(pa.string(), 1, pa.array([content]).buffers())
    [row] = rows(Parser(id="text").documents([pa.RecordBatch.from_arrays([wild], ["text"])]), DOCUMENTS)
    assert row["error"] is None
    assert row["id"] == content.decode("utf-8", "replace")
    assert row["sections"] == 3


def test_reading_options_are_passed_on() -> None:
    batch = batch_of((("short", "一、甲"), ("long", "一、" + "甲" * 99)), pa.string())
    made = rows(Parser(reading=Reading(max_chars=100, script="traditional")).documents([batch]), DOCUMENTS)
    assert [row["error"] for row in made] == [None, "more than 100 characters, the limit set by max_chars"]


def test_a_fault_of_the_library_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(text: str, **options: object) -> object:
        if text == "甲":
            raise MemoryError
        return parse(text, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("govreport.batch.entries.parse_text", faulty)
    batch = batch_of((("a", "甲"), ("b", "一、乙")), pa.string())
    assert [row["error"] for row in rows(Parser().documents([batch]), DOCUMENTS)] == ["MemoryError", None]


@pytest.mark.parametrize(
    ("parser", "message"),
    [
        (Parser(text="content"), "no column 'content'; the columns are id, text, n"),
        (Parser(source="path"), "no column 'path'; the columns are id, text, n"),
        (Parser(text="n"), "column 'n' has type int64; expected strings"),
    ],
    ids=["text", "source", "type"],
)
def test_wrong_columns_are_reported(parser: Parser, message: str) -> None:
    batch = pa.RecordBatch.from_pydict({"id": ["a"], "text": ["一、甲"], "n": [1]})
    with pytest.raises(ValueError, match=message):
        list(parser.units([batch]))


def test_the_output_is_a_valid_arrow_stream() -> None:
    """DuckDB, Polars and others read such a stream."""
    texts = pa.Table.from_batches([batch_of(TEXTS, pa.string())])
    reader = pa.RecordBatchReader.from_batches(UNITS, Parser().units(texts.to_reader(max_chunksize=2)))
    assert reader.read_all().to_pylist() == one_by_one(TEXTS).units.to_pylist()


def test_tables_are_the_same_on_the_way_from_a_worker() -> None:
    made = tables(
        [Result("甲", parse("一、总则\n（一）目的。依法行政。")), Result("乙", error="no such file")], text=True
    )
    assert pickle.loads(pickle.dumps(made)) == made
    assert b"RecordBatch" not in pickle.dumps(made)


def test_documents_have_their_text_on_request() -> None:
    batch = batch_of((("a", REPORT),), pa.string())
    assert [row["text"] for row in rows(Parser().documents([batch]), DOCUMENTS)] == [None]
    assert [row["text"] for row in rows(Parser(with_text=True).documents([batch]), DOCUMENTS)] == [REPORT]

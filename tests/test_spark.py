"""A corpus on a real Spark, with several Python workers: the rows are those of one document after the other."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commands import run
from troublesome import FILES, REPORT, TEXTS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
    pytest.skip("Spark needs Java", allow_module_level=True)

import pyarrow as pa
from attrs import frozen
from pyarrow import parquet
from pyspark.errors import PySparkException

from govreport import spark
from govreport.batch.columns import Tables, tables
from govreport.batch.entries import Entry, Reading
from govreport.batch.results import Result

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

Rows = list[dict[str, Any]]
SKEWED = [
    *TEXTS,
    *((f"small {number}", f"关于第{number}号的报告\n一、甲\n（一）乙。丙。\n") for number in range(200)),
    ("large", "".join(f"{number}.事项{number}。正文。\n" for number in range(20_000))),  # ten thousand times as long
]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    settings = {"spark.sql.shuffle.partitions": "4", "spark.log.level": "OFF", "spark.driver.memory": "1g"}
    with spark.session("local[2,4]", settings) as made:
        yield made


def frame_of(session: SparkSession, given: Any, kind: str, partitions: int = 7) -> DataFrame:
    return session.createDataFrame(list(given), f"id string, text {kind}").repartition(partitions)


def one_by_one(given: Any, source: str | None = None) -> Tables:
    reading, wrong = Reading(), "no text in column text"
    return tables(reading.result(Entry(id, source, text, wrong if text is None else None)) for id, text in given)


def same(found: Rows, expected: Rows) -> None:
    """The same rows, as often, in any order."""
    got, want = (
        Counter(json.dumps(row, ensure_ascii=False, default=str) for row in rows) for rows in (found, expected)
    )
    assert ([*(got - want)], [*(want - got)]) == ([], [])


def same_rows(parsed: spark.Parsed, expected: Tables) -> None:
    for name in ("documents", "units", "paragraphs", "diagnostics"):
        frame, table = getattr(parsed, name), getattr(expected, name)
        assert frame.columns == table.schema.names
        found = [row.asDict() for row in frame.collect()]
        same(found, table.to_pylist())
        assert found


@pytest.mark.parametrize(("given", "kind"), [(SKEWED, "string"), (FILES, "binary")], ids=["skewed", "files"])
def test_the_rows_are_those_of_one_computer(session: SparkSession, given: Any, kind: str) -> None:
    parsed = spark.parse(frame_of(session, given, kind))
    same_rows(parsed, one_by_one(given))
    parsed.frame.unpersist()


def test_a_text_is_parsed_once_for_all_tables(session: SparkSession, tmp_path: Path) -> None:
    @frozen
    class Counting(Reading):
        def result(self, entry: Entry) -> Result:
            with (tmp_path / "parsed").open("a") as file:
                file.write(f"{entry.id}\n")
            return super().result(entry)

    given = [(str(number), REPORT) for number in range(20)]
    parsed = spark.parse(frame_of(session, given, "string"), reading=Counting())
    assert not (tmp_path / "parsed").exists()  # no result was requested so far
    same_rows(parsed, one_by_one(given))
    assert sorted((tmp_path / "parsed").read_text().split(), key=int) == [id for id, _ in given]
    parsed.frame.unpersist()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_killed_worker_loses_nothing(session: SparkSession, tmp_path: Path) -> None:
    @frozen
    class Fragile(Reading):
        def result(self, entry: Entry) -> Result:
            if entry.id == "last" and not (tmp_path / "killed").exists():
                (tmp_path / "killed").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return super().result(entry)

    parsed = spark.parse(frame_of(session, TEXTS, "string", 3), reading=Fragile())
    same_rows(parsed, one_by_one(TEXTS))
    assert (tmp_path / "killed").exists()
    parsed.frame.unpersist()


def test_a_frame_of_other_columns(session: SparkSession) -> None:
    frame = session.createDataFrame([(7, REPORT, "a.txt")], "n int, body string, path string")
    parsed = spark.parse(frame, text="body", id="n", source="path")
    same_rows(parsed, one_by_one([("7", REPORT)], source="a.txt"))
    with pytest.raises(ValueError, match="no column 'text'; the columns are n, body, path"):
        spark.parse(frame)


def written(output: Path, name: str) -> Rows:
    return list(parquet.read_table(output / name).to_pylist())


@pytest.mark.usefixtures("session")
def test_a_run_writes_the_tables(tmp_path: Path) -> None:
    folder, lines, table, columns = (tmp_path / name for name in ("文件 夹", "a.jsonl", "b.csv", "c.parquet"))
    paths = {folder / "below" / f"{id}.txt": content for id, content in FILES if content}
    (folder / "below").mkdir(parents=True)
    for path, content in paths.items():
        path.write_bytes(content)
    objects = [json.dumps({"no": number, "my.body": text}) for number, (_, text) in enumerate(TEXTS)]
    lines.write_text(
        "\n".join([*objects, '{"no": 99', '{"no": "s", "my.body": "一、\\ud800甲"}', ""]), encoding="utf-8"
    )
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["my.body", "no"], [REPORT, "quoted"], ['一、"甲"\n二、乙,丙', "more"]])
    parquet.write_table(pa.table({"no": [1, 2], "my.body": [REPORT.encode("gb18030"), None]}), columns)

    inputs = [str(folder), str(lines), str(table), str(columns)]
    counts = spark.run(inputs, str(tmp_path / "out"), text="my.body", id="no", partitions=3)

    reading, missing = Reading(), "no text in column my.body"
    entries = [Entry(str(path), str(path), content) for path, content in paths.items()]
    for number, (_, text) in enumerate(TEXTS):
        entries.append(Entry(str(number), str(lines), text, missing if text is None else None))
    entries += [
        Entry("s", str(lines), "一、?甲"),  # Java writes half a surrogate pair as a question mark
        Entry("quoted", str(table), REPORT),
        Entry("more", str(table), '一、"甲"\n二、乙,丙'),
        Entry("1", str(columns), REPORT.encode("gb18030")),
        Entry("2", str(columns), error=missing),
    ]
    expected = [*map(reading.result, entries), Result("", error="expected a JSON object", source=str(lines))]
    made = tables(expected)
    for name in ("documents", "units", "paragraphs", "diagnostics"):
        same(written(tmp_path / "out", name), getattr(made, name).to_pylist())
    assert counts == spark.Counts(len(expected), sum(result.error is not None for result in expected))


def test_a_file_that_is_too_long_is_not_read(session: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "short").write_text("一、甲", encoding="utf-8")
    (tmp_path / "long").write_text("甲" * 100, encoding="utf-8")
    found = {Path(row.id).name: row for row in spark.load(session, str(tmp_path), max_chars=10).collect()}
    assert found["short"].text == "一、甲".encode()
    assert found["short"].error is None
    assert found["long"].text is None
    assert found["long"].error == "more than 10 characters, the limit set by max_chars"


def test_the_id_of_a_file_is_a_path_that_leads_to_it(session: SparkSession) -> None:
    seeds = os.path.relpath(Path(__file__).parent.parent / "seeds")
    rows = spark.load(session, f"{seeds}/*.txt").collect()
    assert len(rows) == 5
    for row in rows:
        assert row.id == row.source
        assert Path(row.id).read_bytes() == row.text


def test_a_run_replaces_tables_only_on_request(session: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\na,一、甲\n", encoding="utf-8")
    run = partial(spark.run, [str(tmp_path / "a.csv")], str(tmp_path / "out"))
    assert run() == spark.Counts(1, 0)
    with pytest.raises(PySparkException, match="PATH_ALREADY_EXISTS"):
        run()
    (tmp_path / "a.csv").write_text("id,text\nb,一、甲\nc,\n", encoding="utf-8")
    assert run(replace=True) == spark.Counts(2, 1)
    other = tmp_path / "out" / "documents" / "part-0.parquet"
    other.write_bytes(b"of another program")
    with pytest.raises(ValueError, match="not a table of this corpus"):
        run(replace=True)
    assert other.read_bytes() == b"of another program"
    other.unlink()  # a reader of the folder would take it for a part
    assert [row["id"] for row in written(tmp_path / "out", "documents")] == ["b", "c"]
    assert session.range(1).count() == 1  # the session of the caller still runs


def test_wrong_inputs_are_reported(session: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,body\na,一、甲\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.csv: no column 'text'; the columns are id, body"):
        spark.load(session, str(tmp_path / "a.csv"))
    with pytest.raises(PySparkException, match="PATH_NOT_FOUND"):
        spark.run([str(tmp_path / "none.jsonl")], str(tmp_path / "out"))
    with pytest.raises(ValueError, match="at least one file or folder"):
        spark.run([], str(tmp_path / "out"))


@pytest.mark.usefixtures("session")  # which the command finds and leaves running
def test_the_command_writes_the_rows_that_it_writes_without_spark(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for number, text in enumerate([REPORT, REPORT.replace("\n", "\r\n"), "%PDF-1.7"]):
        (tmp_path / "texts" / f"{number}.txt").write_text(text, encoding="utf-8")
    outputs = [tmp_path / engine for engine in ("local", "spark")]
    for output in outputs:
        code, shown, _ = run(["corpus", str(tmp_path / "texts"), "-o", str(output), "--engine", output.name])
        assert (code, "1 error" in shown) == (1, True)
    for name, leaves_out in (("units", {"document"}), ("paragraphs", {"document"}), ("diagnostics", {"document"})):
        here, there = (
            [{k: v for k, v in row.items() if k not in leaves_out} for row in written(output, name)]
            for output in outputs
        )
        same(there, here)
    code, _, stderr = run(["corpus", str(tmp_path / "texts"), "-o", str(outputs[1]), "--engine", "spark"])
    assert code == 2
    assert "already exists" in stderr


@pytest.mark.parametrize(
    "arguments", [["--engine", "spark", "--resume"], ["--engine", "spark", "--jobs", "2"], ["--master", "local"]]
)
def test_conflicting_options_are_rejected(tmp_path: Path, arguments: list[str]) -> None:
    code, _, stderr = run(["corpus", str(tmp_path), "-o", str(tmp_path / "out"), *arguments])
    assert code == 2
    assert any(words in " ".join(stderr.split()) for words in ("cannot be combined", "needs --engine spark"))

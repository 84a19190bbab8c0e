"""``govreport corpus``: its tables and messages, and that no row is lost or duplicated when a run is killed."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import math
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import IO, Any

import pytest

import govreport
from commands import run
from govreport.cli.progress import Tally, shown
from govreport.util import atomic_write
from govreport.util.extras import missing

pa = pytest.importorskip("pyarrow")
from pyarrow import parquet  # noqa: E402  (only with pyarrow)

from govreport.batch import manifest  # noqa: E402
from govreport.batch.columns import SCHEMAS  # noqa: E402
from govreport.batch.corpus import Step, build  # noqa: E402
from govreport.batch.entries import Reading  # noqa: E402
from govreport.batch.output import RUN, Output  # noqa: E402
from govreport.batch.sources import Sources  # noqa: E402
from govreport.batch.tabular import Columns  # noqa: E402

TEXT = "关于第{}号工作的报告\n一、甲事项\n（一）乙事项。坚持依法行政。\n三、丙事项\n正文内容。\n"


@pytest.fixture(autouse=True)
def no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of progress lines depends on the machine."""
    monkeypatch.setattr("govreport.cli.progress._EVERY", math.inf)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with reports, an unreadable one, a table of reports and an archive without any."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(TEXT.format(number), encoding="gb18030")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    rows = [json.dumps({"id": f"r{number}", "text": TEXT.format(number)}) for number in range(40)]
    (folder / "rows.jsonl").write_text("\n".join([*rows[:20], "{", *rows[20:]]), encoding="utf-8")
    (folder / "empty.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    return folder


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.batch.output._DOCUMENTS", 1)
    monkeypatch.setattr("govreport.batch.entries._TOGETHER", 12)


def rows_of(out: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of the tables, in order."""
    tables = {}
    for name, schema in SCHEMAS.items():
        parts = [parquet.read_table(path) for path in sorted((out / name).glob("*.parquet"))]
        assert all(part.schema.equals(schema, check_metadata=True) for part in parts)
        tables[name] = [row for part in parts for row in part.to_pylist()]
    return tables


def timeless(summary: str) -> str:
    """The last line of a run without its duration."""
    return summary[: summary.rindex(",")]


def names_in(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


# ---- what it writes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_tables_agree_with_the_reports(texts: Path, tmp_path: Path, jobs: str) -> None:
    out = tmp_path / "out"
    code, shown_, stderr = run(["corpus", str(texts), "-o", str(out), "--jobs", jobs])
    assert code == 1
    assert timeless(shown_) == f"{out}: 47 documents, 2 errors"
    assert [line.partition(": ")[2].partition(";")[0] for line in stderr.splitlines()] == [
        f"{texts}/old.doc: an old Office file that is not a Word document",
        f"{texts}/rows.jsonl#21: invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
    ]
    rows = rows_of(out)
    documents = rows["documents"]
    assert [row["id"] for row in documents[:5]] == [f"{texts}/{number}.txt" for number in range(5)]
    assert [row["id"] for row in documents[6:26]] == [f"r{number}" for number in range(20)]
    assert [row["source"] for row in documents[6:]] == [f"{texts}/rows.jsonl#{number}" for number in range(1, 42)]
    assert [row["source"] for row in documents if row["error"]] == [f"{texts}/old.doc", f"{texts}/rows.jsonl#21"]
    report = govreport.parse(TEXT.format(3))
    assert [row for row in rows["units"] if row["document"] == "r3"] == [
        {"document": "r3", **record} for record in report.to_records()
    ]
    assert {row["code"] for row in rows["diagnostics"]} == {one.code for one in report.diagnostics} != set()
    assert names_in(out) == [
        "diagnostics/part-00000.parquet",
        "documents/part-00000.parquet",
        "manifest.sha256",
        "paragraphs/part-00000.parquet",
        RUN,
        "units/part-00000.parquet",
    ]
    assert json.loads((out / RUN).read_text(encoding="utf-8"))["finished"] is True


def test_options_reach_the_reading(tmp_path: Path) -> None:
    source = tmp_path / "all.csv"
    source.write_bytes('名,文\n甲,"一、總則\n正文。"\n乙,一、總則要很長很長\n'.encode("big5"))
    out = tmp_path / "out"
    options = [
        "--text-column",
        "文",
        "--id-column",
        "名",
        "--encoding",
        "big5",
        "--script",
        "simplified",
        "--max-chars",
        "8",
    ]
    assert run(["corpus", str(source), "-o", str(out), "-j", "1", *options])[0] == 1
    rows = rows_of(out)
    assert [(row["id"], row["error"] is None) for row in rows["documents"]] == [("甲", True), ("乙", False)]
    assert [row["heading"] for row in rows["units"]] == ["总则"]


def exported(out: Path, encoding: str = "utf-8-sig") -> dict[str, list[dict[str, str]]]:
    """The rows of the CSV files, by table."""
    texts = {name: (out / f"{name}.csv").read_bytes().decode(encoding) for name in SCHEMAS}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def as_text(value: object) -> str:
    """A value as CSV has it."""
    return "" if value is None else "、".join(value) if isinstance(value, list) else str(value)


def test_the_text_is_stored_on_request(texts: Path, tmp_path: Path) -> None:
    for name, option in (("without", []), ("with", ["--text"])):
        run(["corpus", str(texts), "-o", str(tmp_path / name), "-j", "1", *option])
    assert {row["text"] for row in rows_of(tmp_path / "without")["documents"]} == {None}
    documents = rows_of(tmp_path / "with")["documents"]
    assert [row["text"] is None for row in documents] == [row["error"] is not None for row in documents]
    assert documents[3]["text"] == (texts / "3.txt").read_text(encoding="gb18030")


@pytest.mark.parametrize("encoding", [None, "gb18030"])
@pytest.mark.usefixtures("small_parts")
def test_csv_files_have_the_rows_of_the_tables(texts: Path, tmp_path: Path, encoding: str | None) -> None:
    out = tmp_path / "out"
    chosen = ["--csv-encoding", encoding] if encoding else []
    code, _, _ = run(["corpus", str(texts), "-o", str(out), "-j", "1", "--csv", *chosen])
    assert code == 1
    assert (out / "documents.csv").read_bytes().startswith(b"\xef\xbb\xbfid," if encoding is None else b"id,")
    found = exported(out, encoding or "utf-8-sig")
    assert list(found["documents"][0]) == [name for name in SCHEMAS["documents"].names if name != "text"]
    for name, rows in rows_of(out).items():
        assert found[name] == [{key: as_text(row[key]) for key in found[name][0]} for row in rows]


def test_a_workbook_has_the_rows_of_the_tables(texts: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra 'xlsx' is not installed")
    out = tmp_path / "out"
    run(["corpus", str(texts), "-o", str(out), "-j", "1", "--xlsx", "--text"])
    book = openpyxl.load_workbook(out / "corpus.xlsx")
    assert book.sheetnames == list(SCHEMAS)
    for name, rows in rows_of(out).items():
        cells = [[cell.value for cell in line] for line in book[name].iter_rows(min_row=2)]
        held = [[as_text(one) if isinstance(one, list) else one for one in row.values()] for row in rows]
        assert [[one or None for one in line] for line in cells] == [[one or None for one in line] for line in held]


def test_the_tables_for_people_have_chinese_heads_on_request(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(["corpus", str(texts / "1.txt"), "-o", str(out), "-j", "1", "--csv", "--lang", "zh"])
    heads = {name: (out / f"{name}.csv").read_text(encoding="utf-8-sig").split("\n")[0].split(",") for name in SCHEMAS}
    assert heads["documents"][10:15] == ["发文机关", "省级", "地级", "县级", "文种"]
    assert not [head for row in heads.values() for head in row if head.isascii()]
    assert [len(row) for row in heads.values()] == [
        len(schema.names) - (name == "documents") for name, schema in SCHEMAS.items()
    ]


def test_messages_are_chinese_in_the_tables_for_people_on_request(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一、甲\n好。\n三、乙\n好。", encoding="utf-8")
    out = tmp_path / "out"
    run(["corpus", str(tmp_path / "a.txt"), "-o", str(out), "-j", "1", "--csv", "--lang", "zh"])
    assert "跳号：“一、”之后是“三、”，缺“二、”" in (out / "diagnostics.csv").read_text(encoding="utf-8-sig")
    assert "三、 follows 一、: 二、 is missing" in [row["message"] for row in rows_of(out)["diagnostics"]]


def test_the_dialect_and_the_maximum_work_reach_the_reader(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("主旨：請查照。\n說明：依規定辦理。\n", encoding="utf-8")
    page = tmp_path / "b.md"
    page.write_text("# 报告\n\n" + "段落。\n\n" * 50, encoding="utf-8")
    command = ["corpus", str(source), str(page), "-j", "1", "-o"]
    run([*command, str(tmp_path / "plain")])
    run([*command, str(tmp_path / "out"), "--dialect", "taiwan", "--max-work", "10"])
    plain, taiwan = (rows_of(tmp_path / name) for name in ("plain", "out"))
    assert len([row for row in plain["units"] if row["document"] == str(source)]) == 0
    assert len([row for row in taiwan["units"] if row["document"] == str(source)]) == 2
    assert [row["error"] is None for row in plain["documents"]] == [True, True]
    assert [row["error"] is None for row in taiwan["documents"]] == [True, False]


def test_other_forms_are_written_again_by_a_later_run(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ["corpus", str(texts), "-o", str(out), "-j", "1"]
    run([*command, "--csv"])
    before = names_in(out)
    (texts / "z.txt").write_text(TEXT.format(99), encoding="utf-8")
    assert run([*command, "--resume", "--csv"])[0] == 0
    assert names_in(out) != before, "another part"
    assert len(exported(out)["documents"]) == len(rows_of(out)["documents"]) == 48
    assert not manifest.listed(out).keys() ^ set(names_in(out)) - {"manifest.sha256", RUN}
    run([*command, "--force"])
    assert not list(out.glob("*.csv")), "they would be out of date"


@pytest.mark.parametrize("option", ["--resume", "--force"])
def test_a_table_that_was_edited_is_not_replaced(texts: Path, tmp_path: Path, option: str) -> None:
    out = tmp_path / "out"
    command = ["corpus", str(texts), "-o", str(out), "-j", "1", "--csv"]
    run(command)
    (out / "documents.csv").write_text("edited", encoding="utf-8")
    code, _, stderr = run([*command, option])
    assert (code, (out / "documents.csv").read_text(encoding="utf-8")) == (2, "edited")
    assert "documents.csv: not a table of this corpus, or changed since; move it away" in stderr


def test_without_openpyxl_no_run_begins(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.cli.corpus.find_spec", lambda _: None)
    code, _, stderr = run(["corpus", str(texts), "-o", str(tmp_path / "out"), "--xlsx"])
    assert (code, (tmp_path / "out").exists()) == (2, False)
    assert "--xlsx needs openpyxl: pip install 'govreport[xlsx]'" in stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_nothing_to_read_is_empty_tables(tmp_path: Path, jobs: str) -> None:
    (tmp_path / "texts").mkdir()
    out = tmp_path / "deep" / "out"
    code, shown_, stderr = run(["corpus", str(tmp_path / "texts"), "-o", str(out), "-j", jobs])
    assert (code, timeless(shown_), stderr) == (0, f"{out}: 0 documents, 0 errors", "")
    assert names_in(out) == ["manifest.sha256", RUN]


def test_only_the_first_errors_are_printed(tmp_path: Path) -> None:
    source = tmp_path / "all.jsonl"
    source.write_text("x\n" * 50, encoding="utf-8")
    code, shown_, stderr = run(["corpus", str(source), "-o", str(tmp_path / "out"), "-j", "1"])
    assert code == 1
    assert ": 50 documents, 50 errors" in shown_
    assert len(stderr.splitlines()) == 11
    assert (
        stderr.splitlines()[-1]
        == "govreport: further errors are only counted; the table of documents lists all of them"
    )
    assert len(rows_of(tmp_path / "out")["documents"]) == 50


# ---- a folder that holds something -------------------------------------------------------------------------------


def test_a_folder_with_files_is_not_written_to_by_default(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ["corpus", str(texts), "-o", str(out), "-j", "1"]
    run(command)
    rows = rows_of(out)
    code, _, stderr = run(command)
    assert (code, stderr) == (
        2,
        f"govreport: {out}: contains a corpus; use --resume to continue it or --force to start over\n",
    )
    code, shown_, _ = run([*command, "--resume"])
    assert (code, timeless(shown_)) == (0, f"{out}: 0 documents, 47 skipped, 0 errors")
    assert rows_of(out) == rows
    code, _, stderr = run([*command, "--resume", "--script", "tw"])
    assert (code, stderr) == (2, f"govreport: {out}: started with other settings (script); use --force to start over\n")
    (texts / "0.txt").unlink()
    assert run([*command, "--force"])[0] == 1
    assert len(rows_of(out)["documents"]) == 46
    assert run([*command, "--force", "--resume"])[0] == 2


def test_a_foreign_folder_is_not_changed(texts: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "a.txt").touch()
    for option in ([], ["--resume"], ["--force"]):
        code, _, stderr = run(["corpus", str(texts / "rows.jsonl"), "-o", str(foreign), *option])
        assert (code, stderr) == (2, f"govreport: {foreign}: not empty and not a corpus; choose a new folder\n")
        code, _, stderr = run(["corpus", str(texts), "-o", str(texts), *option])
        assert (code, stderr) == (2, f"govreport: {texts}: contains an input; choose another folder for the tables\n")
    assert len(list(texts.iterdir())) == 8
    assert names_in(foreign) == ["a.txt"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        *((content, "not empty and not a corpus") for content in (b"", b"{", b"[]", b'{"format": "another/1"}')),
        (b'{"format": "govreport-corpus/0"}', "; use --force to start over\n"),
    ],
)
def test_a_folder_of_another_version_is_not_changed(texts: Path, tmp_path: Path, content: bytes, problem: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / RUN).write_bytes(content)
    code, _, stderr = run(["corpus", str(texts), "-o", str(tmp_path / "out"), "--resume"])
    assert code == 2
    assert problem in stderr
    assert names_in(tmp_path / "out") == [RUN]


def test_a_damaged_part_is_reported(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ["corpus", str(texts), "-o", str(out), "-j", "1"]
    run(command)
    (out / "documents" / "part-00000.parquet").write_bytes(b"PAR1")
    code, _, stderr = run([*command, "--resume"])
    assert code == 2
    assert "part-00000.parquet: not a table of this corpus, or changed since" in stderr


@pytest.mark.parametrize("stray", ["part-00001.parquet", "part-x.parquet", "other.parquet"])
@pytest.mark.parametrize("option", ["--force", "--resume"])
def test_a_table_of_another_program_is_never_deleted(texts: Path, tmp_path: Path, stray: str, option: str) -> None:
    out = tmp_path / "out"
    command = ["corpus", str(texts), "-o", str(out), "-j", "1"]
    run(command)
    for table in SCHEMAS:
        file = out / table / stray
        file.write_bytes(b"of another program")
        before = names_in(out)
        code, _, stderr = run([*command, option])
        assert (code, stderr) == (
            2,
            f"govreport: {file}: not a table of this corpus, or changed since; move it away or choose a new folder\n",
        )
        assert names_in(out) == before
        file.unlink()
    assert run([*command, option])[0] == (1 if option == "--force" else 0)


def test_a_run_file_alone_does_not_make_a_table_deletable(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "documents").mkdir(parents=True)
    (out / RUN).write_text('{"format": "govreport-corpus/1"}')
    table = out / "documents" / "part-00000.parquet"
    table.write_bytes(b"of another program")
    assert run(["corpus", str(texts), "-o", str(out), "--force"])[0] == 2
    assert table.read_bytes() == b"of another program"


def test_force_keeps_all_other_files(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ["corpus", str(texts), "-o", str(out), "-j", "1"]
    run(command)
    others = [out / "notes.txt", out / "documents" / "notes.txt", out / ".x.part", out / "units" / ".part-00001.part"]
    for other in others:
        other.write_text("of another program")
    assert run([*command, "--force"])[0] == 1
    assert all(other.read_text() == "of another program" for other in others)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", [RUN, "manifest.sha256"])
def test_a_link_in_the_folder_is_not_followed(texts: Path, tmp_path: Path, name: str) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    command = ["corpus", str(texts), "-o", str(out), "-j", "1"]
    run(command)
    (out / name).rename(other)
    (out / name).symlink_to(other)
    content = other.read_bytes()
    assert run([*command, "--force"])[0] == 2
    assert other.read_bytes() == content


def test_a_manifest_cannot_name_files_outside(texts: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other.parquet"
    command = ["corpus", str(texts), "-o", str(out), "-j", "1"]
    run(command)
    other.write_bytes(b"")
    with (out / "manifest.sha256").open("a") as manifest:
        for name in ("../other.parquet", "documents/../../other.parquet", str(other)):
            manifest.write(f"{hashlib.sha256(b'').hexdigest()}  {name}\n")
    assert run([*command, "--force"])[0] == 1
    assert other.exists()


def test_the_manifest_has_the_hash_of_each_table(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(["corpus", str(texts), "-o", str(out), "-j", "1"])
    lines = (out / "manifest.sha256").read_text(encoding="utf-8").splitlines()
    found = {line.partition("  ")[2]: line.partition("  ")[0] for line in lines}
    assert found == {
        f"{table}/part-00000.parquet": hashlib.sha256((out / table / "part-00000.parquet").read_bytes()).hexdigest()
        for table in SCHEMAS
    }


def test_a_second_run_into_the_folder_is_refused(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ["corpus", str(texts), "-o", str(out), "-j", "1"]
    with contextlib.closing(Output(out, {})):
        for option in ([], ["--resume"], ["--force"]):
            code, _, stderr = run([*command, *option])
            assert (code, stderr) == (
                2,
                f"govreport: {out}: process {os.getpid()} writes to this folder; wait until it ends\n",
            )
    assert run([*command, "--force"])[0] == 1
    assert len(rows_of(out)["documents"]) == 47


@pytest.mark.skipif(os.name == "nt", reason="counts the rows of two processes")
def test_of_two_processes_with_one_folder_one_is_refused(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"text": TEXT.format(1)}) + "\n", encoding="utf-8")
    with corpus_process(many, out) as first:
        _wait(first, lambda: (out / "units").exists())
        with corpus_process(other, out, "--force") as second:
            _, stderr = second.communicate(timeout=50)
        first.communicate(timeout=50)
    assert (first.returncode, second.returncode) == (0, 2)
    assert stderr.decode() == f"govreport: {out}: process {first.pid} writes to this folder; wait until it ends\n"
    assert len(rows_of(out)["documents"]) == 150


def test_the_output_folder_is_not_read(texts: Path, tmp_path: Path) -> None:
    out = texts / "out"
    command = ["corpus", str(texts), "-o", str(out), "-j", "1"]
    run(command)
    rows = rows_of(out)
    run([*command, "--force"])
    assert rows_of(out) == rows
    code, _, stderr = run(["corpus", str(out / "documents"), "-o", str(out), "--force"])
    assert (code, stderr) == (2, f"govreport: {out}: contains an input; choose another folder for the tables\n")
    assert rows_of(out) == rows


def test_a_file_in_the_way_is_reported(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    code, _, stderr = run(["corpus", str(texts), "-o", str(tmp_path / "out")])
    assert code == 2
    assert stderr.startswith(f"govreport: {tmp_path / 'out'}: ")


# ---- ends before the end -----------------------------------------------------------------------------------------


def resumed(texts: Path, out: Path) -> dict[str, list[dict[str, Any]]]:
    run(["corpus", str(texts), "-o", str(out), "-j", "1", "--resume"])
    assert not [name for name in names_in(out) if name.endswith(".part")]
    assert json.loads((out / RUN).read_text(encoding="utf-8"))["finished"] is True
    return rows_of(out)


@pytest.fixture
def uninterrupted(texts: Path, tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    run(["corpus", str(texts), "-o", str(tmp_path / "whole"), "-j", "1"])
    return rows_of(tmp_path / "whole")


@pytest.mark.usefixtures("small_parts")
def test_a_run_that_ends_between_any_two_of_its_writes_is_finished_by_another(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, uninterrupted: dict[str, list[dict[str, Any]]]
) -> None:
    """As if it were killed there: nothing is cleared away."""
    name = atomic_write._name
    allowed = left = 0

    class Killed(BaseException):
        pass

    def failing(place: Path, target: Path, *, replace: bool) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        name(place, target, replace=replace)

    monkeypatch.setattr(atomic_write, "_name", failing)
    while True:
        out = tmp_path / f"out{allowed}"
        left = allowed
        with pytest.MonkeyPatch.context() as dead:
            dead.setattr(Path, "unlink", lambda *_, **__: None)
            try:
                run(["corpus", str(texts), "-o", str(out), "-j", "1", "--csv"])
            except Killed:
                over = False
            else:
                over = True
        left = sys.maxsize
        assert resumed(texts, out) == uninterrupted
        assert not list(out.glob("*.csv*")), "what a later run could not trust"
        if over:
            break
        allowed += 1
    assert allowed > 10


class Full:
    """A file on a disk with so much room."""

    def __init__(self, file: IO[bytes], room: int) -> None:
        self.file = file
        self.room = room

    def write(self, content: bytes) -> int:
        self.room -= len(content)
        if self.room < 0:
            raise OSError(28, "No space left on device")
        return self.file.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("room", [0, 500])
def test_a_full_disk_is_reported_and_the_run_can_be_resumed(
    texts: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: int,
    uninterrupted: dict[str, list[dict[str, Any]]],
) -> None:
    write_table = parquet.write_table
    written = 0

    def filling(table: Any, file: IO[bytes], **options: Any) -> None:
        nonlocal written
        written += 1
        write_table(table, Full(file, room if written == 8 else 1 << 30), **options)

    out = tmp_path / "out"
    with monkeypatch.context() as full:
        full.setattr(parquet, "write_table", filling)
        code, shown_, stderr = run(["corpus", str(texts), "-o", str(out), "-j", "1"])
    assert (code, shown_) == (2, "")
    assert (
        stderr.splitlines()[-1]
        == f"govreport: {out}: No space left on device; once that is fixed, continue with --resume"
    )
    assert not [name for name in names_in(out) if name.endswith(".part")]
    assert 0 < len(rows_of(out)["documents"]) < 47
    assert resumed(texts, out) == uninterrupted


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_stopped_run_keeps_its_results(
    texts: Path, tmp_path: Path, jobs: int, uninterrupted: dict[str, list[dict[str, Any]]]
) -> None:
    out = tmp_path / "out"
    steps = build(Sources([texts], Columns()), Reading(), Output(out, {}), jobs)
    read = next(steps).documents + next(steps).documents
    steps.close()
    assert rows_of(out) == {
        name: [row for row in rows if _of(row, uninterrupted["documents"][:read])]
        for name, rows in uninterrupted.items()
    }


def _of(row: dict[str, Any], documents: list[dict[str, Any]]) -> bool:
    return row.get("document", row.get("id")) in {one["id"] for one in documents}


def corpus_process(source: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "govreport", "corpus", str(source), "-o", str(out), "--jobs", "2", *options]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # jobs in the background ignore Ctrl-C
    )


def workers(parent: int) -> list[int]:
    """The processes that a run reads with; those between, which start them, are left out."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    return sorted(pid for pid, above in parents.items() if parents.get(above) == parent)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Texts that keep two processes busy for a second at least."""
    path = tmp_path / "many.jsonl"
    long = "".join(TEXT.format(number) for number in range(40))
    path.write_text(
        "".join(json.dumps({"text": f"{number}\n{long}"}) + "\n" for number in range(150)), encoding="utf-8"
    )
    return path


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find the workers")
def test_nothing_is_lost_when_workers_or_all_of_it_are_killed(many: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert run(["corpus", str(many), "-o", str(whole), "-j", "1"])[0] == 0
    with corpus_process(many, out) as process:  # at once, perhaps before it has written anything
        _wait(process, lambda: out.exists())
        os.killpg(process.pid, signal.SIGKILL)
    for killed in ("worker and parent", "worker"):
        with corpus_process(many, out, "--resume") as process:
            _wait(process, lambda: len(workers(process.pid)) == 2)
            os.kill(workers(process.pid)[0], signal.SIGKILL)
            if "parent" in killed:
                time.sleep(0.2)
                os.kill(process.pid, signal.SIGKILL)
            process.communicate(timeout=50)
    assert process.returncode == 0
    assert rows_of(out) == rows_of(whole)


def _wait(process: subprocess.Popen[bytes], condition: Any) -> None:
    """Until something is there, or the process is over."""
    while process.poll() is None and not condition():
        time.sleep(0.02)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_is_quiet_and_keeps_the_results(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with corpus_process(many, out, "--jobs", "1") as process:
        _wait(process, lambda: (out / "units").exists())
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=50)
    assert process.returncode == 130
    *lines, last = stderr.decode().splitlines()
    assert last == f"govreport: interrupted; {out} has the results so far, continue with --resume"
    assert not [line for line in lines if not line.startswith("govreport: ")]


# ---- progress ----------------------------------------------------------------------------------------------------


def test_a_terminal_shows_a_bar(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setenv("TERM", "xterm")
    code, shown_, stderr = run(["corpus", str(texts), "-o", str(tmp_path / "out"), "-j", "1"], terminal=True)
    assert code == 1
    assert "100%" in stderr
    assert "47 documents" in stderr
    assert "old.doc: an old Office file" in stderr
    assert "47 documents, 2 errors" in shown_


def test_a_pipe_gets_a_line_now_and_then(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.cli.progress._EVERY", 10.0)
    now = 0.0
    tally = Tally(10_000, clock=lambda: now)
    with shown(tally) as report:
        for second in range(1, 31):
            now = float(second)
            report(Step(5, (), 100, skipped=1, skipped_share=10))
    assert capsys.readouterr().err.splitlines() == [
        "govreport: 11%: 50 documents, 5.0/s, 0 errors, 1:29 left",
        "govreport: 22%: 100 documents, 5.0/s, 0 errors, 1:18 left",
        "govreport: 33%: 150 documents, 5.0/s, 0 errors, 1:07 left",
    ]
    assert tally.summary() == "150 documents, 30 skipped, 0 errors, 0:30"


def test_a_tally_without_input_is_complete() -> None:
    tally = Tally(0, clock=lambda: 5000.0)
    assert (tally.share, str(tally), tally.summary()) == (
        1.0,
        "0 documents, 0.0/s, 0 errors",
        "0 documents, 0 errors, 0:00",
    )
    tally.began = 0.0
    assert tally.summary() == "0 documents, 0 errors, 1:23:20"


def test_without_pyarrow_the_extra_is_named(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    code, _, stderr = run(["corpus", str(texts), "-o", str(tmp_path / "out")])
    assert (code, stderr) == (2, f"govreport: {missing('corpus', 'pyarrow', 'arrow')}\n")

"""The sources of documents: folders, archives, tables, and their errors."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from govreport.batch import parse_many
from govreport.batch.entries import Entry
from govreport.batch.sources import Sources, files
from govreport.batch.tabular import Columns


def found(
    *paths: Path, text: str | None = None, id: str | None = None, encoding: str | None = None, max_chars: int = 1000
) -> list[Entry]:
    return list(Sources(paths, Columns(text, id), encoding, max_chars).entries())


def named(entries: Sequence[Entry], root: Path) -> list[tuple[str | None, object]]:
    """The path of each entry below a folder, and its content or error."""
    names = [(entry.source or "").replace(root.as_posix(), "", 1) for entry in entries]
    return [(name, entry.error or entry.content) for name, entry in zip(names, entries, strict=True)]


def zipped(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def taped(path: Path, members: dict[str, str], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))
    return path


# ---- folders -----------------------------------------------------------------------------------------------------


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/10.txt", "c/d/e.txt", ".hidden", ".git/x.txt", "a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("一、甲", encoding="utf-8")
    entries = found(tmp_path)
    names = ["/a/10.txt", "/a/2.txt", "/a.txt", "/b.txt", "/c/d/e.txt"]
    assert [name for name, _ in named(entries, tmp_path)] == names
    assert [entry.content for entry in entries] == [tmp_path / name[1:] for name in names]
    assert {entry.size for entry in entries} == {len("一、甲".encode())}
    assert Sources([tmp_path], Columns()).size() == sum(entry.share for entry in entries)


def test_no_file_is_found_twice(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").touch()
    (tmp_path / "c.txt").touch()
    wanted = ["/a/b.txt", "/c.txt"]
    entries = found(tmp_path / "a", tmp_path / "a" / "b.txt", tmp_path, tmp_path, tmp_path / "c.txt")
    assert [name for name, _ in named(entries, tmp_path)] == wanted


def test_a_link_is_followed_to_a_file_but_not_in_a_loop(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.txt").touch()
    try:
        (tmp_path / "a" / "loop").symlink_to(tmp_path)
        (tmp_path / "c.txt").symlink_to(tmp_path / "a" / "b.txt")
        (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
        (tmp_path / "itself.txt").symlink_to(tmp_path / "itself.txt")
        (tmp_path / "named").symlink_to(tmp_path / "a")
    except OSError:
        pytest.skip("no links here")
    assert [name for name, _ in named(found(tmp_path), tmp_path)] == ["/a/b.txt", "/c.txt"]
    assert [name for name, _ in named(found(tmp_path / "named"), tmp_path)] == ["/named/b.txt"]


def test_missing_files_are_errors(tmp_path: Path) -> None:
    assert named(found(tmp_path / "a.txt", tmp_path / "b.zip"), tmp_path) == [
        ("/a.txt", "No such file or directory"),
        ("/b.zip", "No such file or directory"),
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_without_permission_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0)
    assert named(found(tmp_path), tmp_path) == [("/a", "Permission denied")]


def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").touch()
    scandir = os.scandir

    def forbidding(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("govreport.batch.sources.os.scandir", forbidding)
    assert [name for name, _ in named(found(tmp_path), tmp_path)] == ["/a", "/b.txt"]
    assert found(tmp_path)[0].error == "Permission denied"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_a_name_that_is_not_unicode_is_written_out(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).touch()
    except OSError:
        pytest.skip("no such names here")
    [entry] = found(tmp_path)
    assert (entry.source or "").endswith("/\\udcff.txt")
    assert [one.path for one in files([tmp_path])] == [entry.content]


# ---- archives ----------------------------------------------------------------------------------------------------

MEMBERS = {"a.txt": "一、甲", "2024/b.txt": "一、乙"}


@pytest.mark.parametrize("suffix", ["zip", "tar", "tar.gz", "tgz", "tar.bz2", "tar.xz"])
def test_archives_give_their_files(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"all.{suffix}"
    compression = {"gz": "w:gz", "bz2": "w:bz2", "xz": "w:xz"}.get(suffix[-3:].lstrip("."), "w")
    zipped(path, MEMBERS) if suffix == "zip" else taped(path, MEMBERS, "w:gz" if suffix == "tgz" else compression)
    entries = found(path)
    assert named(entries, tmp_path) == [(f"/all.{suffix}!{name}", text.encode()) for name, text in MEMBERS.items()]
    assert 0 < sum(entry.share for entry in entries) <= path.stat().st_size


@pytest.mark.parametrize("suffix", ["zip", "tar"])
def test_names_that_point_outside_are_only_names(tmp_path: Path, suffix: str) -> None:
    names = ["../../outside.txt", "/etc/passwd", "C:\\x.txt", "a\x1b[31m.txt"]
    path = (zipped if suffix == "zip" else taped)(tmp_path / f"all.{suffix}", dict.fromkeys(names, "甲"))
    entries = found(path)
    assert [entry.content for entry in entries] == ["甲".encode()] * 4
    assert list(tmp_path.iterdir()) == [path]


def test_hidden_members_are_left_out_and_duplicate_names_numbered(tmp_path: Path) -> None:
    members = [("a.txt", "1"), ("__MACOSX/._a.txt", "2"), (".DS_Store", "3"), ("a.txt", "4")]
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members[:3]:
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(*members[3])
    assert named(found(path), tmp_path) == [("/all.zip!a.txt", b"1"), ("/all.zip!a.txt~2", b"4")]


def test_names_of_older_programs_are_decoded(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x")
    path = tmp_path / "all.zip"
    name = "法治政府建设年度报告.txt"
    with zipfile.ZipFile(path, "w") as archive:
        info.filename = "x" * len(name.encode("gbk"))
        archive.writestr(info, "甲")
    path.write_bytes(path.read_bytes().replace(b"x" * len(name.encode("gbk")), name.encode("gbk")))
    assert [entry.source for entry in found(path)] == [f"{path.as_posix()}!{name}"]


def test_encrypted_members_are_errors_and_the_others_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "all.zip", {"secret.txt": "甲", "open.txt": "乙"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    first, second = found(path)
    assert "encrypted" in (first.error or "")
    assert second.content == "乙".encode()


def test_a_damaged_member_is_an_error_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "甲" * 50)
        archive.writestr("b.txt", "乙")
    path.write_bytes(path.read_bytes().replace("甲".encode(), "丙".encode(), 1))
    first, second = found(path)
    assert "CRC" in (first.error or "")
    assert second.content == "乙".encode()


@pytest.mark.parametrize("suffix", ["zip", "tar", "tar.gz", "tar.xz", "jsonl.gz", "parquet", "txt.bz2"])
@pytest.mark.parametrize("content", [b"", b"\x00" * 600, b"PK\x03\x04 no archive", b"\x1f\x8b\x08 nor this"])
def test_files_that_are_not_archives_are_errors_or_empty(tmp_path: Path, suffix: str, content: bytes) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow")
    path = tmp_path / f"all.{suffix}"
    path.write_bytes(content)
    entries = found(path)
    assert len(entries) <= 1
    assert all(entry.error for entry in entries) or suffix == "txt.bz2"


@pytest.mark.parametrize("cut", [30, 700, 2000])
def test_a_truncated_archive_gives_its_complete_members(tmp_path: Path, cut: int) -> None:
    path = taped(tmp_path / "all.tar", {f"{number}.txt": "甲" * 200 for number in range(5)})
    path.write_bytes(path.read_bytes()[: 512 * 3 * 3 + cut])
    entries = found(path)
    assert entries[-1].error
    assert {entry.content for entry in entries if not entry.error} == {("甲" * 200).encode()}
    assert len([entry for entry in entries if not entry.error]) == 3 + (cut > 512 * 3)


@pytest.mark.parametrize("suffix", ["zip", "tar.gz"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, suffix: str) -> None:
    bomb = "0" * 5_000_000
    path = tmp_path / f"all.{suffix}"
    members = {"bomb.txt": bomb, "bomb.parquet": bomb, "a.txt": "甲"}
    zipped(path, members) if suffix == "zip" else taped(path, members, "w:gz")
    assert path.stat().st_size < 50_000
    first, second, third = found(path)
    assert first.error == second.error == "more than 1,000 characters, the limit set by max_chars"
    assert third.content == "甲".encode()


def test_a_header_without_end_is_an_attack(tmp_path: Path) -> None:
    path = tmp_path / "all.tar.gz"
    info = tarfile.TarInfo("long")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 50_000_000
    with gzip.open(path, "wb") as file:
        file.write(info.tobuf() + bytes(info.size))
    [entry] = found(path)
    assert entry.error == "a header of 50,000,000 bytes"


def test_links_and_devices_in_an_archive_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "all.tar"
    with tarfile.open(path, "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
            info = tarfile.TarInfo("a.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert found(path) == []


def test_an_archive_in_an_archive_is_an_error(tmp_path: Path) -> None:
    assert "unpack" in (found(zipped(tmp_path / "all.zip", {"inner.tar.gz": "x"}))[0].error or "")


def test_tables_in_an_archive_are_read(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "all.zip", {"a.jsonl": '{"text": "甲"}\n{"text": "乙", "id": 5}\n', "b.csv": "id,text\nx,丙\n"}
    )
    entries = found(path)
    assert named(entries, tmp_path) == [
        ("/all.zip!a.jsonl#1", "甲"),
        ("/all.zip!a.jsonl#2", "乙"),
        ("/all.zip!b.csv#1", "丙"),
    ]
    assert [entry.id for entry in entries] == [entries[0].source, "5", "x"]


@pytest.mark.parametrize(("suffix", "packed"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_single_files_are_unpacked(tmp_path: Path, suffix: str, packed: Callable[[bytes], bytes]) -> None:
    (tmp_path / f"a.txt.{suffix}").write_bytes(packed("甲".encode()))
    (tmp_path / f"b.jsonl.{suffix}").write_bytes(packed('{"text": "乙"}\n'.encode()))
    assert named(found(tmp_path), tmp_path) == [(f"/a.txt.{suffix}", "甲".encode()), (f"/b.jsonl.{suffix}#1", "乙")]


# ---- tables ------------------------------------------------------------------------------------------------------


def test_json_lines_with_broken_ones(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    lines = [
        json.dumps({"id": "甲", "text": "一、甲"}),
        "{broken",
        "",
        '["no object"]',
        '{"title": "x", "words": "y"}',
        '{"id": 7, "content": "一、乙"}',
        '{"text": 5}',
        '{"text": null}',
        '{"id": null, "正文": "一、\\ud800丙"}',
        "[" * 50_000,
        '{"text": "' + "长" * 30_000 + '"}',
    ]
    path.write_bytes("\n".join(lines).encode() + b'\n\xff\n{"body": "\xe4\xb8\x80"}')
    entries = found(path)
    numbers = [int((entry.source or "").partition("#")[2]) for entry in entries]
    assert numbers == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
    assert [entry.content for entry in entries if not entry.error] == ["一、甲", "一、乙", "一、\ud800丙", "一"]
    assert [entry.id for entry in entries if not entry.error][:2] == ["甲", "7"]
    errors = {number: entry.error or "" for number, entry in zip(numbers, entries) if entry.error}
    assert errors[4] == "expected a JSON object, not list"
    assert errors[5].startswith("no column text, content, 正文, body;")
    assert errors[5].endswith("--text-column: title, words")
    assert (errors[7], errors[8]) == ("no text in column text, but int", "no text in column text")
    assert errors[11] == "line longer than 71,536 bytes"
    assert all(errors[number].startswith("invalid JSON: ") for number in (2, 10, 12))
    assert sum(entry.share for entry in entries) == path.stat().st_size


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    rows = [
        ("编号", "正文"),
        ("1", "一、总体要求\n坚持依法行政，推进法治政府建设。"),
        ("", "二、“乙”"),
        ("3", "长" * 200_000),
    ]
    path = tmp_path / "all.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    entries = found(path, id="编号", max_chars=200_000)
    assert [entry.content for entry in entries] == [text for _, text in rows[1:]]
    assert [entry.id for entry in entries] == ["1", f"{path.as_posix()}#2", "3"]


def test_a_row_that_lacks_its_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "all.tsv"
    path.write_text("id\ttext\n1\n2\t甲\t乙\n", encoding="utf-8")
    assert [entry.error or entry.content for entry in found(path)] == ["no text in column text", "甲"]


def test_a_table_without_the_column_names_those_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    [entry] = found(tmp_path / "a.csv")
    assert entry.error == "no column text, content, 正文, body; choose one with --text-column: a, b"
    [entry] = found(tmp_path / "a.csv", text="c")
    assert entry.error == "no column c; choose one with --text-column: a, b"
    [entry] = found(tmp_path / "a.csv", text="a", id="c")
    assert entry.error == "no column c; choose one with --id-column: a, b"
    assert [entry.content for entry in found(tmp_path / "a.csv", text="a", id="b")] == ["1"]


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "all.parquet"
    texts = ["一、甲", None, "一、乙"] * 50
    parquet.write_table(
        pa.table({"n": list(range(150)), "text": texts, "file": [b"PK"] * 150}), path, row_group_size=40
    )
    entries = found(path, id="n")
    assert [entry.content for entry in entries] == texts
    assert [entry.id for entry in entries] == [str(number) for number in range(150)]
    assert entries[1].error == "no text in column text"
    assert sum(entry.share for entry in entries) == path.stat().st_size
    assert entries[74].share < path.stat().st_size / 2
    assert found(path, text="file")[0].content == b"PK"
    assert found(path, text="n")[0].error == "no text in column n, but int"
    assert "--text-column: n, text, file" in (found(path, text="x")[0].error or "")
    inside = zipped(tmp_path / "all.zip", {})
    with zipfile.ZipFile(inside, "w") as archive:
        archive.write(path, "b.parquet")
    assert [entry.content for entry in found(inside, max_chars=100_000)] == texts


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.jsonl.gz"])
def test_empty_tables_have_no_rows(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"") if name.endswith("gz") else b"")
    assert found(tmp_path) == []


# ---- what parse_many is given ------------------------------------------------------------------------------------


def ids(given: Any, root: Path) -> list[tuple[str, str | None]]:
    """The id of each result below a folder, and its error."""
    return [(Path(result.id).relative_to(root).as_posix(), result.error) for result in parse_many(given, jobs=1)]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with reports at two depths, a hidden file, and names that look like patterns."""
    for name in ("b.txt", "a.txt", "c.md", "x[1].txt", "[z].txt", "2024/d.txt", "2024/late/e.txt", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("一、甲", encoding="utf-8")
    return tmp_path


def test_a_pattern_is_one_source(reports: Path) -> None:
    wanted = ["[z].txt", "a.txt", "b.txt", "x[1].txt"]
    assert ids(f"{reports}/*.txt", reports) == [(name, None) for name in wanted]
    assert ids([f"{reports}/?.txt", reports / "c.md"], reports) == [("a.txt", None), ("b.txt", None), ("c.md", None)]


def test_a_recursive_pattern_takes_each_file_once(reports: Path) -> None:
    everything = ["2024/d.txt", "2024/late/e.txt", "[z].txt", "a.txt", "b.txt", "c.md", "x[1].txt"]
    assert sorted(ids(f"{reports}/**", reports)) == [(name, None) for name in everything]
    assert ids(f"{reports}/**/e.txt", reports) == [("2024/late/e.txt", None)]


def test_a_folder_means_its_files(reports: Path) -> None:
    for folder in (reports / "2024", str(reports / "2024"), [reports / "2024"]):
        assert ids(folder, reports) == [("2024/d.txt", None), ("2024/late/e.txt", None)]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(reports: Path) -> None:
    assert ids(str(reports / "x[1].txt"), reports) == [("x[1].txt", None)]
    assert ids(reports / "[z].txt", reports) == [("[z].txt", None)]


def test_a_path_object_is_not_a_pattern(reports: Path) -> None:
    assert ids([reports / "*.txt"], reports) == [("*.txt", "No such file or directory")]


def test_what_holds_no_file_is_an_error(tmp_path: Path) -> None:
    assert ids(tmp_path, tmp_path) == [(".", "no file is in this folder")]
    assert ids(f"{tmp_path}/*.txt", tmp_path) == [("*.txt", "no file matches this pattern")]


def test_a_text_alone_is_an_error_with_advice() -> None:
    (result,) = parse_many("一、甲\n正文。", jobs=1)
    assert (result.id, result.report) == ("一、甲", None)
    assert result.error == "a text where a path was expected; give a pair of an id and the text"


def test_bytes_alone_are_one_source() -> None:
    (result,) = parse_many("一、甲".encode(), jobs=1)
    assert (result.id, result.error) == ("0", None)

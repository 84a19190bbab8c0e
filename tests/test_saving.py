"""Existing files are safe: they are replaced only on request, an input never, and pipes are refused."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

import govreport
from commands import run
from govreport.util.atomic_write import atomic_write

needs_posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")
TEXT = "关于工作的报告\n一、总则\n坚持依法行政。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


COMMANDS = {
    "view": ["view", "IN", "-o", "OUT"],
    "convert": ["convert", "IN", "-o", "OUT", "--to", "md"],
    "convert into a folder": ["convert", "IN", "-o", "FOLDER", "--to", "md"],
    "diff": ["diff", "IN", "IN", "-o", "OUT"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_an_input_is_never_replaced(file: Path, command: list[str], force: list[str]) -> None:
    names = {"IN": str(file), "OUT": f"{file.parent}/./{file.name}", "FOLDER": str(file.parent)}
    code, _, stderr = run([names.get(word, word) for word in command] + force)
    assert code == 2
    assert stderr == f"govreport: {file}: is an input of this command; choose another name\n"
    assert file.read_text(encoding="utf-8") == TEXT


@needs_posix
def test_an_input_under_another_name_is_never_replaced(file: Path) -> None:
    link, second = file.with_name("link.md"), file.with_name("second.md")
    link.symlink_to(file)
    second.hardlink_to(file)
    for name in (link, second):
        assert run(["convert", str(file), "-o", str(name), "--force"])[0] == 2
    assert file.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("command", [COMMANDS["view"], COMMANDS["convert"], COMMANDS["diff"]])
def test_an_existing_file_is_replaced_only_by_force(file: Path, command: list[str]) -> None:
    out = file.with_name("out.html")
    out.write_text("old", encoding="utf-8")
    words = [{"IN": str(file), "OUT": str(out)}.get(word, word) for word in command]
    code, _, stderr = run(words)
    assert (code, stderr) == (2, f"govreport: {out}: file exists; use --force to replace it\n")
    assert out.read_text(encoding="utf-8") == "old"
    assert run([*words, "--force"])[0] == 0
    assert out.read_text(encoding="utf-8") != "old"


@needs_posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_a_replaced_file_keeps_its_mode(file: Path, mode: int) -> None:
    out = file.with_name("out.html")
    out.touch()
    out.chmod(mode)
    assert run(["view", str(file), "-o", str(out), "--force"])[0] == 0
    assert stat.S_IMODE(out.stat().st_mode) == mode


@needs_posix
def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with atomic_write(tmp_path / "new") as file:
            file.write(b"new")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_temporary_names_are_unpredictable_and_never_opened_if_they_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    for _ in range(2):
        with atomic_write(tmp_path / "out") as file:
            [part] = [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")]
            seen.append(part)
            file.write(b"x")
    assert len(set(seen)) == 2
    monkeypatch.setattr(os, "urandom", bytes)
    taken = tmp_path / f".out.{bytes(8).hex()}.part"
    taken.write_bytes(b"of another program")
    with pytest.raises(FileExistsError), atomic_write(tmp_path / "out"):
        pass
    assert taken.read_bytes() == b"of another program"


@needs_posix
def test_a_link_with_the_temporary_name_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", bytes)
    (tmp_path / f".out.{bytes(8).hex()}.part").symlink_to(tmp_path / "other")
    with pytest.raises(FileExistsError), atomic_write(tmp_path / "out"):
        pass
    assert not (tmp_path / "other").exists()


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    saving = atomic_write(out, replace=False)
    saving.__enter__().write(b"new")
    out.write_bytes(b"of another program")
    with pytest.raises(FileExistsError):
        saving.__exit__(None, None, None)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert out.read_bytes() == b"of another program"


@needs_posix
@pytest.mark.parametrize("arguments", [["tree"], ["check"], ["corpus"]])
def test_a_pipe_or_device_is_refused_at_once(tmp_path: Path, arguments: list[str]) -> None:
    if arguments == ["corpus"]:
        pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")
    pipe = tmp_path / "report.zip"
    os.mkfifo(pipe)
    more = ["-o", str(tmp_path / "out"), "-j", "1"] if arguments == ["corpus"] else []
    for source in (pipe, "/dev/zero"):
        _, _, stderr = run([*arguments, str(source), "--force", *more] if more else [*arguments, str(source)])
        assert f"{source}: is a pipe or a device, not a file" in stderr
    with pytest.raises(govreport.ReadError, match="pipe or a device"):
        govreport.read(pipe)


@needs_posix
def test_nothing_is_written_into_a_pipe_or_device(file: Path) -> None:
    pipe = file.with_name("pipe.html")
    os.mkfifo(pipe)
    for target in (str(pipe), "/dev/full"):
        code, _, stderr = run(["view", str(file), "-o", target, "--force"])
        assert (code, stderr) == (2, f"govreport: {target}: not a regular file\n")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_composed_names_are_unique(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import zipfile

    from pyarrow import parquet

    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("a.zip!b.txt", "a.zip!!b.txt", "t.jsonl#1", "a.ZIP!#1"):
        (texts / name).write_text(TEXT, encoding="utf-8")
    (texts / "t.jsonl").write_text(json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    for archive in ("a.zip", "a.ZIP"):
        with zipfile.ZipFile(texts / archive, "w") as made:
            for name in ("b.txt", "!b.txt", "#1", "c.txt", "c.txt", "c.txt~2", "c.txt"):
                made.writestr(name, TEXT)
    out = tmp_path / "out"
    assert run(["corpus", str(texts), "-o", str(out), "-j", "1"])[0] == 0
    found = parquet.read_table(out / "documents").column("source").to_pylist()
    names = [name.removeprefix(f"{texts}/") for name in found]
    assert len(set(names)) == len(names) == 4 + 1 + 14
    assert {"a.zip!!b.txt", "a.zip!b.txt", "a.zip!!!b.txt", "a.zip!c.txt~2", "a.zip!c.txt~2~2"} <= set(names)

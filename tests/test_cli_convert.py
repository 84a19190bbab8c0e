"""``govreport convert``: what is written where, and what is never replaced."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest

import govreport
from commands import run
from govreport.cli.converting import FORMS

TEXT = "关于建设法治政府的通知\n一、任务\n抓好两项：一是立规；二是执法。\n二、要求\n（一）加强领导。落实责任。\n"
PACKED = {"docx": "docx", "xlsx": "openpyxl"}
"""The formats whose text is compressed, each with the package that writes it."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A report on disk."""
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", FORMS)
def test_the_suffix_selects_the_format(file: Path, form: str) -> None:
    if form in PACKED:
        pytest.importorskip(PACKED[form])
    out = file.with_name(f"made.{form}")
    assert run(["convert", str(file), "-o", str(out)]) == (0, "", "")
    assert "加强领导" in out.read_bytes().decode("utf-8", "replace") or form in PACKED


@pytest.mark.parametrize("form", ["md", "txt"])
def test_written_output_reads_back(file: Path, form: str) -> None:
    out = file.with_name(f"made.{form}")
    run(["convert", str(file), "-o", str(out)])
    made, report = govreport.read(out), govreport.read(file)
    assert [section.title for section in made.sections] == [section.title for section in report.sections]


def test_forms_are_those_of_the_library(file: Path) -> None:
    report = govreport.read(file)
    assert run(["convert", str(file), "-o", "-", "--to", "md"])[1] == report.to_markdown()
    assert json.loads(run(["convert", str(file), "-o", "-", "--to", "json"])[1]) == report.to_dict()
    rows = list(csv.DictReader(io.StringIO(run(["convert", str(file), "-o", "-", "--to", "csv"])[1])))
    assert [row["path"] for row in rows] == [record["path"] for record in report.to_records()]


def test_an_existing_file_is_not_replaced(file: Path) -> None:
    out = file.with_name("made.md")
    out.write_text("mine", encoding="utf-8")
    code, _, stderr = run(["convert", str(file), "-o", str(out)])
    assert (code, out.read_text(encoding="utf-8")) == (2, "mine")
    assert stderr == f"govreport: {out}: file exists; use --force to replace it\n"
    assert run(["convert", str(file), "-o", str(out), "--force"])[0] == 0
    assert out.read_text(encoding="utf-8") != "mine"


def test_several_files_go_into_a_folder(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text(TEXT, encoding="utf-8")
    out = tmp_path / "made"
    assert run(["convert", str(file), str(other), "-o", str(out), "--to", "html"])[0] == 0
    assert sorted(path.name for path in out.iterdir()) == ["b.html", "通知.html"]


def test_two_files_of_one_name_do_not_replace_each_other(file: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / file.name
    other.write_text("另一份报告", encoding="utf-8")
    out = tmp_path / "made"
    code, _, stderr = run(["convert", str(file), str(other), "-o", str(out), "--to", "txt", "--force"])
    assert code == 2
    assert "would replace a file written in the same run" in stderr
    assert "加强领导" in (out / file.name).read_text(encoding="utf-8")


def test_a_failed_conversion_writes_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    out = file.with_name("made.md")
    code, _, stderr = run(["convert", str(file), "-o", str(out)])
    assert (code, stderr) == (2, f"govreport: {out}: No space left on device\n")
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(file: Path) -> None:
    target, link = file.with_name("target.md"), file.with_name("link.md")
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert run(["convert", str(file), "-o", str(link), "-f"])[0] == 0
    assert link.is_symlink()
    assert "加强领导" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["-o", "made"], "made has no known suffix"),
        (["-o", "no/such/folder/made.md"], "No such file or directory"),
    ],
)
def test_unwritable_output(file: Path, arguments: list[str], problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    code, _, stderr = run(["convert", str(file), *arguments])
    assert code == 2
    assert problem in stderr


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    out = tmp_path / "made.md"
    code, _, stderr = run(["convert", str(tmp_path / "missing.txt"), "-o", str(out)])
    assert code == 2
    assert "missing.txt" in stderr
    assert not out.exists()


def test_a_terminal_shows_no_word_file_and_executes_nothing(file: Path) -> None:
    pytest.importorskip("docx")
    code, shown, stderr = run(["convert", str(file), "-o", "-", "--to", "docx"], terminal=True)
    assert (code, shown) == (2, "")
    assert "a terminal cannot show a Word file" in stderr
    file.write_text(TEXT + "\x1b[2J\n", encoding="utf-8")
    assert "\x1b" not in run(["convert", str(file), "-o", "-", "--to", "txt"], terminal=True)[1]


def test_output_in_another_script(file: Path) -> None:
    assert "關於建設法治政府" in run(["convert", str(file), "-o", "-", "--to", "txt", "--script", "traditional"])[1]

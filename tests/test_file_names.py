"""The warning about a file name given as a text: when it is issued, and what is looked up for it."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport import FileNameWarning
from govreport.batch import parse_many
from govreport.formats import FORMATS
from govreport.util import file_names
from govreport.util.file_names import LONGEST, names_a_file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with files in it."""
    for name in ("报告.txt", "a b.docx", "data/REPORT.PDF", "notes", "README.rst", f"{'长' * 50}.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("一、甲", encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["报告.txt", "a b.docx", "data/REPORT.PDF", "./报告.txt", f"{'长' * 50}.txt"])
def test_the_name_of_a_file_gives_a_warning(folder: Path, name: str) -> None:
    with pytest.warns(FileNameWarning, match=r"is the name of a file; use govreport.read\(\)") as caught:
        report = govreport.parse(name)
    assert report.source.text == name
    assert [Path(one.filename) for one in caught] == [Path(__file__)]


@pytest.mark.parametrize(
    "name",
    [
        "/home/user/报告.txt",
        "~/a.docx",
        "C:\\Users\\a.pdf",
        "\\\\host\\share\\a.txt",
        "//host/a.txt",
        "../a.txt",
        "a/../../b.md",
    ],
)
def test_an_absolute_path_gives_a_warning_without_being_looked_up(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "isfile", _forbidden)
    with pytest.warns(FileNameWarning):
        govreport.parse(name)


@pytest.mark.parametrize(
    "text",
    [
        "missing.txt",
        "notes",
        "README.rst",
        "folder.txt",
        "报告.txt\n",
        " 报告.txt。",
        "一、甲\n报告.txt",
        "附件：报告.txt",
        "https://example.org/a.html",
        "报\x00告.txt",
        "\ud800.txt",
        ".txt",
        f"{'长' * 200}.txt",
        "",
    ],
)
def test_other_texts_give_no_warning(folder: Path, text: str) -> None:
    govreport.parse(text)  # a warning would be an error


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n正文.txt\n",
        "关于工作的报告",
        "a" * LONGEST + ".txt",
        "http://example.org/a.txt",
        "file:///etc/a.txt",
        "甲\u202etxt.txt",
    ],
)
def test_nothing_is_looked_up_for_a_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "isfile", _forbidden)
    assert not names_a_file(text)


def _forbidden(path: Any) -> bool:
    raise AssertionError(f"{path!r} was looked up")


@given(text=st.text(max_size=LONGEST) | st.text(max_size=40).map(lambda text: text + ".txt"))
def test_no_text_raises(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FileNameWarning)
        govreport.parse(text)


def test_a_lookup_that_fails_is_not_a_file() -> None:
    assert not names_a_file("目" * (LONGEST - 5) + ".txt")  # longer in bytes than any file system allows


def test_the_content_of_a_file_gives_no_warning(folder: Path) -> None:
    assert govreport.read("报告.txt").sections
    assert govreport.read("报告.txt".encode()).source.text == "报告.txt"
    (result,) = parse_many([("a", "报告.txt")], jobs=1)
    assert result.error is None


def test_every_format_has_a_suffix_that_is_known() -> None:
    suffixes = "txt md html mhtml xml docx doc odt rtf pdf ofd png jpg tif".split()  # noqa: SIM905  (words read better than a list of strings)
    assert len(suffixes) == len(FORMATS)
    assert all(file_names.names_a_file(f"/a.{suffix}") for suffix in suffixes)

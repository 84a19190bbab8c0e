"""Nothing is dropped: what a second, simple reader finds in a file is in the report, and the laws hold for it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport.formats import FORMATS, IMAGES
from govreport.testing import OF_A_PAIR, assert_laws, of_a_file
from govreport.text.source import is_blank
from ofd_files import typeset
from second_readers import READERS, characters, missing
from small_files import KNOWN, READABLE, WORDS, Made

LIBRARIES = {
    "docx": "docx",
    "doc": "olefile",
    "odt": "lxml",
    "ofd": "lxml",
    "pdf": "pypdfium2",
    "markdown": "markdown_it",
}
LIBRARIES |= dict.fromkeys(("html", "mhtml", "docbook"), "readability")


def needs(format: str) -> None:
    if format in LIBRARIES:
        pytest.importorskip(LIBRARIES[format], reason=f"the extra of {format} is not installed")


def keeps_the_laws(content: bytes, format: str) -> govreport.Report:
    report = govreport.read(content, format=format)
    assert_laws(report, report.source.text, OF_A_PAIR)
    return report


@pytest.mark.parametrize("format", READABLE)
def test_what_a_second_reader_finds_is_in_the_report(format: str) -> None:
    needs(format)

    @given(READABLE[format])
    def check(content: bytes) -> None:
        report = keeps_the_laws(content, format)
        assert missing(content, report) == Counter(), report.source.text

    check()


@pytest.mark.parametrize("format", KNOWN)
def test_what_is_written_is_in_the_report(format: str) -> None:
    needs(format)

    @given(KNOWN[format])
    def check(made: Made) -> None:
        report = keeps_the_laws(made.content, format)
        assert characters(made.text) - characters(report.source.text) == Counter(), report.source.text

    check()


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_what_is_typeset_is_in_the_report(lines: list[str]) -> None:
    needs("ofd")
    content = typeset(["坚持依法行政，推进法治政府建设。", *lines])  # fewer Chinese characters are not a text layer
    report = keeps_the_laws(content, "ofd")
    assert characters("".join(lines)) - characters(report.source.text) == Counter()


def test_each_format_has_a_law() -> None:
    assert {*READABLE, *KNOWN, *READERS} == {*FORMATS} - {"text", *IMAGES}


@pytest.mark.slow
@pytest.mark.parametrize("format", READABLE)
def test_the_report_of_a_file_keeps_all_laws(format: str) -> None:
    needs(format)

    @given(READABLE[format])
    def check(content: bytes) -> None:
        report = govreport.read(content, format=format)
        assert_laws(report, report.source.text, of_a_file(content, format=format))

    check()


def test_a_styled_heading_with_two_marks_is_deterministic() -> None:
    needs("markdown")
    content = "# 1.甲 2.乙".encode()
    report = govreport.read(content, format="markdown")
    assert_laws(report, report.source.text)
    assert_laws(report, report.source.text, of_a_file(content, format="markdown"))
    with pytest.raises(AssertionError, match="deterministic"):
        assert_laws(report, report.source.text, of_a_file("# 1.甲 2.丙".encode(), format="markdown"))


# ---- real files ---------------------------------------------------------------------------------------------------------


def originals() -> list[Path]:
    import os

    folder = os.environ.get("GOVREPORT_ORIGINALS")
    return sorted(path for path in Path(folder).iterdir() if path.is_file()) if folder else []


@pytest.mark.parametrize("path", originals(), ids=lambda path: path.name)
def test_nothing_of_an_original_is_dropped(path: Path) -> None:
    try:
        report = govreport.read(path)
    except govreport.ReadError as error:
        pytest.skip(str(error))
    assert_laws(report, report.source.text, OF_A_PAIR)
    if report.source.format in READERS:
        assert missing(path.read_bytes(), report) == Counter()


# ---- what is left out ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    ["<script>丙</script>", "<style>丙</style>", "<p hidden>丙</p>", "<p style='display: none'>丙</p>", "<!--丙-->"],
)
def test_what_a_browser_does_not_show_is_left_out(markup: str) -> None:
    needs("html")
    assert "丙" not in govreport.read(f"<html><p>甲</p>{markup}".encode()).source.text


def test_what_surrounds_an_article_is_boilerplate() -> None:
    needs("html")
    page = "<html><nav><a href='x'>首页</a></nav><div><p>坚持依法行政，推进法治政府建设。</p></div><footer>版权所有</footer>"
    report = govreport.read(page.encode())
    assert [leaf.text for leaf in report.boilerplate] == ["首页", "版权所有"]


def test_a_long_repeated_run_has_a_diagnostic() -> None:
    """A page that is printed twice is boilerplate the second time."""
    run = "".join(f"第{number}项工作已经完成并且取得成效" for number in range(80))
    report = govreport.parse(f"一、总则\n{run}\n二、分则\n{run}\n")
    left = sum(not is_blank(one) for leaf in report.boilerplate for one in leaf.text)
    assert left == 0 or any(one.code == "GR303" for one in report.diagnostics)

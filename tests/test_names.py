"""The names that people use for scripts, regions and formats."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

import govreport
from commands import run
from govreport import dialects
from govreport.batch import parse_many
from govreport.cli.converting import FORMS as WRITERS
from govreport.formats import FORMATS as READERS
from govreport.text.names import DIALECTS, FORMATS, FORMS, SCRIPTS, Names, canonical_name
from govreport.tree.conversion import Script

TEXT = "一、为民服务\n正文里面。"
TABLES = {"scripts": SCRIPTS, "dialects": DIALECTS, "formats": FORMATS, "forms": FORMS}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_each_name_means_one_thing(table: Names) -> None:
    names = [*table, *chain.from_iterable(table.values())]
    found = [canonical_name(name, table) for name in names]
    assert found == [*table, *(own for own, others in table.items() for _ in others)]


def test_the_tables_have_the_names_of_the_library() -> None:
    assert set(SCRIPTS) == set(get_args(Script))
    assert set(DIALECTS) == set(dialects.names())
    assert set(FORMATS) <= set(READERS)
    assert list(FORMS) == list(WRITERS)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("simplified", "zh-CN", "zh_Hans", "ZH-HANS-CN", "简体", "簡體中文", " zh cn "), "正文里面。"),
        (("traditional", "zh-Hant", "ZH_HANT", "繁体", "繁體中文", "Traditional"), "正文裏面。"),
        (("tw", "zh-TW", "zh_tw", "zh-Hant-TW", "Taiwan", "台湾"), "正文裡面。"),
        (("hk", "zh-HK", "Hong Kong", "hong_kong", "香港"), "正文裏面。"),
    ],
)
def test_scripts(names: tuple[str, ...], text: str) -> None:
    report = govreport.parse(TEXT)
    for name in names:
        converted = report.converted(name)
        assert converted.find("1/p1").text == text
        assert govreport.parse(TEXT, script=name) == converted
        assert govreport.read(TEXT.encode(), script=name).body == converted.body
        (result,) = parse_many([("a", TEXT)], jobs=1, script=name)
        assert result.report
        assert result.report.body == converted.body


@pytest.mark.parametrize("name", ["latin", "", "zh", "zh-XX", "s2twp"])
def test_unknown_scripts(name: str) -> None:
    with pytest.raises(ValueError, match="'simplified', 'traditional', 'tw', 'hk', or a language tag such as 'zh-TW'"):
        govreport.parse(TEXT, script=name)


@pytest.mark.parametrize(
    ("name", "own"), [("zh-TW", "taiwan"), ("台灣", "taiwan"), ("HK", "hong_kong"), ("香港", "hong_kong")]
)
def test_dialects(name: str, own: str) -> None:
    assert dialects.load(name) is dialects.load(own)
    assert govreport.parse(TEXT, dialect=name) == govreport.parse(TEXT, dialect=own)


@pytest.mark.parametrize(
    ("name", "own"), [("txt", "text"), ("MD", "markdown"), ("Plain Text", "text"), ("纯文本", "text")]
)
def test_formats(name: str, own: str) -> None:
    if own == "markdown":
        pytest.importorskip("markdown_it", reason="the extra 'markdown' is not installed")
    assert govreport.read(TEXT.encode(), format=name) == govreport.read(TEXT.encode(), format=own)


def test_the_command_line_takes_the_same_names(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    _, shown, stderr = run(["text", "--script", "zh-TW", str(file)])
    assert (shown, stderr) == ("一、為民服務\n正文裡面。\n", "")
    _, markdown, _ = run(["convert", "-o", "-", "--to", "Markdown", str(file)])
    assert markdown == run(["convert", "-o", "-", "--to", "md", str(file)])[1] != ""
    code, _, stderr = run(["text", "--script", "latin", str(file)])
    assert code == 2
    assert "'latin'" in stderr

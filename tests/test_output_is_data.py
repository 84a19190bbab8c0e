"""Output is data: CI systems, spreadsheets and web pages execute nothing of a text."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import govreport
from commands import command_lines, run
from govreport.cli.workflow_commands import WithoutCommands, json_without_commands, without_commands
from govreport.writers.markdown import escaped

COMMANDS = (
    "::error file=x::甲",
    "  ::add-mask::乙",
    "##vso[task.setvariable variable=a]丙",
    "##[error]丁",
    "##teamcity[x]戊",
)


def obeyed(output: str) -> list[str]:
    """The workflow commands in an output, as the runners of GitHub, Azure and TeamCity find them."""
    lines = re.split(r"\r\n|\r|\n", output)
    return [line for line in lines if line.strip().startswith("::") or re.search(r"##[A-Za-z]*\[", line)]


def test_the_detector_finds_all_commands() -> None:
    assert obeyed("\n".join(COMMANDS)) == list(COMMANDS)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A file whose title and lines are commands, one for each command, and one with a name that is a command."""
    made = []
    for number, command in enumerate(COMMANDS):
        path = tmp_path / f"{number}.txt"
        path.write_text(
            f"{command}的报告\n一、{command}\n{command}\n三、是一。\n{command}\r{command}\n", encoding="utf-8"
        )
        made.append(str(path))
    return made


@pytest.mark.parametrize("line", list(command_lines("FILES")), ids=" ".join)
def test_no_command_of_a_text_reaches_a_pipe(line: list[str], files: list[str]) -> None:
    arguments = [word for given in line for word in (files if given == "FILES" else [given])]
    _, shown, stderr = run(arguments)
    own = re.compile(r"::(?:error|warning|notice) file=.*,title=GR")
    assert [one for one in obeyed(shown + stderr) if not own.match(one)] == []


def test_no_command_in_a_file_name_is_executed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("::add-mask::x.txt", "##vso[x].txt"):
        Path(name).write_bytes("一、甲\n三、乙\n".encode() + b"\xff")
        for arguments in (["check"], ["tree", "0.txt"], ["clean", "--diff"], ["tree", "::missing::"]):
            _, shown, stderr = run([*arguments, name])
            assert obeyed(shown + stderr) == []


def test_a_file_gets_the_text_unchanged(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with out.open("wb") as file:
        subprocess.run([sys.executable, "-m", "govreport", "clean", files[0]], stdout=file, check=True)
    assert out.read_bytes() == Path(files[0]).read_bytes()


def test_json_keeps_its_value(files: list[str]) -> None:
    text = Path(files[2]).read_bytes().decode()
    assert json.loads(run(["json", files[2]])[1])["source"]["text"] == text
    value = {"##vso[a]": ["##[b]", "###c[", "::d"]}
    assert json.loads(json_without_commands(json.dumps(value))) == value


def test_text_without_commands_is_unchanged() -> None:
    for text in ("", "甲::乙", "一、# 标题", "a:: b", "##", "## 标题[1]", "[::1]"):
        assert without_commands(text) == text


def test_a_command_over_two_writes_is_found() -> None:
    out = io.StringIO()
    stream = WithoutCommands(out)
    for piece in ("甲", "::乙\n", " ", "::error::", "丙\r", "::debug::"):
        stream.write(piece)
    assert obeyed(out.getvalue()) == []
    assert out.getvalue().startswith("甲::乙\n")


@pytest.mark.parametrize("start", "=+-@＝＋－＠")
def test_no_cell_is_a_formula(start: str, tmp_path: Path) -> None:
    file = tmp_path / f"{start}a.txt"
    file.write_text(f"一、总则\n{start}1+1完成投资5亿元。\n", encoding="utf-8")
    outputs = [run(["convert", str(file), "-o", "-", "--to", "csv"])[1]]
    (tmp_path / "b.txt").write_text("一、《甲》\n-5亿元。\n", encoding="utf-8")
    outputs.append(run(["facts", "--csv", str(tmp_path / "b.txt")])[1])
    for output in outputs:
        cells = [cell for row in csv.reader(io.StringIO(output)) for cell in row]
        assert len(cells) > 15
        assert [cell for cell in cells if cell[:1] in tuple("=+@\t\r＝＋－＠") and cell] == []
    assert f"'{start}1+1完成投资5亿元。" in outputs[0]


def test_the_html_page_allows_nothing_from_outside() -> None:
    html = govreport.parse("一、总则\n坚持依法行政。").to_html()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src &#x27;none&#x27;; style-src &#x27;sha256-")
    assert html.index("Content-Security-Policy") < html.index("<style>")


@pytest.mark.parametrize(
    "text",
    [
        "见http://a.cn/b",
        "HTTPS://A.CN",
        "www.gov.cn",
        "ftp://a.cn",
        "mailto:a",
        "xx@gov.cn",
        "@octocat你好",
        "@@a www.www.a",
    ],
)
def test_no_address_becomes_a_link(text: str) -> None:
    assert re.search(r"(?:https?|ftp|mailto):|www\.|@\w", text, re.IGNORECASE)
    assert not re.search(r"(?:https?|ftp|mailto):|www\.|@\w", escaped(text), re.IGNORECASE)


@pytest.mark.parametrize("text", ["见http://a.cn/b和www.gov.cn", "邮箱xx@gov.cn。", "@octocat你好"])
def test_an_escaped_address_reads_back(text: str) -> None:
    pytest.importorskip("markdown_it")
    written = govreport.parse(f"一、总则\n{text}\n").to_markdown()
    assert text in govreport.read(written.encode(), format="markdown").source.text
    assert not re.search(r"https?:|www\.|@\w", written)

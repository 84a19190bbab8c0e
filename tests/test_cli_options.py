"""What all commands have in common: options, folders and patterns, files for the output, languages, what is imported."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import click
import pytest

import commands
from commands import run
from govreport.cli import options
from govreport.cli.app import app
from govreport.cli.help import wrapped
from govreport.cli.visible import width_of
from govreport.facts import FactKind
from govreport.text.names import SCRIPTS
from govreport.tree.codes import SEVERITIES
from govreport.tree.conversion import Script

TEXT = "关于法治政府建设情况的报告\n\n一、主要举措\n（一）加强领导。审查文件16件。\n三、存在的不足\n仍有差距。\n"
COMMON = {"--lang", "--quiet", "-q", "--verbose", "-v", "--version", "-V", "--help", "-h"}
NAMES = list(commands.commands())
READING = [
    name for name in commands.commands() if name not in ("explain", "stats", "corpus", "lsp", "mcp", "playground")
]
PRINTING = ["tree", "json", "text", "facts", "chunks", "clean", "check"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two texts, one of them in a folder inside, and a picture, a table, and a hidden file."""
    place = tmp_path / "公文"
    (place / "内").mkdir(parents=True)
    (place / "a.txt").write_text(TEXT, encoding="utf-8")
    (place / "内" / "b.txt").write_text(TEXT, encoding="utf-8")
    (place / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (place / "d.csv").write_text("id,text\n1,一、总则\n", encoding="utf-8")
    (place / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    return place


# ---- options -----------------------------------------------------------------------------------------------------


def spellings(name: str) -> set[str]:
    command = commands.commands()[name]
    every = [param for param in command.get_params(click.Context(command)) if isinstance(param, click.Option)]
    return {opt for param in every for opt in (*param.opts, *param.secondary_opts)}


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_the_common_options(name: str) -> None:
    assert spellings(name) >= COMMON


@pytest.mark.parametrize("name", READING)
def test_every_command_that_reads_has_the_options_for_reading(name: str) -> None:
    wanted = {"--encoding", "--dialect", "--script"}
    assert wanted - spellings(name) == {"clean": {"--dialect"}, "check": {"--script"}}.get(name, set())


@pytest.mark.parametrize("name", [*PRINTING, "diff"])
def test_every_command_that_prints_can_write_a_file(name: str) -> None:
    assert spellings(name) >= {"--output", "-o", "--force", "-f"}


@pytest.mark.parametrize("name", NAMES)
def test_help_describes_files_alike_and_has_no_types(name: str) -> None:
    help = run([name, "--help"])[1]
    assert ("FILE..." in help) == (options.FILES in " ".join(help.split()))
    assert not re.search(r"<bool>|BOOLEAN|INTEGER|TEXT\b|FLOAT", help)
    assert help.rstrip().splitlines()[-1].startswith(f"Example: govreport {name} ")
    assert max(map(width_of, help.splitlines())) <= 80


def test_the_choices_are_those_of_the_library() -> None:
    from govreport.cli import facts

    assert get_args(Script) == tuple(SCRIPTS)
    assert options.SEVERITIES == SEVERITIES
    assert set(facts.KINDS) == set(get_args(FactKind))


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_at_any_place(option: str) -> None:
    shown = run([option])
    assert shown[0] == 0
    assert shown[1].startswith("govreport ")
    assert run(["tree", option]) == run(["--lang", "zh", option]) == shown


def test_quiet_hides_notes_but_no_errors(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.txt"
    damaged.write_bytes("一、总则\n".encode() + b"\xff")
    assert "U+FFFD" in run(["tree", str(damaged)])[2]
    assert run(["tree", "-q", str(damaged)])[2] == ""
    assert run(["-q", "tree", str(damaged)])[2] == ""
    assert "No such file" in run(["tree", "-q", "missing.txt"])[2]


def test_verbose_states_how_a_file_was_read(file: Path) -> None:
    assert run(["clean", "-v", str(file)])[2] == run(["tree", "-v", str(file)])[2]
    assert run(["tree", "-v", str(file)])[2] == f"govreport: {file}: text, utf-8, {len(TEXT)} characters\n"
    assert run(["tree", "--lang", "zh", "-v", str(file)])[2] == f"govreport: {file}: text，utf-8，{len(TEXT)} 字\n"


def test_explain_takes_a_code_in_lower_case() -> None:
    assert run(["explain", "gr201"]) == run(["explain", "GR201"])


def test_the_script_reaches_facts_and_differences(file: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(TEXT.replace("文件16件", "规范性文件20件"), encoding="utf-8")
    assert "規範性文件" in run(["facts", "--script", "traditional", str(new)])[1]
    assert "規範性" in run(["diff", "--script", "traditional", str(file), str(new)])[1]
    assert "規範性" not in run(["diff", str(file), str(new)])[1]


@pytest.mark.parametrize("name", ["text", "facts", "chunks", "convert", "view", "diff"])
def test_the_dialect_reaches_the_reader(name: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import govreport.reading

    given: list[object] = []
    read = govreport.reading.read

    def noting(source: Any, **settings: Any) -> Any:
        given.append(settings["dialect"])
        return read(source, **settings)

    monkeypatch.setattr(govreport.reading, "read", noting)
    files = [str(file)] * (2 if name == "diff" else 1)
    rest = ["-o", str(tmp_path / "out.html")] if name in ("convert", "view") else []
    run([name, "--dialect", "taiwan", *files, *rest])
    assert [getattr(one, "name", None) for one in given] == ["taiwan"] * len(files)


# ---- folders and patterns ----------------------------------------------------------------------------------------


def test_a_folder_means_the_files_below_it(folder: Path) -> None:
    code, shown, stderr = run(["json", "--lines", str(folder)])
    names = [json.loads(line)["source"]["name"] for line in shown.splitlines()]
    assert (code, stderr) == (0, "")
    assert names == [str(folder / "a.txt"), str(folder / "内" / "b.txt")]


def test_verbose_names_what_is_skipped_in_a_folder(folder: Path) -> None:
    stderr = run(["tree", "-v", str(folder)])[2]
    assert f"{folder / 'c.png'}: skipped: a picture (PNG)" in stderr
    assert f"{folder / 'd.csv'}: skipped: an archive or a table of texts" in stderr
    assert ".hidden" not in stderr
    assert f"{folder / 'c.png'}: 略去：" in run(["tree", "-v", "--lang", "zh", str(folder)])[2]


def test_a_picture_that_is_named_is_an_error(folder: Path) -> None:
    code, _, stderr = run(["tree", str(folder / "c.png")])
    assert code == 2
    assert "a picture (PNG); read it with ocr=True (--ocr)" in stderr


@pytest.mark.parametrize("name", PRINTING)
def test_every_command_takes_folders_and_patterns(name: str, folder: Path) -> None:
    files = [str(folder / "a.txt"), str(folder / "内" / "b.txt")]
    if name in ("clean", "text"):
        assert run([name, str(folder)]) == run([name, *files])
    assert run([name, str(folder)])[1:] == run([name, *files])[1:]
    assert run([name, str(folder / "**" / "*.txt")])[1:] == run([name, *files])[1:]


def test_a_pattern_that_is_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "[1].txt").write_text("一、甲\n", encoding="utf-8")
    (tmp_path / "1.txt").write_text("一、乙\n", encoding="utf-8")
    assert "甲" in run(["text", str(tmp_path / "[1].txt")])[1]


def test_a_source_without_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, _, stderr = run(["tree", str(tmp_path / "empty"), str(tmp_path / "*.pdf")])
    assert code == 2
    assert stderr.splitlines() == [
        f"govreport: {tmp_path / 'empty'}: is a folder; give the name of a file",
        f"govreport: {tmp_path / '*.pdf'}: no file fits this pattern",
    ]


def test_two_folders_cannot_be_compared(folder: Path) -> None:
    code, _, stderr = run(["diff", str(folder), str(folder)])
    assert code == 2
    assert "is a folder; give the name of a file" in stderr


# ---- files for the output -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PRINTING)
def test_the_file_gets_what_the_command_prints(name: str, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, shown, _ = run([name, str(file)])
    assert run([name, str(file), "-o", str(out)]) == (code, "", "")
    assert out.read_text(encoding="utf-8") == shown
    assert shown
    assert run([name, str(file), "-o", "-"])[1] == shown


def test_the_file_is_plain_on_a_terminal(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = tmp_path / "out"
    assert "\x1b" in run(["tree", str(file)], terminal=True)[1]
    run(["tree", str(file), "-o", str(out)], terminal=True)
    assert out.read_text(encoding="utf-8") == run(["tree", str(file)])[1]


def test_nothing_is_replaced_without_force(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("mine", encoding="utf-8")
    assert run(["tree", str(file), "-o", str(out)]) == (
        2,
        "",
        f"govreport: {out}: file exists; use --force to replace it\n",
    )
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(["tree", str(file), "-o", str(out), "--force"])[0] == 0
    assert "主要举措" in out.read_text(encoding="utf-8")


def test_an_input_is_never_replaced(file: Path, folder: Path) -> None:
    for arguments in (["clean", str(file), "-f", "-o", str(file)], ["text", str(folder), "-fo", str(folder / "a.txt")]):
        code, _, stderr = run(arguments)
        assert code == 2
        assert "is an input of this command" in stderr
    assert file.read_text(encoding="utf-8") == TEXT


def test_no_file_is_written_when_there_is_nothing_to_write(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["text", str(tmp_path / "missing"), "-o", str(out)])[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_a_file_for_the_output(file: Path, tmp_path: Path) -> None:
    code, _, stderr = run(["text", str(file), "-o", str(tmp_path)])
    assert (code, stderr) == (2, f"govreport: {tmp_path}: is a folder; give the name of a file\n")


def test_diff_writes_a_page_or_what_it_prints(file: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(TEXT.replace("16", "20"), encoding="utf-8")
    for arguments in ([], ["--json"], ["--facts"]):
        out = tmp_path / f"out{len(arguments)}{''.join(arguments)}"
        shown = run(["diff", *arguments, str(file), str(new)])[1]
        assert run(["diff", *arguments, str(file), str(new), "-o", str(out)]) == (1, "", "")
        assert out.read_text(encoding="utf-8") == shown
    assert run(["diff", str(file), str(new), "-o", str(tmp_path / "p.html")]) == (1, "", "")
    assert (tmp_path / "p.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_commands_of_a_text_do_not_reach_the_file(tmp_path: Path) -> None:
    hostile = tmp_path / "a.txt"
    hostile.write_text("一、甲\n三、##vso[task]乙\n", encoding="utf-8")
    run(["check", str(hostile), "-o", str(tmp_path / "out")])
    assert "##vso[" not in (tmp_path / "out").read_text(encoding="utf-8")


# ---- languages ---------------------------------------------------------------------------------------------------

LATIN = re.compile(r"(?<![-\w|/.\[])[a-z]{4,}(?![\w|/.\]-])")
"""A word of English: no option, no choice, no name of a file."""


@pytest.mark.parametrize("name", NAMES)
def test_help_in_chinese(name: str) -> None:
    help = run([name, "--help", "--lang", "zh"])[1]
    assert help == run(["--lang", "zh", name, "-h"])[1] == run([name, "--lang=zh", "-h"])[1]
    assert help.startswith(f"用法：govreport {name} ")
    assert "示例：" in help
    assert max(map(width_of, help.splitlines())) <= 80
    known = {
        "govreport",
        "shell",
        "plain",
        "section",
        "unit",
        "token",
        "tiktoken",
        "length",
        "text",
        "content",
        "body",
        "host",
        "taiwan",
        "fazhi",
        "gongwen",
        "local",
        "spark",
        "warning",
        "corpus",
    }
    prose = help.partition("示例：")[0]
    assert {word for word in LATIN.findall(prose) if word not in known} <= {"pyproject", "hong_kong", name}


@pytest.mark.parametrize(
    ("environment", "start"),
    [
        ({"GOVREPORT_LANG": "zh"}, "用法："),
        ({"LANG": "zh_CN.UTF-8"}, "用法："),
        ({"LANG": "zh_CN.UTF-8", "GOVREPORT_LANG": "en"}, "Usage: "),
        ({"LANG": "de_DE.UTF-8"}, "Usage: "),
        ({}, "Usage: "),
    ],
)
def test_the_environment_chooses_the_language(
    environment: dict[str, str], start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GOVREPORT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run(["--help"])[1].startswith(start)
    assert run(["tree", "--foo"])[2].startswith(start)
    assert run(["--lang", "en", "--help"])[1].startswith("Usage: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "没有命令“nonsense”"),
        (["tree"], "缺少参数"),
        (["convert", "x"], "缺少选项“--output”/“-o”"),
        (["tree", "--nonsense", "x"], "没有选项“--nonsense”"),
        (["tree", "--widht", "9", "x"], "是否要写“--width”？"),
        (["tree", "--depth"], "选项“--depth”后面要跟一个值"),
        (["tree", "--spans=3", "x"], "选项“--spans”后面不跟值"),
        (["tree", "--depth", "0", "x"], "应不小于 1，现为 0"),
        (["tree", "--depth", "a", "x"], "应为整数，现为“a”"),
        (["view", "--port", "70000", "x"], "应在 0<=x<=65535 之内，现为 70000"),
        (["check", "-s", "x", "y"], "应为“error”、“warning”、“info”之一，现为“x”"),
        (["diff", "a", "b", "c"], "多出参数 c"),
        (["tree", "--encoding", "klingon", "x"], "没有编码 klingon；可用 utf-8"),
        (["tree", "--lang", "klingon", "x"], "没有语言“klingon”；可用 en, zh"),
        (["check", "--select", "GR9", "x"], "没有以 GR9 开头的诊断代码"),
        (["json", "--lines", "--indent", "2", "x"], "--lines 一行一篇，不能与 --indent 同用"),
        (["diff", "a", "b", "--json", "-o", "x.html"], "网页不与 --json、--facts 同用；请换一个输出文件"),
    ],
    ids=" ".join,
)
def test_wrong_usage_in_chinese(arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVREPORT_LANG", "zh")
    code, shown, stderr = run(arguments)
    assert (code, shown) == (2, "")
    last = stderr.splitlines()[-1]
    assert last.startswith("用法有误：")
    assert message in last
    assert not set(LATIN.findall(last)) - {
        "nonsense",
        "klingon",
        "govreport",
        "explain",
        "error",
        "warning",
        "info",
    }


def test_wrong_usage_in_english() -> None:
    assert run(["tree", "--zzzzzz"])[2] == (
        "Usage: govreport tree [OPTIONS] FILE...\nTry 'govreport tree -h' for help.\n\n"
        "Error: No such option '--zzzzzz'.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        (["chek", "a.txt"], "Error: No such command 'chek'. Did you mean 'check'?"),
        (["--lang", "zh", "chek"], "用法有误：没有命令“chek”；是否要写“check”？"),
        (["zzzzzz"], "Error: No such command 'zzzzzz'."),
    ],
)
def test_an_unknown_command_suggests_one_like_it(arguments: list[str], last: str) -> None:
    code, shown, stderr = run(arguments)
    assert (code, shown) == (2, "")
    assert stderr.splitlines()[-1] == last


def test_an_argument_cannot_control_the_terminal() -> None:
    for arguments in (["\x1b[2J"], ["tree", "--\x1b[2J"], ["tree", "--lang", "\x1b[2J"], ["tree", "-o", "\x1b[2J"]):
        assert not set(run(arguments, terminal=True)[2]) & set("\x1b\x9b")


def test_chinese_lines_break_before_no_punctuation() -> None:
    text = "读取公文，还原大纲，标明每处内容在原文中的位置（含附件）。" * 5
    for width in range(8, 80):
        lines = list(wrapped(text, width))
        assert "".join(lines) == text
        assert max(map(width_of, lines)) <= width + 4
        assert not any(line.startswith(("，", "。", "）")) for line in lines)


# ---- what is imported ----------------------------------------------------------------------------------------------

COUNT = """
import sys
before = set(sys.modules)
import atexit
atexit.register(lambda: print(*sorted(set(sys.modules) - before), file=sys.stderr))
from govreport.cli import main
main(sys.argv[1:])
"""


def loaded(*arguments: str) -> set[str]:
    """The modules that a command imports, beyond those of the interpreter; for the parser, with stored tables."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", COUNT, *arguments], capture_output=True, check=True, env={**environment, "LANG": "C"}
    )
    return set(done.stderr.decode().split())


def test_the_version_imports_next_to_nothing() -> None:
    modules = loaded("--version")
    assert not modules & {"click", "attrs", "govreport.parsing", "importlib.metadata"}
    assert len(modules) < 60


def test_help_imports_no_parser() -> None:
    for arguments in (["--help"], ["check", "--help"]):
        modules = loaded(*arguments)
        assert not modules & {"govreport.parsing", "govreport.report", "govreport.tree.nodes", "zipfile", "subprocess"}
        assert len(modules) < 160


def test_tree_imports_only_what_it_uses(file: Path) -> None:
    modules = loaded("tree", str(file))
    unused = {
        "opencc",
        "rich",
        "typer",
        "pydantic",
        "zipfile",
        "subprocess",
        "importlib.metadata",
        "importlib.resources",
    }
    assert not {module for module in modules if module in unused}
    assert not {module for module in modules if module.startswith(("govreport.facts", "govreport.writers"))}


def test_the_package_imports_a_name_when_it_is_used() -> None:
    code = "import sys, govreport; print(*sys.modules); govreport.parse; assert 'govreport.parsing' in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    modules = done.stdout.decode().split()
    assert [module for module in modules if module.startswith("govreport.")] == []
    assert "attrs" not in modules


def test_reading_a_text_needs_no_converter(file: Path) -> None:
    code = "import sys, govreport; govreport.read(sys.argv[1]); assert 'opencc' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, str(file)], check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_options_and_file_names() -> None:
    script = subprocess.run(
        [sys.executable, "-m", "govreport"],
        env={**os.environ, "_GOVREPORT_COMPLETE": "bash_source"},
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert subprocess.run(["bash", "-n"], input=script.encode(), check=False).returncode == 0
    asked = {"_GOVREPORT_COMPLETE": "bash_complete", "COMP_WORDS": "govreport tree no", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-m", "govreport"], env={**os.environ, **asked}, capture_output=True, check=True
    )
    assert done.stdout.decode() == "file,no\n"


def test_the_group_lists_every_command() -> None:
    context = click.Context(app)
    assert all(app.get_command(context, name) is not None for name in app.list_commands(context))
    assert app.get_command(context, "nonsense") is None

"""The command govreport, in this process and as a separate process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner

import govreport
from govreport.cli import main
from govreport.cli.app import app
from govreport.cli.files import each_report
from govreport.parsing import parse
from govreport.rendering import render
from govreport.report import Report
from govreport.text.source import display_width

TEXT = "关于法治政府建设情况的报告\n\n一、主要举措\n（一）加强领导。坚持党的领导。\n二、存在的不足\n仍有差距。\n"
HOSTILE = "关于\x1b[31m[red]红\x9b2J的报告\n\n一、总则\x1b[2J\n正文。\n二、附则\n正文。\n"

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode())
    return path


def run(
    *arguments: str, stdin: bytes = b"", code: int = 0, environment: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, str]:
    """Standard output and standard error of a process that ends with this exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "govreport", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == code, done
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def invoke(*arguments: str, stdin: bytes = b"", code: int = 0) -> str:
    result = CliRunner().invoke(app, arguments, input=stdin)
    assert result.exit_code == code, result.output
    return result.stdout


# --- tree


def test_tree(file: Path) -> None:
    shown = invoke("tree", str(file))
    assert re.search(r"^├─ 一、主要举措\n│  └─ （一）加强领导\n└─ 二、存在的不足$", shown, re.MULTILINE)
    assert "==>" not in shown


def test_tree_names_the_files_when_there_are_several(file: Path) -> None:
    shown = invoke("tree", str(file), "-", stdin=TEXT.encode())
    assert [line for line in shown.splitlines() if line.startswith("==>")] == [f"==> {file} <==", "==> - <=="]


def test_tree_options_reach_the_outline(file: Path) -> None:
    shown = invoke("tree", "--depth", "1", "--spans", "--paths", "--ascii", "--width", "24", str(file))
    start = TEXT.index("一、")
    assert f"|-- 1 [{start}, " in shown
    assert "加强领导" not in shown
    assert max(map(display_width, shown.splitlines())) <= 24


def test_tree_in_a_pipe_is_neither_cut_nor_coloured(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(f"一、{'很长的标题' * 6}\n正文。\n二、短\n正文。\n", encoding="utf-8")
    shown, _ = run("tree", str(path), environment={"COLUMNS": "40"})
    assert "很长的标题" * 6 in shown
    assert "\x1b" not in shown


@posix
def test_tree_on_a_terminal_is_coloured_cut_and_harmless(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_bytes((HOSTILE + f"三、{'很长的标题' * 30}\n正文。\n").encode())
    environment = {"COLUMNS": "40", "TERM": "xterm"}
    shown = on_terminal("tree", str(path), **environment)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "总则␛[2J" in plain
    assert not set(plain) & set("\x1b\x9b")
    assert "…" in plain
    assert max(map(display_width, plain.splitlines())) == 40
    colour = r"\x1b\[[0-9;]*3[0-9]m"
    assert re.search(colour, shown)
    assert not re.search(colour, on_terminal("tree", str(path), NO_COLOR="1", **environment))


@pytest.mark.slow
@posix
def test_text_and_json_on_a_terminal_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_bytes(HOSTILE.encode())
    for command in ("text", "json", "check"):
        shown = on_terminal(command, str(path))
        assert not set(shown) & set("\x1b\x9b"), command
    assert json.loads(on_terminal("json", str(path)))["source"]["text"] == HOSTILE


def on_terminal(*arguments: str, **environment: str) -> str:
    """The output of a process to a separate terminal."""
    import pty

    terminal, its_end = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "govreport", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=its_end,
        stderr=subprocess.DEVNULL,
        env=os.environ | environment,
    ):
        os.close(its_end)
        pieces = []
        while True:
            try:
                piece = os.read(terminal, 65536)
            except OSError:  # how Linux reports that the other end was closed
                break
            if not piece:
                break
            pieces.append(piece)
    os.close(terminal)
    return b"".join(pieces).decode("utf-8").replace("\r\n", "\n")


# --- json


def test_json_is_the_data_form(file: Path) -> None:
    shown = invoke("json", str(file))
    assert json.loads(shown) == govreport.read(file).to_dict()
    assert shown.startswith('{\n  "')


def test_json_indent(file: Path) -> None:
    assert invoke("json", "--indent", "0", str(file)).count("\n") == 1
    assert invoke("json", "--indent", "4", str(file)).startswith('{\n    "')


def test_json_without_the_source_text(file: Path) -> None:
    assert "text" not in json.loads(invoke("json", "--no-source-text", str(file)))["source"]


def test_json_of_several_files_is_an_array(file: Path) -> None:
    both = json.loads(invoke("json", str(file), "-", stdin=TEXT.encode()))
    assert [one["source"]["name"] for one in both] == [str(file), "-"]


def test_json_lines(file: Path) -> None:
    lines = invoke("json", "--lines", str(file), str(file)).splitlines()
    assert [json.loads(line)["format"] for line in lines] == ["govreport/1"] * 2


def test_json_lines_take_no_indent(file: Path) -> None:
    invoke("json", "--lines", "--indent", "2", str(file), code=2)


def test_json_of_missing_files_is_still_json(file: Path) -> None:
    missing = str(file.with_name("missing"))
    assert json.loads(invoke("json", missing, missing, code=2)) == []
    assert len(json.loads(invoke("json", missing, str(file), code=2))) == 1


# --- text


def test_text_prints_the_rendered_report(file: Path) -> None:
    assert invoke("text", str(file)).rstrip("\n") == render(parse(TEXT)).rstrip("\n")


def test_text_in_a_pipe_keeps_control_characters() -> None:
    shown, _ = run("text", "-", stdin=HOSTILE.encode())
    assert "总则\x1b[2J" in shown


# --- clean


def test_clean_parses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "damaged.txt"
    path.write_bytes("香洲區(qū)\n區(qū)委\n".encode())
    monkeypatch.setattr("govreport.reading.parse_text", None)
    assert invoke("clean", str(path)) == "香洲區\n區委\n"


# --- files


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gbk", "gb18030"])
@pytest.mark.parametrize("command", ["tree", "json", "text", "check"])
def test_commands_take_files_in_any_encoding(tmp_path: Path, file: Path, command: str, encoding: str) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(TEXT.encode(encoding))
    options = ["--no-source-text"] if command == "json" else []
    shown, expected = (invoke(command, *options, str(path)) for path in (other, file))
    if command == "json":
        assert json.loads(shown)["body"] == json.loads(expected)["body"]
    else:
        assert shown == expected


def test_the_text_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bom.txt"
    path.write_bytes("\ufeff一、甲\r\n二、乙\r".encode())
    source = json.loads(invoke("json", str(path)))["source"]
    assert (source["text"], source["encoding"]) == ("一、甲\r\n二、乙\r", "utf-8-sig")


@pytest.mark.parametrize("command", ["tree", "json", "text", "check"])
def test_the_encoding_can_be_forced(tmp_path: Path, command: str) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes(TEXT.encode("gbk"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("govreport.reading.parse_text", lambda text, **others: parse("一、总则"))
        patch.setattr("govreport.reading.detect", None)
        invoke(command, "--encoding", "GB18030", str(path))


def test_a_wrong_encoding_is_wrong_usage(file: Path) -> None:
    out, err = run("tree", "--encoding", "klingon", str(file), code=2)
    assert out == ""
    assert "unknown encoding klingon" in err


def test_undecodable_bytes_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "damaged.txt"
    path.write_bytes("总则".encode() + b"\xb1\xe0\n\xff")
    texts: list[str] = []

    def show(report: Report) -> int:
        texts.append(report.source.text)
        return 0

    assert each_report([str(path)], show) == 0
    assert texts == ["总则��\n�"]
    shown = "2 bytes at byte 6: not utf-8: B1 E0 (and 1 more); undecodable bytes are shown as U+FFFD"
    assert capsys.readouterr().err == f"govreport: {path}: {shown}\n"


def test_an_invalid_path_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert each_report(["a\0b"], lambda report: 0) == 2
    assert capsys.readouterr().err.startswith("govreport: a␀b: ")


def test_a_missing_file_does_not_stop_the_others(file: Path) -> None:
    out, err = run("tree", "missing.txt", str(file), code=2)
    assert "一、主要举措" in out
    assert err == "govreport: missing.txt: No such file or directory\n"


def test_a_directory_is_not_a_file(tmp_path: Path) -> None:
    out, err = run("text", str(tmp_path), code=2)
    assert out == ""
    assert err.startswith(f"govreport: {tmp_path}: ")
    assert err.count("\n") == 1


def test_standard_input() -> None:
    out, err = run("json", "-", stdin=TEXT.encode())
    assert json.loads(out)["source"] == govreport.read(TEXT.encode(), name="-").to_dict()["source"]
    assert err == ""


def test_each_report_without_files_succeeds() -> None:
    assert each_report([], lambda report: 1) == 0


# --- streams


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "gbk"},
    ],
)
def test_output_is_utf8_in_every_environment(file: Path, environment: dict[str, str]) -> None:
    assert "├─ 一、主要举措" in run("tree", str(file), environment=environment)[0]
    assert "主要举措" in run("text", str(file), environment=environment)[0]
    assert "公文" in run("--help", environment=environment)[0]


@posix
def test_a_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    missing = subprocess.run([sys.executable, "-m", "govreport", "tree", path], capture_output=True, check=False)
    assert missing.returncode == 2
    assert b"\\udcff.txt: No such file" in missing.stderr
    Path(os.fsdecode(path)).write_bytes(TEXT.encode())
    shown = subprocess.run([sys.executable, "-m", "govreport", "json", path], capture_output=True, check=True)
    assert json.loads(shown.stdout)["source"]["name"] == os.fsdecode(path)


@pytest.mark.slow
@pytest.mark.parametrize("command", [["tree"], ["text"], ["json"], ["json", "--lines"]])
def test_a_reader_that_closes_the_output_is_not_an_error(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "long.txt"
    path.write_text("".join(f"{n}. 标题\n正文。\n" for n in range(1, 201)), encoding="utf-8")
    # More than any pipe holds.
    files = [str(path)] * 25
    with subprocess.Popen(
        [sys.executable, "-m", "govreport", *command, *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_is_one_line(file: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "govreport", "text", str(file)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"govreport: standard output: No space left on device\n"


@pytest.mark.slow
@posix
@pytest.mark.parametrize(("closed", "code"), [(">&-", 0), ("<&-", 0), ("2>&-", 0), (">&- 2>&- <&-", 0)])
def test_closed_streams(file: Path, closed: str, code: int) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m govreport tree "$1" {closed}', sys.executable, str(file)],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, b"")


@posix
def test_closed_standard_input_cannot_be_read() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m govreport tree - <&-', sys.executable], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (2, b"govreport: -: standard input is closed\n")


def test_ctrl_c_is_quiet(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(text: str, **others: object) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr("govreport.reading.parse_text", interrupted)
    with pytest.raises(SystemExit) as exit_:
        main(["tree", str(file)])
    assert exit_.value.code == 130
    assert capsys.readouterr() == ("", "")


# --- the command itself


def test_main_exits_with_zero(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["text", str(file)])
    assert exit_.value.code == 0
    assert "主要举措" in capsys.readouterr().out


def test_version() -> None:
    assert run("--version")[0] == f"govreport {govreport.__version__}\n"


@pytest.mark.parametrize("command", ["tree", "json", "text", "clean", "check", "explain"])
def test_help_has_an_example(command: str) -> None:
    assert f"Example: govreport {command} " in invoke(command, "--help")


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["tree"], ["nonsense"], ["tree", "--depth", "0", "-"], ["check", "-s", "x", "-"]]
)
def test_wrong_usage_is_explained(arguments: list[str]) -> None:
    out, err = run(*arguments, code=2)
    assert out == ""
    assert "Usage: govreport" in err
    assert "Traceback" not in err


def test_completion_for_a_shell() -> None:
    script, _ = run(environment={"_GOVREPORT_COMPLETE": "bash_source"})
    assert "_GOVREPORT_COMPLETE=bash_complete" in script
    asked = {"_GOVREPORT_COMPLETE": "bash_complete", "COMP_WORDS": "govreport tree --sc", "COMP_CWORD": "2"}
    assert run(environment=asked)[0] == "plain,--script\n"
    assert run(environment={**asked, "COMP_WORDS": "govreport ch", "COMP_CWORD": "1"})[0] == (
        "plain,check\nplain,chunks\n"
    )


def test_help_does_not_load_the_grammar() -> None:
    program = (
        "import sys, atexit\n"
        "from govreport.cli import main\n"
        "from govreport.grammar.grammar import grammar\n"
        "atexit.register(lambda: sys.stderr.write(str(grammar.cache_info().currsize)))\n"
        "main(sys.argv[1:])\n"
    )
    for arguments, loaded in ((["--help"], "0"), (["tree", "-"], "1")):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments], input=TEXT.encode(), capture_output=True, check=True
        )
        assert done.stderr.decode() == loaded

"""The examples of docs/command-line.md, run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "command-line.md").read_text(encoding="utf-8")
SAMPLES = dict(zip(("notice.txt", "mirror.txt"), re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL), strict=True))
EXAMPLES = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)


def transcript(example: str, folder: Path) -> str:
    """An example as a terminal would show it: its commands, each followed by what it prints."""
    shown = []
    code = 0
    for command in re.findall(r"^\$ (.*)$", example, re.MULTILINE):
        shown.append(f"$ {command}\n")
        if command == "echo $?":
            shown.append(f"{code}\n")
            continue
        name, *arguments = shlex.split(command)
        assert name == "govreport"
        done = subprocess.run(
            [sys.executable, "-m", "govreport", *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        code = done.returncode
        shown.append(done.stdout.decode("utf-8"))
    return "".join(shown)


def shortened(shown: str, page: str) -> str:
    """The output, with a line of JSON cut where the page cuts it."""
    lines = [
        wanted if wanted.startswith("{") and wanted.endswith("…\n") and line.startswith(wanted[:-2]) else line
        for line, wanted in zip(shown.splitlines(True), page.splitlines(True), strict=True)
    ]
    return "".join(lines)


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES)
def test_the_page_shows_what_the_command_prints(example: str, tmp_path: Path) -> None:
    for name, text in SAMPLES.items():
        (tmp_path / name).write_bytes(text.encode())
    shown = transcript(example, tmp_path)
    assert shown.count("\n") == example.count("\n"), shown
    assert shortened(shown, example) == example


@pytest.mark.parametrize("command", ["tree", "json", "text", "clean", "check", "explain"])
def test_every_command_has_an_example(command: str) -> None:
    assert any(f"$ govreport {command}" in example for example in EXAMPLES)

"""The examples of docs/command-line.md and docs/command-line.zh.md, run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import run

DOCS = Path(__file__).parents[1] / "docs"
SAMPLES = {"en": ("notice.txt", "mirror.txt"), "zh": ("通知.txt", "镜像.txt")}
PAGES = {
    lang: (DOCS / name).read_text(encoding="utf-8")
    for lang, name in (("en", "command-line.md"), ("zh", "command-line.zh.md"))
}
EXAMPLES = [
    (lang, example) for lang, page in PAGES.items() for example in re.findall(r"```console\n(.*?)```", page, re.DOTALL)
]


def transcript(example: str, folder: Path, lang: str) -> str:
    """An example as a terminal in a folder would show it: its commands, each followed by what it prints."""
    with pytest.MonkeyPatch.context() as process:
        process.chdir(folder)
        process.setenv("GOVREPORT_LANG", lang)
        return "".join(_shown(example))


def _shown(example: str) -> Iterator[str]:
    code = 0
    for command in re.findall(r"^\$ (.*)$", example, re.MULTILINE):
        yield f"$ {command}\n"
        if command == "echo $?":
            yield f"{code}\n"
            continue
        name, *arguments = shlex.split(command)
        assert name == "govreport"
        code, out, err = run(arguments)
        yield err + out


def shortened(shown: str, page: str) -> str:
    """The output, with a line of JSON cut where the page cuts it."""
    lines = [
        wanted if wanted.startswith("{") and wanted.endswith("…\n") and line.startswith(wanted[:-2]) else line
        for line, wanted in zip(shown.splitlines(True), page.splitlines(True), strict=True)
    ]
    return "".join(lines)


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "example"), EXAMPLES)
def test_the_page_shows_what_the_command_prints(lang: str, example: str, tmp_path: Path) -> None:
    texts = re.findall(r"```text\n(.*?)```", PAGES[lang], re.DOTALL)
    for name, text in zip(SAMPLES[lang], texts, strict=True):
        (tmp_path / name).write_bytes(text.encode())
    shown = transcript(example, tmp_path, lang)
    if example.endswith("\n…\n"):  # a long list
        example = example.removesuffix("…\n")
        shown = "".join(shown.splitlines(True)[: example.count("\n")])
    assert shown.count("\n") == example.count("\n"), shown
    assert shortened(shown, example) == example


@pytest.mark.parametrize("command", ["tree", "json", "text", "clean", "check", "explain"])
@pytest.mark.parametrize("lang", PAGES)
def test_every_command_has_an_example(lang: str, command: str) -> None:
    assert any(f"$ govreport {command}" in example for one, example in EXAMPLES if one == lang)

"""A new form of number takes three lines: the patch of ``docs/grammar.md``, applied to a copy of the package."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "grammar.md").read_text(encoding="utf-8")
TEXT = "一、甲\\n（一）乙\\n（甲）丙\\n正文。\\n（乙）丁\\n正文。\\n（二）戊\\n正文。"
SHOW = f"""
from govreport import FAMILIES, parse
def shown(unit):
    return [unit.number.family, unit.number.ordinal, *map(shown, unit.units)]
print(list(map(shown, parse("{TEXT}").sections)))
"""


def patch() -> dict[str, list[str]]:
    """The lines of the patch, by file."""
    (block,) = re.findall(r"^```diff\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    parts = re.split(r"^--- (.*)\n", block, flags=re.MULTILINE)[1:]
    return {name: lines.splitlines() for name, lines in zip(parts[::2], parts[1::2], strict=True)}


def outline(folder: Path) -> str:
    """The outline read by the copy of the package in a folder."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *sys.path]), "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, "-c", SHOW], env=environment, cwd=folder, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with the package as the wheel has it, without stored tables."""
    unwanted = ignore_patterns("__pycache__", "tables.json")
    copytree(ROOT / "src" / "govreport", tmp_path / "govreport", ignore=unwanted)
    copytree(ROOT / "grammars", tmp_path / "govreport" / "grammars", ignore=unwanted)
    return tmp_path


def test_the_patch_adds_three_lines() -> None:
    lines = [line for part in patch().values() for line in part]
    assert sum(line.startswith("+") for line in lines) == 3


def test_an_invented_form_is_read(copy: Path) -> None:
    before = outline(copy)
    for name, lines in patch().items():
        path = copy / name.replace("src/govreport", "govreport").replace("grammars/", "govreport/grammars/")
        old = "\n".join(line[1:] for line in lines if line[0] in " -")
        new = "\n".join(line[1:] for line in lines if line[0] in " +")
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} has other lines than the page"
        path.write_text(text.replace(old, new), encoding="utf-8")
    assert before == "[['han', 1, ['han_paren', 1], ['han_paren', 2]]]"
    assert outline(copy) == "[['han', 1, ['han_paren', 1, ['stem_paren', 1], ['stem_paren', 2]], ['han_paren', 2]]]"

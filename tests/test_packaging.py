"""The files that the package must contain; ``.ci/run`` checks the wheel and the sdist themselves."""

from __future__ import annotations

import re
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest

import govreport

ROOT = Path(__file__).resolve().parent.parent


def test_grammars_are_found_through_the_package() -> None:
    shipped = {path.name for path in files("govreport.grammars").iterdir() if path.name.endswith(".lark")}
    assert shipped == {path.name for path in (ROOT / "grammars").glob("*.lark")}
    assert {"report.lark", "numbers.lark"} <= shipped


@pytest.mark.parametrize("name", ["py.typed", "report.schema.json"])
def test_data_files_are_found_through_the_package(name: str) -> None:
    assert files("govreport").joinpath(name).is_file()


def test_the_texts_in_chinese_are_found_through_the_package() -> None:
    assert files("govreport.language").joinpath("zh.mo").is_file(), "run: pip install -e ."
    shipped = {path.name for path in files("govreport.diagnostics").iterdir() if path.name.endswith(".md")}
    assert shipped == {path.name for path in (ROOT / "docs" / "diagnostics").glob("*.md")}


def test_the_version_is_written_in_one_place() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert govreport.__version__ == version("govreport")
    assert govreport.__version__ not in project
    assert 'version = { attr = "govreport.__version__" }' in project


@pytest.mark.parametrize("folder", ["seeds", "docs", "tests", "benchmarks", "grammars"])
def test_the_source_distribution_takes_every_folder(folder: str) -> None:
    assert re.search(rf"^(graft|recursive-include) {folder}\b", (ROOT / "MANIFEST.in").read_text(), re.M)


def test_the_workflow_runs_the_test_command_of_the_readme() -> None:
    command = re.findall(r"^```sh\n(.*?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)[1]
    assert "pytest" in command
    assert f"run: {command}\n" in (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")

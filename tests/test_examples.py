"""The projects under ``examples`` pass their own tests, run as another project would run them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = sorted(path.parent for path in (ROOT / "examples").glob("*/pyproject.toml"))
assert PROJECTS


@pytest.mark.slow
@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: str(project.name))
def test_an_example_passes_its_own_tests(project: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", "--hypothesis-seed=0"]
    settings = {"HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=project, env=os.environ | settings, capture_output=True, text=True, encoding="utf-8", timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout

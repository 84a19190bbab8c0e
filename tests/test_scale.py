"""The programs of docs/scale.md, run literally, each in a folder with two files of texts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from troublesome import REPORT

pa = pytest.importorskip("pyarrow", reason="the extra 'arrow' is not installed")
from pyarrow import parquet  # noqa: E402  (it needs what may not be there)

PAGE = Path(__file__).resolve().parent.parent / "docs" / "scale.md"
PROGRAMS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
UNITS = ["1", "1/1", "1/1/i1", "1/1/i2", "3"]
"""The paths of the units of the report."""


def program(engine: str) -> str:
    """The only program on the page that imports an engine."""
    found: list[str] = [code for code in PROGRAMS if re.search(rf"^(?:from|import) .*\b{engine}\b", code, re.M)]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files of two reports each."""
    for name in ("a", "b"):
        parquet.write_table(
            pa.table({"id": [f"{name}1", f"{name}2"], "text": [REPORT] * 2}), tmp_path / f"{name}.parquet"
        )
    return tmp_path


def run(code: str, folder: Path, *arguments: str) -> str:
    (folder / "program.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "program.py", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def paths(written: Path) -> dict[str, list[str]]:
    """The paths of the units in Parquet files, by document."""
    found: dict[str, list[str]] = {}
    for row in parquet.read_table(written).to_pylist():
        found.setdefault(row["document"], []).append(row["path"])
    return found


ALL = dict.fromkeys(("a1", "a2", "b1", "b2"), UNITS)


def test_every_program_of_the_page_has_a_test() -> None:
    assert sorted(PROGRAMS) == sorted(map(program, ("dask", "duckdb", "spark")))


def test_dask(folder: Path) -> None:
    pytest.importorskip("dask.bag")
    run(program("dask"), folder, "a.parquet", "b.parquet")
    assert paths(folder / "units.parquet") == ALL


def test_duckdb(folder: Path) -> None:
    pytest.importorskip("duckdb")
    printed = run(program("duckdb"), folder)
    assert re.search(r"section\D+12\b", printed)
    assert re.search(r"item\D+8\b", printed)


def test_spark(folder: Path) -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("Spark needs Java")
    run(program("spark"), folder)
    assert paths(folder / "units") == ALL

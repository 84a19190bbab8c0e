"""Finds the packages, and prepares the tables of the grammar when the package is built.

Everything else is in ``pyproject.toml``.

Without the tables the library makes them from ``grammars/`` when it first parses, which takes some tenths of a second.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


def tables() -> str:
    """The prepared tables, as the library itself writes them; it is put together as in the wheel."""
    with TemporaryDirectory() as folder:
        copytree(ROOT / "src" / "govreport", Path(folder, "govreport"))
        copytree(ROOT / "grammars", Path(folder, "govreport", "grammars"))
        code = "import sys; from govreport.grammar.tables import to_json; sys.stdout.buffer.write(to_json().encode())"
        paths = os.pathsep.join([folder, *sys.path])
        return subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": paths},
            check=True,
            stdout=subprocess.PIPE,
            cwd=folder,
        ).stdout.decode()


class BuildWithTables(build_py):
    """Writes the tables beside the grammar: in the package that is built, or in an editable checkout."""

    def run(self) -> None:
        super().run()
        folder = self.get_package_dir("govreport.grammars") if self.editable_mode else None
        Path(folder or Path(self.build_lib, "govreport", "grammars"), "tables.json").write_text(
            tables(), encoding="utf-8"
        )


setup(
    packages=[*find_packages("src"), "govreport.grammars", "govreport.diagnostics"],
    cmdclass={"build_py": BuildWithTables},
)

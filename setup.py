"""Finds the packages, and prepares the tables of the grammar and the catalogues of texts when the package is built.

Everything else is in ``pyproject.toml``.

Without the tables the library makes them from ``grammars/`` when it first parses, which takes some tenths of a second.
Without the catalogues its texts are in English.  ``python setup.py catalogues`` compiles them in a checkout.
"""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import ClassVar

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import Command, find_packages, setup
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


def write_catalogues(package: Path) -> None:
    """Compile the ``.po`` files of each language, ``language/zh/*.po``, to one ``language/zh.mo`` in a package."""
    for folder in sorted(
        path for path in (ROOT / "src" / "govreport" / "language").iterdir() if any(path.glob("*.po"))
    ):
        catalog = Catalog(locale=folder.name)
        for path in sorted(folder.glob("*.po")):
            with path.open("rb") as file:
                for message in read_po(file, locale=folder.name, abort_invalid=True):
                    if message.id:
                        catalog[message.id] = message
        compiled = BytesIO()
        write_mo(compiled, catalog)
        (package / "language" / f"{folder.name}.mo").write_bytes(compiled.getvalue())


class BuildWithData(build_py):
    """Writes the tables next to the grammar, and the catalogues: in the package that is built, or in an editable checkout."""

    def run(self) -> None:
        super().run()
        built = Path(self.build_lib, "govreport")
        folders = (ROOT / "grammars", ROOT / "src" / "govreport") if self.editable_mode else (built / "grammars", built)
        (folders[0] / "tables.json").write_text(tables(), encoding="utf-8")
        write_catalogues(folders[1])


class Catalogues(Command):
    """Compiles the catalogues in the checkout."""

    description = "compile the catalogues of texts in place"
    user_options: ClassVar[list[tuple[str, str, str]]] = []

    def initialize_options(self) -> None: ...

    def finalize_options(self) -> None: ...

    def run(self) -> None:
        write_catalogues(ROOT / "src" / "govreport")


setup(
    packages=[*find_packages("src"), "govreport.grammars", "govreport.diagnostics"],
    cmdclass={"build_py": BuildWithData, "catalogues": Catalogues},
)

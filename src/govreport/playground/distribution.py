"""The files of Pyodide, and of pdfium for it: from a folder, or from their npm packages."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from attrs import frozen

from govreport.errors import GovReportError

VERSION: Final = "314.0.7"
"""The version of Pyodide that is fetched and tested."""
CORE: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
"""The files that every page loads."""
LOCK: Final = "pyodide-lock.json"
_PYODIDE: Final = {name: name for name in (*CORE, LOCK)}
PDFIUM_VERSION: Final = "2.15.1"
"""The version of @embedpdf/pdfium that is fetched and tested: pdfium in WebAssembly, which is loaded with the first PDF."""
_PDFIUM: Final = {
    "dist/index.browser.js": "pdfium.mjs",
    "dist/pdfium.wasm": "pdfium.wasm",
    "LICENSE": "pdfium-package-license.txt",
    "LICENSE.pdfium": "pdfium-license.txt",
}
"""The files of that package, and their names in the folder."""
PDFIUM: Final = tuple(_PDFIUM.values())


class PlaygroundError(GovReportError):
    """The playground could not be built or served."""


@frozen
class Distribution:
    """A folder with the files of Pyodide; those of pdfium may be there, too."""

    folder: Path

    @classmethod
    def at(cls, folder: Path) -> Distribution:
        """The distribution in a folder: the npm package, or the complete one with compiled packages.

        :raises PlaygroundError: files are missing.
        """
        missing = [name for name in (*CORE, LOCK) if not (folder / name).is_file()]
        if missing:
            raise PlaygroundError(f"{folder}: not a distribution of Pyodide {VERSION}, without {', '.join(missing)}")
        return cls(folder)

    @classmethod
    def fetched(cls, folder: Path) -> Distribution:
        """The npm packages, unpacked into a folder.

        :raises PlaygroundError: npm is missing or fails.
        """
        npm = shutil.which("npm")
        if npm is None:
            raise PlaygroundError("npm is not installed; install Node.js, or give the folder of Pyodide with --pyodide")
        _fetch(npm, f"pyodide@{VERSION}", _PYODIDE, folder)
        _fetch(npm, f"@embedpdf/pdfium@{PDFIUM_VERSION}", _PDFIUM, folder)
        return cls.at(folder)

    @property
    def has_pdfium(self) -> bool:
        """Whether the files of pdfium are there, too."""
        return all((self.folder / name).is_file() for name in PDFIUM)

    def lock(self, packages: tuple[str, ...]) -> dict[str, Any]:
        """The lock file, with these packages only; those that are missing from the folder are left out."""
        whole = json.loads((self.folder / LOCK).read_text(encoding="utf-8"))
        known = whole["packages"]
        here = {
            name: known[name]
            for name in packages
            if name in known and (self.folder / known[name]["file_name"]).is_file()
        }
        return {**whole, "packages": {name: {**one, "depends": []} for name, one in here.items()}}


def _fetch(npm: str, package: str, names: Mapping[str, str], folder: Path) -> None:
    """Files of an npm package, under other names in a folder.

    :raises PlaygroundError: npm fails.
    """
    try:
        with TemporaryDirectory() as packed:
            subprocess.run(
                [npm, "pack", package, "--pack-destination", packed, "--silent"],
                check=True,
                capture_output=True,
                text=True,
                cwd=packed,
            )
            [archive] = Path(packed).glob("*.tgz")
            with tarfile.open(archive) as members:
                for member in members:
                    name = names.get(member.name.removeprefix("package/"))
                    source = members.extractfile(member) if name else None
                    if name and source is not None:
                        (folder / name).write_bytes(source.read())
    except subprocess.CalledProcessError as error:
        lines = error.stderr.strip().splitlines() or [f"exit code {error.returncode}"]
        raise PlaygroundError(f"npm cannot fetch {package}: {lines[0]}") from error
    except (OSError, ValueError, tarfile.TarError) as error:
        raise PlaygroundError(f"npm cannot fetch {package}: {error}") from error

"""The files of Pyodide: from a folder, or from its npm package."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from govreport.errors import GovReportError

VERSION: Final = "314.0.7"
"""The version of Pyodide that is fetched and tested."""
CORE: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
"""The files that every page loads."""
LOCK: Final = "pyodide-lock.json"


class PlaygroundError(GovReportError):
    """The playground could not be built or served."""


@frozen
class Distribution:
    """A folder with the files of Pyodide."""

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
        """The npm package, unpacked into a folder.

        :raises PlaygroundError: npm is missing or fails.
        """
        npm = shutil.which("npm")
        if npm is None:
            raise PlaygroundError("npm is not installed; install Node.js, or give the folder of Pyodide with --pyodide")
        package = f"pyodide@{VERSION}"
        try:
            subprocess.run(
                [npm, "pack", package, "--pack-destination", str(folder), "--silent"],
                check=True,
                capture_output=True,
                text=True,
                cwd=folder,
            )
            [archive] = folder.glob("pyodide-*.tgz")
            with tarfile.open(archive) as packed:
                for member in packed:
                    name = member.name.removeprefix("package/")
                    source = packed.extractfile(member) if name in (*CORE, LOCK) else None
                    if source is not None:
                        (folder / name).write_bytes(source.read())
        except subprocess.CalledProcessError as error:
            lines = error.stderr.strip().splitlines() or [f"exit code {error.returncode}"]
            raise PlaygroundError(f"npm cannot fetch {package}: {lines[0]}") from error
        except (OSError, ValueError, tarfile.TarError) as error:
            raise PlaygroundError(f"npm cannot fetch {package}: {error}") from error
        return cls.at(folder)

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

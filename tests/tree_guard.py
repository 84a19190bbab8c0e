"""Checks that a test run leaves no files in the source tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

IGNORED = frozenset({"__pycache__", "build", "dist", "mutants", "site"})
"""Folders that tools write; those whose names begin with a dot as well (.git, .venv, .hypothesis)."""


@frozen
class TreeGuard:
    """Remembers which files are below a folder.

    Contents are not compared: somebody may edit a file while the tests run.
    """

    root: Path
    _before: frozenset[Path] = field(init=False)

    @_before.default
    def _now(self) -> frozenset[Path]:
        return frozenset(_files(self.root))

    def changes(self) -> list[str]:
        """The files that were added or removed since: ``+ utf-8``, ``- README.md``."""
        now = self._now()
        signs = {path: "+" if path in now else "-" for path in now ^ self._before}
        return [f"{signs[path]} {path.relative_to(self.root).as_posix()}" for path in sorted(signs)]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name in IGNORED or path.suffix == ".egg-info":
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        elif path.name != "tables.json":  # prepared by an editable installation
            yield path

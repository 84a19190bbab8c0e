"""The folders that a server may read, and the names of the files in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path, PurePath
from typing import Final

from attrs import frozen

from govreport.batch.sources import files
from govreport.errors import ReadError

MOST_FILES: Final = 10_000
"""The maximum number of files below a folder that is listed or searched."""
_OUTSIDE: Final = "only files below these folders are served; name a file as the tool outline lists it"


@frozen
class Place:
    """A file or a folder that is served."""

    name: str
    """Its name for the client: the name of the served folder, then the names below it, joined by ``/``."""
    path: Path
    """Its path in the file system, without symbolic links."""


class Folders:
    """Some folders, each with a name, and nothing outside of them.

    A name that contains ``..``, a symbolic link to a place outside, and hidden files (names that begin with a dot) are refused.
    """

    def __init__(self, roots: Iterable[str | os.PathLike[str]]) -> None:
        """:raises ReadError: a root is not a folder, or no root is given."""
        self._roots: dict[str, Path] = {}
        for root in roots:
            try:
                real = Path(root).resolve(strict=True)
            except (OSError, RuntimeError, ValueError) as error:
                raise ReadError(os.fspath(root), getattr(error, "strerror", None) or str(error)) from error
            if not real.is_dir():
                raise ReadError(
                    os.fspath(root), "is not a folder; the server takes the folders whose files it may read"
                )
            if real not in self._roots.values():
                self._roots[self._free(real.name or "root")] = real
        if not self._roots:
            raise ReadError("govreport mcp", "no folder is given")

    def _free(self, name: str) -> str:
        """A name that no other root has."""
        names = (name if number == 1 else f"{name}-{number}" for number in count(1))
        return next(one for one in names if one not in self._roots)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the folders."""
        return tuple(self._roots)

    def place(self, name: str) -> Place:
        """The file or folder with a name.

        Below a single folder, its own name may be left out; the absolute path of a file below a folder is a name, too.

        :raises ReadError: it is outside of the folders or does not exist; the message does not contain a path that is
            outside.
        """
        root, rest = self._split(name)
        shown = "/".join((root, *rest))
        if any(part.startswith(".") for part in rest):
            raise ReadError(shown, "hidden files are not served")
        try:
            real = self._roots[root].joinpath(*rest).resolve()
        except (OSError, RuntimeError, ValueError):  # a loop of links, a name with NUL
            raise self._refusal() from None
        place = self._served(real, root, shown)
        if place is None:
            raise self._refusal()
        if not real.exists():
            raise ReadError(shown, "No such file or directory")
        return place

    def files(self, name: str) -> tuple[Place, ...]:
        """The files below a folder, sorted by name in each folder; of a file, only itself.

        :param name: as for :meth:`place`; ``.`` for all folders.
        :raises ReadError: as :meth:`place`; or there are more than :data:`MOST_FILES`.
        """
        wanted = [self.place(one) for one in (self.names if name in ("", ".", "/") else (name,))]
        found: list[Place] = []
        for place in wanted:
            for one in self._below(place):
                if len(found) == MOST_FILES:
                    raise ReadError(place.name, f"more than {MOST_FILES:,} files; name a folder in it")
                found.append(one)
        return tuple(found)

    def _below(self, place: Place) -> Iterator[Place]:
        if not place.path.is_dir():
            yield place
            return
        root = place.name.partition("/")[0]
        for found in files([place.path]):
            if found.error is None:
                shown = "/".join((place.name, *found.path.relative_to(place.path).parts))
                try:
                    served = self._served(found.path.resolve(), root, shown)
                except (OSError, RuntimeError):
                    served = None
                if served is not None:
                    yield served

    def _served(self, real: Path, root: str, shown: str) -> Place | None:
        """The place for a path without links; None if it is outside of its folder, or hidden there."""
        top = self._roots[root]
        if not real.is_relative_to(top) or any(part.startswith(".") for part in real.relative_to(top).parts):
            return None
        return Place(shown, real)

    def _split(self, name: str) -> tuple[str, tuple[str, ...]]:
        """The name of a root, and the names below it.

        :raises ReadError: the name is of no file below a root.
        """
        path = PurePath(name)
        if path.is_absolute():
            above = next((root for root, top in self._roots.items() if path.is_relative_to(top)), None)
            if above is None:
                raise self._refusal()
            parts: tuple[str, ...] = path.relative_to(self._roots[above]).parts
        elif path.parts and path.parts[0] in self._roots:
            above, parts = path.parts[0], path.parts[1:]
        elif len(self._roots) == 1:
            above, parts = self.names[0], path.parts
        else:
            raise self._refusal()
        if (path.drive and not path.is_absolute()) or ".." in parts or "\0" in name:
            raise self._refusal()
        return above, parts

    def _refusal(self) -> ReadError:
        return ReadError(", ".join(self.names), _OUTSIDE)

"""The documents in folders, archives and tables, one entry each, in an order that is always the same."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

from attrs import evolve, frozen

from govreport.batch.archives import ARCHIVES, members
from govreport.batch.entries import Entry
from govreport.batch.tabular import TABLES, Columns, rows
from govreport.reading import MAX_CHARS, too_long

_PACKED: Final[Mapping[str, Callable[[IO[bytes]], Any]]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
"""What a single file can be packed with, by suffix."""
_LONGEST_CHARACTER: Final = 4
"""In bytes, in any encoding."""


@frozen
class Found:
    """A file that was found, or a folder that cannot be read."""

    path: Path
    size: int = 0
    error: str | None = None

    @property
    def source(self) -> str:
        """Its path as valid Unicode, with ``/`` between its parts."""
        return _unicode(self.path.as_posix())


def files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Found]:
    """The files that are named and those in the folders that are named, sorted by name in each folder, none twice.

    What is hidden (its name begins with a dot) is left out, and so are links to folders and what is no file, unless they
    are named themselves.
    """
    named = list(dict.fromkeys(Path(path) for path in paths))
    for path in named:
        if not any(other in path.parents for other in named):
            yield from _below(path) if path.is_dir() else [_found(path)]


def _below(folder: Path) -> Iterator[Found]:
    stack = [(folder, True)]
    while stack:
        here, is_folder = stack.pop()
        if not is_folder:
            yield _found(here)
            continue
        try:
            with os.scandir(here) as listed:
                kept = [
                    (Path(one), one.is_dir())
                    for one in listed
                    if not one.name.startswith(".") and (one.is_file() or one.is_dir(follow_symlinks=False))
                ]
        except OSError as error:
            yield Found(here, error=error.strerror or str(error))
            continue
        stack.extend(sorted(kept, reverse=True))


def _found(path: Path) -> Found:
    try:
        return Found(path, path.stat().st_size)
    except OSError as error:
        return Found(path, error=error.strerror or str(error))


@frozen
class Sources:
    """Where documents are looked for, and what is taken from there."""

    paths: Sequence[str | os.PathLike[str]]
    columns: Columns
    encoding: str | None = None
    max_chars: int = MAX_CHARS

    def size(self) -> int:
        """How many bytes all files have, packed as they are: what the shares of all entries come to, about."""
        return sum(found.size for found in files(self.paths))

    def entries(self) -> Iterator[Entry]:
        """The documents; one that cannot be had is an entry with an error, and nothing is raised."""
        for found in files(self.paths):
            source, name = found.source, found.path.name.lower()
            if found.error is not None:
                yield Entry(source, source, error=found.error)
            elif name.endswith((*ARCHIVES, *TABLES, *_PACKED)):
                yield from self._guarded(found, self._archive if name.endswith(ARCHIVES) else self._stream)
            else:
                yield Entry(source, source, found.path, size=found.size, share=found.size)

    def _guarded(self, found: Found, inside: Callable[[IO[bytes], str, int], Iterator[Entry]]) -> Iterator[Entry]:
        """What is in a file, each entry with its share of it; what is wrong with the file is an entry more."""
        reached = 0
        try:
            with found.path.open("rb") as file:
                for entry in inside(file, found.source, found.size):
                    now = min(found.size, max(reached, entry.share or file.tell()))
                    yield evolve(entry, share=now - reached)
                    reached = now
        except Exception as error:  # a damaged or hostile file makes its library raise nearly anything
            yield Entry(found.source, found.source, error=_described(error), share=found.size - reached)

    def _archive(self, file: IO[bytes], source: str, _: int) -> Iterator[Entry]:
        for member in members(file, source):
            place = _unicode(f"{source}!{member.name}")
            if member.open is None:
                yield Entry(place, place, error=member.error)
                continue
            try:
                with member.open() as content:
                    yield from self._stream(content, place, 0)
            except Exception as error:  # the other members may be sound
                yield Entry(place, place, error=_described(error))

    def _stream(self, file: IO[bytes], source: str, size: int) -> Iterator[Entry]:
        """What is in a file that is open: a document, or the rows of a table."""
        name = source.lower()
        for suffix, unpacked in _PACKED.items():
            if name.endswith(suffix):
                file, name = unpacked(file), name.removesuffix(suffix)
        if name.endswith(ARCHIVES):
            yield Entry(source, source, error="an archive in an archive is not looked into; unpack the outer one")
        elif name.endswith(TABLES):
            packed = not size or name != source.lower()
            table = (
                io.BytesIO(self._content(file)) if name.endswith(".parquet") and packed else file
            )  # it is read to and fro
            for row in rows(table, name, self.columns, encoding=self.encoding, max_chars=self.max_chars):
                place = f"{source}#{row.number}"
                share = int(size * row.read) if row.read else 0
                yield Entry(row.id or place, place, row.content, row.error, len(row.content or ""), share)
        else:
            content = self._content(file)
            yield Entry(source, source, content, size=len(content))

    def _content(self, file: IO[bytes]) -> bytes:
        """A file as a whole, as long as that may be."""
        longest = _LONGEST_CHARACTER * (self.max_chars + 1)  # the one is for a byte order mark
        content = file.read(longest + 1)
        if len(content) > longest:
            raise too_long("", self.max_chars)
        return content


def _described(error: Exception) -> str:
    if isinstance(error, OSError):
        return getattr(error, "problem", None) or error.strerror or str(error)
    return str(error) or type(error).__name__


def _unicode(name: str) -> str:
    """A name with what is no Unicode in it written out: ``\\udcff`` for a byte that is no UTF-8."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")

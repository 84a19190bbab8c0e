"""The documents in folders, archives and tables, an entry each, in a deterministic order."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

from attrs import evolve, frozen

from govreport.batch.archives import ARCHIVES, members
from govreport.batch.entries import Entry
from govreport.batch.tabular import TABLES, Columns, rows
from govreport.formats import too_long
from govreport.reading import MAX_CHARS, open_regular

_PACKED: Final[Mapping[str, Callable[[IO[bytes]], Any]]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
"""Compression formats of single files, by suffix."""
_LONGEST_CHARACTER: Final = 4
"""In bytes, in any encoding."""


_MARK: Final = re.compile(
    rf"(?:{'|'.join(f'(?<={re.escape(suffix)})' for suffix in (*ARCHIVES, *TABLES, *_PACKED))})[!#]+", re.IGNORECASE
)
"""``!`` and ``#`` where they would look like the marks of a member or a row: ``a.zip!b.txt``, ``rows.jsonl#1``."""
_FIRST: Final = re.compile(r"^[!#]+")
"""The same at the beginning of the name of a member, where the mark of the archive precedes them."""
_ESCAPE: Final = re.compile(r"\\+(?=ud[89a-f][0-9a-f]{2}|[\ud800-\udfff])")
"""Backslashes before what looks like an escaped surrogate, or before one."""


@frozen
class Found:
    """A file, or a folder that cannot be read."""

    path: Path
    size: int = 0
    error: str | None = None

    @property
    def source(self) -> str:
        """The path as valid Unicode, with ``/`` as separator; a mark that a composed name would have is doubled."""
        return _unicode(_MARK.sub(_doubled, self.path.as_posix()))


def files(paths: Iterable[str | os.PathLike[str]], without: str | os.PathLike[str] | None = None) -> Iterator[Found]:
    """The given files and those in the given folders, sorted by name in each folder, without duplicates.

    Hidden files (names that start with a dot), links to folders, and special files are left out, unless given
    explicitly.

    :param without: a folder to leave out, such as the one for the output.
    """
    kept_out = None if without is None else Path(without).resolve()
    named = list(dict.fromkeys(Path(path) for path in paths))
    for path in named:
        if not any(other in path.parents for other in named):
            yield from _below(path, kept_out) if path.is_dir() else [_found(path)]


def _below(folder: Path, without: Path | None) -> Iterator[Found]:
    stack = [(folder, True)]
    while stack:
        here, is_folder = stack.pop()
        if is_folder and without is not None and here.resolve() == without:
            continue
        if not is_folder:
            yield _found(here)
            continue
        try:
            with os.scandir(here) as listed:
                kept = [(Path(one), one.is_dir()) for one in listed if _is_listed(one)]
        except OSError as error:
            yield Found(here, error=error.strerror or str(error))
            continue
        stack.extend(sorted(kept, reverse=True))


def _is_listed(one: os.DirEntry[str]) -> bool:
    """Whether it is a folder or a file, and not hidden."""
    try:
        return not one.name.startswith(".") and (one.is_file() or one.is_dir(follow_symlinks=False))
    except OSError:  # a symbolic link to itself
        return False


def _found(path: Path) -> Found:
    try:
        return Found(path, path.stat().st_size)
    except OSError as error:
        return Found(path, error=error.strerror or str(error))


@frozen
class Sources:
    """Where documents are searched, and how they are extracted."""

    paths: Sequence[str | os.PathLike[str]]
    columns: Columns
    encoding: str | None = None
    max_chars: int = MAX_CHARS
    without: str | os.PathLike[str] | None = None
    """A folder to leave out, such as the one for the output."""

    def size(self) -> int:
        """The total size of all files in bytes, compressed as they are: about the sum of all shares."""
        return sum(found.size for found in files(self.paths, self.without))

    def entries(self) -> Iterator[Entry]:
        """The documents; one that cannot be read is an entry with an error.  Never raises."""
        for found in files(self.paths, self.without):
            source, name = found.source, found.path.name.lower()
            if found.error is not None:
                yield Entry(source, source, error=found.error)
            elif name.endswith((*ARCHIVES, *TABLES, *_PACKED)):
                yield from self._guarded(found, self._archive if name.endswith(ARCHIVES) else self._stream)
            else:
                yield Entry(source, source, found.path, size=found.size, share=found.size)

    def _guarded(self, found: Found, inside: Callable[[IO[bytes], str, int], Iterator[Entry]]) -> Iterator[Entry]:
        """The entries in a file, each with its share of the size; an error of the file is an additional entry."""
        reached = 0
        try:
            with open_regular(found.path) as file:
                for entry in inside(file, found.source, found.size):
                    now = min(found.size, max(reached, entry.share or file.tell()))
                    yield evolve(entry, share=now - reached)
                    reached = now
        except Exception as error:  # damaged or hostile files raise nearly any exception
            yield Entry(found.source, found.source, error=_described(error), share=found.size - reached)

    def _archive(self, file: IO[bytes], source: str, _: int) -> Iterator[Entry]:
        for member in members(file, source):
            place = f"{source}!{_unicode(_MARK.sub(_doubled, _FIRST.sub(_doubled, member.name)))}"
            if member.open is None:
                yield Entry(place, place, error=member.error)
                continue
            try:
                with member.open() as content:
                    yield from self._stream(content, place, 0)
            except Exception as error:  # the other members may be readable
                yield Entry(place, place, error=_described(error))

    def _stream(self, file: IO[bytes], source: str, size: int) -> Iterator[Entry]:
        """The content of an open file: a document, or the rows of a table."""
        name = source.lower()
        for suffix, unpacked in _PACKED.items():
            if name.endswith(suffix):
                file, name = unpacked(file), name.removesuffix(suffix)
        if name.endswith(ARCHIVES):
            yield Entry(source, source, error="archives in archives are not read; unpack the outer one")
        elif name.endswith(TABLES):
            packed = not size or name != source.lower()
            table = (
                io.BytesIO(self._content(file)) if name.endswith(".parquet") and packed else file
            )  # it needs random access
            for row in rows(table, name, self.columns, encoding=self.encoding, max_chars=self.max_chars):
                place = f"{source}#{row.number}"
                share = int(size * row.read) if row.read else 0
                yield Entry(row.id or place, place, row.content, row.error, len(row.content or ""), share)
        else:
            content = self._content(file)
            yield Entry(source, source, content, size=len(content))

    def _content(self, file: IO[bytes]) -> bytes:
        """The content of a file, up to the maximum length."""
        longest = _LONGEST_CHARACTER * (self.max_chars + 1)  # 1 for a byte order mark
        content = file.read(longest + 1)
        if len(content) > longest:
            raise too_long("", self.max_chars)
        return content


def _described(error: Exception) -> str:
    if isinstance(error, OSError):
        return getattr(error, "problem", None) or error.strerror or str(error)
    return str(error) or type(error).__name__


def _doubled(found: re.Match[str]) -> str:
    return "".join(2 * character for character in found[0])


def _unicode(name: str) -> str:
    """A name with invalid Unicode escaped: ``\\udcff`` for a byte that is not UTF-8.

    The backslash of a name that has these characters itself is doubled.
    """
    name = _ESCAPE.sub(_doubled, name)
    return name.encode("utf-8", "backslashreplace").decode("utf-8")

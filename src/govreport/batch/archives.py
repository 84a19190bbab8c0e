"""Reading the files in an archive one after the other; nothing is unpacked to disk, so no file name can do harm."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Final

from attrs import frozen

from govreport.text.encodings import detect

ARCHIVES: Final = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
"""The suffixes of archives."""
_LONGEST_HEADER: Final = 1 << 20
"""In bytes.  A tar header is read into memory at once; a larger one is an attack."""
_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x1
"""Flags of a file in a zip archive."""


@frozen
class Member:
    """A file in an archive."""

    name: str
    open: Callable[[], IO[bytes]] | None
    """Opens the member before the next one is requested; None if it cannot be read."""
    error: str = ""


def members(file: IO[bytes], name: str) -> Iterator[Member]:
    """The files in an archive, in archive order, without hidden ones; names are unique.

    :param name: the name of the archive; its suffix determines the format.
    :raises Exception: the archive is damaged; the type depends on the damage.
    """
    seen: dict[str, int] = {}
    for member in _zipped(file) if name.lower().endswith(".zip") else _taped(file):
        parts = PurePosixPath(member.name).parts
        if any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts:
            continue
        name = member.name
        while name in seen:
            seen[member.name] += 1
            name = f"{member.name}~{seen[member.name]}"
        seen[name] = 1
        yield Member(name, member.open, member.error)


def _zipped(file: IO[bytes]) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.flag_bits & _ENCRYPTED:
                yield Member(_name(info), None, "it is encrypted; unpack the archive with its password")
            else:
                yield Member(_name(info), partial(archive.open, info))


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a file; older programs wrote it in an undeclared system encoding."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        written = info.filename.encode("cp437")  # the encoding that zipfile assumes
    except UnicodeEncodeError:
        return info.filename
    return written.decode(detect(written), "replace").replace("\\", "/")


class _Info(tarfile.TarInfo):
    """The header of a file, validated before use."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Info:
        if 0 < len(buf) < tarfile.BLOCKSIZE:  # tarfile would treat it as the end
            raise tarfile.ReadError("the archive is cut off")
        info = super().frombuf(buf, encoding, errors)
        if info.type in _HEADERS and info.size > _LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {info.size:,} bytes")
        return info


_HEADERS: Final = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)


def _taped(file: IO[bytes]) -> Iterator[Member]:
    with tarfile.open(fileobj=file, mode="r|*", tarinfo=_Info) as archive:
        for info in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would keep all that went by
            content = archive.extractfile(info) if info.isreg() else None
            if content is not None:
                yield Member(info.name, partial(_itself, content))


def _itself(file: IO[bytes]) -> IO[bytes]:
    return file

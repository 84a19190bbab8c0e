"""The members of a zip archive, unpacked one by one with bounds (OFD and OpenDocument are archives of XML)."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import Any, Final, TypeAlias

from lxml.etree import LxmlError, fromstring

from govreport.errors import ReadError
from govreport.formats.work import Work
from govreport.formats.xml_guard import XmlGuard, closed_parser

XmlElement: TypeAlias = Any
"""An element of lxml, which has no type annotations."""

LARGEST: Final = 200_000_000
"""In bytes: the maximum unpacked size of all members that are read, together."""
MOST_MEMBERS: Final = 20_000
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class Archive:
    """An archive in memory; nothing is unpacked to disk."""

    def __init__(self, content: bytes, work: Work) -> None:
        """Open the archive.

        :raises ReadError: the archive is damaged, encrypted, or has too many members.
        """
        self._name = name = work.name
        self._work = work
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE as error:
            raise ReadError(name, f"is damaged: {error}") from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise ReadError(name, f"has more than {MOST_MEMBERS:,} parts")
        if any(member.flag_bits & 1 for member in members):
            raise ReadError(name, "is encrypted; save it without a password")
        self._members = {member.filename: member for member in members}
        self._lower = {name.lower(): name for name in self._members}
        self._left = LARGEST
        self._guard = XmlGuard(work, document_types=True)

    def has(self, path: str) -> bool:
        """Whether there is such a member; upper and lower case are the same if the exact name is missing."""
        return path in self._members or path.lower() in self._lower

    def read(self, path: str) -> bytes | None:
        """The content of a member; None if it is missing.

        :raises ReadError: the member is damaged, or too much was unpacked.
        """
        member = self._members.get(path) or self._members.get(self._lower.get(path.lower(), ""))
        if member is None:
            return None
        try:
            with self._zip.open(member) as file:
                content = file.read(self._left + 1)
        except _DAMAGE as error:
            raise ReadError(self._name, f"is damaged: {path}: {error}") from error
        self._left -= len(content)
        if self._left < 0:
            raise ReadError(self._name, f"unpacks to more than {LARGEST // 1_000_000} MB")
        return content

    def piece(self, path: str, most: int) -> bytes:
        """The first bytes of a member; none if it is missing or damaged."""
        member = self._members.get(path) or self._members.get(self._lower.get(path.lower(), ""))
        try:
            with self._zip.open(member) if member is not None else io.BytesIO() as file:
                return file.read(most)
        except _DAMAGE:
            return b""

    def xml(self, path: str, *, needed: bool = True) -> XmlElement | None:
        """The root element of a member; None if it is missing.  Entities are not expanded and nothing is fetched.

        :param needed: whether a member that is not well-formed is an error; otherwise it counts as missing.
        :raises ReadError: the member is damaged, not well-formed, or too much was unpacked.
        """
        self._work.spend(1, "parts")
        content = self.read(path)
        if content is None:
            return None
        self._guard.check(path, [content])
        try:
            return fromstring(content, closed_parser(remove_comments=True, remove_pis=True))
        except (LxmlError, ValueError) as error:
            if not needed:
                return None
            raise ReadError(self._name, f"is damaged: {path} is not well-formed XML: {error}") from error


def local(element: XmlElement) -> str:
    """The name of an element without its namespace; empty for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""

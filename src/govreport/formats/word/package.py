"""A Word file opened: a zip archive of XML parts, measured before any of it is parsed (ECMA-376, part 2)."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from govreport.errors import ReadError

if TYPE_CHECKING:
    from docx.document import Document

LARGEST: Final = 200_000_000
"""In bytes: how large the parts of a file may be when they are unpacked, all together; a zip bomb unpacks to more."""
MOST_PARTS: Final = 10_000
MOST_NODES: Final = 8_000_000
"""How many elements and attributes the parts may have, all together; each takes a hundred bytes and more of memory."""
_XML_BEGINS: Final = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")
_CHUNK: Final = 1 << 20

DAMAGE: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OpcError,
    LxmlError,
    EOFError,
    OSError,
    RuntimeError,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    AssertionError,
)
"""What the libraries raise on a file that is damaged: of a missing part they say no more than that None has no such attribute."""


def opened(content: bytes, name: str) -> Document:
    """The document in a Word file.

    :raises ReadError: it unpacks to too much, is encrypted, or declares entities.
    :raises Exception: one of :data:`DAMAGE`.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
            raise ReadError(name, f"unpacks to more than {LARGEST // 1_000_000} MB or {MOST_PARTS:,} parts")
        if any(part.flag_bits & 1 for part in parts):
            raise ReadError(name, "is encrypted; save it without a password")
        nodes = 0
        for part in parts:
            nodes += _nodes(package, part, name)
            if nodes > MOST_NODES:
                raise ReadError(
                    name, f"has more than {MOST_NODES:,} elements and attributes; split it into several files"
                )
    return docx.Document(io.BytesIO(content))


def _nodes(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> int:
    """How many elements and attributes a part has, at most; none, where it is no XML.

    No more is unpacked than the archive says; a part that is larger then has a wrong check sum.
    """
    nodes = 0
    with package.open(part) as file:
        chunk = file.read(_CHUNK)
        if not chunk.startswith(_XML_BEGINS):
            return 0
        if b"<!DOCTYPE" in chunk.replace(b"\x00", b""):
            raise ReadError(name, f"{part.filename} declares entities, as no Word file does; it is not read")
        while chunk:
            nodes += chunk.count(b"<") + chunk.count(b"=")
            chunk = file.read(_CHUNK)
    return nodes

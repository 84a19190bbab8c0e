"""Opening a Word file: a zip archive of XML parts, measured before parsing (ECMA-376, part 2)."""

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
"""In bytes: the maximum unpacked size of all parts together, against zip bombs."""
MOST_PARTS: Final = 10_000
MOST_NODES: Final = 8_000_000
"""The maximum number of elements and attributes in all parts; each takes over a hundred bytes of memory."""
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
"""The exceptions of the libraries for damaged files; a missing part is an AttributeError of None."""


def opened(content: bytes, name: str) -> Document:
    """The document in a Word file.

    :raises ReadError: the file is too large when unpacked, is encrypted, or declares entities.
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
    """The maximum number of elements and attributes in a part; 0 if it is not XML.

    Only the declared size is unpacked; a larger part then fails its checksum.
    """
    nodes = 0
    with package.open(part) as file:
        chunk = file.read(_CHUNK)
        if not chunk.startswith(_XML_BEGINS):
            return 0
        if b"<!DOCTYPE" in chunk.replace(b"\x00", b""):
            raise ReadError(name, f"{part.filename} declares entities, which Word files never do; it is not read")
        while chunk:
            nodes += chunk.count(b"<") + chunk.count(b"=")
            chunk = file.read(_CHUNK)
    return nodes

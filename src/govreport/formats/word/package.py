"""Opening a Word file: a zip archive of XML parts, measured before parsing (ECMA-376, part 2)."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Final

import docx

from govreport.errors import ReadError
from govreport.formats.word.relationships import mended
from govreport.formats.work import Work
from govreport.formats.xml_guard import XmlGuard

if TYPE_CHECKING:
    from docx.document import Document

LARGEST: Final = 200_000_000
"""In bytes: the maximum unpacked size of all parts together, against zip bombs."""
MOST_PARTS: Final = 10_000
_CHUNK: Final = 1 << 20


def opened(content: bytes, work: Work) -> Document:
    """The document in a Word file.

    :raises ReadError: the file is too large when unpacked, is encrypted, or has a document type.
    :raises Exception: the file is damaged; the type depends on the damage.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
            raise ReadError(work.name, f"unpacks to more than {LARGEST // 1_000_000} MB or {MOST_PARTS:,} parts")
        if any(part.flag_bits & 1 for part in parts):
            raise ReadError(work.name, "is encrypted; save it without a password")
        guard = XmlGuard(work, document_types=False)
        for part in parts:
            with package.open(part) as file:
                guard.check(part.filename, iter(partial(file.read, _CHUNK), b""))
        try:
            return docx.Document(io.BytesIO(content))
        except KeyError:  # a part is missing
            return docx.Document(io.BytesIO(mended(content, package)))

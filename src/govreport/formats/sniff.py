"""Detecting the file type from the first bytes; the name only decides between kinds of plain text."""

from __future__ import annotations

import codecs
import io
import os
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from govreport.text.encodings import detect

_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_RTF: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}\{\\rtf")
_MARKDOWN = frozenset({".md", ".markdown"})
_HTML = frozenset({".html", ".htm", ".shtml", ".xhtml"})
_EXAMINED: Final = 4096
"""How many bytes are searched for control characters."""
_SHORTEST_BINARY: Final = 512
_BLANK: Final = (b"\x85", b"\xa0", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""Bytes that may precede the first character of a page."""
_LETTER: Final = re.compile(rb"\W{0,3}[A-Za-z]")
"""What a mail begins with, after a byte order mark; anything else that is marked up has a tag."""
_CONTROL: Final = bytes({*range(0x20), 0x7F} - set(b"\t\n\x0b\x0c\r\x1a"))
_BINARY_SHARE: Final = 0.04
"""The share of control characters above which bytes are not text; random bytes have 0.1."""

_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"\x31\xbe\x00\x00", "old-word"),
    (b"\xdb\xa5", "old-word"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS: Final = (
    ("WordDocument", "doc"),
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
"""The names of streams that show what an OLE file is."""
_OPEN_DOCUMENTS: Final = "application/vnd.oasis.opendocument."
_UNPACK: Final = "unpack it and read the files in it"
RECOGNIZE: Final = "read it with ocr=True (--ocr)"
"""What to do with a scan."""

REFUSED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "zip": f"a zip archive that is not a document; {_UNPACK}",
        "xlsx": "an Excel workbook (.xlsx); save the sheet as text, or the report as .docx",
        "pptx": "a PowerPoint presentation (.pptx); save it as PDF",
        "epub": f"an electronic book (.epub); {_UNPACK}",
        "ods": "an OpenDocument spreadsheet or presentation; save it as PDF",
        "ole": "an old Office file that is not a Word document; save it as .docx",
        "encrypted": "an Office file with a password; save it without one",
        "xls": "an Excel workbook (.xls); save the sheet as text, or the report as .docx",
        "ppt": "a PowerPoint presentation (.ppt); save it as PDF",
        "old-word": "a Word file older than Word 97; save it as .docx",
        "picture": "a picture of another type than PNG, JPEG and TIFF; save it as PNG",
        "gzip": f"a gzip archive; {_UNPACK}",
        "7z": f"a 7z archive; {_UNPACK}",
        "rar": f"a RAR archive; {_UNPACK}",
        "mail": "an e-mail; save its text or its attachments as files",
        "xml": "XML that is not a web page; save it as text, or read it as plain text with format='text'",
        "binary": "a binary file of an unknown type, not text",
    }
)
"""The file types that are detected but not read, each with the message."""

SCANNED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "png": f"a picture (PNG); {RECOGNIZE}",
        "jpeg": f"a picture (JPEG); {RECOGNIZE}",
        "tiff": f"a picture (TIFF); {RECOGNIZE}",
    }
)
"""The file types that are read with ``ocr=True`` only, each with the message."""


def sniff(content: bytes, name: str | None) -> str:
    """The format of a file: one of :data:`govreport.formats.FORMATS` or of :data:`REFUSED`.

    >>> sniff(b"%PDF-1.7", "report.txt"), sniff("一、总则".encode(), "report.txt"), sniff(b"# x", "report.md")
    ('pdf', 'text', 'markdown')
    >>> sniff(b"<!DOCTYPE html>", "report.txt"), sniff(b"x<br>y", "report.txt"), sniff(b"x<br>y", "report.htm")
    ('html', 'text', 'html')
    """
    if _PDF in content[:1024]:  # PDF readers accept that much before it
        return "pdf"
    if content.startswith(_ZIP):
        return _in_zip(content)
    if content.startswith(_OLE):
        return _in_ole(content)
    if _RTF.match(content):
        return "rtf"
    if (signature := _signature(content)) is not None:
        return signature
    suffix = os.path.splitext(name or "")[1].lower()  # noqa: PTH122  (pathlib takes long to import)
    marked = not _begins_in_chinese(content) and (b"<" in content or _LETTER.match(content) is not None)
    if marked:
        from govreport.formats.web.markup import is_docbook, is_mail, is_markup, is_page, is_web_archive, is_xml

        if is_page(content):
            return "html"
        if is_web_archive(content):
            return "mhtml"
        if is_mail(content):
            return "mail"
    if _is_binary(content):
        return "binary"
    if suffix in _MARKDOWN:
        return "markdown"
    if marked and suffix != ".txt" and (is_xml(content) or is_docbook(content)):
        return "docbook" if is_docbook(content) else "xml"
    return "html" if suffix in _HTML or (marked and is_markup(content)) else "text"


def _begins_in_chinese(content: bytes) -> bool:
    """Whether the first character is neither of ASCII nor a blank, as in most texts; pages and mails begin otherwise.

    >>> _begins_in_chinese("一、总则".encode()), _begins_in_chinese("一、总则".encode("gbk")), _begins_in_chinese(b"<p>")
    (True, True, False)
    """
    return content[:1] > b"\x7f" and not content.startswith(_BLANK)


def _in_zip(content: bytes) -> str:
    """The file type of a zip archive, by the names of its members."""
    import zipfile  # imported here: most files are texts

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {member.lower() for member in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError):  # its reader describes the damage
        return "docx" if b"word/" in content or b"[Content_Types].xml" in content else "zip"
    if "ofd.xml" in names:
        return "ofd"
    if "word/document.xml" in names:
        return "docx"
    if "mimetype" in names and "content.xml" in names:
        return "odt" if _is_text_document(content) else "ods"
    for folder, format in (("xl/", "xlsx"), ("ppt/", "pptx"), ("meta-inf/container.xml", "epub")):
        if any(name.startswith(folder) for name in names):
            return format
    return "docx" if "[content_types].xml" in names else "zip"


def _is_text_document(content: bytes) -> bool:
    """Whether an OpenDocument file is a text: its type is stored first, not compressed (ODF 1.2, part 3, 3.3)."""
    kind = content[38:120].decode("ascii", "replace")
    return not kind.startswith(_OPEN_DOCUMENTS) or kind.startswith(f"{_OPEN_DOCUMENTS}text")


def _in_ole(content: bytes) -> str:
    """The file type of an OLE file, by the names of its streams in the directory."""
    for stream, format in OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return format
    return "ole"


def _signature(content: bytes) -> str | None:
    """The file type by the first bytes, of types that are not text."""
    if content[:2] == b"BM" and b"\x00" in content[:32]:
        return "picture"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "picture"
    return next((format for signature, format in _SIGNATURES if content.startswith(signature)), None)


def _is_binary(content: bytes) -> bool:
    """Whether the bytes are not text: they have many control characters, and are not UTF-16.

    >>> _is_binary(bytes(range(256)) * 20), _is_binary("第 1 条。".encode("utf-16-le") * 99), _is_binary(b"\\x00" * 9)
    (True, False, False)
    """
    beginning = content[:_EXAMINED]
    control = len(beginning) - len(beginning.translate(None, _CONTROL))
    if len(beginning) < _SHORTEST_BINARY or control <= _BINARY_SHARE * len(beginning):
        return False
    return not detect(content).startswith("utf-16")

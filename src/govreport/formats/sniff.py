"""What format a file has, told from its first bytes; its name only decides between forms of plain text."""

from __future__ import annotations

from pathlib import PurePath

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"


def sniff(content: bytes, name: str | None) -> str:
    """The format of a file: one of :data:`govreport.formats.FORMATS`, or ``zip`` or ``ole`` for what is none of them.

    >>> sniff(b"%PDF-1.7", "report.txt"), sniff("一、总则".encode(), "report.txt"), sniff(b"# x", "report.md")
    ('pdf', 'text', 'markdown')
    """
    if _PDF in content[:1024]:  # readers allow so much before it
        return "pdf"
    if content.startswith(_ZIP):
        return "docx" if b"word/" in content or b"[Content_Types].xml" in content else "zip"
    if content.startswith(_OLD_OFFICE):
        return "ole"
    suffix = PurePath(name or "").suffix.lower()
    return "markdown" if suffix in {".md", ".markdown"} else "text"

"""What format a file has, told from its first bytes; its name only decides between forms of plain text."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

LONGEST_PROLOG: Final = 4096
"""In bytes: a page declares itself before that; later tags are left-overs in a text."""
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"


def sniff(content: bytes, name: str | None) -> str:
    """The format of a file: one of :data:`govreport.formats.FORMATS`, or ``zip`` or ``ole`` for what is none of them.

    >>> sniff(b"%PDF-1.7", "report.txt"), sniff("一、总则".encode(), "report.txt"), sniff(b"# x", "report.md")
    ('pdf', 'text', 'markdown')
    """
    head = content[:LONGEST_PROLOG]
    if _PDF in head[:1024]:  # readers allow so much before it
        return "pdf"
    if head.startswith(_ZIP):
        return "docx" if b"word/" in content or b"[Content_Types].xml" in content else "zip"
    if head.startswith(_OLD_OFFICE):
        return "ole"
    if _HTML.match(head):
        return "html"
    suffix = PurePath(name or "").suffix.lower()
    if suffix in {".html", ".htm", ".xhtml", ".shtml"} and b"<" in head:
        return "html"
    return "markdown" if suffix in {".md", ".markdown"} else "text"

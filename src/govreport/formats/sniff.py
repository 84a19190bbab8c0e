"""Detecting the file type from the first bytes; the name only decides between kinds of plain text."""

from __future__ import annotations

from pathlib import PurePath

from govreport.formats.web.markup import is_docbook, is_markup, is_page, is_web_archive, is_xml

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_MARKDOWN = frozenset({".md", ".markdown"})
_HTML = frozenset({".html", ".htm", ".shtml", ".xhtml"})


def sniff(content: bytes, name: str | None) -> str:
    """The format of a file: one of :data:`govreport.formats.FORMATS`, or ``zip``, ``ole``, ``mhtml`` or ``xml`` for
    unsupported file types.

    >>> sniff(b"%PDF-1.7", "report.txt"), sniff("一、总则".encode(), "report.txt"), sniff(b"# x", "report.md")
    ('pdf', 'text', 'markdown')
    >>> sniff(b"<!DOCTYPE html>", "report.txt"), sniff(b"x<br>y", "report.txt"), sniff(b"x<br>y", "report.htm")
    ('html', 'text', 'html')
    """
    if _PDF in content[:1024]:  # PDF readers accept that much before it
        return "pdf"
    if content.startswith(_ZIP):
        return "docx" if b"word/" in content or b"[Content_Types].xml" in content else "zip"
    if content.startswith(_OLD_OFFICE):
        return "ole"
    suffix = PurePath(name or "").suffix.lower()
    if is_page(content):
        return "html"
    if is_web_archive(content):
        return "mhtml"
    if suffix in _MARKDOWN:
        return "markdown"
    if suffix != ".txt" and (is_xml(content) or is_docbook(content)):
        return "docbook" if is_docbook(content) else "xml"
    return "html" if suffix in _HTML or is_markup(content) else "text"

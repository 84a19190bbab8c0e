"""Detecting HTML: a page or a fragment, but not plain text with leftover tags."""

from __future__ import annotations

import codecs
import re
from typing import Final

_LOOKED_AT: Final = 1 << 16
"""How many bytes are examined."""
_LEADING: Final = re.compile(r"[\s\ufeff]+|<!--.*?-->|<\?xml[^<>]*>", re.S)
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I)
_XML: Final = re.compile(r"[\s\ufeff]*<\?xml\b", re.I)
_DOCBOOK: Final = re.compile(
    r"""xmlns(?::\w+)?\s*=\s*["']http://docbook\.org/ns/docbook["']|<!DOCTYPE[^<>]{0,200}docbook""", re.I
)
_HEADER: Final = re.compile(r"[a-z][a-z-]{1,40}:", re.I)
_ARCHIVE: Final = re.compile(r"^content-type:\s*multipart/related", re.I | re.M)
_MAIL: Final = re.compile(r"^mime-version:\s*[0-9]", re.I | re.M)
_HEADERS_END: Final = re.compile(r"\r?\n\r?\n")
_PART: Final = re.compile(
    r"<(?:article|b|blockquote|center|dd|div|dl|dt|em|font|h[1-6]|hr|img|li|link|main|ol|p|pre|script|section|span|"
    r"strong|style|table|tbody|td|th|thead|tr|u|ul)(?=[\s>/])[^<>]{0,2000}>",
    re.I,
)
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9:]{0,20})\b[^<>]{0,2000}?(/?)>", re.I)
_VOID: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"})
_OUTSIDE: Final = 0.1
"""The maximum share of text outside elements; part of an element may be cut off after the first bytes."""

_REACH: Final = 50
"""How many unclosed elements a closing tag may close implicitly."""


def is_page(content: bytes) -> bool:
    """Whether the bytes start like a page: with a document type or one of the outermost elements.

    >>> is_page(b"<!-- x --><!DOCTYPE html>"), is_page("<html>".encode("utf-16")), is_page("<p>甲</p>".encode())
    (True, True, False)
    """
    text = _beginning(content)
    return _PAGE.match(text, _first(text)) is not None


def is_xml(content: bytes) -> bool:
    """Whether the bytes have an XML declaration."""
    return _XML.match(_beginning(content)) is not None


def is_docbook(content: bytes) -> bool:
    """Whether the bytes declare DocBook by a namespace or a document type.

    >>> is_docbook(b'<article xmlns="http://docbook.org/ns/docbook" version="5.0">'), is_docbook(b"<article>")
    (True, False)
    """
    text = _beginning(content)[:4096]
    return text[_first(text) :].startswith("<") and _DOCBOOK.search(text) is not None


def is_web_archive(content: bytes) -> bool:
    """Whether the bytes are a page with its images in one file (MHTML, RFC 2557)."""
    text = _beginning(content)[:4096]
    return _HEADER.match(text) is not None and _ARCHIVE.search(text) is not None


def is_mail(content: bytes) -> bool:
    """Whether the bytes are an e-mail or another MIME message.

    >>> is_mail(b"From: a@b.cn\\r\\nMIME-Version: 1.0\\r\\n\\r\\n"), is_mail("来源: 某市".encode())
    (True, False)
    """
    text = _beginning(content)[:4096]
    return _HEADER.match(text) is not None and _MAIL.search(_HEADERS_END.split(text, 1)[0]) is not None


def is_markup(content: bytes) -> bool:
    """Whether the bytes are a fragment: they start with an element, and the text is inside elements.

    >>> is_markup("<div><p>一、总则</p></div>".encode())
    True
    >>> is_markup("<p>\\n一、总则\\n二、分则".encode()), is_markup("<table><tr></table>\\n一、总则".encode())
    (False, False)
    """
    text = _beginning(content)
    if not _PART.match(text, _first(text)):
        return False
    bare = sum(not ("<" in line or line.isspace()) for line in text.split("\n") if line)
    tags = end = inside = outside = 0
    still_open: list[str] = []
    for tag in _TAG.finditer(text):
        length = _length(text[end : tag.start()])
        inside, outside = (inside + length, outside) if still_open else (inside, outside + length)
        tags, end = tags + 1, tag.end()
        name = tag[2].lower()
        if tag[1]:
            if name in still_open[-_REACH:]:
                while still_open.pop() != name:
                    pass
        elif name not in _VOID and not tag[3]:
            still_open.append(name)
    if not still_open:
        outside += _length(text[end:])
    return tags > bare and outside <= _OUTSIDE * (inside + outside)


def _beginning(content: bytes) -> str:
    """The first bytes as text, one character per byte unless in UTF-16: tags are ASCII."""
    content = content[:_LOOKED_AT]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if content[1:2] == b"\0":
        return content.decode("utf-16-le", "replace")
    if content[:1] == b"\0":
        return content.decode("utf-16-be", "replace")
    return content.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _first(text: str) -> int:
    """The offset after leading blanks and comments."""
    at = 0
    while found := _LEADING.match(text, at):
        at = found.end()
    return at


def _length(text: str) -> int:
    return len("".join(text.split()))

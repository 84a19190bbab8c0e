"""Web archives (.mhtml, .mht): the page of a MIME message, read as HTML; pictures and frames are left out (RFC 2557)."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import islice
from typing import Final

from attrs import frozen

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.formats import html as web_page
from govreport.formats.work import Work

_HEADERS_END: Final = re.compile(rb"\r?\n[ \t]*\r?\n")
_LONGEST_HEADERS: Final = 16_384
"""In bytes, of the headers of a part."""
_DEEPEST: Final = 8
"""The maximum depth of multipart parts in multipart parts."""
_MOST_PARTS: Final = 20_000
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})


@frozen
class _Part:
    """A part of a message: its headers and its encoded body."""

    headers: Message
    body: bytes

    @classmethod
    def of(cls, content: bytes) -> _Part:
        content = content.lstrip(b"\r\n")
        end = _HEADERS_END.search(content, 0, _LONGEST_HEADERS)
        head, body = (content[: end.start()], content[end.end() :]) if end else (content[:_LONGEST_HEADERS], b"")
        return cls(BytesHeaderParser().parsebytes(head + b"\r\n\r\n"), body)

    @property
    def identifier(self) -> str:
        return _bare(self.headers.get("Content-ID"))

    def decoded(self) -> bytes:
        """The body without its transfer encoding; damaged base64 is read up to the damage."""
        encoding = str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()
        if encoding == "quoted-printable":
            return quopri.decodestring(self.body)
        if encoding != "base64":
            return self.body
        try:
            return binascii.a2b_base64(self.body)
        except binascii.Error:
            whole = re.sub(rb"[^A-Za-z0-9+/]+", b"", self.body)
            return binascii.a2b_base64(whole[: len(whole) // 4 * 4])


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int, work: Work) -> Extract:
    """The text of the page in a web archive.

    :raises ReadError: the archive has no page, or the page cannot be read.
    """
    message = _Part.of(content)
    start = _bare(message.headers.get_param("start"))
    pages = [part for part in islice(_parts(message, 0), _MOST_PARTS) if part.headers.get_content_type() in _PAGES]
    page = next((part for part in pages if start and part.identifier == start), pages[0] if pages else None)
    if page is None:
        raise ReadError(name, "is a web archive without a page: no part of it is HTML")
    return web_page.extract(page.decoded(), name=name, encoding=encoding, max_chars=max_chars, work=work)


def _parts(part: _Part, depth: int) -> Iterator[_Part]:
    """The parts that are not multipart, in order."""
    boundary = part.headers.get_boundary() if part.headers.get_content_maintype() == "multipart" else None
    if boundary is None:
        yield part
    elif depth < _DEEPEST:
        line = re.compile(
            rb"(?:\r?\n|^)--" + re.escape(boundary.encode("ascii", "replace")) + rb"(--)?[ \t]*(?=\r?\n|$)"
        )
        begin: int | None = None
        for found in line.finditer(part.body):
            if begin is not None:
                yield from _parts(_Part.of(part.body[begin : found.start()]), depth + 1)
            begin = found.end()
            if found[1]:
                return
        if begin is not None:  # a truncated archive
            yield from _parts(_Part.of(part.body[begin:]), depth + 1)


def _bare(identifier: object) -> str:
    """An identifier without its angle brackets."""
    return str(identifier or "").strip().strip("<>")

"""Decoding bytes: their text, and the undecodable bytes."""

from __future__ import annotations

import codecs
import sys

from attrs import frozen

_WINDOW = 1 << 10
"""The size of decoding blocks, so that the cost of an undecodable byte is bounded; even, for UTF-16."""


@frozen
class Damage:
    """Consecutive undecodable bytes; each is one U+FFFD in the text."""

    offset: int
    """The offset in bytes, including a byte order mark."""
    count: int
    start: int
    """The offset in the text, in code points."""


def decode(content: bytes, encoding: str, most: int = sys.maxsize) -> tuple[str, tuple[Damage, ...]]:
    """The text of some bytes, and the undecodable bytes; never raises for any bytes.

    Every undecodable byte becomes one U+FFFD, and decoding continues after it.  The byte order mark of ``utf-8-sig`` and
    ``utf-16`` is not part of the text.

    :param encoding: the result of :func:`govreport.text.encodings.detect` for these bytes.
    :param most: the maximum length of interest, in code points; of a longer text, only a beginning that exceeds it is
        decoded.

    >>> decode("一、总则".encode("gb18030"), "gb18030")
    ('一、总则', ())
    >>> decode(b"a\\xff\\xfe, b", "utf-8")
    ('a��, b', (Damage(offset=1, count=2, start=1),))
    """
    codec, at = _codec(content, encoding)
    read = codecs.getdecoder(codec)
    unit = 2 if codec.startswith("utf-16") else 1
    pieces: list[str] = []
    damage: list[Damage] = []
    start = 0
    while at < len(content) and start <= most:
        window = content[at : at + _WINDOW]
        lost = 0
        try:
            piece, used = read(window)
        except UnicodeDecodeError as error:
            used = error.start
            piece = read(window[:used])[0]
            # An incomplete character at the end of the block starts the next block.
            if used == 0 or error.end < len(window) or len(window) < _WINDOW:
                lost = min(unit, len(window) - used)
        at += used
        start += len(piece)
        pieces += piece, "\ufffd" * lost
        if lost:
            last = damage[-1] if damage else None
            if last and last.offset + last.count == at:
                damage[-1] = Damage(last.offset, last.count + lost, last.start)
            else:
                damage.append(Damage(at, lost, start))
            at += lost
            start += lost
    return "".join(pieces), tuple(damage)


def _codec(content: bytes, encoding: str) -> tuple[str, int]:
    """The codec for the bytes after the byte order mark, and the length of that mark."""
    if encoding == "utf-8-sig":
        return "utf-8", len(codecs.BOM_UTF8)
    if encoding == "utf-16":
        return "utf-16-le" if content.startswith(codecs.BOM_UTF16_LE) else "utf-16-be", 2
    return encoding, 0


def of_code_units(text: str) -> str:
    """The text whose code units of UTF-16 are given, one a character; a lone surrogate becomes U+FFFD.

    >>> of_code_units("\\ud840\\udc00甲\\ud840")
    '𠀀甲\ufffd'
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

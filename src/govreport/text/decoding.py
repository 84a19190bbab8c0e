"""What bytes say in an encoding: their text, and the bytes that say nothing."""

from __future__ import annotations

import codecs
import sys

from attrs import frozen

_WINDOW = 1 << 10
"""How many bytes are decoded at a time, so that what one undecodable byte costs is bounded; even, for UTF-16."""


@frozen
class Damage:
    """Bytes side by side that an encoding cannot read; each stands in the text as one U+FFFD."""

    offset: int
    """Where they begin, counted in bytes, byte order mark included."""
    count: int
    start: int
    """Where they begin in the text, in code points."""


def decode(content: bytes, encoding: str, most: int = sys.maxsize) -> tuple[str, tuple[Damage, ...]]:
    """The text of bytes and what could not be read of them; never raises on bytes.

    Every undecodable byte becomes one U+FFFD, and decoding goes on with the next.  The byte order mark of
    ``utf-8-sig`` and ``utf-16`` is no part of the text.

    :param encoding: what :func:`govreport.text.encodings.detect` answered for these bytes.
    :param most: how long a text is wanted, in code points; of a longer one only a beginning that is longer still
        is decoded.

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
            # What only the end of the window cut in two begins the next one.
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
    """The codec that reads on behind the byte order mark, and how long that mark is."""
    if encoding == "utf-8-sig":
        return "utf-8", len(codecs.BOM_UTF8)
    if encoding == "utf-16":
        return "utf-16-le" if content.startswith(codecs.BOM_UTF16_LE) else "utf-16-be", 2
    return encoding, 0

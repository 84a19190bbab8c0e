"""Measuring how large the streams of a PDF are when unpacked, before pdfium unpacks them into memory."""

from __future__ import annotations

import re
import zlib
from typing import Final

LARGEST: Final = 64_000_000
"""In bytes, of a stream other than an image: text, fonts, tables of the file."""
LARGEST_PICTURE: Final = 320_000_000
"""A page of A3 with 600 dots per inch in three colours has 209 million bytes."""
_RATIO: Final = 100
"""The maximum unpacked size of all streams as a multiple of the file; scanned white pages have the highest ratio."""
_DEEPEST: Final = 4
"""The maximum number of compression layers of a stream."""
_CHUNK: Final = 1 << 20
_FIRST_CHUNK: Final = 64
"""In bytes: most places that look like a stream are something else, and end at once."""
_STREAM: Final = re.compile(rb"stream\r?\n")
_PICTURE: Final = re.compile(rb"/Subtype\s{0,9}/Image")
_HEAD: Final = 400
"""How far before a stream its dictionary is searched, in bytes."""


def is_too_large(content: bytes) -> bool:
    """Whether a stream of a PDF, or all of them together, unpack to more than a text document needs.

    Streams compressed by Deflate are measured, also repeatedly; no other filter compresses a thousand to one.

    >>> is_too_large(b"<< >> stream\\n" + zlib.compress(bytes(LARGEST + 1)) + b"endstream")
    True
    """
    left = LARGEST_PICTURE + _RATIO * len(content)
    for found in _STREAM.finditer(content):
        if not _is_packed(content[found.end() : found.end() + 2]):
            continue
        picture = _PICTURE.search(content, max(0, found.start() - _HEAD), found.start())
        most = LARGEST_PICTURE if picture else LARGEST
        size = _size(memoryview(content)[found.end() :], most)
        left -= size
        if size > most or left < 0:
            return True
    return False


def _is_packed(start: bytes) -> bool:
    """Whether a stream starts as one compressed by Deflate does (RFC 1950, 2.2)."""
    return len(start) == 2 and start[0] & 0x0F == 8 and int.from_bytes(start, "big") % 31 == 0


def _size(packed: memoryview, most: int) -> int:
    """The unpacked size of a stream in its largest layer, or what was read of it; measuring stops at ``most``."""
    layers = [_Layer()]
    begin, length = 0, _FIRST_CHUNK
    while begin < len(packed) and layers[0].open:
        chunk = bytes(packed[begin : begin + length])
        begin += length
        length = min(4 * length, _CHUNK)
        if not _feed(layers, 0, chunk, most):
            return most + 1
    return max(begin, *(layer.size for layer in layers))


class _Layer:
    """One layer of decompression."""

    def __init__(self) -> None:
        self._unpack = zlib.decompressobj()
        self.open = True
        self.size = 0

    def unpack(self, chunk: bytes) -> tuple[bytes, bytes]:
        """Part of the unpacked chunk, and the rest of the chunk for the next call."""
        try:
            out = self._unpack.decompress(chunk, _CHUNK)
        except zlib.error:
            out = b""
            self.open = False
        self.open = self.open and not self._unpack.eof
        self.size += len(out)
        return out, self._unpack.unconsumed_tail if self.open else b""


def _feed(layers: list[_Layer], depth: int, chunk: bytes, most: int) -> bool:
    """Unpack a chunk through all layers; False as soon as a layer exceeds the limit."""
    layer = layers[depth]
    while chunk and layer.open:
        first = layer.size == 0
        out, chunk = layer.unpack(chunk)
        if layer.size > most:
            return False
        if first and out[:1] == b"\x78" and depth + 1 < _DEEPEST:
            layers.append(_Layer())
        if depth + 1 < len(layers) and not _feed(layers, depth + 1, out, most):
            return False
    return True

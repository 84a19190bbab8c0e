"""How much the streams of a PDF unpack to, measured before pdfium unpacks them into memory."""

from __future__ import annotations

import re
import zlib
from typing import Final

LARGEST: Final = 64_000_000
"""In bytes, of a stream that is no picture: text, fonts, tables of the file."""
LARGEST_PICTURE: Final = 320_000_000
"""A page of A3 with 600 dots an inch in three colours has 209 million bytes."""
_RATIO: Final = 100
"""How many times their size all streams unpack to together; a white page that was scanned makes the most of it."""
_DEEPEST: Final = 4
"""So many times a stream may be packed over."""
_CHUNK: Final = 1 << 20
_STREAM: Final = re.compile(rb"stream\r?\n")
_PICTURE: Final = re.compile(rb"/Subtype\s{0,9}/Image")
_HEAD: Final = 400
"""How far before a stream its dictionary says what it is, in bytes."""


def is_too_large(content: bytes) -> bool:
    """Whether a stream of a PDF, or all of them together, unpack to more than a document of text holds.

    Streams packed by Deflate are measured, those packed over and over too; of the filters it alone packs a thousand to one.

    >>> is_too_large(b"<< >> stream\\n" + zlib.compress(bytes(LARGEST + 1)) + b"endstream")
    True
    """
    left = LARGEST_PICTURE + _RATIO * len(content)
    for found in _STREAM.finditer(content):
        picture = _PICTURE.search(content, max(0, found.start() - _HEAD), found.start())
        most = LARGEST_PICTURE if picture else LARGEST
        size = _size(memoryview(content)[found.end() :], most)
        left -= size
        if size > most or left < 0:
            return True
    return False


def _size(packed: memoryview, most: int) -> int:
    """How many bytes a stream unpacks to, in whatever layer that is most; it is measured no further than ``most``."""
    layers = [_Layer()]
    begin = 0
    while begin < len(packed) and layers[0].open:
        chunk = bytes(packed[begin : begin + _CHUNK])
        begin += _CHUNK
        if not _feed(layers, 0, chunk, most):
            return most + 1
    return max(layer.size for layer in layers)


class _Layer:
    """One unpacking, that of what another unpacked or of the file itself."""

    def __init__(self) -> None:
        self._unpack = zlib.decompressobj()
        self.open = True
        self.size = 0

    def unpack(self, chunk: bytes) -> tuple[bytes, bytes]:
        """Some of what a chunk unpacks to, and what of the chunk is left for the next time."""
        try:
            out = self._unpack.decompress(chunk, _CHUNK)
        except zlib.error:
            out = b""
            self.open = False
        self.open = self.open and not self._unpack.eof
        self.size += len(out)
        return out, self._unpack.unconsumed_tail if self.open else b""


def _feed(layers: list[_Layer], depth: int, chunk: bytes, most: int) -> bool:
    """Unpack a chunk through all layers; False as soon as one of them is larger than allowed."""
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

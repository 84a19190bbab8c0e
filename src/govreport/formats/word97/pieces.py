"""The text of a .doc file, from its piece table, and where its characters are in the file (MS-DOC, 2.4.1, 2.8.35)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from govreport.formats.word97.binary import number, numbers
from govreport.formats.work import Work

_PROPERTIES: Final = 1
_TABLE: Final = 2
_COMPRESSED: Final = 1 << 30
_MOST_PIECES: Final = 1_000_000
_CHARACTERS: Final = 16
"""How many characters take a unit of work: several pieces may have the same."""
_BYTES: Final = [bytes([i]).decode("cp1252", "replace") if 0x82 <= i <= 0x9F else chr(i) for i in range(256)]
"""The characters of pieces with a byte for each character."""


@frozen
class Piece:
    """A part of the text that is together in the file."""

    start: int
    """The index of its first character."""
    offset: int
    """In bytes, of its first character in the stream ``WordDocument``."""
    width: int
    """The bytes of a character."""
    length: int


@frozen
class Text:
    """The text of all stories; each character is a code unit of UTF-16."""

    characters: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, main: bytes, table: bytes, most: int, work: Work) -> Text:
        """The text, at most ``most`` characters.

        :param table: the piece table with what precedes it (``Clx``).
        """
        parts: list[str] = []
        pieces: list[Piece] = []
        start = 0
        for offset, width, length in _pieces(table):
            work.spend(1 + min(length, most - start) // _CHARACTERS, "pieces of text")
            content = main[offset : offset + width * min(length, most - start)]
            if width == 1:
                characters = "".join(map(_BYTES.__getitem__, content))
            else:
                count = len(content) // 2
                characters = "".join(map(chr, struct.unpack(f"<{count}H", content[: 2 * count])))
            pieces.append(Piece(start, offset, width, len(characters)))
            parts.append(characters)
            start += len(characters)
            if len(characters) < length:
                break  # a piece outside the stream, or too much text
        return cls("".join(parts), tuple(pieces))

    def offset(self, index: int) -> int:
        """Where a character is in the stream ``WordDocument``."""
        at = bisect_right(self.pieces, index, key=lambda piece: piece.start) - 1
        if at < 0:
            return 0
        piece = self.pieces[at]
        return piece.offset + piece.width * (index - piece.start)


def _pieces(table: bytes) -> Iterator[tuple[int, int, int]]:
    """The offset, the width of a character and the length of each piece."""
    at = 0
    while number(table, at, 1) == _PROPERTIES:
        at += 3 + number(table, at + 1, 2)
    if number(table, at, 1) != _TABLE:
        return
    count = min((number(table, at + 1, 4) - 4) // 12, (len(table) - at - 9) // 12, _MOST_PIECES)
    ends = numbers(table, at + 5, 4, count + 1)
    for i in range(count):
        value = number(table, at + 5 + 4 * (count + 1) + 8 * i + 2, 4)
        length = ends[i + 1] - ends[i]
        if length < 0:
            return
        is_narrow = bool(value & _COMPRESSED)
        offset = value & (_COMPRESSED - 1)
        yield (offset // 2, 1, length) if is_narrow else (offset, 2, length)

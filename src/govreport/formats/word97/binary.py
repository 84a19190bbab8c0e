"""Reading numbers from bytes that may be cut off or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)
"""The bytes of an operand by the upper three bits of its operation; 0 if they are counted before it (MS-DOC, 2.6)."""
_TABLE: Final = 0xD608
"""The definition of a row, whose length has two bytes."""
_TABS: Final = 0xC615
_LONG_TABS: Final = 255


def number(content: bytes, at: int, size: int, *, signed: bool = False) -> int:
    """The little-endian number at an offset; 0 beyond the end.

    >>> number(b"\\x02\\x01", 0, 2), number(b"\\xff", 0, 1, signed=True), number(b"", 4, 2)
    (258, -1, 0)
    """
    return int.from_bytes(content[at : at + size], "little", signed=signed) if 0 <= at <= len(content) - size else 0


def numbers(content: bytes, at: int, size: int, count: int, *, signed: bool = False) -> list[int]:
    """The numbers that follow each other from an offset, at most ``count``, as far as the bytes last."""
    count = max(0, min(count, (len(content) - at) // size)) if at >= 0 else 0
    return [number(content, at + size * i, size, signed=signed) for i in range(count)]


def operations(content: bytes) -> Mapping[int, bytes]:
    """The property changes in some bytes (``grpprl``): the operand of each operation; the last one counts.

    >>> operations(b"\\x40\\x26\\x01\\x0b\\x46\\x02\\x00")
    {9792: b'\\x01', 17931: b'\\x02\\x00'}
    """
    return dict(_operations(content))


def _operations(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(content):
        operation = number(content, at, 2)
        at += 2
        size = _SIZES[operation >> 13]
        if operation == _TABLE:
            size = number(content, at, 2) - 1
            at += 2
        elif size == 0:
            size = number(content, at, 1)
            at += 1
            if operation == _TABS and size == _LONG_TABS:
                return  # the length must be counted; tabs are the last operations of a paragraph
        if size < 0:
            return
        yield operation, content[at : at + size]
        at += size

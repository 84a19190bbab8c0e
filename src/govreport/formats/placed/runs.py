"""Runs of characters with their places on a page."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

PRIVATE: Final = 0xE000
_HKSCS: Final = ((0xEB8, 0x81), (0x311, 0x8E), (0x000, 0xFA))
"""The private-use code (offset from U+E000) that starts each row of Big5: the table of Big5-HKSCS (Hong Kong
Supplementary Character Set, 1999), which fonts with user-defined characters follow."""
_ROW: Final = 157
_LOWER: Final = 63
LAST_HKSCS: Final = 0xF6B0
_WIDE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—\U00020000-\U0003ffff"
WIDE: Final = re.compile(f"[{_WIDE}]")
"""A full-width character."""
RUN: Final = re.compile(rf"[{_WIDE}]+|[0-9][0-9.,]*|[^\s0-9{_WIDE}]+")
"""The text of a run, in a text in which blanks are not full-width."""


class Run(NamedTuple):
    """Characters of a line without a blank between them; one character where a format places each.

    The characters are all full-width, all of one number, or all of another kind.  Positions are points along the direction
    of the line: to the right, and upwards.
    """

    text: str
    left: float
    right: float
    base: float
    height: float
    quarter: int
    """The rotation of the line against the page, in quarter turns anticlockwise."""
    blank: bool
    """Whether a blank precedes it, in the file or inferred."""
    typed: bool
    """Whether that blank is in the file."""
    start: int
    """The index of the first character in the file."""
    last: float
    """The left edge of the last character."""
    gap: float = 0.0
    """The mean gap between the characters; 0 for a single one."""


def turned(x: float, y: float, quarter: int) -> tuple[float, float]:
    """A position on the page in the coordinates of a line rotated by ``quarter`` quarter turns.

    >>> turned(10, 700, 0), turned(10, 700, 1)
    ((10, 700), (700, -10))
    """
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


def hkscs(character: str) -> str:
    """The character of a private-use code point in the Big5 of Hong Kong, or the code point itself.

    >>> hkscs("\\ue373"), hkscs("\\ue2e5")
    ('羣', '着')
    """
    code = ord(character) - PRIVATE
    first, lead = next(row for row in _HKSCS if code >= row[0])
    row, place = divmod(code - first, _ROW)
    trail = 0x40 + place if place < _LOWER else 0xA1 + place - _LOWER
    try:
        return bytes([lead + row, trail]).decode("big5hkscs")
    except UnicodeDecodeError:
        return character

"""How much of a text fits into a given length, in any unit of measurement."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TypeAlias

Length: TypeAlias = Callable[[str], int]
"""Measures a text: ``len``, or the number of tokens without those that mark start and end of the input."""


def prefix_length(text: str, room: int, length: Length) -> int:
    """The number of leading characters that fit; surrogate pairs and combining characters are kept together if possible.

    The text is measured in doubling steps, never much longer than what fits, so that a long text can be split efficiently.

    >>> prefix_length("坚持依法行政", 4, len), prefix_length("e\\u0301e\\u0301", 3, len)
    (4, 2)
    """
    least, most = 0, min(max(room, 1), len(text))
    while most < len(text) and length(text[:most]) <= room:
        least, most = most, min(2 * most, len(text))
    while least < most:
        middle = (least + most + 1) // 2
        if length(text[:middle]) <= room:
            least = middle
        else:
            most = middle - 1
    return next((at for at in range(least, 0, -1) if not _parts(text, at)), least)


def longest_suffix(text: str, room: int, length: Length) -> str:
    """The longest end of a text that fits.

    >>> longest_suffix("坚持依法行政", 4, len)
    '依法行政'
    """
    size = prefix_length(text[::-1], room, lambda turned: length(turned[::-1]))
    at = len(text) - size
    while at < len(text) and _parts(text, at):
        at += 1
    return text[at:]


def _parts(text: str, at: int) -> bool:
    """Whether a cut at this offset would split a character."""
    if not 0 < at < len(text):
        return False
    return "\udc00" <= text[at] <= "\udfff" or unicodedata.category(text[at]).startswith("M")

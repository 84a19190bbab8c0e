"""How much of a text fits, whatever it is measured in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TypeAlias

Length: TypeAlias = Callable[[str], int]
"""How long a text is: ``len``, or how many tokens a tokenizer makes of it, without those that begin and end an input."""


def fitting(text: str, room: int, length: Length) -> int:
    """How many characters from the head of a text fit; no pair of surrogates, and no character and its marks, is parted if that can be.

    Tried by doubling: what is measured is never much longer than what fits, so that a long text can be cut piece by piece.

    >>> fitting("坚持依法行政", 4, len), fitting("e\\u0301e\\u0301", 3, len)
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


def fitting_end(text: str, room: int, length: Length) -> str:
    """As much of the end of a text as fits.

    >>> fitting_end("坚持依法行政", 4, len)
    '依法行政'
    """
    size = fitting(text[::-1], room, lambda turned: length(turned[::-1]))
    at = len(text) - size
    while at < len(text) and _parts(text, at):
        at += 1
    return text[at:]


def _parts(text: str, at: int) -> bool:
    """Whether a cut there would leave half a character behind it."""
    if not 0 < at < len(text):
        return False
    return "\udc00" <= text[at] <= "\udfff" or unicodedata.category(text[at]).startswith("M")

"""Widths of texts in ems, and texts that are cut or broken into lines to fit."""

from __future__ import annotations

import unicodedata
from math import ceil
from typing import Final

_LATIN: Final = 0.56
"""The mean width of a Latin character, in ems."""
_STOPS: Final = frozenset("，。、；：,.;:）)》”")
"""Characters that begin no line."""


def ems(text: str) -> float:
    """About how wide a text is, in multiples of its size: a Chinese character is as wide as it is high.

    >>> ems("一年"), round(ems("1."), 2)
    (2.0, 1.12)
    """
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else _LATIN for one in text)


def cut(text: str, most: float) -> str:
    """A text cut to a width in ems.

    >>> cut("关于建设法治政府的报告", 5), cut("报告", 5)
    ('关于建设…', '报告')
    """
    if ems(text) <= most:
        return text
    while text and ems(text) > most - 1:
        text = text[:-1]
    return f"{text}…"


def wrapped(text: str, width: float, most: int) -> list[str]:
    """A text in lines of at most ``width`` ems and about the same width; what does not fit in ``most`` lines is cut.

    >>> wrapped("关于建设法治政府的报告", 4, 2), wrapped("关于建设法治政府的报告", 10, 2)
    (['关于建设', '法治政…'], ['关于建设法治', '政府的报告'])
    """
    number = ceil(ems(text) / width)
    even = width if number > most else min(width, ems(text) / number + 0.5)
    lines: list[str] = []
    while len(lines) < most - 1 and ems(text) > even:
        end = next(at for at in range(len(text), 0, -1) if at == 1 or ems(text[:at]) <= even)
        end += text[end : end + 1] in _STOPS and ems(text[: end + 1]) <= width + 0.5
        lines.append(text[:end])
        text = text[end:]
    return [*lines, cut(text, width)] if text else lines

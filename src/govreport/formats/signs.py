"""Signs that a format shows without writing them: the bullets of nested lists, and raised figures."""

from __future__ import annotations

import re
from typing import Final

_BULLETS: Final = "●○■"
_FIGURES_MOST: Final = 3
"""How many figures a reference mark has."""
_POWER: Final = re.compile(r"(?<![A-Za-z0-9])(?:[0-9]{0,9}[A-Za-z]{1,2}|10)$")
"""What has an exponent: a unit or a variable of at most two letters, or a power of ten."""


def bullet(depth: int) -> str:
    """The sign of a list without numbers, as browsers and Word choose it by the depth of the list, counted from 0.

    >>> bullet(0), bullet(1), bullet(7)
    ('●', '○', '■')
    """
    return _BULLETS[min(depth, len(_BULLETS) - 1)]


def raised(before: str, text: str, *, refers: bool = False) -> str:
    """What a superscript reads as after the text ``before``: a figure that refers to a note is bracketed.

    After a unit, a variable or a power of ten it is an exponent.

    :param refers: whether it is a link, and therefore not an exponent.

    >>> raised("推进“三资”", "2"), raised("面积3m", "2"), raised("某市", "[1]"), raised("6×10", "4"), raised("2024", "4")
    ('[2]', '2', '[1]', '4', '[4]')
    """
    figures = text.strip()
    if not (figures.isascii() and figures.isdecimal() and len(figures) <= _FIGURES_MOST):
        return text
    begins = not before or before.isspace()
    return figures if begins or (_POWER.search(before.rstrip()) and not refers) else f"[{figures}]"

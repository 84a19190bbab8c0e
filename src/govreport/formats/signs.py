"""Signs that a format shows without writing them: the bullets of nested lists, and raised figures."""

from __future__ import annotations

from typing import Final

_BULLETS: Final = "●○■"
_FIGURES_MOST: Final = 3
"""How many figures a reference mark has."""


def bullet(depth: int) -> str:
    """The sign of a list without numbers, as browsers and Word choose it by the depth of the list, counted from 0.

    >>> bullet(0), bullet(1), bullet(7)
    ('●', '○', '■')
    """
    return _BULLETS[min(depth, len(_BULLETS) - 1)]


def raised(before: str, text: str) -> str:
    """What a superscript reads as behind the text ``before``: a figure behind a word refers to a note, so it is bracketed.

    Behind a letter or a figure it is an exponent.

    >>> raised("推进“三资”", "2"), raised("面积3m", "2"), raised("某市", "[1]")
    ('[2]', '2', '[1]')
    """
    figures = text.strip()
    if not (figures.isascii() and figures.isdecimal() and len(figures) <= _FIGURES_MOST):
        return text
    last = before.rstrip()[-1:]
    return figures if not last or (last.isascii() and last.isalnum()) else f"[{figures}]"

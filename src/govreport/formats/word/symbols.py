"""The characters of symbol fonts in Word, at private-use code points (ECMA-376, 17.3.3.30 w:sym)."""

from __future__ import annotations

from typing import Final

_PRIVATE: Final = range(0xF000, 0xF100)
_BULLET: Final = "●"
_GREEK: Final = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL_GREEK: Final = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_FONTS: Final = {
    "symbol": {
        **dict(zip(range(0x41, 0x5B), _GREEK, strict=True)),
        **dict(zip(range(0x61, 0x7B), _SMALL_GREEK, strict=True)),
        0xA3: "≤",
        0xB0: "°",
        0xB1: "±",
        0xB3: "≥",
        0xB4: "×",
        0xB9: "≠",
        0xBB: "≈",
        0xB8: "÷",
    },
    "wingdings": {0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0xA8: "□", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
}
"""Symbols other than bullets, by font: readable signs and check boxes."""


def symbol(font: str, code: str) -> str:
    """The character shown by ``w:sym``; a bullet for symbols without a readable equivalent.

    >>> symbol("Symbol", "F0B3"), symbol("Wingdings", "F06C"), symbol("Arial", "2022"), symbol("Arial", "FFFFFF")
    ('≥', '●', '•', '')
    """
    try:
        number = int(code, 16)
        character = chr(number)
    except (ValueError, OverflowError):
        return ""
    if number in _PRIVATE or number < 0x100:
        known = _FONTS.get(font.lower(), {}).get(number & 0xFF)
        return known or (_BULLET if number in _PRIVATE else character)
    return "" if 0xD800 <= number < 0xE000 else character

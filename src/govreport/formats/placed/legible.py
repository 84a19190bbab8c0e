"""Whether the characters of pages are text: a file may hold codes of its fonts instead."""

from __future__ import annotations

import unicodedata
from typing import Final

from govreport.errors import ReadError

_LEAST_TEXT: Final = 0.5
"""The minimum share of letters and figures among non-blank characters; it is above eight tenths in real texts."""

_MOST_PRIVATE: Final = 0.5
"""The maximum share of private-use code points among characters that are not ASCII."""
_BULLETS: Final = 0.03
"""The maximum share of private-use code points in an English text with bullets of a symbol font."""


def refuse_illegible(text: str, name: str) -> None:
    """Reject an unusable text layer: empty, only punctuation, or glyph codes that look like random scripts."""
    shown = [character for character in text if not character.isspace()]
    if not shown:
        raise ReadError(name, "has no text: its pages are empty or images; run OCR on it first")
    private = sum(unicodedata.category(character) == "Co" for character in shown)
    others = sum(not character.isascii() for character in shown)
    if private > max(_MOST_PRIVATE * others, _BULLETS * len(shown)):
        raise ReadError(name, "its text is codes of its own fonts, not characters; run OCR on it first")
    written = sum(map(_is_written, shown))
    if written < _LEAST_TEXT * len(shown):
        raise ReadError(name, "its text layer is not Chinese or Latin text; run OCR on it first")


def _is_written(character: str) -> bool:
    """Whether a character occurs in Chinese documents, punctuation apart."""
    if character.isascii():
        return character.isalnum()
    return unicodedata.category(character)[0] in "LN" and unicodedata.name(character, "").startswith(
        ("CJK", "IDEOGRAPHIC", "FULLWIDTH", "LATIN", "CIRCLED", "PARENTHESIZED", "ROMAN", "DIGIT")
    )

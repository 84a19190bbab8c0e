"""Whether the characters of pages are text: a file may contain the codes of its fonts instead."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Final

from govreport.errors import ReadError

_LEAST_TEXT: Final = 0.5
"""The minimum share of letters and figures among non-blank characters; it is above eight tenths in real texts."""

_MOST_PRIVATE: Final = 0.5
"""The maximum share of private-use code points among characters that are not ASCII."""
_BULLETS: Final = 0.03
"""The maximum share of private-use code points in an English text with bullets of a symbol font."""
_FIRST_HAN: Final = "\u4e00"
_LAST_HAN: Final = "\u9fff"
"""Most characters of a Chinese text are between these; their names are not looked up."""
RECOGNIZE: Final = "run OCR on it first"
"""What to do with a file that is not legible."""


def refuse_illegible(text: str, name: str, advice: str = RECOGNIZE) -> None:
    """Reject an unusable text layer.

    :param advice: what to do.
    :raises ReadError: see :func:`illegible`.
    """
    problem = illegible(text, advice)
    if problem is not None:
        raise ReadError(name, problem)


def illegible(text: str, advice: str = RECOGNIZE) -> str | None:
    """Why a text layer is unusable: empty, only punctuation, or glyph codes that look like random scripts; None if it is not."""
    counts = Counter("".join(text.split()))
    if not counts:
        return f"has no text: its pages are empty or images; {advice}"
    shown = sum(counts.values())
    private = sum(count for character, count in counts.items() if unicodedata.category(character) == "Co")
    others = sum(count for character, count in counts.items() if not character.isascii())
    if private > max(_MOST_PRIVATE * others, _BULLETS * shown):
        return f"its text is codes of its own fonts, not characters; {advice}"
    if sum(count for character, count in counts.items() if _is_written(character)) < _LEAST_TEXT * shown:
        return f"its text layer is not Chinese or Latin text; {advice}"
    return None


def _is_written(character: str) -> bool:
    """Whether a character occurs in Chinese documents; punctuation does not count."""
    if _FIRST_HAN <= character <= _LAST_HAN:
        return True
    if character.isascii():
        return character.isalnum()
    return unicodedata.category(character)[0] in "LN" and unicodedata.name(character, "").startswith(
        ("CJK", "IDEOGRAPHIC", "FULLWIDTH", "LATIN", "CIRCLED", "PARENTHESIZED", "ROMAN", "DIGIT")
    )

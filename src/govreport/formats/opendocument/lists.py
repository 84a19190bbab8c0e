"""The list styles of OpenDocument as levels that Word's numbering counts (ODF 1.3, part 3, 16.30)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from govreport.formats.archive import XmlElement
from govreport.formats.opendocument.names import LOEXT, STYLE, TEXT, count
from govreport.formats.word.numbering import Level

MOST_LEVELS: Final = 10
_LARGEST: Final = 99_999
_LONGEST: Final = 64
"""In characters, of the text of a number."""
_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "1": "decimal",
        "a": "lowerLetter",
        "A": "upperLetter",
        "i": "lowerRoman",
        "I": "upperRoman",
        "一": "chineseCountingThousand",
        "甲": "ideographTraditional",
        "子": "ideographZodiac",
        "壹": "chineseLegalSimplified",
        "①": "decimalEnclosedCircle",
        "⑴": "decimalEnclosedParen",
        "⒈": "decimalEnclosedFullstop",
        "㊀": "ideographEnclosedCircle",
        "１": "decimalFullWidth",
    }
)
"""The number format by the first character of ``style:num-format``, which is a sample: ``一, 二, 三, ...``."""
_PLACE: Final = re.compile("%([0-9]{1,2})%")


def levels_of(style: XmlElement) -> Mapping[int, Level]:
    """The levels of a list style or of the outline style, from 0."""
    return dict(_levels(style))


def _levels(style: XmlElement) -> Iterator[tuple[int, Level]]:
    for one in style:
        at = count(one, TEXT + "level", 1, MOST_LEVELS) - 1
        gap = "" if _followed_by(one) == "nothing" else " "
        if one.tag == TEXT + "list-level-style-bullet":
            yield at, Level("bullet", gap=gap)
        elif one.tag in (TEXT + "list-level-style-number", TEXT + "outline-level-style"):
            form = _FORMS.get((one.get(STYLE + "num-format") or " ")[0], "none")
            text = "" if form == "none" else _text(one, at)
            yield at, Level(form, text, start=count(one, TEXT + "start-value", 1, _LARGEST), gap=gap)


def _text(level: XmlElement, at: int) -> str:
    """The text of a number with places for the numbers of the levels."""
    pattern = level.get(LOEXT + "num-list-format")
    if pattern is not None:
        return _PLACE.sub(r"%\1", pattern[:_LONGEST])
    shown = count(level, TEXT + "display-levels", 1, at + 1) or 1
    numbers = ".".join(f"%{number}" for number in range(at + 2 - shown, at + 2))
    return f"{level.get(STYLE + 'num-prefix') or ''}{numbers}{level.get(STYLE + 'num-suffix') or ''}"


def _followed_by(level: XmlElement) -> str:
    """What separates the number from the text: ``listtab``, ``space`` or ``nothing``."""
    alignment = level.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
    return "listtab" if alignment is None else alignment.get(TEXT + "label-followed-by") or "listtab"

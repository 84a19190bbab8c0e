"""What Word counts within the text: references to notes, and the fields AUTONUM (ECMA-376, 17.11 and 17.16.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from govreport.formats.word.numerals import written

_AUTONUM: Final = re.compile(r"AUTONUM(LGL|OUT)?\b", re.IGNORECASE)
_SWITCH: Final = re.compile(r"\\\*\s{0,9}(\w{1,20})")
_SEPARATOR: Final = re.compile(r'\\s\s{0,9}"?([^\s"])')
_NO_STOP: Final = re.compile(r"\\e\b")
_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("CHINESENUM1", "CHINESENUM3", "DBNUM1", "DBNUM3"), "chineseCountingThousand"),
        **dict.fromkeys(("CHINESENUM2", "DBNUM2"), "chineseLegalSimplified"),
        **dict.fromkeys(("CIRCLENUM", "GB3"), "decimalEnclosedCircle"),
        "ZODIAC1": "ideographTraditional",
        "ZODIAC2": "ideographZodiac",
    }
)
_CASED: Final[Mapping[str, str]] = MappingProxyType(
    {"ROMAN": "upperRoman", "roman": "lowerRoman", "ALPHABETIC": "upperLetter", "alphabetic": "lowerLetter"}
)
_OUTLINE: Final = ("upperRoman", "upperLetter", "decimal", "lowerLetter")
"""The forms of the levels of AUTONUMOUT."""


class Counted:
    """The counters of a document."""

    def __init__(self) -> None:
        self._notes: dict[str, dict[str, str]] = {"footnote": {}, "endnote": {}}
        self._counts: dict[int, int] = {}

    def reference(self, kind: str, name: str) -> str:
        """The mark of the reference to a ``footnote`` or ``endnote`` with an identifier; the second one repeats it."""
        marks = self._notes[kind]
        form = "decimal" if kind == "footnote" else "lowerRoman"
        return marks.setdefault(name, f"[{written(len(marks) + 1, form)}]")

    def mark(self, kind: str, name: str) -> str:
        """The mark of a note; empty if nothing refers to it."""
        return self._notes.get(kind, {}).get(name, "")

    def number(self, instruction: str, level: int) -> str | None:
        """The number that a field shows in a paragraph of an outline level; None for other fields.

        >>> counted = Counted()
        >>> [counted.number("AUTONUM", 0), counted.number(r" AUTONUM \\\\* CHINESENUM3 \\\\s 、", 0), counted.number("PAGE", 0)]
        ['1.', '二、', None]
        """
        found = _AUTONUM.match(instruction.strip())
        if found is None:
            return None
        self._counts[level] = self._counts.get(level, 0) + 1
        for other in [one for one in self._counts if one > level]:
            del self._counts[other]
        kind = (found[1] or "").upper()
        if kind == "LGL":
            shown = ".".join(str(self._counts.get(one, 1)) for one in range(level + 1))
        elif kind == "OUT":
            shown = written(self._counts[level], _OUTLINE[min(level, len(_OUTLINE) - 1)])
        else:
            switch = _SWITCH.search(instruction)
            form = _CASED.get(switch[1]) or _FORMS.get(switch[1].upper()) if switch else None
            shown = written(self._counts[level], form or "decimal")
        separator = _SEPARATOR.search(instruction)
        return shown + ("" if _NO_STOP.search(instruction) else separator[1] if separator else ".")

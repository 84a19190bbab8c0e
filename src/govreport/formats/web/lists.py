"""The list numbers shown by a browser (HTML 4.4.5 to 4.4.8, CSS Counter Styles 3)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from govreport.formats.web.elements import HtmlElement
from govreport.formats.word.numerals import written

BULLET: Final = "● "
_CHINESE: Final = "chineseCountingThousand"
_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("a", "lower-alpha", "lower-latin"), "lowerLetter"),
        **dict.fromkeys(("A", "upper-alpha", "upper-latin"), "upperLetter"),
        **dict.fromkeys(("i", "lower-roman"), "lowerRoman"),
        **dict.fromkeys(("I", "upper-roman"), "upperRoman"),
        **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), _CHINESE),
        "simp-chinese-formal": "chineseLegalSimplified",
        "trad-chinese-formal": "ideographLegalTraditional",
        "cjk-decimal": "ideographDigital",
        "cjk-heavenly-stem": "ideographTraditional",
        "cjk-earthly-branch": "ideographZodiac",
        "decimal-leading-zero": "decimalZero",
    }
)
"""The list styles that do not use figures, with Word's names for them."""
_BULLETS: Final = frozenset({"disc", "circle", "square"})


class Counter:
    """Numbers the items of one list."""

    def __init__(self, element: HtmlElement) -> None:
        """``element`` is the list."""
        self._style = element.get("type") or ("1" if element.tag == "ol" else "disc")
        self._step = 1 if element.get("reversed") is None else -1
        start = _integer(element.get("start"))
        if start is None:
            start = 1 if self._step > 0 else sum(1 for _ in element.iterchildren("li"))
        self._next = start

    def count(self, member: HtmlElement) -> str:
        """The marker that a browser shows before an item: a number, a bullet or nothing."""
        own = _integer(member.get("value"))
        count = self._next if own is None else own
        self._next = count + self._step
        style = member.get("type") or self._style
        if style == "none":
            return ""
        if style.lower() in _BULLETS:
            return BULLET
        form = _FORMS.get(style, "decimal")
        number = written(count, form) if count > 0 else str(count)
        return f"{number}{'.' if number[-1].isascii() else '、'}"


def _integer(text: str | None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if digits.lstrip("-").isdecimal() and digits.isascii() and len(digits) < 10 else None

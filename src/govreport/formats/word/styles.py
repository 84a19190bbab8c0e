"""Paragraph styles of Word: headings and numbering, with inheritance (ECMA-376, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govreport.formats.word.xml import W, XmlElement, child, number, value

_DEEPEST: Final = 9
_BODY: Final = 9
"""The outline level of body text."""


class ParagraphStyles:
    """The styles of a file by identifier."""

    def __init__(self, root: XmlElement | None) -> None:
        """``root`` is the element ``w:styles``; None if the file has none."""
        styles = root.iterfind(W + "style") if root is not None else ()
        self._styles = {style.get(W + "styleId"): style for style in styles}

    def properties(self, paragraph: XmlElement) -> Iterator[XmlElement]:
        """The properties of a paragraph, then of its style and the styles it is based on."""
        own = child(paragraph, "pPr")
        if own is not None:
            yield own
        for style in self._chain(value(own, "pStyle")):
            inherited = child(style, "pPr")
            if inherited is not None:
                yield inherited

    def heading_level(self, paragraph: XmlElement) -> int | None:
        """The heading level of the style of a paragraph, 1 to 9; None for body text."""
        levels = (number(properties, "outlineLvl") for properties in self.properties(paragraph))
        level = next((level for level in levels if level is not None), None)
        if level is None:
            names = (value(style, "name") or "" for style in self.chain_of(paragraph))
            level = next((found for name in names if (found := _named(name)) is not None), _BODY)
        return level + 1 if 0 <= level < _BODY else None

    def chain_of(self, paragraph: XmlElement) -> Iterator[XmlElement]:
        """The style of a paragraph and the styles it is based on."""
        return self._chain(value(child(paragraph, "pPr"), "pStyle"))

    def _chain(self, name: str | None) -> Iterator[XmlElement]:
        seen: set[str | None] = {None}
        while name not in seen:
            seen.add(name)
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn")


def _named(name: str) -> int | None:
    """The outline level of built-in heading styles, which have the same names in every language."""
    words = name.lower().split()
    level = words[1] if len(words) == 2 and words[0] == "heading" else ""
    return int(level) - 1 if level.isdecimal() and 1 <= int(level[:2]) <= _DEEPEST else None

"""Paragraph styles of Word: headings and numbering, with inheritance (ECMA-376, 17.7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen

from govreport.formats.word.xml import W, XmlElement, child, children, number, value

_BODY: Final = 9
"""The outline level of body text."""
_MOST_NAMES: Final = 100
"""Real styles are based on less than ten."""


@frozen
class Style:
    """The properties of a paragraph style, with those inherited from the styles it is based on."""

    level: int | None = None
    """The outline level, from 0; 9 for body text."""
    named: int | None = None
    """The outline level of the built-in heading style that the style is based on."""
    is_title: bool = False
    """Whether it is based on the built-in style of titles."""
    list: tuple[str, int | None] | None = None
    """The list, and its level if that is given."""
    chain: tuple[str, ...] = ()
    """The identifiers of the style and of those it is based on, up to :data:`_MOST_NAMES`."""

    @property
    def heading_level(self) -> int | None:
        """The level of a heading, 1 to 9; None for body text."""
        level = self.level if self.level is not None else self.named
        return level + 1 if level is not None and 0 <= level < _BODY else None


PLAIN: Final = Style()
"""That of body text."""


class ParagraphStyles:
    """The styles of a file by identifier."""

    def __init__(self, root: XmlElement | None) -> None:
        """``root`` is the element ``w:styles``; None if the file has none."""
        styles = root.iterfind(W + "style") if root is not None else ()
        self._elements = {style.get(W + "styleId"): style for style in styles}
        self._styles: dict[str | None, Style] = {None: PLAIN}

    def of(self, paragraph: XmlElement) -> Style:
        """The style of a paragraph, with the properties of the paragraph itself."""
        own = children(child(paragraph, "pPr"))
        return _with(own, self._style(value(own.get(W + "pStyle")))) if own else PLAIN

    def run_in_level(self, paragraph: XmlElement) -> int | None:
        """The level of the heading whose character style the first text of a paragraph has: the rest of it is text."""
        first = next((run for run in paragraph.iter(W + "r") if run.find(W + "t") is not None), None)
        element = self._elements.get(value(first, "rPr", "rStyle"))
        linked = value(element, "link")
        is_linked = element is not None and element.get(W + "type") == "character"
        return self._style(linked).heading_level if is_linked else None

    def _style(self, name: str | None) -> Style:
        """A style with what it inherits; each style is evaluated once, however many are based on it."""
        if name in self._styles:
            return self._styles[name]
        waiting: dict[str, XmlElement] = {}
        while name is not None and name not in self._styles and name not in waiting and name in self._elements:
            waiting[name] = self._elements[name]
            name = value(waiting[name], "basedOn")
        style = self._styles.get(name, PLAIN)
        for name, element in reversed(waiting.items()):
            shown = value(element, "name") or ""
            named = _named(shown)
            chain = (name, *style.chain)[:_MOST_NAMES]
            style = evolve(
                style,
                chain=chain,
                named=style.named if named is None else named,
                is_title=style.is_title or shown.lower() == "title",
            )
            style = self._styles[name] = _with(children(child(element, "pPr")), style)
        return style


def _with(properties: Mapping[str, XmlElement], style: Style) -> Style:
    """A style whose own properties, by their tags, take precedence over those that it inherits."""
    level = number(properties.get(W + "outlineLvl"))
    numbers = properties.get(W + "numPr")
    name = value(numbers, "numId")
    if level is None and name is None:
        return style
    return evolve(
        style,
        level=style.level if level is None else level,
        list=style.list if name is None else (name, number(numbers, "ilvl")),
    )


def _named(name: str) -> int | None:
    """The outline level of built-in heading styles, which have the same names in every language."""
    words = name.lower().split()
    level = words[1] if len(words) == 2 and words[0] == "heading" else ""
    return int(level) - 1 if len(level) == 1 and level in "123456789" else None

"""The styles of an OpenDocument text: lists and paragraphs, from the styles and from the content (ODF 1.3, part 3, 16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from govreport.formats.archive import XmlElement
from govreport.formats.opendocument.lists import levels_of
from govreport.formats.opendocument.names import STYLE, TEXT
from govreport.formats.word.numbering import Level

_NO_LEVELS: Final[Mapping[int, Level]] = MappingProxyType({})
OUTLINE: Final = "\x00outline"
"""The name of the outline style among the list styles."""


class Styles:
    """Styles by name; those of the content come after those of the file."""

    def __init__(self, roots: Sequence[XmlElement]) -> None:
        self._lists: dict[str, Mapping[int, Level]] = {}
        self._paragraphs: dict[str, XmlElement] = {}
        self._found: dict[str, str | None] = {}
        """The list styles of paragraph styles that are known."""
        for root in roots:
            for style in root.iter(TEXT + "list-style"):
                self._lists[style.get(STYLE + "name") or ""] = levels_of(style)
            for style in root.iter(TEXT + "outline-style"):
                self._lists[OUTLINE] = levels_of(style)
            for style in root.iter(STYLE + "style"):
                if style.get(STYLE + "family") == "paragraph":
                    self._paragraphs[style.get(STYLE + "name") or ""] = style

    def list_levels(self, name: str | None) -> Mapping[int, Level]:
        """The levels of a list style; empty if it does not exist."""
        return self._lists.get(name or "", _NO_LEVELS)

    def list_of(self, paragraph: XmlElement) -> str | None:
        """The list style of the style of a paragraph or of a style it is based on."""
        name = paragraph.get(TEXT + "style-name") or ""
        passed: list[str] = []
        found: str | None = None
        while name not in self._found:
            self._found[name] = None  # so that a circle of styles ends
            passed.append(name)
            style = self._paragraphs.get(name)
            found = style.get(STYLE + "list-style-name") or None if style is not None else None
            if style is None or found:
                break
            name = style.get(STYLE + "parent-style-name") or ""
        else:
            found = self._found[name]
        self._found.update(dict.fromkeys(passed, found))
        return found

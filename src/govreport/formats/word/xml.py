"""Names and lookups in WordprocessingML."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

XmlElement: TypeAlias = Any
"""An element of lxml, which has no type annotations."""

_INTEGER: Final = re.compile(r"-?[0-9]{1,9}")
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_PATH: Final = "{urn:schemas-microsoft-com:vml}textpath"
"""A text that is drawn along a line (WordArt)."""


def child(element: XmlElement | None, *names: str) -> XmlElement | None:
    """The element at a path of names, the first child at each step; None if one is missing."""
    for name in names:
        if element is None:
            return None
        element = next(element.iterchildren(W + name), None)  # three times as fast as ``find``
    return element


def children(element: XmlElement | None) -> dict[str, XmlElement]:
    """The children of an element by their tags, the first of each."""
    found: dict[str, XmlElement] = {}
    for one in element if element is not None else ():
        found.setdefault(one.tag, one)
    return found


def value(element: XmlElement | None, *names: str) -> str | None:
    """The ``w:val`` of the element that :func:`child` finds."""
    found = child(element, *names)
    return None if found is None else found.get(W + "val")


def number(element: XmlElement | None, *names: str) -> int | None:
    """The ``w:val`` of the element that :func:`child` finds, if it is an integer of plausible size."""
    text = value(element, *names) or ""
    return int(text) if _INTEGER.fullmatch(text) else None


def is_on(element: XmlElement | None, *names: str) -> bool:
    """Whether a switch is present and not turned off."""
    found = child(element, *names)
    return found is not None and found.get(W + "val") not in ("0", "false", "off", "none")

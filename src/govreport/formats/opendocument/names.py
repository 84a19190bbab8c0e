"""Namespaces and attributes of OpenDocument (ODF 1.3, part 3)."""

from __future__ import annotations

from typing import Final

from govreport.formats.archive import XmlElement

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_LONGEST: Final = 9


def count(element: XmlElement, name: str, default: int, most: int) -> int:
    """A number from 0 to ``most`` in an attribute; ``default`` if the attribute is missing.

    >>> count({"a": "7"}, "a", 1, 5), count({"a": "x"}, "a", 1, 5), count({"a": "-3"}, "a", 1, 5)
    (5, 1, 1)
    """
    text = element.get(name) or ""
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else default

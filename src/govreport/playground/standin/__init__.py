"""The part of ``lxml.etree`` that the readers of files use, in Python: lxml is compiled, and not every browser build has it.

In the page this package is ``lxml.etree``; ``lxml.html``, python-docx and readability run on it unchanged.  Where lxml itself is
there, this package is not used.

>>> root = fromstring("<a><b>一</b>二</a>")
>>> root[0].text, root[0].tail, root[0].getparent() is root
('一', '二', True)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govreport.playground.standin.building import (
    Comment,
    CommentBase,
    ElementBase,
    Entity,
    EntityBase,
    PIBase,
    ProcessingInstruction,
    TreeBuilder,
    iterwalk,
)
from govreport.playground.standin.elements import Element as _Element
from govreport.playground.standin.elements import ElementTree, made
from govreport.playground.standin.elements import ElementTree as _ElementTree
from govreport.playground.standin.paths import XPath
from govreport.playground.standin.soup import HTMLParser
from govreport.playground.standin.writing import tostring, tounicode
from govreport.playground.standin.xml import (
    CustomElementClassLookup,
    ElementNamespaceClassLookup,
    LxmlError,
    ParserError,
    XMLParser,
    XMLSyntaxError,
    fromstring,
)

__all__ = [
    "Comment",
    "CommentBase",
    "CustomElementClassLookup",
    "Element",
    "ElementBase",
    "ElementNamespaceClassLookup",
    "ElementTree",
    "Entity",
    "EntityBase",
    "HTMLParser",
    "LxmlError",
    "PIBase",
    "ParserError",
    "ProcessingInstruction",
    "SubElement",
    "TreeBuilder",
    "XMLParser",
    "XMLSyntaxError",
    "XPath",
    "_Element",
    "_ElementTree",
    "fromstring",
    "iterwalk",
    "strip_attributes",
    "tostring",
    "tounicode",
]


def Element(tag: str, attrib: Mapping[str, str] | None = None, nsmap: Any = None, **more: str) -> Any:  # noqa: N802
    """An element without a parent."""
    return made(ElementBase, tag, {**(attrib or {}), **more})


Element.makes_elements = True  # type: ignore[attr-defined]


def SubElement(parent: Any, tag: str, attrib: Mapping[str, str] | None = None, **more: Any) -> Any:  # noqa: N802
    """An element at the end of another."""
    new = parent.makeelement(tag, {**(attrib or {}), **more})
    parent.append(new)
    return new


def strip_attributes(tree: Any, *names: str) -> None:
    """Remove attributes from all elements."""
    for one in tree.iter():
        for name in names:
            one.attrib.pop(name, None)

"""Finding the element with the article of a page: readability locates it, but its text is kept completely."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterable
from typing import Final

from readability import Document
from readability.readability import Unparseable

from govreport.formats.web.elements import HtmlElement, Page

_MOST: Final = 2_000_000
"""Elements times depth; larger pages are kept whole, since readability reads a text once per enclosing element."""
_AT_LEAST: Final = 10
"""How often readability traverses any page."""
_FRAMES: Final = frozenset({"table", "tbody", "tr"})
_NUMBERED: Final = re.compile(r' x="(\d+)"')

logging.getLogger(Document.__module__).addHandler(logging.NullHandler())  # it also raises its errors


def article_of(page: Page) -> HtmlElement:
    """The smallest element with all text that readability keeps; the body of the page if it keeps no text.

    Readability drops some short paragraphs, tables and signatures, so only the position of its result is used.
    """
    elements = list(page.body.iter())
    if len(elements) * (_AT_LEAST + page.depth) > _MOST:
        return page.body
    numbered = copy.deepcopy(page.body.getparent())
    for number, element in enumerate(numbered[0].iter()):
        element.set("x", str(number))
    try:
        summary = Document(numbered).summary()
    except Unparseable:
        return page.body
    numbers = sorted(int(found[1]) for found in _NUMBERED.finditer(summary))
    plain = _plain(elements)
    kept = [elements[number] for number in numbers if elements[number] in plain]
    article = _common(kept[0], kept[-1]) if kept else page.body
    while article.tag in _FRAMES and len(cells := [child for child in article if child in plain]) == 1:
        article = cells[0]  # the others are menus
    return article


def _plain(elements: Iterable[HtmlElement]) -> set[HtmlElement]:
    """The elements with text that is not a link; menus and lists of links have no such text."""
    found: set[HtmlElement] = set()
    linked: set[HtmlElement] = set()
    for element in elements:
        if element.tag == "a" or element.getparent() in linked:
            linked.add(element)
        elif any(text and not text.isspace() for text in (element.text, *(child.tail for child in element))):
            while element is not None and element not in found:
                found.add(element)
                element = element.getparent()
    return found


def _common(first: HtmlElement, last: HtmlElement) -> HtmlElement:
    """The innermost element that contains both."""
    above = {first, *first.iterancestors()}
    element = last
    while element not in above:
        element = element.getparent()
    return element

"""The elements of a page that can hold text, as lxml reads them; what a browser does not show is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen
from lxml.etree import TreeBuilder
from lxml.html import HTMLParser

from govreport.errors import ReadError

HtmlElement: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

_UNSEEN: Final = frozenset(
    """
    applet audio base button canvas datalist embed frame frameset iframe input link math meta noframes noscript object
    param rp rt script select source style svg template textarea title track video
    """.split()  # noqa: SIM905  (words read better than a list of strings)
)
"""What shows no text of the page, or the pronunciation above it."""
BLOCKS: Final = frozenset(
    """
    address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre search section summary table tbody td tfoot th
    thead tr ul
    """.split()  # noqa: SIM905
)
"""Elements that begin a line of their own."""
_KNOWN: Final = BLOCKS | frozenset({"a", "b", "br", "em", "img", "strong", "sup"})
"""Elements that keep their name; all others are inline, and one is like the other."""
_OUTERMOST: Final = frozenset({"html", "head", "body"})
"""Elements that every page has, said or not; some hide their body until a script has run."""
_KEPT: Final = ("class", "id", "role", "start", "type", "reversed", "value", "colspan", "rowspan")
_DEEPEST: Final = 2000
"""How deep elements may nest; libxml2 takes the square of it in time, and pages have a few dozen."""
_LONGEST_VALUE: Final = 200
"""Of an attribute, in characters; classes and numbers are shorter."""
_HIDDEN: Final = re.compile(r"(?:^|[;\s])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)\b", re.I)
_LIST_STYLE: Final = re.compile(r"(?:^|[;\s])list-style(?:-type)?\s{0,9}:\s{0,9}([a-z-]{1,40})", re.I)
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no tree of lxml holds."""


@frozen
class Page:
    """What a file in HTML shows."""

    body: HtmlElement
    titles: tuple[str, ...]
    """What the page calls itself: its ``<title>``, and the ``ArticleTitle`` that government sites state in ``<meta>``."""
    depth: int
    """How deep its elements nest."""


def page_of(markup: str, name: str) -> Page:
    """Read a page, or any part of one; unclosed and stray tags are mended as browsers do.

    Nothing is fetched, entities of a document type are left as they are written.

    :raises ReadError: elements nest too deep; ``name`` is what the error calls the file.
    """
    target = _Target(name)
    parser = HTMLParser(target=target, encoding="utf-8", huge_tree=True, no_network=True)
    parser.feed(b"<body>")  # so that an empty file has one too
    parser.feed(_UNFIT.sub("", markup.replace("\f", " ")).encode())
    parser.close()
    return target.page()


class _Target:
    """Takes what the parser finds, and builds the tree of what can be seen."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._builder = TreeBuilder(element_factory=HTMLParser().makeelement)
        self._builder.start("html", {})
        self._body = self._builder.start("body", {})
        self._open = self._deepest = 0
        self._unseen = 0
        """How many elements are open inside one that is not seen, itself among them."""
        self._title: list[str] | None = None
        self._titles: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "title":
            self._title = []
        elif tag == "meta" and attributes.get("name", "").lower() == "articletitle":
            self._titles.append(attributes.get("content", ""))
        if tag in _OUTERMOST:
            return
        if self._unseen or tag in _UNSEEN or "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            self._unseen += 1
        else:
            self._builder.start(tag if tag in _KNOWN else "span", dict(_kept(attributes)))
            self._open += 1
            self._deepest = max(self._deepest, self._open)
        if self._open + self._unseen > _DEEPEST:
            raise ReadError(self._name, f"its elements nest more than {_DEEPEST:,} deep; save the page as text")

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "title" and self._title is not None:
            self._titles.append("".join(self._title))
            self._title = None
        if tag in _OUTERMOST:
            return
        if self._unseen:
            self._unseen -= 1
        else:
            self._builder.end(tag if tag in _KNOWN else "span")
            self._open -= 1

    def data(self, text: str) -> None:
        """Text between tags."""
        if self._title is not None:
            self._title.append(text)
        if not self._unseen:
            self._builder.data(_UNFIT.sub("", text))  # a reference (&#1;) may stand for one too

    def close(self) -> None:
        """The end of the file, or the place where it could not be read on."""

    def page(self) -> Page:
        """What was built."""
        self._builder.end("body")
        self._builder.end("html")
        self._builder.close()
        return Page(self._body, tuple(self._titles), self._deepest)


def _kept(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key in _KEPT:
        if key in attributes:
            yield key, _UNFIT.sub("", attributes[key][:_LONGEST_VALUE])
    if attributes.get("href", "").startswith("#"):
        yield "href", "#"  # leads to a place on the same page
    style = _LIST_STYLE.search(attributes.get("style", ""))
    if style:
        yield "type", style[1].lower()

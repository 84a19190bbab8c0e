"""The elements of a page that can contain text, parsed by lxml, without invisible elements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen
from lxml.etree import TreeBuilder
from lxml.html import HTMLParser

from govreport.errors import ReadError
from govreport.formats.work import Work
from govreport.formats.xml_guard import NODES

HtmlElement: TypeAlias = Any
"""An element of lxml, which has no type annotations."""

_UNSEEN: Final = frozenset(
    """
    annotation annotation-xml applet audio base button canvas datalist embed frame frameset iframe input link meta noframes noscript object
    param rp rt script select source style svg template textarea title track video
    """.split()  # noqa: SIM905  (words read better than a list of strings)
)
"""Elements without visible text, or with the pronunciation above it."""
BLOCKS: Final = frozenset(
    """
    address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre search section summary table tbody td tfoot th
    thead tr ul
    """.split()  # noqa: SIM905
)
"""Elements that start a new line."""
_KNOWN: Final = BLOCKS | frozenset({"a", "b", "br", "em", "img", "strong", "sup"})
"""Elements that keep their name; all others are inline and not distinguished."""
_OUTERMOST: Final = frozenset({"html", "head", "body"})
"""Elements of every page, explicit or not; some pages hide the body until a script has run."""
_KEPT: Final = frozenset({"class", "id", "role", "start", "type", "reversed", "value", "colspan", "rowspan"})
_DEEPEST: Final = 2000
"""The maximum nesting of elements: libxml2 takes quadratic time, and pages have a few dozen."""
_LONGEST_VALUE: Final = 200
"""Of an attribute, in characters; classes and numbers are shorter."""
_HIDDEN: Final = re.compile(r"(?:^|[;\s])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)\b", re.I)
_LIST_STYLE: Final = re.compile(r"(?:^|[;\s])list-style(?:-type)?\s{0,9}:\s{0,9}([a-z-]{1,40})", re.I)
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that lxml does not accept."""


@frozen
class Page:
    """The visible content of an HTML file."""

    body: HtmlElement
    titles: tuple[str, ...]
    """The titles of the page: its ``<title>``, and the ``ArticleTitle`` of government sites in ``<meta>``."""
    depth: int
    """The nesting depth of its elements."""


def page_of(markup: str, work: Work) -> Page:
    """Parse a page or a fragment; unclosed and stray tags are repaired as by browsers.

    Nothing is fetched, and entities of a document type are not expanded.

    :raises ReadError: elements nest too deep, or there are too many.
    """
    target = _Target(work, refers="&#" in markup)
    parser = HTMLParser(target=target, encoding="utf-8", huge_tree=True, no_network=True)
    parser.feed(b"<body>")  # so that an empty file has a body, too
    parser.feed(_UNFIT.sub("", markup.replace("\f", " ")).encode())
    parser.close()
    return target.page()


class _Target:
    """A parser target that builds the tree of visible elements."""

    def __init__(self, work: Work, *, refers: bool) -> None:
        """``refers``: whether the page has references to characters (&#1;), which may be unfit for lxml."""
        self._work = work
        self._refers = refers
        self._builder = TreeBuilder(element_factory=HTMLParser().makeelement)
        self._builder.start("html", {})
        self._body = self._builder.start("body", {})
        self._open = self._deepest = 0
        self._unseen = 0
        """The number of open elements from an invisible one on, itself included."""
        self._title: list[str] | None = None
        self._titles: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Handle a start tag."""
        self._work.spend(1 + len(attributes), NODES)
        if tag == "title":
            self._title = []
        elif tag == "meta" and attributes.get("name", "").lower() == "articletitle":
            self._titles.append(attributes.get("content", ""))
        if tag in _OUTERMOST:
            return
        if self._unseen or tag in _UNSEEN or (attributes and _is_hidden(attributes)):
            self._unseen += 1
        else:
            self._builder.start(tag if tag in _KNOWN else "span", self._kept(attributes) if attributes else {})
            self._open += 1
            if self._open > self._deepest:
                self._deepest = self._open
        if self._open + self._unseen > _DEEPEST:
            raise ReadError(self._work.name, f"its elements nest more than {_DEEPEST:,} deep; save the page as text")

    def end(self, tag: str) -> None:
        """Handle an end tag."""
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
        """Handle text between tags."""
        if self._title is not None:
            self._title.append(text)
        if not self._unseen:
            self._builder.data(self._fit(text))

    def close(self) -> None:
        """Called at the end of the file or at an unrecoverable error."""

    def page(self) -> Page:
        """The page that was built."""
        self._builder.end("body")
        self._builder.end("html")
        self._builder.close()
        return Page(self._body, tuple(self._titles), self._deepest)

    def _kept(self, attributes: Mapping[str, str]) -> dict[str, str]:
        """The attributes that a reader of the tree uses."""
        kept = {key: value[:_LONGEST_VALUE] for key, value in attributes.items() if key in _KEPT}
        if self._refers:
            kept = {key: self._fit(value) for key, value in kept.items()}
        if attributes.get("href", "").startswith("#"):
            kept["href"] = "#"  # a link within the page
        style = _LIST_STYLE.search(attributes["style"]) if "style" in attributes else None
        if style:
            kept["type"] = style[1].lower()
        return kept

    def _fit(self, text: str) -> str:
        """A text that lxml accepts."""
        return _UNFIT.sub("", text) if self._refers else text


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or ("style" in attributes and _HIDDEN.search(attributes["style"]) is not None)

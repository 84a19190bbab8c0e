"""Reading HTML: tags are repaired like those of libxml2, so that both parsers give the same tree for real pages."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser as Tokens
from typing import Any, Final

from govreport.playground.standin.xml import Parser, ParserError

_VOID: Final = frozenset(
    "area base basefont br col embed frame hr img input isindex link meta param source track wbr".split()  # noqa: SIM905
)
_BLOCKS: Final = (
    "address blockquote caption center col colgroup dd dir div dl dt fieldset form h1 h2 h3 h4 h5 h6 hr li menu ol p pre"
    " table tbody td tfoot th tr ul xmp"
)
_CLOSED_BY: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(others.split())
    for names, others in {
        "a": "a fieldset table td th",
        "address": "dd dl dt form li ul",
        "b font i": "center p td th",
        "big s small strike tt": "p",
        "caption": "col colgroup tbody tfoot thead tr",
        "colgroup": "colgroup tbody tfoot thead tr",
        "dd": "dt",
        "dir menu": "dd dl dt form ul",
        "dl": "form li",
        "dt": "dd dl",
        "form ol": "form",
        "h1 h2 h3 h4 h5 h6": "fieldset form li p table",
        "head": f"a abbr b body em font i img span strong {_BLOCKS}",
        "legend": "fieldset",
        "li": "li",
        "option": "optgroup option",
        "p": f"{_BLOCKS} title",
        "pre": "dd dl dt fieldset form li table ul",
        "span": "td th",
        "tbody thead": "tbody tfoot",
        "td th": "tbody td tfoot th tr",
        "tfoot": "tbody",
        "tr": "tbody tfoot tr",
        "u": "p td th",
        "ul": "address form menu pre",
    }.items()
    for name in names.split()
}
"""The tags before which an open element is closed: those of libxml2 2.14, found by trying all pairs."""
_NOTHING: Final = frozenset[str]()
_STRENGTH: Final = {
    "div": 150,
    "td": 160,
    "th": 160,
    "tr": 170,
    "thead": 180,
    "tbody": 180,
    "tfoot": 180,
    "table": 190,
    "head": 200,
    "body": 200,
    "html": 220,
}
"""An end tag closes what is open inside its element, unless that is stronger; other elements have 100."""
_OUTERMOST: Final = frozenset({"html", "head", "body"})
_HEAD: Final = frozenset({"base", "link", "meta", "script", "style", "title"})


class HTMLParser(Parser):
    """A parser of HTML, for a target or a tree."""

    def __init__(self, *, target: Any = None, encoding: str | None = None, **_: object) -> None:
        super().__init__(target)
        self._encoding = encoding or "utf-8"
        self._soup: _Soup | None = None

    def feed(self, data: bytes | str) -> None:
        """Parse a part of a page."""
        if self._soup is None:
            self._soup = _Soup(self.target or self.builder(), implied=self.target is None)
        self._soup.feed(data if isinstance(data, str) else data.decode(self._encoding, "replace"))

    def close(self) -> Any:
        """End the page; return its root, or what the target returns.

        :raises ParserError: there is no element in it.
        """
        soup, self._soup = self._soup, None
        if soup is None:
            raise ParserError("Document is empty")
        soup.close()
        root = soup.target.close()
        if root is None and self.target is None:
            raise ParserError("Document is empty")
        return root


class _Soup(Tokens):
    def __init__(self, target: Any, *, implied: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.target = target
        self._implied = implied
        self._open: list[str] = []

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: the place of a tag in the page is not used."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _OUTERMOST and (tag in self._open or (tag != "body" and "body" in self._open)):
            return
        while self._open and tag in _CLOSED_BY.get(self._open[-1], _NOTHING):
            self._end()
        if self._implied:
            self._imply(tag)
        attributes: dict[str, str] = {}
        for name, value in attrs:
            attributes.setdefault(name, value or "")
        self.target.start(tag, attributes)
        self._open.append(tag)
        if tag in _VOID:
            self._end()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self._open and self._open[-1] == tag:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag in _OUTERMOST or tag in _VOID:
            if tag == "head" and self._open and self._open[-1] == "head":
                self._end()
            return
        strength = _STRENGTH.get(tag, 100)
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] == tag:
                while len(self._open) > at:
                    self._end()
                return
            if _STRENGTH.get(self._open[at], 100) > strength:
                return

    def handle_data(self, data: str) -> None:
        if self._implied and not data.isspace():
            self._imply("")
        if self._open:
            self.target.data(data)

    def close(self) -> None:
        super().close()
        while self._open:
            self._end()

    def _imply(self, tag: str) -> None:
        """Open what encloses a tag or a text of a page that leaves it out."""
        if tag == "html":
            return
        if not self._open:
            self.target.start("html", {})
            self._open.append("html")
        if tag not in _OUTERMOST and "body" not in self._open and (tag not in _HEAD or "head" not in self._open):
            if self._open[-1] == "head":
                self._end()
            self.target.start("body", {})
            self._open.append("body")

    def _end(self) -> None:
        self.target.end(self._open.pop())

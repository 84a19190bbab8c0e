"""The lines of a page as in a browser: blocks and breaks end a line, white space becomes one blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen
from lxml.etree import iterwalk

from govreport.formats.signs import raised
from govreport.formats.web.elements import BLOCKS, HtmlElement
from govreport.formats.web.lists import Counter
from govreport.formats.web.tables import Cells, fields_of, labelled_of, pairs_of, rows_of
from govreport.formats.work import Work
from govreport.grammar.grammar import grammar

_GROUPS: Final = frozenset({"div", "ul", "ol", "section", "header"})
"""Elements that may contain blocks, each with a label and its value."""
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
"""White space in HTML; other blanks (&nbsp;, &emsp;) are text."""
_HAN: Final = "[‘’“”…—\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_WRAPPED: Final = re.compile(rf"(?<={_HAN})[ \t\f]*[\r\n][ \t\r\n\f]*(?={_HAN})")
"""A line break in the file between two Chinese characters, shown as an unintended blank by a browser."""
_PIECES: Final = 10
"""The maximum number of elements inside a field."""
_MARGINS: Final = frozenset({"aside", "footer", "header", "menu", "nav"})
_MARGIN_ROLES: Final = frozenset({"banner", "complementary", "contentinfo", "navigation", "search"})
_LISTS: Final = frozenset({"ol", "ul", "menu", "dir"})


@frozen
class Line:
    """A line of a page, or a row of a table."""

    text: str
    block: int
    """The number of the line-breaking element that contains it, in file order."""
    cells: Cells = ()
    """The cells of a row; empty for other lines."""
    level: int | None = None
    """The level of the heading that contains the line; 1 is the highest."""
    inside: bool = False
    """Whether it is in the article."""
    margin: bool = False
    """Whether it is in an element marked as navigation, header or footer."""
    linked: bool = False
    """Whether all its text is links to other pages."""


def lines_of(root: HtmlElement, work: Work, article: HtmlElement | None = None) -> Iterator[Line]:
    """The lines inside an element, in file order, without blank ones.

    :param article: the element with the article, if known.
    :raises ReadError: there is too much work.
    """
    return _Walk(root, work, article).lines()


class _Walk:
    """Traverses the elements once, without recursion, since pages may nest deep."""

    def __init__(self, root: HtmlElement, work: Work, article: HtmlElement | None) -> None:
        self._root = root
        self._work = work
        self._article = article
        above = article.iterancestors() if article is not None else ()
        self._above = {root, *above}
        """The elements around the article: they are not margins, even if their names suggest it."""
        self._blocks = [0]
        """The numbers of the open blocks."""
        self._begun = 0
        self._pieces: list[str] = []
        self._plain = False
        """Whether the line has text that is not a link."""
        self._prefix = ""
        """The number of a list item whose text does not begin yet."""
        self._counters: list[Counter] = []
        self._level: int | None = None
        self._articles = self._margins = self._links = self._verbatim = 0
        """The number of open elements of each kind."""

    def lines(self) -> Iterator[Line]:
        self._text(self._root.text)
        walk = iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if element is self._root:
                continue
            tag = element.tag
            begins = (
                tag in BLOCKS or tag == "br" or (event == "start" and tag == "span" and self._follows_field(element))
            )
            if begins and self._pieces:
                yield from self._flush()
            if event == "end":
                self._leave(element)
                self._text(element.tail)
                continue
            self._work.spend(1, "elements")
            self._enter(element)
            rows = rows_of(element, self._texts, self._work) if tag == "table" else None
            fields = self._fields(element)
            if tag == "sup":
                before, mark = "".join(self._pieces[-_PIECES:]), "".join(element.itertext())
                self._text(raised(before, mark, refers=element.find(".//a[@href]") is not None))
            elif fields is not None:
                yield from map(self._line, fields)
            elif rows is not None:
                yield from self._table(element, rows)
            else:
                self._text(element.text)
                continue
            walk.skip_subtree()
        yield from self._flush()

    def _follows_field(self, element: HtmlElement) -> bool:
        """Whether a field (来源：…) ends before a span; pages put them side by side above an article."""
        if self._article is None or self._articles or len(self._pieces) > _PIECES:
            return False
        before = element.getprevious()
        if before is None or before.tag != "span":
            return False
        text = "".join(self._pieces).strip()
        parted = not (before.tail or "").strip() and text[-1:] not in ("：", ":")
        return parted and grammar().matches["FIELD"](text) is not None

    def _is_inside(self) -> bool:
        return self._articles > 0 or self._root is self._article

    def _enter(self, element: HtmlElement) -> None:
        tag = element.tag
        self._count(element, tag, 1)
        if tag in BLOCKS:
            self._begun += 1
            self._blocks.append(self._begun)
        if tag in _LISTS:
            self._counters.append(Counter(element, len(self._counters)))
        elif tag == "li" and self._counters:
            self._prefix = self._counters[-1].count(element)
        elif _is_heading(tag):
            self._level = int(tag[1])

    def _leave(self, element: HtmlElement) -> None:
        tag = element.tag
        self._count(element, tag, -1)
        if tag in BLOCKS:
            self._blocks.pop()
        if tag in _LISTS:
            self._counters.pop()
        elif tag == "li":
            self._prefix = ""
        elif _is_heading(tag):
            self._level = None

    def _count(self, element: HtmlElement, tag: str, step: int) -> None:
        if element is self._article:
            self._articles += step
        if tag == "a" and element.get("href") != "#":
            self._links += step
        if tag == "pre":
            self._verbatim += step
        is_margin = tag in _MARGINS or element.get("role") in _MARGIN_ROLES
        if is_margin and element not in self._above and not self._articles:
            self._margins += step

    def _text(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            self._plain = self._plain or not (self._links or text.isspace())

    def _flush(self) -> Iterator[Line]:
        """The collected text as a line; in ``<pre>``, as the lines of the file."""
        text, plain = "".join(self._pieces), self._plain
        self._pieces.clear()
        self._plain = False
        for one in text.splitlines() if self._verbatim else [_solid(text)]:
            if one and not one.isspace():
                prefix, self._prefix = self._prefix, ""
                counts = self._article is None or (self._is_inside() and not self._margins)
                yield self._line(prefix + one if counts and not _is_marked(one, prefix) else one, linked=not plain)

    def _table(self, table: HtmlElement, rows: list[Cells]) -> Iterator[Line]:
        for caption in table.iterchildren("caption"):
            yield from map(self._line, self._texts(caption))
        fields = fields_of(rows)
        if fields is not None:
            yield from map(self._line, fields)
        else:
            yield from (self._line(" ".join(filter(None, row)), cells=row) for row in rows if any(row))

    def _fields(self, element: HtmlElement) -> list[str] | None:
        """The lines of the metadata that an element holds as terms or as labels with their values; None for others."""
        if element.tag == "dl":
            return fields_of(pairs_of(element, self._texts))
        pairs = labelled_of(element, self._texts) if element.tag in _GROUPS else []
        return fields_of(pairs) if pairs else None

    def _texts(self, element: HtmlElement) -> list[str]:
        return [line.text for line in lines_of(element, self._work)]

    def _line(self, text: str, cells: Cells = (), linked: bool = False) -> Line:
        return Line(text, self._blocks[-1], cells, self._level, self._is_inside(), self._margins > 0, linked)


def _solid(text: str) -> str:
    """A text with its white space as in a browser, but without the blanks that a browser shows inside Chinese text."""
    if "\n" in text or "\r" in text:
        text = _WRAPPED.sub("", text)
    return _BLANKS.sub(" ", text).strip(" ")


def _is_heading(tag: str) -> bool:
    return len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal()


def _is_marked(text: str, prefix: str) -> bool:
    """Whether a list item has its own number; style sheets then hide the list's number."""
    if not prefix:
        return False
    shapes = grammar()
    return shapes.head.match(text) is not None or (prefix[-1] == " " and shapes.matches["FIELD"](text) is not None)

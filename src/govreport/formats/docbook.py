"""DocBook (.xml): sections become headings with their levels; paragraphs, lists and tables those of a web page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lxml.etree import LxmlError, TreeBuilder, fromstring

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.formats.composing import Composer
from govreport.formats.web.elements import HtmlElement
from govreport.formats.web.lines import lines_of
from govreport.formats.work import Work
from govreport.formats.xml_guard import NODES, closed_parser

_PAGE: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("para", "simpara", "formalpara", "subtitle", "blockquote", "footnote"), "p"),
        **dict.fromkeys(("literallayout", "programlisting", "screen"), "pre"),
        **dict.fromkeys(("table", "informaltable"), "table"),
        **dict.fromkeys(("row", "tr"), "tr"),
        **dict.fromkeys(("entry", "td", "th"), "td"),
        "itemizedlist": "ul",
        "orderedlist": "ol",
        "listitem": "li",
    }
)
"""The HTML element for each DocBook element; others are inline."""
_SECTIONS: Final = frozenset(
    "article book part chapter appendix preface section simplesect sect1 sect2 sect3 sect4 sect5".split()  # noqa: SIM905
)
_UNSEEN: Final = frozenset(
    {"author", "abstract", "copyright", "date", "indexterm", "keywordset", "legalnotice", "remark"}
)
"""Metadata besides the title, and elements that readers do not see."""
_NUMERATIONS: Final = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
_DEEPEST: Final = 9
"""Headings have levels 1 to 9."""


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int, work: Work) -> Extract:
    """The text of a DocBook document; entities are ignored, and nothing is fetched.

    :raises ReadError: the file is not well-formed, takes too much work, or its text is too long.
    """
    parser = closed_parser(target=_Target(work), encoding=encoding)
    try:
        root = fromstring(content, parser)
    except LxmlError as error:
        raise ReadError(name, f"is not well-formed XML: {error}") from error
    composer = Composer(work, max_chars)
    for line in lines_of(root, work):
        if line.cells:
            composer.table([line.cells])
        else:
            composer.line(line.text, level=line.level)
    return composer.extract()


class _Target:
    """A parser target that builds a web page from the document."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._builder = TreeBuilder()
        self._builder.start("body", {})
        self._depth = 0
        """The number of open sections."""
        self._unseen = 0
        self._open: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Handle a start tag."""
        self._work.spend(1 + len(attributes), NODES)
        local = tag.rpartition("}")[2]
        self._depth += local in _SECTIONS
        if self._unseen or local in _UNSEEN:
            self._unseen += 1
            return
        numeration = _NUMERATIONS.get(attributes.get("numeration", ""))
        self._open.append(self._name(local))
        self._builder.start(self._open[-1], {"type": numeration} if numeration else {})

    def _name(self, local: str) -> str:
        if local == "title":
            return f"h{min(max(1, self._depth), _DEEPEST)}"
        return "div" if local in _SECTIONS else _PAGE.get(local, "span")

    def end(self, tag: str) -> None:
        """Handle an end tag."""
        self._depth -= tag.rpartition("}")[2] in _SECTIONS
        if self._unseen:
            self._unseen -= 1
        else:
            self._builder.end(self._open.pop())

    def data(self, text: str) -> None:
        """Handle text between tags."""
        if not self._unseen:
            self._builder.data(text)

    def close(self) -> HtmlElement:
        """Return the page at the end of the file."""
        while self._open:  # elements left open at the end of the file or at an error
            self._builder.end(self._open.pop())
        self._builder.end("body")
        return self._builder.close()

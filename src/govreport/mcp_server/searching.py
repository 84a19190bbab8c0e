"""Searching words in the passages of a report, in either script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from govreport.facts.passages import passages
from govreport.mcp_server.places import around, cut, located, titles
from govreport.mcp_server.results import Hit
from govreport.text.scripts import detect_script
from govreport.text.source import Span
from govreport.tree.nodes import Heading, Node

if TYPE_CHECKING:
    from govreport.report import Report

_BEFORE: Final = 30
"""How many characters of a passage a quote shows before the first word."""
_QUOTE: Final = 160
"""The maximum length of a quote."""


class Words:
    """Words that must all occur in a passage: the text between the blanks of a query.

    >>> Words("行政复议 案件").find("受理行政復議案件9宗", "traditional")
    (2, 6)
    """

    def __init__(self, query: str) -> None:
        """:raises ValueError: the query has no words."""
        self._words = query.split()
        if not self._words:
            raise ValueError("the query is empty; give one or more words, separated by blanks")
        self._script = detect_script(query)

    def find(self, text: str, script: str) -> tuple[int, int] | None:
        """The slice of the first word in a text of a script; None if a word is missing."""
        found = _all_in(self._words, text)
        if found is not None or (self._script == script and script in ("simplified", "traditional")):
            return found
        convert = _simplified()
        return _all_in([convert(word) for word in self._words], convert(text))  # conversion keeps the length


def _simplified() -> Callable[[str], str]:
    from govreport.tree.conversion import converter  # imported here: its dictionaries are slow to load

    return converter("simplified")


def _all_in(words: list[str], text: str) -> tuple[int, int] | None:
    if not all(word in text for word in words):
        return None
    start = text.index(words[0])
    return start, start + len(words[0])


def hits(report: Report, words: Words, *, headings: bool) -> Iterator[Hit]:
    """The passages with the words, in source order: headings, paragraphs, tables, and the parts of head and foot.

    :param headings: whether only headings and titles are searched.
    """
    own = report.document_number
    if own and not headings and words.find(own.text, report.script):
        yield Hit(**located(report, own.span), file=report.source.name or "", headings=[], quote=cut(own.text, _QUOTE))
    for passage in passages(report, report.source, report.repairs):
        found = words.find(passage.text, report.script)
        if found is None:
            continue
        span = passage.span(*found)
        node = report.node_at(span.start)
        above: list[Node] = [] if node is None else around(report, node)
        if headings and not isinstance(node, Heading) and node is not report.title:
            continue
        begin = max(0, found[0] - _BEFORE)
        quote = ("…" if begin else "") + passage.text[begin:]
        yield Hit(
            **located(report, Span(*span), passage.path),
            file=report.source.name or "",
            headings=titles(report, above[:-1]),
            quote=cut(quote, _QUOTE),
        )

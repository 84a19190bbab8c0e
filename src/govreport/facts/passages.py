"""The leaves that can contain facts, as text with a mapping to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from govreport.text.lexicon import term
from govreport.text.source import Source, Span
from govreport.tree.diagnostics import Repair
from govreport.tree.nodes import Attachment, Document, Heading, Node, Paragraph, Table, Unit
from govreport.tree.runs import Run, runs
from govreport.tree.walk import CONTAINERS, children, places
from govreport.util.records import record

_SPACED = term("SPACED_NUMBER")
_TABLE_MARKS = "|│┃丨｜+-"
"""The delimiters between the cells of a table."""


@record
class Passage:
    """The text of a leaf; its places in the source are compared with the text only when a mention needs them."""

    text: str
    path: str
    node: Node
    _places: tuple[Span, ...]
    _source: str
    _repairs: Sequence[Repair]
    """The repairs in the places, in order."""
    _skip: str

    def span(self, start: int, end: int) -> Span:
        """The span in the source of a slice of the text."""
        return Span(self._place(start)[0], self._place(end - 1)[1])

    @cached_property
    def _runs(self) -> tuple[Run, ...]:
        return runs(self.text, self._places, self._source, self._repairs, self._skip)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(run.text) for run in self._runs), initial=0))

    def _place(self, at: int) -> tuple[int, int]:
        index = bisect_right(self._starts, at) - 1
        run = self._runs[index]
        if len(run.text) != len(run.span):
            return run.span.start, run.span.end
        start = run.span.start + at - self._starts[index]
        return start, start + 1


def passages(document: Document, source: Source, repairs: Sequence[Repair]) -> list[Passage]:
    """The texts of a document in source order, except those without facts: boilerplate, numbers and labels."""
    starts = [repair.span.start for repair in repairs]
    found: list[Passage] = []
    waiting: list[tuple[Node, Unit | Attachment | None]] = [(document, None)]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, CONTAINERS):
            around = node if isinstance(node, (Unit, Attachment)) else around
            silent = set(map(id, _silent(node)))
            waiting += [(each, around) for each in reversed(children(node)) if id(each) not in silent]
        elif text := _text(node):
            found.append(_passage(node, text, _path(node, around), source, repairs, starts))
    found.sort(key=lambda one: tuple(one.node.span))
    return found


def passage(node: Node, source: Source, repairs: Sequence[Repair]) -> Passage:
    """The text of a single leaf, without a path."""
    return _passage(node, _text(node), "", source, repairs, [repair.span.start for repair in repairs])


def _passage(
    node: Node, text: str, path: str, source: Source, repairs: Sequence[Repair], starts: Sequence[int]
) -> Passage:
    spans = places(node)
    near = [repairs[at] for one in spans for at in range(bisect_left(starts, one.start), bisect_left(starts, one.end))]
    return Passage(text, path, node, spans, source.text, near, _TABLE_MARKS if isinstance(node, Table) else "")


def _silent(node: Node) -> tuple[Node | None, ...]:
    """Nodes without facts: names of the document or of its parts, and text outside of it."""
    if isinstance(node, Document):
        return (*node.boilerplate, node.document_number)
    if isinstance(node, Attachment):
        return (node.label,)
    return (node.number,) if isinstance(node, Unit) else ()


def _text(node: Node) -> str:
    if isinstance(node, Heading):
        return node.text + (node.stop.text if node.stop else "")
    text: str = getattr(node, "text", "")
    return _SPACED.sub(lambda found: found[0].replace(" ", ""), text) if " " in text else text


def _path(node: Node, around: Unit | Attachment | None) -> str:
    """The path of the unit around a leaf, else its own, else that of the attachment."""
    if isinstance(node, (Paragraph, Table)) and not isinstance(around, Unit):
        return node.path
    return around.path if around else ""

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
class _Origin:
    """What the passages of a document come from."""

    text: str
    repairs: Sequence[Repair]
    _starts: Sequence[int]

    def repairs_in(self, spans: Sequence[Span]) -> list[Repair]:
        """The repairs in some spans, in order."""
        starts, repairs = self._starts, self.repairs
        return [
            repairs[at] for one in spans for at in range(bisect_left(starts, one.start), bisect_left(starts, one.end))
        ]


@record
class Passage:
    """The text of a leaf; its places in the source are compared with the text only when a mention needs them."""

    text: str
    path: str
    node: Node
    _origin: _Origin

    def span(self, start: int, end: int) -> Span:
        """The span in the source of a slice of the text."""
        shift = self._shift
        if shift is not None:
            return Span(start + shift, end + shift)
        return Span(self._place(start)[0], self._place(end - 1)[1])

    @cached_property
    def _shift(self) -> int | None:
        """What is before the text in the source, if it is a slice of the source, as most are."""
        first = self._runs[0]
        return first.span.start if len(self.text) == len(first.text) == len(first.span) else None

    @cached_property
    def _runs(self) -> tuple[Run, ...]:
        spans = places(self.node)
        skip = _TABLE_MARKS if isinstance(self.node, Table) else ""
        return runs(self.text, spans, self._origin.text, self._origin.repairs_in(spans), skip)

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
    origin = _origin(source, repairs)
    found: list[Passage] = []
    waiting: list[tuple[Node, Unit | Attachment | None]] = [(document, None)]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, CONTAINERS):
            around = node if isinstance(node, (Unit, Attachment)) else around
            waiting += [(each, around) for each in reversed(_with_facts(node))]
        elif text := _text(node):
            found.append(Passage(text, _path(node, around), node, origin))
    found.sort(key=_order)
    return found


def _order(passage: Passage) -> tuple[int, int]:
    span = passage.node.span
    return span.start, span.end


def passage(node: Node, source: Source, repairs: Sequence[Repair]) -> Passage:
    """The text of a single leaf, without a path."""
    return Passage(_text(node), "", node, _origin(source, repairs))


def _origin(source: Source, repairs: Sequence[Repair]) -> _Origin:
    return _Origin(source.text, repairs, [repair.span.start for repair in repairs])


def _with_facts(node: Node) -> Sequence[Node]:
    """The children, without names of the document or of its parts, and text outside of it."""
    if isinstance(node, Unit):
        return (node.heading, *node.blocks) if node.heading else node.blocks
    if isinstance(node, Attachment):
        return (node.document,)
    if isinstance(node, Document):
        silent = set(map(id, (*node.boilerplate, node.document_number)))
        return [child for child in children(node) if id(child) not in silent]
    return children(node)


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

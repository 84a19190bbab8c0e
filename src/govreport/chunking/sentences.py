"""The sentences of a report, each with the units that contain it.

The text is that of :mod:`govreport.writers.printed`: all but the boilerplate, in source order, each paragraph once.  A
sentence ends after 。！？； and closing quotation marks and brackets; in a table, after each row.

The head of a table is kept: its caption (表题: the lines above it such as 表1 主要指标, 单位：万元) belongs to it,
and caption and first row are its lead, which is repeated where a later row begins a chunk.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias, TypeVar

from attrs import frozen

from govreport.text.lexicon import term
from govreport.text.regex import lazy
from govreport.text.source import Source, Span, is_blank
from govreport.tree.diagnostics import Repair
from govreport.tree.nodes import Attachment, Document, Unit
from govreport.tree.runs import runs
from govreport.tree.walk import documents, places, walk
from govreport.writers.printed import Printed, printed

Above: TypeAlias = "tuple[Attachment | Unit, ...]"
"""The attachments and units that contain something, outermost first."""

T = TypeVar("T")

_END: Final = lazy(r"(?:[。！？；!?;]+[”’」』）)】》〉]*|\n)\s*")
_ROW_END: Final = lazy(r"\n")
_HEADS: Final = frozenset({"title", "label", "heading"})
_CAPTION: Final = term("CAPTION")
_NUMBERED_CAPTION: Final = term("NUMBERED_CAPTION")
_NAME_OF_TABLE: Final = term("TABLE_NAME")
_VALUE: Final = lazy(r"(?!(?:19|20)[0-9]{2}$)[-+±]?[0-9][0-9.,，\s]*[%％]?")
"""A cell with a value that is not a year."""
_CAPTION_MOST: Final = 60
"""In characters: a longer line above a table is text."""


@frozen(eq=False)
class Sentence:
    """A slice of a paragraph; all sentences joined are the text of the report."""

    text: str
    """Includes the blanks and the line break before the next sentence."""
    of: Printed
    """The paragraph, or the part of one that is a heading or an item."""
    begin: int
    """Its start in the text of that part; ``end`` is after its last character."""
    end: int
    size: int
    """The length of the text of that part."""
    above: Above
    block: Printed
    """The paragraph or table to which it belongs: for a caption, the table."""
    heads: bool = False
    """Whether it announces what follows: a title, a heading, the caption or the first row of a table."""
    lead: tuple[str, ...] = ()
    """The lines to repeat if a chunk begins with it: caption and first row, for each later row of a table."""


def sentences(document: Document, source: Source) -> Iterator[Sentence]:
    """All sentences of a document, in source order.

    >>> from govreport import parse
    >>> report = parse("一、总则\\n坚持依法行政。坚持公开；坚持便民。\\n二、附则\\n自公布之日起施行。")
    >>> [sentence.text for sentence in sentences(report, report.source)]
    ['一、总则\\n', '坚持依法行政。', '坚持公开；', '坚持便民。\\n', '二、附则\\n', '自公布之日起施行。\\n']
    """
    parts = list(_placed(printed(document, source), document))
    tables = _captioned(parts)
    captions: list[str] = []
    for at, (part, above) in enumerate(parts):
        text, table = text_of(part), tables.get(at)
        captions = [*captions, text] if table else captions
        lead = (*captions, "\t".join(part.rows[0])) if _has_head(part) else ()
        heads = table is not None or part.role in _HEADS
        ends = [found.end() for found in (_ROW_END if part.rows else _END).finditer(text)]
        bounds = [0, *(end for end in ends if end < len(text)), len(text)]
        for begin, end in pairwise(bounds):
            gap = _gap(part, parts[at + 1][0] if at + 1 < len(parts) else None) if end == len(text) else ""
            first = begin == 0
            yield Sentence(
                text[begin:end] + gap,
                part,
                begin,
                end,
                len(text),
                above,
                block=table or part,
                heads=heads or (first and lead != ()),
                lead=() if first else lead,
            )
        captions = captions if table else []


def _captioned(parts: Sequence[tuple[Printed, Above]]) -> dict[int, Printed]:
    """The table below each caption, by the index of the caption; a table may have several lines of caption."""
    found: dict[int, Printed] = {}
    for at in reversed(range(len(parts) - 1)):
        (part, above), (below, above_below) = parts[at], parts[at + 1]
        table = found.get(at + 1) or (below if _has_head(below) else None)
        if table and above == above_below and _is_caption(part):
            found[at] = table
    return found


def _is_caption(part: Printed) -> bool:
    """Whether it is a short line that names a table: a paragraph, or a table of one cell."""
    text = text_of(part)
    line = len(part.rows) == len(part.rows[0]) == 1 if part.rows else part.role == "text" and not part.level
    return (
        line
        and len(text) <= _CAPTION_MOST
        and bool(_CAPTION.match(text) or _NUMBERED_CAPTION.match(text) or _NAME_OF_TABLE.fullmatch(text))
    )


def _has_head(part: Printed) -> bool:
    """Whether it is a table of several rows and columns whose first row names the columns: no cell in it is a mere value."""
    return len(part.rows) > 1 and len(part.rows[0]) > 1 and not any(map(_VALUE.fullmatch, part.rows[0]))


def text_of(part: Printed) -> str:
    """The text of a part of a report: a heading with its stop, a table with a line per row."""
    return "\n".join("\t".join(row) for row in part.rows) if part.rows else part.text + part.stop


def _gap(part: Printed, after: Printed | None) -> str:
    """The separator from the next part: a line break, or the end of a run-in heading."""
    if after is None or not after.continues:
        return "\n"
    return "\u3000" if part.role == "heading" and not part.stop else ""


def _placed(parts: Sequence[Printed], document: Document) -> Iterator[tuple[Printed, Above]]:
    """Each part with the nodes that contain its start."""
    holders = [node for node in walk(document) if isinstance(node, (Attachment, Unit))]
    holders.sort(key=lambda node: node.span.start)  # stable: a walk visits the outer of two with the same start first
    waiting = iter([*holders, None])
    following = next(waiting)
    above: Above = ()
    for part in parts:
        at = part.span.start
        while following is not None and following.span.start <= at:
            above = (*_open(above, following.span.start), following)
            following = next(waiting)
        above = _open(above, at)
        yield part, above


def _open(above: Above, at: int) -> Above:
    if all(at < node.span.end for node in above):
        return above
    return tuple(node for node in above if at < node.span.end)


class Places:
    """The spans of the sentences of a report in its source."""

    def __init__(self, document: Document, source: Source, repairs: Sequence[Repair]) -> None:
        self._noise = sorted(at for part in documents(document) for leaf in part.boilerplate for at in places(leaf))
        self._repairs = repairs
        self._source = source.text
        self._found: tuple[Printed | None, Sequence[Span]] = (None, ())
        """The last part looked up: many cuts may be in the same part."""

    def of(self, first: Sentence, last: Sentence) -> Span:
        """From the start of a sentence to the end of another, without trailing blanks.

        Repaired damage has one span as a whole, also for a cut inside it.  If text and source do not correspond (without
        source text), the result is the span of the whole paragraph.
        """
        start, end = first.of.span.start, last.of.span.end
        if first.begin and (found := self._characters(first.of)):
            start = found[first.begin].start
        if last.end < last.size and (found := self._characters(last.of)):
            end = found[last.begin + len(last.text[: last.end - last.begin].rstrip()) - 1].end
        return Span(start, max(start, end))

    def _characters(self, part: Printed) -> Sequence[Span]:
        """The span of each character of a part; empty if not found."""
        if self._found[0] is not part:
            self._found = (part, tuple(self._sought(part)))
        return self._found[1]

    def _sought(self, part: Printed) -> Iterator[Span]:
        text = text_of(part)
        repairs = _within(self._repairs, part.span, lambda repair: repair.span)
        solid = "".join(character for character in text if not is_blank(character))
        found = runs(solid, self._quiet(part.span), self._source, repairs, "|:-" if part.rows else "")
        if not all(run.repair or len(run.text) == len(run.span) for run in found):
            return
        spans = (
            run.span if run.repair else Span(run.span.start + at, run.span.start + at + 1)
            for run in found
            for at in range(len(run.text))
        )
        at = part.span.start
        for character in text:
            span = Span(at, at) if is_blank(character) else next(spans)
            yield span
            at = span.end

    def _quiet(self, span: Span) -> list[Span]:
        """A span without the noise in it."""
        noise = _within(self._noise, span, lambda place: place)
        starts = [span.start, *(place.end for place in noise)]
        return [Span(*bounds) for bounds in zip(starts, [*(place.start for place in noise), span.end])]


def _within(ordered: Sequence[T], place: Span, where: Callable[[T], Span]) -> Sequence[T]:
    """The elements of an ordered sequence that start inside a span."""
    begin, end = (bisect_left(ordered, at, key=lambda one: where(one).start) for at in place)
    return ordered[begin:end]

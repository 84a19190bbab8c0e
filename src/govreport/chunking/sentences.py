"""A report as its sentences: what can be put together to passages, each with the units that it stands in.

The text is that of :mod:`govreport.writers.printed`: all but the boilerplate, in the order of the source, each paragraph
once.  A sentence ends behind 。！？； and the quotation marks and brackets that close there; of a table, behind each row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Final, TypeAlias, TypeVar

from attrs import frozen

from govreport.text.regex import late
from govreport.text.source import Source, Span, is_blank
from govreport.tree.diagnostics import Repair
from govreport.tree.nodes import Attachment, Document, Unit
from govreport.tree.runs import runs
from govreport.tree.walk import documents, places, walk
from govreport.writers.printed import Printed, printed

Above: TypeAlias = "tuple[Attachment | Unit, ...]"
"""The attachments and units that something stands in, outermost first."""

T = TypeVar("T")

_END: Final = late(r"(?:[。！？；!?;]+[”’」』）)】》〉]*|\n)\s*")
_ROW_END: Final = late(r"\n")
_HEADS: Final = frozenset({"title", "label", "heading"})


@frozen(eq=False)
class Sentence:
    """A stretch of a paragraph: the whole text of the report is that of its sentences, one after the other."""

    text: str
    """With the blanks and the line break that part it from the next."""
    of: Printed
    """Its paragraph, or the part of one that a heading or an item is."""
    begin: int
    """Where it begins in the text of that; ``end`` is behind its last character."""
    end: int
    above: Above

    @property
    def heads(self) -> bool:
        """Whether it says what comes next, and little by itself: a title or a heading."""
        return self.of.role in _HEADS


def sentences(document: Document, source: Source) -> Iterator[Sentence]:
    """All sentences of a document, in the order of the source.

    >>> from govreport import parse
    >>> report = parse("一、总则\\n坚持依法行政。坚持公开；坚持便民。\\n二、附则\\n自公布之日起施行。")
    >>> [sentence.text for sentence in sentences(report, report.source)]
    ['一、总则\\n', '坚持依法行政。', '坚持公开；', '坚持便民。\\n', '二、附则\\n', '自公布之日起施行。\\n']
    """
    parts = printed(document, source)
    for (part, above), after in zip(_placed(parts, document), chain(parts[1:], (None,))):
        text = text_of(part)
        ends = [found.end() for found in (_ROW_END if part.rows else _END).finditer(text)]
        bounds = [0, *(end for end in ends if end < len(text)), len(text)]
        for begin, end in pairwise(bounds):
            gap = _gap(part, after) if end == len(text) else ""
            yield Sentence(text[begin:end] + gap, part, begin, end, above)


def text_of(part: Printed) -> str:
    """What a part of a report says: a heading with its stop, a table with a line for each row."""
    return "\n".join("\t".join(row) for row in part.rows) if part.rows else part.text + part.stop


def _gap(part: Printed, after: Printed | None) -> str:
    """What parts it from the next: a line break, or what closes a heading that others follow in its line."""
    if after is None or not after.goes_on:
        return "\n"
    return "\u3000" if part.role == "heading" and not part.stop else ""


def _placed(parts: Sequence[Printed], document: Document) -> Iterator[tuple[Printed, Above]]:
    """Each part with what it stands in, told by where it begins."""
    holders = [node for node in walk(document) if isinstance(node, (Attachment, Unit))]
    holders.sort(key=lambda node: node.span.start)  # of two that begin at one place, a walk meets the outer one first
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
    """Where the sentences of a report stand in its source."""

    def __init__(self, document: Document, source: Source, repairs: Sequence[Repair]) -> None:
        self._noise = sorted(at for part in documents(document) for leaf in part.boilerplate for at in places(leaf))
        self._repairs = repairs
        self._source = source.text
        self._found: tuple[Printed | None, Sequence[Span]] = (None, ())
        """The last part that was looked for: many cuts may be made in one."""

    def of(self, first: Sentence, last: Sentence) -> Span:
        """From the first character of a sentence to behind the last of another, blanks at the end left out.

        Damage that was undone has one place as a whole, also for a cut in the middle of it.  Where text and source do not go
        together (there is no source text), it is the place of the whole paragraph.
        """
        start, end = first.of.span.start, last.of.span.end
        if first.begin and (found := self._characters(first.of)):
            start = found[first.begin].start
        if last.end < len(text_of(last.of)) and (found := self._characters(last.of)):
            end = found[last.begin + len(last.text[: last.end - last.begin].rstrip()) - 1].end
        return Span(start, max(start, end))

    def _characters(self, part: Printed) -> Sequence[Span]:
        """The place of each character of a part; nothing if they are not found."""
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
        """A place without the noise in it."""
        noise = _within(self._noise, span, lambda place: place)
        starts = [span.start, *(place.end for place in noise)]
        return [Span(*bounds) for bounds in zip(starts, [*(place.start for place in noise), span.end])]


def _within(ordered: Sequence[T], place: Span, where: Callable[[T], Span]) -> Sequence[T]:
    """Those of some things, in order of place, that begin in a place."""
    begin, end = (bisect_left(ordered, at, key=lambda one: where(one).start) for at in place)
    return ordered[begin:end]

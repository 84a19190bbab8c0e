"""Splitting a report into chunks of bounded length, for search engines and language models.

Text is split at its own boundaries: a unit that fits is one chunk, small neighbours share a chunk, and longer text is
split between the units in it, then between paragraphs, then between sentences, and only then anywhere.  A title or
heading stays with the text below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import Any

from attrs import evolve, frozen

from govreport.chunking.budget import Length, longest_suffix, prefix_length
from govreport.chunking.sentences import Places, Sentence, sentences
from govreport.text.source import Source, Span
from govreport.tree.diagnostics import Repair
from govreport.tree.nodes import Attachment, Document, Node, Unit


@frozen
class Chunk:
    """A passage of a report."""

    text: str
    """The readable text, a line per paragraph: the overlap with the previous chunk, then its own text."""
    path: str
    """The path of the innermost unit, paragraph, table or attachment that contains its own text; empty for the report."""
    headings: tuple[str, ...]
    """The titles of the report, attachment and units that contain it, outermost first, where present."""
    span: Span
    """The span of its own text in the source, in code points."""
    overlap: int = 0
    """The number of leading characters repeated from the previous chunk."""
    above: int = 0
    """The number of headings, outermost first, that are not in its own text."""

    @property
    def text_with_path(self) -> str:
        """The text, preceded by a line with the headings that it lacks: 标题 > 一、… > （一）…"""
        path = " > ".join(self.headings[: self.above])
        return f"{path}\n{self.text}" if path else self.text

    def to_dict(self) -> dict[str, Any]:
        """Path, headings, span (``start``, ``end``), overlap and text as plain values."""
        start, end = self.span
        place = {"path": self.path, "headings": list(self.headings), "start": start, "end": end}
        return {**place, "overlap": self.overlap, "text": self.text}


def chunks(
    document: Document,
    source: Source,
    repairs: Sequence[Repair] = (),
    *,
    max_chars: int = 500,
    overlap: int = 0,
    length: Length = len,
) -> list[Chunk]:
    """The chunks of a document in order; the parameters are those of :meth:`govreport.Report.chunks`.

    >>> from govreport import parse
    >>> report = parse("一、总则\\n（一）依法行政。坚持公开。坚持便民。\\n（二）执法。\\n二、附则")
    >>> for chunk in report.chunks(max_chars=15):
    ...     print(chunk.path, chunk.headings[: chunk.above], repr(chunk.text))
    1 () '一、总则'
    1/1 ('一、总则',) '（一）依法行政。坚持公开。'
    1/1/p1 ('一、总则', '（一）依法行政') '坚持便民。'
    1/2 ('一、总则',) '（二）执法。'
    2 () '二、附则'
    """
    if max_chars < 1:
        raise ValueError(f"max_chars is {max_chars}: it must be at least 1")
    if not 0 <= overlap < max_chars:
        raise ValueError(f"overlap is {overlap}: it must be at least 0 and less than max_chars ({max_chars})")
    room = max_chars - overlap
    small = [part for one in sentences(document, source) for part in _cut(one, room, length)]
    holding = _Holding(document, Places(document, source, repairs))
    made: list[Chunk] = []
    before: Sequence[Sentence] = ()
    for row in _Passages(small, room, length).rows():
        own = _joined(row).rstrip()
        if own:
            lead = _repeated(before, overlap, length) if before and overlap else ""
            if lead and length(lead + own) > max_chars:
                lead = ""
            made.append(evolve(holding.chunk(row), text=lead + own, overlap=len(lead)))
            before = row
    return made


def _joined(row: Sequence[Sentence]) -> str:
    return "".join(sentence.text for sentence in row)


class _Passages:
    """Groups sentences into passages."""

    def __init__(self, row: Sequence[Sentence], room: int, length: Length) -> None:
        self._row = row
        self._room = room
        self._length = length
        # Each sentence is measured once: together they are hardly longer than the sum in any unit.
        self._sums = [0, *accumulate(length(sentence.text) for sentence in row)]

    def rows(self) -> Iterator[Sequence[Sentence]]:
        for begin, end in self._divided(0, len(self._row), 0):
            yield from self._halved(self._row[begin:end])

    def _divided(self, begin: int, end: int, depth: int) -> Iterator[tuple[int, int]]:
        """The passages of a slice, split between its parts at this depth, and deeper if necessary."""
        held = begin
        for start, stop in self._parts(begin, end, depth):
            if self._fits(held, stop):
                continue
            if held < start and not all(sentence.heads for sentence in self._row[held:start]):
                yield held, start
                held = start
                if self._fits(start, stop):
                    continue
            if stop - start == 1:  # keep as many of the headings above it as fit
                kept = next(at for at in range(held, stop) if at == start or self._fits(at, stop))
                if held < kept:
                    yield held, kept
                held = kept
            elif depth < len(self._row[start].above):
                yield from self._divided(held, stop, depth + 1)
                held = stop
            else:  # the rest of a paragraph may share a chunk with the next one
                *cut, (held, _) = self._divided(held, stop, depth + 1)
                yield from cut
        if held < end:
            yield held, end

    def _parts(self, begin: int, end: int, depth: int) -> Iterator[tuple[int, int]]:
        """The units at this depth, and the paragraphs beside them; below these, sentences."""
        for _, group in groupby(range(begin, end), key=lambda at: self._part(at, depth)):
            first, *others = group
            yield first, (others[-1] if others else first) + 1

    def _part(self, at: int, depth: int) -> int:
        sentence = self._row[at]
        if depth > len(sentence.above):
            return at
        return id(sentence.above[depth] if depth < len(sentence.above) else sentence.of)

    def _fits(self, begin: int, end: int) -> bool:
        return self._sums[end] - self._sums[begin] <= self._room

    def _halved(self, row: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
        """The row, halved if the whole is longer than the sum of its parts in the given unit."""
        if len(row) > 1 and self._length(_joined(row).rstrip()) > self._room:
            yield from self._halved(row[: len(row) // 2])
            yield from self._halved(row[len(row) // 2 :])
        else:
            yield row


class _Holding:
    """Finds the nodes that contain sentences."""

    def __init__(self, document: Document, places: Places) -> None:
        self._document = document
        self._places = places

    def chunk(self, row: Sequence[Sentence]) -> Chunk:
        """The chunk for some sentences, without its text."""
        first, last = row[0], row[-1]
        span = self._places.of(first, last)
        above = tuple(one for one, other in zip(first.above, last.above) if one is other)
        path = (first.of is last.of and first.of.path) or (above[-1].path if above else "")
        titles = headings(self._document, above)
        begun = [node for node in (self._document, *above) if title_of(node) and self._begins(node, span)]
        return Chunk("", path, titles, span, above=len(titles) - len(begun))

    def _begins(self, node: Document | Attachment | Unit, span: Span) -> bool:
        """Whether the title or heading of a node is in the span."""
        if isinstance(node, Document):
            return node.title is not None and span.start <= node.title.span.start and node.title.span.end <= span.end
        return node.span.start >= span.start


def headings(document: Document, above: Iterable[Node]) -> tuple[str, ...]:
    """The titles of a document, and of the attachments and units among some nodes, where present.

    >>> from govreport import parse
    >>> report = parse("关于工作的报告\\n一、目标\\n（一）公开。阳光。\\n（二）便民。减负。")
    >>> headings(report, [report.find("1"), report.find("1/2"), report.find("1/2/p1")])
    ('关于工作的报告', '一、目标', '（二）便民')
    """
    nodes = [document, *(node for node in above if isinstance(node, (Attachment, Unit)))]
    return tuple(title for title in map(title_of, nodes) if title)


def title_of(node: Document | Attachment | Unit) -> str:
    """The title of a document or unit; for an attachment, its label and title."""
    if isinstance(node, Unit):
        return node.title
    if isinstance(node, Document):
        return node.title.text if node.title else ""
    return " ".join(leaf.text for leaf in (node.label, node.document.title) if leaf)


def _cut(sentence: Sentence, room: int, length: Length) -> Iterator[Sentence]:
    """Parts of a sentence that fit; a single character that is too long is a part."""
    rest, begin = sentence.text, sentence.begin
    while rest and length(rest.rstrip()) > room and (size := prefix_length(rest, room, length) or 1) < len(rest):
        yield evolve(sentence, text=rest[:size], begin=begin, end=begin + size)
        rest, begin = rest[size:], begin + size
    yield evolve(sentence, text=rest, begin=begin) if begin > sentence.begin else sentence


def _repeated(row: Sequence[Sentence], room: int, length: Length) -> str:
    """The last sentences that fit into the room, or the end of the last one."""
    used, at = 0, len(row)
    while at and (used := used + length(row[at - 1].text)) <= room:
        at -= 1
    return _joined(row[at:]) if at < len(row) else longest_suffix(row[-1].text, room, length)

"""Splitting a report into chunks of bounded length, for search engines and language models.

Text is split at its own boundaries: a unit that fits is one chunk, small neighbours share a chunk, and longer text is
split between the units in it, then between paragraphs, then between sentences, and only then anywhere.  A title or
heading stays with the text below it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from govreport.chunking.budget import Length, longest_suffix, prefix_length
from govreport.chunking.passages import DIVISIONS, Division, Passages, divided, joined
from govreport.chunking.sentences import Places, Sentence, sentences
from govreport.chunking.tokens import Tokenizer, counter
from govreport.metadata.dates import date_of
from govreport.text.source import Source, Span
from govreport.tree.diagnostics import Repair
from govreport.tree.nodes import Attachment, Document, Node, Unit

if TYPE_CHECKING:
    import datetime

MAX_CHARS: Final = 500
"""The default maximum length of a chunk, unless the report is divided by its units."""
_LONG: Final = 8
"""In characters for each unit of length: longer texts rarely fit."""


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
    """The number of leading characters that repeat earlier text: the end of the previous chunk, or the head of a table."""
    above: int = 0
    """The number of headings, outermost first, that are not in its own text."""
    title: str = ""
    """The title of the report; empty without one, like ``number``."""
    number: str = ""
    """The document number (发文字号) of the report."""
    date: datetime.date | None = None
    """The date of the report, as :attr:`govreport.Report.date`."""
    page: int | None = None
    """The page where its own text starts, from 1; None if the format has no pages."""
    tokens: int | None = None
    """The number of tokens of ``text`` by the tokenizer; None without one."""

    @property
    def text_with_path(self) -> str:
        """The text, preceded by a line with the headings that it lacks: 标题 > 一、… > （一）…"""
        path = " > ".join(self.headings[: self.above])
        return f"{path}\n{self.text}" if path else self.text

    def to_dict(self) -> dict[str, Any]:
        """Title, number, date (``2025-01-06``), page, path, headings, span (``start``, ``end``), overlap, tokens and text as
        plain values; of these, title, number, date, page and tokens only if present.
        """
        start, end = self.span
        place = {"path": self.path, "headings": list(self.headings), "start": start, "end": end}
        size = {} if self.tokens is None else {"tokens": self.tokens}
        return {**self.origin, **place, "overlap": self.overlap, **size, "text": self.text}

    @property
    def origin(self) -> dict[str, str | int]:
        """Title, number and date (``2025-01-06``) of the report, and the page; what is not known is left out."""
        date = self.date.isoformat() if self.date else ""
        known = {"title": self.title, "number": self.number, "date": date, "page": self.page}
        return {key: value for key, value in known.items() if value}


def chunks(
    document: Document,
    source: Source,
    repairs: Sequence[Repair] = (),
    *,
    by: Division = "length",
    max_chars: int | None = None,
    max_tokens: int | None = None,
    tokenizer: Tokenizer | None = None,
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
    if by not in DIVISIONS:
        raise ValueError(f"by is {by!r}; choose one of {', '.join(DIVISIONS)}")
    most, measure = _limit(by, max_chars, max_tokens, tokenizer, length)
    if not 0 <= overlap < most:
        limit = "max_chars" if max_tokens is None else "max_tokens"
        raise ValueError(f"overlap is {overlap}: it must be at least 0 and less than {limit} ({most})")
    room = most - overlap
    small = [part for one in sentences(document, source) for part in _cut(one, room, measure)]
    made = _Making(document, source, Places(document, source, repairs))
    found: list[Chunk] = []
    before: Sequence[Sentence] = ()
    for stretch in divided(small, by):
        passages = Passages(stretch, room, measure)
        for row in passages.rows():
            own = joined(row).rstrip()
            if own:
                lead = passages.lead(row) or (_repeated(before, overlap, measure) if before and overlap else "")
                if lead and measure(lead + own) > most:
                    lead = ""
                tokens = None if tokenizer is None else measure(lead + own)
                found.append(evolve(made.chunk(row), text=lead + own, overlap=len(lead), tokens=tokens))
                before = row
    return found


def _limit(
    by: str, max_chars: int | None, max_tokens: int | None, tokenizer: Tokenizer | None, length: Length
) -> tuple[int, Length]:
    """The maximum length of a chunk, and how it is measured.

    :raises ValueError: the parameters exclude each other, or a maximum is less than 1.
    """
    if (max_tokens is None) != (tokenizer is None):
        given, lacking = ("tokenizer", "max_tokens") if max_tokens is None else ("max_tokens", "tokenizer")
        raise ValueError(f"{given} needs {lacking}: max_tokens=500, tokenizer='cl100k_base' or a function")
    if max_tokens is not None and (max_chars is not None or length is not len):
        raise ValueError("max_tokens cannot be combined with max_chars or length; they measure in another unit")
    if max_chars is None and max_tokens is None:
        max_chars = MAX_CHARS if by == "length" else sys.maxsize
    for name, most in (("max_chars", max_chars), ("max_tokens", max_tokens)):
        if most is not None and most < 1:
            raise ValueError(f"{name} is {most}: it must be at least 1")
    if tokenizer is not None and max_tokens is not None:
        return max_tokens, counter(tokenizer)
    return max_chars or 0, length


class _Making:
    """Makes chunks of sentences: finds the nodes that contain them."""

    def __init__(self, document: Document, source: Source, places: Places) -> None:
        self._document = document
        self._source = source
        self._places = places
        self._title = document.title.text if document.title else ""
        self._number = document.document_number.text if document.document_number else ""
        self._date = date_of(document).date

    def chunk(self, row: Sequence[Sentence]) -> Chunk:
        """The chunk for some sentences, without its text."""
        first, last = row[0], row[-1]
        span = self._places.of(first, last)
        above = tuple(one for one, other in zip(first.above, last.above) if one is other)
        path = (first.of is last.of and first.of.path) or (above[-1].path if above else "")
        titles = headings(self._document, above)
        begun = [node for node in (self._document, *above) if title_of(node) and self._begins(node, span)]
        return Chunk(
            "",
            path,
            titles,
            span,
            above=len(titles) - len(begun),
            title=self._title,
            number=self._number,
            date=self._date,
            page=self._source.page(span.start),
        )

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
    # A text this long surely does not fit, or nearly so: measuring all of it for each part would take quadratic time.
    while (
        rest
        and (len(rest) > _LONG * room or length(rest.rstrip()) > room)
        and (size := prefix_length(rest, room, length) or 1) < len(rest)
    ):
        yield evolve(sentence, text=rest[:size], begin=begin, end=begin + size)
        rest, begin = rest[size:], begin + size
    yield evolve(sentence, text=rest, begin=begin) if begin > sentence.begin else sentence


def _repeated(row: Sequence[Sentence], room: int, length: Length) -> str:
    """The last sentences that fit into the room, or the end of the last one."""
    used, at = 0, len(row)
    while at and (used := used + length(row[at - 1].text)) <= room:
        at -= 1
    return joined(row[at:]) if at < len(row) else longest_suffix(row[-1].text, room, length)

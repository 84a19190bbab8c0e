"""A document as the rules read it: values that several rules need are made once, when the first rule needs them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any, TypeVar

from govreport.facts.citations import citations
from govreport.facts.kinds import Citation, Figure
from govreport.facts.mentions import made, mentions_in
from govreport.facts.passages import Passage, passage, passages
from govreport.facts.references import Targets
from govreport.metadata.dates import date_of
from govreport.rules.lists import pattern
from govreport.text.source import Source, Span
from govreport.tree.diagnostics import Repair
from govreport.tree.nodes import Document, Heading, Node, Paragraph, Text
from govreport.tree.walk import documents

IN_FORCE = datetime.date(2012, 7, 1)
"""The day from which the regulation (条例, article 42) and GB/T 9704-2012 apply."""
_GENRE = pattern(r"(?P<genre>{genre})(?:[（(][^（()）]{1,20}[）)])?$")
_HIDDEN = re.compile("“[^“”]*”|《[^《》]*》")
_LIKE_TITLE = pattern(r"[\u4e00-\u9fff]{0,30}关于[^，。；：]{2,80}的(?:{genre})[。，；：]")
_LIKE_ADDRESSEE = pattern(r"[^。；]{2,60}[：:]")
_LIKE_NOTE = re.compile(
    r"^[ \t\u3000]*附件[：:].*(?:\s+(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、].*)*\s*\Z", re.MULTILINE
)
_LINE = re.compile(r"[^\s].*[^\s]")
_NOTE_MOST = 600
"""The longest note, in characters."""
_TAIL = 3
"""How many leaves at the end of the text may contain its ending (结束语)."""
_Made = TypeVar("_Made")


class Paper:
    """A document, its source, and what the rules derive from them."""

    def __init__(self, document: Document, source: Source, repairs: Sequence[Repair]) -> None:
        self.document = document
        self.source = source
        self.repairs = repairs
        self._once: dict[Callable[[Paper], Any], Any] = {}
        self._holding: dict[tuple[bool, str], tuple[Passage, ...]] = {}
        self._figures: dict[int, tuple[Figure, ...]] = {}

    def once(self, make: Callable[[Paper], _Made]) -> _Made:
        """What a function makes of the paper; it is called once."""
        if make not in self._once:
            self._once[make] = make(self)
        made: _Made = self._once[make]
        return made

    def passage(self, node: Node) -> Passage:
        """The text of a leaf, with the places of its characters."""
        return self._by_node.get(id(node)) or passage(node, self.source, self.repairs)

    @cached_property
    def _by_node(self) -> dict[int, Passage]:
        return {id(one.node): one for one in self.passages}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The leaves with text in source order, without numbers, labels and boilerplate."""
        return tuple(passages(self.document, self.source, self.repairs))

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """The paragraphs and headings, those of attachments included."""
        return tuple(one for one in self.passages if isinstance(one.node, (Paragraph, Heading)))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The document and its attachments at all depths."""
        return tuple(documents(self.document))

    @cached_property
    def main(self) -> tuple[Passage, ...]:
        """The leaves of the text of the document itself: its body and its ending."""
        end = min((one.span.start for one in self.document.attachments), default=self.document.span.end)
        ending = self.document.closing
        apart = [one.node.span for one in (self.title_line, self.addressee_line) if one]
        apart += [line.span for line in self.attachment_note]
        return tuple(
            one
            for one in self.passages
            if one.node.span.start < end and (one.node is ending or not isinstance(one.node, Text))
            if not any(one.node.span.start in span for span in apart)
        )

    @cached_property
    def tail(self) -> tuple[Passage, ...]:
        """The last paragraphs of the text, the ending (结束语) included."""
        ending = self.document.closing
        texts = [one for one in self.main if one.node is ending or isinstance(one.node, Paragraph)]
        return tuple(texts[-_TAIL:])

    def passages_with(self, characters: str) -> tuple[Passage, ...]:
        """The passages with any of some characters: most patterns need one of them, which most passages lack."""
        return self._with(characters, prose=False)

    def prose_with(self, characters: str) -> tuple[Passage, ...]:
        """The prose that has any of some characters."""
        return self._with(characters, prose=True)

    def _with(self, characters: str, *, prose: bool) -> tuple[Passage, ...]:
        key = prose, characters
        if key not in self._holding:
            present = [character for character in characters if character in self._text]
            among = (self.prose if prose else self.passages) if present else ()
            self._holding[key] = tuple(one for one in among if any(map(one.text.__contains__, present)))
        return self._holding[key]

    @cached_property
    def _text(self) -> str:
        return "\n".join(one.text for one in self.passages)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The documents that are cited, in source order."""
        found = (each for one in self.passages for each in made(one, citations(one.text)))
        return tuple(one for one in found if isinstance(one, Citation))

    def figures(self, one: Passage) -> tuple[Figure, ...]:
        """The figures in a passage, in order."""
        if id(one) not in self._figures:
            found = mentions_in([one], partial(self.once, _targets))
            self._figures[id(one)] = tuple(each for each in found if isinstance(each, Figure))
        return self._figures[id(one)]

    @cached_property
    def title_line(self) -> Passage | None:
        """The title; one that ends in a stop was read as the first paragraph."""
        if self.document.title:
            return self.passage(self.document.title)
        first = next((one for one in self.passages if isinstance(one.node, (Paragraph, Text))), None)
        return first if first and _LIKE_TITLE.fullmatch(first.text.strip()) else None

    @cached_property
    def title(self) -> str:
        """The title in one line, without a stop at its end; empty without one."""
        return self.title_line.text.strip().rstrip("。，；：") if self.title_line else ""

    @cached_property
    def addressee_line(self) -> Passage | None:
        """The line of the addressee; after a title that was read as a paragraph, it was read as one, too."""
        if self.document.addressee:
            return self.passage(self.document.addressee)
        line = self.title_line
        if line is None or self.document.title:
            return None
        behind = next((one for one in self.passages if one.node.span.start >= line.node.span.end), None)
        return behind if behind and _LIKE_ADDRESSEE.fullmatch(behind.text.strip()) else None

    @cached_property
    def attachment_note(self) -> tuple[Text, ...]:
        """The lines of the note that lists the attachments (附件说明); with stops in it, it was read as text."""
        signature = self.document.signature
        if self.document.attachment_list or signature is None:
            return self.document.attachment_list
        before = self.source.text[: signature.span.start]
        found = _LIKE_NOTE.search(before, max(0, len(before) - _NOTE_MOST))
        if found is None:
            return ()
        lines = [(line.start(), line.end()) for line in _LINE.finditer(before, found.start())]
        return tuple(Text(before[start:end], Span(start, end)) for start, end in lines)

    @cached_property
    def genre(self) -> str:
        """The genre at the end of the title, one of the fifteen of the regulation (条例, article 8); else empty."""
        found = _GENRE.search(self.title.strip())
        return found["genre"] if found else ""

    @cached_property
    def date(self) -> datetime.date | None:
        """The date of issue; None if the document has no date, or the date does not exist."""
        signature = self.document.signature
        return signature.date.value if signature and signature.date else None

    @cached_property
    def is_old(self) -> bool:
        """Whether the document is older than the norms."""
        date = self.date or date_of(self.document).date
        return date is not None and date < IN_FORCE

    @cached_property
    def is_issued(self) -> bool:
        """Whether it has what an issued document has: a number, a signature and a date."""
        signature = self.document.signature
        return bool(self.document.document_number and signature and signature.issuers and signature.date)

    @cached_property
    def addressee(self) -> str:
        """Who receives it (主送机关), without the colon; empty without a separate line, and for people (各位代表)."""
        text = self.addressee_line.text.strip().rstrip("：:") if self.addressee_line else ""
        return "" if "各位" in text or text.endswith(("代表", "委员", "同志们", "朋友们", "来宾", "！", "!")) else text


def _targets(paper: Paper) -> Targets:
    return Targets(paper.document)


def unquoted(text: str) -> str:
    """The text with quotations and names of documents blanked out; of the same length.

    >>> unquoted("写明“妥否，请批示”的")
    '写明\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00的'
    """
    if "“" not in text and "《" not in text:
        return text
    return _HIDDEN.sub(lambda found: "\x00" * len(found[0]), text)


def search(where: Sequence[Passage], shape: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """All places of a pattern in the texts of some leaves."""
    for one in where:
        for found in shape.finditer(one.text):
            yield one, found


def whole(one: Passage, found: re.Match[str], group: int | str = 0) -> Span:
    """The place in the source of what a pattern, or a group of it, found in a leaf."""
    return one.span(found.start(group), found.end(group))

"""From a tree to its text: the report is written in a house style, and each node gets its span."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from govreport.report import Report
from govreport.testing.house import PLAIN, House
from govreport.text.scripts import detect_script
from govreport.text.source import Source, Span
from govreport.text.variants import both_scripts
from govreport.tree.conversion import converted
from govreport.tree.nodes import (
    Attachment,
    Block,
    Date,
    Document,
    Field,
    Heading,
    Item,
    Node,
    Number,
    Paragraph,
    Section,
    Signature,
    Table,
    Text,
)
from govreport.tree.paths import Counter
from govreport.tree.walk import children, places

_ABOUT = re.compile(both_scripts("关于"))

NOWHERE = Span(0, 0)
"""The span of a node that has no place in the text yet."""


def written(document: Document, house: House = PLAIN) -> Report:
    """The report for a tree written in a house style: its text is ``source.text``, and all spans refer to it.

    Spans, pieces and paths of the tree are ignored, so nodes may be created by hand; boilerplate is left out.  Numbers are
    spelled in the style of the house, else as in the tree.

    >>> section = Section(
    ...     Number("han", 1, "一、", NOWHERE), Heading("总则", NOWHERE), (Paragraph("依法行政。", NOWHERE),), NOWHERE
    ... )
    >>> report = written(Document(NOWHERE, body=(section,)), House(indent="　　"))
    >>> report.source.text
    '　　一、总则\\n　　依法行政。\\n'
    >>> report.find("1/p1")
    <Paragraph '依法行政。' 9-14>
    """
    if house.script is not None:
        document = converted(document, house.script)
    pen = _Pen(house)
    placed = pen.document(document)
    text = pen.text + ("\n" if pen.text else "")
    placed = evolve(placed, span=Span(0, len(text)))
    return Report.from_document(placed, source=Source(text, script=detect_script(text)))


def text_of(document: Document, house: House = PLAIN) -> str:
    """The text of a tree in a house style; see :func:`written`."""
    return written(document, house).source.text


class _Pen:
    """Writes text, and creates nodes with their spans."""

    def __init__(self, house: House) -> None:
        self.text = ""
        self._house = house

    # ---- strokes -----------------------------------------------------------------------------------------------

    def _line(self, indent: str = "") -> None:
        self.text += (self._house.gap if self.text else "") + indent

    def _put(self, words: str) -> tuple[str, Span]:
        words = self._house.spell(words)
        start = len(self.text)
        self.text += words
        return words, Span(start, len(self.text))

    def _text(self, text: Text, indent: str = "") -> Text:
        self._line(indent)
        return Text(*self._put(text.text))

    def _texts(self, texts: Iterable[Text], indent: str = "") -> tuple[Text, ...]:
        return tuple([self._text(text, indent) for text in texts])

    # ---- documents ---------------------------------------------------------------------------------------------

    def document(self, document: Document, prefix: str = "") -> Document:
        indent = self._house.indent
        front_matter = tuple([self._field(each) for each in document.front_matter])
        document_number, title = self._titled(document.document_number, document.title)
        document = evolve(
            document,
            boilerplate=(),
            front_matter=front_matter,
            document_number=document_number,
            title=title,
            subtitles=self._texts(document.subtitles),
            addressee=document.addressee and self._text(document.addressee),
            contents=self._texts(document.contents),
        )
        document = evolve(
            document,
            body=self._blocks(document.body, Counter(prefix)),
            closing=document.closing and self._text(document.closing, indent),
            attachment_list=self._texts(document.attachment_list, indent),
            signature=document.signature and self._signature(document.signature),
            notes=self._texts(document.notes, indent),
            attachments=tuple([self._attachment(each, f"@{k}") for k, each in enumerate(document.attachments, 1)]),
            imprint=self._texts(document.imprint),
        )
        return evolve(document, span=_around(children(document)))

    def _field(self, field: Field) -> Field:
        self._line()
        start = len(self.text)
        key, value = self._put(field.key + "：")[0][:-1], self._put(field.value)[0]
        return Field(key, value, Span(start, len(self.text)))

    def _titled(self, number: Text | None, title: Text | None) -> tuple[Text | None, Text | None]:
        if self._house.number_first:
            return number and self._text(number), title and self._title(title)
        title = title and self._title(title)
        return number and self._text(number), title

    def _title(self, title: Text) -> Text:
        self._line()
        about = _ABOUT.search(title.text, 1) if self._house.parts_title else None
        at = about.start() if about else len(title.text)
        words, span = self._put(title.text[:at])
        if about:
            self._line()
            rest, end = self._put(title.text[at:])
            words, span = words + rest, Span(span.start, end.end)
        return Text(words, span)

    def _signature(self, signature: Signature) -> Signature:
        issuers: list[Text] = []
        for issuer in signature.issuers:
            self._next_signer(continues=self._house.joint and bool(issuers))
            issuers.append(Text(*self._put(issuer.text)))
        date = signature.date
        if date:
            self._next_signer(continues=self._house.dated_line and bool(issuers))
            words, span = self._put(date.text)
            date = Date(words, span, date.value)
        return Signature(tuple(issuers), date, _around((*issuers, *([date] if date else []))))

    def _next_signer(self, *, continues: bool) -> None:
        if continues:
            self._put("\u3000")
        else:
            self._line(self._house.signature_indent)

    def _attachment(self, attachment: Attachment, path: str) -> Attachment:
        label = attachment.label and self._text(attachment.label)
        document = self.document(attachment.document, f"{path}/")
        return Attachment(label, document, _around((*([label] if label else []), document)), path)

    # ---- body --------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[Block], paths: Counter, continues: bool = False) -> tuple[Block, ...]:
        """``continues``: whether the first block continues the line of a number or of a run-in heading."""
        placed: list[Block] = []
        for block in blocks:
            inline = (
                isinstance(block, Item)
                and self._house.goes_on(block)
                and placed
                and not isinstance(placed[-1], Section)
            )
            if isinstance(block, Section) or not (continues or inline):
                self._line(self._house.indent)
            continues = False
            if isinstance(block, Paragraph):
                placed.append(Paragraph(*self._put(block.text), path=paths.leaf("p")))
            elif isinstance(block, Table):
                placed.append(self._table(block, paths.leaf("t")))
            else:
                placed.append(self._unit(block, paths))
        return tuple(placed)

    def _table(self, table: Table, path: str) -> Table:
        start = len(self.text)
        rows: list[tuple[str, ...]] = []
        for row in table.rows:
            if rows:
                self._line(self._house.indent)
            rows.append(tuple(self._house.spell(cell) for cell in row))
            self._put("|" + "|".join(rows[-1]) + "|")
        return Table(tuple(rows), Span(start, len(self.text)), path=path)

    def _unit(self, unit: Section | Item, paths: Counter) -> Section | Item:
        number, heading = unit.number, unit.heading
        if number is None:
            path = paths.leaf("u")
        else:
            path = paths.unit(number.ordinal, number.sub, item=isinstance(unit, Item))
            mark, span = self._put(self._house.mark(number))
            blanks = len(mark) - len(mark.rstrip())
            number = Number(
                number.family, number.ordinal, mark.rstrip(), Span(span.start, span.end - blanks), number.sub
            )
        if heading is not None:
            words, span = self._put(heading.text)
            stop = heading.stop and Text(*self._put(heading.stop.text))
            if heading.run_in and not stop:
                self._put("\u3000\u3000")
            heading = Heading(words, span, heading.run_in, stop)
        blocks = self._blocks(unit.blocks, Counter(f"{path}/"), heading is None or heading.run_in)
        made = evolve(unit, number=number, heading=heading, blocks=blocks, path=path)
        return evolve(made, span=_around(children(made)))


def _around(nodes: Iterable[Node]) -> Span:
    """The span from the first node to the last; no node contains the start of the text."""
    found = [place for node in nodes for place in places(node)]
    return Span(min(place.start for place in found), max(place.end for place in found)) if found else NOWHERE

"""A report as clean text: what a reader would print, one paragraph a line.

The lines stand in the order of the source, since a parser tells many parts by where they stand: so the
text that is rendered gives the same outline when it is parsed, and renders as itself.  Boilerplate is left
out.

Sections begin a line.  What goes on in a line: a heading after its number and, unless the source has a line
break before it, what comes after a number, text or an item after a run-in heading, and an item inside a paragraph
(``表现在：一是……；二是……``).  Two blanks before such an item are a line break that was lost.  Where blanks
stood between two parts of a line, one stays; but a run of blanks that closes a run-in heading in place of a
stop stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from govreport.report import Report
from govreport.text.regex import late
from govreport.text.source import Span
from govreport.tree.nodes import (
    Attachment,
    Block,
    Document,
    Field,
    Item,
    Paragraph,
    Section,
    Signature,
    Table,
    Text,
    Unit,
)
from govreport.tree.walk import children, places

_LINE_BREAK = late(r"[\r\n]")
_NEW_PARAGRAPH = late(r"[\r\n]|\s\s")  # two blanks: an indent whose line break was lost
_BLANKS = late(r"[^\S\r\n]*")


def render(report: Report) -> str:
    """The report as text: front matter as ``key：value``, all else as it reads, marks as in the source.

    A report that was read back without its source text has items after other blocks on lines of their own,
    and no blanks between number and heading.
    """
    lines = _Lines(report.source.text)
    lines.document(report)
    return lines.text()


class _Lines:
    """Lines on their way out, each with the place of its first character in the source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines: list[tuple[int, list[str]]] = []
        self._end = 0  # of the last part put

    def text(self) -> str:
        ordered = sorted(self._lines, key=lambda line: line[0])
        joined = ("".join(parts).rstrip() for _, parts in ordered)
        return "".join(f"{line}\n" for line in joined if line)

    def document(self, document: Document) -> None:
        for node in children(evolve(document, boilerplate=())):
            if isinstance(node, Field):
                self._put(node.span, f"{node.key}：{node.value}" if node.key else node.value)
            elif isinstance(node, Text):
                self._put(node.span, node.text)
            elif isinstance(node, Signature):
                for issuer in node.issuers:
                    self._put(issuer.span, issuer.text)
                if node.date:
                    self._put(node.date.span, node.date.text)
            elif isinstance(node, Attachment):
                if node.label:
                    self._put(node.label.span, node.label.text)
                self.document(node.document)
        self._blocks(document.body, goes_on=False)

    def _blocks(self, blocks: Iterable[Block], *, goes_on: bool) -> None:
        """``goes_on``: whether the first block goes on in the line of a number or a run-in heading."""
        before: Block | None = None
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Paragraph):
                self._put(block.span, block.text, goes_on and not self._parts(_LINE_BREAK, block))
            elif goes_on:
                self._unit(block, not self._parts(_LINE_BREAK, block))
            else:
                inline = isinstance(block, Item) and before is not None and self._source != ""
                self._unit(block, inline and not self._parts(_NEW_PARAGRAPH, block))
            goes_on, before = False, block

    def _unit(self, unit: Unit, goes_on: bool) -> None:
        if unit.number:
            self._put(unit.number.span, unit.number.text, goes_on)
            goes_on = True
        heading = unit.heading
        if heading:
            stop = self._blanks_at(heading.span.end) if heading.run_in else ""
            end = heading.span.end + len(stop)
            if heading.stop:
                stop, end = heading.stop.text, heading.stop.span.end
            self._put(Span(heading.span.start, end), heading.text + stop, goes_on)
            goes_on = heading.run_in and not isinstance(next(iter(unit.blocks), None), Section)
        self._blocks(unit.blocks, goes_on=goes_on)

    def _table(self, table: Table) -> None:
        """The rows as they stand in the source: what parts their cells is not kept in the tree."""
        slices = [self._source[start:end] for start, end in places(table)]
        lines = [line for piece in slices for line in _LINE_BREAK.split(piece)] if self._source else []
        for line in lines or ["\t".join(row) for row in table.rows]:
            self._put(table.span, line)

    def _put(self, span: Span, text: str, goes_on: bool = False) -> None:
        if goes_on:
            self._lines[-1][1].extend((self._blank_before(span.start), text))
        else:
            self._lines.append((span.start, [text]))
        self._end = span.end

    def _blank_before(self, start: int) -> str:
        gap = self._source[self._end : start]
        if "\u3000" in gap or _LINE_BREAK.search(gap):
            return "\u3000"
        return " " if any(map(str.isspace, gap)) else ""

    def _parts(self, what: re.Pattern[str], block: Block) -> bool:
        """Whether the source has this between the last part put and a block."""
        return what.search(self._source, self._end, block.span.start) is not None

    def _blanks_at(self, start: int) -> str:
        found = _BLANKS.match(self._source, start)
        return found.group() if found else ""

"""A report as clean text, one paragraph per line.

The lines keep the order of the source, since the parser recognizes many parts by their position.  Parsing the
rendered text gives the same outline, and rendering that report gives the same text.  Boilerplate is left out.

Sections start a new line.  These continue a line: a heading after its number, and text after a number, unless the
source has a line break there; text or an item after a run-in heading; and an item inside a paragraph
(``表现在：一是……；二是……``), unless two blanks before it show a lost line break.  Blanks between two parts of a
line become one blank, but blanks that end a run-in heading in place of punctuation are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve

from govreport.report import Report
from govreport.text.regex import lazy
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

_LINE_BREAK = lazy(r"[\r\n]")
_NEW_PARAGRAPH = lazy(r"[\r\n]|\s\s")  # two blanks: an indent whose line break was lost
_BLANKS = lazy(r"[^\S\r\n]*")


def render(report: Report) -> str:
    """The report as text: front matter as ``key：value``, the rest with the numbers as in the source.

    If the report was loaded without its source text, items after other blocks start a new line, and there are no
    blanks between number and heading.
    """
    lines = _Lines(report.source.text)
    lines.document(report)
    return lines.text()


class _Lines:
    """The lines written so far, each with the source offset of its first character."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines: list[tuple[int, list[str]]] = []
        self._end = 0  # source offset of the end of the last part

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
        """``goes_on``: whether the first block continues the line of a number or a run-in heading."""
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
        """The rows as in the source: the tree does not keep the delimiters of cells."""
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
        """Whether the source matches ``what`` between the last part and a block."""
        return what.search(self._source, self._end, block.span.start) is not None

    def _blanks_at(self, start: int) -> str:
        found = _BLANKS.match(self._source, start)
        return found.group() if found else ""

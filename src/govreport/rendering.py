"""A report as clean text, one paragraph per line.

The lines keep the order of the source, since the parser recognizes many parts by their position.  Parsing the
rendered text gives the same outline, and rendering that report gives the same text.  Boilerplate is left out.

Sections start a new line.  These continue a line: a heading after its number, and text after a number, unless the
source has a line break there; text or an item after a run-in heading; and an item inside a paragraph
(``表现在：一是……；二是……``), unless two blanks before it show a lost line break.  Blanks between two parts of a
line become one blank, but blanks that end a run-in heading in place of punctuation are kept.

Any other node than a report is rendered without its source: as its ``text`` (:mod:`govreport.tree.nodes`).
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
    Node,
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


def render(node: Node) -> str:
    """A report, or a node of one, as lines of text: front matter as ``key：value``, the rest with the numbers as in the source.

    If the report was loaded without its source text, items after other blocks start a new line, and there are no
    blanks between number and heading.

    :param node: a report; or any node of its tree, which gives its ``text`` and a line break.
    :raises TypeError: ``node`` is not a node of a tree.

    >>> from govreport import parse
    >>> report = parse("一、总则\\n（一）公开。公示。\\n（二）便民。减负。")
    >>> render(report.find("1/2"))
    '（二）便民。减负。\\n'
    """
    if isinstance(node, Report):
        lines = _Lines(node.source.text)
        lines.document(node)
        return lines.text()
    text = getattr(node, "text", None)
    if not isinstance(node, Node) or not isinstance(text, str):
        raise TypeError(f"render() takes a report or a node of its tree, not {type(node).__name__}")
    return f"{text}\n" if text else ""


class _Lines:
    """The lines written so far, each with the source offset of its first character."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines: list[tuple[int, list[str]]] = []
        self._end = 0  # source offset of the end of the last part

    def text(self) -> str:
        ordered = sorted(self._lines, key=lambda line: line[0])
        lines = (line.strip() for _, parts in ordered for line in "".join(parts).split("\n"))
        return "".join(f"{line}\n" for line in lines if line)

    def document(self, document: Document) -> None:
        for node in children(evolve(document, boilerplate=())):
            if isinstance(node, (Field, Text)):
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
        self._blocks(document.body, continues=False)

    def _blocks(self, blocks: Iterable[Block], *, continues: bool) -> None:
        """``continues``: whether the first block continues the line of a number or a run-in heading."""
        before: Block | None = None
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Paragraph):
                self._put(block.span, block.text, continues and not self._parts(_LINE_BREAK, block))
            elif continues:
                self._unit(block, not self._parts(_LINE_BREAK, block))
            else:
                inline = isinstance(block, Item) and before is not None and self._source != ""
                self._unit(block, inline and not self._parts(_NEW_PARAGRAPH, block))
            continues, before = False, block

    def _unit(self, unit: Unit, continues: bool) -> None:
        if unit.number:
            self._put(unit.number.span, unit.number.text, continues)
            continues = True
        heading = unit.heading
        if heading:
            stop = self._blanks_at(heading.span.end) if heading.run_in else ""
            end = heading.span.end + len(stop)
            if heading.stop:
                stop, end = heading.stop.text, heading.stop.span.end
            self._put(Span(heading.span.start, end), heading.text + stop, continues)
            continues = heading.run_in and not isinstance(next(iter(unit.blocks), None), Section)
        self._blocks(unit.blocks, continues=continues)

    def _table(self, table: Table) -> None:
        """The rows as in the source: the tree does not keep the delimiters of cells."""
        slices = [self._source[start:end] for start, end in places(table)]
        lines = [line for piece in slices for line in _LINE_BREAK.split(piece)] if self._source else []
        for line in lines or ["\t".join(row) for row in table.rows]:
            self._put(table.span, line)

    def _put(self, span: Span, text: str, continues: bool = False) -> None:
        if continues:
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

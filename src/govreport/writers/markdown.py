"""A report as Markdown (CommonMark with tables): real headings, lists for items, metadata as YAML at the head.

Reading it back gives the same outline.  The lines stand in the order of the source, as in :mod:`govreport.render`;
boilerplate is left out.  What stood in one line of the source has no blank line between it: a paragraph and the items
inside it are a tight list below a paragraph, items on lines of their own a loose list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from govreport.nodes import Attachment, Block, Document, Item, Node, Paragraph, Signature, Table, Text, Unit
from govreport.report import Report
from govreport.source import Span
from govreport.walk import children

_BULLET = "- "
_NEW_PARAGRAPH = re.compile(r"[\r\n]|\s\s")  # as in govreport.render
DEEPEST = 6
"""Markdown has six levels of headings; the first is the title's."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|!$]")
_AT_THE_HEAD = re.compile(r"(?P<mark>[-+#=:]|\d{1,9}(?=[.)]))")


def to_markdown(report: Report) -> str:
    """The report as Markdown; characters that Markdown would take for its own are escaped.

    >>> from govreport import parse
    >>> print(to_markdown(parse("一、总体要求\\n坚持依法行政。\\n（一）公开\\n一是阳光；二是便民。")), end="")
    ## 一、总体要求
    <BLANKLINE>
    坚持依法行政。
    <BLANKLINE>
    ### （一）公开
    <BLANKLINE>
    - 一是阳光；
    - 二是便民。
    """
    source = report.source.text
    written = list(_metadata(report))
    end = len(source)
    for span, text in sorted(_document(report), key=lambda block: block[0]):
        inline = text.startswith(_BULLET) and end <= span.start and not _NEW_PARAGRAPH.search(source, end, span.start)
        written.append(("\n" if inline else "\n\n") + text if written else text)
        end = span.end if source else 0
    return "".join(written) + "\n"


def _metadata(report: Report) -> Iterator[str]:
    """What is known of the document, as YAML; JSON strings are YAML strings."""
    signature = report.signature
    lines: dict[str, object] = {
        "title": report.title and report.title.text,
        "document_number": report.document_number and report.document_number.text,
        "issuers": [issuer.text for issuer in signature.issuers] if signature else [],
        "date": signature and signature.date and signature.date.text,
        "fields": [{field.key: field.value} for field in report.front_matter],
    }
    written = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in lines.items() if value]
    if written:
        yield "\n".join(["---", *written, "---"])


def _document(document: Document) -> Iterator[tuple[Span, str]]:
    """The blocks of a document, each with the place in the source that gives its order."""
    for node in children(document):
        if isinstance(node, Text) and node not in document.boilerplate:
            yield node.span, f"# {escaped(node.text)}" if node is document.title else _line(node.text)
        elif isinstance(node, Signature):
            for issuer in node.issuers:
                yield issuer.span, _line(issuer.text)
            if node.date:
                yield node.date.span, _line(node.date.text)
        elif isinstance(node, Attachment):
            if node.label:
                yield node.label.span, _line(node.label.text)
            yield from _document(node.document)
    for block in document.body:
        yield from _block(block, 2)


def _block(block: Block, level: int) -> Iterator[tuple[Span, str]]:
    if isinstance(block, Paragraph):
        yield block.span, _line(block.text)
    elif isinstance(block, Table):
        yield block.span, _table(block)
    else:
        yield from _unit(block, level)


def _unit(unit: Unit, level: int) -> Iterator[tuple[Span, str]]:
    """A heading, or the number at the head of the unit's first paragraph; then what hangs below."""
    blocks = unit.blocks
    number = unit.number.text if unit.number else ""
    parts: list[Node | None] = [unit.number, unit.heading]
    if unit.heading and not isinstance(unit, Item):
        text = f"{'#' * min(level, DEEPEST)} {escaped(unit.title)}"
    else:
        first = blocks[0] if blocks and isinstance(blocks[0], Paragraph) else None
        blocks = blocks[1:] if first else blocks
        parts.append(first)
        text = first.text if first else ""
        if isinstance(unit, Item):
            text = _BULLET + _line(number + _heading(unit) + text)
        else:
            text = _line(f"{number}\u3000{text}" if number[-1:].isalnum() else number + text)
    yield Span(unit.span.start, max(part.span.end for part in parts if part)), text
    for block in blocks:
        yield from _block(block, level + 1)


def _heading(item: Item) -> str:
    """The heading with its stop, as it stands before the text of the item."""
    if item.heading is None:
        return ""
    return item.heading.text + (item.heading.stop.text if item.heading.stop else "\u3000")


def _table(table: Table) -> str:
    width = max(map(len, table.rows), default=1)
    rows = [[escaped(cell) for cell in row] + [""] * (width - len(row)) for row in table.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines[:1], "|" + " --- |" * width, *lines[1:]])


def _line(text: str) -> str:
    """A text as a paragraph: nothing at its head makes it a list, a heading or a rule."""
    return _AT_THE_HEAD.sub(_guarded, escaped(text), count=1) if _AT_THE_HEAD.match(text) else escaped(text)


def _guarded(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def escaped(text: str) -> str:
    """A text in which no character acts in Markdown.

    >>> print(escaped("<b>1*2</b>"))
    \\<b\\>1\\*2\\</b\\>
    """
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split("\n")))

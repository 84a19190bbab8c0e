"""The outline of a report as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from govreport.cli.language import words
from govreport.cli.styled import Text
from govreport.cli.visible import fit, visible
from govreport.text.source import Span
from govreport.tree import nodes
from govreport.tree.diagnostics import Diagnostic

if TYPE_CHECKING:
    from govreport.report import Report

OPENING = 40
"""For a unit without a heading, how many characters of its first paragraph are shown."""

SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "info": "blue"}

_LINES = ("├─ ", "└─ ", "│  ", "   ")
_ASCII_LINES = ("|-- ", "`-- ", "|   ", "    ")


class View(NamedTuple):
    """Options of the outline."""

    depth: int | None = None
    """The number of levels of units to show; None for all."""
    items: bool = True
    spans: bool = False
    paths: bool = False
    ascii: bool = False
    width: int | None = None
    """The maximum width of a line in columns; None for no limit."""


class _Branch(NamedTuple):
    """A node still to be drawn."""

    node: nodes.Section | nodes.Item | nodes.Attachment
    level: int
    guides: str
    last: bool


def outline(report: Report, view: View) -> Iterator[Text]:
    """The lines of a report's outline: title, summary, the tree, the diagnostics."""
    for line in _lines(report, view):
        yield _cut(line, view.width)


def diagnostic_line(diagnostic: Diagnostic) -> Text:
    """``3:1: GR201 …``: line, column, code, message."""
    return Text.assemble(
        f"{diagnostic.line}:{diagnostic.column}: ",
        (visible(diagnostic.code), SEVERITY_STYLES.get(diagnostic.severity, "")),
        " ",
        visible(diagnostic.text(words().language)),
    )


def _lines(report: Report, view: View) -> Iterator[Text]:
    yield Text.assemble(_place("", report.title.span if report.title else None, view), _title(report))
    summary = _summary(report)
    if summary:
        yield Text(summary, style="dim")
    tree, branch, trunk, blank = _ASCII_LINES if view.ascii else _LINES
    # A stack instead of recursion: deep trees must not exceed the recursion limit.
    waiting = _branches(report, 1, "", view)
    while waiting:
        at = waiting.pop()
        yield Text.assemble(
            (at.guides + (branch if at.last else tree), "dim"),
            _place(at.node.path, at.node.span, view),
            _label(at.node),
        )
        parent = at.node.document if isinstance(at.node, nodes.Attachment) else at.node
        waiting += _branches(parent, at.level + 1, at.guides + (blank if at.last else trunk), view)
    for diagnostic in report.diagnostics:
        yield diagnostic_line(diagnostic)


def _branches(parent: nodes.Document | nodes.Unit, level: int, guides: str, view: View) -> list[_Branch]:
    """The children of a document or unit, last first."""
    if view.depth is not None and level > view.depth:
        return []
    wanted = (nodes.Section, nodes.Item) if view.items else (nodes.Section,)
    blocks = parent.body if isinstance(parent, nodes.Document) else parent.blocks
    children: list[nodes.Section | nodes.Item | nodes.Attachment] = [
        block for block in blocks if isinstance(block, wanted)
    ]
    if isinstance(parent, nodes.Document):
        children += parent.attachments
    return [_Branch(child, level, guides, child is children[-1]) for child in reversed(children)]


def _place(path: str, span: Span | None, view: View) -> Text:
    """The path and the span of a node, if requested."""
    place = Text()
    if view.paths and path:
        place.append(f"{visible(path)} ", "cyan")
    if view.spans and span is not None:
        place.append(f"[{span.start}, {span.end}) ", "dim")
    return place


def _label(node: nodes.Section | nodes.Item | nodes.Attachment) -> Text:
    if isinstance(node, nodes.Attachment):
        mark = f"{visible(node.label.text)} " if node.label else ""
        summary = _summary(node.document)
        return Text.assemble((mark, "magenta"), _title(node.document), (summary and f"  {summary}", "dim"))
    number = visible(node.number.text) if node.number else ""
    name = visible(node.heading.text if node.heading else _opening(node))
    # 一、 ends in punctuation; 第一章, 一是 and 1.1 need a space before the heading.
    blank = " " if name and number[-1:].isalnum() else ""
    return Text.assemble(
        (number, "green" if node.kind == "item" else "bold cyan"),
        blank,
        (name, "" if node.heading else "dim"),
    )


def _opening(unit: nodes.Unit) -> str:
    """The start of a unit's first paragraph."""
    text = next((block.text for block in unit.blocks if isinstance(block, nodes.Paragraph)), "")
    return text if len(text) <= OPENING else text[: OPENING - 1] + "…"


def _title(document: nodes.Document) -> Text:
    if document.title is None:
        return Text(words().gettext("(no title)"), "dim italic")
    return Text(visible(document.title.text), "bold")


def _summary(document: nodes.Document) -> str:
    """Document number, addressee and signature in one line."""
    parts = []
    if document.document_number:
        parts.append(document.document_number.text)
    if document.addressee:
        parts.append(words().gettext("to {organ}", organ=document.addressee.text.rstrip("：:")))
    if document.signature:
        issuers = "、".join(issuer.text for issuer in document.signature.issuers)
        date = document.signature.date.text if document.signature.date else ""
        if issuers and date:
            parts.append(words().gettext("signed {issuers}, {date}", issuers=issuers, date=date))
        else:
            parts.append(words().gettext("signed {name}", name=issuers or date))
    return visible(" · ".join(parts))


def _cut(line: Text, width: int | None) -> Text:
    if width is None:
        return line
    kept = fit(line.plain, width)
    return line if kept == len(line.plain) else line[:kept].append("…")

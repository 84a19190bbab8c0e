"""The place of a span for a citation, and texts cut to a bounded length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from govreport.chunking.chunks import headings
from govreport.mcp_server.results import Located
from govreport.text.source import Span
from govreport.tree.nodes import Attachment, Node, Paragraph, Section, Table, Unit

if TYPE_CHECKING:
    from govreport.report import Report

TITLE: Final = 80
"""The maximum length of a heading in a result, in code points."""
_PATH: Final = 200
"""The maximum length of a path: deeper nodes are cited by their offsets."""
_DEEPEST: Final = 12
"""How many headings above a place are shown, innermost last."""


def located(report: Report, span: Span, path: str = "") -> Located:
    """The place of a span."""
    place = Located(start=span.start, end=span.end, line=report.position(span.start).line)
    page = report.source.page(span.start)
    if page is not None:
        place["page"] = page
    if path and len(path) <= _PATH:
        place["path"] = path
    return place


def cut(text: str, most: int = TITLE) -> str:
    """A text on one line, of at most ``most`` characters.

    >>> cut("一、总则\\n坚持", 5)
    '一、总则…'
    """
    line = " ".join(text[: 2 * most].split())
    return line if len(line) <= most and len(text) <= 2 * most else line[: most - 1] + "…"


def around(report: Report, node: Node) -> list[Node]:
    """The nodes that contain a node, outermost first, and the node itself."""
    found: list[Node] = []
    here: Node | None = node
    while here is not None:
        found.append(here)
        here = report.parent(here)
    return found[::-1]


def titles(report: Report, nodes: list[Node]) -> list[str]:
    """The title of the report, and of the attachments and units among some nodes."""
    return [cut(title) for title in headings(report, nodes)][-_DEEPEST:]


def path_at(report: Report, offset: int) -> str:
    """The path of the innermost unit, paragraph, table or attachment at an offset; empty in head and foot."""
    node = report.node_at(offset)
    while node is not None and not isinstance(node, (Section, Unit, Paragraph, Table, Attachment)):
        node = report.parent(node)
    return node.path if isinstance(node, (Unit, Paragraph, Table, Attachment)) else ""

"""A report in a notebook: title, a line with head and foot, and a collapsible outline.

Notebooks may strip scripts and styles; the output does not depend on them.
"""

from __future__ import annotations

from collections.abc import Sequence

from govreport.tree import labels
from govreport.tree.nodes import Attachment, Document, Section
from govreport.writers.html_builder import Markup, element

_OPEN = 1
"""The number of levels that are open initially."""


def html_outline(document: Document) -> str:
    """The title, the sections at all levels and the attachments as nested lists; all text is escaped."""
    title = document.title.text if document.title else "(no title)"
    summary = labels.summary(document)
    head = [element("strong", title), *([element("div", summary, style="opacity:.7")] if summary else [])]
    return element("div", *head, *_list(document, 1))


def _list(parent: Document | Section, level: int) -> list[Markup]:
    """The sections and attachments below a node as a list; empty if there are no such parts."""
    below: Sequence[Section | Attachment] = (
        [*parent.sections, *parent.attachments]
        if isinstance(parent, Document)
        else [unit for unit in parent.units if isinstance(unit, Section)]
    )
    items = [_item(node, level) for node in below]
    return [element("ul", *items, style="list-style:none;margin:0;padding-left:1.2em")] if items else []


def _item(node: Section | Attachment, level: int) -> Markup:
    if isinstance(node, Attachment):
        number = node.label.text if node.label else ""
        name = node.document.title.text if node.document.title else labels.summary(node.document)
    else:
        number = node.number.text if node.number else ""
        name = labels.name(node)
    line = number + labels.separator(number, name) + name
    below = _list(node.document if isinstance(node, Attachment) else node, level + 1)
    if not below:
        return element("li", line)
    return element("li", element("details", element("summary", line), *below, open=level <= _OPEN))

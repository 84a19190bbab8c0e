"""The outline of a report as a tree of links, after the navigation tree of the ARIA Authoring Practices."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import count

from govreport.pages import Texts
from govreport.report import Report
from govreport.tree import labels
from govreport.tree.nodes import Attachment, Document, Item, Section, Unit
from govreport.viewer.words import Words
from govreport.writers.html_builder import Markup, element

OPENING = 24
"""In characters: a line and a half of the panel."""


class Outline:
    """Renders the outline of a report."""

    def __init__(self, report: Report, words: Words, texts: Texts) -> None:
        self._report = report
        self._words = words
        self._texts = texts
        self._group = count(1)
        self._troubled = [found.span.start for found in report.diagnostics if found.severity != "info"]
        self.levels = 0
        """The depth; known after :meth:`tree` was called."""

    def tree(self) -> Markup:
        """The tree; empty if the report has neither units nor attachments."""
        below = self._below(self._report, 1)
        if not below:
            return Markup("")
        return element("ul", *below, role="tree", aria_label=self._texts.gettext("Outline"), id="view-tree")

    def _below(self, parent: Document | Unit, level: int) -> list[Markup]:
        units = [block for block in _blocks(parent) if isinstance(block, (Section, Item))]
        attachments = parent.attachments if isinstance(parent, Document) else ()
        return [self._entry(node, level) for node in (*units, *attachments)]

    def _entry(self, node: Section | Item | Attachment, level: int) -> Markup:
        self.levels = max(self.levels, level)
        below = self._below(node.document if isinstance(node, Attachment) else node, level + 1)
        group = f"view-group-{next(self._group)}" if below else None
        link = element(
            "a",
            element("span", class_="twist", aria_hidden="true") if below else Markup(""),
            *self._label(node),
            *self._trouble(node),
            href=f"#{node.path}",
            role="treeitem",
            aria_level=level,
            aria_expanded="true" if below else None,
            aria_owns=group,
            class_="item" if isinstance(node, Item) else None,
        )
        return element("li", link, *([element("ul", *below, role="group", id=group)] if below else []), role="none")

    def _label(self, node: Section | Item | Attachment) -> Sequence[Markup]:
        if isinstance(node, Attachment):
            number = node.label.text if node.label else ""
            name = node.document.title.text if node.document.title else labels.summary(node.document)
        else:
            number = node.number.text if node.number else ""
            name = labels.name(node, OPENING)
        shown = [self._words.plain("span", number + labels.separator(number, name), class_="number")] if number else []
        headed = isinstance(node, Attachment) or node.heading is not None
        return [*shown, self._words.plain("span", name, class_=None if headed else "opening")] if name else shown

    def _trouble(self, node: Section | Item | Attachment) -> list[Markup]:
        """The number of errors and warnings in a unit."""
        found = bisect_left(self._troubled, node.span.end) - bisect_left(self._troubled, node.span.start)
        if not found:
            return []
        name = self._texts.ngettext(" ({n} warning)", " ({n} warnings)", found)
        return [element("span", element("span", name, class_="unseen", lang=self._texts.tag), class_="trouble")]


def _blocks(parent: Document | Unit) -> Sequence[object]:
    return parent.body if isinstance(parent, Document) else parent.blocks

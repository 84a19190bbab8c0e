"""A report as a notebook shows it: a nested outline in HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable

from govreport.nodes import Document, Paragraph, Section

_PREVIEW = 40  # characters of text that stand in for a heading


def html_outline(document: Document) -> str:
    """The title, the sections at all levels and the attachments as nested lists; all text is escaped."""
    title = document.title.text if document.title else "(no title)"
    below = _items(document.sections)
    for attachment in document.attachments:
        label = _escape(attachment.label.text) if attachment.label else ""
        below.append(f"<li>{label}{html_outline(attachment.document)}</li>")
    return f"<div><strong>{_escape(title)}</strong>{_list(below)}</div>"


def _items(sections: Iterable[Section]) -> list[str]:
    return [
        f"<li>{_escape(_line(section))}"
        f"{_list(_items(unit for unit in section.units if isinstance(unit, Section)))}</li>"
        for section in sections
    ]


def _list(items: list[str]) -> str:
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _line(section: Section) -> str:
    """Number and heading, or where there is no heading the beginning of the text."""
    first = section.blocks[0] if section.blocks else None
    if section.heading or not isinstance(first, Paragraph):
        return section.title
    text = first.text if len(first.text) <= _PREVIEW else first.text[: _PREVIEW - 1] + "…"
    return section.title + text


def _escape(text: str) -> str:
    """Text for HTML; what UTF-8 cannot hold (a lone surrogate) becomes a question mark."""
    return html.escape(text.encode("utf-8", "replace").decode("utf-8"))

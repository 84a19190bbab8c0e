"""A report as Markdown (CommonMark with tables): headings, lists for items, YAML metadata at the start.

Reading it back gives the same outline.  Parts of one source line have no blank line between them: a paragraph and the
items inside it are a tight list below a paragraph, items on separate lines are a loose list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from govreport.text.source import Source
from govreport.tree.nodes import Document
from govreport.writers.printed import Printed, printed

DEEPEST: Final = 6
"""Markdown has six heading levels; the first is the title's."""
_SPECIAL: Final = re.compile(
    r"(?P<sign>[\\`*_\[\]<>&~|!$])|(?P<url>(?:https?|ftp|mailto|xmpp)(?=:)|www(?=\.))|(?P<user>@(?=\w))", re.IGNORECASE
)
"""Signs, and what GitHub turns into links: bare addresses, mail addresses and names of users."""
_AT_THE_HEAD: Final = re.compile(r"(?P<mark>[-+#=:]|\d{1,9}(?=[.)]))")


def to_markdown(document: Document, source: Source) -> str:
    """The document as Markdown; characters with a meaning in Markdown are escaped.

    >>> from govreport import parse
    >>> print(parse("一、总体要求\\n坚持依法行政。\\n（一）公开\\n一是阳光；二是便民。").to_markdown(), end="")
    ## 一、总体要求
    <BLANKLINE>
    坚持依法行政。
    <BLANKLINE>
    ### （一）公开
    <BLANKLINE>
    - 一是阳光；
    - 二是便民。
    """
    written = list(_metadata(document))
    for one in printed(document, source):
        if one.role != "field":  # fields are in the metadata
            inline = one.role == "item" and one.continues
            written.append(("\n" if inline else "\n\n") + _paragraph(one) if written else _paragraph(one))
    return "".join(written) + "\n"


def _metadata(document: Document) -> Iterator[str]:
    """The metadata of the document as YAML; JSON strings are valid YAML."""
    signature = document.signature
    lines: dict[str, object] = {
        "title": document.title and document.title.text,
        "document_number": document.document_number and document.document_number.text,
        "issuers": [issuer.text for issuer in signature.issuers] if signature else [],
        "date": signature and signature.date and signature.date.text,
        "fields": [{field.key: field.value} for field in document.front_matter],
    }
    written = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in lines.items() if value]
    if written:
        yield "\n".join(["---", *written, "---"])


def _paragraph(one: Printed) -> str:
    if one.role == "title":
        return f"# {escaped(one.text)}"
    if one.role == "heading":
        return f"{'#' * min(one.level + 1, DEEPEST)} {escaped(one.text)}"
    if one.role == "item":
        return f"- {_line(one.text)}"
    return _table(one.rows) if one.role == "table" else _line(one.text)


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(map(len, rows), default=1)
    first = [*rows[0], *[""] * (width - len(rows[0]))] if rows else []  # readers fill the other rows themselves
    lines = [f"| {' | '.join(map(escaped, row))} |" for row in (first, *rows[1:])]
    return "\n".join([*lines[:1], "|" + " --- |" * width, *lines[1:]])


def _line(text: str) -> str:
    """A text as a paragraph, escaped so that its start is not a list, heading or rule."""
    return _AT_THE_HEAD.sub(_guarded, escaped(text), count=1) if _AT_THE_HEAD.match(text) else escaped(text)


def _guarded(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def escaped(text: str) -> str:
    """A text with all special characters of Markdown escaped, and without links.

    An empty comment follows ``@``: GitHub ignores a backslash before a name.

    >>> print(escaped("<b>1*2</b>"))
    \\<b\\>1\\*2\\</b\\>
    """
    return _SPECIAL.sub(_escape, " ".join(text.split("\n")))


def _escape(found: re.Match[str]) -> str:
    if found["user"]:
        return f"{found['user']}<!-- -->"
    return f"{found['url']}\\" if found["url"] else f"\\{found['sign']}"

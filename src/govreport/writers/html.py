"""A report as an HTML page with headings, paragraphs and tables, in print layout.

It is meant for embedding in a site or e-mail; :mod:`govreport.viewer` makes the page for reading and searching.
Units, paragraphs and tables have their path as ``id``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from govreport.text.source import Source
from govreport.tree.nodes import Document
from govreport.writers.html_builder import Markup, element, passive_policy
from govreport.writers.printed import Printed, paragraphs, printed

DEEPEST: Final = 6
"""HTML has six heading ranks; the first is the title's."""
_GAP: Final = re.compile(" (?= )")
_LANGUAGES: Final = {"simplified": "zh-Hans", "traditional": "zh-Hant"}
_STYLE: Final = Markup(
    """
body { max-width: 42em; margin: 2em auto; padding: 0 1em; font: 1.125em/1.8 FangSong, STFangsong, serif; }
p, h1, h2, h3, h4, h5, h6 { margin: 0; font-size: 1em; font-weight: normal; text-indent: 2em; }
h1 { margin: 1em 0; font: 1.5em/1.5 STZhongsong, "Songti SC", serif; text-align: center; text-indent: 0; }
h2, .label { font-family: SimHei, STHeiti, sans-serif; }
h3 { font-family: KaiTi, STKaiti, serif; }
.field, .addressee, .label, .imprint { text-indent: 0; }
.document-number, .subtitles { text-align: center; text-indent: 0; }
.issuer, .date { margin-right: 4em; text-align: right; text-indent: 0; }
.run-in > * { display: inline; }
.run-in { text-indent: 2em; }
table { margin: 1em auto; border-collapse: collapse; }
td { padding: 0.2em 0.6em; border: 1px solid; }
"""
)


def to_html(document: Document, source: Source) -> str:
    """The document as a self-contained page without scripts.

    >>> from govreport import parse
    >>> print(parse("一、总体要求\\n（一）<公开>。坚持依法行政。").to_html().partition("<body>")[2])
    <BLANKLINE>
    <h2 id="1">一、总体要求</h2>
    <div class="run-in"><h3 id="1/1">（一）&lt;公开&gt;。</h3><p id="1/1/p1">坚持依法行政。</p></div>
    </body>
    </html>
    <BLANKLINE>
    """
    title = document.title.text if document.title else ""
    head = element(
        "head",
        "\n",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=passive_policy(_STYLE)),
        element("title", title),
        element("style", _STYLE),
        "\n",
    )
    lines = [_paragraph(group) for group in paragraphs(printed(document, source))]
    body = element("body", "\n", *(Markup(f"{line}\n") for line in lines))
    page = element("html", "\n", head, "\n", body, "\n", lang=_LANGUAGES.get(source.script, "zh"))
    return f"<!DOCTYPE html>\n{page}\n"


def _paragraph(group: Sequence[Printed]) -> Markup:
    first, *rest = group
    if first.role == "heading" and rest:
        return element("div", _alone(first), _paragraph(rest), class_="run-in")
    if not rest:
        return _alone(first)
    spans = [(piece.blank, element("span", _shown(piece.text), id=piece.path or None)) for piece in group]
    return element("p", *chain.from_iterable(spans))


def _alone(piece: Printed) -> Markup:
    name = piece.path or None
    if piece.role == "title":
        return element("h1", _shown(piece.text))
    if piece.role == "heading":
        rank = piece.level + 1
        beyond = str(rank) if rank > DEEPEST else None
        return element(f"h{min(rank, DEEPEST)}", _shown(piece.text) + piece.stop, id=name, aria_level=beyond)
    if piece.role == "table":
        rows = [element("tr", *(element("td", cell) for cell in row)) for row in piece.rows]
        return element("table", *rows, id=name)
    class_ = None if piece.role in ("text", "item") else piece.role.replace("_", "-")
    return element("p", *_lines(piece.text), class_=class_, id=name)


def _lines(text: str) -> Iterator[str]:
    for at, line in enumerate(text.split("\n")):
        if at:
            yield element("br")
        yield _shown(line)


def _shown(text: str) -> str:
    """A text whose blanks a browser does not collapse: wide gaps separate the fields of a line, and the characters of 目    录."""
    return _GAP.sub("\N{NO-BREAK SPACE}", text.replace("\t", "  "))

"""The facts and the chunks of a report as pages of tables, without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from govreport.facts import KINDS
from govreport.pages import Texts, count, document, style
from govreport.report import Report
from govreport.viewer.names import name_of
from govreport.writers.html_builder import Markup, element

STYLES: Final = ("govreport.viewer/index.css", "govreport.playground/lists.css")
"""The style of the pages, for :func:`govreport.pages.style`."""
_ORDER: Final = ("figure", "date", "citation", "organ", "reference")
_DETAILS: Final[Mapping[str, Sequence[str]]] = {
    "figure": ("thing", "value", "upper", "unit", "bound", "from_value", "to_value", "growth", "growth_unit"),
    "date": ("first_day", "last_day"),
    "citation": ("title", "number"),
    "organ": (),
    "reference": ("target",),
}
"""The columns of a table besides text and place; a column without any value is left out."""
_LANGUAGES: Final = {"simplified": "zh-Hans", "traditional": "zh-Hant"}
assert set(_ORDER) == set(KINDS)


def facts_page(report: Report, lang: str) -> str:
    """The facts in a report, a table for each kind; all text is escaped."""
    texts = Texts(lang)
    rows = report.mentions().to_records()
    by_kind = {kind: [row for row in rows if row["kind"] == kind] for kind in _ORDER}
    parts = [_table(kind, found, report, texts) for kind, found in by_kind.items() if found]
    if not parts:
        parts = [element("p", texts.gettext("No facts were found."), class_="empty")]
    return _page(report, texts, texts.ngettext("{n} fact", "{n} facts", len(rows)), parts)


def _table(kind: str, rows: Sequence[Mapping[str, object]], report: Report, texts: Texts) -> Markup:
    details = [name for name in _DETAILS[kind] if any(_shown(row[name]) for row in rows)]
    columns = ["text", *details, "path"]
    heads = [element("th", texts.pgettext("facts column", name), scope="col") for name in columns]
    body = [element("tr", *(_cell(name, row[name], report, texts) for name in columns)) for row in rows]
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *body))
    head = element("h2", texts.pgettext("mention", kind), " ", count(len(rows)))
    return element("section", head, element("div", table, class_="wide", tabindex=0), id=f"facts-{kind}")


def _cell(name: str, value: object, report: Report, texts: Texts) -> Markup:
    if name == "bound" and value:
        return element("td", texts.pgettext("bound", str(value)))
    if name == "text":
        return element("td", _shown(value), class_="quoted", lang=_LANGUAGES.get(report.script, "zh"))
    return element("td", _shown(value), class_="path" if name in ("path", "target") else None)


def _shown(value: object) -> str:
    """A value as people read it: whole numbers without a fraction, nothing for no value.

    >>> _shown(Decimal("1230000000.0")), _shown(Decimal("12.30")), _shown(None)
    ('1,230,000,000', '12.3', '')
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return f"{value.to_integral_value():,f}" if whole else f"{value.normalize():,f}"
    return str(value)


def chunks_page(report: Report, lang: str) -> str:
    """The chunks of a report in its order, each with its headings and its length; all text is escaped."""
    texts = Texts(lang)
    chunks = report.chunks()
    language = _LANGUAGES.get(report.script, "zh")
    parts = [
        element(
            "section",
            element("h2", count(number), " ", element("span", " › ".join(chunk.headings), lang=language)),
            element("p", chunk.text, lang=language, class_="quoted"),
            element(
                "p", chunk.path, " ", texts.ngettext("{n} character", "{n} characters", len(chunk.text)), class_="where"
            ),
            class_="chunk",
        )
        for number, chunk in enumerate(chunks, 1)
    ]
    return _page(report, texts, texts.ngettext("{n} chunk", "{n} chunks", len(chunks)), parts)


def _page(report: Report, texts: Texts, summary: str, parts: Iterable[Markup]) -> str:
    name = name_of(report, texts.gettext("Report"))
    head = element("header", element("h1", name, class_="name"), element("p", summary, class_="where"), class_="bar")
    main = element("main", element("div", *parts, class_="sheet"), tabindex=-1)
    return document(name, texts, Markup(f"{head}\n{main}"), style=style(*STYLES))

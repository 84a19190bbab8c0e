"""The page of several reports: a table with a link to the page of each."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from attrs import frozen

from govreport.pages import Texts, count, document, language_of_script, style, theme_choice
from govreport.report import Report
from govreport.tree.nodes import Unit
from govreport.viewer.names import name_of
from govreport.writers.html_builder import Markup, element

_LANGUAGES = {"simplified": "zh-Hans", "traditional": "zh-Hant"}


@frozen
class Entry:
    """A file in the index."""

    name: str
    """The name of the file."""
    page: str = ""
    """The name of its page, in the same folder; empty if the file could not be read."""
    title: str = ""
    date: str = ""
    """The date of issue, ISO 8601."""
    script: str = "unknown"
    chars: int = 0
    """In code points of the source."""
    units: int = 0
    findings: int = 0
    is_grave: bool = False
    """Whether one of the findings is an error or a warning."""

    @classmethod
    def of(cls, report: Report, name: str, page: str) -> Entry:
        """The entry of a report with a page."""
        day = report.signature.date if report.signature else None
        return cls(
            name=name,
            page=page,
            title=name_of(report, name),
            date=day.value.isoformat() if day and day.value else "",
            script=report.script,
            chars=len(report.source.text),
            units=sum(isinstance(node, Unit) for node in report.walk()),
            findings=len(report.diagnostics),
            is_grave=any(found.severity != "info" for found in report.diagnostics),
        )


def index(entries: Sequence[Entry], *, lang: str | None = None) -> str:
    """A self-contained HTML page without scripts that lists files in their order, with links to their pages.

    :param lang: the language of the page; by default that of the first report.
    :raises ValueError: the language is not supported.
    """
    scripts = [entry.script for entry in entries if entry.page]
    texts = Texts(lang or language_of_script(scripts[0] if scripts else "unknown"))
    heads = {
        "title": texts.gettext("Title"),
        "date": texts.gettext("Date of issue"),
        "number": texts.gettext("Sections and items"),
        "number chars": texts.gettext("Characters"),
        "number findings": texts.gettext("Findings"),
    }
    head = element("tr", *(element("th", words, scope="col", class_=class_) for class_, words in heads.items()))
    rows = [_row(entry, texts) for entry in entries]
    table = element("table", element("thead", head), "\n", element("tbody", "\n", *rows))
    name = texts.ngettext("{n} document", "{n} documents", len(entries))
    bar = element(
        "header",
        element("h1", name, class_="name"),
        element("div", theme_choice(texts), class_="choices"),
        class_="bar",
    )
    main = element("main", element("div", table, class_="sheet"))
    return document(name, texts, Markup(f"{bar}\n{main}"), style=style("govreport.viewer/index.css"))


def _row(entry: Entry, texts: Texts) -> Markup:
    if not entry.page:
        problem = element("span", texts.gettext("could not be read"), class_="problem")
        words = element("td", _file(entry.name), problem, colspan=5)
        return Markup(element("tr", words) + "\n")
    # A report without a title is listed under its file name, which is not shown twice.
    file = [_file(entry.name)] if entry.title != entry.name else []
    link = element("a", entry.title, href=_relative(entry.page), lang=_LANGUAGES.get(entry.script, "zh"))
    findings = element("span", count(entry.findings), class_="grave" if entry.is_grave else None)
    cells = [
        element("td", link, *file, class_="title"),
        element("td", element("time", entry.date) if entry.date else "", class_="date"),
        element("td", f"{entry.units:,}", class_="number"),
        element("td", f"{entry.chars:,}", class_="number chars"),
        element("td", findings if entry.findings else texts.gettext("none"), class_="number findings"),
    ]
    return Markup(element("tr", *cells) + "\n")


def _file(name: str) -> Markup:
    return element("span", name, class_="where")


def _relative(page: str) -> str:
    """The address of a file in the same folder; no name is read as an address of another kind."""
    return f"./{quote(page)}"

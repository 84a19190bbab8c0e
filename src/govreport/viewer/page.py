"""The page: outline, report and findings in the frame of the pages, with the script that moves through them."""

from __future__ import annotations

from importlib.resources import files
from string import Template

from govreport.pages import Texts, choice, count, document, language_of_script, style, theme_choice
from govreport.report import Report
from govreport.tree import walk
from govreport.tree.nodes import Date, Field, Heading, Node, Number, Paragraph, Table, Text
from govreport.viewer.article import article
from govreport.viewer.findings import findings
from govreport.viewer.letters import Letters
from govreport.viewer.names import name_of
from govreport.viewer.outline import Outline
from govreport.viewer.words import Words
from govreport.writers.html_builder import Markup, element, escape

STYLE = "govreport.viewer/viewer.css"
"""The style of the page, for :func:`govreport.pages.style`."""
_LANGUAGES = {"simplified": "zh-Hans", "traditional": "zh-Hant"}
_SCRIPTS = {"simplified": "简", "traditional": "繁"}


def page(report: Report, *, lang: str | None = None, live: str | None = None, framed: bool = False) -> str:
    """A report as a self-contained HTML page: it loads nothing, and text of the report is never executed.

    The id of every unit, paragraph, table and attachment is its path, so that ``page.html#2/1`` links to it.

    :param lang: the language of the page around the report, ``en``, ``zh`` or ``zh-Hant``; by default that of the report.
    :param live: for a served page, the state of the file: the page polls ``/state``, and reloads when the answer differs.
    :param framed: whether another page shows it in a frame, and has the choice of colours; it then has no links to copy.
    :raises ValueError: the language is not supported.
    """
    leaves = [text for node in walk.leaves(report) for text in _texts(node)]
    letters = Letters.of(leaves)
    texts = Texts(lang or language_of_script(letters.script))
    words = Words(report, letters, texts)
    outline = Outline(report, words, texts)
    name = name_of(report, texts.gettext("Report"))
    shown = article(report, words, texts)
    body = Template(_file("template.html")).substitute(
        _labels(texts),
        name=escape(name),
        language=_LANGUAGES.get(letters.script, "zh"),
        heading="" if report.title else element("h1", name, class_="unseen"),
        article=shown,
        tree=outline.tree() or element("p", texts.gettext("No units were found."), class_="none", lang=texts.tag),
        levels=_levels(outline.levels, texts),
        scripts=_script_choice(letters, texts),
        repairs=_repair_choice(report, texts),
        themes="" if framed else theme_choice(texts),
        copy_link="" if framed else _copy_link(texts),
        findings=findings(report, words, texts),
        findings_link=_findings_link(report, texts),
    )
    return document(
        name,
        texts,
        Markup(body),
        style=style(STYLE),
        script=script() + ("" if live is None else _file("live.js")),
        data={"script": letters.script, "scripts": letters.tables(leaves), "words": _script_texts(texts), "live": live},
        live=live is not None,
    )


def script() -> str:
    """The script of the page."""
    return _file("viewer.js")


def _texts(leaf: Node) -> tuple[str, ...]:
    if isinstance(leaf, Field):
        return (leaf.key, leaf.value)
    if isinstance(leaf, Table):
        return tuple(cell for row in leaf.rows for cell in row)
    assert isinstance(leaf, (Text, Number, Heading, Paragraph, Date))
    return (leaf.text,)


def _file(name: str) -> str:
    return files("govreport.viewer").joinpath(name).read_text(encoding="utf-8")


def _labels(texts: Texts) -> dict[str, str]:
    """The texts of the template."""
    labels = {
        "skip": texts.gettext("Skip to the report"),
        "outline": texts.gettext("Outline"),
        "print": texts.gettext("Print"),
        "search": texts.gettext("Search"),
        "search_report": texts.gettext("Search the report"),
        "previous": texts.gettext("Previous match"),
        "next": texts.gettext("Next match"),
        "end": texts.gettext("End the search"),
        "place": texts.gettext("Place in the report"),
        "copy_path": texts.gettext("Copy path"),
        "path_hint": texts.gettext("Such as 1/2/i3, for commands and programs"),
        "explanation": texts.gettext("Explanation"),
    }
    return {name: escape(text) for name, text in labels.items()}


def _copy_link(texts: Texts) -> Markup:
    return element("button", texts.gettext("Copy link"), type="button", class_="plain", id="view-copy-link")


def _script_texts(texts: Texts) -> dict[str, str]:
    """The texts that the script shows; it fills in the numbers."""
    return {
        "none": texts.gettext("No match"),
        "one": texts.gettext("1 match"),
        "some": texts.gettext("{n} matches", n="{n}"),
        "many": texts.gettext("{n} or more", n="{n}"),
        "at": texts.gettext("{i} of {n}", i="{i}", n="{n}"),
        "copied": texts.gettext("Copied"),
    }


def _script_choice(letters: Letters, texts: Texts) -> Markup:
    names = {
        "simplified": texts.gettext("In simplified characters"),
        "traditional": texts.gettext("In traditional characters"),
    }
    own = {"asis": (_SCRIPTS.get(letters.script, "原"), texts.gettext("Script as it is"))}
    others = {str(name): (_SCRIPTS[name], names[name]) for name in letters.converters}
    return choice("script", texts.gettext("Script"), own | others) if others else Markup("")


def _repair_choice(report: Report, texts: Texts) -> Markup:
    options = {
        "repaired": (texts.gettext("Repaired"), texts.gettext("Repaired text")),
        "original": (texts.gettext("Original"), texts.gettext("Original text, damage and all")),
        "both": (texts.gettext("Both"), texts.gettext("Both, what was changed marked")),
    }
    return choice("text", texts.gettext("Text"), options) if report.repairs else Markup("")


def _levels(levels: int, texts: Texts) -> Markup:
    """A choice of how many levels of the outline are open."""
    options = {"all": (texts.gettext("All"), texts.gettext("All levels"))} | {
        str(level): (str(level), texts.ngettext("{n} level", "{n} levels", level)) for level in range(1, min(levels, 6))
    }
    return choice("levels", texts.gettext("Levels of the outline"), options) if levels > 1 else Markup("")


def _findings_link(report: Report, texts: Texts) -> Markup:
    number = len(report.diagnostics)
    if not number and not report.repairs:
        return Markup("")
    grave = any(found.severity != "info" for found in report.diagnostics)
    class_ = f"to-findings{' grave' if grave else ''}"
    return element("a", texts.gettext("Findings"), " ", count(number), href="#view-findings", class_=class_)

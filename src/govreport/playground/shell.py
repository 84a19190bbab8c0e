"""The page around the documents: where files are dropped and texts pasted, the tabs, the exports; and its policy."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from string import Template
from typing import Final

from govreport.comparing.page import STYLE as COMPARISON
from govreport.pages import Texts, style, theme_choice
from govreport.playground.lists import STYLES as LISTS
from govreport.playground.packing import is_installed
from govreport.viewer.page import STYLE as REPORT
from govreport.viewer.page import script as report_script
from govreport.writers.html_builder import Markup, digest, element, escape

LANGUAGES: Final[Mapping[str, str]] = {"zh": "index.html", "en": "en.html"}
"""The languages of the page, the first one by default, and the file of each."""
_PICTURES: Final = "img-src 'self' data:"
WORKER_POLICY: Final = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""The Content Security Policy of the worker, the only place where WebAssembly is compiled."""


def policy() -> str:
    """The Content Security Policy of the page, which the frames in it inherit.

    They have their own styles and one script, allowed by their hashes.
    """
    styles = [digest(style(*names)) for names in ((REPORT,), (COMPARISON,), LISTS)]
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' {digest(report_script())}",
            f"style-src 'self' {' '.join(styles)}",
            _PICTURES,
            "connect-src 'self'",
            "worker-src 'self'",
            "frame-src blob:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types govreport",
        ]
    )


def sheet() -> str:
    """The style of the page."""
    return style("govreport.playground/playground.css")


def page(lang: str, *, sizes: Mapping[str, int], able: Sequence[str], unable: Sequence[str]) -> str:
    """The page in a language.

    :param sizes: the bytes of each file that is loaded at the start, for the progress bar.
    :param able: the names of the formats that can be read; ``unable`` are those that cannot.
    """
    texts = Texts(lang)
    data = {"lang": lang, "bytes": sum(sizes.values()), "words": _script_texts(texts), "sample": _sample()}
    other = next(name for name in LANGUAGES if name != lang)
    switch = element(
        "a", {"zh": "中文", "en": "English"}[other], href=LANGUAGES[other], lang=Texts(other).tag, class_="switch"
    )
    body = Template(_file("playground.html")).substitute(
        _labels(texts, able, unable),
        themes=theme_choice(texts),
        switch=switch,
        exports=_exports(texts),
        compare_export=_export("comparison", "HTML", texts.gettext("The comparison as a page")),
        data=_data(data),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy()),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element(
            "meta",
            name="description",
            content=texts.gettext("The outline of an official document, read in this browser; no file is uploaded."),
        ),
        element("title", texts.gettext("Outline of official documents")),
        element("link", rel="icon", href="icon.svg", type="image/svg+xml"),
        element("link", rel="stylesheet", href="page.css"),
        element("script", type="module", src="page.js"),
    )
    html = element("html", head, "\n", element("body", "\n", Markup(body), "\n"), lang=texts.tag)
    return f"<!doctype html>\n{html}\n"


def _file(name: str) -> str:
    return files("govreport.playground").joinpath(name).read_text(encoding="utf-8")


def _sample() -> str:
    return _file("sample.txt")


def _data(data: object) -> Markup:
    form = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return element("script", Markup(form), type="application/json", id="play-data")


def _labels(texts: Texts, able: Sequence[str], unable: Sequence[str]) -> dict[str, str]:
    """The texts of the template."""
    comma = texts.gettext(", ")
    labels = {
        "name": texts.gettext("Outline of official documents"),
        "skip": texts.gettext("Skip to the content"),
        "open": texts.gettext("Open another"),
        "loading": texts.gettext("Loading; you can choose a file already"),
        "drop": texts.gettext("Drop files here"),
        "drop_hint": texts.gettext("one or several reports, up to {n} MB each", n=50),
        "choose": texts.gettext("Choose files"),
        "about": texts.gettext(
            "Reads the outline of a report, checks its numbering, compares two drafts and saves it as Word, Excel or Markdown."
        ),
        "private": texts.gettext("Documents stay in this browser: nothing is uploaded."),
        "or_paste": texts.gettext("Or paste a text"),
        "paste": texts.gettext("Read the text"),
        "sample": texts.gettext("Try a sample"),
        "able": texts.gettext("It reads {formats}; text in UTF-8, GB 18030 (GBK) and Big5.", formats=comma.join(able)),
        "unable": texts.gettext(
            "It cannot read {formats}: their libraries do not run in a browser. Save such a file as TXT, or copy its text and paste it.",
            formats=comma.join(unable),
        )
        if unable
        else "",
        "document": texts.gettext("Document"),
        "close": texts.gettext("Close this document"),
        "views": texts.gettext("Views"),
        "tab_report": texts.gettext("Outline and text"),
        "tab_facts": texts.gettext("Figures and facts"),
        "tab_chunks": texts.gettext("Chunks"),
        "tab_compare": texts.gettext("Compare"),
        "tab_exports": texts.gettext("Save as"),
        "old": texts.gettext("old report"),
        "new": texts.gettext("new report"),
        "swap": texts.gettext("Swap"),
        "one_more": texts.gettext("A comparison needs two documents: open another one."),
        "shown": texts.gettext("The document"),
        "stop": texts.gettext("Stop"),
        "let_go": texts.gettext("Let go to open the files"),
    }
    return {name: escape(text) for name, text in labels.items()}


def _script_texts(texts: Texts) -> dict[str, str]:
    """The texts of the script, which fills in their placeholders."""
    return {
        "pasted": texts.gettext("Pasted text"),
        "open": texts.gettext("Open another"),
        "back": texts.gettext("Back to the document"),
        "offline": texts.gettext("Ready; the page works offline from now on"),
        "starting": texts.gettext("Starting"),
        "loaded": texts.gettext("Loading, {n} %", n="{n}"),
        "failed": texts.gettext("The page could not be loaded: {why}", why="{why}"),
        "unread": texts.gettext("“{name}” cannot be read: {why}", name="{name}", why="{why}"),
        "large": texts.gettext("it is larger than {n} MB", n=50),
        "empty": texts.gettext("There is no text to read; paste one first."),
        "reading": texts.gettext("Reading “{name}”", name="{name}"),
        "opened": texts.gettext("“{name}” is open", name="{name}"),
        "saved": texts.gettext("“{name}” was made; the browser keeps it in its downloads", name="{name}"),
        "stopped": texts.gettext("Stopped; open the documents again"),
        "broken": texts.gettext("The reader had to be started again: {why}. Open the documents again.", why="{why}"),
    }


def _exports(texts: Texts) -> Markup:
    """The forms in which a document can be saved, those of offices first."""
    forms = {
        "docx": ("Word", texts.gettext("Word file with the layout of GB/T 9704")),
        "md": ("Markdown", texts.gettext("Headings and lists in Markdown")),
        "html": ("HTML", texts.gettext("This view as a page that needs nothing else")),
        "xlsx": ("Excel", texts.gettext("Outline, paragraphs and facts as sheets of Excel")),
        "outline.csv": ("CSV", texts.gettext("The outline as a table")),
        "facts.csv": ("CSV", texts.gettext("Figures and facts as a table")),
        "json": ("JSON", texts.gettext("The section tree with all places, for programs")),
        "chunks.jsonl": ("JSONL", texts.gettext("The chunks, a line each, for search")),
        "xml": ("XML", texts.gettext("Akoma Ntoso, for archives of law")),
        "txt": ("TXT", texts.gettext("The text, repaired")),
    }
    if not is_installed("openpyxl"):
        del forms["xlsx"]
    return Markup("".join(element("li", _export(form, sign, words)) for form, (sign, words) in forms.items()))


def _export(form: str, sign: str, words: str) -> Markup:
    return element("button", element("b", sign), " ", element("span", words), type="button", data_form=form)

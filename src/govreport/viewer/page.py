"""The page: outline, report and findings, with inline style and script, and a policy that blocks everything else."""

from __future__ import annotations

import json
from importlib.resources import files
from string import Template

from govreport.report import Report
from govreport.tree import walk
from govreport.tree.nodes import Date, Field, Heading, Node, Number, Paragraph, Table, Text
from govreport.viewer.article import article
from govreport.viewer.findings import findings
from govreport.viewer.letters import Letters
from govreport.viewer.outline import Outline
from govreport.viewer.words import Words
from govreport.writers.html_builder import Markup, digest, element, escape

_LANGUAGES = {"simplified": "zh-Hans", "traditional": "zh-Hant"}
_SCRIPTS = {"simplified": "简", "traditional": "繁"}


def page(report: Report, *, live: str | None = None) -> str:
    """A report as a self-contained HTML page: it loads nothing, and text of the report is never executed.

    The id of every unit, paragraph, table and attachment is its path, so that ``page.html#2/1`` links to it.

    :param live: for a served page, the state of the file: the page polls ``/state``, and reloads when the answer differs.
    """
    texts = [text for node in walk.leaves(report) for text in _texts(node)]
    letters = Letters.of(texts)
    words = Words(report, letters)
    outline = Outline(report, words)
    style, script = _file("viewer.css"), _file("viewer.js")
    data = {"script": letters.script, "scripts": letters.tables(texts), "live": live}
    return Template(_file("template.html")).substitute(
        policy=escape(_policy(style, script, live=live is not None)),
        name=escape(_name(report)),
        style=style,
        script=script,
        data=_data(data),
        language=_LANGUAGES.get(letters.script, "zh"),
        article=article(report, words),
        tree=outline.tree() or element("p", "No units were found.", class_="none"),
        levels=_levels(outline.levels),
        scripts=_script_choice(letters),
        repairs=_repair_choice(report),
        findings=findings(report, words),
        findings_link=_findings_link(report),
    )


def _texts(leaf: Node) -> tuple[str, ...]:
    if isinstance(leaf, Field):
        return (leaf.key, leaf.value)
    if isinstance(leaf, Table):
        return tuple(cell for row in leaf.rows for cell in row)
    assert isinstance(leaf, (Text, Number, Heading, Paragraph, Date))
    return (leaf.text,)


def _name(report: Report) -> str:
    """The name of the report: its title, else its file name."""
    return report.title.text if report.title else (report.source.name or "report").replace("\\", "/").rpartition("/")[2]


def _file(name: str) -> str:
    return files("govreport.viewer").joinpath(name).read_text(encoding="utf-8")


def _data(data: object) -> str:
    """JSON for a ``script`` element: it cannot close the element or start a comment."""
    return (
        json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003c")
        .encode("utf-8", "replace")
        .decode()
    )


def _policy(style: str, script: str, *, live: bool) -> str:
    """The Content Security Policy: only this style and this script."""
    rules = {
        "default-src": "'none'",
        "style-src": digest(style),
        "script-src": digest(script),
        "img-src": "data:",
        "connect-src": "'self'" if live else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _choice(name: str, legend: str, options: dict[str, tuple[str, str]]) -> Markup:
    """A row of radio buttons, the first one selected; each option has a symbol and a name."""
    shown = [
        element(
            "label",
            element("input", type="radio", name=f"view-{name}", value=value, checked=at == 0, aria_label=words),
            element("span", sign, aria_hidden="true"),
            title=words,
        )
        for at, (value, (sign, words)) in enumerate(options.items())
    ]
    return element("fieldset", element("legend", legend, class_="unseen"), *shown, class_=f"choice {name}")


def _script_choice(letters: Letters) -> Markup:
    own = {"asis": (_SCRIPTS.get(letters.script, "原"), "Script as it is")}
    others = {str(name): (_SCRIPTS[name], f"In {name} characters") for name in letters.converters}
    return _choice("script", "Script", own | others) if others else Markup("")


def _repair_choice(report: Report) -> Markup:
    options = {
        "repaired": ("Repaired", "Repaired text"),
        "original": ("Original", "Original text, damage and all"),
        "both": ("Both", "Both, what was changed marked"),
    }
    return _choice("text", "Text", options) if report.repairs else Markup("")


def _levels(levels: int) -> Markup:
    """A choice of how many levels of the outline are open."""
    options = {"all": ("All", "All levels")} | {
        str(level): (str(level), f"{level} {'level' if level == 1 else 'levels'}") for level in range(1, min(levels, 6))
    }
    return _choice("levels", "Levels of the outline", options) if levels > 1 else Markup("")


def _findings_link(report: Report) -> Markup:
    count = len(report.diagnostics)
    if not count and not report.repairs:
        return Markup("")
    grave = any(found.severity != "info" for found in report.diagnostics)
    class_ = f"to-findings{' grave' if grave else ''}"
    return element("a", "Findings ", element("span", str(count), class_="count"), href="#view-findings", class_=class_)

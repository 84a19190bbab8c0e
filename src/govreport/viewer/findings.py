"""Diagnostics and repairs next to the text: each finding with a link to its place, each explanation once, on request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from govreport.pages import Texts, count
from govreport.report import Report
from govreport.tree.codes import SEVERITIES
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.viewer.explain import explanation, message, step_meaning, step_name, title
from govreport.viewer.words import Words, severity, shown
from govreport.writers.html_builder import Markup, element


def findings(report: Report, words: Words, texts: Texts) -> Markup:
    """The diagnostics and repairs of a report.  ``words`` lists what was marked."""
    codes: dict[str, list[int]] = defaultdict(list)
    for at, found in enumerate(report.diagnostics):
        codes[found.code].append(at)
    steps: dict[str, list[int]] = defaultdict(list)
    for at, repair in enumerate(report.repairs):
        steps[repair.step].append(at)
    parts = [element("h2", texts.gettext("Findings"), " ", count(len(report.diagnostics)))]
    if not codes:
        parts.append(element("p", texts.gettext("No problems were found."), class_="none"))
    parts += [
        _code(code, places, report.diagnostics, words, texts)
        for code, places in sorted(codes.items(), key=lambda each: _rank(report.diagnostics[each[1][0]]))
    ]
    if steps:
        parts.append(element("h2", texts.gettext("Repairs"), " ", count(len(report.repairs))))
        parts += [_step(step, places, report.repairs, words, texts) for step, places in steps.items()]
    return element("aside", *parts, id="view-findings", aria_label=texts.gettext("Findings and repairs"))


def _rank(found: Diagnostic) -> int:
    return SEVERITIES.index(found.severity)


def _code(code: str, places: Sequence[int], diagnostics: Sequence[Diagnostic], words: Words, texts: Texts) -> Markup:
    """All diagnostics with a code, below its name; the explanation is folded."""
    grade = diagnostics[places[0]]
    head = element(
        "h3",
        element("span", title(code, texts), class_="name"),
        *([" ", count(len(places))] if len(places) > 1 else []),
        element("span", f"{code} · {severity(grade, texts)}", class_="where"),
    )
    notes = [_note(at, diagnostics[at], texts, is_marked=at in words.flagged) for at in places]
    parts = [
        element("p", *([element("b", label), " "] if label else []), text) for label, text in explanation(code, texts)
    ]
    why = [element("details", element("summary", texts.gettext("Explanation")), *parts, class_="why")] if parts else []
    return element(
        "section", head, element("ol", *notes), *why, class_=f"found {grade.severity}", id=f"view-code-{code}"
    )


def _note(at: int, found: Diagnostic, texts: Texts, *, is_marked: bool) -> Markup:
    """A diagnostic; one that is marked in the text has the number of its mark, and a link to it."""
    words = message(found, texts)
    if not is_marked:
        return element("li", element("p", words), id=f"view-note-{at}")
    number = element("span", class_="flag", data_number=at + 1, aria_hidden="true")
    link = element("a", words, href=f"#view-flag-{at}")
    line = element("span", texts.gettext("line {n}", n=found.line), class_="where")
    return element("li", element("p", number, link, " ", line), id=f"view-note-{at}")


def _step(step: str, places: Sequence[int], repairs: Sequence[Repair], words: Words, texts: Texts) -> Markup:
    """A cleaning step with its changes; equal ones are grouped."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in places:
        alike[repairs[at].before, repairs[at].after].append(at)
    summary = element("summary", element("span", step_name(step, texts), class_="name"), " ", count(len(places)))
    why = element("p", step_meaning(step, texts), class_="why")
    chips = element("p", *(_change(change, found, words) for change, found in alike.items()), class_="changes")
    return element("details", summary, why, chips, id=f"view-step-{step}", class_="step", open=len(alike) < 40)


def _change(change: tuple[str, str], places: Sequence[int], words: Words) -> Markup:
    before, after = change
    content = [element("del", shown(before)), *([element("ins", shown(after))] if after else [])]
    if len(places) > 1:
        content.append(element("span", f"×{len(places)}", class_="times"))
    marked = [str(at) for at in places if at in words.repaired]
    attributes: Mapping[str, str] = (
        {"href": f"#view-repair-{marked[0]}", "data_places": " ".join(marked)} if marked else {}
    )
    return element("a" if marked else "span", *content, class_="change", **attributes)

"""Diagnostics and repairs beside the text, each with an explanation and a link to its position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from govreport.report import Report
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.viewer.explain import explanation
from govreport.viewer.words import Words, shown
from govreport.writers.html_builder import Markup, element


def findings(report: Report, words: Words) -> Markup:
    """The diagnostics and repairs of a report; empty if there are none.  ``words`` knows what was marked."""
    notes = [_note(at, found) for at, found in enumerate(report.diagnostics)]
    steps: dict[str, list[int]] = defaultdict(list)
    for at, repair in enumerate(report.repairs):
        steps[repair.step].append(at)
    parts = [element("h2", "Findings ", element("span", str(len(notes)), class_="count"))] if notes else []
    parts += [element("ol", *notes, class_="found")] if notes else []
    if steps:
        parts.append(element("h2", "Repairs ", element("span", str(len(report.repairs)), class_="count")))
        parts += [_step(step, places, report.repairs, words) for step, places in steps.items()]
    return element("aside", *parts, id="view-findings", aria_label="Findings and repairs") if parts else Markup("")


def _note(at: int, found: Diagnostic) -> Markup:
    link = element("a", explanation(found.code) or found.code, href=f"#view-flag-{at}")
    where = element("p", f"{found.code} · {found.severity} · line {found.line}", class_="where")
    return element(
        "li", element("p", link), element("p", found.message), where, id=f"view-note-{at}", class_=found.severity
    )


def _step(step: str, places: Sequence[int], repairs: Sequence[Repair], words: Words) -> Markup:
    """A cleaning step with its changes; equal ones are grouped."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in places:
        alike[repairs[at].before, repairs[at].after].append(at)
    summary = element("summary", step, " ", element("span", str(len(places)), class_="count"))
    why = element("p", explanation(step), class_="why")
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

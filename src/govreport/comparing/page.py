"""A comparison as an HTML page: the old report at the left, the new one at the right, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from govreport.comparing.changes import Change, Found, Kind
from govreport.report import Report
from govreport.tree.labels import separator
from govreport.writers.html_builder import Markup, element, passive_policy

_LANGUAGES: Final = {"simplified": "zh-Hans", "traditional": "zh-Hant"}
_STYLE: Final = Markup(
    """
:root { color-scheme: light dark; --ink: light-dark(#1d1b19, #e9e6e0); --soft: light-dark(#5f5b55, #b9b4ab);
  --sheet: light-dark(#fffefb, #1c1c1f); --line: light-dark(#d9d5cc, #3a393d); --note: light-dark(#f1efe8, #2a2a2e);
  --gone: light-dark(#a11d17, #ff9b92); --gone-lit: light-dark(#fbe5e2, #47211f);
  --come: light-dark(#1c6432, #86d69b); --come-lit: light-dark(#e0f2e4, #1d3a26); }
body { max-width: 90em; margin: 0 auto; padding: 1em; background: var(--sheet); color: var(--ink);
  font: 1em/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { margin: 0; font-size: 1.25em; }
header p { margin: 0.5em 0; color: var(--soft); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
thead { position: sticky; top: 0; background: var(--sheet); }
th { text-align: left; border-bottom: 2px solid var(--line); padding: 0.5em; overflow-wrap: anywhere; }
td { vertical-align: top; padding: 0.2em 0.5em; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
td + td, th + th { border-left: 1px solid var(--line); }
td p { margin: 0 0 0 calc(var(--depth) * 1em); white-space: pre-line; }
.head p { font-weight: 600; }
.same { color: var(--soft); }
.note { margin-right: 0.5em; padding: 0 0.4em; border-radius: 3px; background: var(--note); color: var(--soft);
  font-size: 0.75em; font-weight: normal; }
.removed td:first-child, .old-number { background: var(--gone-lit); }
.added td:last-child, .new-number { background: var(--come-lit); }
del { color: var(--gone); background: var(--gone-lit); }
ins { color: var(--come); background: var(--come-lit); text-decoration: underline; text-underline-offset: 0.2em; }
:root:has(#changes-only:checked) .same { display: none; }
@media print { label { display: none; } thead { position: static; } }
"""
    + "".join(f".depth-{depth} {{ --depth: {depth}; }}\n" for depth in range(10))
)
_DEEPEST: Final = 9
"""The maximum depth of indentation."""


def page(old: Report, new: Report, rows: Sequence[Change], counts: Mapping[Kind, int]) -> str:
    """Both reports and the changes as a self-contained page without scripts; all text is escaped."""
    reports = old, new
    summary = " · ".join(f"{count} {kind}" for kind, count in counts.items()) or "no change"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=passive_policy(_STYLE)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", " → ".join(map(_name, reports))),
        element("style", _STYLE),
    )
    only = element("label", element("input", type="checkbox", id="changes-only"), " changes only")
    header = element("header", element("h1", "Comparison"), element("p", summary), only)
    columns = element("tr", *(element("th", _name(each), scope="col", lang=_language(each)) for each in reports))
    languages = _language(old), _language(new)
    lines = [_row(change, *languages) for change in rows]
    table = element("table", element("thead", columns), "\n", element("tbody", "\n", *lines))
    body = element("body", "\n", header, "\n", table, "\n")
    return f"<!doctype html>\n{element('html', head, Markup(chr(10)), body, lang='en')}\n"


def _name(report: Report) -> str:
    return report.title.text if report.title else report.source.name or "report"


def _language(report: Report) -> str:
    return _LANGUAGES.get(report.script, "zh")


def _row(change: Change, language: str, new_language: str) -> Markup:
    is_head = change.found.part in ("section", "attachment", "title")
    classes = [*(change.kinds or ("same",)), *(["head"] if is_head else [])]
    old = _cell(change, change.old, language, "old")
    new = _cell(change, change.new, new_language, "new")
    return Markup(element("tr", old, new, class_=" ".join(classes)) + "\n")


def _cell(change: Change, found: Found | None, language: str, side: str) -> Markup:
    if found is None:
        return element("td")
    text = [_stretch(one.old, one.new, side, same=one.same) for one in change.stretches] or [found.text]
    number = element("span", found.number, class_=f"{side}-number" if "renumbered" in change.kinds else None)
    shown = [number, separator(found.number, found.text)] if found.number else []
    content = element("p", *_notes(change, found, side), *shown, *text)
    depth = f"depth-{min(found.depth, _DEEPEST)}"
    return element("td", content, class_=depth, id=f"{side}:{found.path}" if found.path else None, lang=language)


def _notes(change: Change, found: Found, side: str) -> list[Markup]:
    """The kinds of change as text, so that colours are not the only cue."""
    shown = [kind for kind in change.kinds if kind not in ("reworded", "retitled")]
    if not shown or change.implied:
        return []
    other = change.new if side == "old" else change.old
    way = f" {'to' if side == 'old' else 'from'} {other.path}" if other and other.path != found.path else ""
    return [element("span", f"{', '.join(shown)}{way}", class_="note", lang="en")]


def _stretch(old: str, new: str, side: str, *, same: bool) -> str:
    text = old if side == "old" else new
    if same or not text:
        return text
    return element("del" if side == "old" else "ins", text)

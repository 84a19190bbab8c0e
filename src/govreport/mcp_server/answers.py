"""The answers about one report: outline, section, facts, findings and chunks."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from govreport.checks.explanations import explain
from govreport.facts import COLUMNS, Mention
from govreport.mcp_server.paging import number, part
from govreport.mcp_server.places import around, cut, located, path_at, titles
from govreport.mcp_server.results import (
    Chunk,
    Chunks,
    Entry,
    Fact,
    Facts,
    Finding,
    Findings,
    Outline,
    ReportEntry,
    Section,
)
from govreport.text.source import Span
from govreport.tree.codes import CODES, SEVERITIES
from govreport.tree.labels import name, separator
from govreport.tree.nodes import Attachment, Document, Item, Node, Unit
from govreport.tree.nodes import Section as SectionNode
from govreport.tree.walk import walk

if TYPE_CHECKING:
    from govreport.chunking.passages import Division
    from govreport.report import Report
    from govreport.tree.diagnostics import Diagnostic

UNITS: Final = 100
"""The maximum number of units in a result."""
TEXT: Final = 6000
"""The maximum length of the text of a section in a result, in code points."""
FACTS: Final = 50
FINDINGS: Final = 30
CHUNKS: Final = 10
LONGEST_CHUNK: Final = 2000
"""The maximum length of a chunk."""
_FIRST: Final = 12
"""How many sections of a report a folder shows."""
_FIXES: Final = 20
"""The maximum number of replacements of a finding."""
_ADVICE: Final = 400
_TEXT_KEYS: Final = 120
"""The maximum length of a text in a fact."""


def outline(report: Report, depth: int, *, items: bool, cursor: str | None) -> Outline:
    """The outline of a report: its units up to a depth, and its attachments."""
    wanted = [one for one in walk(report) if _is_shown(one, depth, items=items)]
    shown, rest = part(wanted, cursor, UNITS)
    found: dict[str, Any] = {"file": report.source.name or ""}
    if not cursor:
        found |= _about(report)
    return cast("Outline", {**found, "units": [_entry(report, one) for one in shown], **rest})


def summary(report: Report) -> ReportEntry:
    """A report in the list of a folder."""
    about = _about(report)
    entry: dict[str, Any] = {"file": report.source.name or ""}
    entry |= {key: about[key] for key in ("title", "date", "issuer", "characters") if key in about}
    sections = [cut(label(section), 40) for section in report.sections[:_FIRST]]
    return cast("ReportEntry", {**entry, "sections": sections})


def section(report: Report, path: str, cursor: str | None) -> Section:
    """The text of a node; of the whole report for an empty path.

    :raises NotFoundError: no node has this path.
    """
    node: Node = report.find(path) if path else report
    text: str = getattr(node, "text", "")
    begin = number(cursor) if cursor else 0
    below = node.units if isinstance(node, Unit) else node.sections if isinstance(node, Document) else ()
    place = located(report, node.span, path)
    found: dict[str, Any] = {
        **place,
        "file": report.source.name or "",
        "headings": titles(report, around(report, node)),
        "text": text[begin : begin + TEXT],
        "units": [{"path": unit.path, "title": label(unit)} for unit in below[:UNITS]],
    }
    if begin + TEXT < len(text):
        found["next"] = str(begin + TEXT)
    return cast("Section", found)


def facts(report: Report, kind: str | None, contains: str, path: str, cursor: str | None) -> Facts:
    """The facts of a report that meet the criteria.

    :raises ValueError: the kind does not exist.
    :raises NotFoundError: no node has this path.
    """
    within = report.find(path).span if path else report.span
    wanted = [
        one
        for one in report.mentions(kind)
        if within.start <= one.span.start < max(within.end, within.start + 1)
        and (
            not contains
            or any(contains in str(getattr(one, key, "") or "") for key in ("text", "thing", "action", "title"))
        )
    ]
    shown, rest = part(wanted, cursor, FACTS)
    rows = [fact(report, one) for one in shown]
    counts = dict(Counter(one.kind for one in wanted))
    return cast("Facts", {"file": report.source.name or "", "counts": counts, "facts": rows, **rest})


def fact(report: Report, mention: Mention) -> Fact:
    """A fact as a typed value, without what it does not have."""
    values = {key: getattr(mention, key, None) for key in COLUMNS if key != "path"}
    kept = {key: plain(value) for key, value in values.items() if value not in (None, "", False)}
    return cast("Fact", {**kept, **located(report, mention.span, mention.path)})


def findings(
    report: Report, diagnostics: tuple[Diagnostic, ...], severity: str, lang: str, cursor: str | None
) -> Findings:
    """The diagnostics of a severity or a higher one, with advice in a language.

    :raises ValueError: the severity does not exist.
    """
    if severity not in SEVERITIES:
        raise ValueError(f"no severity {severity!r}: choose one of {', '.join(SEVERITIES)}")
    least = SEVERITIES.index(severity)
    wanted = [one for one in diagnostics if SEVERITIES.index(one.severity) <= least]
    shown, rest = part(wanted, cursor, FINDINGS)
    codes = dict.fromkeys(one.code for one in shown if one.code in CODES)
    advice = {code: cut(explain(code, lang).fix, _ADVICE) for code in codes}
    found = [_finding(report, one, lang) for one in shown]
    counts = dict(Counter(one.severity for one in diagnostics))
    return cast(
        "Findings",
        {"file": report.source.name or "", "counts": counts, "findings": found, "advice": advice, **rest},
    )


def chunks(report: Report, by: Division, max_chars: int, cursor: str | None) -> Chunks:
    """The report as chunks of at most ``max_chars`` characters.

    :raises ValueError: the length is not from 1 to :data:`LONGEST_CHUNK`, or the division does not exist.
    """
    if not 1 <= max_chars <= LONGEST_CHUNK:
        raise ValueError(f"max_chars is {max_chars}: it must be from 1 to {LONGEST_CHUNK}")
    every = report.chunks(by=by, max_chars=max_chars)
    shown, rest = part(every, cursor, CHUNKS)
    rows: list[Chunk] = [
        {
            **located(report, one.span, one.path),
            "headings": [cut(title) for title in one.headings],
            "text": one.text,
        }
        for one in shown
    ]
    return cast("Chunks", {"file": report.source.name or "", "count": len(every), "chunks": rows, **rest})


def label(node: Unit | Attachment) -> str:
    """Number and heading of a unit, or the beginning of its text; label and title of an attachment."""
    if isinstance(node, Attachment):
        leaves = (node.label, node.document.title)
        return cut(" ".join(leaf.text for leaf in leaves if leaf))
    mark, text = node.number.text if node.number else "", name(node)
    return cut(mark + separator(mark, text) + text)


def _about(report: Report) -> dict[str, Any]:
    """What is known about a report as a whole."""
    source = report.source
    known = {
        "title": cut(report.title.text) if report.title else None,
        "number": cut(report.document_number.text) if report.document_number else None,
        "date": report.date.isoformat() if report.date else None,
        "year": report.year,
        "issuer": cut(report.issuer) if report.issuer else None,
        "genre": report.genre,
        "format": source.format,
        "script": source.script,
        "characters": len(source.text),
        "pages": len(source.pages),
        "findings": dict(Counter(one.severity for one in report.diagnostics)),
    }
    return {key: value for key, value in known.items() if value}


def _is_shown(node: Node, depth: int, *, items: bool) -> bool:
    if isinstance(node, Attachment):
        return True
    kinds = (SectionNode, Item) if items else (SectionNode,)
    return isinstance(node, kinds) and node.level <= depth


def _entry(report: Report, node: Node) -> Entry:
    assert isinstance(node, (Unit, Attachment))
    level = node.level if isinstance(node, Unit) else 1
    return cast("Entry", {**located(report, node.span, node.path), "title": label(node), "level": level})


def _finding(report: Report, found: Diagnostic, lang: str) -> Finding:
    start, end = found.span
    shown = Span(start, max(end, min(start + 1, len(report.source.text))))
    some = [{"start": fix.span.start, "end": fix.span.end, "text": fix.replacement} for fix in found.fixes[:_FIXES]]
    fixes = {"fixes": some} if 0 < len(some) == len(found.fixes) else {}  # a part of them would not correct the text
    return cast(
        "Finding",
        {
            **located(report, found.span, path_at(report, start)),
            "code": found.code,
            "severity": found.severity,
            "message": cut(found.text(lang), 300),
            "quote": cut(report.text_of(shown)),
            **fixes,
        },
    )


def plain(value: object) -> str | int | float | bool:
    """A number as int or float, a date in ISO 8601, a text cut to a bounded length."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, str):
        return cut(value, _TEXT_KEYS)
    return value if isinstance(value, (bool, int)) else str(value)

"""Findings in a document: diagnostics, their fixes, and explanations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from govreport.checks.explanations import explain
from govreport.language import catalogue
from govreport.language_server import links
from govreport.language_server.document import Document
from govreport.language_server.outline import label
from govreport.language_server.renumbering import expected, renumbered
from govreport.text.source import Span
from govreport.tree.codes import CODES
from govreport.tree.diagnostics import Diagnostic, Fix
from govreport.tree.nodes import Attachment, Unit

SOURCE = "govreport"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_MOST = 1000
"""The maximum number of diagnostics of a file."""
_RENUMBER = frozenset(("GR201", "GR202", "GR203"))
"""The findings that renumbering a list remedies."""
_OPENING = 200
"""How many characters of a target a hover shows."""


def diagnostics(document: Document) -> list[types.Diagnostic]:
    """The findings as the client shows them."""
    return [_diagnostic(document, found) for found in document.findings[:_MOST]]


def _diagnostic(document: Document, found: Diagnostic) -> types.Diagnostic:
    return types.Diagnostic(
        range=document.range(_shown(document, found)),
        message=found.text(document.settings.lang),
        severity=_SEVERITIES[found.severity],
        code=found.code,
        source=SOURCE,
    )


def _shown(document: Document, found: Diagnostic) -> Span:
    """The span of a finding; of an empty one, the characters of its line before it, or the one after it."""
    start, end = found.span
    if start < end:
        return found.span
    text = document.plain.text
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    return Span(begin, start) if begin < start else Span(start, min(start + 1, len(text)))


def hover(document: Document, offset: int) -> types.Hover | None:
    """What is known about a place: its findings with explanations, the target of a reference, the path of a unit."""
    parts: list[str] = []
    span: Span | None = None
    for found in document.findings:
        shown = _shown(document, found)
        if shown.start <= offset <= shown.end:
            parts.append(_explained(found, document.settings.lang))
            span = span or shown
    reference = links.reference_at(document, offset)
    node = links.named_at(document, offset)
    if reference is not None and node is not None:
        text = " ".join(getattr(node, "text", "")[:_OPENING].split())
        parts.append(f"**{escaped(reference.text)}** → `{reference.target}`\n\n> {escaped(text)}")
        span = span or reference.span
    elif isinstance(node, (Unit, Attachment)):
        words = catalogue(document.settings.lang)
        count = words.ngettext("{n:,} reference", "{n:,} references", len(links.leading_to(document, node)))
        parts.append(f"**{escaped(label(node))}**\n\n`{node.path}` · {count}")
        span = span or links.name_span(node)
    if span is None:
        return None
    value = "\n\n---\n\n".join(parts)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, value), document.range(span))


def _explained(found: Diagnostic, lang: str) -> str:
    """The message of a finding, what it means, and how to fix it, in Markdown."""
    head = f"**{found.code}** {escaped(found.text(lang))}"
    if found.code not in CODES:
        return head
    explained = explain(found.code, lang)
    return "\n\n".join((head, explained.meaning.partition("\n\n")[0], explained.fix))


def escaped(text: str) -> str:
    """A text of the document as Markdown that shows it literally.

    >>> escaped("<b>*甲*</b> [x](y)")
    '\\\\<b\\\\>\\\\*甲\\\\*\\\\</b\\\\> \\\\[x\\\\]\\\\(y\\\\)'
    """
    return "".join(f"\\{one}" if one in "\\`*_{}[]()<>#+-!|~&$" else one for one in text)


def actions(document: Document, place: types.Range, wanted: Sequence[types.Diagnostic]) -> list[types.CodeAction]:
    """The fixes of the findings in a range.

    :param wanted: the diagnostics that the client shows there.
    """
    first, last = document.offset(place.start), document.offset(place.end)
    found: list[types.CodeAction] = []
    for one in document.findings[:_MOST]:
        shown = _shown(document, one)
        if shown.end < first or last < shown.start:
            continue
        same = [each for each in wanted if each.code == one.code and each.range == document.range(shown)]
        for title, fixes in _remedies(document, one):
            edit = types.WorkspaceEdit({document.uri: edits(document, fixes)})
            found.append(types.CodeAction(title, types.CodeActionKind.QuickFix, same, is_preferred=True, edit=edit))
    return found


def _remedies(document: Document, found: Diagnostic) -> Iterator[tuple[str, tuple[Fix, ...]]]:
    """The replacements that remedy a finding, with what they do; a list is renumbered with the references to it."""
    words = catalogue(document.settings.lang)
    unit = document.unit_at(found.span.start) if found.code in _RENUMBER else None
    ordinal = expected(document, unit) if unit else None
    fixes = renumbered(document, unit, ordinal) if unit and ordinal else ()
    if fixes:
        yield words.gettext("Renumber the list from here ({n} places)", n=len(fixes)), fixes
    elif found.fixes:
        yield _title(document, found.fixes), found.fixes


def _title(document: Document, fixes: tuple[Fix, ...]) -> str:
    """What some replacements do, in a few words."""
    words = catalogue(document.settings.lang)
    if len(fixes) > 1:
        return words.gettext("Fix {n} places", n=len(fixes))
    old = document.report.text_of(fixes[0].span)
    if not fixes[0].replacement:
        return words.gettext("Delete “{old}”", old=old)
    return words.gettext("Replace “{old}” by “{new}”", old=old, new=fixes[0].replacement)


def edits(document: Document, fixes: Sequence[Fix]) -> list[types.TextEdit]:
    """The replacements as edits of the file."""
    return [types.TextEdit(document.range(fix.span), fix.replacement) for fix in fixes]

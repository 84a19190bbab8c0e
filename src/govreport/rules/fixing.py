"""Applying fixes to a text."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from govreport.tree.diagnostics import Diagnostic, Fix


@frozen
class Fixed:
    """A text with fixes applied."""

    text: str
    applied: tuple[Diagnostic, ...]
    """The findings whose fixes were applied, in source order."""
    left: tuple[Diagnostic, ...]
    """The others: without a fix, or with one that overlaps another."""


def fixed(text: str, findings: Iterable[Diagnostic]) -> Fixed:
    """Apply the fixes of findings to their text; of each finding, all fixes or no fix.

    Of fixes that overlap, those of the finding that comes first are applied; a second call on the new text finds the rest.

    >>> from govreport.text.source import Span
    >>> wrong = Diagnostic("GR602", "warning", "0 before the number", Span(0, 10), fixes=(Fix(Span(8, 9), ""),))
    >>> fixed("某财〔2025〕03号", [wrong]).text
    '某财〔2025〕3号'
    """
    taken: list[Fix] = []
    applied: list[Diagnostic] = []
    left: list[Diagnostic] = []
    for one in sorted(findings, key=lambda each: (each.span, each.code)):
        if one.fixes and not any(_overlap(fix, other) for fix in one.fixes for other in taken):
            taken += one.fixes
            applied.append(one)
        else:
            left.append(one)
    pieces: list[str] = []
    at = 0
    for fix in sorted(taken, key=lambda each: each.span):
        pieces += [text[at : fix.span.start], fix.replacement]
        at = fix.span.end
    return Fixed("".join([*pieces, text[at:]]), tuple(applied), tuple(left))


def _overlap(one: Fix, other: Fix) -> bool:
    """Whether two fixes touch the same text; two insertions at one place do."""
    if one.span == other.span:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end

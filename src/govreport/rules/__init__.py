"""Rules for official documents (公文) of Party and government, checked on request with a profile.

``docs/gongwen.md`` lists them with their norms and how often they are right.  A rule reads the finished tree, and reports nothing
in doubt.  The norms apply on the mainland: texts in traditional characters are not checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os import PathLike
from typing import Final

from govreport.checks.checks import diagnostic
from govreport.profiles import Profile, profile_of
from govreport.profiles.roles import missing_parts
from govreport.rules import agreement, attached, foot, genre, head, heading, ladder, numerals, punctuation, references
from govreport.rules.fixing import Fixed, fixed
from govreport.rules.paper import Paper
from govreport.rules.renumbering import renumbered
from govreport.rules.rule import Finding, Rule
from govreport.text.source import Source
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.tree.nodes import Document

__all__ = ["RULES", "Finding", "Fixed", "Rule", "check", "fixed"]

RULES: Final[tuple[Rule, ...]] = (
    *head.RULES,
    *heading.RULES,
    *ladder.RULES,
    *attached.RULES,
    *foot.RULES,
    *genre.RULES,
    *references.RULES,
    *numerals.RULES,
    *punctuation.RULES,
    *agreement.RULES,
)
"""All rules."""


def check(
    document: Document,
    source: Source,
    diagnostics: Sequence[Diagnostic],
    repairs: Sequence[Repair],
    profile: str | PathLike[str] | Profile | None = None,
) -> tuple[Diagnostic, ...]:
    """The diagnostics of a report with their fixes, and what a profile requires of it, in source order.

    :param diagnostics: those of the parser.
    :raises ProfileError: the profile does not exist or its file is invalid.
    """
    found = list(renumbered(document, diagnostics))
    if profile is not None:
        wanted = profile_of(profile)
        found += missing_parts(document, source, wanted) if wanted.parts else ()
        found += broken(document, source, repairs, wanted.rules)
    return tuple(sorted(found, key=lambda one: (one.span, one.code)))


def broken(
    document: Document, source: Source, repairs: Sequence[Repair], codes: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """A diagnostic for each place that breaks one of the rules with these codes or prefixes of codes."""
    if source.script == "traditional":
        return
    paper = Paper(document, source, repairs)
    for rule in RULES:
        if rule.code.startswith(codes):
            for one in rule.find(paper):
                yield diagnostic(rule.code, one.message, one.span, source, one.fixes)

"""Selecting diagnostics by code and severity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import frozen

from govreport.text.source import Source
from govreport.tree.codes import CODES, SEVERITIES
from govreport.tree.diagnostics import Diagnostic

if TYPE_CHECKING:
    from govreport.report import Report


@frozen
class Found:
    """A file and its selected diagnostics."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]

    @property
    def name(self) -> str:
        """The file name as given on the command line."""
        return self.source.name or ""


@frozen
class Selection:
    """The criteria; a diagnostic is selected if it meets all three."""

    select: tuple[str, ...] = ()
    """Codes or code prefixes (``GR2``); None for all."""
    ignore: tuple[str, ...] = ()
    """Codes or code prefixes to leave out; ``ignore`` takes precedence over ``select``."""
    severity: str = "warning"
    """The lowest severity to report."""

    def of(self, report: Report, diagnostics: Iterable[Diagnostic] | None = None) -> Found:
        """The selected diagnostics of a report (default: those of the parser)."""
        every = report.diagnostics if diagnostics is None else diagnostics
        return Found(report.source, tuple(one for one in every if self._takes(one)))

    def _takes(self, one: Diagnostic) -> bool:
        return (
            SEVERITIES.index(one.severity) <= SEVERITIES.index(self.severity)
            and one.code.startswith(self.select or "")
            and not (self.ignore and one.code.startswith(self.ignore))
        )


def code_prefixes(words: Iterable[str]) -> tuple[str, ...]:
    """The codes and prefixes in ``words``, each of which may contain several, separated by commas.

    :raises ValueError: no code starts with one of them.

    >>> code_prefixes(["GR1,GR201", "GR3"])
    ('GR1', 'GR201', 'GR3')
    """
    prefixes = tuple(part.strip() for word in words for part in word.split(",") if part.strip())
    for prefix in prefixes:
        if not any(code.startswith(prefix) for code in CODES):
            raise ValueError(f"no code starts with {prefix}; `govreport explain` lists all codes")
    return prefixes

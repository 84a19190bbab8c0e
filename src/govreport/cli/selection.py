"""Which diagnostics a check is about: chosen by their codes and by how grave they are."""

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
    """A file and what was found in it."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]

    @property
    def name(self) -> str:
        """The file as it was given on the command line."""
        return self.source.name or ""


@frozen
class Selection:
    """What counts: a diagnostic that all three let through."""

    select: tuple[str, ...] = ()
    """Codes, or what codes begin with (``GR2``); none for all."""
    ignore: tuple[str, ...] = ()
    """Likewise; it wins over ``select``."""
    severity: str = "warning"
    """The lowest that counts."""

    def of(self, report: Report, also: Iterable[Diagnostic] = ()) -> Found:
        """What counts in a report, and in what else was found in it, in order of place."""
        every = sorted([*report.diagnostics, *also], key=lambda one: (one.span, one.code))
        return Found(report.source, tuple(one for one in every if self._takes(one)))

    def _takes(self, one: Diagnostic) -> bool:
        return (
            SEVERITIES.index(one.severity) <= SEVERITIES.index(self.severity)
            and one.code.startswith(self.select or "")
            and not (self.ignore and one.code.startswith(self.ignore))
        )


def code_prefixes(words: Iterable[str]) -> tuple[str, ...]:
    """The codes in some words, each of which may hold several between commas.

    :raises ValueError: no code begins like one of them.

    >>> code_prefixes(["GR1,GR201", "GR3"])
    ('GR1', 'GR201', 'GR3')
    """
    prefixes = tuple(part.strip() for word in words for part in word.split(",") if part.strip())
    for prefix in prefixes:
        if not any(code.startswith(prefix) for code in CODES):
            raise ValueError(f"no code begins with {prefix}; `govreport explain` lists them all")
    return prefixes

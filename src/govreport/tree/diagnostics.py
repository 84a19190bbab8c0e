"""What is said about a text beside its tree: diagnostics, and the repairs of damage."""

from __future__ import annotations

from attrs import frozen

from govreport.text.source import Span
from govreport.tree.nodes import Node, short


@frozen(repr=False)
class Diagnostic(Node):
    """Something about a report that a reader should know, as a value: parsing never prints and never raises."""

    code: str
    """Stable, such as ``GR201``; see ``docs/diagnostics.md``."""
    severity: str
    """``error``, ``warning`` or ``info``."""
    message: str
    span: Span
    line: int = 1
    column: int = 1

    def _label(self) -> str:
        return f"{self.code} {short(self.message)}"


@frozen(repr=False)
class Repair(Node):
    """What a cleaning step did to a place of the source; nothing is changed silently."""

    step: str
    """One of :data:`govreport.cleaning.STEPS`."""
    span: Span
    before: str
    after: str
    """What the tree reads there; ``\N{REPLACEMENT CHARACTER}`` stands for what is lost for good."""

    def _label(self) -> str:
        return f"{self.step} {short(self.before)} → {short(self.after)}"

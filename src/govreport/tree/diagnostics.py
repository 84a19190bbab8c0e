"""Diagnostics, their fixes, and repairs of damage."""

from __future__ import annotations

from attrs import frozen

from govreport.text.source import Span
from govreport.tree.nodes import Node, short


@frozen
class Fix:
    """A replacement that remedies a finding, alone or together with the others of that finding."""

    span: Span
    """What is replaced; empty for an insertion."""
    replacement: str
    """The new text; empty for a deletion."""


@frozen(repr=False)
class Diagnostic(Node):
    """A finding about a report, as a value: parsing never prints and never raises."""

    code: str
    """Stable, such as ``GR201``; see ``docs/diagnostics.md``."""
    severity: str
    """``error``, ``warning`` or ``info``."""
    message: str
    """One line in English, for programs; :meth:`text` has it in other languages."""
    span: Span
    line: int = 1
    column: int = 1
    fixes: tuple[Fix, ...] = ()
    """The replacements that remedy it, all together, in source order; empty if a person must decide.

    Only :meth:`govreport.Report.check` gives them; the data form does not contain them."""

    def text(self, lang: str = "en") -> str:
        """The message in a language, for people.

        :param lang: ``en`` or ``zh``; names such as ``zh-CN`` are accepted.
        :raises ValueError: there are no texts in that language.

        >>> found = Diagnostic("GR201", "warning", "三、 follows 一、: 二、 is missing", Span(5, 7))
        >>> found.text("zh")
        '跳号：“一、”之后是“三、”，缺“二、”'
        """
        from govreport.language import catalogue  # imported here: parsing does not need it

        return catalogue(lang).translated(self.code, self.message)

    def _label(self) -> str:
        return f"{self.code} {short(self.message)}"


@frozen(repr=False)
class Repair(Node):
    """A change that a cleaning step made to the source; every repair is reported."""

    step: str
    """One of :data:`govreport.cleaning.STEPS`."""
    span: Span
    before: str
    after: str
    """The repaired text; ``\N{REPLACEMENT CHARACTER}`` replaces lost characters."""

    def _label(self) -> str:
        return f"{self.step} {short(self.before)} → {short(self.after)}"

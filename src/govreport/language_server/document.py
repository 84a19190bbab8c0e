"""An open file: its text, its report, and the places of both."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve, frozen
from lsprotocol import types

from govreport.facts import Reference
from govreport.language_server.markup import Plain, without_markup
from govreport.language_server.positions import Lines
from govreport.parsing import parse_text
from govreport.text.source import Span
from govreport.tree.nodes import Number, Unit
from govreport.tree.walk import walk

if TYPE_CHECKING:
    from govreport.dialects import Dialect
    from govreport.profiles import Profile
    from govreport.report import Report
    from govreport.tree.diagnostics import Diagnostic


@frozen
class Settings:
    """How documents are read and checked."""

    lang: str = "en"
    profile: Profile | None = None
    dialect: Dialect | None = None


@frozen(eq=False)
class Document:
    """A version of an open file; what is made of its text is made once, when it is first requested."""

    uri: str
    lines: Lines
    version: int = 0
    is_markdown: bool = False
    settings: Settings = Settings()

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.lines.text

    @cached_property
    def plain(self) -> Plain:
        """The text without markup."""
        return without_markup(self.text) if self.is_markdown else Plain(self.text)

    @cached_property
    def report(self) -> Report:
        """The report; its spans are in :attr:`plain`."""
        plain, dialect = self.plain, self.settings.dialect
        # Not ``parse``: it warns if the text is the name of a file.
        return parse_text(
            plain.text, name=self.uri, cleaning=None, script=None, evidence=plain.evidence, dialect=dialect
        )

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The diagnostics with their fixes, in source order."""
        return self.report.check(self.settings.profile)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The cross references whose target is in this document."""
        return tuple(one for one in self.report.mentions("reference") if isinstance(one, Reference) and one.target)

    @cached_property
    def numbered(self) -> dict[int, Unit]:
        """The unit of each number, by the identity of the number."""
        return {id(node.number): node for node in walk(self.report) if isinstance(node, Unit) and node.number}

    def unit_at(self, offset: int) -> Unit | None:
        """The unit whose number is at an offset of the plain text, or ends there."""
        for at in (offset, offset - 1):
            node = self.report.node_at(at) if at >= 0 else None
            if isinstance(node, Number):
                return self.numbered.get(id(node))
        return None

    def offset(self, position: types.Position) -> int:
        """The offset in the plain text of a position in the file."""
        return self.plain.at(self.lines.offset(position.line, position.character))

    def range(self, span: Span) -> types.Range:
        """The range in the file of a span of the plain text."""
        start, end = self.plain.in_file(span)
        return types.Range(types.Position(*self.lines.position(start)), types.Position(*self.lines.position(end)))

    def changed(self, changes: list[types.TextDocumentContentChangeEvent], version: int) -> Document:
        """The next version of the file."""
        lines = self.lines
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                start = lines.offset(change.range.start.line, change.range.start.character)
                end = lines.offset(change.range.end.line, change.range.end.character)
                text = lines.text[:start] + change.text + lines.text[max(start, end) :]
            else:
                text = change.text
            lines = Lines(text, lines.encoding)
        return evolve(self, lines=lines, version=version)

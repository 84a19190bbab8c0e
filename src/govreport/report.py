"""The report: a document with its source, diagnostics and repairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, overload

from attrs import fields_dict, frozen

from govreport.errors import DataFormError
from govreport.sourced import Sourced
from govreport.text.source import Position, Source, Span
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.tree.nodes import Attachment, Block, Document, Item, Node, Section
from govreport.tree.walk import search, walk, walk_with_ancestors

if TYPE_CHECKING:  # methods import what they need: most programs use few of them
    from govreport.tree.conversion import Script
    from govreport.tree.lookup import Paths, Places


@frozen(repr=False, kw_only=True)
class Report(Sourced):
    """The result of :func:`govreport.parse`; its span is the whole source."""

    @classmethod
    def from_document(
        cls,
        document: Document,
        *,
        source: Source,
        diagnostics: tuple[Diagnostic, ...] = (),
        repairs: tuple[Repair, ...] = (),
    ) -> Report:
        """A report with the fields of a document."""
        parts = {name: getattr(document, name) for name in fields_dict(Document)}
        return cls(**parts, source=source, diagnostics=diagnostics, repairs=repairs)

    def __repr__(self) -> str:
        return f"<Report {self._label()} {len(self.sections)} sections, {len(self.source.text)} characters>"

    def _repr_html_(self) -> str:
        from govreport.writers.notebook import html_outline

        return html_outline(self)

    @property
    def script(self) -> str:
        """``simplified``, ``traditional``, ``mixed`` or ``unknown``."""
        return self.source.script

    @overload
    def walk(self, *, ancestors: Literal[False] = False) -> Iterator[Node]: ...
    @overload
    def walk(self, *, ancestors: Literal[True]) -> Iterator[tuple[Node, tuple[Node, ...]]]: ...
    def walk(self, *, ancestors: bool = False) -> Iterator[Node] | Iterator[tuple[Node, tuple[Node, ...]]]:
        """All nodes, each before its children; with ``ancestors``, each with its ancestors, outermost first."""
        return walk_with_ancestors(self) if ancestors else walk(self)

    def find(self, path: str) -> Block | Attachment:
        """The unit, paragraph, table or attachment with this path (see :mod:`govreport.tree.walk`).

        :raises NotFoundError: no node has this path.
        """
        return self._paths.find(path)

    def search(
        self, heading: str | re.Pattern[str] | None = None, *, family: str | None = None
    ) -> Iterator[Section | Item]:
        """The units whose heading contains or matches ``heading`` and whose number has this family."""
        return search(self, heading, family=family)

    def node_at(self, offset: int) -> Node | None:
        """The deepest node that contains an offset, in code points of the source; None outside the report."""
        return self._places.node_at(offset)

    @cached_property
    def _paths(self) -> Paths:
        from govreport.tree.lookup import Paths

        return Paths(self)

    @cached_property
    def _places(self) -> Places:
        from govreport.tree.lookup import Places

        return Places(self)

    def text_of(self, place: Node | Span) -> str:
        """The source text of a node or a span, without the noise inside a leaf."""
        if isinstance(place, Span):
            return self.source.text[place.start : place.end]
        pieces: tuple[Span, ...] = getattr(place, "pieces", ()) or (place.span,)
        return "".join(self.source.text[start:end] for start, end in pieces)

    def position(self, offset: int) -> Position:
        """The line and column of an offset.

        :raises IndexError: the offset is outside the source.
        """
        return self.source.position(offset)

    def converted(self, script: Script) -> Report:
        """The report with the text of its nodes in another script; spans, ordinals, paths and source do not change.

        ``tw`` and ``hk`` are the traditional characters of Taiwan and Hong Kong.

        :raises ValueError: the script does not exist.
        """
        from govreport.tree.conversion import converted

        return converted(self, script)

    def to_dict(self, *, source_text: bool = True) -> dict[str, Any]:
        """The report in the data form ``govreport/1``: dicts, lists, strings and numbers.

        With ``source_text=False`` the text of the source is left out.
        """
        from govreport.data.serialize import report_to_dict

        return report_to_dict(self, self.source, self.diagnostics, self.repairs, source_text=source_text)

    @classmethod
    def from_dict(cls, data: object) -> Report:
        """The report for a data form: ``Report.from_dict(report.to_dict()) == report``.

        Without the source text, ``source.text`` is empty and all else is equal.

        :raises DataFormError: ``data`` is not in the data form.
        """
        from govreport.data.deserialize import report_from_dict

        document, source, diagnostics, repairs = report_from_dict(data)
        return cls.from_document(document, source=source, diagnostics=diagnostics, repairs=repairs)

    def to_json(self, *, indent: int | None = None, source_text: bool = True) -> str:
        """The data form as JSON, with Chinese characters unescaped.

        Lone surrogates in the source are kept: such a text needs an error handler to be encoded as UTF-8.
        """
        import json

        return json.dumps(self.to_dict(source_text=source_text), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Report:
        """The report from the output of :meth:`to_json`.

        :raises DataFormError: ``text`` is not JSON, or not in the data form.
        """
        import json

        try:
            data = json.loads(text)
        except ValueError as error:
            raise DataFormError("$", f"not JSON: {error}") from error
        except RecursionError:
            raise DataFormError("$", "nested too deep") from None
        return cls.from_dict(data)

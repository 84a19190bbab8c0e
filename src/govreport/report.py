"""The report: a document, its source, its diagnostics, and methods that convert and query it.

Each method imports what it needs when it is called, so a program that only reads does not pay for the writers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, overload

from attrs import fields_dict, frozen

from govreport.errors import DataFormError
from govreport.text.source import Position, Source, Span
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.tree.nodes import Attachment, Block, Document, Item, Node, Section
from govreport.tree.walk import search, walk, walk_with_ancestors
from govreport.util.extras import missing

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    import pandas
    from matplotlib.figure import Figure

    from govreport.chunking.budget import Length
    from govreport.chunking.chunks import Chunk
    from govreport.facts import FactKind, Mentions
    from govreport.profiles import Profile
    from govreport.profiles.roles import Role
    from govreport.tree.conversion import Script
    from govreport.tree.lookup import Paths, Places
    from govreport.writers.records import Record


@frozen(repr=False, kw_only=True)
class Report(Document):
    """What :func:`govreport.parse` answers; its span is the whole source."""

    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """What cleaning did to the source, in order of place."""

    @classmethod
    def from_document(
        cls,
        document: Document,
        *,
        source: Source,
        diagnostics: tuple[Diagnostic, ...] = (),
        repairs: tuple[Repair, ...] = (),
    ) -> Report:
        """The report with the parts of a document."""
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
        """All nodes, each before its children; with ``ancestors``, each with those above it."""
        return walk_with_ancestors(self) if ancestors else walk(self)

    def find(self, path: str) -> Block | Attachment:
        """The unit, paragraph, table or attachment with this path (see :mod:`govreport.tree.walk`).

        :raises NotFoundError: there is none.
        """
        return self._paths.find(path)

    def search(
        self, heading: str | re.Pattern[str] | None = None, *, family: str | None = None
    ) -> Iterator[Section | Item]:
        """The units whose heading contains or matches ``heading`` and whose number is of that family."""
        return search(self, heading, family=family)

    def node_at(self, offset: int) -> Node | None:
        """The deepest node that covers an offset, in code points of the source; None outside the report."""
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
        """The source as it stands at a node or a span, without the noise that interrupts a leaf."""
        if isinstance(place, Span):
            return self.source.text[place.start : place.end]
        pieces: tuple[Span, ...] = getattr(place, "pieces", ()) or (place.span,)
        return "".join(self.source.text[start:end] for start, end in pieces)

    def position(self, offset: int) -> Position:
        """The line and column of an offset.

        :raises IndexError: the offset lies outside the source.
        """
        return self.source.position(offset)

    def converted(self, script: Script) -> Report:
        """The report with the text of its nodes in another script; spans, ordinals, paths and source stay as they are.

        ``tw`` and ``hk`` are traditional characters as Taiwan and Hong Kong write them.

        :raises ValueError: there is no such script.
        """
        from govreport.tree.conversion import converted

        return converted(self, script)

    def to_dict(self, *, source_text: bool = True) -> dict[str, Any]:
        """The data form ``govreport/1``, of plain dicts, lists, strings and numbers.

        Without ``source_text`` the source itself is left out.
        """
        from govreport.data.serialize import report_to_dict

        return report_to_dict(self, self.source, self.diagnostics, self.repairs, source_text=source_text)

    @classmethod
    def from_dict(cls, data: object) -> Report:
        """The report that a data form describes: ``Report.from_dict(report.to_dict()) == report``.

        A form without the source text gives a report whose ``source.text`` is empty, all else alike.

        :raises DataFormError: ``data`` is not in the data form.
        """
        from govreport.data.deserialize import report_from_dict

        document, source, diagnostics, repairs = report_from_dict(data)
        return cls.from_document(document, source=source, diagnostics=diagnostics, repairs=repairs)

    def to_json(self, *, indent: int | None = None, source_text: bool = True) -> str:
        """The data form as JSON, Chinese characters as themselves.

        A lone surrogate in the source stays one: such a text cannot be encoded as UTF-8 without an error
        handler.
        """
        import json

        return json.dumps(self.to_dict(source_text=source_text), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Report:
        """The report that :meth:`to_json` wrote.

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

    def to_markdown(self) -> str:
        """The report as Markdown: real headings, lists for items, metadata as YAML; reading it back gives the same outline."""
        from govreport.writers.markdown import to_markdown

        return to_markdown(self, self.source)

    def to_html(self) -> str:
        """The report as a page of HTML that stands alone, laid out like print; all text is escaped."""
        from govreport.writers.html import to_html

        return to_html(self, self.source)

    def to_xml(self) -> str:
        """The report as Akoma Ntoso 3.0; what XML cannot hold stands as U+FFFD."""
        from govreport.writers.akn import to_xml

        return to_xml(self, self.source)

    def to_docx(self) -> bytes:
        """The report as a Word file, laid out by GB/T 9704-2012.

        :raises ImportError: python-docx is not installed; ``govreport[docx]`` brings it.
        """
        try:
            from govreport.writers.word import to_docx
        except ModuleNotFoundError as error:
            raise ImportError(missing("to_docx()", "docx", "docx")) from error
        return to_docx(self, self.source)

    def to_records(self) -> list[Record]:
        """One row a unit, as dicts with the keys :data:`govreport.writers.records.COLUMNS`, attachments included."""
        from govreport.writers.records import to_records

        return to_records(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows of :meth:`to_records` as a data frame; ``polars.DataFrame`` takes the rows themselves.

        :raises ImportError: pandas is not installed; ``govreport[pandas]`` brings it.
        """
        from govreport.writers.records import to_pandas

        return to_pandas(self)

    def plot(self, *, font: str | Path | None = None) -> Figure:
        """The outline as a picture: each section a box as wide as its text is long, below the one that holds it.

        :param font: the file of a font with Chinese characters; one of the system's when left out.
        :raises ImportError: matplotlib is not installed; ``govreport[plot]`` brings it.
        :raises govreport.writers.plots.FontError: no such font was found.
        """
        try:
            from govreport.writers.plots import plot
        except ModuleNotFoundError as error:
            raise ImportError(missing("plot()", "matplotlib", "plot")) from error
        return plot(self, font=font)

    def chunks(self, *, max_chars: int = 500, overlap: int = 0, length: Length = len) -> list[Chunk]:
        """The text in passages for search and language models, cut at units, then paragraphs, then sentences.

        :param max_chars: the most that the text of a chunk may take, overlap included; only a single character that is
            longer by ``length`` takes more.
        :param overlap: how much of the end of the chunk before is repeated at most.
        :param length: how long a text is: ``len``, or the number of tokens in it.
        :raises ValueError: ``max_chars`` is less than 1, or ``overlap`` less than 0 or not less than ``max_chars``.
        """
        from govreport.chunking.chunks import chunks

        return chunks(self, self.source, self.repairs, max_chars=max_chars, overlap=overlap, length=length)

    def mentions(self, kind: FactKind | None = None) -> Mentions:
        """What the report states, in source order: figures, dates, citations, references, organs, or one ``kind`` of them.

        :raises ValueError: there is no such kind.
        """
        from govreport.facts import mentions

        return mentions(self, self.source, self.repairs, kind)

    def roles(self, profile: str | PathLike[str] | Profile = "fazhi") -> tuple[Role, ...]:
        """Which sections play the parts of a profile: one that is shipped, a TOML file, or what you made.

        :raises ProfileError: there is no such profile, or its file is none.
        """
        from govreport.profiles.roles import roles

        return roles(self, profile)

    def missing_parts(self, profile: str | PathLike[str] | Profile = "fazhi") -> tuple[Diagnostic, ...]:
        """The parts that a profile requires and no section plays, as diagnostics (GR501); raises as :meth:`roles`."""
        from govreport.profiles.roles import missing_parts

        return missing_parts(self, self.source, profile)

"""The report: a document, its source, its diagnostics, and methods that convert and query it.

Each method imports what it needs when it is called, so a program that only reads does not pay for the writers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, overload

from attrs import frozen

from govreport.text.source import Position, Source, Span
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.tree.nodes import Attachment, Block, Document, Item, Node, Section

if TYPE_CHECKING:
    import datetime
    from os import PathLike
    from pathlib import Path

    import pandas
    from matplotlib.figure import Figure

    from govreport.annotating import Findings, Original
    from govreport.chunking.budget import Length
    from govreport.chunking.chunks import Chunk
    from govreport.chunking.passages import Division
    from govreport.chunking.tokens import Tokenizer
    from govreport.facts import Mentions
    from govreport.metadata import Metadata, Region
    from govreport.profiles import Profile
    from govreport.profiles.roles import Role
    from govreport.tree.conversion import Script
    from govreport.tree.lookup import Lookup
    from govreport.writers.docx import WordProfile
    from govreport.writers.paragraphs import ParagraphRecord
    from govreport.writers.records import Record


@frozen(repr=False, kw_only=True)
class Report(Document):
    """The result of :func:`govreport.parse`; its span is the whole source."""

    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """The repairs made by cleaning, in source order."""

    @classmethod
    def from_document(
        cls,
        document: Document,
        *,
        source: Source,
        span: Span | None = None,
        diagnostics: tuple[Diagnostic, ...] = (),
        repairs: tuple[Repair, ...] = (),
    ) -> Report:
        """A report with the parts of a document, and its span unless another is given."""
        parts = (getattr(document, name) for name in Document.__match_args__[1:])
        return cls(span or document.span, *parts, source=source, diagnostics=diagnostics, repairs=repairs)

    def __repr__(self) -> str:
        return f"<Report {self._label()} {len(self.sections)} sections, {len(self.source.text)} characters>"

    def _repr_html_(self) -> str:
        from govreport.writers.notebook import html_outline

        return html_outline(self)

    @cached_property
    def metadata(self) -> Metadata:
        """The date, year, issuer, region and genre, with the places where date and year were found."""
        from govreport.metadata import metadata

        return metadata(self, self.source)

    @property
    def date(self) -> datetime.date | None:
        """The date of issue (成文日期), else of the meeting, the adoption or the release; see :attr:`metadata`."""
        return self.metadata.date

    @property
    def year(self) -> int | None:
        """The year that a periodic document deals with (2023年…报告), else the year of issue."""
        return self.metadata.year

    @property
    def issuer(self) -> str | None:
        """The organ that issued the report (发文机关); the first one if there are several."""
        return self.metadata.issuer

    @property
    def region(self) -> Region:
        """The province, city and county of the issuer, by its own name; empty for central organs."""
        return self.metadata.region

    @property
    def genre(self) -> str | None:
        """The genre (文种) by the end of the title, in simplified characters: 通知, 报告, 条例 …"""
        return self.metadata.genre

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
        from govreport.tree.walk import walk, walk_with_ancestors

        return walk_with_ancestors(self) if ancestors else walk(self)

    def find(self, path: str) -> Block | Attachment:
        """The unit, paragraph, table or attachment with this path (see :mod:`govreport.tree.walk`).

        :raises NotFoundError: no node has this path.
        """
        return self._lookup.paths.find(path)

    @property
    def units(self) -> tuple[Section | Item, ...]:
        """All sections and items in document order: each before the units in it, those of attachments at the end.

        (The ``units`` of a section are those directly below it.)
        """
        from govreport.tree.searching import units

        return tuple(units(self))

    def parent(self, node: Node) -> Node | None:
        """The node that contains a node of this report directly; None for the report itself.

        Nodes are found by identity, so each of two equal nodes has its own parent.  The first call makes an index.

        :raises ValueError: the node is not in this report, but for example in an equal one.
        """
        return self._lookup.parents.of(node)

    def search(
        self,
        heading: str | re.Pattern[str] | None = None,
        *,
        text: str | re.Pattern[str] | None = None,
        family: str | None = None,
    ) -> list[Section | Item]:
        """The units that meet all criteria, in document order; without criteria, all units.

        Both scripts are searched: 产业发展 also finds 產業發展, and the other way round.  The ``span`` of a unit, of its
        heading and of its paragraphs are their places in the source.

        :param heading: a text that the heading contains, or a pattern to search in it.
        :param text: the same for the own text of the unit: its heading, paragraphs and tables, not the units in it.
        :param family: a key of :data:`govreport.FAMILIES`, or the name of a dialect's form.
        """
        from govreport.tree.searching import search

        return search(self, heading, text=text, family=family, script=self.script)

    def node_at(self, offset: int) -> Node | None:
        """The deepest node that contains an offset, in code points of the source; None outside the report."""
        return self._lookup.places.node_at(offset)

    @cached_property
    def _lookup(self) -> Lookup:
        from govreport.tree.lookup import Lookup

        return Lookup(self)

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

    def converted(self, script: Script | str) -> Report:
        """The report with the text of its nodes in another script; spans, ordinals, paths and source do not change.

        :param script: ``simplified``, ``traditional``, ``tw`` or ``hk`` (the traditional characters of Taiwan and Hong
            Kong), or another name of one of these, such as ``zh-Hant``, ``zh-TW`` or ``繁体``.
        :raises ValueError: the script does not exist.
        """
        from govreport.tree.conversion import converted

        return converted(self, script)

    def to_dict(self, *, source_text: bool = True) -> dict[str, Any]:
        """The report in the data form ``govreport/1``; with ``source_text=False``, the text of the source is left out."""
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
        from govreport.data.deserialize import data_of_json

        return cls.from_dict(data_of_json(text))

    def to_markdown(self) -> str:
        """The report as Markdown with headings, lists for items, and metadata as YAML; it reads back with the same outline."""
        from govreport.writers.markdown import to_markdown

        return to_markdown(self, self.source)

    def to_html(self) -> str:
        """The report as a self-contained HTML page with print layout; all text is escaped."""
        from govreport.writers.html import to_html

        return to_html(self, self.source)

    def to_xml(self) -> str:
        """The report as Akoma Ntoso 3.0; characters that XML does not allow become U+FFFD."""
        from govreport.writers.akn import to_xml

        return to_xml(self, self.source)

    def to_docx(self, *, profile: WordProfile = "gbt9704") -> bytes:
        """The report as a Word file with the layout of GB/T 9704-2012.

        :param profile: ``gbt9704`` gives official documents (公文) their head, signature and imprint, each by its form;
            laws, plans and speeches are set plain.  ``plain`` sets every document like these.
        :raises ValueError: the profile is unknown.
        """
        from govreport.writers.docx import to_docx

        return to_docx(self, self.source, profile)

    @overload
    def to_records(self, table: Literal["units"] = "units") -> list[Record]: ...
    @overload
    def to_records(self, table: Literal["paragraphs"]) -> list[ParagraphRecord]: ...
    def to_records(self, table: Literal["units", "paragraphs"] = "units") -> list[Record] | list[ParagraphRecord]:
        """One dict per unit, with the keys :data:`govreport.writers.records.COLUMNS`; attachments are included.

        With ``"paragraphs"``, one dict per leaf, with the keys :data:`govreport.writers.paragraphs.COLUMNS`: together they
        hold all text that is not blank.

        :raises ValueError: the table does not exist.
        """
        from govreport.writers.paragraphs import to_paragraphs
        from govreport.writers.records import to_records

        if table not in ("units", "paragraphs"):
            raise ValueError(f"no table {table!r}: choose units or paragraphs")
        return to_records(self) if table == "units" else to_paragraphs(self, self.source)

    def to_pandas(self, table: Literal["units", "paragraphs"] = "units") -> pandas.DataFrame:
        """The rows of :meth:`to_records` as a data frame; ``polars.DataFrame`` accepts the rows directly.

        :raises ImportError: pandas is not installed; install ``govreport[pandas]``.
        :raises ValueError: the table does not exist.
        """
        from govreport.writers.paragraphs import COLUMNS as PARAGRAPH_COLUMNS
        from govreport.writers.records import COLUMNS, data_frame

        return data_frame(self.to_records(table), COLUMNS if table == "units" else PARAGRAPH_COLUMNS)

    def plot(self, *, font: str | Path | None = None, lang: str | None = None, dark: bool = False) -> Figure:
        """Plot the outline: each section is a box as wide as its text is long, below its parent.

        :param font: a font file with Chinese characters (default: one of the installed fonts).
        :param lang: the language of the axis; by default that of the report.  ``dark``: whether the ground is dark.
        :raises ImportError: matplotlib is not installed; install ``govreport[plot]``.
        :raises govreport.writers.fonts.FontError: no such font was found.
        """
        try:
            from govreport.writers.plots import plot
        except ModuleNotFoundError as error:
            from govreport.util.extras import missing

            raise ImportError(missing("plot()", "matplotlib", "plot")) from error
        return plot(self, font=font, lang=lang, dark=dark)

    def chunks(
        self,
        *,
        by: Division = "length",
        max_chars: int | None = None,
        max_tokens: int | None = None,
        tokenizer: Tokenizer | None = None,
        overlap: int = 0,
        length: Length = len,
    ) -> list[Chunk]:
        """The text as chunks for search and language models, split at units, then paragraphs, then sentences.

        A table that is split repeats its caption and its first row in each chunk that begins with a later row.

        :param by: ``unit`` begins a chunk at each section and item, and ``section`` at each section, however short they
            are; ``length`` joins small neighbours.
        :param max_chars: the maximum length of the text of a chunk, overlap included; exceeded only if a single character
            is longer by ``length``.  By default 500, and without limit by units and sections.
        :param max_tokens: the maximum number of tokens instead; it needs a ``tokenizer``.
        :param tokenizer: the name of an encoding of tiktoken, such as ``cl100k_base``; or a function that gives the tokens
            of a text, or their number.
        :param overlap: the maximum length repeated from the end of the previous chunk, in the same unit.
        :param length: measures a text for ``max_chars``: ``len``, or another function.
        :raises ValueError: a maximum is less than 1, ``overlap`` is less than 0 or not less than the maximum, a name does
            not exist, or the parameters exclude each other.
        :raises ImportError: tiktoken is not installed; install ``govreport[tokens]``.
        :raises ReadError: tiktoken cannot load its vocabulary, which it fetches from the network on first use.
        """
        from govreport.chunking.chunks import chunks

        sizes: Any = {"max_chars": max_chars, "max_tokens": max_tokens, "overlap": overlap, "length": length}
        return chunks(self, self.source, self.repairs, by=by, tokenizer=tokenizer, **sizes)

    def mentions(self, kind: str | None = None) -> Mentions:
        """The facts in source order: figures, dates, citations, references, organs; or those of one ``kind``.

        A kind is named in the singular or the plural: ``figure``, ``figures``.

        :raises ValueError: the kind does not exist.
        """
        from govreport.facts import mentions

        return mentions(self, self.source, self.repairs, kind)

    def roles(self, profile: str | PathLike[str] | Profile = "fazhi") -> tuple[Role, ...]:
        """The sections that match parts of a profile: the name of a built-in one, a TOML file, or a Profile.

        :raises ProfileError: the profile does not exist or its file is invalid.
        """
        from govreport.profiles.roles import roles

        return roles(self, profile)

    def check(self, profile: str | PathLike[str] | Profile | None = None) -> tuple[Diagnostic, ...]:
        """The diagnostics with their fixes; with a profile, also what it requires: missing parts, rules of ``gongwen``.

        :raises ProfileError: the profile does not exist or its file is invalid.
        """
        from govreport.rules import check

        return check(self, self.source, self.diagnostics, self.repairs, profile)

    def annotated(
        self, original: Original = None, findings: Findings = None, *, lang: str = "en", fix: bool = False
    ) -> bytes:
        """A copy of the Word file that the report was read from, with findings as comments; nothing else in it changes.

        :param original: the file or its content (default: the file with the name of the source).
        :param findings: what to write, such as ``report.check("gongwen")`` (default: ``report.check()``).
        :param lang: the language of the comments, ``en`` or ``zh``.
        :param fix: whether to write fixes as tracked changes, too, which can be accepted or refused.
        :raises ReadError: the original is not a Word file (.docx), cannot be read or has another text, or the extra is missing.
        :raises ValueError: the language is not supported.
        """
        from govreport.annotating import annotated

        found = self.check() if findings is None else findings
        return annotated(self.source, original, found, lang=lang, fix=fix)

    def missing_parts(self, profile: str | PathLike[str] | Profile = "fazhi") -> tuple[Diagnostic, ...]:
        """A diagnostic (GR501) for each required part without a section; raises like :meth:`roles`."""
        from govreport.profiles.roles import missing_parts

        return missing_parts(self, self.source, profile)

"""What is made of a document and its source: other forms, passages, facts, roles, a picture.

Each method imports what it needs when it is called: a program that only reads pays for none.
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from attrs import frozen

from govreport.text.source import Source
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.tree.nodes import Document
from govreport.util.extras import missing

if TYPE_CHECKING:
    from pathlib import Path

    import pandas
    from matplotlib.figure import Figure

    from govreport.chunking.budget import Length
    from govreport.chunking.chunks import Chunk
    from govreport.facts import FactKind, Mentions
    from govreport.profiles import Profile
    from govreport.profiles.roles import Role
    from govreport.writers.records import Record


@frozen(repr=False, kw_only=True)
class Sourced(Document):
    """A document, the source that it was read from, and what there is to say about it."""

    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """What cleaning did to the source, in order of place."""

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

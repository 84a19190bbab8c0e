"""Methods of a report that need its source: other formats, chunks, facts, roles, a plot.

Each method imports its module when called, so that programs pay only for what they use.
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from attrs import frozen

from govreport.text.source import Source
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.tree.nodes import Document

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
    """A document with its source, diagnostics and repairs."""

    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """The repairs made by cleaning, in source order."""

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

    def to_docx(self) -> bytes:
        """The report as a Word file with the layout of GB/T 9704-2012.

        :raises ImportError: python-docx is not installed; install ``govreport[docx]``.
        """
        try:
            from govreport.writers.word import to_docx
        except ModuleNotFoundError as error:
            raise ImportError("to_docx() needs python-docx: pip install 'govreport[docx]'") from error
        return to_docx(self, self.source)

    def to_records(self) -> list[Record]:
        """One dict per unit, including those in attachments, with the keys :data:`govreport.writers.records.COLUMNS`."""
        from govreport.writers.records import to_records

        return to_records(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows of :meth:`to_records` as a data frame; ``polars.DataFrame`` accepts the rows directly.

        :raises ImportError: pandas is not installed; install ``govreport[pandas]``.
        """
        from govreport.writers.records import to_pandas

        return to_pandas(self)

    def plot(self, *, font: str | Path | None = None) -> Figure:
        """Plot the outline: each section is a box as wide as its text is long, below its parent.

        :param font: a font file with Chinese characters (default: one of the installed fonts).
        :raises ImportError: matplotlib is not installed; install ``govreport[plot]``.
        :raises govreport.writers.plots.FontError: no such font was found.
        """
        try:
            from govreport.writers.plots import plot
        except ModuleNotFoundError as error:
            raise ImportError("plot() needs matplotlib: pip install 'govreport[plot]'") from error
        return plot(self, font=font)

    def chunks(self, *, max_chars: int = 500, overlap: int = 0, length: Length = len) -> list[Chunk]:
        """The text as chunks for search and language models, split at units, then paragraphs, then sentences.

        :param max_chars: the maximum length of the text of a chunk, overlap included; exceeded only if a single character
            is longer by ``length``.
        :param overlap: the maximum length repeated from the end of the previous chunk.
        :param length: measures a text: ``len``, or a function that counts tokens.
        :raises ValueError: ``max_chars`` is less than 1, or ``overlap`` less than 0 or not less than ``max_chars``.
        """
        from govreport.chunking.chunks import chunks

        return chunks(self, self.source, self.repairs, max_chars=max_chars, overlap=overlap, length=length)

    def mentions(self, kind: FactKind | None = None) -> Mentions:
        """The facts in source order: figures, dates, citations, references, organs; or those of one ``kind``.

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

    def missing_parts(self, profile: str | PathLike[str] | Profile = "fazhi") -> tuple[Diagnostic, ...]:
        """A diagnostic (GR501) for each required part without a section; raises like :meth:`roles`."""
        from govreport.profiles.roles import missing_parts

        return missing_parts(self, self.source, profile)

"""The typed tree: frozen attrs classes with tuples of children and a span on every node.

The names are those of the data form ``govreport/1``; ``docs/tree.md`` lists their 公文 terms.  Nodes have no parent
links: :mod:`govreport.tree.walk` yields ancestors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from attrs import frozen

from govreport.text.source import Span

if TYPE_CHECKING:
    import datetime


class Node:
    """The base of all nodes: a span in the source, and a short ``repr``."""

    __slots__ = ()

    span: Span
    """``[start, end)`` in code points of the source text as given."""

    def _label(self) -> str:
        return short(getattr(self, "text", ""))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._label()} {self.span.start}-{self.span.end}>"


def short(text: str, most: int = 24) -> str:
    """A text shortened to one line, with control characters escaped."""
    return repr(text if len(text) <= most else text[: most - 1] + "…")


@frozen(repr=False)
class Text(Node):
    """A leaf with text: a title, an issuer, a note, a line of boilerplate."""

    text: str
    """The readable text: the source without damage and without the breaks of hard-wrapped lines."""
    span: Span
    pieces: tuple[Span, ...] = ()
    """The spans of the leaf if noise interrupts it (a page number inside a paragraph); else empty."""


@frozen(repr=False)
class Field(Node):
    """A line of metadata in the head (政府信息公开目录 items, 签发人, 密级): ``索引号: 1144…``."""

    key: str
    value: str
    span: Span
    pieces: tuple[Span, ...] = ()

    def _label(self) -> str:
        return short(f"{self.key}: {self.value}")


@frozen(repr=False)
class Number(Node):
    """The number of a unit (结构层次序数): ``（一）``, ``第三条``, ``一是``, ``——``."""

    family: str
    """The form of the number; a key of :data:`govreport.FAMILIES`, or a form of a dialect, ``x_…``."""
    ordinal: int | None
    """Its value within the series (the last component of a decimal); None for marks without a value."""
    text: str
    span: Span
    sub: int | None = None
    """The 2 of ``第十条之二``."""
    pieces: tuple[Span, ...] = ()


@frozen(repr=False)
class Heading(Node):
    """The heading of a unit, without the 。 or ： at its end."""

    text: str
    span: Span
    run_in: bool = False
    """Whether the body continues on the same line: ``（一）加强领导。坚持…``."""
    stop: Text | None = None
    """The punctuation mark that ends the heading; part of the heading's leaf, but not of its span."""
    pieces: tuple[Span, ...] = ()


@frozen(repr=False)
class Paragraph(Node):
    """A paragraph of body text (自然段)."""

    text: str
    span: Span
    pieces: tuple[Span, ...] = ()
    path: str = ""


@frozen(repr=False)
class Table(Node):
    """A table: rows of cells."""

    rows: tuple[tuple[str, ...], ...]
    span: Span
    pieces: tuple[Span, ...] = ()
    path: str = ""

    def _label(self) -> str:
        return f"{len(self.rows)} rows"


@frozen(repr=False)
class Unit(Node):
    """The base of sections and items; a unit has a number, a heading or both."""

    number: Number | None
    heading: Heading | None
    blocks: tuple[Block, ...]
    span: Span
    path: str = ""

    kind: ClassVar[str] = "unit"

    @property
    def title(self) -> str:
        """Number and heading in one line: ``（一）加强领导``, ``第一章 总则``; without a heading, the number alone."""
        number = self.number.text if self.number else ""
        heading = self.heading.text if self.heading else ""
        # 一、 ends in punctuation; 第一章, 一是 and 1.1 need a blank before the heading.
        return f"{number} {heading}" if heading and number[-1:].isalnum() else number + heading

    @property
    def units(self) -> tuple[Section | Item, ...]:
        """The sections and items that are direct children."""
        return tuple(block for block in self.blocks if isinstance(block, (Section, Item)))

    def _label(self) -> str:
        return f"{self.path} {short(self.title)}"


@frozen(repr=False)
class Section(Unit):
    """A unit of the outline (层次), with a number or only a heading."""

    kind: ClassVar[str] = "section"


@frozen(repr=False)
class Item(Unit):
    """A member of an enumeration in prose (段内序次): ``一是…；二是…``."""

    kind: ClassVar[str] = "item"


Block: TypeAlias = Paragraph | Table | Section | Item


@frozen(repr=False)
class Date(Node):
    """The date of issue (成文日期) as written."""

    text: str
    span: Span
    value: datetime.date | None = None
    """None if the date does not exist."""
    pieces: tuple[Span, ...] = ()


@frozen(repr=False)
class Signature(Node):
    """The issuers and the date (发文机关署名、成文日期)."""

    issuers: tuple[Text, ...]
    date: Date | None
    span: Span

    def _label(self) -> str:
        return short("、".join(issuer.text for issuer in self.issuers))


@frozen(repr=False)
class Document(Node):
    """A document: the report itself, or an attachment."""

    span: Span
    front_matter: tuple[Field, ...] = ()
    document_number: Text | None = None
    title: Text | None = None
    subtitles: tuple[Text, ...] = ()
    addressee: Text | None = None
    contents: tuple[Text, ...] = ()
    body: tuple[Block, ...] = ()
    closing: Text | None = None
    attachment_list: tuple[Text, ...] = ()
    signature: Signature | None = None
    notes: tuple[Text, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    imprint: tuple[Text, ...] = ()
    boilerplate: tuple[Text, ...] = ()

    @property
    def sections(self) -> tuple[Section, ...]:
        """The first-level sections of the body."""
        return tuple(block for block in self.body if isinstance(block, Section))

    def _label(self) -> str:
        return short(self.title.text if self.title else "")


@frozen(repr=False)
class Attachment(Node):
    """An attachment (附件), or a second document after the first."""

    label: Text | None
    """The label line, such as ``附件1``; None for a document without one."""
    document: Document
    span: Span
    path: str = ""

    def _label(self) -> str:
        return f"{self.path} {short(self.document.title.text if self.document.title else '')}"

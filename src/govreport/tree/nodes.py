"""The typed tree: frozen attrs classes with tuples of children and a span on every node.

The names are those of the data form ``govreport/1``; ``docs/tree.md`` lists their 公文 terms.  Nodes have no parent
links: :meth:`govreport.Report.parent` looks them up.

**Text.**  Every node of the tree has a ``text``: all its readable text, without boilerplate.  Of a node with children it is
made on each access, from the tree alone.  A paragraph, a row of a table (cells separated by tabs), a section and an item each
begin a line, and no line is empty.  These continue a line: the heading after its number; the paragraph or item after a
number or a run-in heading; and an item that directly follows the block before it, with nothing between them in the source.
A number that ends in a letter or a digit (第一条, 1.1) has one blank after it where the source has blanks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from attrs import fields, frozen

from govreport.text.source import BITS, END, Span, make_span, packed

if TYPE_CHECKING:
    import datetime

    import pandas


class Node:
    """The base of all nodes: a span in the source, and a short ``repr``."""

    __slots__ = ("span",)

    span: Span
    """``[start, end)`` in code points of the source text as given; made on each access."""
    _held: int

    def _label(self) -> str:
        return short(getattr(self, "text", ""))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._label()} {self.span.start}-{self.span.end}>"

    def __reduce__(self) -> tuple[object, ...]:
        kind = type(self)
        return _made, (kind, *_slots(kind)[0](self))  # type: ignore[arg-type]  # every class has a hash


@cache
def _slots(kind: type[Any]) -> tuple[Callable[[Node], tuple[Any, ...]], tuple[Callable[[Node, Any], None], ...]]:
    """What gets the values of a node, with its span as it is held, and what sets each: for pickles, which workers send."""
    names = ["_held" if field.name == "span" else field.name for field in fields(kind)]
    return attrgetter(*names), tuple(getattr(kind, name).__set__ for name in names)


def _made(kind: type[Node], *values: object) -> Node:
    """A node from a pickle."""
    node = object.__new__(kind)
    for put, value in zip(_slots(kind)[1], values):  # type: ignore[arg-type]
        put(node, value)
    return node


def _span(node: Node) -> Span:
    held: int | Span = node._held
    return make_span(held >> BITS, held & END) if isinstance(held, int) else held


def _hold(node: Node, span: Span) -> None:
    start, end = span.start, span.end
    fits = 0 <= start <= END and 0 <= end <= END
    HELD.__set__(node, packed(start, end) if fits else span)  # a program may make nodes with any span


HELD: Final = Node.__dict__["span"]
"""The slot for the span, which holds it as one integer.  As objects, the spans would be a quarter of the memory of a tree, and
half of what the garbage collector walks."""
Node._held = HELD
Node.span = property(_span, _hold)  # type: ignore[assignment, misc]


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

    @property
    def text(self) -> str:
        """Key and value in one line: ``索引号：1144…``; without a key, the value."""
        return f"{self.key}：{self.value}" if self.key else self.value

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

    @property
    def text(self) -> str:
        """A line for each row, its cells separated by tabs."""
        return "\n".join("\t".join(row) for row in self.rows)

    def to_pandas(self, *, header: bool = True) -> pandas.DataFrame:
        """The cells as a data frame of ``str``; short rows get empty cells at the end.

        :param header: whether the first row has the names of the columns; otherwise they are numbered from 0.
        :raises ImportError: pandas is not installed; install ``govreport[pandas]``.
        """
        try:
            import pandas
        except ImportError as error:
            from govreport.util.extras import missing

            raise ImportError(missing("to_pandas()", "pandas", "pandas")) from error
        width = max(map(len, self.rows), default=0)
        rows = [[*row, *[""] * (width - len(row))] for row in self.rows]
        names = rows[0] if header and rows else list(range(width))
        return pandas.DataFrame(rows[1:] if header else rows, columns=names, dtype=object)

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

    @property
    def level(self) -> int:
        """The depth in its document, from 1: 2 for （一） in 一、, and also for an item in 一、; by its path, so 0 without one.

        The depth in an attachment begins again at 1.

        >>> Section(None, None, (), Span(0, 0), path="2/1").level, Item(None, None, (), Span(0, 0), path="@1/3/i2").level
        (2, 2)
        """
        return sum(not step.startswith("@") for step in self.path.split("/")) if self.path else 0

    @property
    def text(self) -> str:
        """Number, heading and all that the unit contains: see **Text** in :mod:`govreport.tree.nodes`.

        >>> from govreport import parse
        >>> parse("一、总则\\n（一）公开。分两步：一是立规；二是执法。\\n（二）便民。减负。").find("1").text
        '一、总则\\n（一）公开。分两步：一是立规；二是执法。\\n（二）便民。减负。'
        """
        number, heading = self.number, self.heading
        line, end = (number.text, number.span.end) if number else ("", None)
        follows = heading or next((block for block in self.blocks if isinstance(block, (Paragraph, Item))), None)
        if line[-1:].isalnum() and follows and follows.span.start != end:
            line += " "
        continues = heading is None or heading.run_in
        if heading:
            mark = heading.stop.text if heading.stop else "\u3000" if heading.run_in else ""
            line, end = line + heading.text + mark, (heading.stop or heading).span.end
        return _joined(self.blocks, line, end, continues=continues)

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

    @property
    def text(self) -> str:
        """A line for each issuer, and one for the date."""
        return _lines(leaf.text for leaf in self._leaves)

    @property
    def _leaves(self) -> tuple[Text | Date, ...]:
        return (*self.issuers, self.date) if self.date else self.issuers

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

    @property
    def text(self) -> str:
        """All parts of the document in source order, attachments included, boilerplate excluded.

        :func:`govreport.render` also keeps the blanks of the source between the parts of a line.
        """
        one_by_one = (self.document_number, self.title, self.addressee, self.closing)
        lists = (self.subtitles, self.contents, self.attachment_list, self.notes, self.imprint)
        parts: list[Field | Text | Date | Attachment] = [
            *self.front_matter,
            *(leaf for leaf in one_by_one if leaf),
            *(leaf for leaves in lists for leaf in leaves),
            *(self.signature._leaves if self.signature else ()),
            *self.attachments,
        ]
        placed = [(part.span, part.text) for part in parts]
        placed += [(stretch[0].span, _joined(stretch)) for stretch in _stretches(self.body)]
        return _lines(text for _, text in sorted(placed, key=lambda one: one[0]))

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

    @property
    def text(self) -> str:
        """The label, then the text of the document."""
        return _lines((self.label.text if self.label else "", self.document.text))

    def _label(self) -> str:
        return f"{self.path} {short(self.document.title.text if self.document.title else '')}"


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _joined(blocks: Iterable[Block], line: str = "", end: int | None = None, *, continues: bool = False) -> str:
    """The text of blocks, each in a line of its own unless it continues the one before.

    :param line: the line before the first block: a number and a heading; ``end`` is its end in the source.
    :param continues: whether a paragraph or an item continues that line.
    """
    lines = [[line]]
    for block in blocks:
        touches = isinstance(block, Item) and block.span.start == end
        if touches or (continues and isinstance(block, (Paragraph, Item))):
            lines[-1].append(block.text)
        else:
            lines.append([block.text])
        end, continues = block.span.end, False
    return _lines("".join(pieces).rstrip() for pieces in lines)


def _stretches(blocks: Iterable[Block]) -> list[list[Block]]:
    """Blocks grouped so that an item is with the blocks before it that it touches."""
    found: list[list[Block]] = []
    for block in blocks:
        if found and isinstance(block, Item) and block.span.start == found[-1][-1].span.end:
            found[-1].append(block)
        else:
            found.append([block])
    return found

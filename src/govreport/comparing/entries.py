"""A report prepared for comparison: all its parts as entries in a tree.

Boilerplate is left out: text around a report on a web page is not part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from attrs import define, field

from govreport.profiles import profile_for
from govreport.profiles.roles import sole_parts
from govreport.tree.nodes import (
    Attachment,
    Date,
    Document,
    Field,
    Node,
    Paragraph,
    Section,
    Signature,
    Table,
    Text,
    Unit,
)
from govreport.util.records import record

Content: TypeAlias = dict[object, int]
"""Numbers for contents: equal contents of both reports get the same number."""

_LEAVES: Final = ("document_number", "title", "addressee", "closing")
_LISTS: Final = ("subtitles", "contents", "attachment_list", "notes", "imprint")
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@record(eq=False)
class Entry:
    """A unit, a paragraph, a table, an attachment, or a part of head and foot."""

    node: Node
    part: str
    """The part of the document, named as in :class:`govreport.tree.nodes.Document`; ``issuer`` and ``date`` in a signature;
    ``section``, ``item``, ``paragraph`` and ``table`` in the body."""
    parent: int
    """The index of the parent entry; -1 for the report."""
    depth: int
    """The number of ancestors, without the report; -1 for the report."""
    number: str = ""
    """The number of a unit, the label of an attachment."""
    text: str = ""
    """Its own text: the heading of a unit, the text of a leaf."""
    name: str = ""
    """What identifies it when other text changes: a heading, the key of a field, the title of an attachment."""
    folded: str = ""
    """The text for comparison, in one script and character width; of the same length as the text."""
    mark: str = ""
    """The number for comparison."""
    path: str = ""

    @property
    def kind(self) -> str:
        """Only entries of one kind can match: a section may become an item, but never a paragraph."""
        return "unit" if isinstance(self.node, Unit) else self.part


@define(eq=False)
class Side:
    """The entries of a report, each before its descendants."""

    entries: list[Entry] = field(factory=list)
    below: list[list[int]] = field(factory=list)
    """The children of each entry, in source order."""
    ends: list[int] = field(factory=list)
    """The index after the last descendant of each entry."""
    sizes: list[int] = field(factory=list)
    """The number of characters of each entry with its descendants."""
    contents: list[int] = field(factory=list)
    """The content number of each entry with its descendants, independent of the numbers of units."""
    parts: dict[str, int] = field(factory=dict)
    """The parts of a profile that one entry alone plays, if the title shows that the report is of a known kind."""

    def within(self, at: int) -> Sequence[Entry]:
        """An entry and its descendants."""
        return self.entries[at : self.ends[at]]


def squeezed(text: str) -> str:
    """A text without blanks, which are ignored."""
    return "".join(text.split())


def half_width(text: str) -> str:
    """A text with all characters that have a half-width form converted to it; of the same length.

    >>> half_width("（１）Ａ，乙")
    '(1)A,乙'
    """
    return text.translate(_HALF_WIDTH)


def laid_out(report: Document, fold: Callable[[str], str], known: Content) -> Side:
    """The entries of a report; ``fold`` converts a text for comparison and keeps its length."""
    side = Side()
    waiting: list[tuple[Node, str, int]] = [(report, "report", -1)]
    while waiting:  # a stack instead of recursion: attachments may be nested without limit
        node, part, parent = waiting.pop()
        at = len(side.entries)
        depth = side.entries[parent].depth + 1 if parent >= 0 else -1
        side.entries.append(_entry(node, part, parent, depth, fold))
        side.below.append([])
        if parent >= 0:
            side.below[parent].append(at)
        under = sorted(_below(node), key=lambda each: each[0].span)
        waiting += [(each, role, at) for each, role in reversed(under)]
    _sum_up(side, known)
    profile = profile_for(report.title.text if report.title else "")
    if profile:
        places = {entry.path: at for at, entry in enumerate(side.entries) if entry.path}
        side.parts = {part: places[path] for part, path in sole_parts(report, profile).items() if path in places}
    return side


def _sum_up(side: Side, known: Content) -> None:
    """Compute totals from last to first, so that children are done before their parents."""
    count = len(side.entries)
    side.ends, side.sizes, side.contents = [0] * count, [0] * count, [0] * count
    for at in reversed(range(count)):
        entry, below = side.entries[at], side.below[at]
        text = squeezed(entry.folded)
        side.ends[at] = side.ends[below[-1]] if below else at + 1
        side.sizes[at] = len(text) + sum([side.sizes[each] for each in below])
        content = (entry.kind, text, *[side.contents[each] for each in below])
        side.contents[at] = known.setdefault(content, len(known))


def _entry(node: Node, part: str, parent: int, depth: int, fold: Callable[[str], str]) -> Entry:
    number = text = name = path = ""
    if isinstance(node, Unit):
        number, path = node.number.text if node.number else "", node.path
        text = name = node.heading.text if node.heading else ""
    elif isinstance(node, Attachment):
        number, path = node.label.text if node.label else "", node.path
        name = node.document.title.text if node.document.title else ""
    elif isinstance(node, Field):
        text, name = f"{node.key}：{node.value}" if node.key else node.value, node.key
    elif isinstance(node, Table):
        text, path = "\n".join(" | ".join(row) for row in node.rows), node.path
    elif isinstance(node, Paragraph):
        text, path = node.text, node.path
    elif isinstance(node, (Text, Date)):
        text = node.text
    compared = fold(half_width(text))
    known = compared if name == text else fold(half_width(name))
    return Entry(
        node, part, parent, depth, number, text, squeezed(known), compared, squeezed(fold(half_width(number))), path
    )


def _below(node: Node) -> Iterator[tuple[Node, str]]:
    if isinstance(node, Unit):
        yield from _blocks(node.blocks)
    elif isinstance(node, Attachment):
        yield from _parts(node.document)
    elif isinstance(node, Document):
        yield from _parts(node)


def _parts(document: Document) -> Iterator[tuple[Node, str]]:
    yield from ((each, "field") for each in document.front_matter)
    for part in _LEAVES:
        leaf = getattr(document, part)
        if leaf is not None:
            yield leaf, part
    for part in _LISTS:
        yield from ((each, part) for each in getattr(document, part))
    if document.signature:
        yield from _signature(document.signature)
    yield from ((each, "attachment") for each in document.attachments)
    yield from _blocks(document.body)


def _signature(signature: Signature) -> Iterator[tuple[Node, str]]:
    yield from ((issuer, "issuer") for issuer in signature.issuers)
    if signature.date:
        yield signature.date, "date"


def _blocks(blocks: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    for block in blocks:
        if isinstance(block, Unit):
            yield block, "section" if isinstance(block, Section) else "item"
        else:
            yield block, "table" if isinstance(block, Table) else "paragraph"

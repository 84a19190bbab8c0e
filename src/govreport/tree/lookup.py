"""Looking up nodes by path and by offset, and the parents of nodes, from indexes built in one walk."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from heapq import heappop, heappush

from govreport.errors import NotFoundError
from govreport.tree.nodes import Attachment, Block, Document, Item, Node, Paragraph, Section, Table
from govreport.tree.walk import CONTAINERS, children, places, walk


class Paths:
    """The units, paragraphs, tables and attachments of a document by path; of equal paths, the first.

    >>> from govreport.text.source import Span
    >>> Paths(Document(Span(0, 2), body=(Paragraph("一二", Span(0, 2), path="p1"),))).find("p1")
    <Paragraph '一二' 0-2>
    """

    __slots__ = ("_nodes",)

    def __init__(self, document: Document) -> None:
        self._nodes: dict[str, Block | Attachment] = {}
        for node in walk(document):
            if isinstance(node, (Section, Item, Paragraph, Table, Attachment)) and node.path:
                self._nodes.setdefault(node.path, node)

    def find(self, path: str) -> Block | Attachment:
        """The node with this path.

        :raises NotFoundError: no node has this path.
        """
        if path not in self._nodes:
            raise NotFoundError(path)
        return self._nodes[path]


class Places:
    """The nodes of a document by offset; built in ``n log n``, queried in ``log n``.

    >>> from govreport.text.source import Span
    >>> places = Places(Document(Span(0, 5), body=(Paragraph("一二", Span(1, 3)),)))
    >>> places.node_at(2), places.node_at(4), places.node_at(5)
    (<Paragraph '一二' 1-3>, <Document '' 0-5>, None)
    """

    __slots__ = ("_bounds", "_deepest")

    def __init__(self, document: Document) -> None:
        nodes = list(walk(document))
        # Of nodes with equal spans, the walk reaches the deeper one later.
        ranks = [(isinstance(node, CONTAINERS), len(node.span), -order) for order, node in enumerate(nodes)]
        begins = sorted((start, rank, end) for node, rank in zip(nodes, ranks) for start, end in places(node))
        self._bounds = sorted({bound for start, _, end in begins for bound in (start, end)})
        """The offsets where a node starts or ends."""
        self._deepest: list[Node | None] = []
        """The deepest node from each bound to the next."""
        covering: list[tuple[tuple[bool, int, int], int]] = []  # a heap with the deepest node on top
        begun = 0
        for bound in self._bounds:
            while begun < len(begins) and begins[begun][0] == bound:
                heappush(covering, begins[begun][1:])
                begun += 1
            while covering and covering[0][1] <= bound:
                heappop(covering)
            self._deepest.append(nodes[-covering[0][0][2]] if covering else None)

    def node_at(self, offset: int) -> Node | None:
        """The deepest node that contains an offset, in code points of the source, or None.

        Leaves take precedence over the units around them: boilerplate may be inside the span of a section, and between
        the pieces of a paragraph.  A blank between leaves belongs to the smallest unit or document that contains it.
        """
        at = bisect_right(self._bounds, offset) - 1
        return self._deepest[at] if at >= 0 else None


class Parents:
    """The parents of the nodes of a document, by identity: equal nodes in two places have each its own parent.

    >>> from govreport.text.source import Span
    >>> title = Paragraph("一二", Span(0, 2))
    >>> document = Document(Span(0, 2), body=(title,))
    >>> Parents(document).of(title) is document
    True
    """

    __slots__ = ("_document", "_parents")

    def __init__(self, document: Document) -> None:
        self._document = document
        """Keeps the nodes alive, so that no other object gets one of their ids."""
        self._parents: dict[int, Node] = {}
        for node in walk(document):
            for child in children(node):
                self._parents.setdefault(id(child), node)

    def of(self, node: Node) -> Node | None:
        """The node that has this one as a child; None for the document itself.

        :raises ValueError: this very node is not in the document.
        """
        if node is self._document:
            return None
        found = self._parents.get(id(node))
        if found is None:
            raise ValueError(
                f"{node!r} is not a node of this report; an equal node of another report has its parent there, and"
                " report.find(node.path) gives the node of this one"
            )
        return found


class Lookup:
    """The three indexes of a document, each made when it is first needed."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def paths(self) -> Paths:
        """The nodes by path."""
        return Paths(self._document)

    @cached_property
    def parents(self) -> Parents:
        """The parents by node."""
        return Parents(self._document)

    @cached_property
    def places(self) -> Places:
        """The nodes by offset."""
        return Places(self._document)

"""The report on the page: head, body, foot and attachments in source order, in the layout of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport.pages import Texts
from govreport.report import Report
from govreport.tree.nodes import Attachment, Document, Field, Node, Signature, Text
from govreport.viewer.blocks import DEEPEST, Asides, Blocks
from govreport.viewer.gaps import Gaps
from govreport.viewer.words import Words
from govreport.writers.html_builder import Markup, element

_TOGETHER = ("front_matter", "contents", "body", "attachment_list", "imprint")
_APART = ("document_number", "title", "subtitles", "addressee", "closing", "signature", "notes", "attachments")
"""The parts of a document: those shown as one element, and those with an element per node."""


def article(report: Report, words: Words, texts: Texts) -> Markup:
    """The report as one element, of its own text alone; afterwards ``words`` lists what was marked."""
    asides = Asides(words, texts, [text for document in _documents(report) for text in document.boilerplate])
    parts = list(_Writer(words, Blocks(words, Gaps(report.source.text), asides, texts), asides).document(report, 1))
    parts += asides.before(report.span.end + 1)
    return element("article", *parts, id="view-report")


def _documents(document: Document) -> Iterator[Document]:
    yield document
    for attachment in document.attachments:
        yield from _documents(attachment.document)


class _Writer:
    def __init__(self, words: Words, blocks: Blocks, asides: Asides) -> None:
        self._words = words
        self._blocks = blocks
        self._asides = asides

    def document(self, document: Document, rank: int) -> Iterator[Markup]:
        """The parts of a document; ``rank`` is the heading rank of its title, 1 for the report, which always has a heading."""
        for start, name, nodes in sorted(_parts(document), key=lambda part: part[0]):
            if name == "body":
                yield from self._blocks.body(document.body, max(2, rank + 1 if document.title else rank))
            else:
                yield from self._asides.before(start)
                yield self._part(name, nodes, rank)

    def _part(self, name: str, nodes: Sequence[Node], rank: int) -> Markup:
        class_ = name.replace("_", "-")
        if name == "front_matter":
            return element("dl", *(self._field(node) for node in nodes if isinstance(node, Field)), class_=class_)
        if name == "title":
            return self._text(f"h{min(rank, DEEPEST)}", nodes[0], class_)
        if name in _TOGETHER:
            return element("div", *(self._text("p", node) for node in nodes), class_=class_)
        if isinstance(nodes[0], Signature):
            return self._signature(nodes[0])
        if isinstance(nodes[0], Attachment):
            return self._attachment(nodes[0], rank)
        return self._text("p", nodes[0], class_)

    def _text(self, tag: str, node: Node, class_: str | None = None) -> Markup:
        assert isinstance(node, Text)
        return self._words.leaf(tag, node, node.text, class_=class_)

    def _field(self, field: Field) -> Markup:
        if not field.key:
            return element("div", self._words.leaf("dd", field, field.value))
        return element("div", *self._words.parts(["dt", "dd"], field, [field.key, field.value], ":："))

    def _signature(self, signature: Signature) -> Markup:
        lines = [self._text("p", issuer) for issuer in signature.issuers]
        if signature.date:
            date = signature.date
            iso = date.value.isoformat() if date.value else None
            lines.append(element("p", self._words.leaf("time", date, date.text, datetime=iso)))
        return element("div", *lines, class_="signature")

    def _attachment(self, attachment: Attachment, rank: int) -> Markup:
        label = [self._text("p", attachment.label, "label")] if attachment.label else []
        return element(
            "section",
            *label,
            *self.document(attachment.document, min(rank + 1, DEEPEST)),
            class_="attachment",
            id=attachment.path or None,
            data_span=f"{attachment.span.start}-{attachment.span.end}",
        )


def _parts(document: Document) -> Iterator[tuple[int, str, Sequence[Node]]]:
    """The parts of a document: start, name and nodes."""
    for name in (*_TOGETHER, *_APART):
        part = getattr(document, name)
        nodes: tuple[Node, ...] = part if isinstance(part, tuple) else (part,) if part else ()
        for group in [nodes] if name in _TOGETHER else [(node,) for node in nodes]:
            if group:
                yield min(node.span.start for node in group), name, group

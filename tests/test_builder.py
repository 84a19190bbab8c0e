"""The spans of nodes with few children."""

from __future__ import annotations

from govreport.grammar.builder import EMPTY
from govreport.grammar.grammar import grammar
from govreport.grammar.lalr import Token
from govreport.text.source import Span
from govreport.tree.nodes import Document, Text

LABEL = Text("附件1", Span(5, 8))


def attached(*tokens: Token) -> Document:
    """A document with one attachment of these tokens, label and all."""
    return grammar().parse([("ATTACHMENT", "@1"), *tokens, ("END", None)])


def test_an_attachment_without_content_reaches_as_far_as_its_label() -> None:
    document = attached(("ATTACHMENT_LABEL", LABEL))
    (attachment,) = document.attachments
    assert attachment.document.span == EMPTY
    assert attachment.span == document.span == LABEL.span


def test_an_attachment_without_label_and_content_lies_at_the_start() -> None:
    document = attached()
    (attachment,) = document.attachments
    assert (attachment.label, attachment.span, document.span) == (None, EMPTY, EMPTY)

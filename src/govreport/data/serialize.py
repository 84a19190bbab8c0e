"""The data form ``govreport/1``: a report as plain dicts and lists; :mod:`govreport.data.deserialize` reads it.

The form is a promise to users.  It is therefore written by hand, key by key, instead of derived from the classes:
renaming an attribute cannot change it unnoticed.  A converter library (cattrs) would also need a hook for nearly
every class (``type``, ``iso``, spans as pairs, omitted keys), and its errors would not give a JSON path.

Keys with the value None or an empty tuple are omitted.

``source.chars`` is the length of the source.  A report loaded without ``source.text`` has an empty source; its
length is then the end of the report's span, since that span covers the whole source.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Final, TypeAlias

from govreport.text.source import Source, Span
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.tree.nodes import (
    Attachment,
    Block,
    Date,
    Document,
    Field,
    Heading,
    Item,
    Number,
    Paragraph,
    Section,
    Signature,
    Text,
)

FORMAT: Final = "govreport/1"
"""The version of the data form; it changes only if a key changes its meaning or is removed."""

Form: TypeAlias = dict[str, Any]
"""One object of the data form."""


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of the data form."""
    text = files("govreport").joinpath("report.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, object] = json.loads(text)
    return loaded


def report_to_dict(
    document: Document,
    source: Source,
    diagnostics: tuple[Diagnostic, ...],
    repairs: tuple[Repair, ...],
    *,
    source_text: bool = True,
) -> Form:
    """The data form of a document with its source, diagnostics and repairs."""
    origin: Form = {
        "name": source.name,
        "encoding": source.encoding,
        "script": source.script,
        "format": source.format if source.format != "text" else None,
        "pages": list(source.pages),
        "chars": len(source.text) or document.span.end,
        "text": source.text if source_text and (source.text or not document.span.end) else None,
    }
    form = {"format": FORMAT, "source": _compact(origin), **_document(document)}
    if diagnostics:
        form["diagnostics"] = [_diagnostic(diagnostic) for diagnostic in diagnostics]
    if repairs:
        form["repairs"] = [_repair(repair) for repair in repairs]
    return form


def _compact(form: Form) -> Form:
    return {key: value for key, value in form.items() if value is not None and value != []}


def _document(document: Document) -> Form:
    signature = document.signature
    return _compact(
        {
            "span": _span(document.span),
            "front_matter": [_field(field) for field in document.front_matter],
            "document_number": document.document_number and _text(document.document_number),
            "title": document.title and _text(document.title),
            "subtitles": _texts(document.subtitles),
            "addressee": document.addressee and _text(document.addressee),
            "contents": _texts(document.contents),
            "body": [_block(block) for block in document.body],
            "closing": document.closing and _text(document.closing),
            "attachment_list": _texts(document.attachment_list),
            "signature": signature and _signature(signature),
            "notes": _texts(document.notes),
            "attachments": [_attachment(attachment) for attachment in document.attachments],
            "imprint": _texts(document.imprint),
            "boilerplate": _texts(document.boilerplate),
        }
    )


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _in_pieces(form: Form, pieces: tuple[Span, ...]) -> Form:
    """The form of a leaf, with its pieces if noise interrupts it."""
    if pieces:
        form["pieces"] = [_span(piece) for piece in pieces]
    return form


def _text(text: Text) -> Form:
    return _in_pieces({"text": text.text, "span": _span(text.span)}, text.pieces)


def _texts(texts: tuple[Text, ...]) -> list[Form]:
    return [_text(text) for text in texts]


def _field(field: Field) -> Form:
    return _in_pieces({"key": field.key, "value": field.value, "span": _span(field.span)}, field.pieces)


def _block(block: Block) -> Form:
    form: Form
    if isinstance(block, (Section, Item)):
        form = {"type": block.kind, "path": block.path}
        if block.number is not None:
            form["number"] = _number(block.number)
        if block.heading is not None:
            form["heading"] = _heading(block.heading)
        if block.blocks:
            form["blocks"] = [_block(below) for below in block.blocks]
        form["span"] = _span(block.span)
        return form
    if isinstance(block, Paragraph):
        form = {"type": "paragraph", "path": block.path, "text": block.text, "span": _span(block.span)}
    else:
        rows = [list(row) for row in block.rows]
        form = {"type": "table", "path": block.path, "rows": rows, "span": _span(block.span)}
    return _in_pieces(form, block.pieces)


def _number(number: Number) -> Form:
    form: Form = {"family": number.family, "text": number.text, "span": _span(number.span)}
    if number.ordinal is not None:
        form["ordinal"] = number.ordinal
    if number.sub is not None:
        form["sub"] = number.sub
    return _in_pieces(form, number.pieces)


def _heading(heading: Heading) -> Form:
    form: Form = {"text": heading.text, "span": _span(heading.span), "run_in": heading.run_in}
    if heading.stop is not None:
        form["stop"] = _text(heading.stop)
    return _in_pieces(form, heading.pieces)


def _signature(signature: Signature) -> Form:
    return _compact(
        {
            "issuers": _texts(signature.issuers),
            "date": signature.date and _date(signature.date),
            "span": _span(signature.span),
        }
    )


def _date(date: Date) -> Form:
    iso = date.value.isoformat() if date.value else None
    return _in_pieces(_compact({"text": date.text, "iso": iso, "span": _span(date.span)}), date.pieces)


def _attachment(attachment: Attachment) -> Form:
    return _compact(
        {
            "path": attachment.path,
            "label": attachment.label and _text(attachment.label),
            "document": _document(attachment.document),
            "span": _span(attachment.span),
        }
    )


def _diagnostic(diagnostic: Diagnostic) -> Form:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "span": _span(diagnostic.span),
        "line": diagnostic.line,
        "column": diagnostic.column,
    }


def _repair(repair: Repair) -> Form:
    return {"step": repair.step, "span": _span(repair.span), "before": repair.before, "after": repair.after}

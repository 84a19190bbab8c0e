"""From the data form ``govreport/1`` to the tree; the inverse of :mod:`govreport.data.serialize`.

Unknown keys are ignored, so that later versions of form 1 can be read.  All else that does not conform raises
:class:`DataFormError` with the JSON path of the value.
"""

from __future__ import annotations

import datetime
from typing import Final

from govreport.data.checked import JsonObject, read_integer, read_row
from govreport.data.serialize import FORMAT
from govreport.errors import DataFormError
from govreport.text.regex import lazy
from govreport.text.source import Source
from govreport.tree.diagnostics import Diagnostic, Repair
from govreport.tree.families import FAMILIES, OWN
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
    Table,
    Text,
)

SCRIPTS: Final = ("simplified", "traditional", "mixed", "unknown")
SEVERITIES: Final = ("error", "warning", "info")

_ISO_DATE = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def data_of_json(text: str | bytes) -> object:
    """The value of a JSON text.

    :raises DataFormError: the text is not JSON, or nested too deep.
    """
    import json

    try:
        return json.loads(text)
    except ValueError as error:
        raise DataFormError("$", f"not JSON: {error}") from error
    except RecursionError:
        raise DataFormError("$", "nested too deep") from None


def report_from_dict(data: object) -> tuple[Document, Source, tuple[Diagnostic, ...], tuple[Repair, ...]]:
    """The document, source, diagnostics and repairs of a data form.

    :raises DataFormError: ``data`` is not in the data form.
    """
    form = JsonObject(data, "$")
    form.choice("format", (FORMAT,))
    diagnostics, repairs = form.many("diagnostics", _diagnostic), form.many("repairs", _repair)
    return _document(form), form.one("source", _source), diagnostics, repairs


def _source(form: JsonObject) -> Source:
    text, chars = form.text_or_none("text"), form.integer("chars")
    if text is not None and len(text) != chars:
        raise form.wrong("chars", f"{chars} instead of {len(text)}, the length of the text")
    return Source(
        text=text or "",
        name=form.text_or_none("name"),
        encoding=form.text_or_none("encoding"),
        script=form.choice("script", SCRIPTS),
        format=form.text_or_none("format") or "text",
        pages=form.array("pages", read_integer),
    )


def _document(form: JsonObject) -> Document:
    return Document(
        span=form.span(),
        front_matter=form.many("front_matter", _field),
        document_number=form.one_or_none("document_number", _text),
        title=form.one_or_none("title", _text),
        subtitles=form.many("subtitles", _text),
        addressee=form.one_or_none("addressee", _text),
        contents=form.many("contents", _text),
        body=form.many("body", _block),
        closing=form.one_or_none("closing", _text),
        attachment_list=form.many("attachment_list", _text),
        signature=form.one_or_none("signature", _signature),
        notes=form.many("notes", _text),
        attachments=form.many("attachments", _attachment),
        imprint=form.many("imprint", _text),
        boilerplate=form.many("boilerplate", _text),
    )


def _text(form: JsonObject) -> Text:
    return Text(form.text("text"), form.span(), form.pieces())


def _field(form: JsonObject) -> Field:
    return Field(form.text("key"), form.text("value"), form.span(), form.pieces())


def _block(form: JsonObject) -> Block:
    path = form.text("path", "")
    kind = form.choice("type", ("paragraph", "table", "section", "item"))
    if kind == "paragraph":
        return Paragraph(form.text("text"), form.span(), form.pieces(), path)
    if kind == "table":
        return Table(form.array("rows", read_row), form.span(), form.pieces(), path)
    number = form.one_or_none("number", _number)
    heading = form.one_or_none("heading", _heading)
    if number is None and heading is None:
        raise DataFormError(form.path, f"{kind} with neither number nor heading")
    unit = Section if kind == "section" else Item
    return unit(number, heading, form.many("blocks", _block), form.span(), path)


def _number(form: JsonObject) -> Number:
    return Number(
        family=_family(form),
        ordinal=form.integer_or_none("ordinal"),
        text=form.text("text"),
        span=form.span(),
        sub=form.integer_or_none("sub"),
        pieces=form.pieces(),
    )


def _family(form: JsonObject) -> str:
    name = form.text("family")
    return name if OWN.fullmatch(name) else form.choice("family", FAMILIES)


def _heading(form: JsonObject) -> Heading:
    return Heading(
        form.text("text"), form.span(), form.boolean("run_in"), form.one_or_none("stop", _text), form.pieces()
    )


def _signature(form: JsonObject) -> Signature:
    return Signature(form.many("issuers", _text), form.one_or_none("date", _date), form.span())


def _date(form: JsonObject) -> Date:
    iso = form.text_or_none("iso")
    return Date(form.text("text"), form.span(), None if iso is None else _day(iso, form), form.pieces())


def _day(iso: str, form: JsonObject) -> datetime.date:
    # The pattern first: from Python 3.11 on fromisoformat takes other forms too.
    try:
        if _ISO_DATE.fullmatch(iso):
            return datetime.date.fromisoformat(iso)
    except ValueError:
        pass
    raise form.wrong("iso", f"{iso!r:.40} instead of a date such as 2025-01-06")


def _attachment(form: JsonObject) -> Attachment:
    return Attachment(
        label=form.one_or_none("label", _text),
        document=form.one("document", _document),
        span=form.span(),
        path=form.text("path", ""),
    )


def _diagnostic(form: JsonObject) -> Diagnostic:
    return Diagnostic(
        code=form.text("code"),
        severity=form.choice("severity", SEVERITIES),
        message=form.text("message"),
        span=form.span(),
        line=form.integer("line", 1),
        column=form.integer("column", 1),
    )


def _repair(form: JsonObject) -> Repair:
    return Repair(form.text("step"), form.span(), form.text("before"), form.text("after"))

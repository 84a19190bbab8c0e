"""A report as Akoma Ntoso 3.0 (OASIS LegalDocML), the XML of parliaments and gazettes.

A report is a ``doc``: the parts above the text are its ``preface``, addressee and first paragraphs its ``preamble``, the
outline its ``mainBody``, and closing, signature and the rest its ``conclusions``.  Every ``eId`` is derived from the
path of its node and therefore stable: ``sec_2__subsec_1__p_1`` is ``2/1/p1``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from govreport.text.source import Source
from govreport.tree.nodes import Date, Document, Field, Signature, Text, Unit
from govreport.writers.akn_body import add_block, add_leaf, add_text
from govreport.writers.characters import xml_text

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

_NO_DATE: Final = "0001-01-01"
"""The value of the required date if a document has none."""
_LANGUAGES: Final = {"simplified": "zho-Hans", "traditional": "zho-Hant"}
_NOT_IN_URI = re.compile(r"[^\w〔〕]+")


def to_xml(document: Document, source: Source) -> str:
    """The report as an Akoma Ntoso 3.0 document, valid against the OASIS schema.

    Characters that XML does not allow become U+FFFD; boilerplate is left out.

    >>> from govreport import parse
    >>> print(parse("一、总体要求\\n坚持依法行政。").to_xml().partition("<mainBody>")[2])  # doctest: +ELLIPSIS
    <BLANKLINE>
          <section eId="sec_1">
            <num>一、</num>
            <heading>总体要求</heading>
            <content>
              <p eId="sec_1__p_1">坚持依法行政。</p>
            </content>
          </section>
    ...
    """
    register_namespace("", NAMESPACE)
    root = Element("akomaNtoso", xmlns=NAMESPACE)
    language = _LANGUAGES.get(source.script, "zho")
    _doc(root, document, language, name="report", prefix="", uri=_uri(document))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _uri(document: Document) -> str:
    """The URI of the work: ``/akn/cn/doc/2025-01-06/粤府〔2025〕3号``."""
    number = document.document_number.text if document.document_number else ""
    name = _NOT_IN_URI.sub("-", number).strip("-") or "nn"
    return f"/akn/cn/doc/{_day(document)}/{name}"


def _day(document: Document) -> str:
    date = document.signature.date if document.signature else None
    return date.value.isoformat() if date and date.value else _NO_DATE


def _doc(parent: Element, document: Document, language: str, *, name: str, prefix: str, uri: str) -> None:
    doc = SubElement(parent, "doc", name=name)
    _meta(doc, document, language, prefix, uri)
    first = list(takewhile(lambda block: not isinstance(block, Unit), document.body))
    rest = document.body[len(first) :]
    _preface(doc, document)
    leading = first if rest else []
    if document.addressee or leading:
        preamble = SubElement(doc, "preamble")
        _lines(preamble, "addressee", [document.addressee])
        for block in leading:
            add_leaf(preamble, block, prefix)
    body = SubElement(doc, "mainBody")
    for block in rest if rest else first:
        add_block(body, block, prefix)
    if not len(body):
        SubElement(body, "p")  # a body must not be empty
    _conclusions(doc, document, prefix)
    if document.attachments:
        attachments = SubElement(doc, "attachments")
        for number, attachment in enumerate(document.attachments, 1):
            within = SubElement(attachments, "attachment", eId=f"{prefix}att_{number}")
            add_text(within, "heading", attachment.label)
            inner = f"{prefix}att_{number}__"
            _doc(within, attachment.document, language, name="attachment", prefix=inner, uri=f"{uri}/!att_{number}")


def _meta(doc: Element, document: Document, language: str, prefix: str, uri: str) -> None:
    """The metadata in the three layers that the standard requires (FRBR)."""
    identification = SubElement(SubElement(doc, "meta"), "identification", source=f"#{prefix}govreport")
    date = {"date": _day(document), "name": "issue"}
    expression = f"{uri}/{language}@"
    for layer, address in (
        ("FRBRWork", uri),
        ("FRBRExpression", expression),
        ("FRBRManifestation", f"{expression}.xml"),
    ):
        element = SubElement(identification, layer)
        SubElement(element, "FRBRthis", value=f"{address}/!main")
        SubElement(element, "FRBRuri", value=address)
        SubElement(element, "FRBRdate", date)
        SubElement(element, "FRBRauthor", href=f"#{prefix}issuer")
        if layer == "FRBRWork":
            SubElement(element, "FRBRcountry", value="cn")
        elif layer == "FRBRExpression":
            SubElement(element, "FRBRlanguage", language=language)
    references = SubElement(doc[0], "references", source=f"#{prefix}govreport")
    issuers = document.signature.issuers if document.signature else ()
    names = "、".join(issuer.text for issuer in issuers) or "unknown"
    for reference, own, shown in (("TLCOrganization", "issuer", names), ("TLCProcess", "govreport", "govreport")):
        href = f"/akn/ontology/{reference[3:].lower()}/{own}"
        SubElement(references, reference, eId=f"{prefix}{own}", href=href, showAs=xml_text(shown))


def _preface(doc: Element, document: Document) -> None:
    head = (document.document_number, document.title, *document.subtitles, *document.contents)
    if not (document.front_matter or any(head)):
        return
    preface = SubElement(doc, "preface")
    for field in document.front_matter:
        line = SubElement(preface, "p", {"class": "field"})
        line.text = xml_text(_field(field))
    for name, leaf in (("docNumber", document.document_number), ("docTitle", document.title)):
        if leaf:
            add_text(SubElement(preface, "p"), name, leaf)
    _lines(preface, "subtitle", document.subtitles)
    _lines(preface, "contents", document.contents)


def _field(field: Field) -> str:
    return f"{field.key}：{field.value}" if field.key else field.value


def _conclusions(doc: Element, document: Document, prefix: str) -> None:
    signature = document.signature
    if not (document.closing or document.attachment_list or signature or document.notes or document.imprint):
        return
    conclusions = SubElement(doc, "conclusions")
    _lines(conclusions, "closing", [document.closing])
    _lines(conclusions, "attachmentList", document.attachment_list)
    if signature:
        _signature(conclusions, signature, prefix)
    _lines(conclusions, "note", document.notes)
    _lines(conclusions, "imprint", document.imprint)


def _signature(conclusions: Element, signature: Signature, prefix: str) -> None:
    for issuer in signature.issuers:
        line = SubElement(conclusions, "p", {"class": "issuer"})
        add_text(SubElement(line, "signature"), "organization", issuer, refersTo=f"#{prefix}issuer")
    date: Date | None = signature.date
    if date:
        line = SubElement(conclusions, "p", {"class": "date"})
        if date.value:
            SubElement(line, "docDate", date=date.value.isoformat()).text = xml_text(date.text)
        else:
            line.text = xml_text(date.text)


def _lines(parent: Element, role: str, leaves: Iterable[Text | None]) -> None:
    for leaf in leaves:
        if leaf:
            SubElement(parent, "p", {"class": role}).text = xml_text(leaf.text)

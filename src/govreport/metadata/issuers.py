"""The organ that issued a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govreport.text.lexicon import term, words
from govreport.tree.nodes import Document, Paragraph

_TITLE_ISSUER, _REPORT, _EXECUTIVE = term("TITLE_ISSUER"), term("GOVERNMENT_REPORT"), term("CHIEF_EXECUTIVE")
_SPEAKER, _HOLDER, _ASSEMBLY = term("SPEAKER"), term("HOLDER_NAME"), term("ASSEMBLY_NOTE")
_ORGAN, _PLACE, _ADOPTED, _REPRESENTS = term("NAMED_ORGAN"), term("OWN_PLACE"), term("ADOPTED"), term("REPRESENTS")

_FIRST: Final = 3
"""The number of paragraphs in which a speaker says for whom he speaks."""


def issuer_of(document: Document) -> str | None:
    """The organ that issued a document: of its signature, else of its metadata (发文机关), its title, its speaker, the note
    on its adoption, or its first sentences (我代表国务院…); without an organ, the holder of the office who signed.
    """
    return next(_issuers(document), None)


def _issuers(document: Document) -> Iterator[str]:
    issuers = [one.text for one in document.signature.issuers] if document.signature else []
    signed = ["".join(text.split()) for text in issuers]
    if not any(map(_HOLDER.match, issuers)):
        yield from signed
    keys = words("ISSUER_KEY")
    yield from (one.value for one in document.front_matter if "".join(one.key.split()) in keys and one.value)
    yield from _in_title("".join(document.title.text.split()) if document.title else "")
    for line in document.subtitles:
        if found := _SPEAKER.search("".join(line.text.split())):
            yield found["organ"]
    yield from _adopted(document)
    yield from _represented(document)
    yield from signed


def _in_title(title: str) -> Iterator[str]:
    """安徽省政府工作报告 is the report of 安徽省人民政府."""
    if found := _TITLE_ISSUER.match(title):
        yield found["organ"]
    found = _REPORT.match(title)
    if found and _PLACE.fullmatch(found["place"]):
        yield f"{found['place']}人民政府"
    if found := _EXECUTIVE.match(title):
        yield found["organ"]


def _adopted(document: Document) -> Iterator[str]:
    """The organs in the notes on adoption: of an assembly without the number of its term."""
    for line in document.subtitles:
        if not _ADOPTED.search(line.text):
            continue
        if found := _ASSEMBLY.search(line.text):
            yield found["place"] + found["what"]
        elif found := _ORGAN.search(line.text):
            yield found.group()


def _represented(document: Document) -> Iterator[str]:
    first = [block.text for block in document.body[:_FIRST] if isinstance(block, Paragraph)]
    yield from (found["organ"] for text in first if (found := _REPRESENTS.search(text)))

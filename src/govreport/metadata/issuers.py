"""The organ that issued a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govreport.text.lexicon import term, words
from govreport.tree.nodes import Document, Paragraph

_ORGAN, _PLACE, _REPORT = term("NAMED_ORGAN"), term("OWN_PLACE"), term("GOVERNMENT_REPORT")
_BEFORE, _BEHIND, _EXECUTIVE = term("BEFORE_ISSUER"), term("BEHIND_ISSUER"), term("CHIEF_EXECUTIVE")
_HOLDS_OFFICE, _HOLDER = term("HOLDS_OFFICE"), term("HOLDER_NAME")
_REPRESENTS, _REPORTS = term("REPRESENTS"), term("REPORTS")
_ASSEMBLY, _ADOPTED = term("ASSEMBLY_NOTE"), term("ADOPTED")

_FIRST: Final = 3
"""The number of paragraphs at the beginning in which a speaker may name the organ that he represents."""


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
        text = "".join(line.text.split())
        yield from (one.group() for one in _ORGAN.finditer(text) if _HOLDS_OFFICE.match(text, one.end()))
    yield from _adopted(document)
    yield from _represented(document)
    yield from signed


def _in_title(title: str) -> Iterator[str]:
    """安徽省政府工作报告 is the report of 安徽省人民政府."""
    before = _BEFORE.match(title)
    organ = _ORGAN.match(title, before.end() if before else 0)
    if organ and _BEHIND.match(title, organ.end()):
        yield organ.group()
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
    for block in document.body[:_FIRST]:
        if isinstance(block, Paragraph) and (found := _REPRESENTS.search(block.text)):
            organ = _ORGAN.match(block.text, found.end())
            if organ and _REPORTS.match(block.text, organ.end()):
                yield organ.group()

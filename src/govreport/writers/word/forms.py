"""The form of GB/T 9704-2012 that a document has: that of most official documents, one of clause 10, or plain."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from govreport.document.genres import genre_of, is_signed
from govreport.text.lexicon import term
from govreport.text.source import Source
from govreport.tree.nodes import Document, Section, Text

Form: TypeAlias = Literal["official", "letter", "order", "minutes", "plain"]
"""公文, 信函 (10.1), 命令（令） (10.2), 纪要 (10.3); ``plain`` is for a text that is not sent by an organ: a law, a plan, a speech."""

CHAPTERS: Final = frozenset({"part", "chapter", "division"})
"""The families of numbers whose headings are in the middle of the line: 第一编, 第一章, 第一节."""
_LAW: Final = CHAPTERS | {"article"}
_MARK, _ABOUT, _LETTER = term("ORGAN_MARK"), term("ABOUT"), term("LETTER_NUMBER")
_PEOPLE = term("HEAD_SALUTATION")


def form_of(document: Document, marks: tuple[str, ...] = ()) -> Form:
    """The form of a document, by its title, its number and the parts that it has.

    :param marks: the mark of the organ over it.

    >>> from govreport import parse
    >>> [form_of(parse(text)) for text in ("某省人民政府令\\n第1号\\n", "关于普查的通知\\n", "税收法\\n第一条 甲。\\n第二条 乙。\\n")]
    ['order', 'official', 'plain']
    """
    title = document.title.text if document.title else ""
    genre = genre_of(title)
    number = document.document_number.text if document.document_number else ""
    is_mark = _ABOUT.search(title) is None  # 关于授予称号的命令 is below a mark
    if genre in ("令", "命令") and is_mark and not marks:
        return "order"
    if "纪要" in map(genre_of, marks) or (genre == "纪要" and is_mark and not marks):
        return "minutes"
    sections = [block for block in document.body if isinstance(block, Section)]
    if any(one.number and one.number.family in _LAW for one in sections) and not (marks or document.addressee):
        return "plain"
    filed = any(mark.endswith("文件") for mark in marks)
    if number and not filed and (genre in ("函", "复函") or _LETTER.search(number)):
        return "letter"
    if marks or document.imprint:
        return "official"
    addressee = document.addressee.text if document.addressee else ""
    if _PEOPLE.search(addressee):
        return "plain"
    return "official" if number or document.signature or is_signed(document) else "plain"


def marks_of(document: Document, source: Source) -> tuple[Text, ...]:
    """The mark of the organ, or of several, as the document states it directly above its number (7.2.4).

    >>> from govreport import parse
    >>> report = parse("某省人民政府文件\\n某府〔2025〕3号\\n关于普查的通知\\n各市人民政府：\\n")
    >>> [mark.text for mark in marks_of(report, report.source)]
    ['某省人民政府文件']
    """
    number = document.document_number or document.title
    if number is None or (document.title and document.title.span < number.span):
        return ()
    found: list[Text] = []
    top = number.span.start
    for line in sorted(document.boilerplate, key=lambda one: one.span, reverse=True):
        if line.span.end > top:
            continue
        between = source.text[line.span.end : top]
        text = "".join(line.text.split())
        if between.strip() or _MARK.fullmatch(text) is None:
            break
        found.append(line)
        top = line.span.start
    return tuple(reversed(found))


def composed_marks(document: Document) -> tuple[str, ...]:
    """The names of the organs that sign a numbered document: its mark if it does not state one (7.2.4)."""
    issuers = document.signature.issuers if document.signature and document.document_number else ()
    names = ["".join(issuer.text.split()) for issuer in issuers]
    return tuple(names) if all(map(_MARK.fullmatch, names)) else ()

"""The genres of official documents (文种): what a title ends with."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.text.lexicon import term
from govreport.text.variants import simplified
from govreport.tree.nodes import Document

_GENRE = term("GENRE_END")
"""A genre at the end of a title: the fifteen of the rules, and others in use."""
_GENRE_MOST = 30
"""The longest genre with what may follow it in brackets, in characters: 任务书（…）[123]."""
_FOOTNOTE_MARKS = "·•*＊※①"
"""What may follow a title as a reference to a note."""
_LAW = term("LAW_END")
_INSIDE = term("GENRE_INSIDE")
"""A genre inside a text; a bracket with a date or a number after it is a note of its own (题注)."""
_SIGNED = term("SIGNED_TITLE")
_ORGANS = term("SENT_TO_ORGAN")
_PEOPLE = term("HEAD_SALUTATION")


def names_genre(text: str) -> bool:
    """Whether a text ends in the name of a genre: 通知, 报告, 办法 …

    >>> [names_genre(text) for text in ("关于加快农业机械化的指导意见", "工 作 方 案", "扎实推进")]
    [True, True, False]
    """
    return _GENRE.search("".join(text.split())[-_GENRE_MOST:]) is not None


def genre_of(title: str) -> str | None:
    """The genre that ends a title, in simplified characters; laws count as genres of their own.

    >>> [genre_of(text) for text in ("關於印發《辦法（試行）》的通知", "中华人民共和国国旗法", "扎实推进")]
    ['通知', '法', None]
    """
    text = "".join(title.split())[-_GENRE_MOST:].rstrip(_FOOTNOTE_MARKS)
    found = _GENRE.search(text) or _LAW.search(text)
    return simplified(found["genre"]) if found else None


def genre_ends(text: str, begin: int, end: int) -> Iterator[int]:
    """Where the genres inside a stretch of text end; brackets after one belong to it.

    >>> list(genre_ends("工作方案（试行）的通知", 0, 11))
    [8, 11]
    """
    for found in _INSIDE.finditer(text, begin, end):
        yield found.end()


def is_signed(document: Document) -> bool:
    """Whether an organ signs a document of this kind below its text (条例, article 9 (十一)).

    Laws, plans and speeches are not signed, and what a meeting heard or adopted has that under its title.  Without a title,
    a document that is sent to organs is a letter, and signed.

    >>> from govreport.text.source import Span
    >>> from govreport.tree.nodes import Text
    >>> here = Span(0, 0)
    >>> [is_signed(Document(here, title=Text(title, here))) for title in ("关于开展普查的通知", "政府工作报告", "水法")]
    [True, False, False]
    """
    addressee = document.addressee.text if document.addressee else ""
    if document.subtitles or _PEOPLE.search(addressee):
        return False
    if document.title is None:
        return _ORGANS.search(addressee) is not None
    return _SIGNED.search("".join(document.title.text.split())[-_GENRE_MOST:]) is not None

"""What a document states about itself: its date and year, its issuer and the place of that organ, its genre."""

from __future__ import annotations

import datetime

from attrs import field, frozen

from govreport.document.genres import genre_of
from govreport.metadata.dates import Dated, date_of, year_of
from govreport.metadata.issuers import issuer_of
from govreport.metadata.regions import Region, region_of
from govreport.text.lexicon import words
from govreport.text.source import Source
from govreport.tree.nodes import Document

__all__ = ["Metadata", "Region", "metadata"]


@frozen
class Metadata:
    """The date, year, issuer, region and genre of a document; None for what it does not state."""

    date: datetime.date | None = None
    """The date of issue (成文日期); without one, that of the meeting or the adoption, else of the release."""
    date_from: str | None = None
    """Where the date was found: ``signature``, ``metadata`` (成文日期), ``occasion``, ``imprint`` or ``release``."""
    year: int | None = None
    """The year that a periodic document deals with (2023年…报告), else the year of issue."""
    year_from: str | None = None
    """Where the year was found: ``title``, a value of ``date_from``, ``document_number`` or ``file_name``."""
    issuer: str | None = None
    """The organ that issued the document; the first one if it was issued jointly (联合行文)."""
    region: Region = field(factory=Region)
    """The place of the issuer; empty for central organs."""
    genre: str | None = None
    """The genre (文种) that ends the title, in simplified characters: 通知, 报告, 条例 …"""


def metadata(document: Document, source: Source) -> Metadata:
    """The metadata of a document, derived from its head, its foot and its title.

    >>> from govreport import parse
    >>> report = parse("2026年安徽省政府工作报告\\n——2026年2月5日在安徽省第十四届人民代表大会第四次会议上\\n各位代表：\\n现在报告。")
    >>> found = metadata(report, report.source)
    >>> found.date.isoformat(), found.date_from, found.year, found.year_from
    ('2026-02-05', 'occasion', 2026, 'title')
    >>> found.issuer, found.region.province, found.genre
    ('安徽省人民政府', '安徽省', '报告')
    """
    genre = _genre(document, source)
    dated: Dated = date_of(document)
    year, year_from = year_of(document, dated, genre, source.name)
    issuer = issuer_of(document)
    return Metadata(
        dated.date, dated.place if dated.date else None, year, year_from, issuer, region_of(document, issuer), genre
    )


def _genre(document: Document, source: Source) -> str | None:
    """The genre at the end of the title, else of the first of its lines that has one, else of a metadata field."""
    title = document.title
    lines = source.text[title.span.start : title.span.end].splitlines() if title else ()
    for text in (title.text, *lines) if title else ():
        if found := genre_of(text):
            return found
    keys = words("GENRE_KEY")
    return next((one.value for one in document.front_matter if "".join(one.key.split()) in keys), None)

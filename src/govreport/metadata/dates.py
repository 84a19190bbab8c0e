"""The date and the year of a document."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from pathlib import PurePath
from typing import Final

from attrs import frozen

from govreport.text.dates import FIRST_YEAR_OF_THE_REPUBLIC, read_date
from govreport.text.lexicon import term, words
from govreport.text.numerals import read_numeral
from govreport.tree.nodes import Document

_DAY, _NAMED_YEAR, _YEAR_OF_NUMBER = term("DAY"), term("NAMED_YEAR"), term("YEAR_OF_NUMBER")
_MINGUO, _TAKES_EFFECT = term("MINGUO"), term("TAKES_EFFECT")
_PERIODIC, _YEAR_IN_NAME = term("PERIODIC"), term("YEAR_IN_NAME")
_YEARS: Final = range(1840, 2100)
"""A number outside of these counts something else."""


@frozen
class Dated:
    """A date, or only a year, and where it was found."""

    place: str | None = None
    year: int | None = None
    date: datetime.date | None = None


def date_of(document: Document) -> Dated:
    """The date of a document from the first of these places that has one: the signature, the field 成文日期, the occasion
    below the title (of several adoptions and amendments the latest), the imprint, a date of release.

    Without any date, the year from the first place that has one.
    """
    found = list(_dates(document))
    return next((one for one in found if one.date), next(iter(found), Dated()))


def _dates(document: Document) -> Iterator[Dated]:
    signature = document.signature
    if signature and signature.date:
        if signature.date.value:
            yield Dated("signature", signature.date.value.year, signature.date.value)
        else:
            yield from _year_in(signature.date.text, "signature")
    yield from _fields(document, words("ISSUE_DATE_KEY"), "metadata")
    yield from _occasion(document)
    for line in document.imprint:
        yield from _days(line.text, "imprint")
    yield from _fields(document, words("RELEASE_DATE_KEY"), "release")
    yield from (one for field in document.front_matter if not field.key for one in _days(field.value, "release"))


def _fields(document: Document, keys: Collection[str], place: str) -> Iterator[Dated]:
    for field in document.front_matter:
        if "".join(field.key.split()) in keys:
            date = read_date(field.value.partition(" ")[0])  # 2026-02-09 09:45:30
            yield from [Dated(place, date.year, date)] if date else _days(field.value, place)


def _occasion(document: Document) -> Iterator[Dated]:
    """The latest day in the lines below the title, except one from which the document only takes effect."""
    found = [one for line in document.subtitles for one in _days(line.text, "occasion")]
    days = [one.date for one in found if one.date]
    if days:
        yield Dated("occasion", max(days).year, max(days))
    yield from found


def _days(text: str, place: str) -> Iterator[Dated]:
    for found in _DAY.finditer(text):
        if _TAKES_EFFECT.match(text, found.end()):
            continue
        date = read_date(found.group())
        if date:
            yield Dated(place, date.year, date)
        else:
            yield from _year_in(found.group(), place)


def _year_in(text: str, place: str) -> Iterator[Dated]:
    found = _NAMED_YEAR.search(text)
    year = _value(found["year"]) if found else None
    if year:
        yield Dated(place, year)


def year_of(document: Document, dated: Dated, genre: str | None, name: str | None) -> tuple[int | None, str | None]:
    """The year of a document, and where it was found.

    A title names the year of a periodic document (2023年法治政府建设年度报告), but may also name a year in its subject
    (关于组建2008年北京奥运会…的批复) or a span of years (（2021—2023）): these count only if nothing else has a year.

    :param genre: the genre of the document.
    :param name: the name of its file, which may begin with folders.
    """
    named = _NAMED_YEAR.search(document.title.text) if document.title else None
    in_title = _value(named["from_year"] or named["year"]) if named else None
    if named and in_title and genre and not named["from_year"] and _PERIODIC.search(genre):
        return in_title, "title"
    if dated.year:
        return dated.year, dated.place
    number = _YEAR_OF_NUMBER.search(document.document_number.text) if document.document_number else None
    year = _value(number["year"]) if number else None
    if year:
        return year, "document_number"
    if in_title:
        return in_title, "title"
    in_name = _YEAR_IN_NAME.search(PurePath(name).name) if name else None
    return (int(in_name.group()), "file_name") if in_name else (None, None)


def _value(text: str) -> int | None:
    """The year in a text, if it can be the year of a document."""
    minguo = _MINGUO.match(text)
    year = read_numeral(text[minguo.end() :] if minguo else text)
    if year is not None and minguo:
        year += FIRST_YEAR_OF_THE_REPUBLIC - 1
    return year if year in _YEARS else None

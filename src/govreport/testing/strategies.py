"""Strategies for whole reports and house styles."""

from __future__ import annotations

import datetime
from operator import itemgetter
from typing import Any

from hypothesis import strategies as st

from govreport.lines.furniture import PAGE
from govreport.report import Report
from govreport.testing import phrases
from govreport.testing.house import SPELLINGS, House
from govreport.testing.leaves import any_leaf, leaf
from govreport.testing.noise import noise
from govreport.testing.trees import bodies
from govreport.testing.writing import NOWHERE, written
from govreport.tree.conversion import Script
from govreport.tree.nodes import Attachment, Date, Document, Field, Signature

_SCRIPTS: tuple[Script | None, ...] = (None, "traditional")


def houses() -> st.SearchStrategy[House]:
    """House styles, the plain one first."""
    varied = {family: st.sampled_from(ways) for family, ways in SPELLINGS.items() if len(ways) > 1}
    return st.builds(
        House,
        wide=st.sampled_from([True, False]),
        indent=st.sampled_from(["", "\u3000\u3000", "  ", "\xa0\xa0\xa0\xa0"]),
        gap=st.sampled_from(["\n", "\n\n", "\r\n"]),
        script=st.sampled_from(_SCRIPTS),
        marks=st.fixed_dictionaries({}, optional=varied),
        inline=st.sampled_from([True, False]),
        parts_title=st.booleans(),
        number_first=st.sampled_from([True, False]),
        joint=st.booleans(),
        dated_line=st.booleans(),
        signature_indent=st.sampled_from(["", "\u3000" * 10]),
    )


def heads() -> st.SearchStrategy[dict[str, Any]]:
    """The parts above the body, by attribute of a document: none, or a title with others."""
    title = st.builds(
        "{}关于{}的{}".format,
        st.sampled_from(phrases.ORGANS),
        st.sampled_from(phrases.SUBJECTS),
        st.sampled_from(phrases.GENRES),
    )
    fields = [Field(key, value, NOWHERE) for key, value in phrases.FIELDS]
    around = {
        "front_matter": st.lists(st.sampled_from(fields), min_size=1, unique=True).map(tuple),
        "document_number": any_leaf(phrases.DOCUMENT_NUMBERS),
        "subtitles": st.tuples(any_leaf(phrases.SUBTITLES)),
        "addressee": any_leaf(phrases.ADDRESSEES),
    }
    return st.just({}) | st.fixed_dictionaries({"title": title.map(leaf)}, optional=around)


def feet() -> st.SearchStrategy[dict[str, Any]]:
    """The parts below the body, by attribute of a document: none, or a signature with others."""
    closing: dict[str, Any] = {"closing": any_leaf(phrases.CLOSINGS)}
    around = {**closing, "notes": st.tuples(any_leaf(phrases.NOTES))}
    imprint = {"imprint": st.tuples(any_leaf(phrases.IMPRINTS))}
    signed: dict[str, Any] = {"signature": signatures()}
    attached = st.lists(attachments(), min_size=1, max_size=2).map(_attached)
    return (
        st.fixed_dictionaries({}, optional=closing)
        | st.fixed_dictionaries(signed, optional=around | imprint)
        | st.builds(dict.__or__, st.fixed_dictionaries(signed, optional=around), attached)
    )


def signatures() -> st.SearchStrategy[Signature]:
    """One or several organs, or an office with a name; and a date."""
    organs = st.lists(any_leaf(phrases.ORGANS), min_size=1, max_size=3, unique_by=lambda organ: organ.text).map(tuple)
    signers = organs | st.tuples(any_leaf(phrases.OFFICES))
    days = st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 12, 31))
    dates = st.builds(lambda day, write: Date(write(day), NOWHERE, day), days, st.sampled_from(phrases.DATES))
    return st.builds(Signature, signers, dates, st.just(NOWHERE))


def attachments() -> st.SearchStrategy[Document]:
    """An attached document."""
    return st.builds(Document, st.just(NOWHERE), title=any_leaf(phrases.LISTS), body=bodies())


def _attached(documents: list[Document]) -> dict[str, Any]:
    """Attachments, and the list of them above the signature."""
    titles = [document.title.text for document in documents if document.title]
    labels = [f"附件{k}" for k in range(1, len(documents) + 1)] if len(documents) > 1 else ["附件"]
    listed = [f"{k}.{title}" for k, title in enumerate(titles, 1)] if len(titles) > 1 else titles
    return {
        "attachment_list": tuple(map(leaf, [f"附件：{listed[0]}", *listed[1:]])),
        "attachments": tuple(Attachment(leaf(label), one, NOWHERE) for label, one in zip(labels, documents)),
    }


def documents() -> st.SearchStrategy[Document]:
    """Reports without spans."""
    return st.builds(lambda head, body, foot: Document(NOWHERE, body=body, **head, **foot), heads(), bodies(), feet())


def reports() -> st.SearchStrategy[Report]:
    """Trees of reports."""
    return documents().map(written).filter(_repeats_no_page)


def report_texts() -> st.SearchStrategy[tuple[Report, str]]:
    """Trees of reports and their texts."""
    reports = st.builds(lambda house, document: written(document, house), houses(), documents())
    return reports.filter(_repeats_no_page).map(lambda report: (report, report.source.text))


def texts() -> st.SearchStrategy[str]:
    """Texts of all kinds: noise, and reports."""
    return noise() | report_texts().map(itemgetter(1))


def _repeats_no_page(report: Report) -> bool:
    """Whether no text of a page's length is repeated: a page that is printed twice counts as noise."""
    text = report.source.text
    pages = [text[at : at + PAGE] for at in range(len(text) - PAGE)]
    return len(set(pages)) == len(pages)

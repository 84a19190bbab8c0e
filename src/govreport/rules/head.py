"""Rules for the head (版头): document number, classification, urgency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport.facts.passages import Passage
from govreport.rules.lists import pattern
from govreport.rules.paper import Paper, search, whole
from govreport.rules.rule import LAYOUT, PRACTICE, REGULATION, Finding, Rule
from govreport.tree.diagnostics import Fix

_NUMBER = pattern(
    r"[\u4e00-\u9fff](?<![令告案年])\s?(?P<open>[〔﹝\[［【(（{｛])\s*(?P<year>[12]\d{3}|\d{2})\s*(?P<close>[〕﹞\]］】)）}｝])"
    r"\s*(?P<before>第?\s*0*)[1-9]\d{0,4}\s*号"
)
"""A document number (发文字号) from the last character of its organ on: 发〔2025〕3号.  Orders and announcements have others."""
_RIGHT = ("〔〕", "﹝﹞")
_CLASSIFIED = pattern(r"(?P<level>绝密|机密|秘密)(?P<rest>.{0,8})")
_PERIOD = pattern(r"★(?:\d{1,3}[年月日天]|长期)?")
_BARE_PERIOD = pattern(r"[\s☆*＊]*(?P<period>\d{1,3}[年月])")
_COPY_NUMBER = pattern(r"\d{6}")
_URGENT = pattern(r"(?:{urgent})[:：]?")


def _numbers(paper: Paper) -> Sequence[tuple[Passage, re.Match[str]]]:
    """The document numbers: that of the document, and those that it cites."""
    own = paper.document.document_number
    return [
        *search([paper.passage(own)] if own else [], _NUMBER),
        *search(paper.passages_with("号"), _NUMBER),
    ]


def _brackets(paper: Paper) -> Iterator[Finding]:
    for one, found in paper.once(_numbers):
        if found["open"] + found["close"] not in _RIGHT and len(found["year"]) == 4:
            message = f"{found[0][1:]} has the year in other brackets than 〔〕"
            fixes = (Fix(whole(one, found, "open"), "〔"), Fix(whole(one, found, "close"), "〕"))
            yield Finding(message, whole(one, found), fixes)


def _ordinal(paper: Paper) -> Iterator[Finding]:
    for one, found in paper.once(_numbers):
        if found["before"].strip():
            message = f"{found[0][1:]} has 第 or 0 before its number"
            yield Finding(message, whole(one, found), (Fix(whole(one, found, "before"), ""),))


def _short_year(paper: Paper) -> Iterator[Finding]:
    for one, found in paper.once(_numbers):
        if len(found["year"]) == 2:
            yield Finding(f"{found[0][1:]} has a year of two figures", whole(one, found, "year"))


def _other_year(paper: Paper) -> Iterator[Finding]:
    own = paper.document.document_number
    found = _NUMBER.search(own.text) if own else None
    if own and found and paper.date and len(found["year"]) == 4:
        year = int(found["year"])
        # The last documents of a year are often signed in the first month of the next.
        if paper.date.year != year and not (paper.date.year == year + 1 and paper.date.month == 1):
            message = f"the document number is of {year}, and the document is dated {paper.date.year}"
            yield Finding(message, whole(paper.passage(own), found, "year"))


def _period(paper: Paper) -> Iterator[Finding]:
    for one, found in _classifications(paper):
        rest = found["rest"].strip()
        if rest and not _PERIOD.fullmatch(rest):
            bare = _BARE_PERIOD.fullmatch(found["rest"])
            fixes = (Fix(whole(one, found, "rest"), f"★{bare['period']}"),) if bare else ()
            yield Finding(f"{one.text.strip()} is not of the form {found['level']}★1年", whole(one, found), fixes)


def _copy_number(paper: Paper) -> Iterator[Finding]:
    fields = paper.document.front_matter
    if paper.document.document_number and not any(_COPY_NUMBER.fullmatch(field.value.strip()) for field in fields):
        for one, found in _classifications(paper):
            yield Finding(f"{found['level']} without a copy number (份号) of six figures", whole(one, found))


def _classifications(paper: Paper) -> Iterator[tuple[Passage, re.Match[str]]]:
    """The classifications among the lines of the head that have no key."""
    for line in (*paper.document.front_matter, *paper.document.boilerplate):
        one = paper.passage(line)
        if line.span.start < _first_line(paper) and (found := _CLASSIFIED.fullmatch(one.text)):
            yield one, found


def _urgency(paper: Paper) -> Iterator[Finding]:
    for field in (*paper.document.front_matter, *paper.document.boilerplate):
        text = paper.passage(field).text.strip()
        if field.span.start < _first_line(paper) and _URGENT.fullmatch(text):
            yield Finding(f"{text} is not a degree of urgency: 特急 or 加急", field.span)


def _first_line(paper: Paper) -> int:
    title = paper.document.title
    return title.span.start if title else 0


def _signer(paper: Paper) -> Iterator[Finding]:
    own = paper.document.document_number
    fields = paper.document.front_matter
    head = [*fields, *(line for line in paper.document.boilerplate if own and line.span.end <= own.span.start)]
    signed = any("签发" in field.key for field in fields)
    # Copies without the head (版头) leave the signer out.
    if own and head and paper.genre == "请示" and paper.addressee and not signed:
        yield Finding("an upward document without the name of its signer (签发人)", own.span)


RULES = (
    Rule("GR601", LAYOUT, "7.2.5", _brackets),
    Rule("GR602", LAYOUT, "7.2.5", _ordinal),
    Rule("GR603", LAYOUT, "7.2.5", _short_year),
    Rule("GR604", PRACTICE, "", _other_year),
    Rule("GR605", LAYOUT, "7.2.2", _period),
    Rule("GR606", REGULATION, "9", _copy_number),
    Rule("GR607", LAYOUT, "7.2.3", _urgency),
    Rule("GR608", REGULATION, "9", _signer),
)

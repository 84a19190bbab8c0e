"""What the recognition of characters (OCR) misreads in official documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from govreport.cleaning.offsets import Edit
from govreport.text.lexicon import term
from govreport.text.regex import lazy

_YEAR = term("SCANNED_YEAR")
"""The year of a document number (GB/T 9704-2012, 7.2.5: in 〔〕)."""
_PAIRS = frozenset({"〔〕", "[]", "［］", "【】", "（）", "()"})
_PAGE_NUMBER = term("SCANNED_PAGE")
_FIGURE = term("SCANNED_NOUGHT")
_YEAR_IN_WORDS = term("SCANNED_HAN_YEAR")
_NOT_ZERO = lazy("[○Oo0]")
_FIRST = lazy(r"(?m)^[^\S\n]*([-—－])(?=、)")
_SECOND = term("SCANNED_SECOND")
_CIRCLED = lazy("[\u2460-\u2473]")


def recognition(text: str) -> Iterator[Edit]:
    """The step ``recognition`` of :data:`govreport.cleaning.STEPS`, which says what it corrects."""
    found = [
        *_brackets(text),
        *_page_numbers(text),
        *(Edit(match.start(), match.end(), "0" * len(match[0])) for match in _FIGURE.finditer(text)),
        *_years(text),
        *_first(text),
        *_circled(text),
    ]
    end = 0
    for edit in sorted(found, key=lambda edit: edit.start):
        if edit.start >= end:  # a figure of a year in numerals is misread in one way only
            yield edit
            end = edit.end


def _brackets(text: str) -> Iterator[Edit]:
    """〔 and 〕 around a year, if its two brackets are not a pair."""
    for match in _YEAR.finditer(text):
        if match[1] + match[2] not in _PAIRS:
            for group, bracket in ((1, "〔"), (2, "〕")):
                if match[group] != bracket:
                    yield Edit(*match.span(group), bracket)


def _page_numbers(text: str) -> Iterator[Edit]:
    """A dash for each 一 around a figure alone on its line."""
    for match in _PAGE_NUMBER.finditer(text):
        for group in (1, 2):
            if match[group] == "一":
                yield Edit(*match.span(group), "—")


def _years(text: str) -> Iterator[Edit]:
    """〇 for ○, O and 0 in a year in Chinese numerals."""
    for match in _YEAR_IN_WORDS.finditer(text):
        for zero in _NOT_ZERO.finditer(text, *match.span()):
            yield Edit(zero.start(), zero.end(), "〇")


def _first(text: str) -> Iterator[Edit]:
    """一 for a dash that numbers a line, if 二 numbers a later one."""
    last = max((match.start() for match in _SECOND.finditer(text)), default=-1)
    for match in _FIRST.finditer(text, 0, max(last, 0)):
        yield Edit(*match.span(1), "一")


def _circled(text: str) -> Iterator[Edit]:
    """The number between two circled numbers that it must have, and ⑩ for ① after ⑨."""
    found = [(match.start(), ord(match[0])) for match in _CIRCLED.finditer(text)]
    following = [number for _, number in found[2:]] + [0]
    for ((_, before), (at, number)), after in zip(pairwise(found), following, strict=False):
        between = after == before + 2 and number != before + 1
        tenth = before == ord("⑨") and number == ord("①") and after != ord("②")
        if between or tenth:
            yield Edit(at, at + 1, chr(before + 1))

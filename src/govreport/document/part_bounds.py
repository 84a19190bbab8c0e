"""What bounds a part of a head on a line: the end of its clause, a blank, and the next part with a shape of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport.document.genres import genre_ends
from govreport.grammar.grammar import head_parts
from govreport.lines.lines import BLANKS
from govreport.text.lexicon import term
from govreport.text.regex import lazy

PART_MOST = 300
"""The longest title or field that is looked for, in characters."""
ADDRESSED_MOST = 48
"""How far before its colon the last name of an addressee is looked for, in characters."""
CODE_MOST = 6
"""The longest code of an organ before the year of a document number, in characters: 某政办发〔2024〕5号."""

KEY_ENDS = "：:】"
"""Each key of a field ends with one of these."""
_GLUED_FIELD = term("GLUED_FIELD")
"""A key with its colon that counts even directly after a word."""
_NUMBER = term("NUMBER_OF_YEAR")
"""〔2025〕3号, the part of a document number after the code of the organ."""
_COLON = lazy(r"[^。；：:！？\s]{1,300}\s?[：:]")
_ADDRESSED, _NOT_ADDRESSED = term("ADDRESSED"), term("NOT_ADDRESSED")
_TITLE_PARTICLE = term("ABOUT_OR_OF")
"""关于 or 的: titles have one, lists of addressees do not."""
_RECIPIENTS = tuple("各本全市省县区州")
"""What a list of addressees begins with: 各市、县人民政府."""
_CLAUSE_END = lazy(r"[，,；;。！!？?]")
_ENCLOSED = lazy(r"《[^》]{0,200}》|“[^”]{0,200}”|「[^」]{0,200}」|[（(][^（()）]{0,100}[）)]|〈[^〉]{0,100}〉")
_GAP = lazy(rf"[\s{BLANKS}]+")
_OF_DATE = frozenset("年月日")


def clause_end(text: str, begin: int) -> int:
    """Where the first clause ends, or ``PART_MOST`` characters on; commas in brackets and quotations do not end it."""
    most = min(len(text), begin + PART_MOST)
    while True:
        stop = _CLAUSE_END.search(text, begin, most)
        if stop is None:
            return most
        for enclosed in _ENCLOSED.finditer(text, begin, most):
            if enclosed.start() < stop.start() < enclosed.end():
                begin = enclosed.end()
                break
            if enclosed.start() > stop.start():
                return stop.start()
        else:
            return stop.start()


def enclosed_spans(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The quotations, titles of documents and brackets in ``[begin, end)``."""
    return [found.span() for found in _ENCLOSED.finditer(text, begin, end)]


def gaps(text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    """The blanks that may separate parts; 2020 年 is one word."""
    for gap in _GAP.finditer(text, begin, end):
        if text[gap.end() : gap.end() + 1] not in _OF_DATE:
            yield gap


def next_part(text: str, begin: int, end: int) -> int:
    """Where the first part with a shape, or field, begins after ``begin``; ``end`` if none begins before it."""
    found = head_parts().search(text, begin + 1, min(len(text), end + PART_MOST))
    keyed = contains_any(text, KEY_ENDS, begin, end + 1)
    field = _GLUED_FIELD.search(text, begin + 1, min(len(text), end + 1)) if keyed else None
    starts = [one.start() for one in (found, field) if one is not None and one.start() < end]
    if found is not None and found.start() in starts and found.lastgroup == "number":
        starts[0] = _number_start(text, begin, found)
    return min(starts, default=end)


def _number_start(text: str, begin: int, number: re.Match[str]) -> int:
    """Where a document number begins that may be glued to a title: after the genre."""
    ends = genre_ends(text, begin, number.end())
    year = _NUMBER.search(text, number.start(), number.end())
    last = year.start() if year is not None else number.end() - 1
    return max((end for end in ends if number.start() - CODE_MOST <= end <= last), default=number.start())


def addressees_end(text: str, begin: int) -> int:
    """The end of the addressees of a notice, with their colon, if they begin here; else 0."""
    found = _COLON.match(text, begin)
    if found is None or _NOT_ADDRESSED.search(found.group()):
        return 0
    colon = found.end() - 1
    return found.end() if _ADDRESSED.search(text, max(begin, colon - ADDRESSED_MOST), colon) else 0


def precedes_addressees(text: str, begin: int, end: int) -> bool:
    """Whether ``[begin, end)`` is a title with addressees after it; a list of them may contain a genre: 计划单列市."""
    is_title = (
        text.startswith(_RECIPIENTS, end) or _TITLE_PARTICLE.search(text, begin, end) or text.find("、", begin, end) < 0
    )
    return bool(is_title and addressees_end(text, end))


def contains_any(text: str, characters: str, begin: int, end: int) -> bool:
    """Whether ``[begin, end)`` contains one of some characters; most texts do not, and the patterns for them are long."""
    return any(text.find(character, begin, end) >= 0 for character in characters)

"""Where the heading of a unit may end, by the form of its text alone.

The text after a mark has several *readings*: it may be a heading as a whole line, up to the first stop, up to a wide
blank, up to the next mark, or up to the word that begins a sentence where the break between them was lost.
:mod:`govreport.outline.heading_rows` decides among them, row by row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from govreport.lines.lines import BLANKS, Line, end_before_blanks, skip_blanks
from govreport.outline.lost_ends import LostEnds
from govreport.text.lexicon import sought, term, words
from govreport.text.regex import lazy
from govreport.util.records import record

Form = Literal["line", "sentence", "stop", "blank", "mark", "titled", "spaced", "begun", "glued"]
"""What ends a heading: the line; the line with its 。; a stop in the line; a wide blank; the next mark; a bracket, or a form
that fixes its words; a single blank; a sentence that clearly begins; one that may begin."""
WEAK: frozenset[Form] = frozenset({"spaced", "begun", "glued"})
"""Ends that count only where siblings show the same."""

LONGEST = 120
"""The longest heading that any evidence can show, in characters."""
BLANK_MOST = 40
"""The longest heading that a blank ends, in characters."""

PART_MOST = 8
"""The longest customary heading such as 前　言, in characters with its blanks."""
PLAIN_LEAST, PLAIN_MOST = 2, 40
"""The shortest and the longest heading without a number, in characters."""
CAPTION_MOST = 60
"""The longest caption, in characters."""
SPREAD = 2
"""The shortest heading that a blank ends, in characters."""

_STOP = lazy(r"[。！？!?]")
_POINT = term("POINT_FOR_STOP")
_WIDE = r"(?:\u3000{2,}|[ \xa0]{4,})"
_WIDE_BLANK = lazy(rf"(?<=\S\S){_WIDE}|{_WIDE}(?=\S\S)")
"""A blank as wide as a lost line break; what is spread by such blanks letter by letter (总　　则) is one word."""
_ONE_BLANK = term("ONE_BLANK")
_BLANK = lazy(r"[ \t\u3000\xa0]")
_COMMA = lazy("[，,；;]")
_TITLED = lazy(
    r"[ \t\u3000\xa0]*[【〔\[（(][^】〕\]）)]{1,40}[】〕\]）)](?=[ \t\u3000\xa0]|$)|[ \t\u3000\xa0]*【[^】]{1,40}】"
)
_OPENS_SENTENCE = sought("OPENS_SENTENCE")
_LETTER = lazy(r"[^\W\d_]")
_LINKING = term("LINKED")
_FIGURE = lazy(r"(?<![0-9]{3})[0-9]$")
"""A number at the end: a line that was broken off (a year may end a heading)."""
_CLOSED = lazy("[”」]")
_CLAUSE_END, _CLAUSE_END_OR_COLON = lazy("[。；;！!]"), lazy("[。；;！!：:]")
_FIXED = term("FIXED_HEADING")
_CAPTION, _REMARK = term("CAPTION"), term("REMARK_AFTER_STOP")
_FACTS, _PREDICATE = term("STATED_FACT"), sought("PREDICATE")


@record
class HeadingPlace:
    """Where a heading is in a line: ``[begin, end)``, in characters of its text, and where its stop ends."""

    begin: int
    end: int
    stop: int
    """Just after the closing 。 or ：; the same as ``end`` without one."""
    run_in: bool
    """Whether the text of the unit continues after it in the line."""


@record
class Reading:
    """One way to read the text after a mark: as a heading of some form, with this much text after it."""

    place: HeadingPlace
    form: Form
    phrase: str
    rest: int
    """How much text of the unit follows in the line, in characters."""
    commas: int
    """How many commas and semicolons are in the phrase."""
    figure: bool
    """Whether the phrase states a figure."""
    predicate: bool
    """Whether the phrase has words of a sentence."""


def first_sentence(text: str, begin: int, limit: int) -> tuple[int, int]:
    """Where the text after a mark begins, and where its first sentence ends."""
    begin = skip_blanks(text, begin, limit)
    stop = _stop(text, begin, limit)
    return begin, stop.start() if stop else limit


def _stop(text: str, begin: int, limit: int) -> re.Match[str] | None:
    """The first stop; a point between words is one where no other follows."""
    return _STOP.search(text, begin, limit) or ("." in text and _POINT.search(text, begin, limit)) or None


def readings(text: str, begin: int, limit: int, *, at_mark: bool, article: bool = False) -> tuple[Reading, ...]:
    """The readings of the text after a mark, the plainest first; empty if it can only be a sentence.

    ``limit`` is where the next unit begins, or the end of the line; ``at_mark`` is true for the former.
    """
    begin = skip_blanks(text, begin, limit)
    limit = end_before_blanks(text, begin, limit)
    if begin >= limit or text[begin] in "，,":
        return ()  # 一是，在… is a sentence
    if article:
        titled = _TITLED.match(text, begin, limit)
        if titled:
            return (reading(text, begin, titled.end(), titled.end(), limit, "titled"),)
    fixed = _FIXED.match(text, begin, limit)
    if fixed is not None and fixed.end() < limit and not _STOP.match(text, fixed.end()):
        return (reading(text, begin, fixed.end(), fixed.end(), limit, "titled"),)
    found: list[tuple[int, int, Form]] = []  # where each phrase ends, where its stop does, and what ends it
    ended = _stop(text, begin, limit)
    sentence = ended.start() if ended else limit
    spaced = _BLANK.search(text, begin, min(sentence, begin + BLANK_MOST)) is not None
    wide = _blank(text, begin, min(sentence, begin + BLANK_MOST), _WIDE_BLANK) if spaced else None
    if wide is not None:
        found.append((wide, wide, "blank"))
    if ended is None:
        end = limit - (text[limit - 1] in "：:")
        if end > begin and text[end - 1] not in "，,、":
            found.append((end, limit, "mark" if at_mark else "line"))
    elif text[sentence] in "？?" and sentence + 1 == limit:
        found.append((limit, limit, "line"))
    elif text[sentence] in "。.":
        whole = not text[sentence + 1 : limit].strip(BLANKS) or _REMARK.fullmatch(text, sentence + 1, limit)
        found.append((sentence, sentence + 1, "sentence" if whole else "stop"))
    blank = _blank(text, begin, min(sentence, begin + BLANK_MOST), _ONE_BLANK) if spaced else None
    if blank is not None:
        opens = _OPENS_SENTENCE.match(text, skip_blanks(text, blank, limit)) is not None
        found.append((blank, blank, "begun" if opens else "spaced"))
    return tuple(
        [reading(text, begin, end, stop, limit, form) for end, stop, form in found if 0 < end - begin <= LONGEST]
    )


class Readings:
    """The readings after the marks of a text; each is made once, although it is needed before and after the outline."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._ends = LostEnds(lines)
        self._known: dict[tuple[int, int, int, bool], tuple[Reading, ...]] = {}

    def lost_end(self, line: int, begin: int, limit: int | None, *, broken: bool = False) -> Reading | None:
        """The reading of a line's text up to where a heading ends by the evidence of the document alone.

        :param broken: whether a break is lost for certain, since no sentence directly follows such a mark.
        """
        text = self._lines[line].text
        limit = end_before_blanks(text, begin, len(text) if limit is None else limit)
        begin, sentence = first_sentence(text, begin, limit)
        end = self._ends.end(text, begin, sentence, broken=broken or self._is_piece(line))
        return None if end is None else reading(text, begin, end.at, end.at, limit, "begun" if end.clear else "glued")

    def parallel_ends(self, places: Sequence[tuple[int, int, int | None]]) -> Sequence[Reading | None]:
        """The readings of a row of headings that lost their ends and have the same form; None for each if they have not."""
        phrases: list[tuple[str, int, int]] = []
        limits: list[int] = []
        for line, begin, limit in places:
            text = self._lines[line].text
            limits.append(end_before_blanks(text, begin, len(text) if limit is None else limit))
            phrases.append((text, *first_sentence(text, begin, limits[-1])))
        length = self._ends.common_length(phrases)
        if length is None:
            return [None] * len(phrases)
        return [
            reading(text, begin, begin + length, begin + length, limit, "glued")
            for (text, begin, _), limit in zip(phrases, limits, strict=True)
        ]

    def _is_piece(self, line: int) -> bool:
        """Whether a line lost its break before it or after it."""
        return any(one.soft for one in self._lines[line : line + 2])

    def behind(self, line: int, begin: int, limit: int | None, *, article: bool) -> tuple[Reading, ...]:
        """The readings of a line's text from one character on, up to where the next unit begins if one is on the line."""
        text = self._lines[line].text
        end = len(text) if limit is None else limit
        key = (line, begin, end, article)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = readings(text, begin, end, at_mark=limit is not None, article=article)
        return known


def reading(text: str, begin: int, end: int, stop: int, limit: int, form: Form) -> Reading:
    """A reading of ``[begin, end)`` as a heading of some form."""
    phrase = text[begin:end]
    rest = len(text[stop:limit].strip(BLANKS)) if stop < limit else 0
    return Reading(
        HeadingPlace(begin, end, stop, rest > 0),
        form,
        phrase,
        rest,
        len(_COMMA.findall(phrase)),
        _FACTS.search(phrase) is not None,
        _PREDICATE.search(phrase) is not None,
    )


def _blank(text: str, begin: int, end: int, pattern: re.Pattern[str]) -> int | None:
    """Where the first blank of a kind begins; after one letter it spreads a word: 综　合."""
    found = pattern.search(text, begin + SPREAD, end)
    return found.start() if found is not None else None


def names_front_part(text: str) -> bool:
    """Whether a line is one of the customary headings without a number: 前言, 摘要, 结语.

    >>> names_front_part("摘　要"), names_front_part("总体要求")
    (True, False)
    """
    name = "".join(text.split()) if len(text) <= PART_MOST else ""
    return name in words("FRAME_PART") or name in words("FRONT_PART")


def names_frame_part(text: str) -> bool:
    """Whether a line is the heading of text before or after the outline: 前言, 结束语.

    >>> names_frame_part("前　言"), names_frame_part("小结")
    (True, False)
    """
    return len(text) <= PART_MOST and "".join(text.split()) in words("FRAME_PART")


def begins_caption(text: str) -> bool:
    """Whether a line belongs to a figure or a table, so that the text continues after it: 图1 样本分布.

    >>> begins_caption("<图 3> 各馆得分"), begins_caption("图书馆建设")
    (True, False)
    """
    return len(text) <= CAPTION_MOST and _CAPTION.match(text) is not None


def may_be_plain_heading(text: str) -> bool:
    """Whether a line without a mark could be a heading, by its form alone: short, one phrase, no end in mid-sentence."""
    if not PLAIN_LEAST <= len(text) <= PLAIN_MOST:
        return False
    body = text[:-1] if text[-1] == "。" else text
    if text[0] == "<" or (text[0] in "（(【[" and text[-1] in "）)】]>"):
        return False
    if not body or body[-1] in "，、；：,;:！!…—-" or not _LETTER.search(body):
        return False
    if (_CLAUSE_END if body[-1] in "？?" else _CLAUSE_END_OR_COLON).search(body) or begins_caption(text):
        return False
    if _LINKING.match(body) or _FIGURE.search(body) or (body[0] in "“「" and not _CLOSED.search(body)):
        return False
    return not _FACTS.search(body)

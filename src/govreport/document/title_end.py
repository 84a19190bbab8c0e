"""Where a title ends that shares its line with what follows it, by the evidence for a break after it."""

from __future__ import annotations

from govreport.document.genres import genre_ends
from govreport.document.part_bounds import (
    clause_end,
    contains_any,
    enclosed_spans,
    gaps,
    next_part,
    precedes_addressees,
)
from govreport.lines.lines import BLANKS
from govreport.text.lexicon import term
from govreport.text.regex import lazy

# ---- weights: evidence for a break ---------------------------------------------------------------------------------

ENOUGH = 2
"""The evidence that makes a break."""
BLANK = 1
"""A blank: most separate parts, some spread a title."""
GENRE = 1
"""A genre (文种) before the place: most end a title, some are inside one (方案的通知)."""
NAME = 1
"""An office with the name of its holder before the place, or at the end of the line."""
OPENS = 1
"""The first words of a sentence after the place, or of a title."""
SUBJECT = 1
"""The first words of the title again after the place: the text refers to the organ in its title."""
YEAR = 1
"""The sentence after the place begins with a year that the title names: 某县2024年工作情况 / 2024年，…."""
SHAPE = 2
"""A part with a shape of its own after the place."""

SUBJECT_LEAST = 3
"""The shortest name of an organ that a title begins with, in characters: 某某县."""
SPEAKER_MOST = 40
"""The longest office with a name, in characters."""
NAME_BLANKS = " \u3000\xa0"
"""What separates an office from the name of its holder."""

_OPENING = term("SENTENCE_OPENING")
_ABOUT = term("ABOUT")
_NAME_END, _SPEAKER_END = term("NAME_END"), term("SPEAKER_END")
_SPEAKER = term("SPEAKER_BEFORE_RECIPIENTS")
_TOPIC, _CONTINUES = term("TITLE_TOPIC"), term("TITLE_GOES_ON")
_SITE_SEPARATORS = ("-", "_", "|", "｜")
_BEFORE_SITE = lazy(r"([^\s_|｜－-]{6,100})\s?[_|｜－-]")
"""The title that a browser shows, before the name of the site: 某某县2023年工作总结_某某县人民政府."""
_SECOND = {"一、": "二、", "壹、": "贰、"}
"""The second number of an outline, by the first."""


def title_end(text: str, begin: int) -> int:
    """Where a title ends that begins here: at the first place with enough evidence for a break.

    That is the end of the text if no clause ends before it, and 0 if the text continues as one sentence.

    >>> title_end("某县2024年工作总结2024年，全县上下一心。", 0), title_end("全县上下一心，狠抓落实。", 0)
    (11, 0)
    """
    clause = clause_end(text, begin)
    limit = next_part(text, begin, clause)
    shown = _BEFORE_SITE.match(text, begin, limit)
    again = text.find(shown[1], shown.end(), limit) if shown is not None else -1
    if again > 0:
        return again  # the title that a browser shows, and the title of the document
    found = _Evidence(text, begin, limit, {limit: SHAPE} if limit < clause else {}).first_break()
    return found or (limit if limit == len(text) else 0)


def without_site(title: str) -> str:
    """A title without the name of the site that a browser shows after it."""
    shown = _BEFORE_SITE.match(title)
    return shown[1] if shown is not None else title


class _Evidence:
    """The evidence for breaks in ``[begin, limit)``, by place."""

    def __init__(self, text: str, begin: int, limit: int, weights: dict[int, int]) -> None:
        self._text = text
        self._begin = begin
        self._limit = limit
        self._weights = weights
        self._may_name = contains_any(text, NAME_BLANKS, begin, limit)
        """Whether the stretch may contain an office with a name."""
        self._ends = self._title_ends()
        self._add_openings()
        self._add_gaps()

    def first_break(self) -> int:
        """The first place with enough evidence; 0 if there is none."""
        enclosed = enclosed_spans(self._text, self._begin, self._limit)
        for place in sorted(self._weights):
            if not self._begin < place < len(self._text) or self._continues(place):
                continue
            if any(start < place < end for start, end in enclosed):
                continue
            weight = self._weight(place)
            if weight < ENOUGH and place in self._ends and precedes_addressees(self._text, self._begin, place):
                weight += SHAPE
            if weight >= ENOUGH:
                return place
        return 0

    def _add(self, place: int, weight: int) -> None:
        self._weights[place] = self._weights.get(place, 0) + weight

    def _title_ends(self) -> set[int]:
        """The places after a genre, after a speaker and before the next part, with their evidence."""
        text, begin, limit, weights = self._text, self._begin, self._limit, self._weights
        for end in genre_ends(text, begin, limit):
            self._add(end, GENRE)
        ends = set(weights)
        for topic in _TOPIC.finditer(text, begin, limit):
            weights.setdefault(topic.end(), GENRE)
        if not self._may_name:
            return ends
        for speaker in _SPEAKER.finditer(text, begin, limit):
            self._add(speaker.end(), NAME)
            ends.add(speaker.end())
        if limit == len(text) and _SPEAKER_END.search(text, begin, limit):
            for end in ends:
                weights[end] += NAME * (limit - end <= SPEAKER_MOST)  # the speaker ends the line
        return ends

    def _add_openings(self) -> None:
        for opening in _OPENING.finditer(self._text, self._begin, self._limit + 1):
            self._weights.setdefault(opening.start(), SHAPE * self._begins_outline(opening.start()))

    def _add_gaps(self) -> None:
        """Add the evidence of blanks; what is known of the place before a blank counts for the place after it."""
        for gap in gaps(self._text, self._begin, self._limit):
            if gap.start() in self._ends:
                self._ends.add(gap.end())
            weight = BLANK + self._weights.pop(gap.start(), 0)
            if _ABOUT.match(self._text, gap.end()) and not _NAME_END.search(self._text, self._begin, gap.start()):
                weight += OPENS  # the name of a column, then the title
            self._add(gap.end(), weight)

    def _weight(self, place: int) -> int:
        """The evidence at a place, with that of the text after it."""
        text, begin = self._text, self._begin
        weight = self._weights[place]
        if _OPENING.match(text, place):
            weight += OPENS + YEAR * self._repeats_year(place)
        if text.startswith(text[begin : begin + SUBJECT_LEAST], place):
            weight += SUBJECT
        if self._may_name and _SPEAKER_END.search(text, begin, place):
            weight += NAME
        return weight

    def _repeats_year(self, place: int) -> bool:
        """Whether the text here begins with a year that the title names: four digits and 年."""
        year = self._text[place : place + 5]
        return year[:4].isdigit() and self._text.find(year, self._begin, place) >= 0

    def _begins_outline(self, place: int) -> bool:
        """Whether the first number of an outline is here, and the second follows."""
        second = _SECOND.get(self._text[place : place + 2])
        return second is not None and self._text.find(second, place) >= 0

    def _continues(self, place: int) -> bool:
        """Whether a title continues here in any case: with a particle, or with the name of its site."""
        if _CONTINUES.match(self._text, place):
            return True
        return self._text[place - 2 : place].rstrip(BLANKS)[-1:] in _SITE_SEPARATORS

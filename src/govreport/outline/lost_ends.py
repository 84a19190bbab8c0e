"""The ends of headings that lost the line break after them, where no stop, blank or mark ends them.

In 一、总体情况今年以来，全县… the heading is 总体情况.  The document itself shows where a word ends: two characters that are adjacent
nowhere else in it belong to two words.  What begins its other sentences probably begins one here, and so does a repetition
of the subject of the heading.  The evidence for each place is added up; a heading ends at the best place if its sum
reaches ``ENOUGH``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, repeat, takewhile
from operator import add
from typing import NamedTuple

from govreport.lines.lines import Line
from govreport.text.collocations import collocations
from govreport.text.lexicon import sought, term, words
from govreport.text.regex import lazy

# ---- weights: evidence for a place as the end of a heading; fitted, see docs/outline.md ------------------------

OPENS = 2.2
"""Words of closed classes that begin a sentence are after it: 今年, 我局, 根据, 在…中."""
PASSED = -1.5
"""Such words are inside it."""
SUBJECT = 2.4
"""The text after it begins as the heading does."""
TAKEN_UP = 1.0
"""The text after it begins with other words of the heading."""
STARTS = 3.15
"""What is after it begins sentences of the document: the logarithm of 1 + their number, times their share of all places
where it occurs."""
APART = 1.7
"""The characters on both sides of it are side by side nowhere else; each time they are counts against it."""
BEFORE = 0.35
"""The two characters before it occur elsewhere too."""
COMMA = -0.4
"""A comma is in the heading."""
ENDS = 2.2
"""The two characters before it end headings of other documents, as ``grammars/collocations.txt`` weighs them."""
CLOSED = 1.5
"""The same for a word that closes a heading on one subject: 方面."""
FIRST = 0.35
"""The character after it begins sentences of other documents."""
COMMON = -1.0
"""The characters on both sides are adjacent in other documents, for each step of their number."""
RARE = -0.5
"""The weight of what is in no table."""
SHORT = -1.5
"""How much shorter than ``USUAL`` it is, in natural logarithms."""
LONG = -2.3
"""How much longer than ``USUAL`` it is, in natural logarithms."""
ENOUGH = 3.0
"""The evidence that ends a heading where nothing else does."""
ENOUGH_BROKEN = 1.1
"""The same in a line that lost other breaks."""
ENOUGH_TOGETHER = 0.6
"""The mean evidence that ends the headings of a row at the same length, if they are parallel."""
CLEAR = 3.1
"""The evidence that ends a heading before the stop of its sentence."""

USUAL = range(5, 15)
"""Lengths of a heading that are usual, in characters."""
PARALLEL = 3
"""How many members show that a row is of parallel couplets."""
HALVES = range(4, 11)
"""Lengths of the first half of a couplet, in characters."""
LEAST, MOST = 2, 44
"""The shortest and the longest heading that is looked for, in characters."""
ODD = 3
"""A heading of this many characters must end as others do: words of two or four are common, of three rare."""
LEARNED = 8_000
"""How much of a document is read to learn its words, in characters; bounds the work."""
ASKED_FEW = 400
"""Up to this number, pairs of characters are counted one by one."""
CHAIN = 8
"""In characters: an opening word so near after another is part of the same sentence: 2024年我局…"""
_MODIFIER_MOST = 3
_SAME = 3
"""How many characters must be the same."""
_UNFINISHED = frozenset("，、,：:可应要将对把被在从到至自按据向由与和及或并而的是有为以于等一“《（(")
"""No heading ends with a comma, or with a word that needs another after it."""
_NEVER_FIRST = frozenset("，、,：:；;的及和与與或等是来來还還也都均仍尚较較更很”》）) \t\u3000\xa0")
_COLON = lazy("[：:；;]")
_OPENS = sought("OPENS_SENTENCE")
_MODIFIES_NEXT = term("MODIFIES_NEXT")
_CLOSES = term("ENDS_HEADING")
_START = term("SENTENCE_STARTS")
_WORD = lazy(r"[\u3400-\u9fff“《「]{3}")


class End(NamedTuple):
    """The end of a heading, and whether the evidence for it is clear."""

    at: int
    clear: bool


class LostEnds:
    """Looks for the ends of headings in one document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._counts: dict[str, int] = {}

    @cached_property
    def _text(self) -> str:
        """What is looked at to learn the words of the document."""
        lengths = accumulate(len(line.text) for line in self._lines)
        known = takewhile(lambda length: length <= LEARNED, lengths)
        return "\n".join([line.text for line, _ in zip(self._lines, known)])

    @cached_property
    def _pairs(self) -> Counter[str]:
        return Counter(map(add, self._text, self._text[1:]))

    def _count(self, text: str, at: int) -> int:
        """How often two characters are side by side; a table of all pairs is faster only if many are needed."""
        pair = text[at : at + 2]
        count = self._counts.get(pair)
        if count is None:
            few = len(self._counts) < ASKED_FEW
            count = self._counts[pair] = self._text.count(pair) if few else self._pairs[pair]
        return count

    @cached_property
    def _starts(self) -> Counter[str]:
        """How often two characters begin a sentence."""
        return Counter(_START.findall("\n" + self._text))  # it begins at the beginning of a line

    def end(self, text: str, begin: int, end: int, *, broken: bool = False) -> End | None:
        """Where the heading ends that begins in a line; ``end`` is where its first sentence ends.

        ``broken``: whether the line lost other breaks, so that less evidence is enough.
        """
        colon = _COLON.search(text, begin, end)
        end = min(colon.start() if colon else end, begin + MOST)
        if end - begin <= LEAST:
            return None
        best: End | None = None
        least = ENOUGH_BROKEN if broken else ENOUGH
        for at, weight in self._places(text, begin, end, least):
            weight = self._weigh(text, begin, at, weight, least)
            better = weight > least or (best is None and weight == least)
            if better and self._may_end(text, begin, at):
                best, least = End(at, weight >= CLEAR), weight
        return best

    def common_length(self, phrases: Sequence[tuple[str, int, int]]) -> int | None:
        """The length of the headings of a row of parallel couplets; None if they are not of one form.

        :param phrases: of each, the text, where it begins, and where its first sentence ends.  All have the first comma
            at the same place, as in 聚力项目攻坚，推动经济稳进提质 / 聚力民生改善，提升群众幸福指数.
        """
        if len(phrases) < PARALLEL:
            return None
        half = {_first_comma(text, begin, end) - begin for text, begin, end in phrases}
        if len(half) > 1 or min(half) not in HALVES:
            return None
        first = half.pop()
        sums: defaultdict[int, float] = defaultdict(float)
        counts: Counter[int] = Counter()
        for text, begin, end in phrases:
            for at, weight in self._places(text, begin, min(end, begin + 3 * first + 1), -math.inf):
                if at - begin > 2 * first and self._may_end(text, begin, at):
                    sums[at - begin] += self._weigh(text, begin, at, weight, -math.inf)
                    counts[at - begin] += 1
        common = [length for length in sums if counts[length] == len(phrases)]
        best = max(common, key=lambda length: sums[length], default=0)
        return best if best and sums[best] >= ENOUGH_TOGETHER * len(phrases) else None

    def _may_end(self, text: str, begin: int, at: int) -> bool:
        """Whether the characters around a place, and the words after it, let a heading end there."""
        if text[at - 1] in _UNFINISHED or text[at] in _NEVER_FIRST or text[at - 4 : at - 2] == text[at - 2 : at]:
            return False  # 工作回顾回顾: the second 回顾 begins the sentence
        if text.startswith(self._ascribed, at) or _MODIFIES_NEXT.search(text, max(begin, at - _MODIFIER_MOST), at):
            return False
        if at - begin != ODD or " " in text[begin:at]:
            return True
        ends, _, _, simplify = collocations()
        return text[at - 2 : at].translate(simplify) in ends

    @staticmethod
    def _opens(text: str, begin: int, end: int) -> set[int]:
        """Where words that open a sentence begin, except shortly after another."""
        found: list[int] = []
        last, done = begin - CHAIN - 1, begin
        # No such word goes beyond a full stop; any other end may be inside one.
        limit = end if text[end : end + 1] == "。" else min(len(text), end + MOST)
        for opened in _OPENS.finditer(text, begin, limit):
            at = opened.start()
            if at >= end:
                break
            if at < done:
                continue  # inside the words before
            if at - last > CHAIN:
                found.append(at)
            last, done = at, opened.end(1)
        return set(found)

    @cached_property
    def _ascribed(self) -> tuple[str, ...]:
        """The predicates that describe what is before them: no sentence begins with one."""
        return tuple(words("ASCRIBED"))

    @cached_property
    def _lengths(self) -> Sequence[float]:
        """The weight of the length of a heading, by the length."""
        lengths = range(1, MOST + 1)
        short = (SHORT * max(0.0, math.log(USUAL[0] / length)) for length in lengths)
        long = (LONG * max(0.0, math.log(length / USUAL[-1])) for length in lengths)
        return (0.0, *map(add, short, long))

    def _places(self, text: str, begin: int, end: int, least: float) -> Iterator[tuple[int, float]]:
        """The places that may reach ``least``, each with the weight of length, words and language.

        What the document itself adds is bounded, and most places lack more.
        """
        opens = self._opens(text, begin + LEAST, end)
        opened = min(opens, default=end)
        comma = _first_comma(text, begin, end)
        comma = end if comma < 0 else comma
        ends, first, common, simplify = collocations()
        plain = text[begin:end].translate(simplify)
        pairs = [*map(add, plain, plain[1:])]
        closed = {found.end() for found in _CLOSES.finditer(text, begin, end)}
        starts = self._starts
        lacking = least - max(SUBJECT, TAKEN_UP) - APART - BEFORE
        for at, length, ending, starting, adjacent in zip(
            range(begin + LEAST, end),
            self._lengths[LEAST:],
            map(ends.get, pairs, repeat(RARE)),
            map(first.get, plain[LEAST:], repeat(RARE)),
            map(common.get, pairs[LEAST - 1 :], repeat(0)),
        ):
            if at in closed:
                ending, adjacent = CLOSED, 0
            language = ENDS * ending + FIRST * starting + COMMON * adjacent
            opening = OPENS * (at in opens) + PASSED * (at > opened)
            weight = length + (COMMA * (at > comma) + language) + opening
            if weight < lacking:  # mostly
                begun = starts.get(text[at : at + 2], 0)
                if not begun or weight + STARTS * math.log(1 + begun) < lacking:
                    continue
            yield at, weight

    def _weigh(self, text: str, begin: int, at: int, weight: float, least: float) -> float:
        """The weight with the evidence of the document, as far as it may reach ``least``: counting pairs takes the most
        time."""
        starts = self._starts.get(text[at : at + 2], 0)
        common = STARTS * math.log(1 + starts) if starts else 0.0
        after = text[at : at + _SAME]
        again = text.find(after, begin, at)
        if again == begin:
            weight += SUBJECT
        elif again > begin and text[again - 1] != text[at - 1] and _WORD.match(after):
            weight += TAKEN_UP
        if weight + common + APART + BEFORE < least:
            return weight
        across = self._count(text, at - 1)
        weight += APART * (1.0 if across <= 1 else -math.log(across) / 3)
        if weight + common + BEFORE < least:
            return weight
        weight += common * min(1.0, starts / max(1, self._count(text, at)))
        return weight if weight + BEFORE < least else weight + BEFORE * (self._count(text, at - 2) > 1)


def _first_comma(text: str, begin: int, end: int) -> int:
    """Where the first comma of a stretch is, of either width; -1 without one."""
    return min([at for at in (text.find(comma, begin, end) for comma in "，,") if at >= 0], default=-1)

"""Where a heading ends whose line break is lost and that no stop, blank or mark ends: 一、总体情况今年以来，全县…

The document itself shows where a word ends.  Two characters that stand side by side nowhere else in it belong to two words.
What begins its other sentences probably begins one here, and so does the subject of the heading, said again.  The evidence for
each place is added up; a heading ends at the best place if its sum reaches ``ENOUGH``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from govreport.lines.lines import Line
from govreport.text.lexicon import term
from govreport.text.regex import lazy

# ---- weights: what speaks for a place as the end of a heading; fitted, see docs/outline.md ------------------------

OPENS = 2.6
"""Words of closed classes that begin a sentence are behind it: 今年, 我局, 根据, 在…中."""
SUBJECT = 2.4
"""The text behind it begins as the heading does."""
TAKEN_UP = 0.8
"""The text behind it begins with other words of the heading."""
STARTS = 3.0
"""What is behind it begins sentences of the document: the logarithm of 1 + their number, times their share of all
places where it stands."""
ALIKE = 0.7
"""Times the share of siblings that have the same words, behind different ones."""
APART = 1.1
"""The characters on both sides of it are side by side nowhere else; each time they are counts against it."""
BEFORE = 0.7
"""The two characters before it stand elsewhere too."""
BEHIND = 0.3
"""The two characters behind it stand elsewhere too."""
COMMA = -1.0
"""A comma is in the heading."""
SHORT = -1.9
"""How much shorter than ``USUAL`` it is, in natural logarithms."""
LONG = -1.0
"""How much longer than ``USUAL`` it is, in natural logarithms."""
ENOUGH = 3.0
"""The evidence that ends a heading where nothing else does."""
CLEAR = 4.0
"""The evidence that ends a heading before the stop of its sentence."""

USUAL = range(5, 15)
"""Lengths of a heading that are usual, in characters."""
LEAST, MOST = 2, 44
"""The length of a heading, in characters, that is looked for."""
CHAIN = 8
"""In characters: an opening word so near behind another is part of the same sentence: 2024年我局…"""
_MODIFIER_MOST = 3
_SAME = 3
"""How many characters must be the same."""
_UNFINISHED = frozenset("，、,：:可应要将对把被在从向由与和及或并而的是有为以于等一“《（(")
"""No heading ends with a comma, or with a word that needs another behind it."""
_NEVER_FIRST = frozenset("，、,的”》）) \t\u3000\xa0")
_OPENS = term("OPENS_SENTENCE")
_MODIFIES_NEXT = term("MODIFIES_NEXT")
_START = lazy(r"(?:^|[。！？])\s*([^\s第（(0-9]\S)")
_WORD = lazy(r"[\u3400-\u9fff“《「]{3}")

Stretch = tuple[str, int, int]
"""The text of a line, and where in it a heading begins and the first sentence ends."""


class End(NamedTuple):
    """The end of a heading, and whether the evidence for it is clear."""

    at: int
    clear: bool


class LostEnds:
    """Looks for the ends of headings in one document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        """How often two characters are side by side."""
        text = "\n".join(line.text for line in self._lines)
        return Counter(zip(text, text[1:]))

    @cached_property
    def _starts(self) -> Counter[str]:
        """How often two characters begin a sentence."""
        return Counter(pair for line in self._lines for pair in _START.findall(line.text))

    def ends(self, row: Sequence[Stretch]) -> list[End | None]:
        """Where the headings of a row of siblings end, each by its own evidence and what siblings share."""
        behind: dict[str, set[str]] = defaultdict(set)
        members: Counter[str] = Counter()
        for text, begin, end in row:
            places = range(begin + LEAST, min(end, begin + MOST))
            members.update({text[at : at + _SAME] for at in places})
            for at in places:
                behind[text[at : at + _SAME]].add(text[at - 1])
        alike = {
            words: count / len(row)
            for words, count in members.items()
            if len(row) > 2 and 2 * count >= len(row) and 5 * len(behind[words]) >= 3 * count
        }
        return [self._end(*stretch, alike) for stretch in row]

    def _end(self, text: str, begin: int, end: int, alike: dict[str, float]) -> End | None:
        weighed = [(weight, -at) for at, weight in self._weighed(text, begin, min(end, begin + MOST), alike)]
        weight, place = max(weighed, default=(0.0, 0))
        return End(-place, weight >= CLEAR) if weight >= ENOUGH else None

    def _weighed(self, text: str, begin: int, end: int, alike: dict[str, float]) -> Iterator[tuple[int, float]]:
        """Each place where a heading may end, and what speaks for it."""
        opened = -CHAIN
        comma = text.find("，", begin, end) % (len(text) + 1)
        for at in range(begin + LEAST, end):
            if text[at - 1] in _UNFINISHED or text[at] in _NEVER_FIRST:
                continue
            if _MODIFIES_NEXT.search(text, max(begin, at - _MODIFIER_MOST), at):
                continue
            words = text[at : at + _SAME]
            length = at - begin
            weight = SHORT * max(0.0, math.log(USUAL[0] / length)) + LONG * max(0.0, math.log(length / USUAL[-1]))
            weight += COMMA * (comma < at)
            if _OPENS.match(text, at):
                weight += OPENS * (at - opened > CHAIN)
                opened = at
            said = text.find(words, begin, at)
            if said == begin:
                weight += SUBJECT
            elif said > begin and text[said - 1] != text[at - 1] and _WORD.match(words):
                weight += TAKEN_UP
            yield at, weight + ALIKE * alike.get(words, 0.0) + self._known(text, at)

    def _known(self, text: str, at: int) -> float:
        """What the rest of the document says for a place."""
        pairs = self._pairs
        across, after = pairs[text[at - 1], text[at]], pairs[text[at], text[at + 1 : at + 2]]
        weight = APART * (1.0 if across <= 1 else -math.log(across) / 3)
        weight += BEFORE * (pairs[text[at - 2], text[at - 1]] > 1) + BEHIND * (after > 1)
        starts = self._starts[text[at : at + 2]]
        return weight + STARTS * math.log(1 + starts) * min(1.0, starts / max(1, after))

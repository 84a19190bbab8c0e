"""What comes later in a document: lookahead over its candidates, by binary search.

What follows often decides between a mark and a reference: a 1 that has no 2, a 五、 that comes next after 四、.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from govreport.outline.candidates import BARE, STOP, Candidate, Key, Place

LOOK_AHEAD = 200
"""How many marks of a series are checked to see whether an outer one continues; bounds the work on hostile text."""


class Lookahead:
    """The candidates of one document, indexed by what they count and where they are."""

    def __init__(self, body: Sequence[int], marks: Sequence[Sequence[Candidate]]) -> None:
        self.decimals: set[tuple[int, ...]] = set()
        """All decimals at the head of a line or after a sentence."""
        self.dotted = False
        """Whether some decimal has two parts, or is written 01: then a bare 1 may belong to them."""
        self.spaced: frozenset[str]
        """Statutory families whose marks are separate from the text: 第三条的… is a reference in such a document."""
        self.company: dict[str, int] = defaultdict(int)
        """How often each form that counts nothing is at the head of a line."""
        self._places: dict[tuple[Key, int | None], list[Place]] = defaultdict(list)
        self._listed: set[Place] = set()
        self._heads: dict[Key, list[Place]] = defaultdict(list)
        self._ordinals: dict[Key, list[int | None]] = defaultdict(list)
        spaced: dict[str, list[bool]] = defaultdict(list)
        for line in body:
            for mark in marks[line]:
                self._add(mark)
                if mark.family.statutory and mark.place >= STOP:
                    spaced[mark.family.name].append(mark.spaced)
        self.spaced = frozenset(name for name, seen in spaced.items() if 3 * sum(seen) >= 2 * len(seen))

    def _add(self, mark: Candidate) -> None:
        key, place = mark.key, mark.at
        self._places[key, mark.ordinal].append(place)
        if mark.listed:
            self._listed.add(place)
        if mark.family.series:  # 第一 … 首先 … 第二: each of the families that count together, for itself too
            self._places[(mark.family.name, BARE), mark.ordinal].append(place)
        if mark.family.name == "decimal" and mark.place >= STOP:
            self.decimals.add(mark.parts)
            self.dotted = self.dotted or len(mark.parts) > 1 or mark.padded
        if mark.head:
            self._heads[key].append(place)
            self._ordinals[key].append(mark.ordinal)
            if mark.ordinal is None:
                self.company[mark.family.name] += 1

    def next(self, place: Place, key: Key, ordinal: int | None) -> Place | None:
        """The place of the next candidate after ``place`` that has this key and ordinal."""
        places = self._places.get((key, ordinal))
        if not places:
            return None
        at = bisect_right(places, place)
        return places[at] if at < len(places) else None

    def follows(self, place: Place, key: Key, ordinal: int) -> bool:
        """Whether this ordinal comes later, before its series begins again."""
        later = self.next(place, key, ordinal)
        if later is None:
            return False
        anew = self.next(place, key, 1)
        return anew is None or later < anew

    def comes_again(self, mark: Candidate) -> bool:
        """Whether the same number comes before the next one, and not in a list: 二、三产业增加值… 二、发展目标."""
        again = self.next(mark.at, mark.key, mark.ordinal)
        after = self.next(mark.at, mark.key, (mark.ordinal or 0) + 1)
        return again is not None and again not in self._listed and (after is None or again < after)

    def follows_at_head(self, mark: Candidate, ordinal: int) -> bool:
        """Whether the next of the mark's series at the head of a line has this ordinal."""
        at = bisect_right(self._heads[mark.key], mark.at)
        return self._ordinals[mark.key][at : at + 1] == [ordinal]

    def on_line(self, mark: Candidate, ordinal: int | None, key: Key | None = None, most: float = math.inf) -> bool:
        """Whether the next candidate with this ordinal is on the same line, at most so far on in characters."""
        later = self.next(mark.at, key or mark.key, ordinal)
        return later is not None and later[0] == mark.line and later[1] - mark.begin <= most

    def line_of_next(self, mark: Candidate) -> int | None:
        """The line of the next candidate of the same series at the head of a line."""
        heads = self._heads[mark.key]
        at = bisect_right(heads, mark.at)
        return heads[at][0] if at < len(heads) else None

    def returns_to(self, mark: Candidate, ordinal: int) -> bool:
        """Whether a mark with this ordinal follows the run that begins here, and fits only an outer run.

        2. 1. 2. 3. 3.: the second 3. continues the first 2., so what comes between is a list inside it.
        """
        at = bisect_right(self._heads[mark.key], mark.at)
        reached = 1
        for value in self._ordinals[mark.key][at : at + LOOK_AHEAD]:
            if value is None:
                continue
            if value == reached + 1 or value == 1:
                reached = value
            else:
                return value == ordinal
        return False

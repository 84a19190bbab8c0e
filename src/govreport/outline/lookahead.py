"""What comes later in a document: lookahead over its candidate marks, by binary search.

A mark is often told from a reference by what follows: a 1 that has no 2, a 五、 that is the next after 四、.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from govreport.outline.candidates import STOP, Mark
from govreport.tree.families import STATUTE

Key = tuple[str, int]
"""What counts together: a family, or families of one series, and for decimals the number of components."""

BARE = -2
LOOK_AHEAD = 200
"""How many marks of a series are looked at to see whether an outer one goes on; bounds the work on hostile text."""

PARAGRAPH = 100
"""Members of an enumeration in a sentence are shorter than this on average, in characters; paragraphs are longer."""
MANY = 12
"""More members than any sentence enumerates."""


def key_of(mark: Mark) -> Key:
    """Marks that count together have one key; decimals count by their length, and what a blank closes by itself."""
    if mark.key is None:
        mark.key = (mark.family.series or mark.family.name, BARE if mark.bare else len(mark.parts))
    return mark.key


class Ahead:
    """The candidates of one document, indexed by what they count and where they stand."""

    def __init__(self, body: Sequence[int], marks: Sequence[Sequence[Mark]]) -> None:
        self.lines: list[int] = []
        """The line of each candidate, by its order."""
        self._begins: list[int] = []
        self.decimals: set[tuple[int, ...]] = set()
        """All decimals that stand at the head of a line or behind a sentence."""
        self.dotted = False
        """Whether some decimal has two parts, or is written 01: then a bare 1 may belong to them."""
        self.parted: frozenset[str]
        """Statutory families whose marks are parted from the text: 第三条的… is a reference in such a document."""
        self.company: dict[Key, int] = defaultdict(int)
        """How often each mark that counts nothing stands at the head of a line."""
        self._orders: dict[tuple[Key, int | None], list[int]] = defaultdict(list)
        self._heads: dict[Key, list[int]] = defaultdict(list)
        self._ordinals: list[int | None] = []
        spaced: dict[str, list[bool]] = defaultdict(list)
        for line in body:
            for mark in marks[line]:
                self._add(mark, line)
                if mark.family.name in STATUTE and (mark.begin == 0 or mark.weight == STOP):
                    spaced[mark.family.name].append(mark.spaced)
        self.parted = frozenset(name for name, seen in spaced.items() if 3 * sum(seen) >= 2 * len(seen))

    def _add(self, mark: Mark, line: int) -> None:
        key = key_of(mark)
        mark.order = len(self.lines)
        self.lines.append(line)
        self._begins.append(mark.begin)
        self._ordinals.append(mark.ordinal)
        self._orders[key, mark.ordinal].append(mark.order)
        if mark.family.series:  # 第一 … 首先 … 第二: each of the families that count together, for itself too
            self._orders[(mark.family.name, -1), mark.ordinal].append(mark.order)
        if mark.family.name == "decimal" and mark.weight >= STOP:
            self.decimals.add(mark.parts)
            self.dotted = self.dotted or len(mark.parts) > 1 or mark.padded
        if mark.head:
            self._heads[key].append(mark.order)
            if mark.ordinal is None:
                self.company[key] += 1

    def next(self, order: int, key: Key, ordinal: int | None) -> int | None:
        """The order of the next candidate behind ``order`` that has this key and ordinal."""
        orders = self._orders.get((key, ordinal))
        if not orders:
            return None
        at = bisect_right(orders, order)
        return orders[at] if at < len(orders) else None

    def follows(self, order: int, key: Key, ordinal: int) -> bool:
        """Whether this ordinal comes later, before its series begins anew."""
        later = self.next(order, key, ordinal)
        if later is None:
            return False
        anew = self.next(order, key, 1)
        return anew is None or later < anew

    def follows_before(self, mark: Mark, ordinal: int, other: int) -> bool:
        """Whether one ordinal of the mark's series comes before another, or neither does."""
        later = self.next(mark.order, key_of(mark), ordinal)
        rival = self.next(mark.order, key_of(mark), other)
        return rival is None or (later is not None and later < rival)

    def on_line(self, mark: Mark, ordinal: int | None, key: Key | None = None) -> int | None:
        """The order of the next candidate with this ordinal, if it stands on the same line."""
        later = self.next(mark.order, key or key_of(mark), ordinal)
        return later if later is not None and self.lines[later] == mark.line else None

    def holds_paragraphs(self, mark: Mark) -> bool:
        """Whether a series inside a long line is its outline: its members are many, or as long as paragraphs."""
        if not mark.flat or mark.family.name in {"arabic_paren", "circled"}:
            return mark.family.name in STATUTE
        return self.on_line(mark, MANY) is not None or self._member_length(mark) >= PARAGRAPH

    def _member_length(self, mark: Mark) -> float:
        """How long the first members of the series that begins here are on average, as far as they share its line."""
        orders = [order for order in (self.on_line(mark, ordinal) for ordinal in (2, 3, 4)) if order is not None]
        return (self._begins[max(orders)] - mark.begin) / len(orders) if orders else 0

    def line_of_next(self, mark: Mark) -> int | None:
        """The line of the next candidate of the same series that stands at the head of a line."""
        heads = self._heads[key_of(mark)]
        at = bisect_right(heads, mark.order)
        return self.lines[heads[at]] if at < len(heads) else None

    def returns_to(self, mark: Mark, ordinal: int) -> bool:
        """Whether after the run that begins here one comes with this ordinal, which only an outer run explains.

        2. 1. 2. 3. 3.: the second 3. goes on from the first 2., so what stands between is a list inside it.
        """
        heads = self._heads[key_of(mark)]
        at = bisect_right(heads, mark.order)
        reached = 1
        for order in heads[at : at + LOOK_AHEAD]:
            value = self._ordinals[order]
            if value is None:
                continue
            if value == reached + 1 or value == 1:
                reached = value
            else:
                return value == ordinal
        return False

"""The similarity of texts, by the character pairs that they share, and the search for similar ones.

All figures count as one character: last year's report has the same text with other figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from heapq import nsmallest
from itertools import chain, count, product
from typing import Final, TypeAlias

from govreport.comparing.entries import Side, squeezed
from govreport.text.regex import lazy

LONGEST: Final = 3000
"""The characters at the start of a unit, with its descendants, that represent its content."""
COMMON: Final = 16
"""A pair of characters in this many texts does not distinguish them, and is ignored in the search."""
CANDIDATES: Final = 5
"""This many texts with the most shared pairs are compared in full."""

_FIGURE: Final = lazy("[0-9]+(?:[.,][0-9]+)*")

Profile: TypeAlias = frozenset[int]
"""The character pairs of a text, each by its number."""


class Profiles:
    """Makes the profiles of a comparison, in which equal pairs have the same number.

    Sets of small numbers are met and counted in half the time of sets of texts.

    >>> profiles = Profiles()
    >>> profiles.of("共16件") == profiles.of("共18件")
    True
    """

    def __init__(self) -> None:
        self._numbers: dict[int | bytes, int] = defaultdict(count().__next__)
        self._known: dict[int, Profile] = {}

    def of(self, text: str) -> Profile:
        """The profile of a text."""
        plain = _FIGURE.sub("0", squeezed(text))[:LONGEST]
        codes = plain.encode("utf-32-le", "surrogatepass")
        number = self._numbers.__getitem__
        pairs = chain(_eights(codes), _eights(codes[4:]))  # those at even places, and those at odd ones
        return frozenset(map(number, pairs)) or frozenset([number(codes)])

    def of_entry(self, side: Side, at: int) -> Profile:
        """The profile of an entry with its descendants; equal contents have one."""
        content = side.contents[at]
        if content not in self._known:
            self._known[content] = self.of("".join(_start_of(side, at)))
        return self._known[content]


def _eights(codes: bytes) -> list[int]:
    """Each eight bytes, two characters of UTF-32, as one integer: faster than slices of the text."""
    return memoryview(codes[: len(codes) // 8 * 8]).cast("Q").tolist()


def _start_of(side: Side, at: int) -> Iterator[str]:
    """The texts of an entry and its descendants, until they are enough if figures of several characters shrink to one."""
    size = 0
    for entry in side.within(at):
        text = squeezed(entry.folded)
        yield text
        size += len(text)
        if size > 2 * LONGEST:
            break


def likeness(one: Profile, other: Profile) -> float:
    """The share of common pairs (the Dice coefficient): from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other))


def may_be_alike(one: Profile, other: Profile, least: float) -> bool:
    """Whether the sizes of two profiles allow a likeness."""
    return 2 * min(len(one), len(other)) >= least * (len(one) + len(other))


def alike(old: Mapping[int, Profile], new: Mapping[int, Profile]) -> Iterator[tuple[int, int]]:
    """The pairs worth comparing in full; a few for each old text, however many new ones there are."""
    if len(new) <= CANDIDATES:
        yield from product(old, new)
        return
    counts = Counter(chain.from_iterable(new.values()))
    rare = {pair for pair, count in counts.items() if count <= COMMON}
    holders: dict[int, list[int]] = defaultdict(list)
    for at, shown in new.items():
        for pair in rare & shown:
            holders[pair].append(at)
    for at, shown in old.items():
        shared = Counter(chain.from_iterable(map(holders.__getitem__, rare & shown)))
        # Not most_common: its order among equals is that of a set.
        best = nsmallest(CANDIDATES, shared, key=lambda there: (-shared[there], there))
        yield from ((at, there) for there in best)

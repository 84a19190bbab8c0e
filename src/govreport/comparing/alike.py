"""The similarity of texts, by the character pairs that they share, and the search for similar ones.

All figures count as one character: last year's report has the same text with other figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from heapq import nsmallest
from itertools import chain, product
from operator import add
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

Profile: TypeAlias = frozenset[str]


def profile(text: str) -> Profile:
    """The character pairs of a text.

    >>> profile("共16件") == profile("共18件")
    True
    """
    plain = _FIGURE.sub("0", squeezed(text))[:LONGEST]
    return frozenset(map(add, plain, plain[1:])) or frozenset([plain])


def profile_of(side: Side, at: int) -> Profile:
    """The profile of an entry with its descendants."""
    texts: list[str] = []
    size = 0
    for entry in side.within(at):
        texts.append(squeezed(entry.folded))
        size += len(texts[-1])
        if size > 2 * LONGEST:  # enough, if figures of several characters shrink to one
            break
    return profile("".join(texts))


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
    holders: dict[str, list[int]] = defaultdict(list)
    for at, shown in new.items():
        for pair in rare & shown:
            holders[pair].append(at)
    for at, shown in old.items():
        shared = Counter(chain.from_iterable([holders[pair] for pair in rare & shown]))
        # Not most_common: its order among equals is that of a set.
        best = nsmallest(CANDIDATES, shared, key=lambda there: (-shared[there], there))
        yield from ((at, there) for there in best)

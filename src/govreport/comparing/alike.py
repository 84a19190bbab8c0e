"""The similarity of texts, by the character pairs that they share, and the search for similar ones.

All figures count as one character: last year's report has the same text with other figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
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
    return frozenset(map("".join, pairwise(plain))) or frozenset([plain])


def profile_of(side: Side, at: int) -> Profile:
    """The profile of an entry with its descendants."""
    return profile("".join(entry.folded for entry in side.within(at)))


def likeness(one: Profile, other: Profile) -> float:
    """The share of common pairs (the Dice coefficient): from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other))


def alike(old: Mapping[int, Profile], new: Mapping[int, Profile]) -> Iterator[tuple[int, int]]:
    """The pairs worth comparing in full; a few for each old text, however many new ones there are."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, shown in new.items():
        for pair in shown:
            holders[pair].append(at)
    for at, shown in old.items():
        shared: Counter[int] = Counter()
        for pair in shown:
            found: Sequence[int] = holders.get(pair, ())
            if len(found) <= COMMON:
                shared.update(found)
        # Not most_common: its order among equals is that of a set.
        best = sorted(shared.items(), key=lambda each: (-each[1], each[0]))
        yield from ((at, there) for there, _ in best[:CANDIDATES])

"""How alike two texts are, and which of many are alike: by the pairs of characters that they share.

Figures count as one character, whatever they are: last year's report says the same with other figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from govreport.comparing.entries import Side, squeezed
from govreport.text.regex import late

LONGEST: Final = 3000
"""So many characters of a unit, with all below it, say what it is about."""
COMMON: Final = 16
"""A pair of characters that so many texts have tells none of them from the others, and leads to none."""
CANDIDATES: Final = 5
"""So many texts that share the most are compared in full."""

_FIGURE: Final = late("[0-9]+(?:[.,][0-9]+)*")

Profile: TypeAlias = frozenset[str]


def profile(text: str) -> Profile:
    """The pairs of neighbours in a text.

    >>> profile("共16件") == profile("共18件")
    True
    """
    plain = _FIGURE.sub("0", squeezed(text))[:LONGEST]
    return frozenset(map("".join, pairwise(plain))) or frozenset([plain])


def profile_of(side: Side, at: int) -> Profile:
    """The profile of an entry with all below it."""
    return profile("".join(entry.folded for entry in side.within(at)))


def likeness(one: Profile, other: Profile) -> float:
    """Which part of their pairs two texts share (the coefficient of Dice): 1 for all, 0 for none."""
    return 2 * len(one & other) / (len(one) + len(other))


def alike(old: Mapping[int, Profile], new: Mapping[int, Profile]) -> Iterator[tuple[int, int]]:
    """The pairs that are worth a closer look; few for each of the old, however many there are of the new."""
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
        # Not most_common: it keeps the order of a set among those that share as much.
        best = sorted(shared.items(), key=lambda each: (-each[1], each[0]))
        yield from ((at, there) for there, _ in best[:CANDIDATES])

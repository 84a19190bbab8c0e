"""The entries of a sequence that kept their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def heaviest_rise(values: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The positions of the heaviest increasing subsequence; all values differ.

    All others moved: if two swapped places, the lighter one.  Takes ``n log n`` steps.

    >>> sorted(heaviest_rise([0, 2, 1, 3], [5, 5, 9, 5]))
    [0, 2, 3]
    """
    ranks = sorted(values)
    best = [(0, -1)] * (
        len(values) + 1
    )  # a Fenwick tree: the heaviest subsequence that ends at a rank, and its last position
    before: list[int] = []
    for at, (value, weight) in enumerate(zip(values, weights, strict=True)):
        rank = bisect_left(ranks, value)
        total, last = _heaviest(best, rank)
        before.append(last)
        rank += 1
        while rank < len(best):
            best[rank] = max(best[rank], (total + weight, at))
            rank += rank & -rank
    _, at = _heaviest(best, len(values))
    kept = set()
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _heaviest(best: Sequence[tuple[int, int]], rank: int) -> tuple[int, int]:
    found = (0, -1)
    while rank:
        found = max(found, best[rank])
        rank -= rank & -rank
    return found

"""Rows: consecutive candidates of one form in a stretch of text, at any place in the lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govreport.outline.candidates import BLANK, GLUED, HEAD, STOP, WEAK, Candidate

PLACE = {HEAD: 3.0, STOP: 2.0, BLANK: 1.2, WEAK: 0.2, GLUED: 0.4}
"""The weight of the place of a candidate."""
STEP = 1.0
"""It follows the number before."""
SKIP = -1.5
"""A member is missing before it."""
AGAIN = -2.5
"""It repeats the number of the one before."""
MIDWAY = -4.0
"""The row begins with a number without an explanation."""
ANEW = -2.0
"""Another candidate for the first member comes between two members."""
GLUED_ANEW = 1.0
"""A first member that is glued to a word comes after a second one and before another."""
LISTED = -3.0
"""The next numeral follows at once: 一、二、三产业."""
COMMA = -2.0
"""A comma closes it inside a line: 文明古国之一，…"""
CITED = -2.0
"""第三条 without a blank after it, or in mid-sentence: a reference."""


class Row(NamedTuple):
    """Consecutive members, in order."""

    members: tuple[Candidate, ...]
    score: float


def best_row(candidates: Sequence[Candidate], expected: int | None) -> Row | None:
    """The row among candidates of one form that the places and the numbers support most.

    ``expected`` is the number that continues a row before, if any.  Linear: for each number only the best row that
    ends with it is kept.
    """
    ends: dict[int, tuple[float, int, int]] = {}  # of the best row that ends with a number: score, its last, restarts
    before: list[int] = []
    scores: list[float] = []
    lengths: list[int] = []
    restarts = 0
    for k, one in enumerate(candidates):
        ordinal = one.ordinal or 0
        anew = ordinal == 1 and one.place < STOP and _counts_anew(candidates, k)
        own = member_score(one) + (GLUED_ANEW if anew else 0.0)
        options = [(own + (0.0 if ordinal in (1, expected) else MIDWAY), -1)]
        for step, worth in ((1, STEP), (2, SKIP), (0, AGAIN)):
            known = ends.get(ordinal - step)
            if known is not None and (step or one.place >= STOP):
                score, last, seen = known
                options.append((own + worth + score + ANEW * (restarts - seen), last))
        score, previous = max(options)
        scores.append(score)
        before.append(previous)
        lengths.append(lengths[previous] + 1 if previous >= 0 else 1)
        if anew or (ordinal == 1 and one.place >= STOP):
            restarts += 1
        known = ends.get(ordinal)
        if known is None or score > known[0] + ANEW * (restarts - known[2]):
            ends[ordinal] = (score, k, restarts)
    gains = (k for k in range(len(candidates)) if lengths[k] > 1 and scores[k] > scores[before[k]])
    last = max(gains, key=scores.__getitem__, default=-1)
    if last < 0 or scores[last] <= 0:
        return None
    members: list[Candidate] = []
    score = scores[last]
    while last >= 0:
        members.append(candidates[last])
        last = before[last]
    return Row(tuple(reversed(members)), score)


def _counts_anew(candidates: Sequence[Candidate], k: int) -> bool:
    """Whether a first member that is glued to a word begins another row: 一、…二、…情况一、…二、"""
    around = [*candidates[max(0, k - 1) : k], *candidates[k + 1 : k + 2]]
    return len(around) == 2 and (around[0].ordinal or 0) > 1 and around[1].ordinal == 2


def member_score(one: Candidate) -> float:
    """The evidence for a candidate by itself."""
    score = PLACE[one.place]
    if one.listed:
        score += LISTED
    if one.place < STOP and one.stop in "，,":
        score += COMMA
    if one.family.statutory and not (one.spaced or one.place >= STOP):
        score += CITED
    return score

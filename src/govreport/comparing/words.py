"""Changes within a text, word by word.

A word is a run of letters, a figure, or a single Chinese character: 16件 and 18件 differ in 16 and 18, not in 6 and 8.
Whole sentences are matched first, then the words between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate
from typing import Final, TypeAlias

from attrs import frozen

from govreport.text.regex import lazy

MOST_EDITS: Final = 200
"""The maximum number of insertions and deletions between two matches; beyond it, all between them counts as replaced.

This bounds the work: each word is compared at most this many times.
"""
LITTLE: Final = 2
"""Matches of at most this many words between two longer changes count as changed, for readability."""

_WORD: Final = lazy(r"[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*%?|\S")
_ENDS: Final = frozenset("。;!?；！？")

Match: TypeAlias = tuple[int, int, int]
"""The start of a run in the old and in the new sequence, and its length."""


@frozen
class Stretch:
    """A slice of text that is in both, or that was replaced.

    The ``old`` of all slices joined is the old text, the ``new`` the new one.
    """

    old: str
    new: str
    same: bool
    """Whether both are equal, except for script, character width and blanks."""


def stretches(old: str, new: str, old_folded: str = "", new_folded: str = "") -> tuple[Stretch, ...]:
    """The changes between two texts; the folded texts, of the same lengths, are compared.

    >>> [(one.old, one.new) for one in stretches("审查文件16件。", "全年审查文件18件。")]
    [('', '全年'), ('审查文件', '审查文件'), ('16', '18'), ('件。', '件。')]
    """
    words, their_words = _words(old_folded or old), _words(new_folded or new)
    ours, theirs = [word for _, word in words], [word for _, word in their_words]
    matches = _rested(_matches(ours, theirs), len(ours), len(theirs))
    bounds, their_bounds = _bounds(words, old), _bounds(their_words, new)
    found, start, their_start = [], 0, 0
    for i, j, length in [*matches, (len(ours), len(theirs), 0)]:
        found.append(Stretch(old[start : bounds[i]], new[their_start : their_bounds[j]], same=False))
        start, their_start = bounds[i + length], their_bounds[j + length]
        found.append(Stretch(old[bounds[i] : start], new[their_bounds[j] : their_start], same=True))
    return tuple(one for one in found if one.old or one.new)


def _words(text: str) -> list[tuple[int, str]]:
    return [(word.start(), word.group()) for word in _WORD.finditer(text)]


def _bounds(words: Sequence[tuple[int, str]], text: str) -> list[int]:
    """The start of each word, with leading blanks of the first one; and the end."""
    return [*([0] if words else []), *[start for start, _ in words[1:]], len(text)]


def _matches(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Common runs: of sentences first, then of words between them."""
    ours, theirs = _sentences(old), _sentences(new)
    begins = [0, *accumulate(map(len, ours))]
    their_begins = [0, *accumulate(map(len, theirs))]
    found, at, there = [], 0, 0
    for i, j, length in [*_common(ours, theirs), (len(ours), len(theirs), 0)]:
        start, their_start = begins[i], their_begins[j]
        found += [(at + i, there + j, n) for i, j, n in _common(old[at:start], new[there:their_start])]
        at, there = begins[i + length], their_begins[j + length]
        found.append((start, their_start, at - start))
    return found[:-1]


def _sentences(words: Sequence[str]) -> list[tuple[str, ...]]:
    found, begin = [], 0
    for at, word in enumerate(words, 1):
        if word in _ENDS or at == len(words):
            found.append(tuple(words[begin:at]))
            begin = at
    return found


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Match]:
    """The common runs with the fewest edits; only those at the ends if there are too many edits."""
    shorter = min(len(old), len(new))
    head = next((k for k in range(shorter) if old[k] != new[k]), shorter)
    tail = next((k for k in range(shorter - head) if old[-1 - k] != new[-1 - k]), shorter - head)
    ours, theirs = old[head : len(old) - tail], new[head : len(new) - tail]
    inner = [(head + i, head + j, length) for i, j, length in _snakes(ours, theirs)]
    runs = [(0, 0, head), *inner, (len(old) - tail, len(new) - tail, tail)]
    return [run for run in runs if run[2]]


def _snakes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Match]:
    """The common runs of a shortest edit script (E. W. Myers, An O(ND) Difference Algorithm, 1986).

    On diagonal ``k``, the new index is ``k`` less than the old; ``reached`` is how far each diagonal gets with the edits
    so far.
    """
    shared = sum((Counter(old) & Counter(new)).values())
    if len(old) + len(new) - 2 * shared > MOST_EDITS:
        return []
    reached, history = {1: 0}, []
    for edits in range(min(len(old) + len(new), MOST_EDITS) + 1):
        history.append(reached.copy())
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reached[k - 1] < reached[k + 1])
            i = reached[k + 1] if down else reached[k - 1] + 1
            while i < len(old) and i - k < len(new) and old[i] == new[i - k]:
                i += 1
            reached[k] = i
            if i >= len(old) and i - k >= len(new):
                return list(_way_back(history, len(old), len(new)))[::-1]
    return []


def _way_back(history: Sequence[dict[int, int]], i: int, j: int) -> Iterator[Match]:
    for edits in reversed(range(len(history))):
        reached, k = history[edits], i - j
        down = k == -edits or (k != edits and reached[k - 1] < reached[k + 1])
        before = k + 1 if down else k - 1
        start = reached[before] if down else reached[before] + 1
        yield start, start - k, i - start
        i, j = reached[before], reached[before] - before


def _rested(matches: Sequence[Match], old: int, new: int) -> list[Match]:
    """The matches, without short ones between two longer changes."""
    joined: list[Match] = []
    for i, j, length in matches:
        if joined and (sum(joined[-1][::2]), joined[-1][1] + joined[-1][2]) == (i, j):
            i, j, length = joined[-1][0], joined[-1][1], joined.pop()[2] + length
        joined.append((i, j, length))
    kept: list[Match] = []
    for (i, j, length), (next_i, next_j, _) in zip(joined, [*joined[1:], (old, new, 0)]):
        end, their_end, run = kept[-1] if kept else (0, 0, 0)
        before = max(i - end - run, j - their_end - run)
        behind = max(next_i - i, next_j - j) - length
        if length > LITTLE or length >= min(before, behind):
            kept.append((i, j, length))
    return kept

"""Which entry of one report is which of the other.

What is said only once in both is an anchor, wherever it stands.  From there down, what hangs below two that are one is told
by what it says, by number and heading, by the heading alone; then what is much alike is sought everywhere, and at last what
is somewhat alike below the same unit.  What is left came or went.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeAlias

from govreport.comparing.alike import alike, likeness, profile_of
from govreport.comparing.entries import Side

LEAST: Final = 12
"""So many characters must say the same to be found anywhere in the report; less is said again by chance."""
MUCH: Final = 0.6
SOMEWHAT: Final = 0.35
"""How alike two texts are that are one, found anywhere or below the same unit.

Of the pairs of paragraphs that two seeds could make, strangers on one subject, 99 in 100 are less than 0.2 alike, none 0.6.
"""

_BLOCKS: Final = frozenset({"unit", "paragraph", "table", "attachment"})


class Matching:
    """Pairs of entries: ``new_of[i]`` is the place in the new of what stands at ``i`` in the old, ``old_of`` the way back."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.new_of: dict[int, int] = {}
        self.old_of: dict[int, int] = {}
        self._pair(0, 0)
        self._anchors()
        self._descend()
        self._anywhere()
        self._descend()
        self._descend(somewhat=True)

    # ---- ways to a pair

    def _anchors(self) -> None:
        """What is said once in both; the longest first, so that a unit takes along what hangs below it."""
        old, new = _once(self.old), _once(self.new)
        anchors = [(-self.old.sizes[at], at) for content, at in old.items() if content in new]
        for size, at in sorted(anchors):
            if -size >= LEAST:
                self._pair_all(at, new[self.old.contents[at]])

    def _anywhere(self) -> None:
        """What is much alike, wherever it stands."""
        olds = [at for at in range(len(self.old.entries)) if self._is_open(self.old, self.new_of, at)]
        news = [at for at in range(len(self.new.entries)) if self._is_open(self.new, self.old_of, at)]
        self._pair_alike(olds, news, MUCH)

    def _is_open(self, side: Side, taken: dict[int, int], at: int) -> bool:
        return at not in taken and side.sizes[at] >= LEAST and side.entries[at].kind in _BLOCKS

    def _descend(self, *, somewhat: bool = False) -> None:
        """From every pair to what hangs directly below both."""
        waiting = sorted(self.new_of.items(), reverse=True)
        while waiting:
            waiting += reversed(self._children(*waiting.pop(), somewhat))

    def _children(self, at: int, there: int, somewhat: bool) -> list[tuple[int, int]]:
        """Pair what hangs directly below a pair; the new pairs."""
        before, _ = self._left(at, there)
        for key in (_content, _number_and_name, _name):
            self._pair_by(key, *self._left(at, there))
        if somewhat:
            olds, news = self._left(at, there)
            self._pair_alike(olds, news, SOMEWHAT, by_place=True)
            olds, news = self._left(at, there)
            self._pair_by(_kind, _single(self.old, olds), _single(self.new, news))
        return [(each, self.new_of[each]) for each in before if each in self.new_of]

    def _left(self, at: int, there: int) -> tuple[list[int], list[int]]:
        """What hangs directly below a pair and has no partner."""
        return (
            [each for each in self.old.below[at] if each not in self.new_of],
            [each for each in self.new.below[there] if each not in self.old_of],
        )

    # ---- pairs

    def _pair(self, at: int, there: int) -> None:
        self.new_of[at], self.old_of[there] = there, at

    def _pair_all(self, at: int, there: int) -> None:
        """Pair two that say the same, and all below them that have no partner."""
        for each, other in zip(range(at, self.old.ends[at]), range(there, self.new.ends[there]), strict=True):
            if each not in self.new_of and other not in self.old_of:
                self._pair(each, other)

    def _pair_by(self, key: Key, olds: Sequence[int], news: Sequence[int]) -> None:
        """Pair those with the same key, the first with the first."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for there in reversed(news):
            waiting[key(self.new, there)].append(there)
        waiting.pop(None, None)
        pair = self._pair_all if key is _content else self._pair
        for at in olds:
            same = waiting.get(key(self.old, at))
            if same:
                pair(at, same.pop())

    def _pair_alike(self, olds: Sequence[int], news: Sequence[int], least: float, *, by_place: bool = False) -> None:
        """Pair those that are alike, the most alike first; ``by_place``: those at the same place are looked at too."""
        ours = {at: profile_of(self.old, at) for at in olds}
        theirs = {there: profile_of(self.new, there) for there in news}
        candidates = set(alike(ours, theirs))
        if by_place:
            places = {_place(self.new, there): there for there in reversed(news)}
            candidates |= {(at, places[_place(self.old, at)]) for at in olds if _place(self.old, at) in places}
        found = sorted((-likeness(ours[at], theirs[there]), at, there) for at, there in candidates)
        for unlike, at, there in found:
            free = at not in self.new_of and there not in self.old_of
            if free and -unlike >= least and _kind(self.old, at) == _kind(self.new, there):
                self._pair(at, there)


Key: TypeAlias = Callable[[Side, int], Hashable]
"""What two entries must have in common to be one; None where an entry has no such thing."""


def _content(side: Side, at: int) -> Hashable:
    return side.contents[at]


def _number_and_name(side: Side, at: int) -> Hashable:
    entry = side.entries[at]
    return (entry.kind, entry.name, entry.mark) if entry.name else None


def _name(side: Side, at: int) -> Hashable:
    entry = side.entries[at]
    return (entry.kind, entry.name) if entry.name else None


def _kind(side: Side, at: int) -> Hashable:
    return side.entries[at].kind


def _place(side: Side, at: int) -> Hashable:
    """The last segment of its path."""
    return side.entries[at].path.rpartition("/")[2]


def _single(side: Side, among: Sequence[int]) -> list[int]:
    """Those parts of head and foot of which there is one: a title is a title, whatever it says."""
    counts = Counter(side.entries[at].kind for at in among)
    return [at for at in among if side.entries[at].kind not in _BLOCKS and counts[side.entries[at].kind] == 1]


def _once(side: Side) -> dict[int, int]:
    """What is said once in a report, and where."""
    counts = Counter(side.contents)
    return {content: at for at, content in enumerate(side.contents) if counts[content] == 1}

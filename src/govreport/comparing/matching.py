"""Matching the entries of two reports.

Text that occurs once in both is an anchor, at any place.  From there down, the children of matched entries are matched
by content, by number and heading, and by heading alone.  Then very similar entries are matched anywhere, and finally
moderately similar ones below the same unit, and units that play the same role there.  The rest was added or removed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeAlias

from govreport.comparing.alike import Profile, Profiles, alike, likeness, may_be_alike
from govreport.comparing.entries import Side

LEAST: Final = 12
"""The minimum length of text matched anywhere in the report; shorter text recurs by chance."""
MUCH: Final = 0.6
SOMEWHAT: Final = 0.35
"""The minimum similarity of matching texts, anywhere or below the same unit.

Of the pairs of paragraphs of two seeds, unrelated on one subject, 99 of 100 have less than 0.2, and no pair has 0.6.
"""

RELATED: Final = 0.2
"""The minimum similarity of units with the same role: two reports of one kind deal with the same subjects in other words."""
ROLE: Final = 0.33
"""The minimum of the similarity of such units together with that of their headings and with :data:`PLACE`.

Of the first-level sections of two reports of one kind, those with other subjects rarely reach it: their contents have 0.2,
their headings little in common.
"""
PLACE: Final = 0.1
"""What the same place in the series adds."""

_BLOCKS: Final = frozenset({"unit", "paragraph", "table", "attachment"})


class Matching:
    """Pairs of entries: ``new_of[i]`` is the index in the new report of the old entry ``i``; ``old_of`` is the inverse."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.new_of: dict[int, int] = {}
        self.old_of: dict[int, int] = {}
        self._profiles = Profiles()
        self._pair(0, 0)
        self._anchors()
        self._descend()
        self._anywhere()
        self._descend()
        self._parts()
        self._descend(somewhat=True)

    # ---- the steps

    def _anchors(self) -> None:
        """Match content that occurs once in both; longest first, so that units take their descendants along."""
        old, new = _once(self.old), _once(self.new)
        anchors = [(-self.old.sizes[at], at) for content, at in old.items() if content in new]
        for size, at in sorted(anchors):
            if -size >= LEAST:
                self._pair_all(at, new[self.old.contents[at]])

    def _anywhere(self) -> None:
        """Match very similar entries anywhere."""
        olds = [at for at in range(len(self.old.entries)) if self._is_open(self.old, self.new_of, at)]
        news = [at for at in range(len(self.new.entries)) if self._is_open(self.new, self.old_of, at)]
        self._pair_alike(olds, news, MUCH)

    def _is_open(self, side: Side, taken: dict[int, int], at: int) -> bool:
        return at not in taken and side.sizes[at] >= LEAST and side.entries[at].kind in _BLOCKS

    def _parts(self) -> None:
        """Match units of matched parents that alone play the same part of a profile."""
        for part, at in self.old.parts.items():
            there = self.new.parts.get(part)
            if there is not None and at not in self.new_of and there not in self.old_of:
                above = self.new_of.get(self.old.entries[at].parent)
                if above == self.new.entries[there].parent:
                    self._pair(at, there)

    def _descend(self, *, somewhat: bool = False) -> None:
        """Match the children of every pair, downwards."""
        waiting = sorted(self.new_of.items(), reverse=True)
        while waiting:
            waiting += reversed(self._children(*waiting.pop(), somewhat))

    def _children(self, at: int, there: int, somewhat: bool) -> list[tuple[int, int]]:
        """Match the children of a pair; return the new pairs."""
        before, others = self._left(at, there)
        if not (before and others):
            return []
        for key in (_content, _number_and_name, _name):
            self._pair_by(key, *self._left(at, there))
        if somewhat:
            olds, news = self._left(at, there)
            self._pair_alike(olds, news, SOMEWHAT, by_place=True)
            self._pair_roles(*self._left(at, there))
            olds, news = self._left(at, there)
            self._pair_by(_kind, _single(self.old, olds), _single(self.new, news))
        return [(each, self.new_of[each]) for each in before if each in self.new_of]

    def _left(self, at: int, there: int) -> tuple[list[int], list[int]]:
        """The children of a pair that are not matched."""
        return (
            [each for each in self.old.below[at] if each not in self.new_of],
            [each for each in self.new.below[there] if each not in self.old_of],
        )

    # ---- the pairs

    def _pair(self, at: int, there: int) -> None:
        self.new_of[at], self.old_of[there] = there, at

    def _pair_all(self, at: int, there: int) -> None:
        """Match two entries with the same content, and all their descendants that are not matched."""
        for each, other in zip(range(at, self.old.ends[at]), range(there, self.new.ends[there]), strict=True):
            if each not in self.new_of and other not in self.old_of:
                self._pair(each, other)

    def _pair_by(self, key: Key, olds: Sequence[int], news: Sequence[int]) -> None:
        """Match entries with the same key, in order."""
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
        """Match similar entries, most similar first; ``by_place``: also compare those at the same place."""
        ours, theirs, candidates = self._candidates(olds, news, by_place=by_place)
        likely = ((at, there) for at, there in candidates if may_be_alike(ours[at], theirs[there], least))
        found = sorted((-likeness(ours[at], theirs[there]), at, there) for at, there in likely)
        for unlike, at, there in found:
            if -unlike >= least and _kind(self.old, at) == _kind(self.new, there):
                self._pair_free(at, there)

    def _pair_roles(self, olds: Sequence[int], news: Sequence[int]) -> None:
        """Match units with related content, those with the most similar contents and headings first."""
        olds = [at for at in olds if self._is_titled(self.old, at)]
        news = [there for there in news if self._is_titled(self.new, there)]
        ours, theirs, candidates = self._candidates(olds, news, by_place=True)
        found = []
        for at, there in candidates:
            content = likeness(ours[at], theirs[there])
            if content >= RELATED:
                named, named_there = self.old.entries[at].folded, self.new.entries[there].folded
                heading = likeness(self._profiles.of(named), self._profiles.of(named_there))
                place = PLACE if _place(self.old, at) == _place(self.new, there) else 0
                found.append((-(content + heading + place), at, there))
        for unlike, at, there in sorted(found):
            if -unlike >= ROLE:
                self._pair_free(at, there)

    def _is_titled(self, side: Side, at: int) -> bool:
        return bool(side.entries[at].name) and side.entries[at].kind == "unit"

    def _candidates(
        self, olds: Sequence[int], news: Sequence[int], *, by_place: bool
    ) -> tuple[dict[int, Profile], dict[int, Profile], set[tuple[int, int]]]:
        """The profiles of entries, and the pairs worth comparing in full."""
        if not olds or not news:
            return {}, {}, set()
        ours = {at: self._profiles.of_entry(self.old, at) for at in olds}
        theirs = {there: self._profiles.of_entry(self.new, there) for there in news}
        candidates = set(alike(ours, theirs))
        if by_place:
            places = {_place(self.new, there): there for there in reversed(news)}
            candidates |= {(at, places[_place(self.old, at)]) for at in olds if _place(self.old, at) in places}
        return ours, theirs, candidates

    def _pair_free(self, at: int, there: int) -> None:
        """Match two entries unless one of them is matched."""
        if at not in self.new_of and there not in self.old_of:
            self._pair(at, there)


Key: TypeAlias = Callable[[Side, int], Hashable]
"""What matching entries must have in common; None if an entry has nothing of this kind."""


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
    """The last step of its path."""
    return side.entries[at].path.rpartition("/")[2]


def _single(side: Side, among: Sequence[int]) -> list[int]:
    """Parts of head and foot that occur once: titles match, even if their texts differ."""
    counts = Counter(side.entries[at].kind for at in among)
    return [at for at in among if side.entries[at].kind not in _BLOCKS and counts[side.entries[at].kind] == 1]


def _once(side: Side) -> dict[int, int]:
    """The contents that occur once in a report, with their indices."""
    counts = Counter(side.contents)
    return {content: at for at, content in enumerate(side.contents) if counts[content] == 1}

"""The entries that both reports have, each with its changes."""

from __future__ import annotations

from attrs import frozen

from govreport.comparing.changes import Kind
from govreport.comparing.entries import Side, squeezed
from govreport.comparing.matching import Matching
from govreport.comparing.order import heaviest_rise
from govreport.comparing.words import Stretch, stretches


@frozen
class Pair:
    """Two matching entries."""

    old: int
    new: int
    kinds: tuple[Kind, ...]
    stretches: tuple[Stretch, ...]

    def turned(self) -> Pair:
        """The pair with old and new exchanged."""
        others = tuple(Stretch(one.new, one.old, one.same) for one in self.stretches)
        return Pair(self.new, self.old, self.kinds, others)


def pairs(old: Side, new: Side) -> list[Pair]:
    """The matching entries of two reports; exchanging the reports exchanges the pairs.

    Ties are decided by order, so the reports are always compared in a canonical order.
    """
    if _order_key(new) < _order_key(old):
        return [pair.turned() for pair in _pairs(new, old)]
    return _pairs(old, new)


def _order_key(side: Side) -> list[tuple[int, str, str, str]]:
    """What decides the canonical order of two reports."""
    return [(entry.parent, entry.part, entry.mark, entry.folded) for entry in side.entries]


def _pairs(old: Side, new: Side) -> list[Pair]:
    new_of = Matching(old, new).new_of
    moved = _moved(old, new, new_of)
    return [_pair(old, new, at, there, at in moved) for at, there in sorted(new_of.items())]


def _pair(old: Side, new: Side, at: int, there: int, moved: bool) -> Pair:
    ours, theirs = old.entries[at], new.entries[there]
    kinds: list[Kind] = ["moved"] if moved else []
    if ours.mark != theirs.mark:
        kinds.append("renumbered")
    if squeezed(ours.folded) == squeezed(theirs.folded):
        return Pair(at, there, tuple(kinds), ())
    kinds.append("retitled" if ours.kind == "unit" else "reworded")
    changed = stretches(ours.text, theirs.text, ours.folded, theirs.folded)
    return Pair(at, there, tuple(kinds), changed)


def _moved(old: Side, new: Side, new_of: dict[int, int]) -> set[int]:
    """The entries with another parent than before, and those that changed places with siblings."""
    moved = set()
    for at, below in enumerate(old.below):
        stayed = []
        for each in below:
            if each in new_of:
                above = new.entries[new_of[each]].parent
                stayed.append(each) if above == new_of.get(at) else moved.add(each)
        kept = heaviest_rise([new_of[each] for each in stayed], [old.sizes[each] + 1 for each in stayed])
        moved |= {each for place, each in enumerate(stayed) if place not in kept}
    return moved

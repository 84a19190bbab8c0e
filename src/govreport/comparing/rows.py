"""Both reports merged into one sequence of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govreport.comparing.changes import Change, Found, Kind
from govreport.comparing.entries import Entry, Side
from govreport.comparing.pairs import Pair


def rows(old: Side, new: Side, pairs: Sequence[Pair]) -> Iterator[Change]:
    """Every entry of both, except the reports; in the order of the new one, removed entries after their old predecessors."""
    of_old = {pair.old: pair for pair in pairs}
    of_new = {pair.new: pair for pair in pairs}
    waiting: list[tuple[int | None, int | None]] = [(0, 0)]
    while waiting:
        at, there = waiting.pop()
        if at != 0:
            pair = of_new.get(there) if there is not None else None
            yield _change(
                old.entries[at] if at is not None else None,
                new.entries[there] if there is not None else None,
                pair,
                implied=_implied(old, of_old, at) if there is None else _implied(new, of_new, there),
            )
        waiting += reversed(list(_below(old, new, of_old, of_new, at, there)))


def _below(
    old: Side, new: Side, of_old: Mapping[int, Pair], of_new: Mapping[int, Pair], at: int | None, there: int | None
) -> Iterator[tuple[int | None, int | None]]:
    """The rows below a row: all new children, and the removed old ones."""
    gone: dict[int | None, list[int]] = {}
    behind = None
    for each in old.below[at] if at is not None else ():
        pair = of_old.get(each)
        if pair is None:
            gone.setdefault(behind, []).append(each)
        elif "moved" not in pair.kinds:
            behind = pair.new
    yield from ((each, None) for each in gone.get(None, ()))
    for each in new.below[there] if there is not None else ():
        yield (of_new[each].old if each in of_new else None), each
        yield from ((other, None) for other in gone.get(each, ()))


def _implied(side: Side, paired: Mapping[int, Pair], at: int | None) -> bool:
    """Whether neither an entry nor its parent has a match."""
    return at is not None and at not in paired and side.entries[at].parent not in paired


def _change(old: Entry | None, new: Entry | None, pair: Pair | None, *, implied: bool) -> Change:
    alone: tuple[Kind, ...] = ("added",) if old is None else ("removed",)
    return Change(
        kinds=pair.kinds if pair else alone,
        old=_found(old),
        new=_found(new),
        stretches=pair.stretches if pair else (),
        implied=implied,
    )


def _found(entry: Entry | None) -> Found | None:
    return Found(entry.node, entry.part, entry.depth, entry.path, entry.number, entry.text) if entry else None

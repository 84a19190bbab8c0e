"""The figures of two reports side by side, such as this year's and last year's number of the same thing."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from decimal import Decimal

from attrs import frozen

from govreport.facts.kinds import Figure, Mention


@frozen
class FigurePair:
    """One thing counted; a side is None if that report does not count it."""

    old: Figure | None
    new: Figure | None

    @property
    def change(self) -> Decimal | None:
        """The difference, new minus old; None if a side is missing."""
        return self.new.value - self.old.value if self.old and self.new else None


def side_by_side(old: Iterable[Mention], new: Iterable[Mention]) -> tuple[FigurePair, ...]:
    """The figures of two reports, paired by action, thing and unit; then by thing and unit alone.

    Equal figures are paired in order.  A figure without a thing is not paired.  The result is in the order of the old
    report, followed by the figures that only the new one has.

    >>> from govreport import parse
    >>> old, new = (parse(text).mentions() for text in ("审查文件16件，受理案件9宗。", "受理案件12宗，备案合同20件。"))
    >>> [(pair.old and pair.old.text, pair.new and pair.new.text, str(pair.change)) for pair in side_by_side(old, new)]
    [('16件', None, 'None'), ('9宗', '12宗', '3'), (None, '20件', 'None')]
    """
    before = [one for one in old if isinstance(one, Figure)]
    after = [one for one in new if isinstance(one, Figure)]
    partner: dict[int, int] = {}
    for key in (_closely, _loosely):
        waiting: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
        taken = set(partner.values())
        for at, one in enumerate(after):
            if at not in taken and one.thing:
                waiting[key(one)].append(at)
        for at, one in enumerate(before):
            if at not in partner and waiting.get(key(one)):
                partner[at] = waiting[key(one)].popleft()
    taken = set(partner.values())
    pairs = [FigurePair(one, after[partner[at]] if at in partner else None) for at, one in enumerate(before)]
    return (*pairs, *(FigurePair(None, one) for at, one in enumerate(after) if at not in taken))


def _closely(one: Figure) -> tuple[str, ...]:
    return one.action, one.thing, one.unit, _part(one)


def _loosely(one: Figure) -> tuple[str, ...]:
    return one.thing, one.unit, _part(one)


def _part(one: Figure) -> str:
    """What a figure is in its change: a growth and an earlier level are not compared with a level."""
    if one.growth is not None and (abs(one.growth), one.growth_unit) == (one.value, one.unit):
        return "growth"
    return "from" if one.from_value == one.value else ""

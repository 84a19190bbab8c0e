"""The lists of a tree: consecutive numbers among the children of one parent, 一、 二、 三、."""

from __future__ import annotations

from govreport.checks.ordinals import ordinal, series, shape
from govreport.tree.nodes import Block, Item, Number, Paragraph, Table, Unit


class List:
    """A list, and the numbers read of it so far."""

    __slots__ = ("after", "last", "name", "ordinals", "seen", "top")

    def __init__(self, name: str, after: List | None = None, ordinals: set[int] | None = None) -> None:
        self.name = name
        """The series that its members are counted in."""
        self.after = after
        """The list of the same series directly before it, or None."""
        self.ordinals = set() if ordinals is None else ordinals
        """The ordinals of all its members, read or not."""
        self.last: Number | None = None
        """The last member read."""
        self.top: Number | None = None
        """The member read with the highest ordinal."""
        self.seen: set[int] = set()

    def read(self, number: Number) -> None:
        """Count a member as read."""
        if self.top is None or ordinal(number) > ordinal(self.top):
            self.top = number
        self.last = number
        self.seen.add(ordinal(number))


def lists(blocks: tuple[Block, ...]) -> dict[int, List]:
    """The list of each counted unit among siblings, by the unit's index."""
    found: dict[int, List] = {}
    latest: dict[str, tuple[int, Number]] = {}
    for index, unit in enumerate(blocks):
        if not isinstance(unit, Unit) or unit.number is None or unit.number.ordinal is None:
            continue
        name = series(unit)
        before, number = latest.get(name, (-1, None))
        if number is None:
            found[index] = List(name)
        elif ordinal(unit.number) <= 1 and not unit.number.sub and ordinal(number) >= ordinal(unit.number):
            touching = index == before + 1 and shape(number) == shape(unit.number)
            silent = isinstance(unit, Item) or not touching or _trails_off(blocks[before])
            found[index] = List(name, None if silent else found[before])
        else:
            found[index] = found[before]
        found[index].ordinals.add(unit.number.ordinal)
        latest[name] = index, unit.number
    return found


def _trails_off(block: Block) -> bool:
    """Whether a unit ends in a paragraph that may introduce the next list rather than belong to the unit."""
    alone = True
    while isinstance(block, Unit) and block.blocks:
        alone = len(block.blocks) == 1
        block = block.blocks[-1]
    if isinstance(block, Paragraph):
        return not alone or block.text.endswith(("：", ":"))
    return isinstance(block, Table)

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
        here = number.ordinal or 0
        if self.top is None or here > (self.top.ordinal or 0):
            self.top = number
        self.last = number
        self.seen.add(here)


def has_units(blocks: tuple[Block, ...]) -> bool:
    """Whether units may be among blocks; most units hold a paragraph alone."""
    return len(blocks) > 1 or (len(blocks) == 1 and type(blocks[0]) is not Paragraph)


def lists(blocks: tuple[Block, ...]) -> dict[int, List]:
    """The list of each counted unit among siblings, by the unit's index."""
    found: dict[int, List] = {}
    latest: dict[str, tuple[int, Number]] = {}
    for index, unit in enumerate(blocks):
        if not isinstance(unit, Unit) or unit.number is None or unit.number.ordinal is None:
            continue
        name = series(unit)
        here = unit.number.ordinal
        before, number = latest.get(name, (-1, None))
        if number is None:
            members = List(name)
        elif here <= 1 and not unit.number.sub and ordinal(number) >= here:
            touching = index == before + 1 and shape(number) == shape(unit.number)
            silent = isinstance(unit, Item) or not touching or _trails_off(blocks[before])
            members = List(name, None if silent else found[before])
        else:
            members = found[before]
        found[index] = members
        members.ordinals.add(here)
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

"""The open levels of an outline, and the units that were opened so far."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from govreport.outline.candidates import Candidate, Key
from govreport.outline.headings import HeadingPlace
from govreport.util.records import record

MAX_DEPTH = 100
"""Deeper marks join the deepest level: Python's own recursion (``repr``, ``==``, JSON) ends some hundred levels down."""
RECENT_MEMBERS = 64
"""How many members of a row show how many paragraphs are usual; bounds the work."""
OWN_LEAST = 3
"""How many paragraphs of its own show that the last member is long."""
ROW_LEAST = 3
"""The shortest row that shows how many paragraphs its members contain."""
RECENT = 4
"""How many closed series of one form are remembered: an outer one and those inside it."""
ROOT = -1


@record(eq=False)
class Unit:
    """A placed unit of the outline: its mark or heading, and where it belongs."""

    mark: Candidate | None
    line: int
    begin: int
    """Where it begins, in characters of its line's text."""
    parent: int
    """Index of the parent unit; ``ROOT`` for the body."""
    item: bool
    series: int
    """Consecutive siblings share this number."""
    heading: HeadingPlace | None = None
    """The heading of a unit without a mark; those of numbered units are decided row by row, when all are placed."""

    def __repr__(self) -> str:
        return f"<Unit {self.mark or 'plain'} under {self.parent}>"


class Level:
    """An open level: the unit that is open there, and how its series counts."""

    __slots__ = ("index", "inline", "key", "ordinal", "parts", "unit")

    def __init__(self, index: int, unit: Unit, key: Key, inline: bool, lost: int | None) -> None:
        self.index = index
        self.unit = unit
        self.key = key
        self.inline = inline
        """Whether its series began inside a line: it ends with its paragraph."""
        mark = unit.mark
        self.ordinal = mark.ordinal if mark is not None else lost
        """How far it counted; ``lost`` is the number of a member whose mark is lost."""
        self.parts = mark.parts if mark is not None else ()
        """All components of its number: 2. can contain 2.1."""
        if mark is not None and mark.family.name == "arabic" and mark.ordinal is not None:
            self.parts = (mark.ordinal,)


class Members:
    """What is known of the members of a series so far."""

    __slots__ = ("count", "last", "most", "recent", "with_units")

    def __init__(self) -> None:
        self.count = 0
        self.last = ROOT
        """The index of the last one."""
        self.most = [0, 0]
        """The most paragraphs that a member before the last contains, before its own units and after them."""
        self.recent: deque[int] = deque(maxlen=RECENT_MEMBERS)
        """How many paragraphs the members before the last contain before their own units."""
        self.with_units = False
        """Whether a member before the last contains units."""


class Levels:
    """A stack of open levels that remembers what it closed."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._open: list[Level] = []
        self.open: Sequence[Level] = self._open
        """The open levels, outermost first."""
        self.inline = False
        """Whether some level may be inline."""
        self.bounded: list[int] = []
        """Units that would have been deeper than ``MAX_DEPTH``."""
        self._closed: dict[int, dict[Key, Level]] = {}
        self._last: dict[Key, list[int]] = defaultdict(list)
        self._child: dict[int, Key] = {}
        self._under: dict[tuple[Key, Key], int] = defaultdict(int)
        self._series = 0
        self._rows: dict[int, Members] = defaultdict(Members)
        self._paragraphs: dict[int, list[int]] = defaultdict(lambda: [0, 0])

    def push(
        self,
        mark: Candidate | None,
        line: int,
        key: Key,
        *,
        item: bool = False,
        inline: bool = False,
        series: int | None = None,
        lost: int | None = None,
        heading: HeadingPlace | None = None,
    ) -> None:
        """Open a unit below the innermost open one; ``lost`` is its number if its mark is lost."""
        opened = self._open
        if len(opened) >= MAX_DEPTH:
            del opened[MAX_DEPTH - 1 :]
            self.bounded.append(len(self.units))
        parent = opened[-1].index if opened else ROOT
        if opened and self._child.get(parent) != key:
            self._under[key, opened[-1].key] += 1
        self._child[parent] = key
        if series is None:
            self._series += 1
            series = self._series
        # A series that a paragraph closed may continue, but not after another unit of the same parent.
        self._closed.pop(parent, None)
        unit = Unit(mark, line, mark.begin if mark else 0, parent, item, series, heading)
        index = len(self.units)
        self.units.append(unit)
        row = self._rows[series]
        if row.count:
            counts = self._paragraphs.get(row.last, (0, 0))
            row.recent.append(counts[0])
            row.with_units = row.with_units or row.last in self._child
            for at, count in enumerate(counts):
                if count > row.most[at]:
                    row.most[at] = count
        row.count, row.last = row.count + 1, index
        opened.append(Level(index, unit, key, inline, lost))
        self.inline = self.inline or inline
        if mark is not None and mark.ordinal is not None:
            last = self._last[key]
            if last and self.units[last[-1]].series == series:
                last[-1] = index
            else:
                last[:] = [i for i in last if self.units[i].series != series][-RECENT:]
                last.append(index)

    def sibling(self, at: int, mark: Candidate) -> None:
        """Open a unit that follows the one open at a level."""
        level = self._open[at]
        del self._open[at:]
        self.push(mark, mark.line, level.key, item=level.unit.item, inline=level.inline, series=level.unit.series)

    def child(self, at: int, mark: Candidate, key: Key) -> None:
        """Open a unit below the one open at a level."""
        del self._open[at + 1 :]
        self.push(mark, mark.line, key)

    def close_from(self, at: int) -> None:
        """Close the levels from one on; a paragraph or a new parent may have come only between two members."""
        for level in self._open[at:]:
            self._closed.setdefault(level.unit.parent, {})[level.key] = level
        del self._open[at:]

    def close_inline(self) -> None:
        """Close the series that began inside a line: its paragraph ends."""
        at = next((i for i, level in enumerate(self._open) if level.inline), None)
        if at is not None:
            self.close_from(at)
        self.inline = False

    def forget_from(self, at: int) -> None:
        """Close the levels from one on for good: nothing continues their series below the same parent."""
        del self._open[at:]

    def find(self, key: Key) -> int | None:
        """The innermost open level whose series has this key."""
        return next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i].key == key), None)

    def closed_before(self, key: Key, ordinal: int) -> Level | None:
        """The closed series that this ordinal continues below the innermost open unit."""
        parent = self._open[-1].index if self._open else ROOT
        level = self._closed.get(parent, {}).get(key)
        return level if level is not None and level.ordinal is not None and level.ordinal + 1 == ordinal else None

    def last_with(self, key: Key, ordinal: int) -> Unit | None:
        """The last unit of a series closed anywhere before that has this ordinal."""
        for index in reversed(self._last[key]):
            mark = self.units[index].mark
            if mark is not None and mark.ordinal == ordinal:
                return self.units[index]
        return None

    def latest(self, key: Key) -> Unit | None:
        """The last unit of any series with this key."""
        last = self._last[key]
        return self.units[last[-1]] if last else None

    def add_paragraph(self, unit: int) -> None:
        """Count a paragraph of a unit: before its own units, or after them."""
        self._paragraphs[unit][unit in self._child] += 1

    def is_row(self, level: Level) -> bool:
        """Whether the series of a level is long enough to show how many paragraphs its members contain."""
        return self._rows[level.unit.series].count >= ROW_LEAST

    def has_extra_paragraph(self, level: Level, more: int = 0) -> bool:
        """Whether the unit open at a level contains more paragraphs, with ``more``, than any sibling before it.

        Paragraphs before and after the units inside it are counted separately.
        """
        row, behind = self._rows[level.unit.series], level.index in self._child
        return row.count > 1 and self._paragraphs[level.index][behind] + more > row.most[behind]

    def has_more_than_usual(self, level: Level) -> bool:
        """Whether the unit open at a level would have, with one paragraph more, more than its siblings usually have.

        Shown only by rows of plain paragraphs, and by a unit that has some.
        """
        row, own = self._rows[level.unit.series], self._paragraphs[level.index][0]
        if level.unit.item or row.with_units or level.index in self._child or own < OWN_LEAST:
            return False  # 首先 and 其次 may be of any length before 最后
        return not row.recent or own >= sorted(row.recent)[len(row.recent) // 2]

    def has_content(self, level: Level) -> bool:
        """Whether the unit open at a level contains units, or inside another unit paragraphs, as its siblings do."""
        if level.index in self._child:
            return True
        before, _ = self._paragraphs[level.index]
        return level.unit.parent != ROOT and before > 0 and self._rows[level.unit.series].most[0] > 0

    def stood_under(self, key: Key, other: Key) -> int:
        """How many units with the other key have contained a row with the first."""
        return self._under.get((key, other), 0)

"""Which candidate marks are real, and under which level they stand.

Evidence, strongest first: a mark that continues an open series; one that continues a series closed before
（（十一）after a new 二、）; one that begins a series whose second member follows.  Under which marks a form has stood in
this document counts before the usual ladder 一、 → （一） → 1. → （1）.  What fits no series stays text.
"""

from __future__ import annotations

from collections.abc import Sequence

from govreport.outline.body_facts import Content
from govreport.outline.bullets import place_uncounted
from govreport.outline.candidates import GLUED, HEADING_MOST, STOP, WEAK, Mark
from govreport.outline.decimals import place_decimal
from govreport.outline.lookahead import Ahead, Key, key_of
from govreport.outline.nesting import Nesting
from govreport.outline.open_levels import Level, Levels
from govreport.tree.families import STATUTE


class Placer:
    """Places the marks of one document, one after the other."""

    def __init__(self, marks: Sequence[Sequence[Mark]], content: Content) -> None:
        """``marks`` are the candidates of every line of the text."""
        self.levels = Levels()
        self._marks = marks
        self._ahead = Ahead(content.body, marks)
        self.nesting = Nesting(self.levels, self._ahead, content)

    def place(self, mark: Mark) -> bool:
        """Place a mark if it is real; say whether it was."""
        self.nesting.order = mark.order
        key = key_of(mark)
        if mark.family.name == "decimal":
            return place_decimal(mark, self.levels, self._ahead, self.nesting.close_to_container)
        if mark.ordinal is None:
            return place_uncounted(mark, self.levels, self._ahead, self._marks)
        if mark.ordinal == 0 or (mark.family.name in self._ahead.parted and not mark.spaced):
            return False
        if mark.listed and not self._ahead.follows_before(mark, mark.ordinal + 1, mark.ordinal):
            return False
        if mark.weight <= WEAK and (mark.flat or mark.family.name in STATUTE):
            if self._behind_heading(mark):
                mark.weight = GLUED
            elif mark.weight == GLUED and not self._is_next(mark, key):
                return False
        return (
            self._continue_open(mark, key)
            or self._continue_closed(mark, key)
            or self._begin(mark, key)
            or self._begin_midway(mark, key)
            or self._out_of_step(mark, key)
        )

    def _is_next(self, mark: Mark, key: Key) -> bool:
        """Whether an open series of paragraph numbers expects just this one, and a blank follows it."""
        at = self.levels.find(key)
        ordinal = self.levels.open[at].ordinal if at is not None else None
        return mark.family.name == "arabic" and mark.spaced and ordinal is not None and ordinal + 1 == mark.ordinal

    def _behind_heading(self, mark: Mark) -> bool:
        """Whether the unit before is still open in this line, with nothing but a heading so far."""
        if mark.ordinal == 1 and mark.spaced and mark.family.name in STATUTE:
            return True  # 第一章 behind a title
        if not self.levels.units:
            return mark.ordinal == 1
        unit = self.levels.units[-1]
        if unit.line != mark.line or unit.mark is None:
            return False
        return mark.begin - unit.mark.end <= HEADING_MOST and mark.family.rank >= unit.mark.family.rank

    def _continue_open(self, mark: Mark, key: Key) -> bool:
        for at in range(len(self.levels.open) - 1, -1, -1):
            level = self.levels.open[at]
            if level.key != key or level.ordinal is None or mark.ordinal is None:
                continue
            step = level.ordinal + 1 == mark.ordinal or (level.ordinal == mark.ordinal and mark.sub is not None)
            if step and self._may_continue(mark, level):
                self.levels.sibling(at, mark)
                return True
        return False

    def _may_continue(self, mark: Mark, level: Level) -> bool:
        """Whether its place in the line allows the next member of an open series."""
        if mark.head or mark.weight in (STOP, GLUED):
            return mark.weight != STOP or level.unit.line == mark.line or not mark.family.same_line
        if mark.family.name in STATUTE or level.unit.line != mark.line:
            return False
        return mark.family.item or mark.family.enclosed or (mark.flat and mark.parted)

    def _continue_closed(self, mark: Mark, key: Key) -> bool:
        """Continue a series that a paragraph or a new parent closed."""
        if mark.weight == WEAK or mark.ordinal is None:
            return False
        closed = self.levels.closed_before(key, mark.ordinal)
        if closed is not None:
            inline = closed.inline and not mark.head
            self.levels.push(mark, mark.line, key, item=closed.unit.item, inline=inline, series=closed.unit.series)
            return True
        before = self.levels.last_with(key, mark.ordinal - 1)
        if before is None or mark.family.item or mark.ordinal == 1:
            return False
        self.nesting.close_to_container(mark, key)
        self.levels.push(mark, mark.line, key, item=before.item, series=before.series)
        return True

    def _begin(self, mark: Mark, key: Key) -> bool:
        """Begin a series: with 1, and inside a line or for an item only if the 2 follows."""
        if mark.ordinal != 1:
            return False
        family = mark.family
        goes_on = self._ahead.follows(mark.order, key, 2) or self._ahead.follows(mark.order, (family.name, -1), 2)
        if family.name == "xian" and not mark.flat:  # 首先 … 最后 in one paragraph
            goes_on = goes_on or self._ahead.on_line(mark, None, ("xian", -1)) is not None
        if mark.head:
            doubtful = family.item or family.needs_second or mark.bare or (family.name == "han" and mark.stop in "，,")
            if not goes_on and doubtful:
                return False
            self._make_room_at_head(mark, key)
            self.levels.push(mark, mark.line, key, item=family.item)
            return True
        if not goes_on or (mark.weight == WEAK and family.needs_stop):
            return False
        if not family.item and not mark.flat and self._ahead.on_line(mark, 2) is None:
            return False
        at = self.levels.find(key)
        if at is not None and self.levels.open[at].inline:
            del self.levels.open[at:]  # it begins anew in the same line
        item = family.item or not self._ahead.holds_paragraphs(mark)
        if mark.flat and not item:
            self.nesting.close_to_container(mark, key)
        self.levels.push(mark, mark.line, key, item=item, inline=item)
        return True

    def _make_room_at_head(self, mark: Mark, key: Key) -> None:
        """Close what a series that begins at the head of a line does not hang under."""
        at = self.levels.find(key)
        if at is not None:
            level = self.levels.open[at]
            returns = level.ordinal is not None and self._ahead.returns_to(mark, level.ordinal + 1)
            headed = any(inner.unit.mark is None for inner in self.levels.open[at + 1 :])
            inside = not mark.family.item and (returns or headed)
            if not inside:
                del self.levels.open[at:]  # a second list under the same parent
            return
        self.nesting.close_to_container(mark, key)

    def _begin_midway(self, mark: Mark, key: Key) -> bool:
        """Inside a line, as where all line breaks were lost: a series may begin later than 1 if it goes on and on."""
        if mark.head or mark.weight != STOP or mark.family.name not in {"han", "arabic"} or mark.ordinal is None:
            return False
        if self.levels.latest(key) is not None:
            return False
        if any(self._ahead.on_line(mark, mark.ordinal + step) is None for step in (1, 2, 3)):
            return False
        self.levels.push(mark, mark.line, key)
        return True

    def _out_of_step(self, mark: Mark, key: Key) -> bool:
        """Take a mark whose neighbours are missing, repeated or out of order, if its place speaks for it."""
        if mark.ordinal is None or (mark.family.item and not mark.head) or mark.doubtful or mark.bare:
            return False
        follows = self._ahead.follows(mark.order, key, mark.ordinal + 1)
        at = self.levels.find(key)
        if not mark.head:
            latest = self.levels.latest(key)
            near = latest is not None and latest.mark is not None and 1 < mark.ordinal - (latest.mark.ordinal or 0) <= 3
            if mark.weight == WEAK or not near or self._ahead.on_line(mark, mark.ordinal + 1) is None:
                return False
        elif at is not None:
            ordinal = self.levels.open[at].ordinal or 0
            if mark.ordinal > ordinal + 3 and not follows and mark.family.name not in STATUTE:
                return False
        elif not (mark.family.name in STATUTE or follows or (mark.ordinal == 2 and not mark.family.item)):
            return False
        if at is not None:
            self.levels.sibling(at, mark)
        else:
            self.nesting.close_to_container(mark, key)
            self.levels.push(mark, mark.line, key, item=mark.family.item)
        return True

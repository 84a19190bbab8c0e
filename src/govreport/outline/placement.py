"""Which candidate marks are real, and at which level they belong.

Evidence, strongest first: a mark that continues an open series; one that continues a series closed before
（（十一）after a new 二、）; one that begins a series whose second member follows.  The marks that a form was under in this
document count before the usual ladder 一、 → （一） → 1. → （1）.  What fits no series stays text.
"""

from __future__ import annotations

from collections.abc import Sequence

from govreport.outline.body_facts import BodyFacts
from govreport.outline.bullets import place_uncounted
from govreport.outline.candidates import BARE, STOP, Candidate, Key
from govreport.outline.decimals import place_decimal
from govreport.outline.doubts import Doubt, doubt, row_doubt
from govreport.outline.lookahead import Lookahead
from govreport.outline.nesting import Nesting
from govreport.outline.open_levels import Level, Levels

FIRST_AND_LAST = 400
"""How far 最后 may follow 首先 without a 其次 between them, in characters."""
SKIPPED_MOST = 3
"""How many numbers further a mark may be than the one before it, where its series does not continue."""


class Placer:
    """Places the marks of one document, one after the other."""

    def __init__(self, marks: Sequence[Sequence[Candidate]], content: BodyFacts) -> None:
        """``marks`` are the candidates of every line of the text."""
        self.levels = Levels()
        self._marks = marks
        self._content = content
        self._ahead = Lookahead(content.body, marks)
        self.nesting = Nesting(self.levels, self._ahead, content)
        self.doubts: list[Doubt] = []
        """Marks that the evidence gives two places."""
        self._led_in: Level | None = None
        """The last member of a row, where a paragraph introduces a list that may belong to it or to the whole row."""

    def place(self, mark: Candidate) -> bool:
        """Place a mark if it is real; return whether it was."""
        placed = self._place(mark)
        if placed and self._led_in is not None:
            if mark.ordinal in (1, None) and self.levels.units[-1].parent == self._led_in.index:
                self._doubt_under(mark, self._led_in)
            self._led_in = None
        return placed

    def _place(self, mark: Candidate) -> bool:
        self.nesting.place = mark.at
        key = mark.key
        if mark.family.name == "decimal":
            return place_decimal(mark, self.levels, self._ahead, self.nesting.close_to_container)
        if mark.ordinal is None:
            return place_uncounted(mark, self.levels, self._ahead, self._marks)
        if mark.ordinal == 0:
            return False
        if mark.family.name in self._ahead.spaced and not mark.spaced and not self._fills(mark, key):
            return False
        if mark.listed and not self._expects(mark, key):
            return False
        return (
            self._continue_open(mark, key)
            or self._continue_closed(mark, key)
            or self._begin(mark, key)
            or self._out_of_step(mark, key)
        )

    def _fills(self, mark: Candidate, key: Key) -> bool:
        """Whether 第十七条， without a blank is just what a series lacks between its neighbours."""
        at = self.levels.find(key)
        if at is None or not mark.head or mark.ordinal is None or self.levels.open[at].ordinal != mark.ordinal - 1:
            return False
        return self._ahead.follows(mark.at, key, mark.ordinal + 1)

    def end_rows(self) -> None:
        """Close the rows whose last member has had its text, before a paragraph that introduces a list that belongs to all
        of them.

        总结一年来的工作，… 一是… after the last of six subsections belongs to the section.
        """
        opened = self.levels.open
        while opened and self._is_last(opened[-1]) and self._has_had_its_text(opened[-1]):
            self.levels.close_from(len(opened) - 1)
        doubtful = opened and self._is_last(opened[-1]) and self._has_own_text(opened[-1])
        self._led_in = opened[-1] if doubtful else None

    def _doubt_under(self, mark: Candidate, last: Level) -> None:
        """Doubt that a row begins under the last member of another row."""
        if last.unit.mark is not None:
            beside = "be its sibling, under the unit that contains all of its row"
            self.doubts.append(row_doubt(mark, f"belong to {last.unit.mark.text}", beside))

    def _has_own_text(self, level: Level) -> bool:
        """Whether a unit has text or units already."""
        return level.unit.line in self._content.whole or self.levels.has_content(level)

    def _has_had_its_text(self, level: Level) -> bool:
        """Whether one more paragraph would be more than the siblings of a unit contain, and it already has text or
        units."""
        levels = self.levels
        return self._has_own_text(level) and (levels.has_extra_paragraph(level, 1) or levels.has_more_than_usual(level))

    def _is_last(self, level: Level) -> bool:
        """Whether a level contains the last member of a row."""
        mark = level.unit.mark
        return (
            mark is not None
            and not mark.family.statutory
            and self.levels.is_row(level)
            and not self.nesting.continues(level)
        )

    def _expects(self, mark: Candidate, key: Key) -> bool:
        """Whether 三、 in 三、四季度 is a mark: an open series has reached the number before it, or no series is open."""
        if not mark.head:
            return False
        at = self.levels.find(key)
        if at is not None:
            return (self.levels.open[at].ordinal or 0) + 1 == mark.ordinal and not self._ahead.comes_again(mark)
        return mark.ordinal == 1 and self._ahead.follows_at_head(mark, 2)

    def _continue_open(self, mark: Candidate, key: Key) -> bool:
        for at in range(len(self.levels.open) - 1, -1, -1):
            level = self.levels.open[at]
            if level.key != key or level.ordinal is None or mark.ordinal is None:
                continue
            step = level.ordinal + 1 == mark.ordinal or (level.ordinal == mark.ordinal and mark.sub is not None)
            if step and self._may_continue(mark, level):
                self.levels.sibling(at, mark)
                return True
        return False

    def _may_continue(self, mark: Candidate, level: Level) -> bool:
        """Whether its place in the line allows the next member of an open series."""
        if mark.place >= STOP:
            return mark.head or level.unit.line == mark.line or not mark.family.same_line
        if mark.family.statutory or level.unit.line != mark.line:
            return False
        return mark.family.item or mark.family.enclosed

    def _continue_closed(self, mark: Candidate, key: Key) -> bool:
        """Continue a series that a paragraph or a new parent closed."""
        if mark.place < STOP or mark.ordinal is None:
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

    def _begin(self, mark: Candidate, key: Key) -> bool:
        """Begin a series: with 1, and inside a line or for an item only if the 2 follows."""
        if mark.ordinal != 1:
            return False
        family = mark.family
        continues = self._ahead.follows(mark.at, key, 2) or self._ahead.follows(mark.at, (family.name, BARE), 2)
        if family.item:  # 一是…；三是…
            continues = continues or (self._ahead.on_line(mark, 3) and self._ahead.follows(mark.at, key, 3))
        if family.needs_second and mark.head:  # (a)…, (c)…: the member between may have lost its mark
            continues = continues or self._ahead.follows(mark.at, key, 3)
        if family.name == "xian":  # 首先 … 最后 in one paragraph
            continues = continues or self._ahead.on_line(mark, None, ("xian", BARE), most=FIRST_AND_LAST)
        if mark.head:
            doubtful = family.item or family.needs_second or mark.bare or (family.name == "han" and mark.stop in "，,")
            if not continues and doubtful:
                self.doubts.append(doubt(mark, "be text, since no second member follows", "begin a list"))
                return False
            self._make_room_at_head(mark, key)
            opened = self.levels.open
            if opened and self._is_last(opened[-1]) and self.levels.has_extra_paragraph(opened[-1]):
                self._doubt_under(mark, opened[-1])
            self.levels.push(mark, mark.line, key, item=family.item)
            return True
        if not continues or (mark.place < STOP and family.needs_stop):
            return False
        if not family.item and not self._ahead.on_line(mark, 2):
            self.doubts.append(row_doubt(mark, "be part of the sentence", "begin a list that continues in other lines"))
            return False
        at = self.levels.find(key)
        if at is not None and self.levels.open[at].inline:
            self.levels.forget_from(at)  # it begins again in the same line
            if (
                mark.line in self._content.restored
                and len(self.levels.open) > 1
                and self._is_last(self.levels.open[-1])
            ):
                self.levels.close_from(len(self.levels.open) - 1)
        item = family.item or not family.statutory
        if not item:
            self.nesting.close_to_container(mark, key)
        self.levels.push(mark, mark.line, key, item=item, inline=item)
        return True

    def _make_room_at_head(self, mark: Candidate, key: Key) -> None:
        """Close the levels that do not contain a series that begins at the head of a line."""
        at = self.levels.find(key)
        if at is not None:
            level = self.levels.open[at]
            returns = level.ordinal is not None and self._ahead.returns_to(mark, level.ordinal + 1)
            headed = any(inner.unit.mark is None for inner in self.levels.open[at + 1 :])
            inside = not mark.family.item and (returns or headed)
            if returns and inside and level.unit.mark is not None:
                taken = f"belong to {level.unit.mark.text}, whose row continues below"
                self.doubts.append(row_doubt(mark, taken, "begin again as its sibling"))
            if not inside:
                higher = self._styled_higher(mark, at)
                # a second list under the same parent, unless the file styles it as a sibling of that
                self.levels.forget_from(at - self._begins_anew(mark, at) if higher is None else higher)
            return
        self.nesting.close_to_container(mark, key)

    def _styled_higher(self, mark: Candidate, at: int) -> int | None:
        """The open level that the file styles like a mark, if it styles the series at ``at``, which begins again, as deeper."""
        styled, opened = self._content.styled, self.levels.open
        level = styled.get(mark.line)
        if level is None or styled.get(opened[at].unit.line, level) <= level:
            return None
        return next((i for i in range(at) if styled.get(opened[i].unit.line, 0) >= level), None)

    def _begins_anew(self, mark: Candidate, at: int) -> bool:
        """Whether a series begins again after the last section, after a paragraph that introduces it: it is a sibling of
        that section.

        2025年，我们将重点抓好以下工作。（一）… under the last 二、 belongs to the whole report.
        """
        if at == 0 or mark.family.item:
            return False
        outer, level = self.levels.open[at - 1], self.levels.open[at]
        if outer.unit.mark is None or outer.unit.mark.family.statutory or outer.unit.item:
            return False
        if self.nesting.continues(outer) or (outer.ordinal or 0) <= 1:
            return False
        led_in = self.levels.has_extra_paragraph(level) or mark.line in self._content.restored
        last = outer.unit.mark.text
        readings = (f"be a sibling of {last}", f"be a second list in {last}")
        self.doubts.append(row_doubt(mark, *(readings if led_in else readings[::-1])))
        return led_in

    def _out_of_step(self, mark: Candidate, key: Key) -> bool:
        """Take a mark whose neighbours are missing, repeated or out of order, if its place supports it."""
        if mark.ordinal is None or mark.doubtful or mark.bare:
            return False
        if mark.family.item and not mark.head:
            return self._miscounts(mark, key)
        follows = self._ahead.follows(mark.at, key, mark.ordinal + 1)
        at = self.levels.find(key)
        if not mark.head:
            latest = self.levels.latest(key)
            near = (
                latest is not None
                and latest.mark is not None
                and 1 < mark.ordinal - (latest.mark.ordinal or 0) <= SKIPPED_MOST
            )
            if mark.place < STOP or not near or not self._ahead.on_line(mark, mark.ordinal + 1):
                return False
        elif at is not None:
            ordinal = self.levels.open[at].ordinal or 0
            if mark.ordinal > ordinal + SKIPPED_MOST and not follows and not mark.family.statutory:
                self.doubts.append(doubt(mark, "be text, since it skips numbers", "be a number out of step"))
                return False
        elif not (mark.family.statutory or follows or (mark.ordinal == 2 and not mark.family.item)):
            self.doubts.append(doubt(mark, "be text, since no row leads to it", "be a number out of step"))
            return False
        gap = mark.head and at is not None and mark.ordinal > (self.levels.open[at].ordinal or 0)
        if at is not None:
            self.levels.sibling(at, mark)
        else:
            self.nesting.close_to_container(mark, key)
            self.levels.push(mark, mark.line, key, item=mark.family.item)
        if not gap:  # a gap at the head of a line is GR201 and leaves no doubt about the depth
            self.doubts.append(doubt(mark, "be a number out of step", "be a reference"))
        return True

    def _miscounts(self, mark: Candidate, key: Key) -> bool:
        """Take a member of a running enumeration that repeats or skips a number: 一是… 二是… 二是…"""
        at = self.levels.find(key)
        if at is None or mark.place < STOP or mark.ordinal is None:
            return False
        level = self.levels.open[at]
        if level.unit.line != mark.line or mark.ordinal - (level.ordinal or 0) not in (0, 2):
            return False
        repeated = mark.ordinal == level.ordinal
        self.levels.sibling(at, mark)
        if repeated:  # a gap is GR201
            self.doubts.append(doubt(mark, "be a miscounted member of the list", "be part of the sentence"))
        return True

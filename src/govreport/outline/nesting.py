"""The open level that contains a mark: by the order that the document shows, else by the usual one."""

from __future__ import annotations

import math
from collections.abc import Iterator

from govreport.outline.body_facts import BodyFacts
from govreport.outline.candidates import Candidate, Key, Place
from govreport.outline.doubts import Doubt, row_doubt
from govreport.outline.lookahead import Lookahead
from govreport.outline.open_levels import Level, Levels

PLAIN: Key = ("plain", 0)
PLAIN_OVER: Key = ("plain", 1)
"""A heading without a number directly above another such heading."""
FRAME: Key = ("plain", 2)
"""A heading of text before the outline or after it: no section of the outline is inside."""

SEGMENT: Key = ("segment", 0)
"""A word that opens a section at the first level, as a dialect defines it: 說明： It contains everything before the next
one."""


class Nesting:
    """Finds the container of each mark among the open levels of one document."""

    def __init__(self, levels: Levels, ahead: Lookahead, content: BodyFacts) -> None:
        self._levels = levels
        self._ahead = ahead
        self._content = content
        self.place: Place = (-1, 0)
        """The current place in the text."""
        self._ahead_alone: list[tuple[Key, Key, Doubt]] = []
        """What is under a mark only because of later text: the keys of both, and the doubt."""

    def continues(self, level: Level) -> bool:
        """Whether the next member of a level's series comes later."""
        return level.ordinal is not None and self._ahead.follows(self.place, level.key, level.ordinal + 1)

    def doubts(self) -> Iterator[Doubt]:
        """Units whose depth follows from what comes later alone.  If the document does it again, it is on purpose."""
        for key, outer, one in self._ahead_alone:
            if self._levels.stood_under(key, outer) == 1:
                yield one

    def close_to_container(self, mark: Candidate, key: Key) -> None:
        """Close the levels that cannot contain the mark."""
        opened = self._levels.open
        while opened and not self._contains(opened[-1], mark, key):
            self._levels.close_from(len(opened) - 1)

    def _contains(self, level: Level, mark: Candidate, key: Key) -> bool:
        outer = level.unit.mark
        if outer is None:
            if level.unit.line in self._content.styled:  # what the file styles no deeper ends it; all else is below
                return self._content.styled.get(mark.line, math.inf) > self._content.styled[level.unit.line]
            return level.key == SEGMENT or (level.key != FRAME and not self._holds_plain(mark))
        if level.unit.line == mark.line and not mark.head:
            return True
        if level.unit.item:
            if mark.family.item:
                return outer.family.rank < mark.family.rank
            if self._content.opens(level.unit.line, mark):
                return self.continues(level) or self._levels.stood_under(key, level.key) > 0
            return not mark.family.never_in_item and self.continues(level)
        if self._levels.stood_under(key, level.key):
            return True
        if self._levels.stood_under(level.key, key):
            return False
        if outer.family.rank < mark.family.rank:
            return True
        if not self._heads_next(mark, level) and (
            self.continues(level) or (mark.ordinal == 1 and self._content.heads(level.unit.line, mark.line))
        ):
            beside = "be its sibling: this form is usually the outer one"
            self._ahead_alone.append((key, level.key, row_doubt(mark, f"belong to {outer.text}", beside)))
            return True
        return False

    def _heads_next(self, mark: Candidate, level: Level) -> bool:
        """Whether the line of a mark is a heading without a stop, directly above the next member of a level's series."""
        if level.ordinal is None or not mark.head or mark.line in self._content.stopped:
            return False
        later = self._ahead.next(self.place, level.key, level.ordinal + 1)
        return later is not None and self._content.precedes(mark.line, later[0])

    def _holds_plain(self, mark: Candidate) -> bool:
        """Whether headings without numbers are inside the unit that a mark with a heading opens, and do not contain it."""
        if not mark.head or mark.family.running or mark.line in self._content.whole or mark.line in self._content.bare:
            return False
        return self._content.plain_between(mark.line, self._ahead.line_of_next(mark))

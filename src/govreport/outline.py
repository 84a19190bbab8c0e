"""Which candidate marks are real, and how deep they stand, by the evidence of the whole document.

Evidence, strongest first: a mark that continues an open series; one that continues a series closed before
（（十一）after a new 二、）; one that begins a series whose second member follows.  Under which marks a form has stood in
this document counts before the usual ladder 一、 → （一） → 1. → （1）.  What fits no series stays text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from attrs import frozen

from govreport.headings import HeadingPlace
from govreport.scanner import GLUED, HEAD, HEADING_MOST, STOP, Mark

MAX_DEPTH = 100
"""Deeper marks join the deepest level: Python's own recursion (``repr``, ``==``, JSON) ends some hundred levels down."""

LOOK_AHEAD = 200
"""How many marks of a series are looked at to see whether an outer one goes on; bounds the work on hostile text."""
MAX_ORDINAL = 9999
PARAGRAPH = 120
"""Members of an enumeration in a sentence are shorter than this, in characters; paragraphs are longer."""
RECENT = 4
"""How many closed series of one form are remembered: an outer one and those inside it."""

Key = tuple[str, int]


@frozen
class Content:
    """What is known of the body lines before their depth is; all by line index."""

    body: tuple[int, ...]
    plain: frozenset[int]
    """Headings without a number."""
    bare: frozenset[int]
    """Members of a list: most of the row have no heading, or all of them are single paragraphs.  What follows the last
    belongs to the list's parent."""
    vocative: frozenset[int]
    """Paragraphs that begin with a turn to the audience: 各位代表！"""
    whole: frozenset[int]
    """Lines that hold the unit's own text, so that no paragraph need follow."""

    def line_after(self, line: int) -> int:
        """The next line of the body, or -1."""
        at = bisect_right(self.body, line)
        return self.body[at] if at < len(self.body) else -1

    def plain_between(self, line: int, end: int) -> bool:
        """Whether a heading without a number stands between two lines."""
        return any(line < other < end for other in self.plain)


PLAIN: Key = ("plain", 0)
PLAIN_OVER: Key = ("plain", 1)
ROOT = -1

_STATUTE = frozenset({"part", "chapter", "division", "article"})
_NEVER_IN_ITEM = frozenset({"part", "chapter", "division", "article", "clause", "stem", "han_capital", "han", "han_paren"})


class Unit:
    """A unit of the outline: its mark or heading, and where it hangs."""

    __slots__ = ("begin", "depth", "heading", "item", "line", "mark", "parent", "series")

    def __init__(self, mark: Mark | None, line: int, begin: int, parent: int, depth: int, item: bool, series: int) -> None:
        self.mark = mark
        self.line = line
        self.begin = begin
        self.parent = parent
        """Index of the parent unit; -1 for the body."""
        self.depth = depth
        self.item = item
        self.series = series
        """Siblings that count on from each other share this number."""
        self.heading: HeadingPlace | None = None

    def __repr__(self) -> str:
        return f"<Unit {self.mark or 'plain'} under {self.parent}>"


class _Open:
    """An open level: the unit that is open there, and the key of its series."""

    __slots__ = ("inline", "key", "ordinal", "parts", "series", "unit")

    def __init__(self, unit: int, key: Key, ordinal: int | None, parts: tuple[int, ...], series: int, inline: bool) -> None:
        self.unit = unit
        self.key = key
        self.ordinal = ordinal
        self.parts = parts
        self.series = series
        self.inline = inline
        """Whether its series began inside a line: it ends with its paragraph."""


def key_of(mark: Mark) -> Key:
    """Marks that count together have one key; decimals count by their length."""
    return (mark.family.series or mark.family.name, len(mark.parts))


class Outline:
    """Places the marks of one document, line by line."""

    def __init__(self, marks: Sequence[Sequence[Mark]], content: Content) -> None:
        """``marks`` are the candidates of every line of the text."""
        self.units: list[Unit] = []
        self.home: dict[int, int] = {}
        """For each line that begins with plain text, the unit it belongs to."""
        self.doubts: list[tuple[int, str]] = []
        """Units whose depth the evidence leaves open, with the reason."""
        self._marks = marks
        self._content = content
        self._stack: list[_Open] = []
        self._resume: dict[int, dict[Key, _Open]] = {}
        self._last: dict[Key, list[tuple[int, int]]] = defaultdict(list)
        self._under: dict[Key, set[Key]] = defaultdict(set)
        self._at = 0
        self._order: dict[tuple[Key, int | None], list[int]] = defaultdict(list)
        self._spaced: set[str] = set()
        """Statutory families whose marks are parted from the text in this document: 第三条的… is a reference then."""
        self._by_parts: set[tuple[int, ...]] = set()
        self._dotted = False
        """Whether the document has decimals of two parts, or writes 01 02: then a bare 1 may belong to them."""
        self._dashes: dict[Key, int] = defaultdict(int)
        self._runs: dict[Key, list[tuple[int, int, int]]] = defaultdict(list)
        self._count(content.body)
        self._series = 0

    def _count(self, lines: Sequence[int]) -> None:
        at = 0
        for name in _STATUTE:
            heads = [m.spaced for line in lines for m in self._marks[line][:1] if m.head and m.family.name == name]
            if 10 * sum(heads) >= 8 * len(heads) > 0:
                self._spaced.add(name)
        for line in lines:
            for mark in self._marks[line]:
                at += 1
                mark.order = at
                self._order[key_of(mark), mark.ordinal].append(at)
                if mark.family.series:  # 第一 … 首先 … 第二: each of the families that count together, for itself too
                    self._order[(mark.family.name, -1), mark.ordinal].append(at)
                if mark.family.name == "decimal" and mark.weight >= STOP:
                    self._by_parts.add(mark.parts)
                    self._dotted = self._dotted or len(mark.parts) > 1 or mark.padded
                if mark.head and mark.ordinal is None:
                    self._dashes[key_of(mark)] += 1
                elif mark.head and mark.ordinal is not None:
                    self._runs[key_of(mark)].append((at, mark.ordinal, line))

    # ---- what a caller does, line by line ------------------------------------------------------------------

    def line(self, line: int) -> None:
        """Place the marks of a line."""
        self._close_inline()
        if line in self._content.vocative:
            self._turn_to_audience()
        marks = self._marks[line]
        if not (marks and marks[0].begin == 0):
            self._plain_text(line)
        for mark in marks:
            self._at = mark.order
            if not self._place(mark) and mark.begin == 0:
                self._plain_text(line)

    def table(self, line: int) -> None:
        """Note where a line of a table belongs."""
        self._close_inline()
        self._plain_text(line)

    def heading(self, line: int, place: HeadingPlace) -> None:
        """Open a unit for a heading without a number; one straight above another such heading is the higher."""
        self._close_inline()
        while self._stack and not self._holds_plain(self._stack[-1]):
            self._stack.pop()
        key = PLAIN_OVER if self._content.line_after(line) in self._content.plain else PLAIN
        for i, level in enumerate(self._stack):
            if level.key == key:
                del self._stack[i:]
                break
        unit = self._push(None, line, 0, key, False, item=False)
        unit.heading = place

    # ---- placing ---------------------------------------------------------------------------------------------

    def _plain_text(self, line: int) -> None:
        """Say where a paragraph belongs: a list is over behind its last member, if that needs no more text."""
        while self._stack:
            level = self._stack[-1]
            unit = self.units[level.unit]
            if unit.mark is None or unit.mark.family.name in _STATUTE or self._goes_on(level):
                break
            over = self._content.whole if unit.item else self._content.bare
            if unit.line not in over or (level.ordinal is None and not unit.item):
                break
            self._remember(self._stack.pop())
        self.home[line] = self._stack[-1].unit if self._stack else ROOT

    def _turn_to_audience(self) -> None:
        """各位代表！ leaves the last subsection: what the speaker says next is said of the whole section."""
        while len(self._stack) > 1 and not any(self._goes_on(level) for level in self._stack[1:]):
            self._stack.pop()

    def _holds_plain(self, level: _Open) -> bool:
        unit = self.units[level.unit]
        return not unit.item and (unit.mark is None or unit.line not in self._content.bare)

    def _close_inline(self) -> None:
        for i, level in enumerate(self._stack):
            if level.inline:
                for closed in self._stack[i:]:
                    self._remember(closed)
                del self._stack[i:]
                return

    def _remember(self, level: _Open) -> None:
        self._resume.setdefault(self.units[level.unit].parent, {})[level.key] = level

    def _follows(self, key: Key, ordinal: int, before: Key, restart: int = 1) -> bool:
        """Whether a mark with this ordinal comes later, before its series begins anew."""
        later = self._next(key, ordinal)
        anew = self._next(before, restart)
        return later is not None and (anew is None or later < anew)

    def _next(self, key: Key, ordinal: int | None) -> int | None:
        order = self._order.get((key, ordinal))
        if not order:
            return None
        i = bisect_right(order, self._at)
        return order[i] if i < len(order) else None

    def _place(self, mark: Mark) -> bool:
        """Place a mark if it is real; say whether it was."""
        key = key_of(mark)
        if mark.family.name == "decimal":
            return self._place_decimal(mark, key)
        if mark.ordinal is None:
            return self._place_uncounted(mark, key)
        if mark.ordinal == 0 or (mark.family.name in self._spaced and not mark.spaced):
            return False
        if mark.weight < STOP and (mark.flat or mark.family.name in _STATUTE):
            if self._behind_heading(mark):
                mark.weight = GLUED
            elif mark.weight == GLUED:
                return False
        return (
            self._continue_open(mark, key)
            or self._continue_closed(mark, key)
            or self._begin(mark, key)
            or self._out_of_step(mark, key)
        )

    def _behind_heading(self, mark: Mark) -> bool:
        """Whether the unit before is still open in this line, with nothing but a heading so far."""
        if not self.units:
            return mark.ordinal == 1 and self._follows(key_of(mark), 2, key_of(mark))
        if self.units[-1].line != mark.line:
            return False
        before = self.units[-1].mark
        return before is not None and mark.begin - before.end <= HEADING_MOST and mark.family.rank >= before.family.rank

    def _continue_open(self, mark: Mark, key: Key) -> bool:
        for i in range(len(self._stack) - 1, -1, -1):
            level = self._stack[i]
            if level.key != key or level.ordinal is None:
                continue
            step = level.ordinal + 1 == mark.ordinal or (level.ordinal == mark.ordinal and mark.sub is not None)
            if step and self._may_continue(mark, level):
                self._sibling(i, mark, key)
                return True
            return False
        return False

    def _may_continue(self, mark: Mark, level: _Open) -> bool:
        if mark.head or mark.weight == GLUED or (mark.flat and mark.parted):
            return True
        name = mark.family.name
        same_line = self.units[level.unit].line == mark.line
        if name in _STATUTE:
            return mark.weight >= STOP
        if same_line:
            return mark.weight >= STOP or mark.family.item or name in {"han_paren", "arabic_paren", "circled"}
        return mark.weight >= STOP and name in {"han", "han_paren", "arabic", "arabic_paren", "circled"}

    def _continue_closed(self, mark: Mark, key: Key) -> bool:
        """Continue a series that a paragraph or a new parent closed."""
        if mark.weight not in (HEAD, STOP, GLUED):
            return False
        for i in range(len(self._stack), -1, -1):
            parent = self._stack[i - 1].unit if i else ROOT
            closed = self._resume.get(parent, {}).get(key)
            if closed is not None and closed.ordinal is not None and closed.ordinal + 1 == mark.ordinal:
                del self._stack[i:]
                self._push(mark, mark.line, mark.begin, key, closed.inline and not mark.head, series=closed.series,
                           item=self.units[closed.unit].item)
                return True
        if mark.family.item or mark.ordinal == 1:
            return False
        for ordinal, unit in reversed(self._last[key]):
            if ordinal + 1 == mark.ordinal:
                self._pop_to_container(mark, key)
                item, series = self.units[unit].item, self.units[unit].series
                self._push(mark, mark.line, mark.begin, key, False, item=item, series=series)
                return True
        return False

    def _begin(self, mark: Mark, key: Key) -> bool:
        """Begin a series: with 1, and inside a line or for an item only if the 2 follows."""
        if mark.ordinal != 1:
            return self._begin_midway(mark, key)
        name = mark.family.name
        goes_on = self._follows(key, 2, key) or self._follows((name, -1), 2, (name, -1))
        goes_on = goes_on or (name == "xian" and not mark.flat and self._ends_on_line(mark))
        if mark.head:
            if mark.family.item and not goes_on:
                return False
            if mark.family.name == "han" and mark.stop in "，," and not goes_on:
                return False
            if mark.family.name == "latin" and not goes_on:
                return False
            return self._begin_at_head(mark, key)
        if not goes_on:
            return False
        if name in _STATUTE | {"han", "arabic"} and mark.weight not in (STOP, GLUED):
            return False
        if not mark.family.item and not self._same_line_next(mark, key):
            return False
        self._drop_items_on(key)
        if mark.flat and not mark.family.item:
            self._pop_to_container(mark, key)
        self._push(mark, mark.line, mark.begin, key, True, item=mark.family.item or not self._holds_paragraphs(mark, key))
        return True

    def _holds_paragraphs(self, mark: Mark, key: Key) -> bool:
        """Whether a series inside a long line is its outline: its first member is as long as a paragraph."""
        if not mark.flat or mark.family.name in {"arabic_paren", "circled"}:
            return mark.family.name in _STATUTE
        following = [m for m in self._marks[mark.line] if m.begin > mark.begin and key_of(m) == key and m.ordinal in {2, 3, 4}]
        return (following[-1].begin - mark.begin) // len(following) >= PARAGRAPH

    def _ends_on_line(self, mark: Mark) -> bool:
        """Whether 最后 follows 首先 in the same paragraph."""
        return any(m.family is mark.family and m.ordinal is None and m.begin > mark.begin for m in self._marks[mark.line])

    def _begin_midway(self, mark: Mark, key: Key) -> bool:
        """Inside a line, as where all line breaks were lost: a series may begin later than 1 if it goes on and on."""
        if mark.head or mark.weight < STOP or mark.family.name != "arabic" or mark.ordinal is None:
            return False
        ahead = {m.ordinal for m in self._marks[mark.line] if key_of(m) == key and m.begin > mark.begin and m.weight >= STOP}
        if not all(mark.ordinal + step in ahead for step in (1, 2, 3)):
            return False
        self._push(mark, mark.line, mark.begin, key, False, item=False)
        return True

    def _same_line_next(self, mark: Mark, key: Key) -> bool:
        return any(m.ordinal == 2 and m.begin > mark.begin and key_of(m) == key for m in self._marks[mark.line])

    def _drop_items_on(self, key: Key) -> None:
        """A series that begins anew inside a line ends the running one of its own kind on that line."""
        for i, level in enumerate(self._stack):
            if level.key == key and level.inline:
                del self._stack[i:]
                return

    def _begin_at_head(self, mark: Mark, key: Key) -> bool:
        for i in range(len(self._stack) - 1, -1, -1):
            level = self._stack[i]
            if level.key == key:
                if level.ordinal is not None and not mark.family.item and self._returns_to(key, level.ordinal + 1):
                    break  # 2. 1. 2. 3. 3.: a list inside 2., of the same form
                del self._stack[i:]  # a second list under the same parent
                self._push(mark, mark.line, mark.begin, key, False, item=mark.family.item)
                return True
        self._pop_to_container(mark, key)
        self._push(mark, mark.line, mark.begin, key, False, item=mark.family.item)
        return True

    def _returns_to(self, key: Key, ordinal: int) -> bool:
        """Whether after the run that begins here one comes with this ordinal, which only an outer run explains."""
        run = self._runs[key]
        at = bisect_right(run, (self._at, MAX_ORDINAL, len(self._marks)))
        reached = 1
        for _, value, _ in run[at : at + LOOK_AHEAD]:
            if value == reached + 1 or value == 1:
                reached = value
            else:
                return value == ordinal
        return False

    def _pop_to_container(self, mark: Mark, key: Key) -> None:
        """Close the levels that cannot hold the mark."""
        while self._stack and not self._contains(self._stack[-1], mark, key):
            self._remember(self._stack.pop())

    def _contains(self, level: _Open, mark: Mark, key: Key) -> bool:
        unit = self.units[level.unit]
        if unit.mark is None:
            return not self._stands_over_plain(mark, key)
        if unit.line == mark.line and not mark.head and not mark.flat:
            return True
        if unit.item:
            if mark.family.item:
                return unit.mark.family.rank < mark.family.rank
            if mark.family.name in _NEVER_IN_ITEM:
                return False
            return level.ordinal is not None and self._goes_on(level)
        if level.key in self._under[key]:
            return True
        if key in self._under[level.key]:
            return False
        if unit.mark.family.rank < mark.family.rank:
            return True
        if self._goes_on(level):
            self.doubts.append((len(self.units), f"{mark.family.name} under {unit.mark.family.name}"))
            return True
        return False

    def _stands_over_plain(self, mark: Mark, key: Key) -> bool:
        """Whether headings without numbers stand inside the unit that a headed mark opens, so that none holds it."""
        if not mark.head or mark.line in self._content.whole or mark.line in self._content.bare:
            return False
        return self._content.plain_between(mark.line, self._line_of_next(mark, key))

    def _line_of_next(self, mark: Mark, key: Key) -> int:
        """The line of the next mark of a series, or one past all lines."""
        run = self._runs[key]
        at = bisect_right(run, (mark.order, MAX_ORDINAL, len(self._marks)))
        return run[at][2] if at < len(run) else len(self._marks)

    def _goes_on(self, level: _Open) -> bool:
        return level.ordinal is not None and self._follows(level.key, level.ordinal + 1, level.key)

    def _out_of_step(self, mark: Mark, key: Key) -> bool:
        """Take a mark whose neighbours are missing, repeated or out of order, if its place speaks for it."""
        assert mark.ordinal is not None
        if (mark.family.item and not mark.head) or mark.doubtful:
            return False
        follows = self._follows(key, mark.ordinal + 1, key)
        if not mark.head:
            last = self._last[key][-1:]
            near = bool(last) and 1 < mark.ordinal - last[0][0] <= 3
            if not (mark.weight >= STOP and near and follows and self._same_line_next_of(mark, key)):
                return False
            return self._after_gap(mark, key)
        for i in range(len(self._stack) - 1, -1, -1):
            level = self._stack[i]
            if level.key == key and level.ordinal is not None:
                if mark.ordinal > level.ordinal + 3 and not follows and mark.family.name not in _STATUTE:
                    return False
                self._sibling(i, mark, key)
                return True
        if mark.family.name in _STATUTE or follows or (mark.ordinal == 2 and not mark.family.item):
            return self._after_gap(mark, key)
        return False

    def _same_line_next_of(self, mark: Mark, key: Key) -> bool:
        wanted = (mark.ordinal or 0) + 1
        return any(m.ordinal == wanted and m.begin > mark.begin and key_of(m) == key for m in self._marks[mark.line])

    def _after_gap(self, mark: Mark, key: Key) -> bool:
        self._pop_to_container(mark, key)
        self._push(mark, mark.line, mark.begin, key, False, item=mark.family.item)
        return True

    def _place_uncounted(self, mark: Mark, key: Key) -> bool:
        """A dash or bullet begins an item at the head of a line, in company; 最后 closes a series that is open."""
        if mark.family.name == "xian":
            for i in range(len(self._stack) - 1, -1, -1):
                if self._stack[i].key == key:
                    self._sibling(i, mark, key)
                    return True
            return False
        if not mark.head and not (mark.family.name == "dash" and mark.weight >= STOP and self._in_company(mark)):
            return False
        if mark.head and self._dashes[key] < 2:
            return False
        for i in range(len(self._stack) - 1, -1, -1):
            if self._stack[i].key == key:
                self._sibling(i, mark, key)
                return True
        while self._stack and self.units[self._stack[-1].unit].item and self._stack[-1].inline:
            self._stack.pop()
        self._push(mark, mark.line, mark.begin, key, False, item=True)
        return True

    def _in_company(self, mark: Mark) -> bool:
        """Whether a dash inside a line has others with it: at the head of the next line, or along a long line."""
        after = self._marks[mark.line + 1] if mark.line + 1 < len(self._marks) else ()
        if after and after[0].head and after[0].family is mark.family:
            return True
        others = sum(m.family is mark.family and m.weight >= STOP for m in self._marks[mark.line])
        return mark.flat and others >= 2

    def _place_decimal(self, mark: Mark, key: Key) -> bool:
        """Decimals say themselves where they hang: 2.1 under 2, 2.2 beside 2.1.  Inside a line they must be the next."""
        parts = mark.parts
        if not mark.head and not (mark.weight >= STOP and (len(parts) > 1 or mark.tail <= HEADING_MOST // 2) and self._next_decimal(parts)):
            return False
        for i in range(len(self._stack) - 1, -1, -1):
            level = self._stack[i]
            if len(parts) > 1 and level.parts == parts[:-1]:
                del self._stack[i + 1 :]
                self._push(mark, mark.line, mark.begin, key, False, item=False)
                return True
            if level.key == key and (level.parts[:-1] == parts[:-1]) and parts[-1] > level.parts[-1]:
                self._sibling(i, mark, key)
                return True
        for i in range(len(self._stack) - 1, -1, -1):
            if len(parts) == 2 and self._numbered(self._stack[i], parts[0]):
                del self._stack[i + 1 :]
                self._push(mark, mark.line, mark.begin, key, False, item=False)
                return True
        if not self._has_company(parts):
            return False
        for i, level in enumerate(self._stack):
            if level.key[0] == "decimal" and len(level.parts) >= len(parts):
                del self._stack[i:]
                break
        else:
            self._pop_to_container(mark, key)
        self._push(mark, mark.line, mark.begin, key, False, item=False)
        return True

    def _next_decimal(self, parts: tuple[int, ...]) -> bool:
        """Whether an open series expects this decimal, or, for the first of all, the document holds the rest."""
        for level in self._stack:
            if len(level.parts) == len(parts) and level.parts[:-1] == parts[:-1]:
                return level.parts[-1] + 1 == parts[-1]
        return parts == (1,) and (2, 1) in self._by_parts

    def _numbered(self, level: _Open, ordinal: int) -> bool:
        """Whether a level is a section with this ordinal: 1.1 may hang under 一、 or 第一章 as well as under 1."""
        unit = self.units[level.unit]
        return level.ordinal == ordinal and not unit.item and unit.mark is not None and unit.mark.family.rank < 11

    def _has_company(self, parts: tuple[int, ...]) -> bool:
        *prefix, last = parts
        if len(parts) == 1:  # 3　总则 beside 3.1, or beside 2 and 4 where any decimal has two parts
            neighbours = {(last - 1,), (last + 1,)} & self._by_parts
            return (last, 1) in self._by_parts or (bool(neighbours) and self._dotted)
        return (*prefix, last + 1) in self._by_parts or (*prefix, last - 1) in self._by_parts or (*parts, 1) in self._by_parts

    # ---- the stack -----------------------------------------------------------------------------------------

    def _sibling(self, i: int, mark: Mark, key: Key) -> None:
        level = self._stack[i]
        for closed in self._stack[i + 1 :]:
            self._remember(closed)
        del self._stack[i:]
        self._push(mark, mark.line, mark.begin, key, level.inline, series=level.series, item=self.units[level.unit].item)

    def _push(
        self, mark: Mark | None, line: int, begin: int, key: Key, inline: bool, *, item: bool, series: int | None = None
    ) -> Unit:
        del self._stack[MAX_DEPTH - 1 :]
        parent = self._stack[-1].unit if self._stack else ROOT
        if series is None:
            self._series += 1
            series = self._series
        if self._stack:
            self._under[key].add(self._stack[-1].key)
        # What a paragraph closed may go on, but not behind another unit of the same parent.
        self._resume.pop(parent, None)
        unit = Unit(mark, line, begin, parent, len(self._stack) + 1, item, series)
        self.units.append(unit)
        ordinal = mark.ordinal if mark else None
        parts = mark.parts if mark else ()
        if mark is not None and mark.family.name == "arabic" and ordinal is not None:
            parts = (ordinal,)
        self._stack.append(_Open(len(self.units) - 1, key, ordinal, parts, series, inline))
        if ordinal is not None:
            last = self._last[key]
            last[:] = [(n, u) for n, u in last if self.units[u].series != series][-RECENT:]
            last.append((ordinal, len(self.units) - 1))
        return unit


"""Numbers left in the text of a body, such as a 四是 at the start of a sentence.

The outline leaves a mark in the text if it does not continue a list.  So a number that seems to be missing may be
there, and an enumeration in prose with broken numbering (一是…。三是…。) can only be found there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from attrs import evolve

from govreport.checks.ordinals import FIGURES, mark, ordinal, parts
from govreport.text.numerals import read_numeral
from govreport.text.regex import lazy
from govreport.text.source import Span
from govreport.tree.families import FAMILIES, counts_items
from govreport.tree.nodes import Block, Number, Unit

_REACH = 3000
"""How far back to search for a number, in characters: few articles of a law are longer, and time stays linear."""

_BLANKS = " \t\u3000\xa0"
_INDENT = 20
"""The maximum number of blanks before a mark at the start of a line."""
_STOPS = r"。；;！!？?：:\s"
_COMMAS = "，,、”」』）)…"
"""After one of these, （三） is a citation, but 三是 still counts."""
_ENDS = "，,、：:．."
_FIGURES = "0-9０-９〇零一二三四五六七八九十百千"
_RUNNING = (Number("shi", 1, "一是", Span(0, 2)), Number("di", 1, "第一，", Span(0, 3)))
"""The families of enumerations in plain paragraphs."""
_QUOTATION_MARKS = lazy("[“「”」]")
_LONGEST_QUOTATION = 5000
"""In characters: a closing quotation mark further away belongs to another quotation."""
_IN_PROSE = frozenset(family.name for family in FAMILIES.values() if family.in_prose)
"""The forms that occur inside paragraphs as well as at the start of lines."""


class Unread:
    """The text of a body without the numbers that were read in it."""

    def __init__(self, body: tuple[Block, ...], text: str) -> None:
        self.body = body
        self.text = text
        """The whole source; searches are bounded by offsets."""

    @cached_property
    def _firsts(self) -> tuple[tuple[Number, Sequence[int]], ...]:
        """The first numbers of enumerations of plain paragraphs, and where the text has those that were not read, in order."""
        if not self.body:
            return ()
        begin, end = self.body[0].span.start, self.body[-1].span.end
        found = [(first, [*self._left(first.text, begin, end)]) for first in _RUNNING]
        return tuple((first, places) for first, places in found if places)

    def _left(self, written: str, begin: int, end: int) -> Iterator[int]:
        """Where a slice of the text has a mark that was not read as a number."""
        at = self.text.find(written, begin, end)
        while at >= 0:
            if at not in self._taken:
                yield at
            at = self.text.find(written, at + 1, end)

    def may_run(self, blocks: Sequence[Block]) -> bool:
        """Whether the text of some blocks has the first number of an enumeration of plain paragraphs."""
        if not self._firsts or not blocks:
            return False
        begin, end = blocks[0].span.start, blocks[-1].span.end
        return any(_any_within(places, begin, end) for _, places in self._firsts)

    @cached_property
    def _taken(self) -> frozenset[int]:
        """The offsets of the numbers that were read."""
        found: set[int] = set()
        blocks: list[Block] = [*self.body]
        while blocks:
            block = blocks.pop()
            if isinstance(block, Unit):
                if block.number is not None:
                    found.add(block.number.span.start)
                blocks += block.blocks
        return frozenset(found)

    @cached_property
    def _quotations(self) -> list[Span]:
        """The quotations in the body, in order: provisions that a law amends have their own numbers."""
        found: list[Span] = []
        opened: int | None = None
        for sign in _QUOTATION_MARKS.finditer(self.text, self.body[0].span.start, self.body[-1].span.end):
            at = sign.start()
            if sign[0] in "“「":
                # Each paragraph of a quotation begins with a quotation mark, but only the last ends with one.
                opened = at if opened is None or at - opened > _LONGEST_QUOTATION else opened
            elif opened is not None:
                if at - opened <= _LONGEST_QUOTATION:
                    found.append(Span(opened, at))
                opened = None
        return found

    def before(self, number: Number, since: Number | Unit | None) -> dict[int, Number]:
        """The marks of a number's form before that number, by ordinal; of equal ones the last.

        They come after the number ``since``, or are in that unit, or anywhere in the body.
        """
        if number.family == "decimal":
            return {}  # its form is also that of measures
        end = number.span.start
        start = since.span.end if isinstance(since, Number) else (since or self.body[0]).span.start
        return {
            found.ordinal or 0: found for found in self._find(number, Span(min(max(start, end - _REACH), end), end))
        }

    def within(self, unit: Unit, number: Number) -> tuple[Number, ...]:
        """The marks of a number's form in the heading and the opening paragraphs of a unit, in order."""
        if number.family not in _IN_PROSE:
            return ()
        stretches = [unit.heading.span] if unit.heading else []
        for block in unit.blocks:
            if isinstance(block, Unit):
                break
            stretches.append(block.span)
        return tuple(self._find(number, *stretches))

    def running(self, stretch: Span) -> Iterator[tuple[Number, ...]]:
        """The enumerations in a run of paragraphs that begin with their first number, each with all its numbers."""
        for first, places in self._firsts:
            if _any_within(places, stretch.start, stretch.end):
                found = tuple(self._find(first, stretch))
                if found and found[0].ordinal == 1:
                    yield found

    def mentioned(self, numbers: tuple[Number, ...], start: int) -> set[int]:
        """The ordinals of all text in the form of the numbers, from an offset to the last number, in any context."""
        if not numbers:
            return set()
        before, _, after = parts(mark(numbers[0]), ordinal(numbers[0]), bool(numbers[0].sub))
        form = re.compile(f"{re.escape(before)}([{_FIGURES}]{{1,8}}){re.escape(after.rstrip(_ENDS))}")
        values = (read_numeral(found[1]) for found in form.finditer(self.text, start, numbers[-1].span.end))
        return {value for value in values if value}

    def _find(self, like: Number, *stretches: Span) -> Iterator[Number]:
        form = _form(mark(like), ordinal(like), bool(like.sub), counts_items(like.family))
        if form is None:
            return
        for stretch in stretches:
            for found in form.within(self.text, stretch.start, stretch.end):
                text = "".join(found[1].split())
                value = read_numeral(found[2])
                span = Span(*found.span(1))
                if value and mark(like, value) == text and self._is_left(span.start):
                    yield evolve(like, ordinal=value, text=text, span=span)

    def _is_left(self, at: int) -> bool:
        """Whether an offset is not that of a number that was read, and not in a quotation."""
        before = bisect_right(self._quotations, at, key=lambda quotation: quotation.start) - 1
        return at not in self._taken and not (before >= 0 and at in self._quotations[before])


def _any_within(places: Sequence[int], begin: int, end: int) -> bool:
    """Whether any of some places, in order, is in ``[begin, end)``."""
    return bisect_left(places, begin) < bisect_left(places, end)


class _Form:
    """The pattern of a form of marks: at the start of a line or after a stop or blank; with or without blanks inside."""

    __slots__ = ("_at_head", "_behind_stop", "_candidates", "_sign")

    def __init__(self, candidates: str, mark: str, sign: str) -> None:
        """``mark`` has a group for the mark and one for its numeral; ``candidates`` matches its first character.

        ``sign`` is a character that every such mark contains, or empty.
        """
        self._sign = sign
        self._candidates = re.compile(candidates, re.DOTALL).finditer
        # After a stop 2.5 is a measure; at the start of a line 2.5亿元 may be the 2. of a list.
        self._at_head, self._behind_stop = re.compile(mark).match, re.compile(f"{mark}(?![0-9０-９])").match

    def within(self, text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
        """The marks in a slice of text, in order."""
        if text.find(self._sign, begin, end) < 0:
            return
        for candidate in self._candidates(text, begin, end):
            at = candidate.start()
            if at >= begin:
                found = (self._at_head if _heads_line(text, begin, at) else self._behind_stop)(text, at, end)
                if found is not None:
                    begin = found.end()
                    yield found


def _heads_line(text: str, begin: int, at: int) -> bool:
    """Whether only a few blanks precede an offset in its line; the line must start at ``begin`` or later."""
    first = at
    while first > max(begin, at - _INDENT) and text[first - 1] in _BLANKS:
        first -= 1
    return first == 0 or text[first - 1] == "\n"


@lru_cache(maxsize=512)
def _form(written: str, value: int, has_sub: bool, is_item: bool) -> _Form | None:
    """The form of a mark; None if its text does not contain its value."""
    before, spelled, after = parts(written, value, has_sub)
    if not spelled:
        return None
    figure = f"[{_FIGURES}]" if FIGURES.fullmatch(spelled) else r"[^\W\d]"
    figures = rf"({figure}{{1,8}})" if FIGURES.fullmatch(spelled) else f"({figure})"
    stops = _STOPS + _COMMAS if is_item else _STOPS
    first = re.escape(before[0]) if before else figure
    one = rf"[{_BLANKS}]{{0,2}}".join([*map(re.escape, before), figures, *map(re.escape, after)])
    return _Form(rf"{first}(?:(?<=[{stops}].)|(?<!..))", f"({one})", (before + after)[:1])

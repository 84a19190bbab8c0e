"""Grouping the sentences of a report into passages.

A passage is a run of whole units or paragraphs if these fit; a title, a heading or the caption of a table stays with what is
below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Final, Literal, TypeAlias, get_args

from govreport.chunking.budget import Length
from govreport.chunking.sentences import Sentence
from govreport.tree.nodes import Attachment, Section, Unit

Division: TypeAlias = Literal["length", "unit", "section"]
"""How a report is divided before length matters: not at all, at each section and item, or at each section."""

DIVISIONS: Final[tuple[str, ...]] = get_args(Division)


def divided(row: Sequence[Sentence], by: Division) -> Iterator[Sequence[Sentence]]:
    """The sentences in stretches that no passage crosses: the own text of a unit, without that of the units in it.

    The heading of a unit belongs to its own text.  What is in no unit is divided at attachments.
    """
    if by == "length":
        yield row
        return
    kinds = (Attachment, Unit if by == "unit" else Section)

    def own(sentence: Sentence) -> int:
        return next((id(node) for node in reversed(sentence.above) if isinstance(node, kinds)), 0)

    for _, stretch in groupby(row, key=own):
        yield list(stretch)


def joined(row: Sequence[Sentence]) -> str:
    """The text of some sentences."""
    return "".join(sentence.text for sentence in row)


class Passages:
    """Groups sentences into passages that fit into a room, as few as the boundaries of the report allow."""

    def __init__(self, row: Sequence[Sentence], room: int, length: Length) -> None:
        self._row = row
        self._room = room
        self._length = length
        # Each sentence is measured once: together they are hardly longer than the sum in any unit.
        self._sums = [0, *accumulate(length(sentence.text) for sentence in row)]
        self._leads = {lead: self._repeatable(lead) for lead in {sentence.lead for sentence in row}}
        self._lead_sizes = {lead: length(text) if text else 0 for lead, text in self._leads.items()}

    def rows(self) -> Iterator[Sequence[Sentence]]:
        """The passages in order; only a single sentence may be longer than the room."""
        for begin, end in self._divided(0, len(self._row), 0):
            yield from self._halved(self._row[begin:end])

    def lead(self, passage: Sequence[Sentence]) -> str:
        """What is repeated before a passage that begins inside a table."""
        return self._leads[passage[0].lead]

    def _repeatable(self, lines: Sequence[str]) -> str:
        """The lines of a lead, the first ones left out if they would take more than half of the room."""
        texts = ("".join(f"{line}\n" for line in lines[at:]) for at in range(len(lines)))
        return next((text for text in texts if 2 * self._length(text) <= self._room), "")

    def _divided(self, begin: int, end: int, depth: int) -> Iterator[tuple[int, int]]:
        """The passages of a slice, split between its parts at this depth, and deeper if necessary."""
        held = begin
        for start, stop in self._parts(begin, end, depth):
            if self._fits(held, stop):
                continue
            if held < start and not all(sentence.heads for sentence in self._row[held:start]):
                yield held, start
                held = start
                if self._fits(start, stop):
                    continue
            if stop - start == 1:  # keep the headings above it that fit
                kept = next(at for at in range(held, stop) if at == start or self._fits(at, stop))
                if held < kept:
                    yield held, kept
                held = kept
            elif depth < len(self._row[start].above):
                yield from self._divided(held, stop, depth + 1)
                held = stop
            else:  # the rest of a paragraph may share a chunk with the next one
                *cut, (held, _) = self._divided(held, stop, depth + 1)
                yield from cut
        if held < end:
            yield held, end

    def _parts(self, begin: int, end: int, depth: int) -> Iterator[tuple[int, int]]:
        """The units at this depth, and the paragraphs between them; below these, sentences."""
        for _, group in groupby(range(begin, end), key=lambda at: self._part(at, depth)):
            first, *others = group
            yield first, (others[-1] if others else first) + 1

    def _part(self, at: int, depth: int) -> int:
        sentence = self._row[at]
        if depth > len(sentence.above):
            return at
        return id(sentence.above[depth] if depth < len(sentence.above) else sentence.block)

    def _fits(self, begin: int, end: int) -> bool:
        return self._sums[end] - self._sums[begin] + self._lead_sizes[self._row[begin].lead] <= self._room

    def _halved(self, row: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
        """The row, halved if the whole is longer than the sum of its parts in the given unit."""
        if len(row) > 1 and self._length(self.lead(row) + joined(row).rstrip()) > self._room:
            yield from self._halved(row[: len(row) // 2])
            yield from self._halved(row[len(row) // 2 :])
        else:
            yield row

"""Mapping offsets of the repaired text back to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import le

from attrs import define

from govreport.text.source import Span, make_span, packed


@define
class Edit:
    """Replace ``[start, end)`` of a text by ``after``."""

    start: int
    end: int
    after: str


class Offsets:
    """A map from offsets of the repaired text to offsets of the source; the identity map is free.

    >>> text, offsets = Offsets.identity(5).edited("區(q)政", [Edit(1, 4, "")])
    >>> text, offsets.span(0, 2), offsets.span(1, 2)
    ('區政', Span(0, 5), Span(4, 5))
    """

    __slots__ = ("_length", "_repaired", "_source", "to_held")

    def __init__(self, repaired: Sequence[int], source: Sequence[int], length: int) -> None:
        """Pairs of offsets from which both texts are parallel; ``length`` is that of the repaired text."""
        self._repaired = repaired
        self._source = source
        self._length = length
        is_identity = len(repaired) == 1 and repaired[0] == source[0]
        self.to_held: Callable[[int, int], int] = packed if is_identity else self._packed
        """The span in the source of a slice of the repaired text, as one integer: a fast function."""

    @classmethod
    def identity(cls, length: int) -> Offsets:
        """The map of a text without repairs."""
        return cls([0], [0], length)

    def start(self, offset: int) -> int:
        """Where the repaired character at an offset starts in the source."""
        at = bisect_right(self._repaired, offset) - 1
        return self._source[at] + offset - self._repaired[at]

    def end(self, offset: int) -> int:
        """Where the source of the character before an offset ends, including dropped text after it."""
        return self.start(offset)

    def span(self, start: int, end: int) -> Span:
        """The span in the source of a slice of the repaired text."""
        return make_span(self.start(start), self.start(end))

    def _packed(self, start: int, end: int) -> int:
        return packed(self.start(start), self.start(end))

    def edited(self, text: str, edits: Sequence[Edit]) -> tuple[str, Offsets]:
        """The text after some edits, ordered and disjoint, and the map from it to the source."""
        pieces: list[str] = []
        at = 0
        for edit in edits:
            pieces += (text[at : edit.start], edit.after)
            at = edit.end
        pieces.append(text[at:])
        repaired: list[int] = [0]
        source: list[int] = [self.start(0)]
        length = kept = 0
        old, origins = self._repaired, self._source
        at = 1  # the next anchor of this map
        for edit in [*edits, Edit(len(text), len(text), "")]:
            start, end, after = edit.start, edit.end, edit.after
            if len(after) == end - start > 0:
                continue  # of equal length: the map does not change
            length += start - kept
            while at < len(old) and old[at] <= start:
                _anchor(repaired, source, length - start + old[at], origins[at])
                at += 1
            # Inserted text maps to the text it replaces, character by character as far as possible.
            for i in range(len(after)):
                _anchor(repaired, source, length + i, self.start(min(start + i, max(start, end - 1))))
            length += len(after)
            while at < len(old) and old[at] <= end:
                at += 1
            if start < end or after:
                _anchor(repaired, source, length, origins[at - 1] + end - old[at - 1])
            kept = end
        return "".join(pieces), Offsets(repaired, source, length)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Offsets):
            return NotImplemented
        return (self._repaired, self._source, self._length) == (other._repaired, other._source, other._length)

    __hash__ = None  # type: ignore[assignment]  # compared in tests, never a key


def _anchor(repaired: list[int], source: list[int], at: int, origin: int) -> None:
    if repaired[-1] == at:
        source[-1] = origin
    else:
        repaired.append(at)
        source.append(origin)


def are_apart(edits: Sequence[Edit]) -> bool:
    """Whether edits are ordered and disjoint."""
    return all(map(le, [edit.end for edit in edits], [edit.start for edit in edits[1:]]))

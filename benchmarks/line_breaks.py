"""Variants of labelled documents whose line breaks are not those of the author."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate

from attrs import evolve

from labels import Labels, Line

WIDTH = 38
"""Where hard-wrapped lines break, in characters."""
_BREAKS_AFTER = "，、；,;"
_BLANK = " \t\r\n\u3000"

Way = Callable[[str], Iterable[str]]
"""What each character of a text becomes."""


def unchanged(text: str) -> Iterable[str]:
    """The text as it is."""
    return text


def hardwrap(text: str) -> Iterable[str]:
    """Lines broken after some 38 characters, between Han characters or after a comma, as in text extracted from a PDF."""
    column = 0
    for char, after in zip(text, [*text[1:], ""], strict=True):
        breaks = column >= WIDTH and (_is_han(char) or char in _BREAKS_AFTER) and _is_han(after)
        column = 0 if breaks or char == "\n" else column + 1
        yield char + "\n" if breaks else char


def joined(text: str) -> Iterable[str]:
    """The complete document on one line."""
    return ("" if char in "\r\n" else char for char in text)


VARIANTS: Mapping[str, Way] = {"identity": unchanged, "hardwrap": hardwrap, "joined": joined}


def rewritten(text: str, labels: Labels, way: Way) -> tuple[str, Labels]:
    """A text in another form, and its labels at their new places."""
    pieces = list(way(text))
    to = [0, *accumulate(map(len, pieces))]
    new = "".join(pieces)

    def end(old: int) -> int:
        """The end after the last character before ``old``, without a line break that was put in."""
        at = to[old]
        while at > to[old - 1] + 1 and new[at - 1] in _BLANK:
            at -= 1
        return at

    units = tuple(
        evolve(
            unit,
            start=to[unit.start],
            parent=None if unit.parent is None else to[unit.parent],
            heading_end=None if unit.heading_end is None else end(unit.heading_end),
        )
        for unit in labels.units
    )
    return new, Labels(units, tuple(Line(to[line.start], to[line.end], line.role) for line in labels.lines))


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"

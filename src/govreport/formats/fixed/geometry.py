"""Numbers and transformations in OFD; lengths are millimetres, from the left and from the top (GB/T 33190-2016, 7.3, 8.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from govreport.formats.placed.matrix import Matrix
from govreport.formats.work import Work

_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]{1,12}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][-+]?[0-9]{1,3})?")
_FARTHEST: Final = 1e6
POINTS: Final = 72 / 25.4
"""Points in a millimetre."""


def numbers(text: str | None) -> list[float]:
    """The numbers in an attribute; empty if one of them is invalid.

    >>> numbers("1 -2.5 .5"), numbers("1 nan"), numbers("1e99"), numbers(None)
    ([1.0, -2.5, 0.5], [], [], [])
    """
    words = (text or "").split()
    if not all(map(_NUMBER.fullmatch, words)):
        return []
    found = list(map(float, words))
    return found if all(abs(number) <= _FARTHEST for number in found) else []


def number(text: str | None, default: float) -> float:
    """The number in an attribute, or ``default``."""
    found = numbers(text)
    return found[0] if len(found) == 1 else default


class Box(NamedTuple):
    """A rectangle; width and height may be negative in files."""

    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0

    @classmethod
    def of(cls, text: str | None) -> Box | None:
        """The rectangle in an attribute or element; None if it is invalid."""
        found = numbers(text)
        return cls(*found) if len(found) == len(cls._fields) else None

    def holds(self, x: float, y: float, margin: float) -> bool:
        """Whether a point is in the rectangle, or no farther from it than a margin."""
        (left, right), (top, foot) = sorted((self.x, self.x + self.width)), sorted((self.y, self.y + self.height))
        return left - margin <= x <= right + margin and top - margin <= y <= foot + margin


def matrix_of(transformation: str | None, boundary: Box) -> Matrix:
    """The transformation of an object: its ``CTM``, then the place of its boundary."""
    own = numbers(transformation)
    matrix = Matrix(*own) if len(own) == len(Matrix._fields) else Matrix()
    return matrix._replace(e=matrix.e + boundary.x, f=matrix.f + boundary.y)


def steps(text: str | None, most: int) -> Iterator[float]:
    """The distances between the characters of a text, at most ``most``; the last is repeated (11.3).

    >>> list(steps("g 2 3.5 1", 5)), list(steps(None, 2)), list(steps("g 2000000000 1", 2))
    ([3.5, 3.5, 1.0, 1.0, 1.0], [], [1.0, 1.0])
    """
    words = iter((text or "").split())
    count = 0
    last: float | None = None
    for word in words:
        times, value = (next(words, ""), next(words, "")) if word in ("g", "G") else ("1", word)
        found = numbers(value)
        if not found or not times.isdecimal() or len(times) > 12:
            break
        last = found[0]
        for _ in range(min(int(times), most - count)):
            yield last
        count = min(most, count + int(times))
        if count >= most:
            return
    if last is not None:
        for _ in range(most - count):
            yield last


_OPERANDS: Final = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow an operator of a path; the last two are the point that it leads to (9.3)."""


def subpaths(data: str | None, work: Work) -> Iterator[list[tuple[float, float]]]:
    """The points of each connected part of a path, up to an invalid operator; those of curves are their ends.

    >>> list(subpaths("M 0 0 L 5 0 C S 1 1 L 1 9 oops", Work("a.ofd")))
    [[(0.0, 0.0), (5.0, 0.0), (0.0, 0.0)], [(1.0, 1.0), (1.0, 9.0)]]
    """
    words = (data or "").split()
    work.spend(len(words), "paths")
    points: list[tuple[float, float]] = []
    at = 0
    while at < len(words) and (count := _OPERANDS.get(words[at])) is not None:
        found = numbers(" ".join(words[at + 1 : at + 1 + count]))
        if len(found) != count or (not points and words[at] not in "SM"):
            break
        if words[at] in "SM" and points:
            yield points
            points = []
        points.append((found[-2], found[-1]) if found else points[0])
        at += 1 + count
    if points:
        yield points

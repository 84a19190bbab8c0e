"""The straight lines drawn on a page, which may be the rules of a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from attrs import define, field

from govreport.formats.placed.runs import turned

Point: TypeAlias = tuple[float, float]

_THICKEST: Final = 3.0
"""In points: a filled bar that is thinner is a rule."""
_STRAIGHT: Final = 0.7
"""In points: how far the ends of a level or upright rule deviate."""
MOST_SEGMENTS: Final = 20_000
"""The maximum number of lines of a page; a page with more is a drawing, and is read without tables."""


class Area(NamedTuple):
    """A rectangle on a page, in points from the left and the bottom."""

    left: float
    foot: float
    right: float
    top: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> Area:
        """The smallest area with these points."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return cls(min(xs), min(ys), max(xs), max(ys))

    def within(self, other: Area | None) -> Area | None:
        """What of the area is in another; None if nothing is."""
        if other is None:
            return self
        left, foot = max(self.left, other.left), max(self.foot, other.foot)
        right, top = min(self.right, other.right), min(self.top, other.top)
        return Area(left, foot, right, top) if left <= right and foot <= top else None

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in the area."""
        return self.left <= x <= self.right and self.foot <= y <= self.top


class Rule(NamedTuple):
    """A level or upright line: its place across, and its two ends along."""

    at: float
    begin: float
    end: float


@define
class Ruling:
    """Collects the straight lines of a page, up to a limit that tables do not reach."""

    lines: list[Area] = field(factory=list)
    """The lines as the areas that they cross."""
    slanted: list[Point] = field(factory=list)
    """The middles of other lines."""
    full: bool = False
    """Whether there were too many; then no line is kept."""

    def stroke(self, points: Sequence[Point], clip: Area | None = None) -> None:
        """Add the lines from point to point of a path, as far as they are in ``clip``."""
        for start, end in pairwise(points):
            line = Area.around((start, end))
            if min(line.right - line.left, line.top - line.foot) > _STRAIGHT:
                self.slanted.append(((line.left + line.right) / 2, (line.foot + line.top) / 2))
            else:
                self._add(line, clip)

    def fill(self, points: Sequence[Point], clip: Area | None = None) -> None:
        """Add the line along the middle of a filled path, if it is a thin bar."""
        if not points:
            return
        area = Area.around(points)
        x, y = (area.left + area.right) / 2, (area.foot + area.top) / 2
        width, height = area.right - area.left, area.top - area.foot
        if height <= min(_THICKEST, width):
            self._add(Area(area.left, y, area.right, y), clip)
        elif width <= _THICKEST:
            self._add(Area(x, area.foot, x, area.top), clip)

    def _add(self, line: Area, clip: Area | None) -> None:
        shown = line.within(clip)
        if shown is not None and not self.full:
            self.lines.append(shown)
        if len(self.lines) + len(self.slanted) > MOST_SEGMENTS:
            self.full = True
            self.lines.clear()
            self.slanted.clear()

    def turned(self, quarter: int) -> Ruling:
        """The same lines in the coordinates of text rotated by ``quarter`` quarter turns."""
        if quarter == 0:
            return self
        areas = [
            Area.around((turned(one.left, one.foot, quarter), turned(one.right, one.top, quarter)))
            for one in self.lines
        ]
        return Ruling(areas, [turned(x, y, quarter) for x, y in self.slanted], self.full)

    def rules(self) -> tuple[list[Rule], list[Rule]]:
        """The level and the upright rules."""
        level: list[Rule] = []
        upright: list[Rule] = []
        for left, foot, right, top in self.lines:
            if top - foot <= right - left:
                level.append(Rule((foot + top) / 2, left, right))
            else:
                upright.append(Rule((left + right) / 2, foot, top))
        return level, upright

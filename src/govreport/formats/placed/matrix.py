"""Transformations of what is placed on a page."""

from __future__ import annotations

from math import atan2, degrees, hypot
from typing import Final, NamedTuple

_STRAIGHT: Final = 5.0
"""In degrees: text that deviates more from a quarter turn is slanted."""


class Matrix(NamedTuple):
    """A transformation: x to ax + cy + e, y to bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is after the transformation."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, after: Matrix) -> Matrix:
        """This transformation, followed by another."""
        e, f = after.point(self.e, self.f)
        return Matrix(
            after.a * self.a + after.c * self.b,
            after.b * self.a + after.d * self.b,
            after.a * self.c + after.c * self.d,
            after.b * self.c + after.d * self.d,
            e,
            f,
        )

    @property
    def across(self) -> float:
        """The scale along the line."""
        return hypot(self.a, self.b)

    @property
    def upwards(self) -> float:
        """The scale across the line."""
        return hypot(self.c, self.d)

    @property
    def quarter(self) -> int | None:
        """The rotation in quarter turns anticlockwise; None if it is slanted.

        >>> Matrix().quarter, Matrix(0, -1, 1, 0).quarter, Matrix(1, 1, -1, 1).quarter
        (0, 1, None)
        """
        angle = degrees(atan2(-self.b, self.a))
        turns = round(angle / 90)
        return turns % 4 if abs(angle - 90 * turns) <= _STRAIGHT else None

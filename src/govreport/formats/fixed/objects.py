"""The characters of an OFD page with their places (GB/T 33190-2016, 8, 11, 13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import field, frozen, mutable

from govreport.formats import too_long
from govreport.formats.archive import XmlElement, local
from govreport.formats.fixed.geometry import POINTS, Box, matrix_of, number, steps, subpaths
from govreport.formats.fixed.package import some
from govreport.formats.fixed.pictures import Picture
from govreport.formats.placed.matrix import Matrix
from govreport.formats.placed.rules import Point, Ruling
from govreport.formats.placed.runs import LAST_HKSCS, PRIVATE, WIDE, Run, hkscs, turned
from govreport.formats.work import Work

_DEEPEST: Final = 8
"""The maximum depth of composite objects in composite objects."""
_SIZES: Final = (0.1, 2000.0)
"""In points: the sizes of visible text."""
_NARROW: Final = 0.5
"""In ems: the width of a letter whose step to the next is unknown."""


@mutable
class Budget:
    """What a document may still have, against files that draw one object many times."""

    glyphs: int
    limit: int
    """The maximum number of characters, for the message."""
    work: Work

    def take(self, glyphs: int) -> None:
        """Count the characters of an object.

        :raises ReadError: there are too many.
        """
        self.work.spend(glyphs, "characters")
        self.glyphs -= glyphs
        if self.glyphs < 0:
            raise too_long(self.work.name, self.limit)


@frozen
class Canvas:
    """A page on which objects are placed."""

    box: Box
    fonts: Mapping[str, str]
    units: Mapping[str, XmlElement]
    budget: Budget
    runs: list[Run] = field(factory=list)
    """The characters, each a run."""
    slanted: list[str] = field(factory=list)
    """Text that is not parallel to an edge of the page: watermarks."""
    ruling: Ruling = field(factory=Ruling)
    """The lines drawn on the page."""
    pictures: list[Picture] = field(factory=list)

    def draw(self, content: XmlElement) -> None:
        """Place the text of the content of a page."""
        for part in some(content, "Content"):
            for layer in some(part, "Layer"):
                self._objects(layer, Matrix(), ())

    def _objects(self, parent: XmlElement, outer: Matrix, within: tuple[str, ...]) -> None:
        """Place the objects in a layer, block or unit.

        :param within: the identifiers of the composite units around it.
        """
        for part in parent:
            self.budget.work.spend(1, "objects")
            kind = local(part)
            if part.get("Visible") == "false":
                continue
            if kind == "TextObject":
                self._text(part, outer)
            elif kind == "PathObject" and not self.ruling.full:
                self._path(part, outer)
            elif kind == "ImageObject":
                self._picture(part, outer)
            elif kind == "PageBlock":
                self._objects(part, outer, within)
            elif kind == "CompositeObject":
                self._composite(part, outer, within)

    def _composite(self, part: XmlElement, outer: Matrix, within: tuple[str, ...]) -> None:
        identifier = part.get("ResourceID") or ""
        unit = self.units.get(identifier)
        if unit is None or identifier in within or len(within) >= _DEEPEST:
            return
        inner = matrix_of(part.get("CTM"), Box.of(part.get("Boundary")) or Box()).then(outer)
        for content in some(unit, "Content"):
            self._objects(content, inner, (*within, identifier))

    def _picture(self, part: XmlElement, outer: Matrix) -> None:
        boundary = Box.of(part.get("Boundary")) or Box()
        square = None if part.get("CTM") else f"{boundary.width} 0 0 {boundary.height} 0 0"
        matrix = matrix_of(square or part.get("CTM"), boundary).then(outer)
        picture = Picture.placed(part.get("ResourceID") or "", matrix, self.box)
        if picture is not None:
            self.pictures.append(picture)

    def _path(self, part: XmlElement, outer: Matrix) -> None:
        """Add the lines of a path; a filled one counts if it is a thin bar."""
        strokes = part.get("Stroke") != "false"
        if not (strokes or part.get("Fill") == "true") or part.get("Alpha") == "0":
            return
        matrix = matrix_of(part.get("CTM"), Box.of(part.get("Boundary")) or Box()).then(outer)
        for data in some(part, "AbbreviatedData"):
            for points in subpaths(data.text, self.budget.work):
                placed = [self._point(*matrix.point(x, y)) for x, y in points]
                if strokes:
                    self.ruling.stroke(placed)
                else:
                    self.ruling.fill(placed)

    def _point(self, x: float, y: float) -> Point:
        """A place on the page in points from the left and the bottom."""
        return (x - self.box.x) * POINTS, (self.box.y + self.box.height - y) * POINTS

    def _text(self, part: XmlElement, outer: Matrix) -> None:
        """Place the characters of a text object; what is outside its boundary or the page is not printed."""
        boundary = Box.of(part.get("Boundary")) or Box()
        own = matrix_of(part.get("CTM"), boundary)
        matrix = own.then(outer)
        em = number(part.get("Size"), 0.0)
        size = em * matrix.upwards * POINTS
        codes = list(_codes(part))
        self.budget.take(len(codes))
        if not _SIZES[0] <= size <= _SIZES[1] or not matrix.across:
            return
        width = em * matrix.across * (number(part.get("HScale"), 1.0) or 1.0) * POINTS
        font = self.fonts.get(part.get("Font") or "", "")
        quarter = matrix.quarter
        slanted: list[str] = []
        blank = False
        for code in codes:
            if not code.text.strip():
                blank = True
                continue
            x, y = matrix.point(code.x, code.y)
            printed = boundary.holds(*own.point(code.x, code.y), em * own.upwards) and self.box.holds(x, y, 0.0)
            if printed and quarter is None:
                slanted.append(code.text)
            elif printed and quarter is not None:
                step = None if code.step is None else code.step * matrix.across * POINTS
                self._place(_character(code.text, font), (x, y), step, quarter, width, size, blank)
            blank = False
        if slanted:
            self.slanted.append("".join(slanted))

    def _place(
        self,
        text: str,
        at: tuple[float, float],
        step: float | None,
        quarter: int,
        width: float,
        size: float,
        blank: bool,
    ) -> None:
        """Append a character; its width is known from the step to the next one only."""
        left, base = turned(*self._point(*at), quarter)
        if WIDE.match(text):
            right = left + (width if step is None else min(width, step))
        else:
            right = left + (step if step is not None and step <= width else _NARROW * width)
        self.runs.append(Run(text, left, right, base, size, quarter, blank, blank, len(self.runs), left))


@frozen
class _Code:
    """A character of a text object, with its place before the transformation."""

    text: str
    x: float
    y: float
    step: float | None = None
    """The distance to the next character of the line, if known."""


def _codes(part: XmlElement) -> Iterator[_Code]:
    """The characters of a text object; one text may run over several lines."""
    x = y = 0.0
    em = number(part.get("Size"), 0.0)
    for code in some(part, "TextCode"):
        text = (code.text or "").strip("\r\n\t")
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        across = list(steps(code.get("DeltaX"), len(text) - 1))
        down = list(steps(code.get("DeltaY"), len(text) - 1))
        if not across and not any(down):
            across = [em if WIDE.match(one) else _NARROW * em for one in text[:-1]]
        at_x, at_y = x, y
        for i, one in enumerate(text):
            dx = across[i] if i < len(across) else 0.0
            dy = down[i] if i < len(down) else 0.0
            yield _Code(one, at_x, at_y, dx if dx > 0 and not dy else None)
            at_x, at_y = at_x + dx, at_y + dy


def _character(text: str, font: str) -> str:
    """The character that a code means: fonts of user-defined characters follow Big5-HKSCS."""
    is_own = PRIVATE <= ord(text) <= LAST_HKSCS and "EUDC" in font
    return hkscs(text) if is_own else text

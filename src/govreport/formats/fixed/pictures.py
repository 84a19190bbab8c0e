"""The pictures on an OFD page, for pages that have no text (GB/T 33190-2016, 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from govreport.errors import ReadError
from govreport.formats.archive import Archive
from govreport.formats.fixed.geometry import Box
from govreport.formats.placed.matrix import Matrix
from govreport.formats.scans.engine import Image
from govreport.formats.scans.recognition import LONGEST_SIDE, PAGE_WORK
from govreport.formats.work import Work

_RESOLUTION: Final = 150 / 25.4
"""In pixels for a millimetre."""
_CORNERS: Final = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
"""Of the square that a picture fills before its transformation."""


class Picture(NamedTuple):
    """A picture on a page; lengths are millimetres from the left and the top of the page."""

    resource: str
    """The identifier of its file."""
    left: float
    top: float
    right: float
    foot: float
    quarter: int
    """Its rotation in quarter turns anticlockwise."""

    @classmethod
    def placed(cls, resource: str, matrix: Matrix, page: Box) -> Picture | None:
        """A picture with a transformation; None if nothing of it is on the page."""
        points = [matrix.point(*corner) for corner in _CORNERS]
        left, top = min(x for x, _ in points) - page.x, min(y for _, y in points) - page.y
        right, foot = max(x for x, _ in points) - page.x, max(y for _, y in points) - page.y
        if left >= page.width or top >= page.height or right <= 0 or foot <= 0 or left >= right or top >= foot:
            return None
        return cls(resource, left, top, right, foot, matrix.quarter or 0)

    def visible(self, page: Box) -> tuple[float, float, float, float]:
        """The left, upper, right and lower edge of what is on the page."""
        return max(self.left, 0.0), max(self.top, 0.0), min(self.right, page.width), min(self.foot, page.height)

    def area(self, page: Box) -> float:
        """How much of the page it covers, in square millimetres."""
        left, top, right, foot = self.visible(page)
        return (right - left) * (foot - top)


def drawn(pictures: Sequence[Picture], page: Box, archive: Archive, files: Mapping[str, str], work: Work) -> Image:
    """A page as an image; pictures of other types than PNG, JPEG and TIFF are left out.

    :param files: the paths of pictures by identifier.
    :raises ReadError: a picture has too many pixels, or they take too much work.
    """
    import PIL.Image  # imported here, as the next: files without scans do not need it

    from govreport.formats.scans.images import pages_of

    scale = min(_RESOLUTION, LONGEST_SIDE / max(page.width, page.height))
    whole = max(1, round(page.width * scale)), max(1, round(page.height * scale))
    image: Image = PIL.Image.new("RGB", whole, "white")
    for picture in pictures:
        work.spend(PAGE_WORK, "pictures")
        content = archive.read(files.get(picture.resource, "")) or b""
        try:
            shown, _ = next(iter(pages_of(content, work.name)))
        except ReadError:
            continue
        turned = shown.rotate(90 * picture.quarter, expand=True)
        left, top, right, foot = picture.visible(page)
        across, down = turned.width / (picture.right - picture.left), turned.height / (picture.foot - picture.top)
        part = (
            (left - picture.left) * across,
            (top - picture.top) * down,
            (right - picture.left) * across,
            (foot - picture.top) * down,
        )
        size = max(1, round((right - left) * scale)), max(1, round((foot - top) * scale))
        image.paste(turned.resize(size, box=part), (round(left * scale), round(top * scale)))
    return image

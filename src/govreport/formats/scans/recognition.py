"""Recognizing pages one by one: which way up a picture is, and how much may be read."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot
from typing import Final, TypeAlias

from attrs import frozen

from govreport.errors import ReadError
from govreport.formats.scans.engine import Box, Engine, Image, engine
from govreport.formats.work import Work
from govreport.util.extras import missing

Progress: TypeAlias = Callable[[int, int], None]
"""Called before each page is recognized, with its number, counted from 1, and the number of pages."""

PAGE_WORK: Final = 20_000
"""The units of work for reading a picture once: the default limit allows 500 pages."""
LONGEST_SIDE: Final = 2500
"""In pixels: larger pictures are scaled down; the recognizer finds lines on 2,000 pixels."""
_QUARTERS: Final = (90, 270, 180)
"""The rotations of a page, in degrees."""
_SURE: Final = 0.85
"""The least mean confidence of a page that is upright; upside down it is 0.7 at most."""
_FEW: Final = 50
"""In characters: a page with so few, most of which is pictures, is a scan with a stamp."""
_COVERED: Final = 0.5
"""The minimum share of such a page that its pictures cover."""
_TALL: Final = 1.5
"""How many times the height of a box is its width, if its line runs downwards."""


@frozen
class Scan:
    """The recognized text of a page."""

    boxes: tuple[Box, ...]
    width: int
    """In pixels, as ``height``."""
    height: int

    @property
    def length(self) -> int:
        """The number of characters."""
        return sum(len(box.text) for box in self.boxes)

    @property
    def confidence(self) -> float:
        """The mean confidence of the characters, from 0 to 1; 1 without characters."""
        return self._weight() / self.length if self.boxes else 1.0

    @property
    def is_upright(self) -> bool:
        """Whether the page was read as its text runs."""
        tall = sum(len(box.text) for box in self.boxes if _is_tall(box))
        return self.confidence >= _SURE and 2 * tall <= self.length

    def rank(self) -> tuple[bool, float]:
        """The larger, the better the page was read."""
        return self.is_upright, self._weight()

    def _weight(self) -> float:
        return sum(box.score * len(box.text) for box in self.boxes)


def _is_tall(box: Box) -> bool:
    first, second, third, _ = box.corners
    return len(box.text) > 1 and _distance(second, third) > _TALL * _distance(first, second)


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def is_scan(length: int, problem: str | None, covered: Callable[[], float]) -> bool:
    """Whether the text of a page with pictures has to be recognized.

    :param length: the number of characters in its text layer.
    :param problem: why the text layer is unusable; None if it is not.
    :param covered: the share of the page that pictures cover; called only if it matters.
    """
    return problem is not None or (length < _FEW and covered() > _COVERED)


class Recognition:
    """Recognizes the pages of a file."""

    def __init__(self, work: Work, progress: Progress | None = None) -> None:
        self._work = work
        self._progress = progress
        self.pages: dict[int, Scan] = {}
        """What was recognized, by the number of the page."""

    def read(self, image: Image, number: int, count: int) -> Scan:
        """The text of a picture, which is turned if it is not upright.

        :param number: the number of the page, of ``count``.
        :raises ReadError: the extra is not installed, or it takes too much work.
        """
        if self._progress is not None:
            self._progress(number, count)
        recognize = self._engine()
        scan = self._once(recognize, image)
        if not scan.is_upright:
            turned = (self._once(recognize, image.rotate(angle, expand=True)) for angle in _QUARTERS)
            scan = max([scan, *turned], key=Scan.rank)
        self.pages[number] = scan
        return scan

    def prepare(self) -> None:
        """Load the recognizer.

        :raises ReadError: the extra is not installed.
        """
        self._engine()

    def _once(self, recognize: Engine, image: Image) -> Scan:
        self._work.spend(PAGE_WORK, "pages to recognize")
        return Scan(tuple(recognize(image)), image.width, image.height)

    def _engine(self) -> Engine:
        try:
            return engine()
        except ModuleNotFoundError as error:
            raise ReadError(self._work.name, missing("ocr=True (--ocr)", error.name or "rapidocr", "ocr")) from error

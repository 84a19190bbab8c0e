"""The canvas of the pictures of a corpus: size, fonts, title, and the labels of years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreport.util.extras import missing

if TYPE_CHECKING:
    from govreport.writers.canvas import Canvas

WIDTH: Final = 1036.8
"""The width of a picture, in points: 1440 pixels of a screen."""
MARGIN: Final = 34.0
SMALL: Final = 8.0
SIZE: Final = 9.5
"""The size of most texts."""
HEIGHT: Final = 648.0
"""Of a page, in points: 900 pixels of a screen."""
"""The size of small text, in points."""
_TITLE: Final = 19
"""The size of the title, in points."""
_STEPS: Final = (1, 2, 5, 10, 20)
_LONGEST_STEP: Final = 50
"""In years, between labels."""
_APART: Final = 1.6
"""The least distance of labels, as a multiple of their width."""
_CHINESE: Final = re.compile("[^\0-\u024f\u2010-\u2027]")
"""A character that needs a font for Chinese."""


def canvas_for(height: float, texts: Iterable[str], *, dark: bool, font: str | Path | None) -> Canvas:
    """An empty canvas with a font for some texts.

    :raises ImportError: matplotlib is not installed; install ``govreport[plot]``.
    :raises FontError: a text has Chinese characters, and no font with them was found.
    """
    try:
        from govreport.writers.canvas import DARK, LIGHT, Canvas
        from govreport.writers.fonts import chinese_font
    except ImportError as error:
        raise ImportError(missing("drawing a picture", "matplotlib", "plot")) from error
    chinese = font is not None or any(map(_CHINESE.search, texts))
    return Canvas(WIDTH, height, DARK if dark else LIGHT, chinese_font(font) if chinese else None)


def image_of(canvas: Canvas, format: str) -> bytes:
    """A canvas as ``png`` or ``svg``."""
    from govreport.writers.canvas import image

    return image(canvas.figure, format)


def write_title(canvas: Canvas, title: str) -> None:
    """The title, under a rule at the top."""
    canvas.box(0, 0, canvas.width, 3, canvas.colours.rule)
    canvas.text(MARGIN, 40, title, size=_TITLE)


def label_step(number: int, slot: float, label: float) -> int:
    """The distance of labels on an axis of years, in years, so that labels do not touch.

    :param slot: the width of a year.
    :param label: the width of a label.
    """
    return next((step for step in _STEPS if step * slot >= label * _APART), _LONGEST_STEP) if number else 1


def has_tick(year: int, step: int) -> bool:
    """Whether a year has a label."""
    return year % step == 0

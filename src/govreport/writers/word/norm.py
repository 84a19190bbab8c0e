"""The measures and fonts of GB/T 9704-2012, the standard for the layout of official documents.

A4, the type area 156 by 225 mm (5.2.1), 22 lines of 28 characters (5.2.3), body in 3号仿宋 (5.2.2), titles in 2号小标宋
(7.3.1), headings of the first level in 黑体, of the second in 楷体 (7.3.3), page numbers in 4号宋体 (7.5).  Lengths are in
twips (1/20 point) and sizes of type in points, as Word stores them.
"""

from __future__ import annotations

import math
from typing import Final

SONG: Final = "方正小标宋简体"
HEI: Final = "黑体"
KAI: Final = "楷体_GB2312"
FANG: Final = "仿宋_GB2312"
FIGURES: Final = "宋体"
"""The font of page numbers, figures included."""
LATIN: Final = "Times New Roman"
SUBSTITUTES: Final = {SONG: "宋体", KAI: "楷体", FANG: "仿宋"}
"""What Word uses where a font of the standard is not installed."""
RED: Final = "FF0000"

SIZE_2: Final = 22.0
"""二号."""
SIZE_3: Final = 16.0
"""三号."""
SIZE_4: Final = 14.0
"""四号."""
SIZE_5: Final = 10.5
"""五号."""


def mm(length: float) -> int:
    """Millimetres in twips.

    >>> mm(25.4)
    1440
    """
    return round(length * 1440 / 25.4)


PAGE: Final = (mm(210), mm(297))
TOP, RIGHT, BOTTOM, LEFT = mm(37), mm(26), mm(35), mm(28)
"""The margins around the type area."""
WIDTH: Final = mm(156)
HEIGHT: Final = mm(225)
LINES: Final = 22
CHARACTERS: Final = 28
LINE: Final = HEIGHT // LINES
"""The line height of the grid, rounded to twips like in Word."""
CHARACTER: Final = WIDTH / CHARACTERS
CONDENSED: Final = math.floor(CHARACTER - SIZE_3 * 20)
"""By how much characters are set closer, so that 28 of them fit into a line: 三号 type is slightly too wide.

A character grid would do this in Word, but LibreOffice uses two cells per character.
"""
TITLE_LINE: Final = 700
"""The standard does not define the line spacing of titles; grid lines would clip 二号 type."""
TITLE_CHARACTERS: Final = int(WIDTH / (SIZE_2 * 20))
"""How many characters of a title fit into a line."""
IMPRINT_LINE: Final = 480
PAGE_NUMBER_LINE: Final = 360
FOOTER: Final = BOTTOM - mm(7) - PAGE_NUMBER_LINE
"""The distance of the footer from the edge of the page: the line of the page number is 7 mm below the type area (7.5)."""

HEADING_FONTS: Final = (HEI, KAI, FANG)
"""For levels 1, 2, and all deeper ones."""
DEEPEST: Final = 9
"""Word has nine heading levels."""


def font_of(level: int) -> str:
    """The heading font of a level, from 1.

    >>> font_of(1), font_of(4)
    ('黑体', '仿宋_GB2312')
    """
    return HEADING_FONTS[min(level, len(HEADING_FONTS)) - 1]

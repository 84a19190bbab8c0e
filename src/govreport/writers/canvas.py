"""A canvas for pictures: boxes and texts in the colours of the pages, light or dark, drawn by matplotlib."""

from __future__ import annotations

from io import BytesIO
from typing import Final, Literal

from attrs import frozen
from matplotlib import rc_context
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from govreport.writers.fonts import Font
from govreport.writers.widths import cut

Align = Literal["left", "center", "right"]
_POINTS: Final = 72
"""Points in an inch."""
_RESOLUTION: Final = 150
"""Pixels in an inch of a PNG."""


@frozen
class Colours:
    """The colours of a picture, those of the same names in the style of the pages."""

    desk: str
    sheet: str
    ink: str
    soft: str
    line: str
    rule: str
    column: str
    rest: str
    error: str
    warning: str
    info: str

    def mixed(self, colour: str, share: float) -> str:
        """A share of a colour, from 0 to 1, on the sheet."""
        low, high = to_rgb(self.sheet), to_rgb(colour)
        red, green, blue = (begin + (end - begin) * share for begin, end in zip(low, high, strict=True))
        return to_hex((red, green, blue))

    def shade(self, share: float) -> str:
        """The colour of a cell of a heat map."""
        return self.mixed(self.rule, share)

    def on(self, colour: str) -> str:
        """Black or white: the one that is easier to read on a colour (WCAG 2.2, contrast ratio)."""
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
        luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        return "#000000" if luminance > 0.179 else "#ffffff"


LIGHT: Final = Colours(
    desk="#eceae5", sheet="#fffefb", ink="#1d1b19", soft="#5f5b55", line="#d9d5cc",
    rule="#b01e17", column="#a9957a", rest="#d9d5cc", error="#b01e17", warning="#8a4b00", info="#2b5a91",
)  # fmt: skip
DARK: Final = Colours(
    desk="#161618", sheet="#222226", ink="#e9e6e0", soft="#b9b4ab", line="#37363a",
    rule="#c4423a", column="#8d7c66", rest="#4a494e", error="#ff9086", warning="#f0b35a", info="#8fbdf0",
)  # fmt: skip


class Canvas:
    """A picture in points, from its upper left corner, of whole pixels.

    :param font: for all texts; None for the one of matplotlib, which has no Chinese characters.
    """

    def __init__(self, width: float, height: float, colours: Colours, font: Font | None) -> None:
        width, height = (round(length * _RESOLUTION / _POINTS) * _POINTS / _RESOLUTION for length in (width, height))
        self.width = width
        self.colours = colours
        self._font = font
        self.figure = Figure(figsize=(width / _POINTS, height / _POINTS), facecolor=colours.sheet)
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled box."""
        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, linewidth=0))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        colour: str = "",
        align: Align = "left",
        within: float | None = None,
    ) -> None:
        """A text on one line, centred on ``y``; one that is wider than ``within`` is cut, and ends with ``…``."""
        self._axes.text(
            x, y, self._shown(text if within is None else cut(text, within / size)), fontsize=size, ha=align,
            va="center_baseline", color=colour or self.colours.ink, parse_math=False,
            fontproperties=self._font.properties if self._font else None,
        )  # fmt: skip

    def _shown(self, text: str) -> str:
        return self._font.shown(text) if self._font else "".join(one if one.isprintable() else "□" for one in text)


def image(figure: Figure, format: str) -> bytes:
    """A figure as a file.

    :param format: ``png`` or ``svg``; text in SVG stays text.
    """
    out = BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "govreport"}):
        figure.savefig(
            out, format=format, dpi=_RESOLUTION, facecolor=figure.get_facecolor(),
            metadata={"Date": None} if format == "svg" else None,
        )  # fmt: skip
    return out.getvalue()

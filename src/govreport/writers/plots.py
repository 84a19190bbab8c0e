"""A report as an icicle plot of section lengths, drawn by matplotlib.

Each section is a box as wide as its text is long, below its parent; the text runs from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen
from matplotlib import layout_engine
from matplotlib.figure import Figure

from govreport.language import catalogue
from govreport.tree.labels import name, separator
from govreport.tree.nodes import Document, Section
from govreport.writers.canvas import DARK, LIGHT, Colours, image
from govreport.writers.fonts import Font, FontError, chinese_font
from govreport.writers.widths import cut, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FontError", "boxes", "picture", "plot"]

_WIDTH: Final = 14.4
"""In inches, as in matplotlib."""
_ROW: Final = 0.72
"""The greatest height of a level."""
_TALLEST: Final = 7.5
"""The greatest height of all levels."""
_SIZE: Final = 9.0
"""The font size in points."""
_SHARES: Final = (0.92, 0.5, 0.28, 0.16, 0.09)
"""How strong the colour of each level is; deeper levels use the last."""
_CHINESE: Final = re.compile("[\u3400-\u9fff]")


@frozen
class Box:
    """A section in the plot."""

    label: str
    start: int
    end: int
    level: int
    """From 0."""


def boxes(document: Document) -> Iterator[Box]:
    """The sections, each before its subsections, attachments included."""
    for section in document.sections:
        yield from _within(section, 0)
    for attachment in document.attachments:
        yield from boxes(attachment.document)


def _within(section: Section, level: int) -> Iterator[Box]:
    number = section.number.text if section.number else ""
    label = name(section)
    yield Box(f"{number}{separator(number, label)}{label}", section.span.start, section.span.end, level)
    for unit in section.units:
        if isinstance(unit, Section):
            yield from _within(unit, level + 1)


def plot(document: Document, *, font: str | Path | None = None, lang: str | None = None, dark: bool = False) -> Figure:
    """The plot; ``savefig`` writes it as PNG, SVG or PDF.

    :param font: a font file with Chinese characters (default: an installed font).
    :param lang: the language of the axis, ``en`` or ``zh``; by default that of the document.
    :param dark: whether the ground is dark.
    :raises FontError: no such font was found.
    :raises ValueError: the language is not supported.
    """
    chosen = chinese_font(font)
    colours = DARK if dark else LIGHT
    drawn = list(boxes(document))
    title = document.title.text if document.title else ""
    levels = 1 + max((box.level for box in drawn), default=0)
    row = min(_ROW, _TALLEST / levels)
    layout = layout_engine.ConstrainedLayoutEngine(w_pad=0.3, h_pad=0.15)  # in inches
    figure = Figure(figsize=(_WIDTH, 1.1 + row * levels), layout=layout, facecolor=colours.sheet)
    axes = figure.add_subplot(facecolor=colours.sheet)
    axes.set_title(
        chosen.shown(cut(title, _WIDTH * 72 / (1.7 * _SIZE) - 4)), loc="left", pad=10, fontproperties=chosen.properties,
        fontsize=1.7 * _SIZE, color=colours.ink, parse_math=False,
    )  # fmt: skip
    begin = min((box.start for box in drawn), default=0)
    whole = max(1, max((box.end for box in drawn), default=1) - begin)
    for box in drawn:
        _draw(axes, box, (whole, row), chosen, colours)
    axes.set_xlim(begin, begin + whole)
    axes.set_ylim(levels, 0)
    axes.set_yticks([])
    language = lang or ("zh" if _CHINESE.search(title + "".join(box.label for box in drawn)) else "en")
    words = catalogue(language).gettext("characters from the beginning")
    axes.set_xlabel(words, loc="right", fontproperties=chosen.properties, fontsize=_SIZE, color=colours.soft)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.tick_params(colors=colours.soft)
    for label in axes.get_xticklabels():
        label.set_fontproperties(chosen.properties)
        label.set_fontsize(_SIZE)
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.spines["bottom"].set_color(colours.line)
    return figure


def picture(
    document: Document,
    format: str,
    *,
    font: str | Path | None = None,
    lang: str | None = None,
    dark: bool = False,
) -> bytes:
    """The plot as an image file.

    :param format: ``png`` or ``svg``; text in SVG stays text.
    :raises FontError: no font was found, as in :func:`plot`.
    """
    return image(plot(document, font=font, lang=lang, dark=dark), format)


def _draw(axes: Axes, box: Box, size: tuple[int, float], font: Font, colours: Colours) -> None:
    whole, row = size
    width = max(1, box.end - box.start)
    colour = colours.shade(_SHARES[min(box.level, len(_SHARES) - 1)])
    axes.barh(box.level + 0.5, width, left=box.start, height=0.96, color=colour, edgecolor=colours.sheet, linewidth=0.8)
    fits = width / whole * (_WIDTH - 0.6) * 72 / _SIZE - 0.8  # in ems
    lines = max(1, int(row * 72 / (_SIZE * 1.45)))
    if fits >= 1.9:
        axes.text(
            box.start + width / 2, box.level + 0.5, "\n".join(map(font.shown, wrapped(box.label, fits, lines))), ha="center",
            va="center", fontproperties=font.properties, fontsize=_SIZE, color=colours.on(colour), linespacing=1.25,
            parse_math=False, clip_on=True,
        )  # fmt: skip

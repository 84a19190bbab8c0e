"""A report as an icicle plot of section lengths, drawn by matplotlib.

Each section is a box as wide as its text is long, below its parent; the text runs from left to right.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen
from matplotlib import font_manager, rcParams
from matplotlib.figure import Figure

from govreport.errors import GovReportError
from govreport.tree.labels import name, separator
from govreport.tree.nodes import Document, Section

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

_FAMILIES: Final = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "Noto Serif CJK SC", "SimSun", "Songti SC", "Arial Unicode MS", "Noto Sans CJK TC", "Noto Sans CJK JP",
    "Microsoft JhengHei", "PingFang TC",
)  # fmt: skip
"""Common fonts with Chinese characters, sans serif first: better for small type on screens."""
_WIDTH: Final = 14.0
"""In inches, as in matplotlib."""
_ROW: Final = 0.55
_SIZE: Final = 8.0
"""The font size in points."""
_COLOURS: Final = ("#b7322c", "#d98e4a", "#7f9f6a", "#5b86a6", "#8a78a8", "#999999")
"""By level; deeper levels use the last."""


class FontError(GovReportError):
    """No font with Chinese characters was found; the message explains how to install one."""


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


def plot(document: Document, *, font: str | Path | None = None) -> Figure:
    """The plot; ``savefig`` writes it as PNG, SVG or PDF.

    :param font: a font file with Chinese characters (default: an installed font).
    :raises FontError: no such font was found.
    """
    chosen = chinese_font(font)
    drawn = list(boxes(document))
    levels = 1 + max((box.level for box in drawn), default=0)
    figure = Figure(figsize=(_WIDTH, 0.8 + _ROW * levels), layout="constrained")
    axes = figure.subplots()
    title = document.title.text if document.title else ""
    axes.set_title(title, fontproperties=chosen, fontsize=1.5 * _SIZE)
    begin = min((box.start for box in drawn), default=0)
    whole = max(1, max((box.end for box in drawn), default=1) - begin)
    for box in drawn:
        _draw(axes, box, whole, chosen)
    axes.set_xlim(begin, begin + whole)
    axes.set_ylim(levels, 0)
    axes.set_yticks([])
    axes.set_xlabel("characters", fontsize=_SIZE)
    axes.tick_params(labelsize=_SIZE)
    return figure


def picture(document: Document, format: str, *, font: str | Path | None = None) -> bytes:
    """The plot as an image file.

    :param format: ``png`` or ``svg``; text in SVG stays text.
    :raises FontError: no font was found, as in :func:`plot`.
    """
    out = BytesIO()
    before = rcParams["svg.fonttype"]
    rcParams["svg.fonttype"] = "none"
    try:
        plot(document, font=font).savefig(out, format=format, metadata={"Date": None} if format == "svg" else None)
    finally:
        rcParams["svg.fonttype"] = before
    return out.getvalue()


def _draw(axes: Axes, box: Box, whole: int, font: FontProperties) -> None:
    width = max(1, box.end - box.start)
    colour = _COLOURS[min(box.level, len(_COLOURS) - 1)]
    axes.barh(box.level + 0.5, width, left=box.start, height=0.94, color=colour, alpha=0.75, edgecolor="white")
    fits = int(width / whole * _WIDTH * 72 / _SIZE * 0.9)  # the number of characters that fit
    if fits >= 2:
        label = box.label if len(box.label) <= fits else f"{box.label[: fits - 1]}…"
        axes.text(
            box.start + width / 2, box.level + 0.5, label, ha="center", va="center", fontproperties=font, fontsize=_SIZE,
            parse_math=False, clip_on=True,
        )  # fmt: skip


def chinese_font(file: str | Path | None = None) -> FontProperties:
    """The given font file, or the first installed font with Chinese characters.

    :raises FontError: no such font was found.
    """
    if file is not None:
        if not Path(file).is_file():
            raise FontError(f"{file}: no such font file")
        return font_manager.FontProperties(fname=str(file))
    there = {font.name for font in font_manager.fontManager.ttflist}
    family = next((family for family in _FAMILIES if family in there), None)
    if family is None:
        raise FontError(
            "no font with Chinese characters was found: install one, such as Noto Sans CJK, or pass its file"
        )
    return font_manager.FontProperties(family=family)

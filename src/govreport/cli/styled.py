"""Styled text for a terminal: pieces of a line with colours, and tables that cut no value."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import click

from govreport.text.source import display_width

_ATTRIBUTES: Final = frozenset({"bold", "dim", "italic"})
_GAP: Final = "  "
"""Between two columns of a table."""


class Text:
    """A text in pieces, each with a style: words such as ``bold`` and ``dim``, and a colour.

    >>> line = Text("一、", "bold cyan").append("总则")
    >>> line.plain, len(line), line[:3].plain
    ('一、总则', 4, '一、总')
    """

    __slots__ = ("_pieces",)

    def __init__(self, text: str = "", style: str = "") -> None:
        self._pieces = [(text, style)] if text else []

    @classmethod
    def assemble(cls, *parts: str | tuple[str, str] | Text) -> Text:
        """A text of several parts: plain texts, texts with a style, and styled texts."""
        made = cls()
        for part in parts:
            if isinstance(part, Text):
                made.append_text(part)
            else:
                made.append(*((part,) if isinstance(part, str) else part))
        return made

    def append(self, text: str, style: str = "") -> Text:
        """Add a piece; return this text."""
        if text:
            self._pieces.append((text, style))
        return self

    def append_text(self, text: Text) -> Text:
        """Add the pieces of another text; return this text."""
        self._pieces += text._pieces
        return self

    def join(self, texts: Iterable[Text]) -> Text:
        """The texts one after the other, with this text between them."""
        made = Text()
        for at, text in enumerate(texts):
            if at:
                made.append_text(self)
            made.append_text(text)
        return made

    @property
    def plain(self) -> str:
        """The text without styles."""
        return "".join(text for text, _ in self._pieces)

    @property
    def coloured(self) -> str:
        """The text with the control sequences of a terminal."""
        return "".join(_with_style(text, style) for text, style in self._pieces)

    def __len__(self) -> int:
        return sum(len(text) for text, _ in self._pieces)

    def __getitem__(self, wanted: slice) -> Text:
        """A stretch from the start of the text."""
        made, left = Text(), len(range(*wanted.indices(len(self))))
        for text, style in self._pieces:
            made.append(text[:left], style)
            left -= min(left, len(text))
        return made


class Screen:
    """Standard output for literal text, coloured on a terminal that has colours, unless ``NO_COLOR`` is set."""

    @property
    def width(self) -> int:
        """The width of the window in columns."""
        import shutil  # imported here: it takes long, and a pipe has no width

        return shutil.get_terminal_size().columns

    def print(self, *parts: str | Text, style: str = "", sep: str = " ", end: str = "\n") -> None:
        """Print some texts."""
        text = Text(sep).join(part if isinstance(part, Text) else Text(part, style) for part in parts)
        if _coloured():
            click.echo(text.coloured + end, file=sys.stdout, nl=False, color=True)  # also on Windows
        else:
            sys.stdout.write(text.plain + end)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Text]:
    """The lines of a table, with a head and aligned columns; a column without values is left out.

    >>> for line in table(["path", "unit", "text"], [["1/2", "", "16件"], ["3", "", "甲"]]):
    ...     print(line.plain)
    path  text
    ──────────
    1/2   16件
    3     甲
    """
    cells = [list(row) for row in rows]
    kept = [at for at in range(len(columns)) if not cells or any(row[at] for row in cells)]
    lines = [[line[at] for at in kept] for line in (list(columns), *cells)]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    head, *body = (
        _GAP.join(cell + " " * (width - display_width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    yield Text(head, "bold")
    yield Text("─" * (sum(widths) + len(_GAP) * (len(widths) - 1)), "dim")
    yield from map(Text, body)


def _coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") not in ("dumb", "unknown")


def _with_style(text: str, style: str) -> str:
    words = style.split()
    if not words:
        return text
    colour = next((word for word in words if word not in _ATTRIBUTES), None)
    return click.style(
        text, fg=colour, bold="bold" in words or None, dim="dim" in words or None, italic="italic" in words or None
    )

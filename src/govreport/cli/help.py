"""The layout of help and of usage errors, in the language of the command: wide characters take two columns."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext

import click

from govreport.cli.language import words
from govreport.cli.visible import visible_page, width_of

_WIDE = "⺀-〿㐀-鿿＀-￯"
_PIECE = re.compile(rf"\s+|[（《“]*(?:[{_WIDE}]|[^\s{_WIDE}，。]+)?[，。；：、）》”…！？]*", re.DOTALL)
"""What is not broken: a word, or a Chinese character with the punctuation that belongs to it."""
_QUOTED = re.compile(" ?'([^']*)' ?")
_FIRST_MOST = 26
"""The most columns of the left column of a list; a longer entry is on a separate line."""


class Formatter(click.HelpFormatter):
    """As the formatter of click, for wide characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        before = words().gettext("Usage: ") if prefix is None else prefix
        first = f"{before}{prog} "
        self._write(args, first, " " * width_of(first))

    def write_heading(self, heading: str) -> None:
        """Write a heading; it has its colon already."""
        self.write(f"{'':>{self.current_indent}}{heading}\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        indent = " " * self.current_indent
        self._write(text, indent, indent)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _FIRST_MOST, col_spacing: int = 2) -> None:
        """Write a list in two columns."""
        pairs = list(rows)
        left = min(max((width_of(first) for first, _ in pairs), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for first, second in pairs:
            begin = f"{indent}{first}{' ' * (left - width_of(first))}"
            if width_of(first) + col_spacing > left:
                self.write(f"{indent}{first}\n")
                begin = indent + " " * left
            self._write(second, begin, indent + " " * left)

    def _write(self, text: str, first: str, others: str) -> None:
        for at, line in enumerate(wrapped(text, max(self.width - width_of(others), 20))):
            self.write(f"{others if at else first}{line}".rstrip() + "\n")


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text, each of at most ``width`` columns; no line begins with a comma or a full stop.

    >>> list(wrapped("读取公文，还原大纲。One word", 10))
    ['读取公文，', '还原大纲。', 'One word']
    """
    line, used = "", 0
    for piece in _PIECE.findall(text):
        size = width_of(piece)
        if line and used + size > width:
            yield line.rstrip()
            line, used = "", 0
        if line or not piece.isspace():
            line, used = line + piece, used + size
    yield line.rstrip()


def show_error(error: click.ClickException) -> None:
    """Write wrong usage to standard error: the usage of the command, where its help is, what is wrong."""
    from govreport.language.localized import localized

    context = error.ctx if isinstance(error, click.UsageError) else None
    with context or nullcontext():
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            sys.stderr.write(f"{error.format_message()}\n")
            return
        if context is not None:
            hint = words().gettext("Try '{command} -h' for help.", command=context.command_path)
            sys.stderr.write(f"{context.get_usage()}\n{hint}\n\n")
        message = localized(error.format_message(), words().language)
        if words().language == "zh":
            message = _quoted(message)
        sys.stderr.write(visible_page(words().gettext("Error: {message}", message=message)) + "\n")


def _quoted(message: str) -> str:
    """A message with the quotes that Click puts around names as Chinese ones, without spaces around, and lists of names with 、."""
    return _QUOTED.sub("“\\1”", message.replace("', '", "'、'"))

"""Diagnostics for a reader: a ``file:line:column`` that editors link to, the source line, and carets below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport.cli.language import words
from govreport.cli.outline import SEVERITY_STYLES
from govreport.cli.selection import Found
from govreport.cli.styled import Text
from govreport.cli.visible import fit, visible
from govreport.text.source import Source, display_width
from govreport.tree.diagnostics import Diagnostic

WIDTH = 100
"""The maximum number of columns shown of a source line."""
LEFT = 40
"""The maximum number of columns shown before the caret."""
MARGIN = 6
"""The width of the line number in columns."""
_LINE_BREAK = re.compile(r"[\r\n]")


def as_text(files: Sequence[Found]) -> Text:
    """``file:line:column: code severity: message`` for each diagnostic, each with its source line and carets."""
    return Text().join(part for file in files for one in file.diagnostics for part in _diagnostic(file, one))


def _diagnostic(file: Found, one: Diagnostic) -> Iterator[Text]:
    style = SEVERITY_STYLES.get(one.severity, "")
    yield Text.assemble(
        f"{visible(file.name)}:{one.line}:{one.column}: ",
        (f"{one.code} {one.severity}", style),
        f": {visible(one.text(words().language))}\n",
    )
    before, marked, after = _line(file.source, one)
    # With a number and a bar before it, the text never starts a line: some CI systems execute commands at a line start.
    yield Text.assemble((f"{one.line:>{MARGIN}} | ", "dim"), f"{before}{marked}{after}".rstrip(), "\n")
    caret = " " * display_width(before) + "^" * max(1, display_width(marked))
    yield Text.assemble((f"{'':>{MARGIN}} | ", "dim"), (caret, style), "\n")


def _line(source: Source, one: Diagnostic) -> tuple[str, str, str]:
    """The source line before, at and after the span of a diagnostic; cut to :data:`WIDTH`."""
    start = one.span.start
    # Slice before measuring: a line may be as long as the text, and every diagnostic may be on it.
    before = visible(source.text[start - min(one.column - 1, LEFT + 1) : start])
    kept = fit(before[::-1], LEFT)
    if kept < len(before):
        before = f"…{before[len(before) - kept :]}"
    ahead = _LINE_BREAK.split(source.text[start : start + 2 * (WIDTH + 1)], maxsplit=1)[0]
    marked = _cut(ahead[: len(one.span)], WIDTH - display_width(before))
    rest = ahead[len(one.span) :] if marked[-1:] != "…" else ""
    return before, marked, _cut(rest, WIDTH - display_width(before + marked))


def _cut(text: str, width: int) -> str:
    shown = visible(text[: width + 1])
    kept = fit(shown, width)
    return shown if kept == len(shown) else f"{shown[:kept]}…"

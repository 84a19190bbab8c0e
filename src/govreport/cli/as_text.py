"""Diagnostics for a reader: a line that editors and CI systems link to a place, the source line, and a caret."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.text import Text

from govreport.cli.outline import SEVERITY_STYLES
from govreport.cli.selection import Found
from govreport.cli.visible import fit, visible
from govreport.text.source import Source, display_width
from govreport.tree.diagnostics import Diagnostic

WIDTH = 100
"""How many columns of a source line are shown."""
LEFT = 40
"""How many of them before the caret, at most."""
MARGIN = 6
"""The columns of the line number."""
_LINE_BREAK = re.compile(r"[\r\n]")


def as_text(files: Sequence[Found]) -> Text:
    """``file:line:column: code severity: message`` for each diagnostic, each with its place underlined."""
    return Text().join(part for file in files for one in file.diagnostics for part in _diagnostic(file, one))


def _diagnostic(file: Found, one: Diagnostic) -> Iterator[Text]:
    style = SEVERITY_STYLES.get(one.severity, "")
    yield Text.assemble(
        f"{visible(file.name)}:{one.line}:{one.column}: ",
        (f"{one.code} {one.severity}", style),
        f": {visible(one.message)}\n",
    )
    before, marked, after = _line(file.source, one)
    # Behind a number and a bar no text stands at the head of a line, where some CI systems take orders from it.
    yield Text.assemble((f"{one.line:>{MARGIN}} | ", "dim"), f"{before}{marked}{after}".rstrip(), "\n")
    caret = " " * display_width(before) + "^" * max(1, display_width(marked))
    yield Text.assemble((f"{'':>{MARGIN}} | ", "dim"), (caret, style), "\n")


def _line(source: Source, one: Diagnostic) -> tuple[str, str, str]:
    """The source line of a diagnostic in three parts, the second of them its place; cut to :data:`WIDTH`."""
    start = one.span.start
    # No more of a line is looked at than can be shown: it may be as long as the text, and each diagnostic may stand in it.
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

"""Checks of changes that an outline must not depend on: width, script, blanks, encoding, and rendering."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.parsing import parse
from govreport.rendering import render
from govreport.report import Report
from govreport.testing.faults import Fault
from govreport.testing.outline import moved, outline, shape
from govreport.testing.rewriting import Rewriting, crlf, full_width, half_width, other_script, respaced
from govreport.text.decoding import decode
from govreport.text.encodings import detect

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs")
"""The encodings to test; the others are subsets of these."""


def width_blind(report: Report, text: str) -> Iterator[Fault]:
    """Units that change with half-width or full-width punctuation."""
    yield from _read_otherwise(report, text, half_width)
    yield from _read_otherwise(report, text, full_width)


def script_blind(report: Report, text: str) -> Iterator[Fault]:
    """Units that change with the script."""
    yield from _read_otherwise(report, text, other_script)


def blank_blind(report: Report, text: str) -> Iterator[Fault]:
    """Units that change with line ends, indents and blank lines."""
    yield from _read_otherwise(report, text, crlf)
    yield from _read_otherwise(report, text, respaced)


def _read_otherwise(report: Report, text: str, rewriting: Rewriting) -> Iterator[Fault]:
    rewritten = rewriting(text)
    before = outline(report)
    wanted = moved(before, rewritten.places)
    found = outline(parse(rewritten.text))
    if found == wanted:
        return
    lost = [row for row, now in zip(before, wanted) if now not in set(found)]
    yield Fault(f"{rewriting.__name__} changes the outline", lost[0].start if lost else None)


def encoding_blind(report: Report, text: str) -> Iterator[Fault]:
    """Encodings that can represent the text, but whose bytes decode to another one."""
    if text.startswith("\ufeff"):
        return  # a byte order mark is not part of the text in UTF-8 and UTF-16
    for encoding in ENCODINGS:
        try:
            content = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        found = detect(content)
        if decode(content, found)[0] != text:
            yield Fault(f"its bytes in {encoding} are read as {found}, with a different text")


def render_stable(report: Report, text: str) -> Iterator[Fault]:
    """Changes of the outline by rendering, and of the text by rendering again."""
    printed = render(report)
    again = parse(printed)
    before, after = shape(report), shape(again)
    if before != after:
        at = next((k for k, (a, b) in enumerate(zip(before, after)) if a != b), min(len(before), len(after)))
        rows = outline(report)
        yield Fault("the rendered report has a different outline", rows[at].start if at < len(rows) else None)
    if render(again) != printed:
        yield Fault("rendering the rendered report changes it")

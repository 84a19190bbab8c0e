"""Markdown as plain text with a map to the file: what marks up the text is left out, and nothing else changes.

The reader of Markdown files (:mod:`govreport.formats.markdown`) composes a new text.  An editor needs the place of each
character in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from attrs import frozen

from govreport.lines.format_hints import NOTHING, Evidence
from govreport.text.source import Span

_METADATA: Final = re.compile(r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$", re.S | re.M)
_FENCE: Final = re.compile(r"^ {0,3}(?:```|~~~)[^\n]*$", re.M)
_HEADING: Final = re.compile(r"^ {0,3}(#{1,6})[ \t]+", re.M)
_TAIL: Final = re.compile(r"[ \t]#+[ \t]*$", re.M)
_QUOTE: Final = re.compile(r"^(?: {0,3}> ?)+", re.M)
_BULLET: Final = re.compile(r"^[ \t]*[-*+][ \t]+", re.M)
_RULE: Final = re.compile(r"^[ \t]*(?:(?:[-*_=][ \t]*){3,}|\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t:-]*)$", re.M)
_LINK: Final = re.compile(r"!?\[([^][\n]*)\]\([^()\n]*\)")
_STRONG: Final = re.compile(r"(\*\*|__|~~)(?=\S)([^\n]*?\S)\1")
_EMPHASIS: Final = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^\n*_]*?[^\s*_])\1(?![\w*])")
_CODE: Final = re.compile(r"(`+)([^`\n]+)\1")
_ESCAPE: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_BREAK: Final = re.compile(r"\\$", re.M)
_TAG: Final = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>\n]*>", re.S)


@frozen
class Plain:
    """A text without markup."""

    text: str
    evidence: Evidence = NOTHING
    """The headings, in offsets of this text."""
    kept: tuple[int, ...] | None = None
    """The offset in the file of each character; None if it is the same."""

    def in_file(self, span: Span) -> Span:
        """The place in the file of a span of this text."""
        if self.kept is None:
            return span
        if not self.kept:
            return Span(0, 0)
        start = self.kept[min(span.start, len(self.kept) - 1)] + (span.start >= len(self.kept))
        return Span(start, self.kept[span.end - 1] + 1 if span.end > span.start else start)

    def at(self, offset: int) -> int:
        """The offset in this text of the character at an offset in the file, or of the next one that is kept."""
        return offset if self.kept is None else bisect_left(self.kept, offset)


def without_markup(text: str) -> Plain:
    """The text of Markdown.

    >>> plain = without_markup("## 一、**总则**\\n\\n1\\\\. 坚持[公开](a.html)。")
    >>> plain.text, plain.evidence.headings, plain.in_file(Span(2, 4))
    ('一、总则\\n\\n1. 坚持公开。', ((0, 2),), Span(7, 9))
    """
    keep = bytearray(b"\x01") * len(text)
    for start, end in _markup(text):
        keep[start:end] = bytes(end - start)
    before = [0, *accumulate(keep)]
    kept = tuple(at for at, flag in enumerate(keep) if flag)
    headings = tuple(
        (before[found.end()], len(found[1])) for found in _HEADING.finditer(text) if keep[found.end() :][:1]
    )
    return Plain("".join(text[at] for at in kept), Evidence(headings=headings), kept)


def _markup(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that are markup; some may overlap."""
    for pattern in (_METADATA, _FENCE, _HEADING, _TAIL, _QUOTE, _BULLET, _RULE, _ESCAPE, _BREAK, _TAG):
        yield from (found.span() for found in pattern.finditer(text))
    for pattern, inner in ((_LINK, 1), (_STRONG, 2), (_EMPHASIS, 2), (_CODE, 2)):
        for found in pattern.finditer(text):
            yield found.start(), found.start(inner)
            yield found.end(inner), found.end()

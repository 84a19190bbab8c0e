"""Quotations of several lines: the numbered provisions inside them belong to another document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from govreport.lines.lines import Line
from govreport.text.regex import lazy

_MARK = lazy("[“「”」]")
LONGEST = 120
"""The maximum number of lines of a quotation; a mark that closes later, or never, is a typing error."""


def quoted_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that continue a quotation begun on an earlier line.

    将第三条修改为：“第三条 …” may have several paragraphs; by the rules of Chinese typesetting, each of them begins with “,
    but only the last ends with ”.
    """
    found: set[int] = set()
    closing: list[int] | None = None
    end = -1
    for i in [i for i, line in enumerate(lines) if "“" in line.text or "「" in line.text]:
        if i <= end or not _opens(lines[i].text):
            continue
        if closing is None:
            texts = [(k, line.text) for k, line in enumerate(lines) if "”" in line.text or "」" in line.text]
            closing = [k for k, text in texts if _closes(text)]
        at = bisect_right(closing, i)
        if at < len(closing) and closing[at] < i + LONGEST:
            end = closing[at]
            found.update(range(i + 1, end + 1))
    return frozenset(found)


def _opens(text: str) -> bool:
    """Whether a quotation starts at the start of a line, or after a colon, and does not end on the line."""
    if text[0] in "“「":
        return not _closes(text)
    at = max(text.rfind("“"), text.rfind("「"))
    return at > 0 and text[at - 1] in "：:" and "”" not in text[at:] and "」" not in text[at:]


def _closes(text: str) -> bool:
    """Whether more quotations end on a line than start there, apart from one at its start."""
    balance = 0
    for mark in _MARK.findall(text, 1 if text[0] in "“「" else 0):
        balance += 1 if mark in "“「" else -1
        if balance < 0:
            return True
    return False

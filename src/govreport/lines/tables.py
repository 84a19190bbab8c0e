"""Detecting lines that form a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from govreport.lines.lines import Line

TABLE_MOST = 2000
"""The maximum number of lines of an HTML table; an unclosed one is text."""


def tables(body: Sequence[int], lines: Sequence[Line]) -> tuple[range, ...]:
    """Runs of lines that form a table: HTML tables, and two or more rows of cells separated by bars."""
    closes = [i for i in body if "</table" in lines[i].text]
    found: list[range] = []
    k = 0
    while k < len(body):
        end = k
        if lines[body[k]].text.startswith("<table"):
            close = bisect_left(closes, body[k])
            if close < len(closes) and closes[close] - body[k] < TABLE_MOST:
                end = bisect_right(body, closes[close])
        else:
            while end < len(body) and body[end] - body[k] == end - k and _is_row(lines[body[end]].text):
                end += 1
            if end - k == 1:
                end = k  # a single line with bars is a sentence
        if end > k and body[end - 1] - body[k] == end - 1 - k:
            found.append(range(body[k], body[end - 1] + 1))
            k = end
        else:
            k += 1
    return tuple(found)


def _is_row(text: str) -> bool:
    return text.count("|") >= 2 or (text[0] == "|" == text[-1] and len(text) > 1)

"""The lines of tables, and the captions of tables and figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from govreport.lines.lines import Line
from govreport.text.lexicon import term
from govreport.text.regex import lazy

TABLE_MOST = 2000
"""The longest HTML table, in lines; an unclosed one is text."""
CELL_MOST, STOPS_MOST = 300, 3
"""The most characters and full stops of a cell, where no bar begins the row: more are a page on one line that has bars."""
CAPTION_MOST = 60
"""The longest caption, in characters."""
_CAPTION = term("NUMBERED_CAPTION")
"""The number of a table or figure and its name: 图1　样本分布, <圖 3> 各館得分."""
_BESIDE = term("BESIDE_TABLE")
"""What is written over a table or under it."""
_BARS = "|│┃"
_RULES = lazy(r"[\s\u2500-\u257f]+|\+(?:[-=]{2,80}\+){1,80}")


def tables(body: Sequence[int], lines: Sequence[Line]) -> tuple[range, ...]:
    """Runs of lines that make a table: HTML tables, rows of cells between bars, a cell a line.

    The caption of a table or a figure, and the notes around it, are tables of their own: they are not text, and do not
    prevent a heading.
    """
    text = "\n".join([lines[i].text for i in body])
    closes = [i for i in body if "</table" in lines[i].text] if "</table" in text else []
    rows = {i for i in body if lines[i].row is not None}
    rows.update([i for i in (body if has_bars(text) else _ruled(body, lines)) if is_row(lines[i].text)])
    captions = {i for i in body if is_caption(lines[i].text)}
    if not (rows or captions or "<table" in text):
        return ()  # most texts
    found: list[range] = []
    k = 0
    while k < len(body):
        first = body[k]
        end = _end(body, lines, k, rows, closes) if first in rows or lines[first].text[0] == "<" else k
        if end > k:
            found.append(range(body[k], body[end - 1] + 1))
        elif first in captions or _is_beside(body, lines, k, rows, found):
            end = k + 1
            found.append(range(body[k], body[k] + 1))
        k = max(end, k + 1)
    return tuple(found)


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a table or a figure.

    >>> [is_caption(text) for text in ("图1　样本分布", "<圖 3> 各館得分", "表2显示，收入增长。", "图为现场")]
    [True, True, False, False]
    """
    return len(text) <= CAPTION_MOST and _CAPTION.fullmatch(text) is not None


def _is_beside(body: Sequence[int], lines: Sequence[Line], k: int, rows: set[int], found: Sequence[range]) -> bool:
    """Whether a line states the unit or the source of the table before or after it."""
    before = bool(found) and k > 0 and found[-1][-1] == body[k - 1]
    after = bool(rows) and k + 1 < len(body) and body[k + 1] in rows
    return (before or after) and _BESIDE.fullmatch(lines[body[k]].text) is not None


def _end(body: Sequence[int], lines: Sequence[Line], k: int, rows: set[int], closes: Sequence[int]) -> int:
    """Where the table ends that begins with a line; ``k`` if no table begins there."""
    first, end = body[k], k
    if lines[first].text.startswith("<table"):
        close = bisect_left(closes, first)
        if close < len(closes) and closes[close] - first < TABLE_MOST:
            end = bisect_right(body, closes[close])
        return end if body[end - 1] - first == end - 1 - k else k
    if first not in rows:
        return k
    cells = lines[first].row is not None
    while end < len(body) and body[end] - first == end - k:
        line = lines[body[end]]
        if (
            line.row is None
            if cells
            else not (is_row(line.text) or (end > k and _is_short_row(line.text, lines[first].text)))
        ):
            break
        end += 1
    return end if cells or end - k > 1 else k  # one line with bars is a sentence


def _is_short_row(text: str, first: str) -> bool:
    """Whether a line under a row is a row with fewer cells: it begins with a bar, or contains one and no sentence.

    :param first: the first row; if it begins with a bar or a rule, all do.
    """
    framed = first[0] in _BARS or _is_ruled(first[0])
    return text[0] in _BARS or (not framed and any(bar in text for bar in _BARS) and "。" not in text)


def _is_ruled(character: str) -> bool:
    return "\u2500" <= character <= "\u257f"


def _ruled(body: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The lines that begin as a rule of a table does."""
    return [i for i in body if (first := lines[i].text[0]) < "\u2580" and _begins_rule(first)]


def has_bars(text: str) -> bool:
    """Whether a text has bars, between which cells may be."""
    return any(bar in text for bar in _BARS)


def is_row(text: str) -> bool:
    """Whether a line is a row of cells between bars, or a rule that is drawn with characters."""
    bars = "|" if "|" in text else "│" if "│" in text else "┃" if "┃" in text else ""
    if bars and (text.count(bars) >= 2 or (text[0] == bars == text[-1] and len(text) > 1)):
        return text[0] == bars == text[-1] or not any(
            len(cell) > CELL_MOST or cell.count("。") > STOPS_MOST for cell in text.split(bars)
        )
    return text[0] < "\u2580" and (_begins_rule(text[0]) or text[0].isspace()) and _RULES.fullmatch(text) is not None


def _begins_rule(character: str) -> bool:
    return character == "+" or _is_ruled(character)

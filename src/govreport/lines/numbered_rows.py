"""Tables that lost their frame, a row a line: each row begins with its number, and 序号 heads the column of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport.lines.edges import Edges
from govreport.lines.lines import Line
from govreport.text.lexicon import term
from govreport.text.regex import lazy

ROWS_LEAST, ROWS_WITHOUT_HEAD = 5, 12
"""How many rows show a table, below a head or without one."""
CONTINUED_MOST = 8
"""How many lines one row may take."""
HEAD_ABOVE = 3
"""How many lines above the first row its head may begin."""

_HEAD = term("COLUMN_OF_NUMBERS")
_NUMBER = lazy(r"([0-9]{1,3})[ \u3000\xa0]{1,8}[^\s][^\t]*$")
"""The begin of a row; cells with tabs between them were pasted from a spreadsheet, and are kept as they are."""
_STOPS = "。；;"


def numbered_rows(lines: Sequence[Line], edges: Edges) -> Iterator[list[int]]:
    """The tables of a text: the line of the head, if any, those where the rows begin, and the one after the last row."""
    numbers = {i: number for i in edges.beginning("0123456789") if (number := _row_number(lines[i].text))}
    if len(numbers) < ROWS_LEAST:
        return  # most texts
    done = 0
    for first in [i for i, number in numbers.items() if number == 1]:
        if first < done:
            continue
        head = [i for i in range(max(0, first - HEAD_ABOVE), first) if _HEAD.match(lines[i].text)][-1:]
        rows = _rows(lines, numbers, first)
        if len(rows) >= (ROWS_LEAST if head else ROWS_WITHOUT_HEAD):
            done = rows[-1] + 1
            yield [*head, *rows, done]


def _row_number(text: str) -> int | None:
    """The number that a row begins with; None for a line that is none."""
    found = _NUMBER.match(text) if text[-1] not in _STOPS else None
    return int(found[1]) if found is not None else None


def _rows(lines: Sequence[Line], numbers: dict[int, int], first: int) -> list[int]:
    """The lines where consecutive rows begin, without a sentence between them."""
    rows = [first]
    for i in range(first + 1, len(lines)):
        if i - rows[-1] > CONTINUED_MOST or lines[i].text[-1] in _STOPS:
            break
        if numbers.get(i) == len(rows) + 1:
            rows.append(i)
    return rows

"""Tables that lost their frame: a cell a line, row after row.

The kinds of the cells repeat with a period, the number of columns.  What tells such lines from headings and paragraphs is
a column that counts the rows, or one of figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from govreport.grammar.grammar import Grammar
from govreport.lines.lines import Line
from govreport.text.regex import late

COLUMNS = range(2, 13)
"""Fewer make a list, more do not fit on a page."""
ROWS_LEAST = 3
"""Two rows are alike by chance, where no head is over them."""
PHRASE_MOST = 30
"""The longest cell that is no sentence, in characters."""
HEAD_MOST = 12
"""The longest cell of a head."""
_PROVISIONS = ("PART", "CHAPTER", "DIVISION", "ARTICLE", "CLAUSE")
_COUNT = late(r"[0-9０-９]{1,3}")
_FIGURE = late(r"[-+±−（(]?[0-9０-９][0-9０-９,，.．%％‰\s]*[）)]?(?:[万亿]?[元人个件户吨亩%％])?|[-—－–/／]+")
_SENTENCE = late(r"[。；;！？!?]|[，,：:]$")


def mark_cells(lines: Sequence[Line], grammar: Grammar) -> None:
    """Say of each cell of such a table which row it belongs to (:attr:`Line.row`)."""
    kinds = "".join(_kind(line.text, grammar) for line in lines)
    if "c" not in kinds and kinds.count("f") < ROWS_LEAST:
        return
    end = 0
    for first, after, width in sorted([*_counted(lines, kinds), *_figured(kinds)]):
        if first < end:
            continue
        end = after
        head = first - width
        if head >= 0 and lines[head].row is None and _is_head(lines[head:first]):
            first = head
        for i in range(first, after):
            lines[i].row = lines[i - (i - first) % width].start


def _kind(text: str, grammar: Grammar) -> str:
    """``c`` for what may count rows, ``f`` for a figure, ``p`` for a phrase, ``s`` for a sentence or a provision."""
    if len(text) <= 3 and _COUNT.fullmatch(text):
        return "c"
    if len(text) <= PHRASE_MOST and _FIGURE.fullmatch(text):
        return "f"
    if len(text) > PHRASE_MOST or _SENTENCE.search(text):
        return "s"
    mark = grammar.head.match(text) if text[0] == "第" else None
    return "p" if mark is None or mark.lastgroup not in _PROVISIONS else "s"


def _is_head(cells: Sequence[Line]) -> bool:
    """Whether lines could be the head of a table: short, different, no sentence, no figure."""
    texts = {cell.text for cell in cells}
    return len(texts) == len(cells) and all(
        len(text) <= HEAD_MOST and not (_SENTENCE.search(text) or _FIGURE.fullmatch(text)) for text in texts
    )


def _counted(lines: Sequence[Line], kinds: str) -> Iterator[tuple[int, int, int]]:
    """Tables whose first column counts the rows: where they begin and end, and their columns."""
    counts = [(i, int(lines[i].text)) for i, kind in enumerate(kinds) if kind == "c"]
    k = 0
    while k < len(counts):
        first, number = counts[k]
        k += 1
        if number != 1:
            continue
        places = [first]
        expected = {first + width: width for width in COLUMNS}
        width = 0
        for i, value in counts[k:]:
            if value == len(places) + 1 and (i - places[-1] == width if width else i in expected):
                width = width or expected[i]
                places.append(i)
            elif i > places[-1] + (width or COLUMNS[-1]):
                break
        if not width or places[-1] + width > len(kinds):
            continue
        headed = first >= width and _is_head(lines[first - width : first])
        columns = [{kinds[i + at] for i in places} for at in range(1, width)]
        # Without a head a number, a heading and a paragraph repeat too, where numbers have lines of their own.
        short = sum("s" not in kinds_of for kinds_of in columns)
        if (headed and width > 1) or (len(places) >= ROWS_LEAST and width > 3 and short >= 2):
            yield first, places[-1] + width, width


def _figured(kinds: str) -> Iterator[tuple[int, int, int]]:
    """Tables with columns of figures and of phrases: where they begin and end, and their columns."""
    alike = kinds.replace("c", "f")
    begin = 0
    for end in (*(i for i, kind in enumerate(alike) if kind == "s"), len(alike)):
        if alike.count("f", begin, end) >= ROWS_LEAST:
            yield from _periods(alike, begin, end)
        begin = end + 1


def _periods(kinds: str, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The stretches of lines without sentences whose kinds repeat."""
    found: list[tuple[int, int, int, int]] = []
    for width in COLUMNS:
        differs = [begin - 1, *(i for i in range(begin, end - width) if kinds[i] != kinds[i + width]), end - width]
        for before, after in pairwise(differs):
            first = before + 1
            while first < after and not (
                kinds[first] == "p" and (first == begin or kinds[first - 1] == "f" or first == before + 1)
            ):
                first += 1
            rows = (after + width - first) // width
            row = kinds[first : first + width]
            if rows >= ROWS_LEAST and row[:1] == "p" and "f" in row:
                found.append((-rows * width, width, first, first + rows * width))
    taken: list[tuple[int, int]] = []
    for _, width, first, after in sorted(found):
        if all(after <= a or b <= first for a, b in taken):
            taken.append((first, after))
            yield first, after, width

"""Tables that lost their frame: a cell a line, row after row.

The kinds of the cells repeat with a period, the number of columns.  A column that counts the rows, or one of figures,
distinguishes such lines from headings and paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govreport.grammar.grammar import Grammar
from govreport.lines.edges import Edges
from govreport.lines.lines import Line
from govreport.lines.numbered_rows import numbered_rows
from govreport.lines.openings import opens_line, opens_unit
from govreport.lines.tables import has_bars
from govreport.text.lexicon import term
from govreport.text.regex import lazy

COLUMNS = range(2, 13)
"""Fewer make a list, more do not fit on a page."""
ROWS_LEAST = 3
"""Two rows without a head above them may be similar by chance."""
COUNTS_LEAST = 2
"""Fewer lines that are counts or figures make no table."""
PHRASE_MOST = 30
"""The longest cell that is not a sentence, in characters."""
NAME_MOST = 60
"""The longest name of a row of a form."""
HEAD_MOST = 12
"""The longest cell of a head."""
CROWD_FIGURES, CROWD_SHARE = 6, 4
"""How many figures show that short lines in a row are cells, and how many lines there may be for each figure."""
CROWD_CELL = 16
"""The longest cell of a table whose rows do not repeat."""
UNIT_MOST = 2
"""The longest unit in a cell of its own below the last figure: ℃, 万元."""
ROW_MOST, SPACED_LEAST = 120, 4
"""The longest row with blanks between its cells, in characters, and the fewest cells."""
_STOP = lazy(r"[。；;！？!?：:，]|[.．·…⋯]{3}")
_RUN = term("TEXT_RUN")
_CROWD = lazy("[cfp]{10,}")
_PROVISIONS = ("PART", "CHAPTER", "DIVISION", "ARTICLE", "CLAUSE")
_COUNT = lazy(r"[0-9０-９]{1,3}")
_FIGURE = term("CELL_FIGURE")
_FIRST = "-+±−（(0123456789０１２３４５６７８９—－–/／"
"""What a count or a figure begins with."""
_FORM_ROW = lazy("p{1,3}f{2,12}")
_FORM = lazy("pf{2,12}(?:p{1,3}f{2,12}){2,}|pf{3,12}p{1,3}f{3,12}")
"""A form, by the kinds of its cells; over its first row may be a heading."""
FORM_FIGURES = 6
"""How many figures the smallest of these forms has."""
_SENTENCE = lazy(r"[。；;！？!?]|[，,：:]$")


def mark_cells(lines: Sequence[Line], edges: Edges, grammar: Grammar) -> None:
    """Set the row of each cell of such a table (:attr:`Line.row`)."""
    for i in _spaced(lines, grammar):
        lines[i].row = lines[i].start
    for table in numbered_rows(lines, edges):
        _mark(lines, table)
    figures = [text for i in edges.beginning(_FIRST) if len(text := lines[i].text) <= PHRASE_MOST]
    if len(figures) < COUNTS_LEAST:
        return  # most texts have no such lines
    of_figures = [*map(_kind_of_cell, figures)]
    if "c" not in of_figures and of_figures.count("f") < ROWS_LEAST:
        return
    kinds = "".join(["s" if len(line.text) > PHRASE_MOST else _kind(line.text, grammar) for line in lines])
    numbers = kinds.count("c") + kinds.count("f")
    end = 0
    for table in sorted([*_counted(lines, kinds), *_figured(lines, kinds)]):
        if table[0] >= end:
            end = table[-1]
            _mark(lines, table)
    if numbers >= FORM_FIGURES:
        for table in _filled(lines, kinds):
            _mark(lines, table)
    if numbers >= CROWD_FIGURES:
        for i in _crowded(lines, kinds, grammar):
            lines[i].row = lines[i].start if lines[i].row is None else lines[i].row


def _mark(lines: Sequence[Line], table: Sequence[int]) -> None:
    """Write the row on each cell of a table."""
    for first, after in pairwise(table):
        for i in range(first, after):
            lines[i].row = lines[first].start


def _kind(text: str, grammar: Grammar) -> str:
    """The kind of a cell; a text that begins with the mark of a provision is a sentence."""
    mark = grammar.head.match(text) if text[0] == "第" else None
    return _kind_of_cell(text) if mark is None or mark.lastgroup not in _PROVISIONS else "s"


def _kind_of_cell(text: str) -> str:
    """``c`` for what may count rows, ``f`` for a figure, ``p`` for a phrase, ``s`` for a sentence."""
    if len(text) > PHRASE_MOST:
        return "s"
    if len(text) <= 3 and _COUNT.fullmatch(text):
        return "c"
    if text[0] in _FIRST and _FIGURE.fullmatch(text):
        return "f"
    return "s" if _SENTENCE.search(text) else "p"


def _head(lines: Sequence[Line], rows: Sequence[int]) -> int:
    """Where the head over a table begins, as wide as its widest row; else where the first row begins."""
    for width in sorted({b - a for a, b in pairwise(rows)}, reverse=True):
        texts = [line.text for line in lines[max(0, rows[0] - width) : rows[0]]]
        if len({*texts}) == width and all(len(text) <= HEAD_MOST and _kind_of_cell(text) == "p" for text in texts):
            return rows[0] - width
    return rows[0]


def _counted(lines: Sequence[Line], kinds: str) -> Iterator[list[int]]:
    """Tables whose first column counts the rows: where each row begins, and where the last ends."""
    counts = [(i, int(lines[i].text)) for i, kind in enumerate(kinds) if kind == "c"]
    k = 0
    while k < len(counts):
        rows, k = _count_on(counts, k)
        if len(rows) < 2:
            continue
        width = _width(rows)
        end = min(rows[-1] + width, len(kinds))
        table = [*rows, end]
        head = _head(lines, rows)
        # Where cells are empty a row is shorter than the head.
        fitting = sum(b - a <= rows[0] - head for a, b in pairwise(rows))
        if head < rows[0] and 3 * fitting >= 2 * (len(rows) - 1):
            yield [head, *table]
        # Without a head a number, a heading and a paragraph repeat too, where numbers have lines of their own.
        elif len(rows) >= ROWS_LEAST and len({b - a for a, b in pairwise(rows)}) == 1:
            columns = ({kinds[i + at] for i in rows if i + at < end} for at in range(1, width))
            if width > 3 and sum("s" not in kinds_of for kinds_of in columns) >= 2:
                yield table
        elif len(rows) > ROWS_LEAST and not any(line.text[-1] in "。；" for line in lines[rows[0] : end]):
            yield table


def _width(rows: Sequence[int]) -> int:
    """The usual number of columns."""
    return Counter(b - a for a, b in pairwise(rows)).most_common(1)[0][0]


def _count_on(counts: Sequence[tuple[int, int]], k: int) -> tuple[list[int], int]:
    """The places of consecutive numbers from 1, near each other, and the first number that was not checked.

    ``counts`` are places and numbers; both grow.
    """
    first, number = counts[k]
    k += 1
    rows = [first] if number == 1 else []
    while rows and k < len(counts) and counts[k][0] - rows[-1] <= COLUMNS[-1]:
        place, number = counts[k]
        if number == 1 and place - rows[-1] >= COLUMNS[0]:
            break
        if number == len(rows) + 1 and place - rows[-1] >= COLUMNS[0]:
            rows.append(place)
        k += 1
    return rows, k


def _figured(lines: Sequence[Line], kinds: str) -> Iterator[list[int]]:
    """Tables with columns of figures and of phrases: where each row begins, and where the last ends."""
    alike = kinds.replace("c", "f")
    begin = 0
    for end in (*(i for i, kind in enumerate(alike) if kind == "s"), len(alike)):
        if alike.count("f", begin, end) >= ROWS_LEAST:
            for rows in _periods(alike, begin, end):
                head = _head(lines, rows)
                yield rows if head == rows[0] else [head, *rows]
        begin = end + 1


def _periods(kinds: str, begin: int, end: int) -> Iterator[list[int]]:
    """The stretches of lines without sentences whose kinds repeat, the longest first."""
    found: list[tuple[int, int, int]] = []
    for width in COLUMNS:
        differs = (i for i in range(begin, end - width) if kinds[i] != kinds[i + width])
        for before, after in pairwise((begin - 1, *differs, max(begin, end - width))):
            first = kinds.find("p", before + 1, after)  # a row begins with a phrase
            rows = (after + width - first) // width
            if first >= 0 and rows >= ROWS_LEAST and "f" in kinds[first : first + width]:
                found.append((-rows * width, width, first))
    taken = bytearray(end - begin)
    for length, width, first in sorted(found):
        after = first - length
        if not any(taken[first - begin : after - begin]):
            taken[first - begin : after - begin] = b"\1" * -length
            yield [*range(first, after + 1, width)]


def _filled(lines: Sequence[Line], kinds: str) -> Iterator[list[int]]:
    """Forms that were filled in: each row has one to three names and several figures, and rows need not be of equal length.

    一、本年新收申请数量 / 3 / 0 / 3 / 二、上年结转 / 0 / 0 / 0: the numbers of the rows of a form are not an outline.
    """
    alike = "".join([_kind_in_form(line, kind) for line, kind in zip(lines, kinds, strict=True)])
    for form in _FORM.finditer(alike):
        first, last = (lines[i].row for i in (form.start(), form.end() - 1))
        if form.start() and first is not None and lines[form.start() - 1].row == first:
            continue  # inside another table
        if form.end() < len(lines) and last is not None and lines[form.end()].row == last:
            continue
        yield [form.start() + row.start() for row in _FORM_ROW.finditer(form.group())] + [form.end()]


def _kind_in_form(line: Line, kind: str) -> str:
    """The kind of a line as a cell of a form, whose names may be long."""
    if kind == "s" and line.text[0] != "第" and len(line.text) <= NAME_MOST and not _SENTENCE.search(line.text):
        return "p"
    return kind.replace("c", "f")


def _crowded(lines: Sequence[Line], kinds: str, grammar: Grammar) -> Iterator[int]:
    """The cells of tables whose rows do not repeat, as where heads span columns: many short lines, figures among them."""
    alike = "".join(_kind_in_crowd(line, kind, grammar) for line, kind in zip(lines, kinds, strict=True))
    for crowd in _CROWD.finditer(alike):
        begin, end = crowd.span()
        if begin and opens_line(lines[begin - 1].text, grammar):
            continue  # the title of an attachment is above its table
        figures = [i for i in range(begin, end) if alike[i] != "p"]
        counted = 0
        for i in figures:
            counted += alike[i] == "c" and int(lines[i].text) == counted + 1
        if len(figures) - counted >= CROWD_FIGURES and CROWD_SHARE * len(figures) >= end - begin:
            last = figures[-1] + 1
            while last < end and len(lines[last].text) <= UNIT_MOST:
                last += 1
            name = begin > 0 and alike[begin - 1] == "n"
            yield from range(begin - name, last)


def _kind_in_crowd(line: Line, kind: str, grammar: Grammar) -> str:
    """The kind of a line as a cell among others; ``n`` for a phrase that may be the name of a table."""
    if kind != "p":
        return kind
    if _RUN.fullmatch(line.text) and any(map(str.isdigit, line.text)):
        return "f"  # 70-100%
    if opens_unit(line.text, grammar) or grammar.matches["DATE"](line.text):
        return "s"
    return "p" if len(line.text) <= CROWD_CELL else "n"


def _spaced(lines: Sequence[Line], grammar: Grammar) -> Iterator[int]:
    """The rows of tables with a row a line and blanks between the cells: as many cells in each, and a column of figures."""
    rows: list[tuple[int, list[str]]] = []
    spaced = [
        i for i, line in enumerate(lines) if len(line.text) <= ROW_MOST and len(line.text.split()) >= SPACED_LEAST
    ]
    if len(spaced) < ROWS_LEAST:
        return  # most texts
    for i in (*spaced, len(lines)):
        cells = _cells(lines[i].text, grammar) if i < len(lines) else []
        if rows and (i > rows[-1][0] + 1 or len(cells) != len(rows[-1][1]) or lines[i].gap):
            if len(rows) >= ROWS_LEAST and _has_figures([row for _, row in rows]):
                yield from (at for at, _ in rows)
            rows = []
        if cells:
            rows.append((i, cells))


def _cells(text: str, grammar: Grammar) -> list[str]:
    """The cells of a line that may be a row with blanks between them; empty for any other."""
    if has_bars(text) or "\t" in text or _STOP.search(text) or opens_unit(text, grammar):
        return []
    return text.split()


def _has_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column has figures in all rows below the first, and another has none."""
    columns = [[_FIGURE.fullmatch(cell) is not None for cell in column[1:]] for column in zip(*rows, strict=True)]
    return any(map(all, columns)) and not all(any(column) for column in columns)

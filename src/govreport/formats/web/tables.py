"""The tables of a page: data tables, metadata tables, and layout tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeAlias

from govreport.formats.web.elements import BLOCKS, HtmlElement
from govreport.formats.work import Work
from govreport.grammar.grammar import grammar

Cells: TypeAlias = tuple[str, ...]
_MOST_LINES: Final = 40
"""Lines in a cell; a cell with more is page layout, not data."""
_MOST_COLUMNS: Final = 100
_MOST_NESTED: Final = 50
"""The maximum number of tables in a table of data."""
_FEWEST_ROWS: Final = 2
"""The minimum number of rows with several cells in a table of data with nested tables."""
_FEWEST_LABELS: Final = 2
"""The minimum number of blocks with a label and a value."""
_MOST_ROWS: Final = 65_534
"""The maximum span of a cell; the second limit is that of HTML."""


def rows_of(table: HtmlElement, lines_of: Callable[[HtmlElement], Sequence[str]], work: Work) -> list[Cells] | None:
    """The rows of a data table; None for a layout table.

    A layout table has one column, a heading, text outside its cells, a cell with many lines, or most of its text in nested
    tables.  Cells covered by a span from above are empty, so that columns stay aligned.

    :param lines_of: returns the lines of a cell or caption.
    :raises ReadError: the cells take too much work.
    """
    if next(table.iterdescendants("h1", "h2", "h3", "h4", "h5", "h6"), None) is not None:
        return None
    nested = list(islice(table.iterdescendants("table"), _MOST_NESTED + 1))
    if len(nested) > _MOST_NESTED or (nested and not _is_data(table, nested)):
        return None
    rows: list[Cells] = []
    spans: dict[int, int] = {}
    columns = seen = 0
    for row in _rows(table):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            lines = lines_of(cell)
            if len(lines) > _MOST_LINES:
                return None
            _leave_open(cells, spans)
            seen += _length(cell)
            text = " ".join(lines)
            width = _span(cell.get("colspan"), _MOST_COLUMNS)
            height = _span(cell.get("rowspan"), _MOST_ROWS)
            at = len(cells)
            cells += [text, *[""] * (width - 1)]
            if height > 1 and len(cells) <= _MOST_COLUMNS:
                spans.update(dict.fromkeys(range(at, len(cells)), height))
        _leave_open(cells, spans)
        for column in list(spans):
            spans[column] -= 1
            if spans[column] == 0:
                del spans[column]
        work.spend(len(cells), "cells")
        columns = max(columns, len(cells))
        rows.append(tuple(cells))
    captions = sum(_length(caption) for caption in table.iterchildren("caption"))
    return rows if columns > 1 and seen + captions == _length(table) else None


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows of a table, without those of tables in its cells."""
    return (row for row in table.iterdescendants("tr") if next(row.iterancestors("table"), None) is table)


def _is_data(table: HtmlElement, nested: Sequence[HtmlElement]) -> bool:
    """Whether a table with nested ones has data: several rows, and most of the text outside the nested ones."""
    full = sum(sum(_length(cell) > 0 for cell in row.iterchildren("td", "th")) > 1 for row in _rows(table))
    inner = sum(_length(one) for one in nested if next(one.iterancestors("table"), None) is table)
    return full >= _FEWEST_ROWS and 2 * inner <= _length(table)


def pairs_of(terms: HtmlElement, lines_of: Callable[[HtmlElement], Sequence[str]]) -> list[Cells]:
    """The terms of a ``<dl>``, each with its descriptions; elements that only group them do not count.

    Nothing for a list with a list or a table inside, which is page layout.
    """
    if next(terms.iterdescendants("dl", "table"), None) is not None:
        return []
    rows: list[list[str]] = []
    for part in terms.iter("dt", "dd"):
        if part.tag == "dt" or not rows:
            rows.append([])
        rows[-1].append(" ".join(lines_of(part)))
    return [tuple(row) for row in rows]


def labelled_of(parent: HtmlElement, lines_of: Callable[[HtmlElement], Sequence[str]]) -> list[Cells]:
    """The blocks in an element, each with a label and its value, which are two elements without blocks inside.

    Empty for an element with any other content.
    """
    if _has_text(parent) or len(parent) < _FEWEST_LABELS:
        return []
    if not all(block.tag in BLOCKS and len(block) == 2 and not _has_text(block) for block in parent):
        return []
    if any(
        part.tag in BLOCKS or next(part.iterdescendants(*BLOCKS), None) is not None
        for block in parent
        for part in block
    ):
        return []
    return [tuple(" ".join(lines_of(part)) for part in block) for block in parent]


def _has_text(element: HtmlElement) -> bool:
    """Whether an element has text outside of its children."""
    return any((text or "").strip() for text in (element.text, *(part.tail for part in element)))


def fields_of(rows: Sequence[Cells]) -> list[str] | None:
    """The lines of a metadata table (索引号, 发文机关, …); None for any other table.

    >>> fields_of([("索 引 号：", "000014349/2018-00220", "分类：", "文化"), ("发布日期", "2018年12月25日", "", "")])
    ['索引号：000014349/2018-00220', '分类：文化', '发布日期：2018年12月25日']
    >>> fields_of([("来源", "名称"), ("时间", "数量")])
    """
    pairs = [pair for row in rows for pair in _pairs([cell for cell in row if cell.strip()])]
    lines = [f"{key}：{value}" for key, value in pairs]
    known = sum(grammar().matches["FIELD"](line) is not None for line in lines)
    least = 2 if any(_is_key(cell) for row in rows for cell in row) else 3
    return lines if known >= least and 3 * known >= 2 * len(lines) else None


def _pairs(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The keys and values: in a cell each, or separated by a colon."""
    k = 0
    while k < len(cells):
        key, _, value = cells[k].partition("：") if "：" in cells[k] else cells[k].partition(":")
        k += 1
        if not value.strip() and k < len(cells) and not _is_key(cells[k]):
            value = cells[k]
            k += 1
        yield "".join(key.split()), value.strip()


def _is_key(cell: str) -> bool:
    return cell.rstrip()[-1:] in ("：", ":") and len(cell) <= 12


def _leave_open(cells: list[str], spans: dict[int, int]) -> None:
    """Skip the columns covered by cells that span rows from above."""
    while len(cells) in spans:
        cells.append("")


def _span(text: str | None, most: int) -> int:
    digits = (text or "").strip()
    return max(1, min(int(digits), most)) if digits.isdecimal() and digits.isascii() and len(digits) < 9 else 1


def _length(element: HtmlElement) -> int:
    """The number of non-blank characters in an element."""
    return sum(len("".join(text.split())) for text in element.itertext())

"""Joining the lines of pages into paragraphs, and detecting headings by tables of contents and font sizes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from govreport.formats.composing import Composer
from govreport.formats.placed.contents import ENTRY, has_contents, headings, solid, with_one_head
from govreport.formats.placed.measure import Measure, is_full
from govreport.formats.placed.pages import Line, Page, is_running
from govreport.formats.placed.tables import Table, rows_of
from govreport.grammar.grammar import Grammar
from govreport.lines.openings import opens_unit

_SENTENCE_ENDS: Final = "。！？!?：:；;"
_STOPS: Final = f"{_SENTENCE_ENDS}，,、︰"
_INDENT: Final = 0.8
"""In characters: the indent relative to the previous line that starts a paragraph."""
_OTHER_SIZE: Final = 0.05
"""The minimum relative difference of font sizes: headings are at least half a point larger."""
_GAP: Final = 1.3
"""The line distance that separates paragraphs, as a multiple of the usual one."""
_TITLE_GAP: Final = 2.0
"""The maximum line distance in a title, as a multiple of the font size."""
_SHORTEST_TITLE: Final = 12
"""In characters: shorter text does not need two lines, so two such lines are two slogans."""
_NUMBERED: Final = re.compile(r"[0-9]{1,3}[.．](?![0-9])")
"""The start of the numbered paragraphs of a speech."""
_SHORTEST_FULL: Final = 15
"""In characters, of a line that shows whether the blocks of a file are paragraphs."""
_PARTED: Final = re.compile(r"[a-z]-$")
_LONGEST_HEADING: Final = 60
_FEWEST_PAGES: Final = 2
"""The minimum number of pages on which a heading size must occur."""
_DEEPEST: Final = 9
_FEWEST_BOOKMARKS: Final = 3
"""The minimum number of lines that entries of the outline of a file name; outlines with fewer name its parts only."""


@frozen
class _Placed:
    """A line of the text with its page number."""

    line: Line
    page: int
    beside: list[Line] = field(factory=list)
    """The heads and page numbers before it."""
    table: Table | None = None
    """The table, or the part of it on a page, that takes the place of a line."""

    @classmethod
    def of(cls, table: Table, page: int, beside: list[Line]) -> _Placed:
        """A table on a page."""
        return cls(Line("|", table.xs[0], table.xs[-1], table.area.foot, 0.0), page, beside, table)


@frozen
class Bookmark:
    """An entry of the outline that a file has in addition to its pages."""

    title: str
    page: int
    """Counted from 1."""
    level: int
    """1 is the highest."""


def compose(pages: Sequence[Page], composer: Composer, rules: Grammar, outline: Iterable[Bookmark] = ()) -> None:
    """Write the text paragraph by paragraph; running lines follow the paragraph that they interrupt.

    :param outline: lines that an entry names on its page are headings; if there are hardly any, the printed table of
        contents and sizes decide.
    """
    has_entries = list(map(has_contents, pages))
    pages, heads = with_one_head(pages, has_entries)
    bookmarks = {(one.page, solid(one.title)): one.level for one in outline}
    printed = {(one.page, one.title): one.level for one in headings(pages, has_entries)}
    measure = Measure.of(pages)
    paragraphs, last = _Flow(pages, rules, {*bookmarks, *printed}, heads, measure).paragraphs()
    levels = _levels(paragraphs, bookmarks, printed, measure)
    writer = _Writer(composer)
    for number, paragraph in enumerate(paragraphs):
        writer.paragraph(paragraph, levels.get(number))
    writer.end(len(pages), last)


class _Writer:
    """Writes paragraphs, and turns the pages between them."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._page = 0
        self._beside: list[Line] = []
        """The running lines that interrupt the paragraph before."""

    def paragraph(self, paragraph: Sequence[_Placed], level: int | None) -> None:
        """Write a paragraph, a heading of a level, or the parts of a table."""
        self._set_aside(self._beside + paragraph[0].beside)
        self._beside = [line for placed in paragraph[1:] for line in placed.beside]
        if paragraph[0].table is not None:
            self._table(paragraph)
            return
        first, *others = _texts(paragraph)
        if level is not None:  # headings are never continued
            first, others = "".join([first, *others]), ["" for _ in others]
        self._turn(paragraph[0].page)
        self._composer.line(first, level=level)
        for placed, text in zip(paragraph[1:], others, strict=True):
            self._turn(placed.page)
            self._composer.append(text)

    def end(self, pages: int, lines: Sequence[Line]) -> None:
        """Write the running lines after the last paragraph."""
        self._turn(pages)
        self._set_aside([*self._beside, *lines])

    def _table(self, parts: Sequence[_Placed]) -> None:
        rows, repeated = rows_of([(placed.page, placed.table) for placed in parts if placed.table is not None])
        for page, row in rows:
            self._turn(page)
            self._composer.table([row])
        for row in repeated:
            self._composer.line(" ".join(filter(None, row)), boilerplate=True)

    def _turn(self, page: int) -> None:
        for _ in range(page - self._page):
            self._composer.page()
        self._page = max(self._page, page)

    def _set_aside(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self._composer.line(line.text, boilerplate=not line.note, note=line.note)


# ---- headings ------------------------------------------------------------------------------------------------------


def _levels(
    paragraphs: Sequence[Sequence[_Placed]],
    bookmarks: Mapping[tuple[int, str], int],
    printed: Mapping[tuple[int, str], int],
    measure: Measure,
) -> Mapping[int, int]:
    """The indices of headings among the paragraphs, with their levels, by the best evidence that the file has.

    :param bookmarks: the levels in the outline of the file, by page and text.
    :param printed: the levels in the printed table of contents.
    """
    named = _named(paragraphs, bookmarks)
    if len(named) >= _FEWEST_BOOKMARKS:
        return named
    stated = _stated(paragraphs)
    shown = stated if len(stated) >= _FEWEST_BOOKMARKS else _named(paragraphs, printed)
    return _merged(shown, _levels_by_size(paragraphs, measure.size))


def _named(paragraphs: Sequence[Sequence[_Placed]], levels: Mapping[tuple[int, str], int]) -> Mapping[int, int]:
    """The indices of the paragraphs whose page and text have a level, with these levels."""
    keys = ((paragraph[0].page, solid("".join(one.line.text for one in paragraph))) for paragraph in paragraphs)
    return {i: levels[key] for i, key in enumerate(keys) if key in levels}


def _stated(paragraphs: Sequence[Sequence[_Placed]]) -> Mapping[int, int]:
    """The indices of the paragraphs that the file states to be headings, with their levels."""
    blocks = ((i, paragraph[0].line.block) for i, paragraph in enumerate(paragraphs) if _may_be_heading(paragraph))
    return {i: block.level for i, block in blocks if block is not None and block.level is not None}


def _merged(printed: Mapping[int, int], sizes: Mapping[int, int]) -> Mapping[int, int]:
    """The levels of headings in the printed table of contents, and those of others by their size.

    A size has the level of most headings in the table that have it.  Others are below those in the table.
    """
    if not printed:
        return sizes
    found: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for i in printed.keys() & sizes.keys():
        found[sizes[i]][printed[i]] += 1
    usual = {rank: counts.most_common(1)[0][0] for rank, counts in found.items()}
    deepest = max(printed.values())
    return {**{i: usual.get(rank, deepest + 1) for i, rank in sizes.items()}, **printed}


def _texts(paragraph: Sequence[_Placed]) -> Iterator[str]:
    """The texts of the lines of a paragraph, with a blank between Latin words except after a hyphen."""
    lines = [placed.line.text for placed in paragraph]
    before = ""
    for text, after in zip(lines, [*lines[1:], ""], strict=True):
        blank = " " if before and before[-1].isascii() and text[0].isascii() else ""
        parted = _PARTED.search(text) is not None and after[:1].islower()
        yield blank + (text[:-1] if parted else text)
        before = "" if parted else text


def _size(line: Line) -> int:
    """The font size of a line in half points."""
    return round(2 * line.size)


def _may_be_heading(paragraph: Sequence[_Placed]) -> bool:
    length = sum(len(placed.line.text) for placed in paragraph)
    last = paragraph[-1].line.text
    one_page = paragraph[0].page == paragraph[-1].page
    return one_page and length <= _LONGEST_HEADING and last[-1] not in _STOPS and not ENTRY.search(last)


def _levels_by_size(paragraphs: Sequence[Sequence[_Placed]], body: float) -> Mapping[int, int]:
    """The indices of headings among the paragraphs, with levels by font size; the largest is 1.

    What precedes the first line of body size is the title, even if its size is smaller.
    """
    begin = next((i for i, one in enumerate(paragraphs) if round(one[0].line.size) == body), len(paragraphs))
    sizes = {
        i: _size(paragraphs[i][0].line)
        for i in range(begin, len(paragraphs))
        if paragraphs[i][0].line.size > (1 + _OTHER_SIZE) * body and _may_be_heading(paragraphs[i])
    }
    pages: defaultdict[int, set[int]] = defaultdict(set)
    for i, size in sizes.items():
        pages[size].add(paragraphs[i][0].page)
    often = sorted((size for size, found in pages.items() if len(found) >= _FEWEST_PAGES), reverse=True)
    ranks = {size: level for level, size in enumerate(often[:_DEEPEST], 1)}
    return {i: ranks[size] for i, size in sizes.items() if size in ranks}


# ---- paragraphs ----------------------------------------------------------------------------------------------------


def _add_table(paragraphs: list[list[_Placed]], placed: _Placed) -> None:
    """Append a table, to its part on the page before if nothing is between."""
    last = paragraphs[-1][-1] if paragraphs else None
    before = last.table if last is not None and last.page == placed.page - 1 else None
    if before is None or placed.table is None or not placed.table.continues(before):
        paragraphs.append([])
    paragraphs[-1].append(placed)


class _Flow:
    """The lines of the text, page after page."""

    def __init__(
        self,
        pages: Sequence[Page],
        rules: Grammar,
        named: Container[tuple[int, str]],
        heads: Sequence[Mapping[int, bool]],
        measure: Measure,
    ) -> None:
        self._pages = pages
        self._heads = heads
        """For each page, the lines in the head of a table of contents, and whether they are repeated."""
        self._named = named
        """The pages and texts of lines that are headings."""
        self._rules = rules
        self._measure = measure
        self._has_blocks = self._are_paragraphs()
        steps = Counter(round(line.gap) for page in pages for line in page.lines if line.gap > 0)
        self._step = steps.most_common(1)[0][0] if steps else 0

    def _are_paragraphs(self) -> bool:
        """Whether the blocks that the file states are paragraphs; some programs make one of each line."""
        broken = joined = 0
        for page in self._pages:
            edges = self._measure.edges(page) if any(line.block for line in page.lines) else []
            for line, after, edge in zip(page.lines, page.lines[1:], edges):
                continues = line.text[-1] not in _SENTENCE_ENDS and is_full(line, after, edge)
                if line.block and after.block and continues and len(line.text) >= _SHORTEST_FULL:
                    joined += line.block == after.block
                    broken += line.block != after.block
        return joined >= broken

    def paragraphs(self) -> tuple[list[list[_Placed]], list[Line]]:
        """The paragraphs as lists of lines, and the running lines after the last one."""
        running = is_running(self._pages)
        found: list[list[_Placed]] = []
        beside: list[Line] = []
        edge = 0.0
        for number, page in enumerate(self._pages, 1):
            tables, heads = deque(page.tables), self._heads[number - 1]
            for at, (line, own_edge) in enumerate(zip(page.lines, self._measure.edges(page), strict=True)):
                while tables and tables[0][0] <= at:
                    _add_table(found, _Placed.of(tables.popleft()[1], number, beside))
                    beside = []
                if heads[at] if at in heads else running(page, line):
                    beside.append(line)
                    continue
                last = found[-1][-1] if found else None
                if last is None or last.table or self._begins(last, edge, _Placed(line, number), page.middle):
                    found.append([])
                found[-1].append(_Placed(line, number, beside))
                beside, edge = [], own_edge
            beside += page.notes
            for _, table in tables:
                _add_table(found, _Placed.of(table, number, beside))
                beside = []
        return found, beside

    def _begins(self, last: _Placed, edge: float, placed: _Placed, middle: float) -> bool:
        """Whether a line starts a paragraph.

        :param edge: where the previous line would end if full.
        :param middle: the middle of the page of the line.
        """
        before, line = last.line, placed.line
        turned = last.page < placed.page
        size = max(line.size, 1.0)
        if abs(line.size - before.size) > _OTHER_SIZE * size:
            return True
        if any((one.page, solid(one.line.text)) in self._named for one in (last, placed)):
            return True
        if not turned and self._has_blocks and before.block and line.block and before.block != line.block:
            return True
        if ENTRY.search(before.text) or ENTRY.search(line.text):
            return True
        if not turned and self._is_title(before, middle) and self._is_title(line, middle):
            return line.gap > _TITLE_GAP * size or len(before.text) + len(line.text) < _SHORTEST_TITLE
        if not is_full(before, line, edge):
            return True
        if not turned and self._step and line.gap > _GAP * self._step:
            return True
        below = not turned and line.gap > 0  # not in the next column
        indented = below and line.left > before.left + _INDENT * size
        if before.text[-1] in _SENTENCE_ENDS:
            return indented or self._is_marked(line)
        if self._is_marked(before):  # continuation lines have no indent, or a hanging one
            return below and abs(line.left - before.left) < _INDENT * size and self._is_marked(line)
        return indented

    def _is_marked(self, line: Line) -> bool:
        """Whether a line starts with the number of a unit or paragraph."""
        return opens_unit(line.text, self._rules) or _NUMBERED.match(line.text) is not None

    def _is_title(self, line: Line, middle: float) -> bool:
        """Whether a line is larger than the text and centred, as in a title (GB/T 9704-2012, 7.3.1)."""
        off = abs((line.left + line.right) / 2 - middle)
        return line.size > (1 + _OTHER_SIZE) * self._measure.size and off < line.size

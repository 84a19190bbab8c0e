"""The lines of a page with their positions, and the running heads and page numbers among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median_low
from typing import Final, NamedTuple

from attrs import frozen

from govreport.formats.placed.column_tables import column_tables
from govreport.formats.placed.footnotes import are_notes, begins_note, below_rule, raised_figures
from govreport.formats.placed.rules import Ruling
from govreport.formats.placed.runs import WIDE, Run, turned
from govreport.formats.placed.structure import Block, Structure
from govreport.formats.placed.tables import Table, tables_of
from govreport.formats.signs import raised
from govreport.formats.work import Work
from govreport.text.lexicon import term

_MARGIN: Final = 0.12
"""The parts of a page, at top and bottom, where running heads and page numbers are."""
_REPEATED: Final = 3
_FEW_PAGES: Final = 2
_FIGURES: Final = re.compile(r"[0-9０-９]+")
_LABELS: Final = frozenset("附图圖表")
"""The first characters of labels of attachments (附件1), pictures and tables."""
_PAGE_NUMBER: Final = term("PAGE_NUMBER")
_MISREAD_NUMBER: Final = term("SCANNED_PAGE")
"""A page number between dashes, which a recognizer takes for 一."""
_STOPS: Final = frozenset("，。；：、！？（）「」『』《》〈〉【】“”‘’〔〕,;:!?()")
_FIGURE: Final = frozenset("0123456789")
_SIGNS: Final = frozenset(".%‰∶-")
"""Characters that follow a figure directly."""
_APART: Final = 2.0
"""In ems: the minimum distance of cells in a row, or of an entry and its page number."""
_AT_STOP: Final = 1.0
"""In ems: a full-width punctuation mark leaves up to half of its cell white, so a blank next to it is wider."""
_SEEN: Final = 0.5
_TYPED: Final = 0.08
"""In ems: the width of a blank next to a Chinese character, inferred by pdfium or in the file; justified text may
narrow the latter."""
_CELL: Final = (0.88, 1.25)
"""In ems: the distance of figures set in full-width cells, without a blank between."""
_OUT_OF_ORDER: Final = 3
"""The maximum number of lines drawn out of order in a file: heads, page numbers."""
_SAME_LINE: Final = 0.5
"""In character heights: how far a superscript figure may be above its line."""


class Line(NamedTuple):
    """A line on a page; positions are points from the left and the bottom of the page."""

    text: str
    left: float
    right: float
    foot: float
    size: float
    gap: float = 0.0
    """The distance below the previous line; 0 for the first of a page, negative if the text jumps up."""
    note: bool = False
    """Whether it is a footnote."""
    block: Block | None = None
    """What the file states that it is part of."""


@frozen
class Page:
    """The lines of a page in reading order."""

    lines: tuple[Line, ...]
    foot: float
    height: float
    middle: float
    """The middle between the left and right edge of the page."""
    tables: tuple[tuple[int, Table], ...] = ()
    """The tables in reading order, each with the number of lines before it."""
    notes: tuple[Line, ...] = ()
    """The footnotes, each joined to one line."""

    @property
    def text(self) -> str:
        """All text of the page."""
        cells = (cell for _, table in self.tables for row in table.rows for cell in row)
        return "".join((*(line.text for line in (*self.lines, *self.notes)), *cells))

    @property
    def length(self) -> int:
        """The number of characters."""
        return len(self.text)


def page_of(
    runs: Sequence[Run],
    size_of: Callable[[Run], float],
    box: tuple[float, float, float, float],
    ruling: Ruling,
    work: Work,
    split: Callable[[Run], Iterable[Run]] = lambda run: (run,),
    structure: Structure | None = None,
) -> Page:
    """The page with these runs; separate parts of a line are joined with two blanks.

    :param size_of: the font size of a run in points.
    :param box: the left, lower, right and upper edge of the page in points.
    :param split: the characters of a run.
    :param structure: what the file states about the page.
    :raises ReadError: its tables take too much work.
    """
    quarters: Counter[int] = Counter()
    for run in runs:
        quarters[run.quarter] += len(run.text)
    quarter = max(quarters, key=lambda one: quarters[one], default=0)

    def line_of(line: Sequence[Run]) -> Line:
        each = [run for run in line for _ in run.text] if len(line) > 1 else line
        size = size_of(each[len(each) // 2])
        base = median_low([run.base for run in each])
        block = structure.block_of(line[0]) if structure else None
        return Line(spaced(line, size), line[0].left, line[-1].right, base, size, block=block)

    def cell_of(own: Sequence[Run]) -> str:
        if len(own) == 1:
            return own[0].text
        return joined(line.text for line in sorted(map(line_of, _split(own)), key=lambda line: -line.foot))

    ruling = ruling.turned(quarter)
    tables, outside = tables_of(runs, ruling, quarter, cell_of, split, work)
    left, foot, right, top = box
    (x1, y1), (x2, y2) = turned(left, foot, quarter), turned(right, top, quarter)
    if structure is not None:
        stated, outside = structure.tables(outside, cell_of, split)
        tables += [Table(*one) for one in stated]
    rows = list(_split(outside))
    for cells, xs, area, own in list(column_tables(rows, cell_of, work)):
        tables.append(Table(cells, xs, area))
        for i in own:
            rows[i] = []
    found, notes = _without_notes([line_of(row) for row in rows if row], ruling, abs(x2 - x1))
    lines = tuple(_in_order(found))
    return Page(lines, min(y1, y2), abs(y2 - y1), (x1 + x2) / 2, tuple(_in_place_of(tables, lines)), notes)


def _without_notes(lines: list[Line], ruling: Ruling, width: float) -> tuple[list[Line], tuple[Line, ...]]:
    """The lines of a page, and apart from them its footnotes."""
    at = below_rule(ruling.rules()[0], width, [line.foot for line in lines])
    below = [line for line in lines if at is not None and line.foot < at and not _PAGE_NUMBER.fullmatch(line.text)]
    above = Counter(line.size for line in lines if at is not None and line.foot > at)
    if not below or not are_notes([(line.text, line.size) for line in below], above.most_common(1)[0][0]):
        return lines, ()
    notes: list[list[Line]] = []
    for line in below:
        if not notes or begins_note(line.text):
            notes.append([])
        notes[-1].append(line)
    apart = set(map(id, below))
    texts = (note[0]._replace(text=joined(line.text for line in note), note=True) for note in notes)
    return [line for line in lines if id(line) not in apart], tuple(texts)


def _in_place_of(tables: Sequence[Table], lines: Sequence[Line]) -> Iterator[tuple[int, Table]]:
    """The tables from the top, each with the number of lines before it: those as wide as it that are above."""
    for table in sorted(tables, key=lambda one: -one.area.top):
        level = [i for i, line in enumerate(lines) if line.left < table.area.right and line.right > table.area.left]
        above = [i for i in level if lines[i].foot > table.area.foot]
        below = [i for i in level if lines[i].foot <= table.area.foot]
        last = above[-1] + 1 if above else 0
        yield max(last, min(below, default=len(lines) if not above else last)), table


def joined(texts: Iterable[str]) -> str:
    """The lines of a cell as one text, with a blank between Latin words; numbers are broken anywhere.

    >>> joined(["联系", "电话"]), joined(["A", "B"]), joined(["35953", "3"])
    ('联系电话', 'A B', '359533')
    """
    found = ""
    for text in texts:
        words = found[-1:].isascii() and text[0].isascii() and not (found[-1:].isdigit() and text[0].isdigit())
        found += f" {text}" if found and words else text
    return found


def _split(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs of a page, line by line."""
    line: list[Run] = []
    for run in runs:
        if line and not _continues(line[-1], run):
            yield line
            line = []
        line.append(run)
    if line:
        yield line


def _continues(last: Run, run: Run) -> bool:
    height = max(last.height, run.height)
    return (
        last.quarter == run.quarter
        and abs(last.base - run.base) < _SAME_LINE * height
        and run.left > last.right - height
    )


def _in_order(lines: list[Line]) -> Iterator[Line]:
    """The lines from the top of the page, if the file has its first or last lines out of order."""
    for _ in range(_OUT_OF_ORDER if len(lines) > 1 else 0):
        low = lines[0].foot < min(line.foot for line in lines[1:])
        high = lines[-1].foot > max(line.foot for line in lines[:-1])
        lines = [*lines[len(lines) - high :], *lines[low : len(lines) - high], *lines[:low]]
    before: Line | None = None
    for line in lines:
        yield line._replace(gap=before.foot - line.foot) if before else line
        before = line


def spaced(runs: Sequence[Run], size: float) -> str:
    """The text of a line with the visible blanks.

    Justified lines have wider gaps between characters, which pdfium takes for blanks.  So a blank next to a Chinese
    character must be wider than the usual gap between the characters of its line.
    """
    if len(runs) == 1:
        return runs[0].text
    wide = [WIDE.match(run.text) is not None for run in runs]
    among: list[float] = []
    for i, run in enumerate(runs):
        if wide[i]:
            among += [run.gap] * (len(run.text) - 1)
            among += [run.left - runs[i - 1].right] if i and wide[i - 1] else ()
    usual = max(0.0, median_low(among)) if len(among) > 1 else 0.0  # two characters have no usual gap
    parts = [runs[0].text]
    for i, (before, after) in enumerate(pairwise(runs)):
        gap, step = after.left - before.right - usual, after.left - before.last - usual
        parts.append(_blank(before, after, gap / size, step / size, wide[i] or wide[i + 1]) + after.text)
    for begin, end in raised_figures(runs):
        figures = "".join(parts[begin:end])
        parts[begin:end] = [""] * (end - begin)  # later places stay
        parts[begin] = raised("".join(parts[max(0, begin - 2) : begin]), figures) if begin else figures
    return "".join(parts)


def _blank(before: Run, after: Run, gap: float, step: float, wide: bool) -> str:
    """The blank between two runs.

    :param gap: the distance from the character before, in ems.
    :param step: the same from its left edge.
    :param wide: whether one of the runs is full-width.
    """
    if gap >= _APART:
        return "  "
    if not wide:
        in_cells = _CELL[0] <= step <= _CELL[1] and after.text[0] in _FIGURE
        closed = before.text[-1] in _FIGURE and (in_cells or after.text[0] in _SIGNS)
        return " " if after.blank and (after.typed or not closed) else ""
    at_stop = before.text[-1] in _STOPS or after.text[0] in _STOPS
    least = _AT_STOP if at_stop else _TYPED if after.typed else _SEEN
    return " " if after.blank and gap >= least else ""


def is_running(pages: Sequence[Page]) -> Callable[[Page, Line], bool]:
    """A predicate for page numbers and for lines at the head and foot of pages that repeat.

    They repeat on three pages, apart from figures, or literally and at the same height on two consecutive pages.
    """
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(line) for line in page.lines if _in_margin(page, line)})
    most = _REPEATED if len(pages) > _FEW_PAGES else _FEW_PAGES
    again: set[tuple[str, int]] = set()
    for page, after in pairwise(pages):
        again |= _in_place(page) & _in_place(after)

    def repeats(page: Page, line: Line) -> bool:
        if not _in_margin(page, line):
            return False
        is_number = _PAGE_NUMBER.fullmatch(line.text) or _MISREAD_NUMBER.fullmatch(line.text)
        return is_number is not None or seen[_key(line)] >= most or (line.text, round(line.foot)) in again

    return repeats


def _key(line: Line) -> str:
    """The text of a running line without figures; labels of attachments keep them."""
    return line.text if line.text[0] in _LABELS else _FIGURES.sub("0", line.text)


def _in_place(page: Page) -> set[tuple[str, int]]:
    return {(line.text, round(line.foot)) for line in page.lines if _in_margin(page, line)}


def _in_margin(page: Page, line: Line) -> bool:
    return not _MARGIN * page.height < line.foot - page.foot < (1 - _MARGIN) * page.height

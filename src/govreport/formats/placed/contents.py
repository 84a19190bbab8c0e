"""The printed table of contents: what repeats on each of its pages, and the headings that it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice, pairwise
from typing import Final, NamedTuple

from attrs import evolve

from govreport.formats.placed.pages import Line, Page
from govreport.text.lexicon import term

ENTRY: Final = term("PRINTED_ENTRY")
"""The end of an entry: page numbers, far to the right or after leaders."""
_WORD: Final = term("CONTENTS_WORD")
_CELLS: Final = re.compile(r" {2,}")
_FEWEST: Final = 3
"""The minimum number of entries on a page of a table of contents, and of headings that it names."""
_ENTRIES: Final = 0.5
"""The minimum share of the lines of such a page that are entries; the others are its head, or the first lines of long entries."""
_MOST: Final = 8
"""The maximum number of tables that are compared with the text after them."""
_NAMED: Final = 0.6
"""The minimum share of entries that come again as lines of the text; otherwise it is the table of another text."""
_INDENT: Final = 0.8
"""In ems: the minimum indent of an entry of a deeper level."""


class Heading(NamedTuple):
    """A line of the text that an entry names."""

    title: str
    """Without blanks."""
    page: int
    """Counted from 1."""
    level: int
    """1 is the highest."""


class _Entry(NamedTuple):
    """An entry and the line before it, if that may be its beginning."""

    name: str
    before: str
    indent: float
    """The left edge in points from the page numbers at the right, since left and right pages may have other margins."""
    size: float


def solid(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())


def has_contents(page: Page) -> bool:
    """Whether a page belongs to a table of contents."""
    entries = sum(ENTRY.search(line.text) is not None for line in page.lines)
    return entries >= max(_FEWEST, _ENTRIES * len(page.lines))


def with_one_head(pages: Sequence[Page], has_entries: Sequence[bool]) -> tuple[list[Page], list[Mapping[int, bool]]]:
    """The pages of a document with the word 目录 on a line of its own, and for each page the lines of a table's head.

    The word and the heads of the columns (目录, 页码) are often on every page of a table of contents.  The mapping has
    True for a line that is repeated.

    :param has_entries: whether each page belongs to a table of contents.
    """
    found: list[Page] = []
    heads: list[Mapping[int, bool]] = []
    before: set[str] = set()
    """The lines above the first entry on the pages of the table so far."""
    for page, is_table in zip(pages, has_entries, strict=True):
        own: dict[int, bool] = {}
        if is_table and not page.tables:
            page = evolve(page, lines=tuple(_parted(page.lines)))
            above = [solid(line.text) for line in page.lines[: _first_entry(page)]]
            own = {i: True for i, text in enumerate(above) if text in before}
            begin = next((i for i, text in enumerate(above) if _WORD.fullmatch(text)), len(above))
            own |= {i: False for i in range(begin, len(above)) if i not in own}
            before |= set(above)
        else:
            before = set()
        found.append(page)
        heads.append(own)
    return found, heads


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; a line with the word 目录 and the head of a column becomes two lines."""
    for line in lines:
        word, *heads = _CELLS.split(line.text)
        if heads and _WORD.fullmatch(word):
            yield line._replace(text=word)
            yield line._replace(text="  ".join(heads), gap=0.0)
        else:
            yield line


def _first_entry(page: Page) -> int:
    return next(i for i, line in enumerate(page.lines) if ENTRY.search(line.text))


def headings(pages: Sequence[Page], has_entries: Sequence[bool]) -> list[Heading]:
    """The lines of the text that the printed table of contents names, with levels by the indents of the entries.

    Headings may be in italics or in the size of the text, so only this shows what they are.

    :param has_entries: whether each page belongs to a table of contents.
    """
    tables = groupby(range(len(pages)), lambda i: has_entries[i])
    for numbers in islice((list(group) for is_table, group in tables if is_table), _MOST):
        entries = [entry for i in numbers for entry in _entries(pages[i])]
        found = list(_named(entries, pages, numbers[-1] + 1))
        if len(found) >= max(_FEWEST, _NAMED * len(entries)):
            return found
    return []


def _named(entries: Sequence[_Entry], pages: Sequence[Page], begin: int) -> Iterator[Heading]:
    """The lines that entries name, or two that follow each other, on the pages from ``begin``; each entry names one."""
    levels = _levels(entries)
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for i, entry in enumerate(entries):
        waiting[entry.name].append(i)
        if entry.before:
            waiting[entry.before + entry.name].append(i)
    used: set[int] = set()
    for number, page in enumerate(pages[begin:], begin + 1):
        texts = [solid(line.text) for line in page.lines]
        for text, after in pairwise([*texts, ""]):
            for name in (text + after, text):
                own = waiting.get(name, deque())
                while own and own[0] in used:
                    own.popleft()
                if own:
                    used.add(own[0])
                    yield Heading(name, number, levels[own[0]])
                    break


def _entries(page: Page) -> Iterator[_Entry]:
    right = max((line.right for line in page.lines if ENTRY.search(line.text)), default=0.0)
    before = ""
    for line in page.lines:
        end = ENTRY.search(line.text)
        name = solid(line.text[: end.start()]) if end else ""
        if name:
            yield _Entry(name, before, line.left - right, line.size)
        before = "" if end else solid(line.text)


def _levels(entries: Sequence[_Entry]) -> list[int]:
    """The levels of entries by their indents."""
    steps: list[float] = []
    for entry in sorted(entries, key=lambda one: one.indent):
        if not steps or entry.indent - steps[-1] > _INDENT * entry.size:
            steps.append(entry.indent)
    return [bisect_right(steps, entry.indent) for entry in entries]

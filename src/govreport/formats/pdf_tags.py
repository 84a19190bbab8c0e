"""The structure tree of a tagged PDF (ISO 32000-2, 14.7 and 14.8), as far as pdfium shows it for a page."""

from __future__ import annotations

from ctypes import c_void_p, cast, create_string_buffer
from typing import Any, Final, NamedTuple

import pypdfium2.raw as raw

from govreport.formats.placed.structure import Block, Cell, Structure
from govreport.formats.work import Work

_DEEPEST: Final = 64
_MOST: Final = 100_000
"""The maximum number of elements of a page that are looked at."""
_LONGEST: Final = 64
"""In bytes: the names of the standard types are shorter."""
_HEADINGS: Final = {f"H{level}": level for level in range(1, 7)}
_PARAGRAPHS: Final = frozenset({"P", "Caption", "BlockQuote", "Note", "FENote", "TOCI"})


class _Place(NamedTuple):
    """Where an element is in the tree."""

    block: Block | None = None
    in_member: bool = False
    """Whether it is in a member of a list, whose paragraphs are not blocks of their own."""
    table: int | None = None
    row: int | None = None
    cell: Cell | None = None


def structure_of(page: Any, text_page: Any, work: Work) -> Structure | None:
    """The structure of a page of pypdfium2; None if its document is not tagged.

    :raises ReadError: its elements take too much work.
    """
    if not raw.FPDFCatalog_IsTagged(page.pdf):
        return None
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return None
    try:
        found = _Tree(work)
        found.read(tree)
    finally:
        raw.FPDF_StructTree_Close(tree)

    def mark_of(index: int) -> int:
        piece = raw.FPDFText_GetTextObject(text_page, index)
        return int(raw.FPDFPageObj_GetMarkedContentID(piece)) if piece else -1

    return Structure(mark_of, found.blocks, found.cells, found.headed) if found.blocks or found.cells else None


class _Tree:
    """Collects the blocks and the cells of a page by the identifiers of marked content."""

    def __init__(self, work: Work) -> None:
        self.blocks: dict[int, Block] = {}
        self.cells: dict[int, Cell] = {}
        self.headed: set[int] = set()
        self._work = work
        self._blocks = self._rows = self._tables = 0
        self._columns: dict[int, int] = {}
        """The number of cells of each row so far."""

    def read(self, tree: Any) -> None:
        """Read a tree of pdfium; an element that is in it several times is read once."""
        count = max(0, raw.FPDF_StructTree_CountChildren(tree))
        self._work.spend(count, "elements")
        waiting = [(raw.FPDF_StructTree_GetChildAtIndex(tree, i), _Place(), 1) for i in reversed(range(count))]
        seen: set[int] = set()
        while waiting and len(seen) < _MOST:
            element, place, depth = waiting.pop()
            at = cast(element, c_void_p).value if element else None
            if at is None or at in seen:
                continue
            seen.add(at)
            place = self._entered(_kind(element), place)
            children = max(0, raw.FPDF_StructElement_CountChildren(element))
            self._work.spend(1 + children, "elements")
            inner: list[tuple[Any, _Place, int]] = []
            for i in range(children):
                child = raw.FPDF_StructElement_GetChildAtIndex(element, i)
                if child:
                    inner.append((child, place, depth + 1))
                    continue
                mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, i)
                if mark >= 0 and place.block is not None:
                    self.blocks[mark] = place.block
                if mark >= 0 and place.cell is not None:
                    self.cells[mark] = place.cell
            if depth < _DEEPEST:
                waiting += reversed(inner)

    def _entered(self, kind: str, place: _Place) -> _Place:
        """The place inside an element."""
        if kind in _HEADINGS or kind == "LI" or (kind in _PARAGRAPHS and not place.in_member):
            self._blocks += 1
            return place._replace(
                block=Block(self._blocks, _HEADINGS.get(kind)), in_member=place.in_member or kind == "LI"
            )
        if kind == "Table":
            self._tables += 1
            return _Place(table=self._tables)
        if kind == "TR" and place.table is not None:
            self._rows += 1
            return place._replace(row=self._rows)
        if kind in ("TH", "TD") and place.table is not None and place.row is not None:
            if kind == "TH":
                self.headed.add(place.table)
            column = self._columns.get(place.row, 0)
            self._columns[place.row] = column + 1
            return place._replace(cell=Cell(place.table, place.row, column))
        return place


def _kind(element: Any) -> str:
    """The standard type of an element; empty for other names."""
    name = create_string_buffer(_LONGEST)
    length = raw.FPDF_StructElement_GetType(element, name, _LONGEST)
    return name.raw[: length - 2].decode("utf-16-le", "replace") if 2 < length <= _LONGEST else ""

"""The gap between two parts of a text: a line break, or a blank.

The rules are those of :mod:`govreport.rendering`.
"""

from __future__ import annotations

import re

from govreport.tree.nodes import Block, Item, Paragraph, Section, Table, Unit

_LINE_BREAK = re.compile(r"[\r\n]")
_NEW_PARAGRAPH = re.compile(r"[\r\n]|\s\s")  # two blanks: an indent whose line break was lost


class Gaps:
    """The gaps of a source."""

    def __init__(self, source: str) -> None:
        self._source = source

    def lines(self, blocks: tuple[Block, ...], unit: Unit | None = None) -> list[list[Block]]:
        """The blocks of a unit or body, line by line; the first line continues the number and heading."""
        lines: list[list[Block]] = [[]]
        end = None if unit is None else end_of_head(unit)
        for block in blocks:
            if end is not None and len(lines) == 1 and not lines[0]:
                same_line = unit is not None and self._continues_the_head(unit, end, block)
            else:
                same_line = (
                    isinstance(block, Item) and end is not None and self._is_on_same_line(_NEW_PARAGRAPH, end, block)
                )
            if same_line:
                lines[-1].append(block)
            else:
                lines.append([block])
            end = block.span.end
        return lines

    def blank(self, end: int, start: int, before: str) -> str:
        """The blank between a text that ends with ``before`` and the text that follows on the same line."""
        gap = self._source[end:start]
        if "\u3000" in gap or (before[-1:].isalnum() and (_LINE_BREAK.search(gap) or not self._source)):
            return "\u3000"
        return " " if any(map(str.isspace, gap)) and not _LINE_BREAK.search(gap) else ""

    def _continues_the_head(self, unit: Unit, end: int, block: Block) -> bool:
        if isinstance(block, Table) or (unit.heading and (not unit.heading.run_in or isinstance(block, Section))):
            return False
        return self._is_on_same_line(_LINE_BREAK, end, block) or (
            not self._source and isinstance(block, (Paragraph, Item))
        )

    def _is_on_same_line(self, breaks: re.Pattern[str], end: int, block: Block) -> bool:
        return self._source != "" and breaks.search(self._source, end, block.span.start) is None


def end_of_head(unit: Unit) -> int | None:
    """The end of number and heading of a unit; None if it has neither."""
    if unit.heading:
        return unit.heading.stop.span.end if unit.heading.stop else unit.heading.span.end
    return unit.number.span.end if unit.number else None

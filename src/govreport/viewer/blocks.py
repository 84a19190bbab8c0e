"""The body of a document as HTML: nested units, each with its path as id, with the line structure of the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport.pages import Texts
from govreport.tree.nodes import Block, Item, Paragraph, Table, Text, Unit
from govreport.viewer.gaps import Gaps, end_of_head
from govreport.viewer.words import Words
from govreport.writers.html_builder import Markup, element, joined

DEEPEST = 6
"""HTML has six heading ranks; deeper ones have an ``aria-level``."""


class Blocks:
    """Renders paragraphs, tables and units.

    Text on one line of the source (a run-in heading, its text, and 一是…；二是…) stays on one line of the page; the elements
    are nested like the nodes.
    """

    def __init__(self, words: Words, gaps: Gaps, asides: Asides, texts: Texts) -> None:
        self._words = words
        self._gaps = gaps
        self._asides = asides
        self._texts = texts

    def body(self, blocks: tuple[Block, ...], rank: int) -> Iterator[Markup]:
        """The blocks of a document; ``rank`` is the heading rank of the top level, 1 for ``h1``."""
        for line in self._gaps.lines(blocks)[1:]:
            yield from self._line(line, rank, 1)

    def _line(self, blocks: Sequence[Block], rank: int, depth: int) -> Iterator[Markup]:
        """Blocks on the same line, preceded by the boilerplate before them."""
        if len(blocks) == 1 and isinstance(blocks[0], Unit):
            yield self._unit(blocks[0], rank, depth, alone=True)
            return
        yield from self._asides.before(blocks[0].span.start)
        shown = [self._block(block, rank, depth, "" if len(blocks) > 1 else "line") for block in blocks]
        yield shown[0] if len(blocks) == 1 else element("div", *shown, class_="line")

    def _block(self, block: Block, rank: int, depth: int, class_: str) -> Markup:
        if isinstance(block, Paragraph):
            return self._words.leaf("p", block, block.text, class_=class_, id=block.path or None)
        if isinstance(block, Table):
            return self._table(block)
        return self._unit(block, rank, depth, alone=False)

    def _unit(self, unit: Unit, rank: int, depth: int, *, alone: bool) -> Markup:
        """A unit; unless it is alone on its line, it continues the line."""
        below = rank + 1 if unit.heading else rank
        deeper = depth if isinstance(unit, Item) else depth + 1
        first, *lines = self._gaps.lines(unit.blocks, unit)
        asides = list(self._asides.before(unit.span.start)) if alone else []
        head = self._head(unit, rank, class_="line" if alone and not first else "")
        rest = [self._block(block, below, deeper, "") for block in first]
        if first:
            head.append(Markup(self._blank_after_head(unit, first[0].span.start)))
        opening = [*head, *rest]
        if alone and first:
            opening = [element("div", *opening, class_="line")]
        following = [shown for line in lines for shown in self._line(line, below, deeper)]
        level = f"level-{min(depth, DEEPEST)}" if unit.kind == "section" else "item"
        return element(
            "section" if unit.kind == "section" else "div",
            *asides,
            *opening,
            *following,
            class_=f"unit {level}{'' if alone else ' inline'}",
            id=unit.path or None,
            data_span=f"{unit.span.start}-{unit.span.end}",
            data_family=unit.number.family if unit.number else None,
        )

    def _head(self, unit: Unit, rank: int, *, class_: str) -> list[Markup]:
        """Number and heading in one element; without a heading, the number."""
        number, heading = unit.number, unit.heading
        shown: list[str] = []
        if number:
            shown.append(self._words.leaf("span", number, number.text, class_="number"))
        if heading is None:
            return [element("p", *shown, class_=class_)] if class_ and shown else [joined(shown)]
        if number:
            shown.append(self._gaps.blank(number.span.end, heading.span.start, number.text))
        texts = [heading.text, heading.stop.text] if heading.stop else [heading.text]
        shown += self._words.parts(["span"] * len(texts), heading, texts, "")
        level = str(rank) if rank > DEEPEST else None
        return [element(f"h{min(rank, DEEPEST)}", *shown, class_=f"heading {class_}".strip(), aria_level=level)]

    def _blank_after_head(self, unit: Unit, start: int) -> str:
        end = end_of_head(unit)
        heading = unit.heading
        before = heading.stop or heading if heading else unit.number
        return self._gaps.blank(end, start, before.text) if end is not None and before else ""

    def _table(self, table: Table) -> Markup:
        cells = [cell for row in table.rows for cell in row]
        shown = iter(self._words.parts(["td"] * len(cells), table, cells, "|-:"))
        rows = [element("tr", *(next(shown) for _ in row)) for row in table.rows]
        name = self._texts.gettext("Table {path}", path=table.path).strip()
        return element(
            "div",
            element("table", element("tbody", *rows)),
            class_="table",
            id=table.path or None,
            data_span=f"{table.span.start}-{table.span.end}",
            role="region",
            aria_label=name,
            tabindex="0",
        )


class Asides:
    """Boilerplate to insert into the text, each line before the block that it precedes."""

    def __init__(self, words: Words, texts: Texts, boilerplate: Sequence[Text]) -> None:
        self._words = words
        self._texts = texts
        self._waiting = sorted(boilerplate, key=lambda text: text.span.start, reverse=True)

    def before(self, start: int) -> Iterator[Markup]:
        """The boilerplate before an offset, without what was already shown."""
        shown = []
        while self._waiting and self._waiting[-1].span.start < start:
            text = self._waiting.pop()
            shown.append(self._words.leaf("p", text, text.text))
        if shown:
            name = self._texts.ngettext("{n} line set aside", "{n} lines set aside", len(shown))
            # The name is an attribute, since the sheet contains only the text of the document.
            yield element("details", element("summary", aria_label=name, title=name), *shown, class_="aside")

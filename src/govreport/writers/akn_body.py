"""The outline as elements of Akoma Ntoso: hierarchy for units, ``p`` and ``table`` for their text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from govreport.tree.nodes import Block, Item, Paragraph, Section, Table, Unit
from govreport.writers.characters import xml_text

_ELEMENTS: Final = {
    "part": ("part", "part"),
    "chapter": ("chapter", "chp"),
    "division": ("section", "sec"),
    "article": ("article", "art"),
    "clause": ("clause", "cl"),
    "han": ("section", "sec"),
    "han_paren": ("subsection", "subsec"),
    "arabic": ("paragraph", "para"),
    "arabic_paren": ("subparagraph", "subpara"),
}
"""The element for a family and its abbreviation in an eId (AKN Naming Convention 1.0, 5.1); others are levels."""
_NOT_IN_ID = re.compile(r"[^\w.]")


def add_block(parent: Element, block: Block, prefix: str) -> None:
    """Append a block of the body; every ``eId`` in it starts with the prefix."""
    if isinstance(block, Unit):
        _unit(parent, block, prefix)
    else:
        add_leaf(parent, block, prefix)


def _unit(parent: Element, unit: Section | Item, prefix: str) -> None:
    """A unit: its own text before and after its subunits, or its text alone."""
    name, abbreviation = _name(unit)
    element_id = f"{prefix}{abbreviation}_{_own(unit.path)}"
    element = SubElement(parent, name, eId=element_id)
    add_text(element, "num", unit.number)
    add_text(element, "heading", unit.heading)
    inner = f"{element_id}__"
    before = list(takewhile(lambda block: not isinstance(block, Unit), unit.blocks))
    below = unit.blocks[len(before) :]
    if not below:
        content = SubElement(element, "content")
        for block in before:
            add_leaf(content, block, inner)
        if not before:
            SubElement(content, "p")
        return
    after = list(takewhile(lambda block: not isinstance(block, Unit), reversed(below)))[::-1]
    _group(element, "intro", before, inner)
    for block in below[: len(below) - len(after)]:
        if isinstance(block, Unit):
            _unit(element, block, inner)
        else:
            between = SubElement(element, "hcontainer", eId=f"{inner}text_{_own(block.path)}", name="text")
            add_leaf(SubElement(between, "content"), block, inner)
    _group(element, "wrapUp", after, inner)


def _name(unit: Section | Item) -> tuple[str, str]:
    if isinstance(unit, Item):
        return "point", "point"
    return _ELEMENTS.get(unit.number.family if unit.number else "", ("level", "lvl"))


def _own(path: str) -> str:
    """The last step of a path as part of an eId: ``i3`` → ``3``, ``1~2`` → ``1-2``, ``u1`` → ``u1``."""
    step = _NOT_IN_ID.sub("-", path.rpartition("/")[2])
    return step[1:] if step[:1] in "ipt" else step


def _group(parent: Element, name: str, leaves: Sequence[Block], prefix: str) -> None:
    if leaves:
        group = SubElement(parent, name)
        for leaf in leaves:
            add_leaf(group, leaf, prefix)


def add_leaf(parent: Element, block: Block, prefix: str) -> None:
    """Append a paragraph or a table; a row has at least one cell, and short rows remain short, as in HTML."""
    if isinstance(block, Paragraph):
        SubElement(parent, "p", eId=f"{prefix}p_{_own(block.path)}").text = xml_text(block.text)
    elif isinstance(block, Table):
        table = SubElement(parent, "table", eId=f"{prefix}table_{_own(block.path)}")
        for row in block.rows or ((),):
            line = SubElement(table, "tr")
            for cell in row or ("",):
                SubElement(SubElement(line, "td"), "p").text = xml_text(cell)


def add_text(parent: Element, name: str, leaf: object, **attributes: str) -> None:
    """Append an element with the text of a leaf, if the leaf exists."""
    text = getattr(leaf, "text", None)
    if text is not None:
        SubElement(parent, name, attributes).text = xml_text(text)

"""Searching for units: by heading, in either script, and by the family of the number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from govreport.text.scripts import detect_script
from govreport.tree.nodes import Document, Item, Paragraph, Section, Table
from govreport.tree.walk import walk

if TYPE_CHECKING:
    from govreport.tree.conversion import Script

Test: TypeAlias = Callable[[str], bool]
"""Whether a text is what was searched for."""


def units(document: Document) -> Iterator[Section | Item]:
    """All sections and items, those in attachments included, each before the units in it."""
    return (node for node in walk(document) if isinstance(node, (Section, Item)))


def search(
    document: Document,
    heading: str | re.Pattern[str] | None = None,
    *,
    text: str | re.Pattern[str] | None = None,
    family: str | None = None,
    script: str = "unknown",
) -> list[Section | Item]:
    """The units that meet all criteria, in the order of :func:`units`; without criteria, all units.

    :param heading: a text in the heading, or a pattern to search in it, in either script.
    :param text: the same for the own text of a unit: its heading, paragraphs and tables, without the units in it.
    :param family: a key of :data:`govreport.FAMILIES`, or the name of a dialect's form.
    :param script: the script of the document; if it is that of ``heading`` and ``text``, nothing is converted.
    :raises TypeError: ``heading`` or ``text`` is neither.

    >>> from govreport import parse
    >>> [unit.title for unit in search(parse("一、產業發展\\n（一）概況。良好。"), "产业发展")]
    ['一、產業發展']
    """
    in_heading = None if heading is None else _test(heading, script)
    in_text = None if text is None else _test(text, script)
    return [
        unit
        for unit in units(document)
        if (family is None or (unit.number is not None and unit.number.family == family))
        and (in_heading is None or (unit.heading is not None and in_heading(unit.heading.text)))
        and (in_text is None or in_text(_own_text(unit)))
    ]


def _own_text(unit: Section | Item) -> str:
    """The heading, paragraphs and tables of a unit, a line each."""
    leaves = [unit.heading, *(block for block in unit.blocks if isinstance(block, (Paragraph, Table)))]
    return "\n".join(leaf.text for leaf in leaves if leaf)


def _test(wanted: str | re.Pattern[str], script: str) -> Test:
    """The test for a text or a pattern; texts of the other script are converted to that of a pattern."""
    if not isinstance(wanted, (str, re.Pattern)):
        raise TypeError(f"the words to search are a text or a pattern, not {type(wanted).__name__}: text='执法'")
    written = detect_script(wanted if isinstance(wanted, str) else wanted.pattern)
    if written == script and script in ("simplified", "traditional"):
        return partial(_holds, wanted)
    from govreport.tree.conversion import converter  # imported here: its dictionaries are slow to load

    if isinstance(wanted, str):
        simplified = converter("simplified")
        other = simplified(wanted)
        return lambda text: wanted in text or other in simplified(text)
    scripts: tuple[Script, ...] = ("traditional", "tw", "hk") if written == "traditional" else ("simplified",)
    readings: list[Callable[[str], str]] = [
        str,
        *map(converter, scripts),
    ]  # all spellings: a pattern cannot be converted
    return lambda text: any(_holds(wanted, reading(text)) for reading in readings)


def _holds(wanted: str | re.Pattern[str], text: str) -> bool:
    return wanted in text if isinstance(wanted, str) else wanted.search(text) is not None

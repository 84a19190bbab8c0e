"""Cross references: ``第十条第二款``, ``第（三）项``, ``本章第二节``, ``附件2``, resolved to nodes where possible.

A reference after the name of another document (``《行政处罚法》第十条``) has no target, nor does an ambiguous one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from govreport.facts.found import NAMED, Found
from govreport.facts.kinds import Reference
from govreport.text.lexicon import sought, term
from govreport.text.numerals import read_numeral
from govreport.tree.families import FAMILIES
from govreport.tree.nodes import Attachment, Document, Item, Paragraph, Section
from govreport.tree.walk import walk

SIGN = sought("REFERENCE")
"""Where a reference may begin."""
_REFERENCE, _VALUE = term("REFERENCE"), term("ORDINAL_VALUE")
_FOREIGN: Final = "》" + NAMED + "法典例定則则程約约規规划劃書书項项"
"""After these, a reference is into another document."""
_JOINTS: Final = frozenset(("", "、", "和", "及", "与", "與", "或", "或者", "以及", "至", "到"))
"""Between two references to the same document."""
_RANKS: Final[Mapping[str, str]] = {
    "编": "part",
    "編": "part",
    "篇": "part",
    "章": "chapter",
    "节": "division",
    "節": "division",
}
_MEMBERS: Final = frozenset(family.name for family in FAMILIES.values() if family.entry)
"""The families that number 项."""
_BRACKET = re.compile("[（(]")
_WITHIN = re.compile(r"(?:@\d+(?:~\d+)?/?)*")


class Targets:
    """The possible targets of references in a document, collected in one walk."""

    def __init__(self, document: Document) -> None:
        self._paths: set[str] = set()
        self._units: dict[tuple[str, str, int, int], list[str]] = {}
        """The paths of units by containing document, family, ordinal and sub-ordinal."""
        self._members: dict[tuple[str, int], str] = {}
        """The path of an enumerated unit by the path of its parent and its ordinal."""
        self._articles: set[str] = set()
        for node in walk(document):
            if isinstance(node, (Section, Item)) and node.number and node.number.ordinal is not None:
                number, above = node.number, node.path.rpartition("/")[0]
                key = (_document(node.path), number.family, number.ordinal or 0, number.sub or 0)
                self._units.setdefault(key, []).append(node.path)
                if number.family in _MEMBERS:
                    self._members.setdefault((above, number.ordinal or 0), node.path)
                elif number.family == "article":
                    self._articles.add(node.path)
            elif isinstance(node, Paragraph):
                self._paths.add(node.path)
            elif isinstance(node, Attachment) and node.label and (figures := _VALUE.search(node.label.text)):
                key = (_document(node.path.rpartition("@")[0]), "attachment", read_numeral(figures[0]) or 0, 0)
                self._units.setdefault(key, []).append(node.path)

    def references(self, text: str, path: str) -> Iterator[Found]:
        """The references in a text with the given path, in order; other mentions are masked."""
        foreign, done = False, 0
        for found in _REFERENCE.finditer(text):
            goes_on = foreign and text[done : found.start()] in _JOINTS
            foreign = not found["own"] and (goes_on or text[max(found.start() - 1, 0)] in _FOREIGN)
            done = found.end()
            target = None if foreign and not found["attachment"] else self._target(found, path)
            yield Found(*found.span(), partial(Reference, target=target))

    def _target(self, found: re.Match[str], path: str) -> str | None:
        if found["attachment"]:
            return self._one("attachment", _number(found["attachment"]), 0, path)
        if found["division"]:
            return self._one(_RANKS[found["rank"]], _number(found["division"]), 0, path)
        if found["paren"]:
            return self._member_above(path, _number(found["paren"]))
        if found["alone"]:
            above = next((one for one in _upwards(path) if one in self._articles), None)
        else:
            above = self._one("article", _number(found["article"]), _number(found["sub"]), path)
        clause = _number(found["clause"] or found["alone"])
        item = _number(found["item"] or found["item_of"])
        if above is None:
            return None
        paragraph = f"{above}/p{clause or item}"
        paragraph = paragraph if paragraph in self._paths else ""
        if item and not clause and not _BRACKET.search(found[0]):
            # On the mainland, 项 is a numbered unit, in Taiwan a paragraph: use the one that exists.
            member = self._members.get((above, item), "")
            return None if member and paragraph else member or paragraph or None
        if item:
            return self._members.get((above, item))
        return (paragraph or None) if clause else above

    def _one(self, family: str, ordinal: int, sub: int, path: str) -> str | None:
        """The only unit with that number in the document of a path, or in the chapter of that path."""
        found = self._units.get((_document(path), family, ordinal, sub), [])
        if len(found) == 1:
            return found[0]
        above = path.rpartition("/")[0]
        near = [one for one in found[:_MOST] if above and one.rpartition("/")[0] in _upwards(path)]
        return near[0] if len(near) == 1 else None

    def _member_above(self, path: str, ordinal: int) -> str | None:
        """The nearest enumerated unit with that ordinal above a path or at its level."""
        return next((self._members[one, ordinal] for one in _upwards(path) if (one, ordinal) in self._members), None)


_MOST: Final = 50
"""How many units with the same number are compared."""


def _number(figures: str | None) -> int:
    return (figures and read_numeral(figures)) or 0


def _document(path: str) -> str:
    """The attachment that contains a path: ``@1`` for ``@1/2/3``; empty for the report itself."""
    found = _WITHIN.match(path)
    return found[0].rstrip("/") if found else ""


def _upwards(path: str) -> list[str]:
    """A path and its ancestors."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]

"""The table of number families (序数): one row a family; its shape is the terminal of the same name.

>>> FAMILIES["han_paren"].terminal
'HAN_PAREN'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from attrs import Factory, field, frozen


@frozen
class Family:
    """One form of mark."""

    name: str
    """As in the data form: ``han_paren``."""
    rank: float
    """Where the form usually stands, outermost first (公文处理: 一、 → （一） → 1. → （1）).  A last resort only: what
    a document itself shows comes first."""
    item: bool = False
    """Whether its members are running enumerations by nature (一是, ——), wherever they stand."""
    series: str = ""
    """Families that count together (首先…其次…第三…) share this name; by default a family counts alone."""

    running: bool = field(default=False, repr=False)
    """Whether its numbers run on through all headings, so that it stands over none (a :mod:`dialect <govreport.dialects>`)."""
    token: str = field(default=Factory(lambda self: self.terminal, takes_self=True), repr=False)
    """The terminal that stands for it in the rules.  To them all marks are alike, so a form of a dialect, which has no
    terminal there, goes by that of another."""

    @property
    def terminal(self) -> str:
        """The terminal in ``grammars/numbers.lark`` that holds its shape."""
        return self.name.upper()


def _table(*rows: Family) -> Mapping[str, Family]:
    return MappingProxyType({row.name: row for row in rows})


FAMILIES: Mapping[str, Family] = _table(
    Family("part", 1),
    Family("chapter", 2),
    Family("division", 3),
    Family("article", 4),
    Family("clause", 5),
    Family("stem", 6),
    Family("han_capital", 7),
    Family("han", 8),
    Family("han_paren", 9),
    Family("decimal", 10),
    Family("arabic", 11),
    Family("arabic_paren", 12),
    Family("arabic_half", 13),
    Family("circled", 14),
    Family("latin", 15),
    Family("di", 16, item=True, series="running"),
    Family("xian", 16, item=True, series="running"),
    Family("qi", 16, item=True),
    Family("shi", 17, item=True),
    Family("yao", 17, item=True),
    Family("dash", 18, item=True),
    Family("bullet", 19, item=True),
)
"""All families by name, outermost usage first."""


OWN = re.compile("x_[a-z0-9_]{1,30}")
"""What the families of dialects are called: no family of the library ever is."""


def counts_items(name: str) -> bool:
    """Whether the members of a family are running enumerations by nature; a form of a dialect is not known here.

    >>> counts_items("shi"), counts_items("han"), counts_items("x_issue")
    (True, False, False)
    """
    family = FAMILIES.get(name)
    return family is not None and family.item


DIVISIONS = frozenset({"part", "chapter", "division"})
"""编、章、节: what divides a statute, each with a heading of its own."""
STATUTE = DIVISIONS | {"article"}
"""The families that a statute counts with, above its 款."""

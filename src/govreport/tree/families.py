"""The table of number families (序数): one row a family, one column a way in which families differ.

The rows are in the order of ``_number`` in ``grammars/report.lark``, outermost first; a row's place is its rank.  The shape of
a family is the terminal of the same name in ``grammars/numbers.lark``.

>>> FAMILIES["han_paren"].terminal, FAMILIES["han"].rank < FAMILIES["han_paren"].rank
('HAN_PAREN', True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from attrs import Factory, evolve, field, frozen


def _column() -> bool:
    """A property that few families have."""
    flag: bool = field(default=False, kw_only=True, repr=False)
    return flag


@frozen
class Family:
    """One form of number, and how marks of this form behave."""

    name: str
    """As in the data form: ``han_paren``."""
    rank: float = 0
    """The usual place of the form, outermost first (公文处理: 一、 → （一） → 1. → （1）).  The table numbers its rows.
    A last resort only: what a document itself shows comes first."""
    item: bool = False
    """Whether its members are running enumerations by nature (一是, ——), in any place."""
    example: str = field(default="", kw_only=True, repr=False)
    """Its first mark as usually written, for people: （一）."""
    series: str = ""
    """Families that count together (首先…其次…第三…) share this name; by default a family counts alone."""

    running: bool = field(default=False, repr=False)
    """Whether its numbers continue through all headings, so that it contains no headings (a :mod:`dialect
    <govreport.dialects>`)."""
    token: str = field(default=Factory(lambda self: self.terminal, takes_self=True), repr=False)
    """The terminal that represents it in the rules; ``FORM`` for a form that a dialect adds."""

    # ---- what it is ----

    same_rank: bool = _column()
    """It has the rank of the row above."""
    statutory: bool = _column()
    """编章节条: statutes count with it."""
    divides: bool = _column()
    """编章节: it divides a statute, always under a heading."""
    provision: bool = _column()
    """条款: a blank follows its mark, for 第三条规定… is a reference; the only heading it may have is in brackets."""
    enclosed: bool = _column()
    """It is closed on both sides: （一）, ①."""
    uncounted: bool = _column()
    """Its marks carry no ordinal: ——, ●."""
    loose: bool = _column()
    """Its words count only roughly: 其次, 再次."""

    # ---- where it is looked for ----

    head_only: bool = _column()
    """It counts only at the head of a line: inside one, its shape is almost always something else."""
    anywhere: bool = _column()
    """No word contains it: it may follow any character."""
    glued: bool = _column()
    """It is looked for directly after a heading whose line break was lost."""
    after_blank: bool = _column()
    """A wide blank before it marks a lost line break."""
    weak_head: bool = _column()
    """In hard-wrapped text a line that begins with it probably continues the sentence before: 5.2, 最后."""
    bare: bool = _column()
    """A blank alone may close it: 一　中央政府; such a mark is weak evidence."""
    in_prose: bool = _column()
    """It occurs inside paragraphs as well as at the head of lines, so a check looks for it there."""

    # ---- when it counts ----

    cited: str = field(default="", kw_only=True, repr=False)
    """How the text after a mark shows that it is cited, not counted: as a ``provision`` (第三条第（一）项), as an ``entry`` of
    a list (（一）至（三）项), or as the number of a ``standard`` (第1部分：)."""
    needs_second: bool = _column()
    """At the head of a line too, a first member counts only if a second follows, as for items."""
    needs_stop: bool = _column()
    """It begins no series after a comma or a single blank inside a line."""
    same_line: bool = _column()
    """After a sentence, it continues only a series that is open in the same line."""

    # ---- what it contains ----

    points: bool = _column()
    """It usually counts points: few of its units have a heading."""
    listed: bool = _column()
    """Its members may be lines of a list: two that follow each other make one."""

    never_in_item: bool = _column()
    """No item contains it."""
    entry: bool = _column()
    """It may count the 项 of an article."""
    note: bool = _column()
    """It may count the notes at the end of a document."""

    @property
    def terminal(self) -> str:
        """The terminal in ``grammars/numbers.lark`` that describes its shape."""
        return self.name.upper()


def _ranked(*rows: Family) -> Iterator[Family]:
    rank = 0
    for row in rows:
        rank += not row.same_rank
        yield evolve(row, rank=rank)


def _table(families: Iterable[Family]) -> Mapping[str, Family]:
    return MappingProxyType({family.name: family for family in families})


# fmt: off
FAMILIES: Mapping[str, Family] = _table(_ranked(
    # 结构层次序数
    Family("part", example="第一编", statutory=True, divides=True,
           glued=True, after_blank=True, cited="standard", needs_stop=True, never_in_item=True),
    Family("chapter", example="第一章", statutory=True, divides=True,
           glued=True, after_blank=True, needs_stop=True, never_in_item=True),
    Family("division", example="第一节", statutory=True, divides=True,
           glued=True, after_blank=True, needs_stop=True, never_in_item=True),
    Family("article", example="第一条", statutory=True, provision=True,
           glued=True, after_blank=True, cited="provision", needs_stop=True, never_in_item=True),
    Family("clause", example="第一款", provision=True, head_only=True, never_in_item=True),
    Family("stem", example="甲、", glued=True, bare=True, needs_stop=True, never_in_item=True),
    Family("han_capital", example="壹、", needs_stop=True, never_in_item=True),
    Family("han", example="一、", glued=True, after_blank=True, bare=True, needs_stop=True, never_in_item=True, entry=True),
    Family("han_paren", example="（一）", enclosed=True,
           glued=True, after_blank=True, in_prose=True, cited="entry", never_in_item=True, entry=True),
    Family("decimal", example="1.1", weak_head=True, note=True),
    Family("arabic", example="1.", glued=True, needs_stop=True, points=True, entry=True, note=True),
    Family("arabic_paren", example="（1）", enclosed=True,
           glued=True, in_prose=True, cited="entry", points=True, listed=True, entry=True, note=True),
    Family("arabic_half", example="1）", weak_head=True, in_prose=True, points=True, listed=True, entry=True),
    Family("circled", example="①", enclosed=True, anywhere=True, in_prose=True, points=True, listed=True, note=True),
    Family("latin", example="A.", weak_head=True, needs_second=True, listed=True),
    # 段内序次语
    Family("di", example="第一，", item=True, series="running", glued=True, after_blank=True, in_prose=True, same_line=True),
    Family("xian", example="首先，", item=True, series="running", same_rank=True, loose=True, weak_head=True),
    Family("qi", example="其一，", item=True, same_rank=True, same_line=True),
    Family("shi", example="一是", item=True, glued=True, after_blank=True, in_prose=True, same_line=True),
    Family("yao", example="一要", item=True, same_rank=True, glued=True, in_prose=True, same_line=True),
    Family("dash", example="——", item=True, uncounted=True, listed=True),
    Family("bullet", example="●", item=True, uncounted=True, points=True, listed=True),
))
# fmt: on
"""All families by name, in the order of their ranks."""


OWN = re.compile("x_[a-z0-9_]{1,30}")
"""The names of the families of dialects; no family of the library has such a name."""


def counts_items(name: str) -> bool:
    """Whether the members of a family are running enumerations by nature; a form of a dialect is not known here.

    >>> counts_items("shi"), counts_items("han"), counts_items("x_issue")
    (True, False, False)
    """
    family = FAMILIES.get(name)
    return family is not None and family.item


DIVISIONS = frozenset(family.name for family in FAMILIES.values() if family.divides)
"""编、章、节: what divides a statute, each with a heading of its own."""
STATUTE = frozenset(family.name for family in FAMILIES.values() if family.statutory)
"""The families that a statute counts with, above its 款."""
PROVISIONS = frozenset(family.name for family in FAMILIES.values() if family.provision)
"""条、款: their marks are followed by a blank, and they have no heading but one in brackets."""
COUNTS_POINTS = frozenset(family.name for family in FAMILIES.values() if family.points)
"""The families that usually count points, few of which have a heading."""
RUNNING = tuple(family.name for family in FAMILIES.values() if family.item and not family.uncounted)
"""段内序次语 with ordinals: they count in the prose, and the first may be glued to a heading."""

"""House styles: the ways in which offices write the same report."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

from govreport.testing.rewriting import NARROW
from govreport.text.numerals import write_numeral
from govreport.tree.conversion import Script
from govreport.tree.families import FAMILIES, STATUTE
from govreport.tree.nodes import Item, Number

SPELLINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "part": ("第{han}编　", "第{han}部分　"),
        "chapter": ("第{han}章　", "第{han}章 ", "第{n}章　"),
        "division": ("第{han}节　",),
        "article": ("第{han}条　", "第{han}条 ", "第 {n} 条　"),
        "stem": ("{stem}、",),
        "han_capital": ("{capital}、",),
        "han": ("{han}、", "{han}．", "{han}、 "),
        "han_paren": ("（{han}）", "（{han}） ", "㈠", "〔{han}〕"),
        "arabic": ("{n}.", "{n}、", "{n}. ", "{wide}．", "⒈"),
        "arabic_paren": ("（{n}）", "（{wide}）", "⑴"),
        "arabic_half": ("{n}）",),
        "circled": ("①",),
        "latin": ("{latin}.", "（{latin}）"),
        "di": ("第{han}，", "第{han}、"),
        "qi": ("其{han}，",),
        "shi": ("{han}是",),
        "yao": ("{han}要",),
        "dash": ("——",),
        "bullet": ("●", "■"),
    }
)
"""The spellings of the marks of each family, the usual one first; a blank at the end separates mark and heading."""

_PARTED = STATUTE | {"decimal"}
"""Families whose numbers have no closing punctuation: a blank follows 第一条 or 1.1."""
_ENCLOSED = {"①": 20, "㈠": 10, "⒈": 20, "⑴": 20}
"""Numbers of one character: the first of each set, and the size of the set."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾"


def spelled(spelling: str, ordinal: int | None) -> str | None:
    """The mark of an ordinal in a spelling of :data:`SPELLINGS`; None if the spelling does not reach it.

    >>> spelled("（{han}）", 12), spelled("㈠", 3), spelled("㈠", 12), spelled("——", None)
    ('（十二）', '㈢', None, '——')
    """
    if ordinal is None:
        return spelling
    if spelling in _ENCLOSED:
        return chr(ord(spelling) + ordinal - 1) if ordinal <= _ENCLOSED[spelling] else None
    if ordinal > 10 and ("{stem}" in spelling or "{capital}" in spelling):
        return None
    figures = str(ordinal)
    return spelling.format(
        han=write_numeral(ordinal),
        n=figures,
        wide=figures.translate({ord("0") + digit: ord("０") + digit for digit in range(10)}),
        latin=chr(ord("A") + (ordinal - 1) % 26),
        stem=_STEMS[(ordinal - 1) % 10],
        capital=_CAPITALS[(ordinal - 1) % 10],
    )


@frozen
class House:
    """The writing style of an office.

    >>> House(wide=False).spell("（一）加强领导，压实责任：")
    '(一)加强领导,压实责任:'
    """

    wide: bool = True
    """Whether brackets, commas, colons and similar are full width."""
    indent: str = ""
    """The indent of the lines of the body."""
    gap: str = "\n"
    """The line separator."""
    script: Script | None = None
    """The script to write in; None for that of the tree."""
    marks: Mapping[str, str] = field(factory=dict, hash=False)
    """Spellings by family, from :data:`SPELLINGS`; other marks are written as in the tree."""
    inline: bool = True
    """Whether 一是 and similar continue the line before them, or each start a line."""
    parts_title: bool = False
    """Whether 关于 starts a second line of the title."""
    number_first: bool = True
    """Whether the document number is above the title, or below it."""
    joint: bool = False
    """Whether all issuers share a line."""
    dated_line: bool = False
    """Whether the last issuer and the date share a line."""
    signature_indent: str = ""
    """The indent of issuers and date."""

    def spell(self, text: str) -> str:
        """A text in the character width of the house."""
        return text if self.wide else text.translate(NARROW)

    def goes_on(self, item: Item) -> bool:
        """Whether an item continues the line before it: —— and ● never do, bracketed numbers always."""
        family = item.number.family if item.number else "dash"
        return family not in ("dash", "bullet") and (self.inline or not FAMILIES[family].item)

    def mark(self, number: Number) -> str:
        """The mark of a number, with the blank after it, if any."""
        spelling = self.marks.get(number.family)
        own = spelled(spelling, number.ordinal) if spelling else None
        return self.spell(own or number.text + ("\u3000" if number.family in _PARTED else ""))


PLAIN = House()
"""One line per paragraph, full width, no indent: the style of the simplest examples."""

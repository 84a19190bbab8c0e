"""Series and ordinals of numbers, and how a number is written with another ordinal."""

from __future__ import annotations

from functools import lru_cache

from attrs import evolve

from govreport.text.lexicon import term
from govreport.text.numerals import read_numeral, write_numeral
from govreport.text.regex import lazy
from govreport.tree.families import FAMILIES
from govreport.tree.nodes import Number, Unit

FIGURES = term("SPELLED_VALUE")
"""The characters that spell the value of a number; enclosed figures (③) and letters are one code point each."""

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_LAST_COMPONENT = lazy(r"[0-9０-９]+[^0-9０-９]*$")
_LONGEST_MARK = 16
_COUNTED_AS = {family.name: family.series for family in FAMILIES.values() if family.series}
"""The series that families share."""


def ordinal(number: Number) -> int:
    """The value of a number within its series; 0 if it has none."""
    return number.ordinal or 0


def series(unit: Unit) -> str:
    """The series that a unit is counted in: sections and items are separate, families counted together are one.

    Decimals are counted with those that share all components but the last: ``1.2`` with ``1.1``, not with ``2.1``.
    """
    number = unit.number
    if number is None:
        return unit.kind
    prefix = "".join(_LAST_COMPONENT.sub("", number.text).split()) if number.family == "decimal" else ""
    return f"{unit.kind} {_COUNTED_AS.get(number.family, number.family)} {prefix}"


def mark(number: Number, ordinal: int | None = None) -> str:
    """A number as written, or as it would be written with another ordinal; shortened for messages.

    >>> from govreport.text.source import Span
    >>> third = Number("han_paren", 3, "（三）", Span(0, 3))
    >>> mark(third), mark(third, 12)
    ('（三）', '（十二）')
    """
    text = "".join(number.text.split())[:_LONGEST_MARK]
    if ordinal is None or number.ordinal is None:
        return text
    before, old, after = parts(text, number.ordinal, bool(number.sub))
    if not old:
        return str(ordinal)
    if FIGURES.fullmatch(old):
        new = str(ordinal) if old.isdecimal() or not ordinal else write_numeral(ordinal)
        new = new if old.isascii() else new.translate(_WIDE)
    else:  # figures of one code point are consecutive in Unicode: ③, ㈢, C
        new = chr(max(ord(old) + ordinal - number.ordinal, 0))
        if read_numeral(new) != ordinal:
            return str(ordinal)
    return before + new + after


@lru_cache(maxsize=1024)
def parts(text: str, ordinal: int, has_sub: bool) -> tuple[str, str, str]:
    """A mark split into the text before its numeral, the numeral, and the text after; without numeral, all is after.

    >>> parts("第十条之二", 10, True)
    ('第', '十', '条之二')
    """
    found = [one.span() for one in FIGURES.finditer(text) if read_numeral(one[0]) == ordinal]
    found = found or [(at, at + 1) for at, character in enumerate(text) if read_numeral(character) == ordinal][:1]
    begin, end = (found[0] if has_sub else found[-1]) if found else (0, 0)
    return text[:begin], text[begin:end], text[end:]


def shape(number: Number) -> str:
    """The mark without its numeral."""
    return mark(number if number.sub is None else evolve(number, text=number.text.split("之")[0]), 1)

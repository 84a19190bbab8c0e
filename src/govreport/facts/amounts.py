"""Numbers as written in reports: ``12.3亿``, ``20余万``, ``1,092``, ``一亿八千万``, ``百分之三十五点二``, ``三分之一``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from govreport.text.numerals import read_numeral

_SCALES: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_NARROW = str.maketrans("０１２３４５６７８９．·・－−", "0123456789...--", ",， ")
_SIMPLIFIED = str.maketrans("萬億點·・", "万亿点点点")
_AS_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def amount(figures: str, scale: str = "") -> Decimal | None:
    """The value of a number in Arabic or Chinese figures, times its scale; None if it is not a number.

    >>> amount("12.3", "亿"), amount("1,092"), amount("一亿八千", "万"), amount("统一")
    (Decimal('1230000000'), Decimal('1092'), Decimal('180000000'), None)
    """
    scale = scale.translate(_SIMPLIFIED)
    if not figures[:1].isdecimal():
        return _han(figures.translate(_SIMPLIFIED) + scale)
    value = Decimal(figures.translate(_NARROW))
    for one in scale:
        value *= _SCALES[one]
    return _whole(value) if scale else value


def _han(text: str) -> Decimal | None:
    """The value of a number in Chinese figures; 亿 and 万 multiply the number before them."""
    for scale in "亿万":
        left, found, right = text.rpartition(scale)
        if found:
            above, below = _han(left), _han(right) if right else Decimal(0)
            return None if above is None or below is None else _whole(above * _SCALES[scale] + below)
    whole, _, rest = text.partition("点")
    read = int(whole.replace("、", "").translate(_AS_DIGITS)) if "、" in whole else read_numeral(whole)
    return None if read is None else Decimal(f"{read}.{rest.translate(_AS_DIGITS)}" if rest else read)


def _whole(value: Decimal) -> Decimal:
    """A value without decimals that are all zero."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def fraction(below: str, above: str) -> Decimal | None:
    """The value of ``三分之一`` from its two numbers.

    >>> fraction("四", "三")
    Decimal('0.75')
    """
    parts, taken = amount(below), amount(above)
    return taken / parts if parts and taken is not None else None

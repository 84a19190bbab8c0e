"""Numbers as written in reports: ``12.3亿``, ``20余万``, ``1,092``, ``十二``, ``百分之三十五点二``, ``三分之一``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from govreport.text.numerals import read_numeral

_SCALES: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_NARROW = str.maketrans("０１２３４５６７８９．·・－−", "0123456789...--", ",， ")
_AS_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN_POINT = str.maketrans("點·・", "点点点")


def amount(figures: str, scale: str = "") -> Decimal | None:
    """The value of a number in Arabic or Chinese figures, times its scale; None if it is not a number.

    >>> amount("12.3", "亿"), amount("1,092"), amount("十二", "万"), amount("统一")
    (Decimal('1230000000'), Decimal('1092'), Decimal('120000'), None)
    """
    if figures[:1].isdecimal():
        value = Decimal(figures.translate(_NARROW))
    else:
        whole, _, rest = figures.translate(_HAN_POINT).partition("点")
        read = _digits(whole.replace("、", "")) if "、" in whole else read_numeral(whole)
        if read is None:
            return None
        value = Decimal(f"{read}.{_digits(rest):0{len(rest)}}" if rest else read)
    for one in scale:
        value *= _SCALES[one]
    return value.quantize(Decimal(1)) if scale and value == value.to_integral_value() else value


def _digits(text: str) -> int:
    """The value of consecutive digits."""
    return int(text.translate(_AS_DIGITS))


def fraction(below: str, above: str) -> Decimal | None:
    """The value of ``三分之一`` from its two numbers.

    >>> fraction("四", "三")
    Decimal('0.75')
    """
    parts, taken = amount(below), amount(above)
    return taken / parts if parts and taken is not None else None

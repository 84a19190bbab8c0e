"""Word's number formats (ECMA-376, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from govreport.text.numerals import write_numeral

_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_DIGITS: Final = "〇一二三四五六七八九"
_SIMPLIFIED: Final = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_TRADITIONAL: Final = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def _chinese(count: int) -> str:
    return write_numeral(count) if 1 <= count <= 9999 else str(count)


def _digits(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _letters(count: int) -> str:
    """A … Z, AA, BB …: Word repeats the letter, instead of AB after AA."""
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 1 <= count <= 780 else str(count)


def _roman(count: int) -> str:
    if not 1 <= count <= 3999:
        return str(count)
    written = ""
    for number, letters in _ROMAN:
        times, count = divmod(count, number)
        written += letters * times
    return written


def _of(characters: str) -> Callable[[int], str]:
    """Count with these characters as long as they last, then in figures."""
    return lambda count: characters[count - 1] if 1 <= count <= len(characters) else str(count)


def _from(first: str, most: int) -> Callable[[int], str]:
    return _of("".join(chr(ord(first) + step) for step in range(most)))


_FORMS: Final[Mapping[str, Callable[[int], str]]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand"), _chinese
        ),
        **dict.fromkeys(("japaneseCounting", "koreanCounting"), _chinese),
        **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
        "chineseLegalSimplified": lambda count: _chinese(count).translate(_SIMPLIFIED),
        "ideographLegalTraditional": lambda count: _chinese(count).translate(_TRADITIONAL),
        "ideographTraditional": _of(_STEMS),
        "ideographZodiac": _of(_BRANCHES),
        "ideographZodiacTraditional": lambda count: _STEMS[(count - 1) % 10] + _BRANCHES[(count - 1) % 12],
        "ideographEnclosedCircle": _from("㊀", 10),
        "decimalEnclosedCircle": _from("①", 20),
        "decimalEnclosedCircleChinese": _from("①", 20),
        "decimalEnclosedParen": _from("⑴", 20),
        "decimalEnclosedFullstop": _from("⒈", 20),
        "decimalFullWidth": lambda count: str(count).translate(_WIDE),
        "decimalFullWidth2": lambda count: str(count).translate(_WIDE),
        "decimalZero": lambda count: f"{count:02}",
        "upperRoman": _roman,
        "lowerRoman": lambda count: _roman(count).lower(),
        "upperLetter": _letters,
        "lowerLetter": lambda count: _letters(count).lower(),
        "none": lambda count: "",
    }
)


def written(count: int, form: str) -> str:
    """A count in one of Word's formats; in figures if the format is unknown or does not reach that far.

    >>> [written(12, form) for form in ("decimal", "chineseCountingThousand", "lowerRoman", "decimalEnclosedCircle")]
    ['12', '十二', 'xii', '⑫']
    >>> [written(2, form) for form in ("ideographTraditional", "chineseLegalSimplified", "upperLetter")]
    ['乙', '贰', 'B']
    """
    return _FORMS.get(form, str)(count)

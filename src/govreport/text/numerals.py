"""Numerals in ordinals and dates: Chinese, Arabic, enclosed, Roman, letters and heavenly stems.

Tables are built when the module is loaded; reading the usual numerals is a dictionary lookup.
"""

from __future__ import annotations

from collections.abc import Mapping

from govreport.text.source import INVISIBLE

_DIGITS = "零一二三四五六七八九"
_PLACES = {"千": 1000, "百": 100, "十": 10}
_MOST = 9999


def write_numeral(number: int) -> str:
    """A number in standard Chinese numerals, as in articles of a law: ``一百零三``, ``一千零一十``.

    :param number: 1 to 9999.
    :raises ValueError: the number is out of range.

    >>> write_numeral(12), write_numeral(112), write_numeral(1003), write_numeral(2020)
    ('十二', '一百一十二', '一千零三', '二千零二十')
    """
    if not 1 <= number <= _MOST:
        raise ValueError(f"{number} is out of range: expected 1 to {_MOST}")
    written = ""
    rest, skipped = number, False
    for name, place in (*_PLACES.items(), ("", 1)):
        digit, rest = divmod(rest, place)
        if digit:
            written += ("零" if written and skipped else "") + _DIGITS[digit] + name
        skipped = not digit
    return written.removeprefix("一") if 10 <= number < 20 else written


def read_numeral(text: str) -> int | None:
    """The value of a numeral, 0 to 9999, in any spelling used in official documents; else None.

    Supported are ``二十一`` ``廿一`` ``一百〇三`` ``壹佰零叁`` (both scripts), two to four consecutive digits (``一〇三``;
    ``○ Ｏ O 0`` are also zero), Arabic figures of either width, one letter (``a`` is 1), one Roman figure of its own code
    point (``Ⅳ``), one enclosed figure (``㈠`` ``⑴`` ``⒈`` ``①`` ``㊀``) and one heavenly stem (``甲``).  Blanks are
    ignored.

    >>> [read_numeral(text) for text in ("廿一", "一百〇三", "二○二五", "０３", "㈦", "乙", "Ⅳ")]
    [21, 103, 2025, 3, 7, 2, 4]
    >>> [read_numeral(text) for text in ("统一", "十十", "一百三", "")]
    [None, None, None, None]
    """
    value = _COMMON.get(text)
    return value if value is not None else _read(text.translate(_PLAIN))


def _read(text: str) -> int | None:
    """The value of a text without blanks, capital numerals and full-width forms."""
    if text in _COMMON:
        return _COMMON[text]
    if text.isdecimal() and text.isascii():
        return int(text) if len(text) <= 4 else None
    if not _CHARACTERS.issuperset(text):
        return None
    return _positional(text) if _POSITIONAL.issuperset(text) else _composed(text)


def _positional(text: str) -> int | None:
    """``二〇二五`` read digit by digit; only zeros are not a number, but may be bullets or letters."""
    if not 2 <= len(text) <= 4 or _ZEROS.issuperset(text):
        return None
    value = 0
    for character in text:
        value = value * 10 + _VALUES[character]
    return value


def _composed(text: str) -> int | None:
    """``一千零二十三``: units decrease, and a last digit after a skipped unit needs a zero.

    ``一百三`` is ambiguous between 103 and 130, so it has no value.
    """
    value, place = 0, 10_000
    digit, zero = 0, False
    for character in text:
        if character in _PLACES:
            unit = _PLACES[character]
            if not digit and unit == 10:
                digit = 1  # 十 is short for 一十
            if not digit or unit >= place or (zero and unit * 10 == place):
                return None
            value, place, digit, zero = value + digit * unit, unit, 0, False
        elif digit or (zero and not _VALUES[character]):
            return None
        elif _VALUES[character]:
            digit = _VALUES[character]
        elif value:
            zero = True
        else:
            return None
    if digit:
        return value + digit if zero == (place > 10) else None
    return None if zero else value


def _count(characters: str, start: int = 1) -> Mapping[str, int]:
    return {character: value for value, character in enumerate(characters, start)}


def _through(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


_ZEROS = frozenset("零〇○◯OОＯ0")
_VALUES: Mapping[str, int] = {**_count(_DIGITS, 0), **dict.fromkeys(_ZEROS, 0), "两": 2}
_POSITIONAL = frozenset(_VALUES) - {"两"}
_CHARACTERS = frozenset(_VALUES) | frozenset(_PLACES)

_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + _through("\u2000", "\u200a")

_PLAIN: Mapping[int, str] = {
    **dict.fromkeys(map(ord, _BLANKS), ""),
    **{ord(character): "" for character in INVISIBLE},
    **{ord("０") + digit: str(digit) for digit in range(10)},
    **{ord(wide): chr(ord(wide) - 0xFEE0) for wide in _through("Ａ", "Ｚ") + _through("ａ", "ｚ")},
    **{
        ord(capital): plain
        for capital, plain in zip(
            "壹貳贰叁叄參参肆伍陸陆柒捌玖拾佰仟兩",
            "一二二三三三三四五六六七八九十百千两",
            strict=True,
        )
    },
    ord("廿"): "二十",
    ord("卅"): "三十",
    ord("卌"): "四十",
}

_COMMON: Mapping[str, int] = {
    **_count(_through("㈠", "㈩")),
    **_count(_through("㊀", "㊉")),
    **_count(_through("⑴", "⒇")),
    **_count(_through("⒈", "⒛")),
    **_count(_through("①", "⑳") + _through("㉑", "㉟") + _through("㊱", "㊿")),
    **_count(_through("❶", "❿") + _through("⓫", "⓴")),
    **_count(_through("⓵", "⓾")),
    **_count(_through("➀", "➉")),
    **_count(_through("➊", "➓")),
    **_count(_through("⒜", "⒵")),
    **_count(_through("Ⓐ", "Ⓩ")),
    **_count(_through("ⓐ", "ⓩ")),
    **_count(_through("A", "Z")),
    **_count(_through("a", "z")),
    **_count(_through("Ⅰ", "Ⅻ")),
    **_count(_through("ⅰ", "ⅻ")),
    **_count("甲乙丙丁戊己庚辛壬癸"),
    **{form: value for value in range(100) for form in (str(value), f"{value:02}")},
    **{write_numeral(value): value for value in range(1, 100)},
    "零": 0,
    "〇": 0,
    "⓪": 0,
    "两": 2,
}

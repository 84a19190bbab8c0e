"""Rewriting a report: in another width, in the other script, with other blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, cycle
from typing import TypeAlias

from attrs import frozen

from govreport.text.scripts import detect_script
from govreport.tree.conversion import converter

_HALF, _FULL = ",:;()!?", "，：；（）！？"
_WIDEN = str.maketrans(_HALF, _FULL)
NARROW = str.maketrans(_FULL, _HALF)
"""From full-width punctuation to half-width."""
_CHINESE = re.compile(r"(?<![!-~])[,:;()!?]|[,:;()!?](?![!-~])")
"""Punctuation not between two ASCII characters, as it is in 12:30, in addresses and in markup."""


@frozen
class Rewritten:
    """A rewritten text."""

    text: str
    places: Sequence[int]
    """The new offset of each character of the original text, in code points; and of its end."""


Rewriting: TypeAlias = Callable[[str], Rewritten]


def half_width(text: str) -> Rewritten:
    """With commas, colons, semicolons, brackets and question marks in half width.

    >>> half_width("（一）总则；").text
    '(一)总则;'
    """
    return _in_place(text.translate(NARROW))


def full_width(text: str) -> Rewritten:
    """With the same characters in full width, except between two ASCII characters.

    >>> full_width("(一)总则;12:30").text
    '（一）总则；12:30'
    """
    return _in_place(_CHINESE.sub(lambda found: found.group().translate(_WIDEN), text))


def other_script(text: str) -> Rewritten:
    """In traditional characters, or in simplified ones if it is traditional.

    >>> other_script("一、总则").text
    '一、總則'
    """
    return _in_place(converter("simplified" if detect_script(text) == "traditional" else "traditional")(text))


def crlf(text: str) -> Rewritten:
    """With CR LF instead of LF."""
    return _joined("\r\n" if piece == "\n" else piece for piece in _pieces(text))


def respaced(text: str) -> Rewritten:
    """With other indents and additional blank lines, as in another page template."""
    gaps = cycle(["\n", "\n\n\u3000\u3000", "\n  ", "\n\n\n\t", "\n\xa0\xa0\xa0\xa0", "\r\n\r\n"])
    return _joined(next(gaps) if piece in ("\n", "\r\n") else piece for piece in _pieces(text))


def _in_place(text: str) -> Rewritten:
    return Rewritten(text, range(len(text) + 1))


def _pieces(text: str) -> list[str]:
    """The characters, each CR LF as an empty one and an LF."""
    return ["" if text[at : at + 2] == "\r\n" else character for at, character in enumerate(text)]


def _joined(pieces: Iterable[str]) -> Rewritten:
    parts = list(pieces)
    return Rewritten("".join(parts), [0, *accumulate(map(len, parts))])

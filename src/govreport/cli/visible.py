"""Escaping text from files, so that it cannot control the terminal."""

from __future__ import annotations

import re

from govreport.cli.workflow_commands import json_without_commands

_LINE_BREAKS = re.compile("[\t\n\v\f\r]+")
_UNSAFE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0, DEL and C1, except tab, LF and CR
    "\u2028\u2029"  # line and paragraph separators
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls, which reorder text
)
_UNSAFE_CHARACTER = re.compile(f"[{_UNSAFE}]|\r(?!\n)")


def visible(text: str) -> str:
    """A text as one line; control characters are shown as Unicode control pictures, or as � if no picture exists.

    >>> visible("标题\\x1b[31m\\n第二行")
    '标题␛[31m 第二行'
    """
    return visible_page(_LINE_BREAKS.sub(" ", text))


def visible_page(text: str) -> str:
    """As :func:`visible` for several lines; tabs and line ends are kept."""
    return _UNSAFE_CHARACTER.sub(_picture, text)


def visible_json(text: str) -> str:
    """A JSON text with the remaining control characters and workflow commands escaped; its value is the same.

    >>> print(visible_json('"\\x9b"'))
    "\\u009b"
    """
    return json_without_commands(_UNSAFE_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def fit(text: str, width: int) -> int:
    """How many characters of a text fit into ``width`` columns, one of them kept for ``…`` if it is cut.

    >>> fit("总则", 4), fit("总则和附则", 6)
    (2, 2)
    """
    used = kept = 0
    for count, character in enumerate(text, 1):
        used += width_of(character)
        if used > width:
            return kept
        if used < width:
            kept = count
    return len(text)


def width_of(text: str) -> int:
    """The number of columns of a text."""
    from govreport.text.source import display_width  # imported here: the version is shown without it

    return display_width(text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "�"

"""Lines and columns of the protocol, and offsets in code points.

A column of the protocol counts code units, usually of UTF-16: 𠮷 is one code point and two units.  Lines end in LF, CR LF or CR
only; other characters, such as the line separator U+2028, do not end a line in the protocol.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from attrs import field, frozen

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_UNITS: Final = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
"""For each encoding of the protocol, the codec without a byte order mark and the bytes of a unit."""


def _starts(text: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in _BREAK.finditer(text)))


@frozen
class Lines:
    """The lines of a text.

    >>> lines = Lines("一、𠮷野\\n二、附则")
    >>> lines.offset(0, 4), lines.position(3), lines.position(5)
    (3, (0, 4), (1, 0))
    """

    text: str
    encoding: str = "utf-16"
    """The encoding whose units columns count: ``utf-8``, ``utf-16`` or ``utf-32``."""
    starts: tuple[int, ...] = field(init=False)
    """The offset of the start of each line."""

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "starts", _starts(self.text))

    def line(self, number: int) -> str:
        """A line, numbered from 0, without its end."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end].rstrip("\r\n")

    def offset(self, line: int, character: int) -> int:
        """The offset of a position.

        A column after the end of the line is its end, one inside a character is before it, and a line after the last is
        the end of the text.
        """
        if line >= len(self.starts):
            return len(self.text)
        text = self.line(line)
        if self.encoding == "utf-32" or text.isascii():
            return self.starts[line] + min(character, len(text))
        codec, size = _UNITS[self.encoding]
        units = text.encode(codec, "surrogatepass")
        cut = min(size * character, len(units))
        if cut < len(units) and _is_inside(units, cut, size):
            cut -= size
            while size == 1 and _is_inside(units, cut, size):
                cut -= 1
        return self.starts[line] + len(units[:cut].decode(codec, "surrogatepass"))

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset; one outside of the text is at its nearest end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset) - 1
        before = self.text[self.starts[line] : offset]
        if self.encoding == "utf-32" or before.isascii():
            return line, len(before)
        codec, size = _UNITS[self.encoding]
        return line, len(before.encode(codec, "surrogatepass")) // size


def _is_inside(units: bytes, cut: int, size: int) -> bool:
    """Whether a cut is inside a character: before the second half of a pair, or before a continuation byte."""
    if size == 1:
        return units[cut] & 0xC0 == 0x80
    return units[cut + 1] & 0xFC == 0xDC and cut >= 2 and units[cut - 1] & 0xFC == 0xD8

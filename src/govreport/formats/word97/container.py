"""The streams of a .doc file and the tables of its header, the FIB (MS-DOC, 2.5)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any, Final

import olefile
from attrs import frozen

from govreport.errors import ReadError
from govreport.formats.sniff import OLE_STREAMS, REFUSED
from govreport.formats.word97.binary import number, numbers

_LARGEST: Final = 64_000_000
"""In bytes, of a stream."""
_WORD: Final = 0xA5EC
_WORD_97: Final = 0xC1
_ENCRYPTED: Final = 0x0100
_TABLE_1: Final = 0x0200
_STORIES: Final = 8
_FIRST_STORY: Final = 3
_DAMAGE: Final = (
    OSError,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RecursionError,
    MemoryError,
)
"""The exceptions of olefile for damaged files."""


class Pair:
    """The indices of the tables in the header."""

    STYLES: Final = 1
    FOOTNOTE_REFERENCES: Final = 2
    FOOTNOTES: Final = 3
    HEADERS: Final = 11
    CHARACTERS: Final = 12
    PARAGRAPHS: Final = 13
    PIECES: Final = 33
    ANCHORS: Final = 40
    ENDNOTE_REFERENCES: Final = 46
    ENDNOTES: Final = 47
    BOXES: Final = 56
    LISTS: Final = 73
    OVERRIDES: Final = 74


@frozen
class WordFile:
    """The streams of a file, and where its tables are."""

    main: bytes
    """The stream ``WordDocument``."""
    tables: bytes
    """The stream of tables, ``0Table`` or ``1Table``."""
    data: bytes
    """The stream ``Data``; empty if it is missing."""
    lengths: tuple[int, ...]
    """In characters, of the stories: text, footnotes, headers, macros, comments, endnotes, text boxes, those in headers."""
    pairs: tuple[int, ...]
    """The offset and the length of each table in the stream of tables."""

    def place(self, pair: int) -> tuple[int, int]:
        """The offset and the length of a table; the length is 0 if the table is missing."""
        found = self.pairs[2 * pair : 2 * pair + 2]
        return (found[0], found[1]) if len(found) == 2 else (0, 0)

    def table(self, pair: int) -> bytes:
        """A table; empty if it is missing."""
        at, size = self.place(pair)
        return self.tables[at : at + size]


def opened(content: bytes, name: str) -> WordFile:
    """The streams of a .doc file.

    :raises ReadError: the file is damaged, encrypted, too old or not a Word document.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            kind = next((kind for stream, kind in OLE_STREAMS if ole.exists(stream)), "")
            if kind in REFUSED:
                raise ReadError(name, REFUSED[kind])
            main = _stream(ole, "WordDocument")
            flags = number(main, 10, 2)
            tables = _stream(ole, "1Table" if flags & _TABLE_1 else "0Table")
            data = _stream(ole, "Data")
    except ReadError:
        raise
    except _DAMAGE as error:
        raise ReadError(name, f"is damaged or not a Word document: {error}") from error
    if number(main, 0, 2) != _WORD:
        raise ReadError(name, "is damaged or not a Word document: it has no text")
    if number(main, 2, 2) < _WORD_97:
        raise ReadError(name, REFUSED["old-word"])
    if flags & _ENCRYPTED:
        raise ReadError(name, "is encrypted; save it without a password")
    sizes = _header(main)
    lengths, pairs = next(sizes), next(sizes)
    stories = tuple(max(0, length) for length in lengths[_FIRST_STORY : _FIRST_STORY + _STORIES])
    return WordFile(main, tables, data, stories + (0,) * (_STORIES - len(stories)), tuple(pairs))


def _stream(ole: Any, name: str) -> bytes:
    """A stream of the file, at most the allowed size; empty if it does not exist."""
    if not ole.exists(name):
        return b""
    with ole.openstream(name) as stream:
        return bytes(stream.read(_LARGEST))


def _header(main: bytes) -> Iterator[list[int]]:
    """The lengths of the stories, with what precedes them, and the places of the tables."""
    at = 32
    at += 2 + 2 * number(main, at, 2)
    count = number(main, at, 2)
    yield numbers(main, at + 2, 4, count, signed=True)
    at += 2 + 4 * count
    yield numbers(main, at + 2, 4, 2 * number(main, at, 2))

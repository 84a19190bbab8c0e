"""The automatic numbers of a .doc file as lists that Word's numbering counts (MS-DOC, 2.9.131, 2.9.147, 2.9.150)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from govreport.formats.word.numbering import Level, Numbering
from govreport.formats.word97.binary import number
from govreport.formats.word97.container import Pair, WordFile
from govreport.formats.work import Work

_MOST_LISTS: Final = 2_000
_LEVELS: Final = 9
_ENTRY: Final = 28
"""In bytes, of a list, and of the beginning of a level."""
_OVERRIDE: Final = 16
_HAS_START: Final = 0x10
_HAS_LEVEL: Final = 0x20
_LEGAL: Final = 4
_NO_GAP: Final = 2
_LARGEST: Final = 32_767
_LONGEST: Final = 64
"""In characters, of the text of a number."""
_FORMS: Final[Mapping[int, str]] = MappingProxyType(
    {
        0: "decimal",
        1: "upperRoman",
        2: "lowerRoman",
        3: "upperLetter",
        4: "lowerLetter",
        10: "ideographDigital",
        11: "japaneseCounting",
        14: "decimalFullWidth",
        18: "decimalEnclosedCircle",
        22: "decimalZero",
        23: "bullet",
        26: "decimalEnclosedFullstop",
        27: "decimalEnclosedParen",
        28: "decimalEnclosedCircleChinese",
        29: "ideographEnclosedCircle",
        30: "ideographTraditional",
        31: "ideographZodiac",
        32: "ideographZodiacTraditional",
        33: "taiwaneseCounting",
        34: "ideographLegalTraditional",
        35: "taiwaneseCountingThousand",
        36: "taiwaneseDigital",
        37: "chineseCounting",
        38: "chineseLegalSimplified",
        39: "chineseCountingThousand",
        255: "none",
    }
)
"""The number formats by their codes (MS-OSHARED, 2.2.1.3 MSONFC)."""


@frozen
class _Read:
    """A level, and the offset after it."""

    level: Level
    end: int


def numbering_of(file: WordFile, work: Work) -> Numbering:
    """The lists of a file; a paragraph names its list by the number of its override, from 1."""
    numbering = Numbering(None, work)
    kinds = dict(_lists(file))
    for name, kind, starts, own in _overrides(file):
        numbering.add(name, kind, {**kinds.get(kind, {}), **own}, starts)
    return numbering


def _lists(file: WordFile) -> Iterator[tuple[str, Mapping[int, Level]]]:
    """The levels of each list by its identifier; they follow the table of the lists."""
    at, size = file.place(Pair.LISTS)
    table = file.table(Pair.LISTS)
    end = at + size
    for i in range(min(number(table, 0, 2), (len(table) - 2) // _ENTRY, _MOST_LISTS) if table else 0):
        entry = table[2 + _ENTRY * i :][:_ENTRY]
        levels: dict[int, Level] = {}
        for level in range(1 if entry[26] & 1 else _LEVELS):
            if end + _ENTRY > len(file.tables):
                break
            found = _level(file.tables, end)
            levels[level], end = found.level, found.end
        yield str(number(entry, 0, 4)), levels


def _overrides(file: WordFile) -> Iterator[tuple[str, str, Mapping[int, int], Mapping[int, Level]]]:
    """The name and the list of each override, its starts, and its own levels."""
    table = file.tables[file.place(Pair.OVERRIDES)[0] :] if file.table(Pair.OVERRIDES) else b""
    count = min(number(table, 0, 4), (len(table) - 4) // _OVERRIDE, _MOST_LISTS) if table else 0
    at = 4 + _OVERRIDE * count
    for i in range(count):
        entry = table[4 + _OVERRIDE * i :][:_OVERRIDE]
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        at += 4
        for _ in range(min(entry[12], _LEVELS)):
            flags = number(table, at + 4, 4)
            level = flags & 15
            if flags & _HAS_START:
                starts[level] = min(max(0, number(table, at, 4, signed=True)), _LARGEST)
            at += 8
            if flags & _HAS_LEVEL and at + _ENTRY <= len(table):
                found = _level(table, at)
                levels[level], at = found.level, found.end
        yield str(i + 1), str(number(entry, 0, 4)), starts, levels


def _level(content: bytes, at: int) -> _Read:
    """The level at an offset; characters below 9 in its text are places of numbers."""
    text = at + _ENTRY + number(content, at + 24, 1) + number(content, at + 25, 1)
    end = text + 2 + 2 * number(content, text, 2)
    units = content[text + 2 : min(end, text + 2 + 2 * _LONGEST)].decode("utf-16-le", "replace")
    shown = "".join(f"%{ord(unit) + 1}" if ord(unit) < _LEVELS else unit for unit in units)
    level = Level(
        form=_FORMS.get(number(content, at + 4, 1), "decimal"),
        text=shown,
        start=min(max(0, number(content, at, 4, signed=True)), _LARGEST),
        legal=bool(number(content, at + 5, 1) & _LEGAL),
        gap="" if number(content, at + 15, 1) == _NO_GAP else " ",
    )
    return _Read(level, end)

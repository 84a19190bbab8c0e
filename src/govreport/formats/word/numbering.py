"""Word's automatic numbering of paragraphs (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import field, frozen, mutable

from govreport.formats.signs import bullet
from govreport.formats.word.numerals import written
from govreport.formats.word.xml import W, XmlElement, child, is_on, number, value
from govreport.formats.work import Work

_PLACE: Final = re.compile("%([1-9])")
_LONGEST_TEXT: Final = 255
"""In characters: Word accepts no longer text of a level."""
_FORMS_OF_STOPS: Final = str.maketrans("（）．、０１２３４５６７８９", "()..0123456789")
"""Brackets, stops and figures that authors do not distinguish in a number."""

NO_STARTS: Final[Mapping[int, int]] = MappingProxyType({})


@frozen
class Level:
    """The numbering of one level of a list; ``%1`` to ``%9`` in ``text`` are the numbers of the levels."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    """The level whose items restart this one, counted from 1; 0 for none, None for any higher level."""
    legal: bool = False
    """Whether the numbers of higher levels are shown as figures."""
    gap: str = " "

    @classmethod
    def of(cls, level: XmlElement) -> Level:
        """The level that an element ``w:lvl`` describes."""
        start = number(level, "start")
        return cls(
            form=value(level, "numFmt") or "decimal",
            text=(value(level, "lvlText") or "")[:_LONGEST_TEXT],
            start=1 if start is None else start,
            restart=number(level, "lvlRestart"),
            legal=is_on(level, "isLgl"),
            gap="" if value(level, "suff") == "nothing" else " ",
        )


@mutable
class _Counter:
    """The counters of a list; several lists may share them."""

    counts: dict[int, int] = field(factory=dict)
    started: set[str] = field(factory=set)
    """The lists whose own start value has been applied."""


class Numbering:
    """The lists of a file and their counters."""

    def __init__(self, root: XmlElement | None, work: Work) -> None:
        """``root`` is the element ``w:numbering``; None if the file has no lists."""
        self._work = work
        self._levels: dict[str, Mapping[int, Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, _Counter] = {}
        self._kinds: dict[str, _Counter] = {}
        self._styled: dict[str, tuple[str, int]] = {}
        if root is None:
            return
        kinds = _Kinds(root)
        counters: dict[str, _Counter] = {}
        for one in root.iterfind(W + "num"):
            name, kind = one.get(W + "numId"), value(one, "abstractNumId")
            if name is None or kind is None or kind not in kinds.elements:
                continue
            overrides = {number_of(level): level for level in one.iterfind(W + "lvlOverride")}
            own = {at: Level.of(found) for at, level in overrides.items() if (found := child(level, "lvl")) is not None}
            levels = kinds.levels(kind)
            self._levels[name] = {**levels, **own} if own else levels
            begins = ((at, number(level, "startOverride")) for at, level in overrides.items())
            self._starts[name] = {at: start for at, start in begins if start is not None}
            if kind not in counters:
                counters[kind] = _Counter()
                for level in kinds.elements[kind].iterfind(W + "lvl"):
                    style = value(level, "pStyle")
                    if style is not None:
                        self._styled.setdefault(style, (name, number_of(level)))
            self._counters[name] = counters[kind]

    def add(self, name: str, kind: str, levels: Mapping[int, Level], starts: Mapping[int, int] = NO_STARTS) -> None:
        """Define a list of another format.

        :param kind: lists of the same kind share their counters.
        :param starts: the numbers with which levels start in this list.
        """
        self._levels[name] = levels
        self._starts[name] = dict(starts)
        self._counters[name] = self._kinds.setdefault(kind, _Counter())

    def begin_with(self, name: str, at: int, number: int) -> None:
        """Let the next paragraph of a level have this number."""
        self._counters[name].counts[at] = number - 1

    def of_style(self, style: str) -> tuple[str, int] | None:
        """The list and level of a paragraph style."""
        return self._styled.get(style)

    def next(self, name: str, at: int) -> str:
        """Count a paragraph of a list; return the number shown before it, with its separator.

        :param at: the level, from 0.
        """
        levels = self._levels.get(name, {})
        level = levels.get(at)
        if level is None:
            return ""
        self._work.spend(len(levels) + len(level.text), "automatic numbers")
        self._count(name, at, levels)
        if level.form == "bullet":
            return bullet(at) + level.gap  # fonts of symbols keep theirs at code points of private use
        counts = self._counters[name].counts

        def shown(found: re.Match[str]) -> str:
            other = int(found[1]) - 1
            inner = levels.get(other, level)
            form = "decimal" if level.legal and other < at else inner.form
            return written(counts.get(other, inner.start), form)

        text = _PLACE.sub(shown, level.text)
        return text + level.gap if text else ""

    def _count(self, name: str, at: int, levels: Mapping[int, Level]) -> None:
        counter = self._counters[name]
        if name not in counter.started:
            counter.started.add(name)
            for other, start in self._starts[name].items():
                counter.counts[other] = start - 1
        counter.counts[at] = counter.counts.get(at, levels[at].start - 1) + 1
        for other, level in levels.items():
            begins_again = level.restart is None or 0 < at + 1 <= level.restart
            if other > at and level.restart != 0 and begins_again:
                counter.counts.pop(other, None)


def numbered(number: str, text: str) -> str:
    """The text of a paragraph after its automatic number; a number that the author typed again is not repeated.

    >>> numbered("一、", "总则"), numbered("一、 ", "一、总则"), numbered("1.", "1.1 目的"), numbered("（一）", "(一)范围")
    ('一、总则', '一、总则', '1.1.1 目的', '(一)范围')
    >>> numbered("1 ", "1、总则"), numbered("① ", "①总则"), numbered("1 ", "1个目标")
    ('1、总则', '①总则', '1 1个目标')
    """
    if not number:
        return text
    mark, typed = number.strip().translate(_FORMS_OF_STOPS), text.lstrip().translate(_FORMS_OF_STOPS)
    bare = mark.isnumeric() or len(mark) == 1  # 1 alone is a number again only before a stop, ① before anything
    again = f"{mark}." if bare and mark.isalnum() and not _is_circled(mark) else mark
    rest = typed.removeprefix(again)
    return text if again and len(rest) < len(typed) and not rest[:1].isdecimal() else number + text


def _is_circled(mark: str) -> bool:
    """Whether a mark is a figure in a circle."""
    return mark.isdigit() and not mark.isdecimal()


def number_of(level: XmlElement) -> int:
    """The level that an element describes, from 0."""
    text = level.get(W + "ilvl") or "0"
    return int(text) if text.isdecimal() and len(text) < 3 else 0


class _Kinds:
    """The definitions of lists (``w:abstractNum``); any number of lists may refer to one."""

    def __init__(self, root: XmlElement) -> None:
        self.elements: dict[str | None, XmlElement] = {
            kind.get(W + "abstractNumId"): kind for kind in root.iterfind(W + "abstractNum")
        }
        self._styles: dict[str, XmlElement] = {}
        for kind in self.elements.values():
            style = value(kind, "styleLink")
            if style is not None:
                self._styles.setdefault(style, kind)
        self._levels: dict[XmlElement, Mapping[int, Level]] = {}

    def levels(self, kind: str) -> Mapping[int, Level]:
        """The levels of a kind of list; some are defined by a linked list style."""
        own = self.elements[kind]
        element: XmlElement = self._styles.get(value(own, "numStyleLink") or "", own)
        if element not in self._levels:
            self._levels[element] = {number_of(level): Level.of(level) for level in element.iterfind(W + "lvl")}
        return self._levels[element]

"""The scan floor: the minimum work of any reader of such texts, in plain Python.

It examines the start of each line, and what precedes each 是 (一是, 二是 …), without deciding or storing anything.  The time
of a parser as a multiple of it is the cost of its decisions, independent of the machine.
"""

from __future__ import annotations

_FIGURES = frozenset("〇一二三四五六七八九十")
_BEGINNINGS = _FIGURES | frozenset(
    "第（(0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩壹贰叁肆伍貳參甲乙丙丁戊己庚辛壬癸其首再最—●■◆"
)


def floor(text: str) -> int:
    """How many places of a text look like a mark at first sight.

    >>> floor("一、总则\\n坚持以下三点：一是依法，二是公开。\\n附则")
    3
    """
    seen = 0
    for line in text.split("\n"):
        stripped = line.lstrip()
        seen += stripped[:1] in _BEGINNINGS if stripped else 0
        at = line.find("是")
        while at > 0:
            seen += line[at - 1] in _FIGURES
            at = line.find("是", at + 1)
    return seen

"""The head and the foot of each document of a text on lines of their own, where they share one with each other or the text."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.document.foot_breaks import foot_breaks
from govreport.document.front_breaks import Break, front_breaks
from govreport.grammar.grammar import Grammar
from govreport.lines.lines import Line
from govreport.lines.unwrap import opens_unit
from govreport.text.lexicon import term

_OCCASION, _OCCASION_ENDS = term("OCCASION_BEGIN"), term("OCCASION_END")
HEAD_MOST = 40
"""How many lines a head may take: web pages put some thirty before the title."""


def with_frame_breaks(lines: Sequence[Line], grammar: Grammar) -> list[Line]:
    """The lines, those that hold parts of a head or foot cut where these begin.

    A head is looked for at the begin of the text and behind each foot, up to the first line of text.
    """
    found: list[Line] = []
    left = HEAD_MOST
    last = max((i for i, line in enumerate(lines) if "。" in line.text), default=0)
    for i, line in enumerate(_with_whole_notes(lines)):
        above = lines[i - 1].text if i else ""
        for piece in _cut(line, foot_breaks(line.text, grammar, last=i >= last, above=above)):
            if left and _begins_unit(piece.text, grammar):
                left = 0
            if left:
                breaks, reached_text = front_breaks(piece.text)
                left = 0 if reached_text else left - 1
                found += _cut(piece, breaks)
            else:
                found.append(piece)
            if piece.text[-1] == "日":
                left = HEAD_MOST
    return found


def _with_whole_notes(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, an occasion that runs over two of them joined: ——2025年1月6日在某市第十六届 / 人民代表大会第五次会议上."""
    for i in range(min(HEAD_MOST, len(lines) - 1)):
        first, second = lines[i].text, lines[i + 1].text
        if (
            _OCCASION.match(first)
            and not _OCCASION_ENDS.search(first)
            and _OCCASION_ENDS.search(second)
            and not lines[i + 1].gap
        ):
            return [*lines[:i], Line.joined([lines[i], lines[i + 1]]), *lines[i + 2 :]]
    return lines


def _begins_unit(text: str, grammar: Grammar) -> bool:
    """Whether a line begins with a mark of the outline, so that no head goes on; a dash opens a note of the head too."""
    found = grammar.head.match(text)
    return found is not None and found.lastgroup not in ("DASH", "BULLET", "DECIMAL") and opens_unit(text, grammar)


def _cut(line: Line, breaks: Sequence[Break]) -> list[Line]:
    return line.cut([one.at for one in breaks]) if breaks else [line]

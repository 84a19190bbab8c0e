"""Sentences broken round each run of Latin figures: what a crawler does that takes each node of a page for a line.

A page that was made by a word processor has an element round every run of another font.  Then 2021年 has a line break
before 年, and a paragraph may take twenty lines.  Figures that stand alone before 年, 月, 号 or a stop show it; the cells of a
table are not followed by these.
"""

from __future__ import annotations

from collections.abc import Sequence

from govreport.grammar.grammar import Grammar
from govreport.lines.lines import SENTENCE_END, Line
from govreport.lines.openings import opens_unit
from govreport.text.lexicon import term

RUNS_LEAST = 6
"""So many figures that stand alone in mid-sentence show that all were broken off."""
HEADING_MOST = 30
"""The longest heading that a paragraph after it may begin with figures, in characters."""
NOTE_MOST = 24
"""How many lines a note in brackets may be broken into."""
_WORDS = frozenset({("目", "录"), ("目", "錄"), ("目", "次")})
"""Words that are set in wide letters."""
_RUN, _GOES_ON, _LEADERS, _PAGE = term("TEXT_RUN"), term("AFTER_RUN"), term("LEADERS"), term("DASHED_PAGE")
_STOPS = "，。、；：）〕》”．.,;:)"
"""What begins no line."""
_OPEN = "，、（〔《“("
"""What ends no line."""


def with_whole_runs(lines: list[Line], grammar: Grammar) -> list[Line]:
    """The lines, those joined that were broken round runs of figures; the same where none were."""
    runs = [_RUN.fullmatch(line.text) is not None for line in lines]
    alone = sum(runs)
    if alone < RUNS_LEAST:
        return lines  # most texts
    inside = sum(_GOES_ON.match(lines[i + 1].text) is not None for i in range(len(lines) - 1) if runs[i])
    if inside < RUNS_LEAST or 3 * inside < alone:
        return lines
    reader = _Joins(lines, runs, grammar)
    groups: list[list[Line]] = []
    for i, line in enumerate(lines):
        if groups and not line.gap and reader.goes_on(i, groups[-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Line.joined(group) for group in groups]


def _is_open(group: Sequence[Line]) -> bool:
    """Whether a note in brackets is open: （联系人：某某 / 联系电话： / 81234567"""
    first = group[0].text
    return (
        first[0] in "（(" and len(first) > 1 and len(group) <= NOTE_MOST and not any("）" in one.text for one in group)
    )


class _Joins:
    """Decides which lines go on with the one before."""

    def __init__(self, lines: Sequence[Line], runs: Sequence[bool], grammar: Grammar) -> None:
        self._lines = lines
        self._runs = runs
        self._grammar = grammar

    def goes_on(self, i: int, group: Sequence[Line]) -> bool:
        """Whether a line goes on with the group of lines that ends before it."""
        text, before = self._lines[i].text, self._lines[i - 1].text
        if _LEADERS.match(text) or (_PAGE.fullmatch(text) and _LEADERS.search(before)):
            return True  # between an entry of a table of contents and its page
        if (before, text) in _WORDS or _is_open(group):
            return True
        if text[0] in _STOPS:
            return before[-1] not in SENTENCE_END
        if _PAGE.fullmatch(before) or (before[-1] in SENTENCE_END and before[-1] not in "：:"):
            return False
        if self._runs[i]:
            return not self._runs[i - 1] and self._may_hold(i, group)
        if before[-1] in SENTENCE_END:
            return False
        if self._runs[i - 1]:
            apart = len(group) == 1 and i > 1 and self._runs[i - 2]  # cells
            return _GOES_ON.match(text) is not None or not (apart or opens_unit(text, self._grammar))
        if len(text) == 1 and text in "（〔(":
            return text == "〔" or not self._is_mark(i)
        return before[-1] in _OPEN and not opens_unit(text, self._grammar)

    def _may_hold(self, i: int, group: Sequence[Line]) -> bool:
        """Whether figures belong to the text before them, and do not begin the paragraph under a heading or a cell."""
        before = self._lines[i - 1].text
        after = self._lines[i + 1].text if i + 1 < len(self._lines) else ""
        if after[:1] in tuple(_STOPS):
            return True
        if before[-1] in SENTENCE_END or (group[0].text[0] in "（(" and before[-1] in "）)") or self._is_date(i):
            return False
        mark = self._grammar.head.match(before) if len(group) == 1 and len(before) <= HEADING_MOST else None
        return mark is None or mark.lastgroup not in ("HAN", "HAN_PAREN") or any(stop in before for stop in "，。；")

    def _is_date(self, i: int) -> bool:
        """Whether a date on lines of its own begins here, to the month or the day: 2021 / 年 / 2 / 月"""
        texts = [line.text for line in self._lines[i : i + 7]]
        if len(texts[0]) != 4 or texts[1:2] != ["年"] or texts[3:4] != ["月"]:
            return False
        after = texts[6:] if texts[5:6] == ["日"] else texts[4:5]
        return not after or not (_RUN.fullmatch(after[0]) or after[0][0] in _STOPS)

    def _is_mark(self, i: int) -> bool:
        """Whether a bracket opens a number on lines of its own: （ 1 ）"""
        return i + 2 < len(self._lines) and self._runs[i + 1] and self._lines[i + 2].text[0] in "）)"

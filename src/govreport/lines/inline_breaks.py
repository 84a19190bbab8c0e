"""Sentences broken inside a line: by a link, a bold run or a note that a converter put on a line of its own.

Most lines of a finished text are whole: a paragraph ends in a stop, and a line without one is a heading or a cell.  A line
that begins inside a sentence shows where the text was broken, and a converter that broke one sentence also broke others.
"""

from __future__ import annotations

from collections.abc import Sequence

from govreport.grammar.grammar import Grammar
from govreport.lines.edges import Edges
from govreport.lines.lines import FINISHED, PROSE, SENTENCE_END, Line
from govreport.lines.openings import opens_line
from govreport.text.collocations import is_torn, often_adjacent
from govreport.text.lexicon import term
from govreport.text.regex import lazy

ELEMENT_MOST = 60
"""The longest text of a link, in characters: the name of a law with its number."""
CHAIN_MOST = 4
"""How many lines without a stop one sentence is broken into; longer runs of such lines are lists."""
TORN_LEAST = 25
"""The shortest line of prose that may break off inside a word, in characters: headings are shorter."""
WITNESSES = 2
"""This number of certain breaks shows that lines without stops may be parts of sentences."""
SPACED = 4
"""Of paragraphs: if this many all have blank lines between them, it is the style of the document."""
_ENDS = "。！？!?；;"
_NEVER_FIRST = "，,。；;、！？）”」》"
"""No line begins with these."""
_INSIDE = _NEVER_FIRST + "的"
"""The beginning of a line that begins inside a sentence."""
_RULES = "│┃├└┌─━|｜"
"""The beginning of a line of a table that is drawn with characters."""
_ENTRY_END = term("ENTRY_END")
_ENTRY_ENDS = frozenset("0123456789０１２３４５６７８９.．·…⋯-–—")
"""The last characters of an entry of a table of contents."""
_FRAME = ("DATE", "SUBTITLE", "FIELD", "BOILERPLATE")
"""The shapes of lines of a head or foot that no sentence crosses."""
_KEY = lazy(r"[^\W\d_][\w ]{0,7}[：:]")


class InlineBreaks:
    """Looks for lines that are parts of sentences; the certain ones decide how far to go with the others."""

    def __init__(self, lines: Sequence[Line], edges: Edges, grammar: Grammar) -> None:
        """The gaps of the lines are read here."""
        self._lines = lines
        self._edges = edges
        self._grammar = grammar
        self._gaps = gaps = [line.gap for line in lines]
        ended = edges.lasts[:-1].count("。")
        self._spaced = ended >= SPACED and all(gaps[i + 1] for i in edges.ending("。") if i + 1 < len(lines))
        """Whether blank lines are between all paragraphs, so that a line without one continues the line before."""
        self._even = not self._spaced and 2 * gaps.count(0) < len(gaps)
        """Whether blank lines are between most lines, so that they do not separate paragraphs."""

    def going_on(self, *, wrapped: bool) -> frozenset[int]:
        """The lines that continue the sentence of the line before them.

        ``wrapped``: whether the text was hard-wrapped; then a line without a stop shows nothing by itself.
        """
        certain = [i for i in self._edges.beginning(_INSIDE) if i and self._begins_inside(i)]
        adjacent = often_adjacent(self._edges.lasts[:-1], self._edges.firsts[1:])
        certain += [i + 1 for i in adjacent if self._tears_word(i + 1)]
        if wrapped or not (certain or self._spaced):
            return frozenset(certain)
        found = set(certain)
        for i in certain:
            if self._is_element(i - 1) and self._may_go_on(i - 1) and (i - 2 in found or self._begins(i - 2)):
                found.add(i - 1)  # a link has a break on both sides
        halves = (
            [i for i in range(1, len(self._lines)) if self._is_half(i - 1) and self._may_go_on(i)] if certain else []
        )
        found.update(halves)
        witnessed = len(certain) + len(halves) >= WITNESSES
        if witnessed or self._spaced:
            found.update(self._chains(witnessed))
        for i in sorted(found):
            after = i + 1 < len(self._lines) and self._lines[i + 1].text[-1] in _ENDS
            if after and self._is_element(i) and self._may_go_on(i + 1):
                found.add(i + 1)
        return frozenset(found)

    def _begins_inside(self, i: int) -> bool:
        """Whether a line begins inside a sentence: with a stop that closes what is before it, or with 的."""
        text = self._lines[i].text
        inside = text[0] in _NEVER_FIRST or (text[0] == "的" and text[1:2] != "确")
        return inside and self._near(i) and self._lines[i - 1].text[-1] not in SENTENCE_END

    def _tears_word(self, i: int) -> bool:
        """Whether the break before a line of prose is inside a word: 劳动生 and 产率提高."""
        before, text = self._lines[i - 1].text, self._lines[i].text
        if len(before) < TORN_LEAST or not is_torn(before[-2:], text[:2]):
            return False
        prose = "。" in before or (("，" in before or "、" in before or "," in before) and not self._opens(i - 1))
        return prose and self._may_go_on(i)

    def _near(self, i: int) -> bool:
        """Whether nothing separates a line from the one before."""
        line = self._lines[i]
        return not line.soft and line.row is None and (self._even or not self._gaps[i])

    def _begins(self, i: int) -> bool:
        """Whether a line begins a sentence: the one before is finished, or has a mark."""
        return i == 0 or not self._near(i) or self._lines[i - 1].text[-1] in FINISHED or self._opens(i - 1)

    def _opens(self, i: int) -> bool:
        """Whether a line begins again: with a mark of any form, a box, a label, the line of a table or of contents."""
        text = self._lines[i].text
        if text[0] in _RULES or self._grammar.head.match(text) is not None or opens_line(text, self._grammar):
            return True
        return text[-1] in _ENTRY_ENDS and _ENTRY_END.search(text, max(0, len(text) - ELEMENT_MOST)) is not None

    def _is_element(self, i: int) -> bool:
        """Whether a line could be the text of a link."""
        text = self._lines[i].text
        return len(text) <= ELEMENT_MOST and not any(stop in text for stop in _ENDS) and text[-1] not in "：:，,"

    def _may_go_on(self, i: int) -> bool:
        """Whether a line could continue the one before, which has no stop and is not a heading with a mark."""
        text, before = self._lines[i].text, self._lines[i - 1].text
        if i == 0 or not self._near(i) or before[-1] in FINISHED or _KEY.match(text):
            return False
        headed = self._is_element(i - 1) and self._opens(i - 1)
        return not (headed or self._opens(i) or self._is_framed(i - 1))

    def _is_half(self, i: int) -> bool:
        """Whether a line breaks off after its first sentence."""
        text = self._lines[i].text
        return text[-1] not in FINISHED and "。" in text and not self._is_whole(i)

    def _is_whole(self, i: int) -> bool:
        """Whether a line has a proper end: a stop, or a heading that lost the break before it."""
        text = self._lines[i].text
        return text[-1] in FINISHED or self._grammar.head.match(text, text.rfind("。") + 1) is not None

    def _is_framed(self, i: int) -> bool:
        """Whether a line belongs to the head or foot."""
        text = self._lines[i].text
        return any(self._grammar.matches[shape](text) for shape in _FRAME)

    def _chains(self, witnessed: bool) -> set[int]:
        """The lines of sentences in the body that are broken more than once: lines without a stop, then one with a stop.

        Where blank lines are between paragraphs, one line of prose without a stop is enough.
        """
        found: set[int] = set()
        lasts = self._edges.lasts
        body = next((i for i, line in enumerate(self._lines) if "。" in line.text or self._opens(i)), len(lasts))
        for i in range(body + 1, len(lasts)):
            if lasts[i] in _ENDS and lasts[i - 1] not in SENTENCE_END:
                found.update(self._chain(i, witnessed))
        return found

    def _chain(self, last: int, witnessed: bool) -> Sequence[int]:
        """The lines that continue the sentence that ends in a line; none where those before it are a list."""
        first = last
        while first and self._leaves_open(first - 1) and self._goes_on(first):
            first -= 1
        length = last - first
        if not length:
            return ()
        prose = self._edges.lasts[last - 1] in "，," or len(self._lines[first].text) >= PROSE
        spaced = self._spaced and (length > 1 or prose)
        return range(first + 1, last + 1) if spaced or (witnessed and 1 < length <= CHAIN_MOST) else ()

    def _leaves_open(self, i: int) -> bool:
        """Whether a line may be a part of a sentence that goes on: without a stop, and no heading."""
        text = self._lines[i].text
        if text[-1] in SENTENCE_END or ("。" in text and self._is_whole(i)):
            return False
        return (text[-1] in "，," or not self._opens(i)) and _has_han(text)

    def _goes_on(self, i: int) -> bool:
        """Whether a line may be a part of the sentence before it."""
        return self._near(i) and not self._opens(i) and _has_han(self._lines[i].text) and not self._is_framed(i)


def _has_han(text: str) -> bool:
    """Whether a text has a Chinese character; ``re`` takes a millisecond to compile the range."""
    return any("\u3400" <= character <= "\u9fff" for character in text)

"""Physical lines: trimmed, with their places; and lines that are joined of several.

A *line* here is a paragraph, a heading or a line of the head or foot: one thing that the author typed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from govreport.grammar.grammar import Grammar
from govreport.text.lexicon import term
from govreport.text.regex import PrefilteredPattern, lazy
from govreport.text.source import INVISIBLE

BLANKS = " \t\u3000\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f" + (
    "\x1c\x1d\x1e\x1f" + INVISIBLE
)
"""What is blank inside a line: white space without line breaks, and invisible characters."""
WITHOUT_BLANKS = str.maketrans("", "", BLANKS)
"""Removes them, with ``str.translate``."""
SENTENCE_END = "。！？!?：:；;…"
"""What ends a sentence or a clause."""
CLOSERS = "”’」』）)》】]〕\"'"
"""What may follow that."""
FINISHED = SENTENCE_END + CLOSERS
"""What a finished line ends with."""
PROSE = 40
"""A line of at least this many characters is prose: headings and titles are shorter, or contain no full stop."""
_OTHER_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
"""What ends a line, other than the line feed."""
LONG = 500
"""A line of at least this many characters may contain several paragraphs: in text with its line breaks, such lines are rare."""
_WIDE = ("\u3000\u3000", "  ", "\xa0\xa0")
"""A blank as wide as a lost line break has one of these."""
_BLANKS_BEGIN = lazy(r"\s(?=\s)(?<!\s\s)")
"""Where a run of blanks begins."""
_SOFT_BREAK = PrefilteredPattern(
    lazy(r"(?<=[。！？：；，、）”」!?:;,)])[ \t\xa0]*(?:\u3000{2,}|[ \xa0]{4,})\s*(?=\S)"), _BLANKS_BEGIN
)
_WIDE_BLANK = PrefilteredPattern(term("BLANK_BEFORE_NUMBER"), _BLANKS_BEGIN)
_WHOLE = (0,)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


class Line:
    """One thing the author typed: its place, and its text without line breaks."""

    __slots__ = (
        "_begins",
        "aside",
        "column",
        "doubtful",
        "end",
        "gap",
        "indent",
        "level",
        "metadata",
        "note",
        "opening",
        "parts",
        "row",
        "soft",
        "start",
        "text",
    )

    def __init__(
        self, start: int, end: int, text: str, indent: int = 0, gap: int = 0, soft: bool = False, column: int = 0
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.indent = indent
        self.gap = gap
        """Blank lines before it."""
        self.soft = soft
        """Whether it follows the line before in the same physical line."""
        self.doubtful = False
        """Whether it was kept apart from a line that breaks off in mid-sentence, for a mark that it begins with."""
        self.aside = ""
        """Why it was set aside, if that is known before the documents are."""
        self.note = False
        """Whether the file sets it apart as a note."""
        self.metadata = False
        """Whether it is metadata that the file has before its text."""
        self.level: int | None = None
        """Of the heading that the file styles it as."""
        self.opening: int | None = None
        """Of the heading that the file styles its beginning as."""
        self.column = column
        """How many half-width columns are before it in the same physical line."""
        self.row: int | None = None
        """Of a cell of a table that has a line for each: where its row begins."""
        self.parts: list[tuple[int, int]] | None = None
        """The places of its physical lines, if there are several."""
        self._begins: Sequence[int] = _WHOLE

    @classmethod
    def joined(cls, lines: list[Line]) -> Line:
        """One line of several physical ones."""
        first = lines[0]
        if len(lines) == 1:
            return first
        line = cls(
            first.start, lines[-1].end, "".join(part.text for part in lines), first.indent, first.gap, first.soft
        )
        line.doubtful = first.doubtful
        line.level, line.opening = first.level, first.opening
        line.parts = [place for part in lines for place in part.parts or [(part.start, part.end)]]
        line._begins = [0, *accumulate(b - a for a, b in line.parts[:-1])]
        return line

    def cut(self, places: Sequence[int]) -> list[Line]:
        """The line in pieces, cut before each of some characters of its text."""
        bounds = [0, *places, len(self.text)]
        pieces = [self._piece(begin, end) for begin, end in pairwise(bounds)]
        pieces[0].gap, pieces[0].soft, pieces[0].doubtful, pieces[0].level = (
            self.gap,
            self.soft,
            self.doubtful,
            self.level,
        )
        pieces[0].row, pieces[0].opening = self.row, self.opening
        return pieces

    def _piece(self, begin: int, end: int) -> Line:
        """A stretch of the text, which does not begin with a blank, as a line of its own; without the blanks at its end."""
        text = self.text[begin:end].rstrip(BLANKS)
        end = begin + len(text)
        start, stop = self.place(begin), self.end_place(end)
        piece = Line(start, stop, text, self.indent, 0, soft=True)
        if self.parts is not None:
            piece.parts = self.pieces(start, stop)
            piece._begins = [0, *accumulate(b - a for a, b in piece.parts[:-1])]
            if len(piece.parts) == 1:
                piece.parts, piece._begins = None, _WHOLE
        return piece

    def read(self, begin: int, end: int) -> str:
        """A stretch of the text as a reader sees it: two Latin words with a line break between them stay separate."""
        inside = self._begins[bisect_right(self._begins, begin) : bisect_left(self._begins, end)]
        bounds = [begin, *(at for at in inside if _latin(self.text[at - 1]) and _latin(self.text[at])), end]
        return " ".join(self.text[a:b] for a, b in pairwise(bounds))

    def place(self, index: int) -> int:
        """The offset in the whole text of the character at an index of this line's text."""
        if self.parts is None:
            return self.start + index
        if index >= len(self.text):
            return self.end
        part = bisect_right(self._begins, index) - 1
        return self.parts[part][0] + index - self._begins[part]

    def end_place(self, index: int) -> int:
        """The offset just after the character before an index."""
        return self.place(index - 1) + 1 if index else self.start

    def pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of ``[start, end)`` of the whole text that the physical lines of this line contain."""
        parts = self.parts or [(self.start, self.end)]
        found = []
        for k in range(max(0, bisect_right(parts, (start, end)) - 1), len(parts)):
            a, b = parts[k]
            if a >= end:
                break
            if max(a, start) < min(b, end):
                found.append((max(a, start), min(b, end)))
        return found

    def __repr__(self) -> str:
        return f"<Line {self.start}-{self.end} {self.text[:20]!r}>"


def columns(text: str) -> int:
    """Half-width columns on a page: full-width characters take two."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def columns_of_each(texts: Sequence[str]) -> list[int]:
    """The :func:`columns` of several texts without line breaks, counted at once.

    >>> columns_of_each(["2024年", "", "甲"])
    [6, 0, 2]
    """
    narrow = "\n".join(texts).encode("ascii", "ignore").split(b"\n")
    return [2 * len(text) - len(latin) for text, latin in zip(texts, narrow)]


def skip_blanks(text: str, at: int, end: int) -> int:
    """The first place of ``[at, end)`` that is not blank; ``end`` if all are.

    >>> skip_blanks("甲 　乙", 1, 4), skip_blanks("甲 　", 1, 3)
    (3, 3)
    """
    while at < end and text[at] in BLANKS:
        at += 1
    return at


def end_before_blanks(text: str, begin: int, end: int) -> int:
    """The end of ``[begin, end)`` without the blanks at its end.

    >>> end_before_blanks("甲 　乙", 0, 3), end_before_blanks("甲 　", 1, 3)
    (1, 1)
    """
    while end > begin and text[end - 1] in BLANKS:
        end -= 1
    return end


def physical_lines(text: str, grammar: Grammar) -> list[Line]:
    """The lines of a text that are not blank, trimmed; a soft break inside one splits it.

    >>> from govreport.grammar.grammar import grammar
    >>> [line.text for line in physical_lines("　　一、总则\\n\\n  甲。　　　（一）乙", grammar())]
    ['一、总则', '甲。', '（一）乙']
    """
    lines: list[Line] = []
    broken = text
    for other in _OTHER_BREAKS:
        broken = broken.replace(other, "\n")  # much faster than ``translate``
    # ``strip`` removes what Python considers blank much faster than a list of characters.
    blanks = BLANKS if any(character in text for character in INVISIBLE) else None
    wide = [blank for blank in _WIDE if blank in text]
    all_feeds = broken is text
    feeds = 0  # since the last line
    first = 0
    for raw in broken.split("\n"):
        body = raw.strip(blanks)
        if body:
            gap = feeds - 1 if feeds and lines else 0
            feeds = 0
            indent = 0 if body is raw else raw.index(body[0])
            start = first + indent
            column = columns(raw[:indent]) if indent else 0
            for blank in wide:
                if blank in body:
                    lines += _parted(body, _soft_breaks(body, grammar), start, indent, gap, column)
                    break
            else:
                lines.append(Line(start, start + len(body), body, indent, gap, False, column))
        first += len(raw) + 1
        feeds += all_feeds or text[first - 1 : first] == "\n"
    return lines


def _parted(
    body: str, breaks: Sequence[tuple[int, int]], start: int, indent: int, gap: int, column: int
) -> Iterator[Line]:
    """The lines that soft breaks make of a physical one, the first of which has the gap before it."""
    at = 0
    for begin, end in breaks:
        yield Line(start + at, start + begin, body[at:begin], indent, gap, at > 0, column)
        column += columns(body[at:end])
        at, gap = end, 0
    yield Line(start + at, start + len(body), body[at:], indent, gap, at > 0, column)


def _soft_breaks(body: str, grammar: Grammar) -> list[tuple[int, int]]:
    """Where wide blanks replace line breaks: after the end of a clause, or before a mark."""
    places = _SOFT_BREAK.places(body)
    found = [match.span() for match in _SOFT_BREAK.matches_at(places, body)]
    for match in _WIDE_BLANK.matches_at(places, body):
        mark = grammar.head.match(body, match.end())
        if mark is not None and grammar.speech.families[mark.lastgroup or ""].after_blank:
            found.append(match.span())
    breaks: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if not breaks or begin >= breaks[-1][1]:
            breaks.append((begin, end))
    return breaks

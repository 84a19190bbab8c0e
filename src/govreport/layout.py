"""Lines as a reader sees them: physical lines trimmed, hard-wrapped ones joined, soft breaks parted, noise set aside.

A *line* here is a paragraph, a heading or a line of the head or foot: one thing that the author typed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate, pairwise

from govreport.grammar import Grammar
from govreport.source import INVISIBLE

BLANKS = " \t\u3000\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f" + (
    "\x1c\x1d\x1e\x1f" + INVISIBLE
)
_PHYSICAL = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_SENTENCE_END = "。！？!?：:；;…"
_CLOSERS = "”’」』）)》】]〕\"'"
_SOFT_BREAK = re.compile(r"(?<=[。！？：；，、）”」])[ \t\xa0]*(?:\u3000{2,}|[ \xa0]{4,})\s*(?=\S)")
_LOST_BREAK = re.compile(
    r"(?<=\S)[ \t\xa0\u3000]{2,}(?=第[一二三四五六七八九十百]{1,5}[章节節条條]\s|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)"
)
SHORTEST_WRAP, LONGEST_WRAP = 15, 60
"""Between these, in full-width characters, lies the right edge of any page."""
LONGEST_TAG = 240
_TAG = re.compile(r"(?:<U\+[0-9A-F]{4,6}>|</?(?!t(?:able|r|d|h|body|head)\b)[A-Za-z][\w-]{0,20}(?:\s[^<>]{0,200})?/?>)\s*")
PROSE = 40
"""A line of so many characters is prose: headings and titles are shorter, or hold no full stop."""
RAGGED = 6
"""How far from the edge most full lines end, in columns: stops are carried over, Latin letters are narrow."""
SLACK = 8
"""How far a line may stay short of the edge, in columns: a lost indent of two characters, a word or a stop carried over."""
_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
_REFERENCE = re.compile(r"\[\d{0,3}\]?|\d{1,3}|\]")
_HAN_OR_COMMA = re.compile(r"[\u3400-\u9fff，、；,;“”《》（）()0-9A-Za-z%％—－-]")


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


class Line:
    """One thing the author typed: its place, and its text without line breaks."""

    __slots__ = ("_begins", "doubtful", "end", "gap", "indent", "parts", "soft", "start", "text")

    def __init__(self, start: int, end: int, text: str, indent: int = 0, gap: int = 0, soft: bool = False) -> None:
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
        self.parts: list[tuple[int, int]] | None = None
        """Where its physical lines lie, if there are several."""
        self._begins: list[int] = [0]

    @classmethod
    def joined(cls, lines: list[Line]) -> Line:
        """One line of several physical ones."""
        first = lines[0]
        if len(lines) == 1:
            return first
        line = cls(first.start, lines[-1].end, "".join(part.text for part in lines), first.indent, first.gap, first.soft)
        line.doubtful = first.doubtful
        line.parts = [(part.start, part.end) for part in lines]
        line._begins = [0, *accumulate(len(part.text) for part in lines[:-1])]
        return line

    def read(self, begin: int, end: int) -> str:
        """A stretch of the text as a reader sees it: two Latin words that a line break parted stay apart."""
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
        """The parts of ``[start, end)`` of the whole text that this line's physical lines hold."""
        parts = self.parts or [(self.start, self.end)]
        first = max(0, bisect_right(parts, (start, end)) - 1)
        found = []
        for a, b in parts[first:]:
            if a >= end:
                break
            if max(a, start) < min(b, end):
                found.append((max(a, start), min(b, end)))
        return found

    def __repr__(self) -> str:
        return f"<Line {self.start}-{self.end} {self.text[:20]!r}>"


def physical_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, trimmed; a soft break inside one parts it.

    >>> [line.text for line in physical_lines("　　一、总则\\n\\n  甲。　　　（一）乙")]
    ['一、总则', '甲。', '（一）乙']
    """
    lines: list[Line] = []
    previous_end = 0
    for found in _PHYSICAL.finditer(text):
        raw = found.group()
        body = raw.strip(BLANKS)
        if not body:
            continue
        start = found.start() + len(raw) - len(raw.lstrip(BLANKS))
        between = text[previous_end : found.start()]
        gap = max(0, between.count("\n") - 1) if lines else 0
        indent = start - found.start()
        previous_end = found.end()
        at = 0
        for begin, end in _soft_breaks(body):
            lines.append(Line(start + at, start + begin, body[at:begin], indent, gap, at > 0))
            at, gap = end, 0
        lines.append(Line(start + at, start + len(body), body[at:], indent, gap, at > 0))
    return lines


def _soft_breaks(body: str) -> list[tuple[int, int]]:
    """Where wide blanks stand for line breaks: after the end of a clause, or before a mark."""
    if not ("\u3000\u3000" in body or "  " in body or "\xa0\xa0" in body):
        return []
    found = [match.span() for pattern in (_SOFT_BREAK, _LOST_BREAK) for match in pattern.finditer(body)]
    breaks: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if not breaks or begin >= breaks[-1][1]:
            breaks.append((begin, end))
    return breaks


def _width(text: str) -> int:
    """Columns on a page: full-width characters take two."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def wrap_width(lines: list[Line], grammar: Grammar) -> int:
    """The width at which the text was hard-wrapped, in half-width columns; 0 for text that was not.

    Wrapped text has a right edge: many lines end at the same column, in mid-sentence, and the next line goes on.
    """
    widths = [_width(line.text) for line in lines]
    histogram = Counter(width for width in widths if 2 * SHORTEST_WRAP <= width <= 2 * LONGEST_WRAP)
    if not histogram:
        return 0
    edge = max(histogram, key=lambda width: (sum(histogram[width - short] for short in range(RAGGED + 1)), -width))
    full = [i for i in range(len(lines) - 1) if edge - RAGGED <= widths[i] <= edge]
    # Headings of like length end in mid-sentence too, but a mark or a longer paragraph follows them, no line of the edge.
    going_on = sum(
        lines[i].text[-1] not in _SENTENCE_END
        and not lines[i + 1].gap
        and widths[i + 1] <= edge + 3
        and not opens_unit(lines[i + 1].text, grammar)
        for i in full
    )
    if len(full) < max(3, 0.06 * len(lines)) or going_on < 0.6 * len(full):
        return 0
    # What speaks against an edge: whole paragraphs beyond it, and lines that end anywhere before it.
    beyond = sum(width > 1.5 * edge and line.text[-1] in _SENTENCE_END for width, line in zip(widths, lines, strict=True))
    ragged = sum(edge - 3 * RAGGED <= width < edge - RAGGED for width in widths)
    return edge if 5 * beyond < len(full) and 2 * ragged <= len(full) else 0


def logical_lines(text: str, grammar: Grammar) -> tuple[list[Line], list[Line]]:
    """Lines with hard-wrapped ones joined, and the noise that was found between them: page numbers, markup."""
    lines, hashes = _without_hashes(physical_lines(text))
    lines, markup = _without_markup(lines, grammar)
    lines, pages = _without_page_numbers(lines, grammar)
    width = wrap_width(lines, grammar)
    stopped = paragraphs_are_stopped(lines)
    page_starts = [page.start for page in pages]
    groups: list[list[Line]] = []
    for line in lines:
        if groups and (
            _continues(groups[-1], line, width, grammar)
            or (stopped and _is_broken(groups[-1], line, grammar))
            or _page_turns(groups[-1], line, page_starts, grammar)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    noise = sorted(pages + hashes + markup, key=lambda line: line.start)
    return [Line.joined(group) for group in groups], noise


def _page_turns(group: list[Line], line: Line, pages: list[int], grammar: Grammar) -> bool:
    """Whether a page number alone parts a sentence."""
    last = group[-1]
    if not pages or len(last.text) < SHORTEST_WRAP or last.text[-1] in _SENTENCE_END + _CLOSERS:
        return False
    between = bisect_left(pages, line.start) - bisect_left(pages, last.start)
    return between > 0 and not opens_unit(line.text, grammar) and not opens_unit(group[0].text, grammar)


def paragraphs_are_stopped(lines: list[Line]) -> bool:
    """Whether the long lines of a text end in stops, nearly all of them, as finished paragraphs do."""
    long = [line for line in lines if len(line.text) >= PROSE]
    return len(long) >= 5 and 10 * sum(line.text[-1] in _SENTENCE_END + _CLOSERS for line in long) >= 9 * len(long)


def _is_broken(group: list[Line], line: Line, grammar: Grammar) -> bool:
    """Whether a line of prose ends without a stop where all others have one: a link or a note broke it."""
    before = group[0].text
    last = group[-1].text[-1]
    if line.gap or line.soft or len(before) < PROSE or last in _SENTENCE_END + _CLOSERS:
        return False
    return "。" in before and not opens_unit(line.text, grammar)


def _without_hashes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Set the ## of Markdown headings aside: a mark that stands behind them is at the head of its line."""
    kept: list[Line] = []
    hashes: list[Line] = []
    for line in lines:
        found = _HASHES.match(line.text) if line.text[0] == "#" else None
        if found is None:
            kept.append(line)
            continue
        at = line.start + found.end()
        hashes.append(Line(line.start, line.start + len(found.group().rstrip(BLANKS)), found.group().rstrip(BLANKS)))
        kept.append(Line(at, line.end, line.text[found.end() :], line.indent, line.gap))
    return kept, hashes


def _without_markup(lines: list[Line], grammar: Grammar) -> tuple[list[Line], list[Line]]:
    """Set left-overs of markup aside, comments that run over several lines among them."""
    is_markup = grammar.patterns["MARKUP"].fullmatch
    kept: list[Line] = []
    markup: list[Line] = []
    comment_until = -1
    for i, line in enumerate(lines):
        if line.text.startswith("<!--") and "-->" not in line.text:
            comment_until = next((k for k in range(i + 1, min(i + 200, len(lines))) if "-->" in lines[k].text), i)
        if i <= comment_until or (line.text[0] in "<-!:=*_" and is_markup(line.text)):
            markup.append(line)
        elif "<" in line.text:
            kept += _without_tags(line, markup)
        else:
            kept.append(line)
    return kept, markup


def _without_tags(line: Line, markup: list[Line]) -> list[Line]:
    """Take tags and <U+00A0> off both ends of a line; what was taken is added to the markup."""
    text = line.text
    begin, end = 0, len(text)
    while (found := _TAG.match(text, begin, end)) is not None:
        begin = found.end()
    while end > begin and text[end - 1] in ">" + BLANKS:
        tail = next((m for m in _TAG.finditer(text, max(begin, end - LONGEST_TAG), end) if m.end() == end), None)
        if tail is None:
            break
        end = tail.start()
    for a, b in ((0, begin), (end, len(text))):
        piece = text[a:b].strip(BLANKS)
        if piece:
            at = line.start + text.index(piece, a)
            markup.append(Line(at, at + len(piece), piece))
    body = text[begin:end].strip(BLANKS)
    if not body:
        return []
    at = text.index(body, begin)
    return [Line(line.start + at, line.start + at + len(body), body, line.indent, line.gap, line.soft)]


def _without_page_numbers(lines: list[Line], grammar: Grammar) -> tuple[list[Line], list[Line]]:
    """Part page numbers from the text: lone numbers that count up by one, far apart, or that are dressed as such."""
    is_number = grammar.patterns["PAGE_NUMBER"].fullmatch
    found = [
        i
        for i, line in enumerate(lines)
        if len(line.text) <= 16 and is_number(line.text) and not (i and lines[i - 1].text[-1] == "[")
    ]
    pages: set[int] = set()
    numbers = [(i, _digits(lines[i].text)) for i in found]
    for (i, a), (j, b) in pairwise(numbers):
        if b == a + 1 and j - i >= 4:
            pages |= {i, j}
    pages.update(i for i in found if not lines[i].text.isdigit() and any(c in "—–-第·" for c in lines[i].text))
    return [line for i, line in enumerate(lines) if i not in pages], [lines[i] for i in sorted(pages)]


def _digits(text: str) -> int:
    digits = "".join(c for c in text if c.isdecimal())
    return int(digits) if digits else -9


def _continues(group: list[Line], line: Line, width: int, grammar: Grammar) -> bool:
    """Whether a physical line goes on with the sentence of those before it."""
    if line.soft:
        return False
    before = group[-1].text
    last = before[-1]
    if _REFERENCE.fullmatch(line.text) and (line.text[0] in "[]" or last == "["):
        return True  # a note mark [1] that a converter put on lines of its own
    if last in "《“（(" or (len(group) > 1 and (last in "[]" or (line.text[0] in "（(《" and not line.gap))):
        return last not in _SENTENCE_END and not opens_unit(line.text, grammar)
    if line.text[0] in "，。；、！？）”」》：" and line.gap == 0:
        return last not in _SENTENCE_END or line.text[0] in "”」）》"
    if not width or line.gap:
        return False
    ended = last in _SENTENCE_END or (last in _CLOSERS and before[-2:-1] in _SENTENCE_END)
    # A paragraph seldom ends just at the right edge; a line in mid-sentence may fall short of it.  Some wrap at a
    # count of characters, whatever their width.
    if max(2 * len(before) - RAGGED, _width(before)) < (width - 1 if ended else width - SLACK):
        return False
    line.doubtful = not ended
    return grammar.head.match(line.text) is None if ended else not opens_unit(line.text, grammar)


def opens_unit(text: str, grammar: Grammar) -> bool:
    """Whether a line begins with what looks like a mark of the outline.

    (A decimal such as 5.2 is likelier a figure.)
    """
    found = grammar.head.match(text)
    if found is None or found.lastgroup in {"DECIMAL", "XIAN", "LATIN", "ARABIC_HALF"}:
        return False
    # 第三十条规定的… at the head of a line is a reference; the mark of an article is followed by a blank.
    return found.lastgroup not in {"ARTICLE", "CLAUSE"} or text[found.end() : found.end() + 1] in ("", *BLANKS, "【", "（")

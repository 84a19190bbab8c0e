"""Lines as a reader sees them: hard-wrapped ones joined, broken ones mended."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from govreport.grammar.grammar import Grammar
from govreport.lines.furniture import Sifted
from govreport.lines.lines import BLANKS, LONG, STOPS, Line, physical_lines
from govreport.lines.style_hints import UNSTYLED, Styles
from govreport.text.lexicon import term
from govreport.text.numerals import read_numeral
from govreport.text.regex import late

_SENTENCE_END = "。！？!?：:；;…"
_CLOSERS = "”’」』）)》】]〕\"'"
SHORTEST_WRAP, LONGEST_WRAP = 15, 60
"""Between these, in full-width characters, lies the right edge of any page."""
PROSE = 40
"""A line of so many characters is prose: headings and titles are shorter, or hold no full stop."""
NOTE_MOST = 40
"""The longest line of a note in brackets under a title."""
RAGGED = 6
"""How far from the edge most full lines end, in columns: stops are carried over, Latin letters are narrow."""
SLACK = 8
"""How far a line may stay short of the edge, in columns: a lost indent of two characters, a word or a stop carried over."""
_BOX = term("BOX")
_LEADERS = term("ENTRY_END")
"""How an entry of a table of contents ends."""
_REFERENCE = late(r"\[\d{0,3}\]?|\d{1,3}|\]")


def logical_lines(text: str, grammar: Grammar, styles: Styles = UNSTYLED) -> tuple[list[Line], list[Line]]:
    """The lines of a text with hard-wrapped ones joined, and what stood between them without belonging to it."""
    sifted = Sifted(physical_lines(text, grammar), grammar)
    lines, beside = styles.lay_on(sifted.lines)
    noise = sorted(sifted.noise + beside, key=lambda line: line.start) if beside else sifted.noise
    _forget_even_gaps(lines)
    if styles.whole_lines:
        return lines, noise
    width = wrap_width(lines, grammar)
    mendable = _mendable(lines, grammar)
    groups: list[list[Line]] = []
    for i, line in enumerate(lines):
        if groups and (
            _continues(groups[-1], line, width, grammar)
            or (i in mendable and _is_broken(groups[-1], line, grammar))
            or _page_turns(groups[-1], line, sifted.page_numbers, grammar)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Line.joined(group) for group in groups], noise


def _forget_even_gaps(lines: list[Line]) -> None:
    """Where most lines have blank lines between them, a blank line tells nothing."""
    if 2 * sum(line.gap > 0 for line in lines) > len(lines):
        for line in lines:
            line.gap = 0


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
    beyond = sum(
        width > 1.5 * edge and line.text[-1] in _SENTENCE_END for width, line in zip(widths, lines, strict=True)
    )
    ragged = sum(edge - 3 * RAGGED <= width < edge - RAGGED for width in widths)
    return edge if 5 * beyond < len(full) and 2 * ragged <= len(full) else 0


def _page_turns(group: list[Line], line: Line, pages: list[int], grammar: Grammar) -> bool:
    """Whether a page number alone parts a sentence."""
    last = group[-1]
    if not pages or len(last.text) < SHORTEST_WRAP or last.text[-1] in _SENTENCE_END + _CLOSERS:
        return False
    between = bisect_left(pages, line.start) - bisect_left(pages, last.start)
    # A line that begins with a mark may be a heading, but not if it breaks off behind a comma.
    goes_on = last.text[-1] in "，,、" or not opens_unit(group[0].text, grammar)
    return between > 0 and goes_on and not opens_unit(line.text, grammar)


def paragraphs_are_stopped(lines: list[Line]) -> bool:
    """Whether the long lines of a text end in stops, nearly all of them, as finished paragraphs do."""
    long = [line for line in lines if len(line.text) >= PROSE]
    return len(long) >= 5 and 10 * sum(map(_is_stopped, long)) >= 9 * len(long)


def _is_stopped(line: Line) -> bool:
    """Whether a line of prose ends as one should; a shorter one may end as it likes."""
    return len(line.text) < PROSE or line.text[-1] in _SENTENCE_END + _CLOSERS


def _mendable(lines: list[Line], grammar: Grammar) -> frozenset[int]:
    """The lines from which the text goes on to a full stop, with no gap and no mark before it.

    None, where no line of prose lacks its stop, or so many that this tells nothing.
    """
    found: set[int] = set()
    if not paragraphs_are_stopped(lines) or all(map(_is_stopped, lines)):
        return frozenset()
    for i in range(len(lines) - 1, -1, -1):
        stops = lines[i].text[-1] in "。！？；" + _CLOSERS
        goes_on = i + 1 in found and not lines[i + 1].gap and not opens_unit(lines[i + 1].text, grammar)
        if stops or (goes_on and lines[i].text[-1] not in "：:"):
            found.add(i)
    return frozenset(found)


def _is_broken(group: list[Line], line: Line, grammar: Grammar) -> bool:
    """Whether a line of prose ends without a stop where all others have one: a link or a note broke it."""
    before = group[0].text
    last = group[-1].text[-1]
    if line.gap or line.soft or len(before) < PROSE or last in _SENTENCE_END + _CLOSERS or line.text[-1] in "：:":
        return False
    # Up to a bound: a line may be as long as the text, and every line after it asks again.
    return "。" in before[:LONG] and not opens_unit(line.text, grammar)


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
    if before[0] in "（(" and line.text[-1] in "）)" and not line.gap and _is_note(before, line.text):
        return True
    if line.text[0] in "，。；、！？）”」》：" and line.gap == 0:
        return last not in _SENTENCE_END or line.text[0] in "”」）》"
    if not width or line.gap or _LEADERS.search(before[-NOTE_MOST:]):
        return False
    ended = last in _SENTENCE_END or (last in _CLOSERS and before[-2:-1] in _SENTENCE_END)
    # A paragraph seldom ends just at the right edge; a line in mid-sentence may fall short of it.  Some wrap at a
    # count of characters, whatever their width.
    if max(2 * len(before) - RAGGED, _width(before)) < (width - 1 if ended else width - SLACK):
        return False
    if not ended and _width(before) > width + SLACK and _ends_in_heading(before, grammar):
        return False
    line.doubtful = not ended
    if ended:
        return grammar.head.match(line.text) is None and not opens_line(line.text, grammar)
    return not opens_unit(line.text, grammar)


def begins_box(text: str) -> bool:
    """Whether a line is the caption of a box in a plan.

    >>> begins_box("专栏1　重点工程"), begins_box("专栏作家")
    (True, False)
    """
    found = _BOX.match(text)
    return found is not None and read_numeral(text[found.end()]) is not None


def opens_line(text: str, grammar: Grammar) -> bool:
    """Whether a line begins anew, whatever stands before it: the caption of a box, the label of an attachment."""
    if text[0] == "附":
        return bool(grammar.matches["ATTACHMENT_LABEL"](text) or grammar.matches["ATTACHMENT_LIST"](text))
    return begins_box(text)


def _ends_in_heading(text: str, grammar: Grammar) -> bool:
    """Whether a line that runs beyond the edge ends in a heading that lost the break before it: …。（二）算力基础设施."""
    tail = text[max(text.rfind(stop) for stop in "。！？；") + 1 :]
    return len(tail) <= NOTE_MOST and "，" not in tail and "：" not in tail and opens_unit(tail, grammar)


def _is_note(first: str, last: str) -> bool:
    """Whether two short lines are one note in brackets: （民政部 and 一九九七年一月二十八日）."""
    short = len(first) <= NOTE_MOST >= len(last)
    return short and not any(c in "）)" for c in first) and not any(c in "（(" for c in last)


def opens_unit(text: str, grammar: Grammar) -> bool:
    """Whether a line begins with what looks like a mark of the outline.

    (A decimal such as 5.2 is likelier a figure.)  The caption of a box and the label of an attachment do so too.
    """
    if opens_line(text, grammar):
        return True
    found = grammar.head.match(text)
    if found is None or (family := grammar.speech.families[found.lastgroup or ""]).weak_head:
        return False
    if family.bare and found.group()[-1] not in STOPS:
        return False  # 三 at the head of a line may be no more than a word
    # 第三十条规定的… at the head of a line is a reference; the mark of an article is followed by a blank.
    return not family.provision or text[found.end() : found.end() + 1] in (
        "",
        *BLANKS,
        "【",
        "（",
    )

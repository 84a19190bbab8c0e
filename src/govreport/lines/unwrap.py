"""Lines as a reader sees them: hard-wrapped lines and broken lines joined."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from govreport.grammar.grammar import Grammar
from govreport.lines.edges import Edges
from govreport.lines.furniture import Sifted
from govreport.lines.inline_breaks import InlineBreaks
from govreport.lines.lines import (
    CLOSERS,
    FINISHED,
    LONG,
    PROSE,
    SENTENCE_END,
    Line,
    columns,
    columns_of_each,
    physical_lines,
)
from govreport.lines.openings import is_drawn, opens_line, opens_unit
from govreport.lines.style_hints import UNSTYLED, Styles
from govreport.lines.tables import is_row
from govreport.text.lexicon import term
from govreport.text.numerals import read_numeral
from govreport.text.regex import lazy

SHORTEST_WRAP, LONGEST_WRAP = 15, 60
"""Between these, in full-width characters, is the right edge of any page."""
KEY_MOST = 12
"""The longest key of a field, in characters, its colon included."""
LAST_MOST = 4
"""How long the end of a list member is that announces the last one, in characters: ；以及."""
NAME_MOST = 60
"""How much of the name of a document is searched on each side of a line break, in characters."""
NOTE_MOST = 40
"""The longest line of a note in brackets under a title."""
RAGGED = 6
"""How far from the edge most full lines end, in columns: stops are carried over, Latin letters are narrow."""
HANGING_STOP = 3
"""How far beyond the edge a stop may hang, in columns."""
FULL_LEAST, FULL_SHARE = 3, 0.06
"""The number, and the share of all lines, of lines that end at the edge of wrapped text."""
CONTINUED_SHARE = 0.6
"""The share of these lines that the next line must continue."""
BEYOND, BEYOND_SHARE = 1.5, 0.2
"""How much longer than the edge a line is a whole paragraph, and from which share of full lines such lines show no edge."""
INDENTED_SHARE = 0.8
"""The share of first lines that must be shorter by an indent."""
PROSE_LEAST, OPEN_SHARE = 5, 0.1
"""The number of lines of prose that are evidence, and the largest share of them that may lack a stop."""
SLACK = 8
"""How far a line may stay short of the edge, in columns: a lost indent of two characters, a word or a stop carried over."""
HANGING = 2
"""How far a stop carried over, or a narrow letter, moves the end of a full line, in columns."""
FIRSTS_LEAST = 3
"""How many first lines of paragraphs show that their indent is lost, at least."""
INDENT_MOST = 8
"""How far from the margin a line of a paragraph begins, in columns; centred lines and signatures begin further in."""
_LEADERS = term("ENTRY_END")
"""How an entry of a table of contents ends."""
_WHOLE_ENDS = "。！？；" + CLOSERS
"""What ends a sentence, and what may follow that."""
_AROUND = "（(）)、．.，, \u3000\xa0"
"""What is around the numeral of a mark."""
REFERENCE_MOST = 5
"""The longest mark of a note, in characters: [123]."""
_KEY = term("SPACED_KEY")
"""How a line of metadata begins."""
_OPENED = "《“（("
"""The end of a line that continues on the next one."""
_GOING_ON = _OPENED + "第"
"""The same, where a break may be inside a mark: 第｜一，"""
_INSIDE = "，。；、！？）”」》："
"""The beginning of a line that continues the one before."""
_BEFORE_THOUSAND, _THOUSAND = lazy(r"[^\W\d_]\s?\d{1,3}$"), lazy(r"\d{3}[^\W\d_]")
"""The two parts of a figure that is broken where a blank separates its thousands."""
_NEXT_IS_LAST = term("NEXT_IS_LAST")
_CLAUSE = lazy("[，。、；,;]")
"""What most full lines of prose contain."""
_REFERENCE = lazy(r"\[\d{0,3}\]?|\d{1,3}|\]")


def logical_lines(text: str, grammar: Grammar, styles: Styles = UNSTYLED) -> tuple[list[Line], list[Line]]:
    """The lines of a text with hard-wrapped lines joined, and the noise between them, in source order."""
    sifted = Sifted(physical_lines(text, grammar), grammar)
    lines, beside = styles.lay_on(sifted.lines)
    noise = sorted(sifted.noise + beside, key=lambda line: line.start) if beside else sifted.noise
    if styles.whole_lines:
        _forget_even_gaps(lines)
        return lines, noise
    edges = Edges(lines) if beside else sifted.edges
    breaks = InlineBreaks(lines, edges, grammar)
    _forget_even_gaps(lines)
    width = wrap_width(lines, grammar)
    inside = _width_inside(lines, width, grammar) if width else 0
    unfinished = [i for i, last in enumerate(edges.lasts) if last not in FINISHED]
    broken = breaks.going_on(wrapped=width > 0)
    crossed = _crossed(lines, grammar) if width else frozenset()
    mendable = _mendable(lines, unfinished, grammar)
    values = _values(lines, edges, grammar)
    asked: Sequence[int] = range(1, len(lines))
    if not width:  # few lines may continue the one before; the others are not checked
        mended = unfinished if sifted.page_numbers else [i for i in unfinished if i + 1 in mendable]
        asked = sorted({*broken, *values, *_open_at_edges(lines, edges), *(i + 1 for i in mended)} - {0, len(lines)})
    found: list[Line] = []
    done = 0
    for first in asked:
        end = first
        group = lines[first - 1 : first]
        while (
            done < first
            and end < len(lines)
            and (line := lines[end]).row is None
            and group[-1].row is None
            and (
                end in broken
                or end in values
                or _continues(group, line, width, inside, end in crossed, grammar)
                or (end in mendable and _is_broken(group, line, grammar))
                or (sifted.page_numbers and _page_turns(group, line, sifted.page_numbers, grammar))
            )
        ):
            group.append(line)
            end += 1
        if end > first:
            found += lines[done : first - 1]
            found.append(Line.joined(group))
            done = end
    return found + lines[done:], noise


def _open_at_edges(lines: list[Line], edges: Edges) -> Iterator[int]:
    """The lines that may continue the line before them by the edges of both, or because they are so short."""
    yield from edges.beginning(_INSIDE)
    yield from (i + 1 for i in edges.ending(_GOING_ON))
    yield from (i + 1 for i in edges.beginning("（(") if edges.lasts[i + 1 : i + 2] in "）)")
    yield from (i + 1 for i in edges.ending("0123456789"))
    yield from [i for i, line in enumerate(lines) if len(line.text) <= REFERENCE_MOST]


def _forget_even_gaps(lines: list[Line]) -> None:
    """Where most lines have blank lines between them, only more blank lines than usual separate."""
    gaps = sorted(line.gap for line in lines if line.gap)
    if 2 * len(gaps) > len(lines):
        usual = gaps[len(gaps) // 2]
        for line in lines:
            line.gap = max(0, line.gap - usual)


def wrap_width(lines: list[Line], grammar: Grammar) -> int:
    """The width at which the text was hard-wrapped, in half-width columns; 0 for text that was not.

    Wrapped text has a right edge: many lines end at the same column, in mid-sentence, and the next line continues the
    sentence.
    """
    # Only the width of lines up to half as long again as the widest page matters; any longer line is wider.
    short = [line.text if len(line.text) <= 3 * LONGEST_WRAP else "" for line in lines]
    widths = [
        line.column + (width or len(line.text)) for line, width in zip(lines, columns_of_each(short), strict=True)
    ]
    histogram = Counter([width for width in widths if 2 * SHORTEST_WRAP <= width <= 2 * LONGEST_WRAP])
    if not histogram:
        return 0
    margin = min([line.column for line in lines]) + INDENT_MOST
    up_to = [0, *accumulate(histogram[width] for width in range(2 * LONGEST_WRAP + 1))]
    edge = max(histogram, key=lambda width: (up_to[width + 1] - up_to[width - RAGGED], -width))
    full = [i for i in range(len(lines) - 1) if edge - RAGGED <= widths[i] <= edge and lines[i].column <= margin]
    # Headings of similar length also end in mid-sentence, but a mark or a longer paragraph follows them.
    going_on = sum(
        lines[i].text[-1] not in FINISHED
        and not lines[i + 1].gap
        and widths[i + 1] <= edge + HANGING_STOP
        and not opens_unit(lines[i + 1].text, grammar)
        for i in full
    )
    if len(full) < max(FULL_LEAST, FULL_SHARE * len(lines)) or going_on < CONTINUED_SHARE * len(full):
        return 0
    if 2 * sum(_CLAUSE.search(lines[i].text) is not None for i in full) < len(full):
        return 0  # titles, breadcrumbs and metadata of like length
    # Evidence against an edge: whole paragraphs beyond it, and lines that end anywhere before it.
    beyond = sum(
        width > BEYOND * edge and line.text[-1] in SENTENCE_END for width, line in zip(widths, lines, strict=True)
    )
    ragged = sum(edge - 3 * RAGGED <= width < edge - RAGGED for width in widths)
    return edge if beyond < BEYOND_SHARE * len(full) and 2 * ragged <= len(full) else 0


def _width_inside(lines: Sequence[Line], edge: int, grammar: Grammar) -> int:
    """The usual width of full lines, if the first lines of paragraphs are shorter by a lost indent; else 0.

    A paragraph is indented by two characters (GB/T 9704-2012, 7.3.3); text taken from a page loses the blanks.
    """
    widths = columns_of_each([line.text if len(line.text) <= LONGEST_WRAP else "" for line in lines])
    full = Counter(width for width in widths if edge - RAGGED <= width <= edge)
    usual = max(full, key=lambda width: (full[width], width), default=0)
    if not usual:
        return 0  # lines of Latin text, longer than any of Chinese
    firsts = [
        widths[i]
        for i in range(1, len(lines))
        if usual - RAGGED <= widths[i] <= usual + HANGING
        and widths[i - 1] < usual - SLACK
        and lines[i - 1].text[-1] in SENTENCE_END
        and grammar.head.match(lines[i].text) is None
    ]
    indented = sum(width < usual - HANGING for width in firsts)
    return usual if indented >= FIRSTS_LEAST and indented >= INDENTED_SHARE * len(firsts) else 0


def _page_turns(group: list[Line], line: Line, pages: list[int], grammar: Grammar) -> bool:
    """Whether only a page number interrupts a sentence."""
    last = group[-1]
    if not pages or len(last.text) < SHORTEST_WRAP or last.text[-1] in FINISHED:
        return False
    between = bisect_left(pages, line.start) - bisect_left(pages, last.start)
    # A line that begins with a mark may be a heading, but not if it breaks off after a comma.
    goes_on = last.text[-1] in "，,、" or not opens_unit(group[0].text, grammar)
    return between > 0 and goes_on and not opens_unit(line.text, grammar)


def _mendable(lines: list[Line], unfinished: Sequence[int], grammar: Grammar) -> frozenset[int]:
    """The lines from which the text continues to a full stop, with no gap and no mark before it.

    Nothing is mendable where no line of prose lacks its stop, or where many do: this is evidence only in a text in which
    nearly all long lines end in stops.
    """
    found: set[int] = set()
    open_prose = len([True for i in unfinished if len(lines[i].text) >= PROSE])
    prose = len([True for line in lines if len(line.text) >= PROSE]) if open_prose else 0
    if prose < PROSE_LEAST or open_prose > OPEN_SHARE * prose:
        return frozenset()
    for i in range(len(lines) - 1, -1, -1):
        last = lines[i].text[-1]
        if last in _WHOLE_ENDS or (
            last not in "：:" and i + 1 in found and not lines[i + 1].gap and not opens_unit(lines[i + 1].text, grammar)
        ):
            found.add(i)
    return frozenset(found)


def _is_broken(group: list[Line], line: Line, grammar: Grammar) -> bool:
    """Whether a line of prose ends without a stop where all others have one: a link or a note broke it."""
    before = group[0].text
    last = group[-1].text[-1]
    if line.gap or line.soft or len(before) < PROSE or last in FINISHED or line.text[-1] in "：:":
        return False
    if _NEXT_IS_LAST.search(before, max(0, len(before) - LAST_MOST)):
        return False
    # Up to a bound: a line may be as long as the text, and every line after it measures it again.
    return "。" in before[:LONG] and not opens_unit(line.text, grammar)


def _values(lines: list[Line], edges: Edges, grammar: Grammar) -> frozenset[int]:
    """The lines that are the values of the keys on the lines before them, where keys and values alternate."""
    is_field = grammar.matches["FIELD"]
    keys = {i for i in edges.ending("：:") if len(lines[i].text) <= KEY_MOST and is_field(lines[i].text)}
    values = {
        i + 1
        for i in keys
        if i + 1 < len(lines)
        and i + 1 not in keys
        and len(lines[i + 1].text) <= NOTE_MOST
        and (lines[i + 1].text[0].isdigit() or not is_field(lines[i + 1].text))
    }
    return frozenset(i for i in values if i + 1 in keys or i - 2 in values)


def _crossed(lines: list[Line], grammar: Grammar) -> frozenset[int]:
    """The lines that begin with a mark across which its own series continues: 二、 … 一、 … 三、"""
    found: set[int] = set()
    last: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        mark = grammar.head.match(line.text)
        ordinal = read_numeral(mark.group().strip(_AROUND)) if mark is not None else None
        if mark is None or ordinal is None:
            continue
        seen = last.setdefault(mark.lastgroup or "", [])
        if len(seen) > 1 and seen[-2][1] + 1 == ordinal != seen[-1][1] + 1:
            found.add(seen[-1][0])
        seen.append((i, ordinal))
    return frozenset(found)


def _continues(group: list[Line], line: Line, width: int, inside: int, crossed: bool, grammar: Grammar) -> bool:
    """Whether a physical line continues the sentence of those before it.

    :param inside: the usual width inside a paragraph, if first lines are shorter by a lost indent; else 0.
    :param crossed: whether the mark at its beginning does not fit its series.
    """
    if line.soft:
        return False
    before = group[-1].text
    last = before[-1]
    if is_drawn(last) or is_drawn(line.text[0]) or is_row(before) or is_row(line.text):
        return False
    if "\t" in before and "\t" in line.text:
        return False  # rows with tabs between their cells, as pasted from a spreadsheet
    if len(line.text) <= REFERENCE_MOST and _REFERENCE.fullmatch(line.text) and (line.text[0] in "[]" or last == "["):
        return True  # a note mark [1] that a converter put on lines of its own
    if last == "第":
        return True  # the line broke inside a mark: 第｜一，
    if last.isdigit() and not line.gap and _THOUSAND.match(line.text) and _BEFORE_THOUSAND.search(before[-4:]):
        return True  # the line broke inside a figure: 12｜500个单位
    if last in _OPENED or (len(group) > 1 and (last in "[]" or (line.text[0] in "（(《" and not line.gap))):
        return last not in SENTENCE_END and not opens_unit(line.text, grammar)
    if not line.gap and _is_inside_name(before, line.text):
        return True
    if before[0] in "（(" and line.text[-1] in "）)" and not line.gap and _is_note(before, line.text):
        return True
    if line.text[0] in _INSIDE and line.gap == 0:
        return last not in SENTENCE_END or line.text[0] in "”」）》"
    return bool(width) and not line.gap and _continues_at_edge(group, line, width, inside, crossed, grammar)


def _continues_at_edge(group: list[Line], line: Line, width: int, inside: int, crossed: bool, grammar: Grammar) -> bool:
    """The same for a line of hard-wrapped text, by the width of both lines."""
    before = group[-1].text
    last = before[-1]
    ended = last in SENTENCE_END or (last in CLOSERS and before[-2:-1] in SENTENCE_END)
    after = columns(line.text) if ended and inside and len(line.text) <= LONGEST_WRAP else 0
    if after and after >= inside - RAGGED:
        continued = after >= inside - HANGING and columns(before) >= inside - RAGGED
        return continued and grammar.head.match(line.text) is None and not opens_line(line.text, grammar)
    if ended and columns(line.text) < width - SLACK and line.text[-1] not in FINISHED:
        return False  # the last line of a paragraph has a stop
    # A paragraph rarely ends exactly at the right edge; a line in mid-sentence may end before it.  Some texts wrap after
    # a number of characters of any width.
    if group[-1].column + max(2 * len(before) - RAGGED, columns(before)) < (width - 1 if ended else width - SLACK):
        return False
    if not ended and columns(before) > width + SLACK and _ends_in_heading(before, grammar):
        return False
    if _LEADERS.search(before[-NOTE_MOST:]):
        return False
    if _KEY.match(before) and _KEY.match(line.text):
        return False  # a record of the page: a key and its value on each line
    if crossed and not ended:
        return True
    line.doubtful = not ended
    if ended:
        return grammar.head.match(line.text) is None and not opens_line(line.text, grammar)
    return not opens_unit(line.text, grammar)


def _is_inside_name(before: str, text: str) -> bool:
    """Whether a line breaks off inside 《…》, and the next one closes it."""
    opened = before.rfind("《", -NAME_MOST)
    closed = text.find("》", 0, NAME_MOST)
    return opened >= 0 and closed >= 0 and "》" not in before[opened:] and "《" not in text[:closed]


def _ends_in_heading(text: str, grammar: Grammar) -> bool:
    """Whether a line that runs beyond the edge ends in a heading that lost the break before it: …。（二）算力基础设施."""
    tail = text[max(text.rfind(stop) for stop in "。！？；") + 1 :]
    return len(tail) <= NOTE_MOST and not any(sign in tail for sign in "，,：:") and opens_unit(tail, grammar)


def _is_note(first: str, last: str) -> bool:
    """Whether two short lines are one note in brackets: （民政部 and 一九九七年一月二十八日）."""
    short = len(first) <= NOTE_MOST >= len(last)
    return short and not any(c in "）)" for c in first) and not any(c in "（(" for c in last)

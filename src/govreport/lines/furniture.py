"""Noise between the lines: left-overs of markup, page numbers, running heads, and pages that are printed again."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise

from govreport.grammar.grammar import Grammar
from govreport.lines.disclosure_form import with_forms
from govreport.lines.edges import Edges
from govreport.lines.flat_tables import mark_cells
from govreport.lines.lines import BLANKS, Line
from govreport.text.lexicon import term
from govreport.text.regex import lazy

LONGEST_PAGER = 120
LONGEST_COMMENT = 200
"""The longest comment, in lines; an unclosed comment is text."""
METADATA_MOST = 60
"""The most lines of metadata before a text."""
RUNNING = 3
"""A line next to at least this many page numbers is a running head."""
PAGE_LEAST = 4
"""The number of lines between the numbers of two pages; items of a list are nearer to each other."""
PAGE_LINES = 10
"""A page has more lines on average; a row of a table, one cell a line, has fewer."""
PAGE = 1_000
"""In characters: a text of this length that is repeated word for word is the same page, printed again."""
_DISTINCT = 40
"""The shortest line, in characters, that is not equal to another by chance."""
_PAGE_HEAD = 3
"""The number of lines of a page that are searched for its navigation."""
_FURNITURE = ("PAGE_NUMBER", "BOILERPLATE")
_TAG = lazy(r"(?:<U\+[0-9A-F]{4,6}>|</?(?!t(?:able|r|d|h|body|head)\b)[A-Za-z][\w-]{0,20}(?:\s[^<>]{0,200})?/?>)\s*")
_NUMBER = lazy(r"[0-9０-９]+")
_YAML = term("YAML_LINE")
_RULE = "---"
"""What encloses metadata."""
_MARKS = "<-!:：=*_[@"
"""What a line of markup begins with."""
_HASHES = lazy(r"[#＃]{1,6}[ \t\u3000]+(?=\S)")


class Sifted:
    """The lines of a text, and the noise between and around them, each in source order."""

    __slots__ = ("edges", "lines", "noise", "page_numbers")

    def __init__(self, lines: list[Line], grammar: Grammar) -> None:
        lines, metadata = _without_metadata(lines)
        edges = Edges(lines)
        lines, hashes = _without_hashes(lines, edges)
        if hashes:
            edges = Edges(lines)
        lines, markup = _without_markup(lines, edges, grammar)
        lines, copies = _without_copies(lines, grammar)
        whole = lines
        lines = with_forms(lines)
        if markup or copies or lines is not whole:
            edges = Edges(lines)
        mark_cells(lines, edges, grammar)
        self.lines, pages = _without_page_numbers(lines, edges, grammar)
        self.edges = Edges(self.lines) if pages else edges
        self.page_numbers = [page.start for page in pages]
        """The lines of page numbers."""
        for found, reason in ((pages, "page numbers and running heads"), (markup, "left-overs of markup")):
            for line in found:
                line.aside = reason
        self.noise = sorted(metadata + pages + hashes + markup + copies, key=lambda line: line.start)


def _without_metadata(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Separate the metadata between two rules at the beginning of a Markdown file (YAML front matter)."""
    if not lines or lines[0].text != _RULE:
        return lines, []
    for i in range(1, min(len(lines), METADATA_MOST)):
        if lines[i].text == _RULE:
            for line in lines[1:i]:
                line.metadata = True
            return [lines[0], *lines[i:]], lines[1:i]
        if not _YAML.fullmatch(lines[i].text):
            break
    return lines, []


def _without_hashes(lines: list[Line], edges: Edges) -> tuple[list[Line], list[Line]]:
    """Separate the ## of Markdown headings, so that a mark after them is at the head of its line."""
    if not edges.beginning("#＃"):
        return lines, []  # most texts
    kept: list[Line] = []
    hashes: list[Line] = []
    for line in lines:
        found = _HASHES.match(line.text) if line.text[0] in "#＃" else None
        if found is None:
            kept.append(line)
            continue
        at = line.start + found.end()
        hashes.append(Line(line.start, line.start + len(found.group().rstrip(BLANKS)), found.group().rstrip(BLANKS)))
        kept.append(Line(at, line.end, line.text[found.end() :], line.indent, line.gap))
    return kept, hashes


def _without_markup(lines: list[Line], edges: Edges, grammar: Grammar) -> tuple[list[Line], list[Line]]:
    """Separate left-overs of markup, including comments on several lines.

    ``edges`` are those of the lines before their hashes were removed.
    """
    asked = {*edges.beginning(_MARKS + "#＃"), *(i for i, line in enumerate(lines) if "<" in line.text)}
    if not asked:
        return lines, []  # most texts
    is_markup = grammar.matches["MARKUP"]
    kept: list[Line] = []
    markup: list[Line] = []
    closing = [i for i, line in enumerate(lines) if _ends_comment(line.text)] if "<" in edges.firsts else []
    done = 0
    for i in sorted(asked):
        if i < done:
            continue  # inside a comment
        line = lines[i]
        kept += lines[done:i]
        done = i + 1
        if line.text.startswith("<!--") and "-->" not in line.text:
            at = bisect_right(closing, i)
            if at < len(closing) and closing[at] < i + LONGEST_COMMENT:
                done = closing[at] + 1
            markup += lines[i:done]
        elif line.text[0] in _MARKS and is_markup(line.text):
            markup.append(line)
        elif "<" in line.text:
            kept += _without_tags(line, markup)
        else:
            kept.append(line)
    return kept + lines[done:], markup


def _ends_comment(text: str) -> bool:
    """Whether a line closes a comment; pages that were cut short end in the first half of its mark."""
    return "-->" in text or text == "--"


def _without_tags(line: Line, markup: list[Line]) -> list[Line]:
    """Remove tags and <U+00A0> from both ends of a line, and add them to the markup."""
    text = line.text
    begin, end = 0, len(text)
    while (found := _TAG.match(text, begin, end)) is not None:
        begin = found.end()
    for tag in reversed(list(_TAG.finditer(text, begin))):
        if tag.end() < end:
            break
        end = tag.start()
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


def _without_copies(lines: list[Line], grammar: Grammar) -> tuple[list[Line], list[Line]]:
    """Separate a page that repeats an earlier one, as when a crawler got the first page instead of the second.

    Repeated text is such a page if furniture opens it, or if only furniture is between it and the copy before.
    Forms that differ only in their labels also repeat text, and stay.
    """
    first: dict[str, int] = {}
    kept: list[Line] = []
    copies: list[Line] = []
    long = [line.text for line in lines if len(line.text) >= _DISTINCT]
    if len(set(long)) == len(long):
        return lines, []  # most texts
    end = 0  # of the lines that are decided
    copied = -1  # the end of the last copy
    kept_until = 0  # of repeated text that stays
    for i, line in enumerate(lines):
        if i < end or len(line.text) < _DISTINCT:
            continue
        at = first.get(line.text)
        if at is None or i < kept_until:
            first[line.text] = i
            continue
        begin, end_of_copy = _stretch(lines, at, i, end)
        if sum(len(copy.text) for copy in lines[begin:end_of_copy]) < PAGE:
            continue
        before = max(copied, at + end_of_copy - i)  # where the copy before ends
        opened = any(_is_furniture(line, grammar) for line in lines[begin : begin + _PAGE_HEAD])
        if opened or all(_is_furniture(line, grammar) for line in lines[before:begin]):
            for copy in lines[begin:end_of_copy]:
                copy.aside = f"a page printed again, which repeats {lines[at].text:.16}"
            kept += lines[end:begin]
            copies += lines[begin:end_of_copy]
            end = copied = end_of_copy
        else:
            first[line.text] = i
            kept_until = end_of_copy
    return kept + lines[end:], copies


def _is_furniture(line: Line, grammar: Grammar) -> bool:
    """Whether a line belongs to a page, not to its text: a page number, or navigation."""
    return len(line.text) <= LONGEST_PAGER and any(grammar.matches[shape](line.text) for shape in _FURNITURE)


def _stretch(lines: list[Line], at: int, copy: int, least: int) -> tuple[int, int]:
    """The lines around ``copy``, from ``least`` on, that repeat the lines around ``at``; they do not overlap."""
    begin, before = copy, at
    while begin > least and before > 0 and lines[begin - 1].text == lines[before - 1].text:
        begin, before = begin - 1, before - 1
    while copy < len(lines) and at < begin and lines[copy].text == lines[at].text:
        copy, at = copy + 1, at + 1
    return begin, copy


def _without_page_numbers(lines: list[Line], edges: Edges, grammar: Grammar) -> tuple[list[Line], list[Line]]:
    """Separate page numbers from the text: single numbers that increase by one, far apart, or that have the form of page
    numbers."""
    number = grammar.shapes["PAGE_NUMBER"]
    found = [
        i
        for i in number.among(edges.firsts, edges.lasts)
        if len(lines[i].text) <= LONGEST_PAGER and number.match(lines[i].text)
        if lines[i].row is None and not (i and edges.lasts[i - 1] == "[")
    ]
    if not found:
        return lines, []
    pages: set[int] = set()
    numbers = [(i, _digits(lines[i].text)) for i in found]
    for (i, a), (j, b) in pairwise(numbers):
        if b == a + 1 and j - i >= PAGE_LEAST:
            pages |= {i, j}
    pages.update(i for i in found if not lines[i].text.isdigit() and any(c in "—–-第·页" for c in lines[i].text))
    pages |= _running_heads(lines, pages)
    return [line for i, line in enumerate(lines) if i not in pages], [lines[i] for i in sorted(pages)]


def _running_heads(lines: list[Line], pages: set[int]) -> set[int]:
    """Lines next to page numbers that are the same on page after page: running heads and feet (页眉, 页脚)."""
    if len(lines) < PAGE_LINES * len(pages):
        return set()  # they number the rows of a table
    beside = {i for page in pages for i in (page - 1, page + 1) if 0 <= i < len(lines)} - pages
    counts = Counter(lines[i].text for i in beside)
    return {i for i in beside if counts[lines[i].text] >= RUNNING and len(lines[i].text) < _DISTINCT}


def _digits(text: str) -> int:
    digits = _NUMBER.search(text)
    return int(digits.group()) if digits else -9

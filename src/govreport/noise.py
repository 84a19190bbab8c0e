"""Noise between the lines: left-overs of markup, and page numbers."""

from __future__ import annotations

import re
from itertools import pairwise

from govreport.grammar import Grammar
from govreport.lines import BLANKS, Line

LONGEST_TAG = 240
LONGEST_COMMENT = 200
"""How many lines a comment may run; one that never closes is none."""
_TAG = re.compile(
    r"(?:<U\+[0-9A-F]{4,6}>|</?(?!t(?:able|r|d|h|body|head)\b)[A-Za-z][\w-]{0,20}(?:\s[^<>]{0,200})?/?>)\s*"
)
_NUMBER = re.compile(r"[0-9０-９]+")
_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")


class Sifted:
    """The lines of a text, and the noise that stood between and beside them, each in source order."""

    __slots__ = ("lines", "noise", "page_numbers")

    def __init__(self, lines: list[Line], grammar: Grammar) -> None:
        lines, hashes = _without_hashes(lines)
        lines, markup = _without_markup(lines, grammar)
        self.lines, pages = _without_page_numbers(lines, grammar)
        self.page_numbers = [page.start for page in pages]
        """Where page numbers stand."""
        self.noise = sorted(pages + hashes + markup, key=lambda line: line.start)


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
            comment_until = next(
                (k for k in range(i + 1, min(i + LONGEST_COMMENT, len(lines))) if "-->" in lines[k].text), i
            )
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
    digits = _NUMBER.search(text)
    return int(digits.group()) if digits else -9

"""Layout hints from a file format that the text lacks: heading styles, boilerplate and notes."""

from __future__ import annotations

from typing import NamedTuple

from govreport.text.source import Span


class Evidence(NamedTuple):
    """Layout hints for a text; offsets are code points of that text.

    Numbers have precedence over the style of their line: authors style inconsistently, but number carefully.
    """

    headings: tuple[tuple[int, int], ...] = ()
    """The starts of lines with a heading style, in order, with their levels; 1 is the highest."""
    boilerplate: tuple[Span, ...] = ()
    """Text outside the document, in order: running heads, page numbers, the surroundings of a web page."""
    whole_lines: bool = False
    """Whether every line is a complete paragraph, so that lines are never joined."""
    pages: tuple[int, ...] = ()
    """The start of each page, if the format has pages."""
    notes: tuple[Span, ...] = ()
    """Footnotes, endnotes and comments, in order: notes of the document outside its text."""
    recognized: bool = False
    """Whether the text of a page was recognized (OCR)."""
    run_in: tuple[tuple[int, int], ...] = ()
    """The starts of lines that begin with a heading and continue with text, in order, with the levels of the headings."""


NOTHING = Evidence()
"""The empty hints of plain text."""

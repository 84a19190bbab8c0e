"""What a file format says of a text beside its characters: which lines it styles as headings, what is no text."""

from __future__ import annotations

from typing import NamedTuple

from govreport.text.source import Span


class Evidence(NamedTuple):
    """What is known of a text before it is read; offsets are code points of that text.

    The number of a mark weighs more than the style of its line: authors style by eye, and count with care.
    """

    headings: tuple[tuple[int, int], ...] = ()
    """Where lines begin that are styled as headings, in order, each with its level; 1 is the highest."""
    boilerplate: tuple[Span, ...] = ()
    """What stands beside the text, in order: running heads, page numbers, the chrome of a web page."""
    whole_lines: bool = False
    """Whether every line is a whole paragraph, so that none is to be joined with the next."""
    pages: tuple[int, ...] = ()
    """Where each page begins, if the format has pages."""


NOTHING = Evidence()
"""What plain text says beside its characters."""

"""What the finders hand on: a stretch of a text, and how to make a mention of it; and how a stretch is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import frozen

from govreport.facts.kinds import Mention

APART = "\x00"
"""Stands for what was found and belongs to no phrase around it."""
NAMED = "\x01"
"""Stands for a name inside a phrase: a citation, a name in quotation marks."""


@frozen
class Found:
    """A stretch of a text, ``[start, end)``, and what makes a mention of it, given its text, span and path."""

    start: int
    end: int
    make: Callable[..., Mention]


def masked(text: str, stretches: Iterable[tuple[int, int]], mask: str) -> str:
    """The text with stretches covered, of one length with it; they are in order and apart.

    >>> masked("印发《通知》2份", [(2, 6)], "-")
    '印发----2份'
    """
    kept, at = [], 0
    for start, end in stretches:
        kept += [text[at:start], mask * (end - start)]
        at = end
    return "".join(kept) + text[at:]

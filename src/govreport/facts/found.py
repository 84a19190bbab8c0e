"""The results of the finders: a slice of a text, and how to make a mention of it; and masking of slices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from govreport.facts.kinds import Mention
from govreport.util.records import record

APART = "\x00"
"""Masks what was found and is not part of a phrase around it."""
NAMED = "\x01"
"""Masks a name inside a phrase: a citation, a name in quotation marks."""


@record
class Found:
    """A slice of a text, ``[start, end)``; ``make`` creates the mention from text, span and path."""

    start: int
    end: int
    make: Callable[..., Mention]


def masked(text: str, stretches: Sequence[tuple[int, int]], mask: str) -> str:
    """The text with slices masked, of the same length; the slices are ordered and disjoint.

    >>> masked("印发《通知》2份", [(2, 6)], "-")
    '印发----2份'
    """
    if not stretches:
        return text
    kept, at = [], 0
    for start, end in stretches:
        kept += [text[at:start], mask * (end - start)]
        at = end
    return "".join(kept) + text[at:]

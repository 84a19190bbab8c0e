"""Organs of the state and the Party by the shape of their names: ``国务院办公厅``, ``珠海市人民政府``, ``区司法局``.

Chinese does not write where a name begins.  So a name is taken only where a name can begin (behind a mark, or a word such as
由 or 和) and if it begins with a place, a rank of place or the state itself: none is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.facts.found import Found
from govreport.facts.kinds import Organ
from govreport.text.lexicon import term

_ORGAN = term("NAMED_ORGAN")


def organs(text: str) -> Iterator[Found]:
    """The organs of a text, first to last.

    >>> text = "市司法局会同区人民检察院报国务院办公厅"
    >>> [text[one.start : one.end] for one in organs(text)]
    ['市司法局', '区人民检察院', '国务院办公厅']
    """
    return (Found(*found.span(), Organ) for found in _ORGAN.finditer(text))

"""Organs of the state and the Party by the shape of their names: ``国务院办公厅``, ``珠海市人民政府``, ``区司法局``.

Chinese has no word boundaries.  So a name is only recognized where a name can start (after punctuation, or a word such
as 由 or 和), and if it starts with a place, a rank of place or the state: no result is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.facts.found import Found
from govreport.facts.kinds import Organ
from govreport.text.lexicon import sought, term, words
from govreport.text.regex import PrefilteredPattern, lazy


def _start(ministries: str) -> str:
    """Where an organ may begin: at the first character of a ministry, too."""
    first = "".join(sorted({name[0] for name in words(ministries)}))
    return f"{term('ORGAN_START').pattern}|[{first}](?=.{{1,10}}部)"


_ORGAN = PrefilteredPattern(term("NAMED_ORGAN"), lazy("MINISTRY", _start))
SIGN = sought("ORGAN_SIGN")
"""A part of each name."""


def organs(text: str) -> Iterator[Found]:
    """The organs in a text, in order.

    >>> text = "市司法局会同区人民检察院报国务院办公厅"
    >>> [text[one.start : one.end] for one in organs(text)]
    ['市司法局', '区人民检察院', '国务院办公厅']
    """
    return (Found(*found.span(), Organ) for found in _ORGAN.finditer(text))

"""Which characters occur together in official documents: evidence for the end of a word without a break or a stop.

Chinese has no blanks between words.  In 一、工作开展情况我局高度重视… a reader knows that 况我 is not a word, that 情况 ends headings, and
that 我 begins sentences.  ``grammars/collocations.txt`` contains this knowledge as counts over public documents with their
line breaks; ``benchmarks/collocations.py`` makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import repeat
from operator import add
from typing import Final, NamedTuple

from govreport.text.lexicon import grammar_file

TORN: Final = 2
"""How common a pair is that a break tears."""
FILE: Final = "collocations.txt"
_SIZES: Final = {"ends": 2, "first": 1, "common": 2, "forms": 2}


class Collocations(NamedTuple):
    """Characters and pairs of characters, simplified, each with a weight; what is not listed is rare."""

    ends: Mapping[str, float]
    """Pairs that end headings: how much more often than they occur inside, as a logarithm."""
    first: Mapping[str, float]
    """Characters that begin the sentence after a heading; the same for them."""
    common: Mapping[str, float]
    """Pairs that are adjacent in many documents: 1 to 4."""
    simplify: Mapping[int, str]
    """The traditional forms of all these characters, for :meth:`str.translate`."""


@lru_cache(maxsize=1)
def collocations() -> Collocations:
    """The collocations, read on first use."""
    found: dict[str, dict[str, float]] = {name: {} for name in _SIZES}
    for line in (grammar_file(FILE) or b"").decode().splitlines():
        if line and line[0] != "#":
            name, weight, characters = line.split()
            pieces = zip(*[iter(characters)] * _SIZES[name])
            found[name].update(dict.fromkeys(map("".join, pieces), float(weight)))
    forms = found.pop("forms")
    return Collocations(**found, simplify={ord(pair[0]): pair[1] for pair in forms})


def often_adjacent(lefts: str, rights: str) -> list[int]:
    """Where two rows of characters have, at the same place, characters that many documents have side by side.

    >>> often_adjacent("生丛", "产乙")
    [0]
    """
    _, _, common, simplify = collocations()
    pairs = map(add, lefts.translate(simplify), rights.translate(simplify))
    return [i for i, weight in enumerate(map(common.get, pairs, repeat(0))) if weight >= TORN]


def is_torn(before: str, after: str) -> bool:
    """Whether a break between two characters and two others is inside a word: the pair across it is more common than those beside it.

    >>> is_torn("动生", "产率"), is_torn("农业", "加快")
    (True, False)
    """
    _, _, common, simplify = collocations()
    text = (before + after).translate(simplify)
    middle = len(before)
    apart, across, other = (common.get(text[at : at + 2], 0) for at in range(middle - 2, middle + 1))
    return across >= TORN and across > max(apart, other)

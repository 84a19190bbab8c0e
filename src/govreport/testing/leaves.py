"""Building blocks of trees: leaves without spans, rows of numbered units, and combinations of strategies."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count
from typing import TypeAlias

from attrs import evolve
from hypothesis import strategies as st

from govreport.testing.house import SPELLINGS, spelled
from govreport.testing.phrases import sentences
from govreport.testing.writing import NOWHERE
from govreport.tree.nodes import Block, Item, Number, Paragraph, Section, Text

Blocks: TypeAlias = "tuple[Block, ...]"


def leaf(words: str) -> Text:
    """A leaf without a span."""
    return Text(words, NOWHERE)


def any_leaf(words: Iterable[str]) -> st.SearchStrategy[Text]:
    """One of some words as a leaf."""
    return st.sampled_from(list(words)).map(leaf)


def number(family: str, ordinal: int | None) -> Number:
    """A number in the usual spelling of its family."""
    return Number(family, ordinal, (spelled(SPELLINGS[family][0], ordinal) or "").rstrip(), NOWHERE)


def numbered(family: str, units: Iterable[Block], start: int = 1) -> Blocks:
    """Units with the numbers of a series."""
    pairs = zip(count(start), units)
    return tuple(evolve(unit, number=number(family, n)) for n, unit in pairs if isinstance(unit, (Section, Item)))


def paragraph(words: str) -> Paragraph:
    """A paragraph without a span."""
    return Paragraph(words, NOWHERE)


def paragraphs(least: int = 1, most: int = 2) -> st.SearchStrategy[Blocks]:
    """Some paragraphs."""
    return st.lists(st.builds(paragraph, sentences()), min_size=least, max_size=most).map(tuple)


def in_turn(*parts: st.SearchStrategy[Blocks]) -> st.SearchStrategy[Blocks]:
    """The blocks of several strategies in order."""
    return st.tuples(*parts).map(lambda drawn: tuple(chain.from_iterable(drawn)))


def or_none(part: st.SearchStrategy[Blocks]) -> st.SearchStrategy[Blocks]:
    """The blocks of a strategy, or nothing."""
    return st.just(()) | part

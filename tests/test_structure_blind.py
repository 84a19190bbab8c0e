"""Unnatural inputs: bytes, words in any order, two reports in one, and truncated reports."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport
from govreport.testing import OF_A_PAIR, assert_laws, noise
from inputs import words

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
TEXTS = {path.stem: path.read_bytes().decode("utf-8") for path in SEEDS}
assert len(TEXTS) == 5

CUTS = 3 * settings().max_examples
"""The number of prefixes that each seed is cut into."""


def holds(text: str) -> None:
    assert_laws(govreport.parse(text), text, OF_A_PAIR)


@given(data=st.binary(max_size=400))
def test_bytes(data: bytes) -> None:
    report = govreport.read(data, format="text")
    assert_laws(report, report.source.text)


@given(text=st.lists(st.sampled_from(sorted(words())), max_size=80).map("".join) | noise())
def test_words_in_any_order(text: str) -> None:
    assert_laws(govreport.parse(text), text)


@st.composite
def splices(draw: st.DrawFn) -> str:
    """A stretch of one seed, then one of another, perhaps in the middle of the first."""
    outer, inner = (_stretch(draw, draw(st.sampled_from(list(TEXTS.values())))) for _ in range(2))
    at = draw(st.integers(0, len(outer)))
    return outer[:at] + inner + outer[at:]


def _stretch(draw: st.DrawFn, text: str, most: int = 1500) -> str:
    start = draw(st.integers(0, len(text)))
    return text[start : start + draw(st.integers(0, most))]


@given(text=splices())
def test_splices_of_two_reports(text: str) -> None:
    holds(text)


def test_splices_of_a_corpus(corpus: list[Path]) -> None:
    """The head of each document and the end of the next."""
    random = Random(1)
    for path, following in pairwise(corpus):
        head, end = path.read_bytes().decode("utf-8"), following.read_bytes().decode("utf-8")
        holds(head[: random.randint(0, 1500)] + end[len(end) - random.randint(0, 1500) :])


@pytest.mark.slow
@pytest.mark.parametrize("seed", TEXTS)
def test_seeds_cut_after_every_line(seed: str) -> None:
    for end in accumulate(map(len, TEXTS[seed].splitlines(keepends=True)), initial=0):
        holds(TEXTS[seed][:end])


@pytest.mark.slow
@pytest.mark.parametrize("seed", TEXTS)
def test_seeds_cut_anywhere(seed: str) -> None:
    """Prefixes, evenly apart: a few tens of characters while writing, every character over night."""
    for end in _ends(len(TEXTS[seed])):
        holds(TEXTS[seed][:end])


def _ends(length: int) -> Iterator[int]:
    return iter(range(0, length, max(1, length // CUTS)))

"""Work grows as the input grows, and no faster, whatever the input: nothing hangs.

Steps are counted, not seconds, so that a slow machine changes nothing; ``steps.py`` says which.  Twice the input may take
twice the steps and a tenth more.  Where they seem to grow faster, sizes are doubled some times more: a stage that looks
at so many lines ahead fills that window, a square stays a square.

What patterns do is counted apart, by ``backtracking.py``: for every family, each pattern goes once more through the longest
text that it was given.
"""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from textwrap import indent
from typing import Any

import pytest

import backtracking
import govreport
from growth import TASKS
from hostile import CONTENTS, FORMS, TEXTS
from steps import Call, Looked, Steps, rewritten

MOST = 2.2
"""How many times the steps twice the input may take."""
MOST_BYTES = 3
"""How many times the memory: lists and dictionaries grow in leaps, and Python keeps small numbers only once."""
SMALLEST, LARGEST = 250, 8_000
"""In characters or bytes."""
ENOUGH_STEPS, ENOUGH_BYTES = 40_000, 50_000
"""Fewer give no reliable result."""
LINES = (120, 240)
"""In characters: so long are the texts whose patterns are looked at."""
FEW = 100
"""Steps a character: a pattern that goes through all that follows, again at each character, takes more."""
PER_CHARACTER = 600
"""The maximum number of steps per character of a pattern, if the length of its text is bounded."""


@pytest.fixture(scope="module")
def steps() -> Steps:
    steps = Steps()
    steps.of(lambda: steps.library.parse("一、总则").converted("tw"))  # loads the grammar and the dictionaries
    return steps


def test_there_are_families_enough() -> None:
    assert len(TEXTS) >= 100
    assert len(CONTENTS) >= 10
    assert len(FORMS) >= 10


# ---- steps -----------------------------------------------------------------------------------------


def growth(cost: Callable[[int], int], enough: int, most: float) -> float:
    """How many times its cost twice the input has, without what any input costs.

    The first time that it is below ``most`` counts; costs below ``enough`` tell nothing.
    """
    cost(SMALLEST)  # loads what is loaded late
    fixed = cost(1)
    size, few, many = SMALLEST, 0, cost(SMALLEST) - fixed
    while size < LARGEST and not (few >= enough and many <= most * few):
        size *= 2
        few, many = many, cost(size) - fixed
    return many / max(few, enough)


@pytest.mark.parametrize("name", TASKS)
def test_twice_the_input_takes_twice_the_steps(name: str, steps: Steps) -> None:
    assert growth(lambda size: steps.of(TASKS[name](steps.library, size)), ENOUGH_STEPS, MOST) <= MOST


SQUARES = {
    "a copy": "for at in range(len(text)):\n    text[at:]",
    "a search": "for character in text:\n    '。' in text",
    "find": "for at in range(len(text)):\n    text.find('。', at)",
    "a comparison": "for at in range(len(text)):\n    text == other",
    "a count": "for character in text:\n    text.count(character)",
    "a display": "seen = ()\nfor character in text:\n    seen = (*seen, character)",
    "a sum": "seen = []\nfor character in text:\n    seen = seen + [character]",
    "a pattern": "for at in range(len(text)):\n    re.compile('。').search(text, at)",
    "a loop on one line": "[None for one in text for other in text]",
}


@pytest.mark.parametrize("body", SQUARES.values(), ids=SQUARES.keys())
def test_quadratic_steps_are_detected(body: str, steps: Steps) -> None:
    def count(size: int) -> int:
        names: dict[str, Any] = {"_steps": steps, "re": re, "other": "中" * (size - 1) + "。"}
        exec(rewritten(f"def work(text):\n{indent(body, '    ')}", "square.py"), names)
        return steps.of(partial(names["work"], "中" * size))

    assert count(400) > 3 * count(200)


# ---- patterns --------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", TEXTS)
def test_patterns_do_not_turn_back_again_and_again(family: str, steps: Steps) -> None:
    small, large = (steps.patterns(TASKS[f"parse: {family}"](steps.library, size)) for size in LINES)
    for call, text in large.items():
        assert goes_straight(call, text, small.get(call, text)), call


def goes_straight(call: Call, text: Looked, half: Looked) -> bool:
    """Whether a pattern takes few steps a character, or no more of them than on a shorter text; short ones are bounded."""
    count, length = cost(call, text)
    if count <= FEW * length or length < LINES[0]:
        return True
    less, shorter = cost(call, half)
    return shorter == length or count * shorter <= MOST / 2 * less * length


def cost(call: Call, text: Looked) -> tuple[int, int]:
    """The steps that a pattern takes on a text, and how long it is.

    :raises TooManyStepsError: more than ``PER_CHARACTER``.
    """
    (pattern, method), (looked, start, end) = call, text
    most = PER_CHARACTER * max(end - start, LINES[0])
    return backtracking.steps(pattern, method, looked, start, end, most), end - start


def test_the_matcher_finds_what_re_finds(steps: Steps) -> None:
    samples = [make(12)[:12] for make in list(TEXTS.values())[::3]]
    calls = steps.patterns(lambda: steps.library.parse("\n".join(samples * 20)))
    assert len(calls) > 60
    for pattern in {pattern for pattern, _ in calls}:
        for text in samples:
            matcher = backtracking.Matcher(pattern, text)
            found = [match and match.end() for match in (pattern.match(text, at) for at in range(len(text)))]
            assert [matcher.match(at) for at in range(len(text))] == found, pattern.pattern


@pytest.mark.parametrize(
    ("pattern", "method", "character"),
    [
        (r"\s+$", "search", " "),  # tries at every blank of a run
        (r"\s*\s*x", "match", " "),
        (r"(?:.{0,200})*x", "search", "甲"),
        (r"(?:\[?\]?[\]:]{1,6})*x", "match", "]"),
    ],
)
def test_a_pattern_that_turns_back_is_seen(pattern: str, method: str, character: str) -> None:
    half, text = ((character * size + "。", 0, size + 1) for size in LINES)
    with suppress(backtracking.TooManyStepsError):
        assert not goes_straight((re.compile(pattern), method), text, half)


# ---- memory ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in TASKS if name.startswith(("parse", "read", "from_json"))])
def test_twice_the_input_takes_twice_the_memory(name: str) -> None:
    def peak(size: int) -> int:
        work = TASKS[name](govreport, size)
        tracemalloc.start()
        work()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    govreport.parse("一、总则")
    assert growth(peak, ENOUGH_BYTES, MOST_BYTES) <= MOST_BYTES

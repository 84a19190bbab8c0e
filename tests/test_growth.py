"""Work grows linearly with the input, for any input: nothing hangs.

Steps are counted, not seconds, so that a slow machine changes nothing; ``steps.py`` describes how.  Twice the input may take
twice the steps and a tenth more.  If they seem to grow faster, sizes are doubled further: a stage that looks a fixed
number of lines ahead fills its window, but quadratic growth stays quadratic.

Patterns are checked by ``backtracking.py``: all that the library calls on hostile texts.
"""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable, Mapping
from functools import partial
from itertools import repeat
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from hypothesis import settings

import govreport
from backtracking import ambiguous
from govreport.formats import FORMATS, IMAGES
from growth import TASKS
from hostile import CONTENTS, FILES, FORMS, TEXTS
from steps import items, patterns, steps

MOST = 2.2
"""The maximum factor of steps for twice the input."""
MOST_BYTES = 3
"""The maximum factor of memory: lists and dictionaries grow in leaps, and Python caches small numbers."""
SMALLEST, LARGEST = 250, 8_000
"""In characters or bytes."""
EXAMPLES = min(settings().max_examples, 40)
ENOUGH_STEPS, ENOUGH_BYTES = 40_000, 1_250 * EXAMPLES
"""Fewer give no reliable result; more show growth that begins late, and take longer."""
SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def test_there_are_families_enough() -> None:
    assert len(TEXTS) >= 100
    assert len(CONTENTS) >= 10
    assert len(FORMS) >= 10
    assert {name.partition(":")[0] for name in FILES} == {*FORMATS} - {"text", *IMAGES}


# ---- steps -----------------------------------------------------------------------------------------


def growth(name: str, measure: Callable[[Callable[[], object]], int], enough: int, most: float) -> float:
    """The factor of the cost of a task for twice the input, without constant cost.

    The first time that it is below ``most`` counts; costs below ``enough`` are not reliable.
    """

    def cost(size: int) -> int:
        return measure(TASKS[name](govreport, size))

    for size in (SMALLEST, 1):
        TASKS[name](govreport, size)()  # loads what is loaded late; not measured, which would take longer
    fixed = cost(1)
    size, few, many = SMALLEST, 0, cost(SMALLEST) - fixed
    while size < LARGEST and not (few >= enough and many <= most * few):
        size *= 2
        few, many = many, cost(size) - fixed
        if many > most * few:
            many = cost(size) - fixed  # without what was loaded for this size
    return many / max(few, enough)


@pytest.mark.slow
@pytest.mark.parametrize("name", TASKS)
def test_twice_the_input_takes_twice_the_steps(name: str) -> None:
    assert growth(name, steps, ENOUGH_STEPS, MOST) <= MOST


SQUARES = {
    "a loop": "for one in text:\n    for other in text:\n        pass",
    "a loop on one line": "[None for one in text for other in text]",
    "a count": "for character in text:\n    text.count(character)",
    "a copy": "for character in text:\n    text.replace('。', '')",
    "a sum": "numbers = [1] * len(text)\nfor number in numbers:\n    sum(numbers)",
}


@pytest.mark.parametrize("body", SQUARES.values(), ids=SQUARES.keys())
def test_quadratic_growth_is_detected(body: str) -> None:
    names: dict[str, Any] = {}
    exec(f"def work(text):\n{indent(body, '    ')}", names)

    def count(size: int) -> int:
        return steps(partial(names["work"], "中" * size))

    assert count(400) > 3 * count(200)


def test_twice_the_rows_take_twice_the_sums() -> None:
    """Rows of the same form share one figure, which is not counted again for each row."""
    few, many = (items(partial(govreport.parse, "一是推进；二是落实；" * rows)) for rows in (800, 1600))
    assert many <= MOST * few


# ---- patterns --------------------------------------------------------------------------------------

BOUNDED: Mapping[str, str] = {
    r"(?<=[。！？：；，、）”」!?:;,)])[ \t\xa0]*": "lines/lines.py: a line without blanks at its end; it never fails there",
    r"(?<=\S\S)(?:\u3000{2,}|[ \xa0]{4,})|": "outline/headings.py: a heading, which has a greatest length",
    r"《[^》]{0,200}》|“[^”]{0,200}”|": "document/part_bounds.py: a stretch of a line, at most PART_MOST characters",
    r".*(?:[因所]?而": "facts/things.py: the words before a figure, which have a greatest length",
    r".*(?:[占佔]|": "facts/things.py: the words before a figure, which have a greatest length",
    r"[0-9０-９]+[^0-9０-９]*$": "checks/ordinals.py: a number, which a terminal bounds",
}
"""The starts of patterns that may backtrack often, each with the bound of its text."""


@pytest.fixture(scope="module")
def called() -> set[tuple[re.Pattern[str], str]]:
    """The patterns that the library calls on hostile texts and on real ones."""

    def work() -> None:
        texts = [make(300) for make in TEXTS.values()] + [
            path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")
        ]
        for report in map(govreport.parse, texts):
            report.mentions(), report.chunks(), report.to_markdown(), report._repr_html_()
        for make in CONTENTS.values():
            govreport.read(make(300), format="text")

    return patterns(work)


def test_patterns_do_not_backtrack_repeatedly(called: set[tuple[re.Pattern[str], str]]) -> None:
    texts = {(pattern, method) for pattern, method in called if isinstance(pattern.pattern, str)}
    assert len(texts) > 100
    turning = {pattern.pattern: found for pattern, method in texts if (found := ambiguous(pattern, method))}
    new = {pattern: found for pattern, found in turning.items() if not pattern.startswith(tuple(BOUNDED))}
    assert new == {}, "runs of these characters can be divided in several ways"
    assert [begin for begin in BOUNDED if not any(map(str.startswith, turning, repeat(begin)))] == [], "remove these"


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s+$", "search"),  # tries at every blank of a run
        (r"\s*\s*x", "match"),
        (r"(?:\s+)*x", "match"),
        (r"(?:一\s*)?二?\s*第", "search"),
        (r"(?:.{0,200})*x", "search"),
        (r"(?:\[?\]?[\]:]{1,600})*x", "match"),
        (r"[一二十]+、", "search"),
        (r"“[^”]*”", "finditer"),
        (r"(?=.*甲)乙", "search"),
        (r"(一+)\1*二", "match"),
        (r"\s+\s+", "fullmatch"),
    ],
)
def test_a_pattern_that_backtracks_is_detected(pattern: str, method: str) -> None:
    assert ambiguous(re.compile(pattern), method)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s+", "search"),  # cannot fail after the first blank
        (r"\s+", "fullmatch"),
        (r"(?<!\s)\s+$", "search"),
        (r"^\s+$", "search"),
        (r"\s{1,20}$", "search"),
        (r"[一二十]{1,8}、", "search"),
        (r"\s*第\s*条", "match"),
        (r"(?:[a-z]+,)*;", "match"),
        (r"“[^“”]*”", "finditer"),
    ],
)
def test_a_pattern_without_backtracking_is_accepted(pattern: str, method: str) -> None:
    assert not ambiguous(re.compile(pattern), method)


# ---- memory ----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in TASKS if name.startswith(("parse", "read", "from_json"))])
def test_twice_the_input_takes_twice_the_memory(name: str) -> None:
    assert growth(name, peak, ENOUGH_BYTES, MOST_BYTES) <= MOST_BYTES


def peak(work: Callable[[], object]) -> int:
    """The maximum of bytes that Python allocates during some work."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak

"""The labels of facts agree with the seeds: each text is at its position."""

from __future__ import annotations

from itertools import pairwise

import pytest

import govreport
from stated import NAMES, SEEDS, stated


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_found_in_the_source(name: str) -> None:
    report = govreport.read(SEEDS / f"{name}.txt")
    for row in stated(name):
        here, at = "", row.start
        for repair in report.repairs:
            if row.start <= repair.span.start and repair.span.end <= row.end:
                here += report.source.text[at : repair.span.start] + repair.after
                at = repair.span.end
        assert here + report.source.text[at : row.end] == row.text


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_in_order_and_apart(name: str) -> None:
    rows = stated(name)
    assert len(rows) > 20
    assert all(one.end <= other.start for one, other in pairwise(rows))


def test_all_seeds_were_read() -> None:
    assert sorted(path.stem for path in SEEDS.glob("*.txt")) == list(NAMES)

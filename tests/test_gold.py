"""The figures over a larger folder of labelled documents stay above the floor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accuracy import measure

FLOOR: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "gold_floor.json").read_text(encoding="utf-8"))


def ids_of(gold: Path, fold: str) -> list[str]:
    rows = [line.split("\t") for line in (gold / "index.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return [row[0] for row in rows if fold == "all" or row[-1] == fold]


@pytest.mark.parametrize("fold", FLOOR)
def test_figures_stay_above_the_floor(gold: Path, fold: str) -> None:
    figures = measure(gold / "text", gold / "labels", ids_of(gold, fold))
    assert figures.keys() == FLOOR[fold].keys()
    fallen = {name: (round(figures[name], 2), least) for name, least in FLOOR[fold].items() if figures[name] < least}
    assert not fallen, f"below the floor (figure, floor) in {fold}: {fallen}"


def test_the_floor_asks_for_full_cover() -> None:
    assert {fold: floor["cover"] for fold, floor in FLOOR.items()} == {"work": 100, "check": 100, "all": 100}

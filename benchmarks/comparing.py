"""The time to compare two reports of 100,000 characters.

    python benchmarks/comparing.py
    python benchmarks/comparing.py --characters 400000

The old report repeats the seeds until it is long enough, with different figures each time.  In the new one, every fourth
line has different figures, every fifth lacks a clause, every ninth is missing, and every eleventh is moved.
Times are medians over rounds in which the tasks run in turn, in processor seconds.
"""

from __future__ import annotations

import argparse
import re
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

import govreport
from clock import Task, in_turn, memory
from labels import read_text

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


def old_lines(characters: int) -> list[str]:
    """Lines of the seeds."""
    lines: list[str] = []
    for turn in count():
        for seed in SEEDS:
            for line in read_text(seed).split("\n"):
                if characters <= 0:
                    return lines
                lines.append(re.sub("[0-9]+", lambda figure, turn=turn: str(int(figure[0]) + turn), line))  # type: ignore[misc]
                characters -= len(line) + 1
    raise AssertionError


def new_lines(lines: list[str]) -> list[str]:
    """The lines as they might be in a later report."""
    draw = Random(0)
    kept, moved = [], []
    for at, line in enumerate(lines):
        if at % 4 == 1:
            line = re.sub("[0-9]+", lambda figure: str(int(figure[0]) + draw.randrange(1, 90)), line)
        if at % 5 == 2:
            clauses = re.split("(?<=[，,。])", line)
            line = "".join(clauses[: len(clauses) // 2] + clauses[len(clauses) // 2 + 1 :])
        if at % 11 == 10:
            moved.append(line)
        elif at % 9 != 8:
            kept.append(line)
    for line in moved:
        kept.insert(draw.randrange(len(kept)), line)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=100_000, help="length of the old report (default: 100,000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each task is done (default: 5)")
    arguments = parser.parse_args()
    lines = old_lines(arguments.characters)
    texts = ["\n".join(lines), "\n".join(new_lines(lines))]
    old, new = (govreport.parse(text) for text in texts)
    comparison = govreport.compare(old, new)
    print(f"{len(texts[0]):,} and {len(texts[1]):,} characters, {len(comparison.rows):,} rows: {comparison}")
    tasks: dict[str, Task] = {
        "parse both": lambda: [govreport.parse(text) for text in texts],
        "compare": partial(govreport.compare, old, new),
        "compare with itself": partial(govreport.compare, old, old),
        "to_json": comparison.to_json,
        "to_html": comparison.to_html,
    }
    for name, seconds in in_turn(tasks, arguments.rounds).items():
        print(f"{name:<22}{seconds:8.3f} s")
    print(f"{'memory of compare':<22}{memory(tasks['compare']).peak / 1e6:8.1f} MB")


if __name__ == "__main__":
    main()

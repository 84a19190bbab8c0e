"""Where the time of the parser goes: processor time by stage, and instructions.

    python benchmarks/stages.py TEXTS                   # a folder of texts, by default that of GOVREPORT_CORPUS, else the seeds
    python benchmarks/stages.py TEXTS --instructions    # instructions too, which no other work on the machine changes

The time of a stage is without that of the stages in it: for each text the least of some rounds, then summed.  The last column is
the time as a multiple of the scan floor (``floor.py``).  Instructions are counted by ``valgrind`` (a package of most
systems): those of three passes over the texts less those of one, halved, so that starting and compiling do not count.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from time import process_time
from typing import Any, TypeAlias

import govreport
import govreport.document.decide as decide
import govreport.document.token_stream as token_stream
import govreport.grammar.grammar as rules
import govreport.outline.boundaries as boundaries
import govreport.outline.headings as headings
import govreport.parsing as parsing
from floor import floor
from govreport.document.foot import Foot
from govreport.document.head import Head
from govreport.document.split import Divider
from labels import read_text

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ROUNDS = 8
Function: TypeAlias = Callable[..., Any]

STAGES: Mapping[str, tuple[tuple[Any, str], ...]] = {
    "cleaning and script": ((parsing, "clean"), (parsing, "detect_script")),
    "lines": ((parsing, "logical_lines"),),
    "breaks of head and foot": ((decide, "with_named_breaks"), (decide, "with_frame_breaks")),
    "scanning": ((decide, "read_marks"),),
    "rows of marks": ((boundaries._Reader, "read"),),
    "contents and quotations": ((decide, "contents_lines"), (decide, "quoted_lines")),
    "documents, head and foot": ((Divider, "parts"), (Head, "roles"), (Foot, "roles")),
    "tables": ((decide, "tables"),),
    "plain headings": ((decide, "plain_headings"),),
    "body facts": ((decide, "body_facts"),),
    "outline": ((decide.Drafter, "_outline"),),
    "headings": ((decide, "heading_places"),),
    "lost ends": ((headings.Readings, "lost_end"),),
    "tokens and leaves": ((token_stream.Assembly, "tokens"),),
    "tree": ((rules.Grammar, "parse"),),
    "checks": ((parsing, "check"),),
}
"""The functions of each stage."""
AFTER_DECISIONS = ("tokens and leaves", "tree", "checks")


class Stopwatch:
    """Times stages, each without those that it calls."""

    def __init__(self) -> None:
        self.took: dict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    def timed(self, stage: str, function: Function) -> Function:
        """The function, with its time added to that of a stage."""

        @wraps(function)
        def call(*arguments: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            begin = process_time()
            try:
                return function(*arguments, **named)
            finally:
                took = process_time() - begin
                self.took[stage] += took - self._inside.pop()
                if self._inside:
                    self._inside[-1] += took

        return call


def by_stage(texts: list[str], rounds: int) -> dict[str, float]:
    """Seconds by stage; ``rest`` is what no stage has."""
    watch = Stopwatch()
    for stage, functions in STAGES.items():
        for owner, name in functions:
            setattr(owner, name, watch.timed(stage, getattr(owner, name)))
    parse = watch.timed("rest", govreport.parse)
    least: list[dict[str, float]] = [{} for _ in texts]
    for _ in range(rounds):
        for text, best in zip(texts, least, strict=True):
            watch.took.clear()
            parse(text)
            best.update({stage: min(best.get(stage, took), took) for stage, took in watch.took.items()})
    return {stage: sum(best.get(stage, 0.0) for best in least) for stage in (*STAGES, "rest")}


def floor_of(texts: list[str], rounds: int) -> float:
    """Seconds of the scan floor."""
    found: list[float] = []
    for _ in range(rounds):
        begin = process_time()
        for text in texts:
            floor(text)
        found.append(process_time() - begin)
    return min(found)


def instructions(folder: Path) -> int:
    """Millions of instructions that one pass over the texts takes."""

    def counted(passes: int) -> int:
        command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", sys.executable]
        done = subprocess.run(
            [*command, __file__, str(folder), "--passes", str(passes)],
            env={**os.environ, "PYTHONHASHSEED": "0"},
            capture_output=True,
            text=True,
            check=True,
        )
        found = re.search(r"I +refs: +([0-9,]+)", done.stderr)
        assert found is not None, done.stderr
        return int(found[1].replace(",", ""))

    return (counted(3) - counted(1)) // 2_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?", default=Path(os.environ.get("GOVREPORT_CORPUS") or SEEDS))
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds over the texts (default: {ROUNDS})")
    parser.add_argument("--instructions", action="store_true", help="count instructions too, with valgrind")
    parser.add_argument(
        "--passes", type=int, default=0, help="only parse the texts this number of times, for a profiler"
    )
    arguments = parser.parse_args()
    texts = [read_text(path) for path in sorted(arguments.texts.rglob("*.txt"))]
    for text in texts * arguments.passes:
        govreport.parse(text)
    if arguments.passes:
        return
    took, least = by_stage(texts, arguments.rounds), floor_of(texts, arguments.rounds)
    took["all"] = sum(took.values())
    took["decisions alone"] = took["all"] - sum(took[stage] for stage in AFTER_DECISIONS)
    print("| stage | ms | times the floor |\n|---|---:|---:|")
    for stage in (*STAGES, "rest", "all", "decisions alone"):
        print(f"| {stage} | {1000 * took[stage]:.0f} | {took[stage] / least:.1f} |")
    if arguments.instructions:
        print(f"\n{instructions(arguments.texts):,} million instructions a pass")


if __name__ == "__main__":
    main()

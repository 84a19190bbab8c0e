"""The speed of the parser compared with the scan floor and other readers, and how it grows with the text.

    python benchmarks/speed.py
    python benchmarks/speed.py --corpus TEXTS     # a folder of texts too, by default that of GOVREPORT_CORPUS
    python benchmarks/speed.py --rounds 5 --largest 400000     # in short

It also prints the tables of ``waiting.py``, ``starting.py`` and ``instructions.py``, if valgrind is installed.

All times are medians over rounds in which the tasks run in turn, in processor seconds.  ``floor.py`` explains the floor,
``rivals.py`` the others; those not installed are reported.  Nothing is asserted: machines differ.
``docs/limits-and-performance.md`` holds the tables of one run.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import govreport
import instructions
import starting
import waiting
from clock import Task, in_turn, memory, without_collector
from floor import floor
from labels import SEEDS, read_text
from rivals import RIVALS, Read, ready

ROUNDS = 25
SIZES = (1, 10, 100, 1000)
IMPORTS = {
    "nothing": "pass",
    "attrs": "import attrs",
    "govreport": "import govreport",
    "govreport, and parse": "import govreport; govreport.parse('一、总则')",
}
"""The code measured in a new interpreter."""


def table(*columns: str) -> None:
    """Print the head of a Markdown table; numbers are right-aligned."""
    print("\n| " + " | ".join(columns) + " |")
    print("|---" + "|---:" * (len(columns) - 1) + "|")


def row(name: str, *figures: str) -> None:
    print("| " + " | ".join((name, *figures)) + " |")


def times(rounds: int) -> None:
    """Parsing and writing JSON, seed by seed."""
    table("seed", "characters", "parse, ms", "times the floor", "`to_json` / parse")
    for path in SEEDS:
        text = read_text(path)
        report = govreport.parse(text)
        took = in_turn(
            {"parse": partial(govreport.parse, text), "floor": partial(floor, text), "json": report.to_json}, rounds
        )
        figures = (
            f"{1000 * took['parse']:.2f}",
            f"{took['parse'] / took['floor']:.0f}",
            f"{took['json'] / took['parse']:.2f}",
        )
        row(path.stem[:3], f"{len(text)}", *figures)


def beside_others(rounds: int) -> None:
    """The times of the other readers as multiples of the parser's."""
    print()
    others = [(rival, read) for rival in RIVALS if (read := ready(rival)) is not None]
    table("reader", "takes", *(path.stem[:3] for path in SEEDS))
    ratios: dict[str, list[str]] = {rival.name: [] for rival, _ in others}
    for path in SEEDS:
        text = read_text(path)
        forms = {"text": text, "Markdown": govreport.parse(text).to_markdown()}
        tasks: dict[str, Task] = {"parse": partial(govreport.parse, text)}
        tasks |= {rival.name: partial(read, forms[rival.takes]) for rival, read in others}
        took = in_turn(tasks, rounds)
        for name, found in ratios.items():
            found.append(f"{took[name] / took['parse']:.2f}")
    for rival, _ in others:
        row(rival.name, rival.takes, *ratios[rival.name])


def folder(texts: Path, rounds: int) -> None:
    """The texts of a folder, all of them in one task."""
    corpus = [read_text(path) for path in sorted(texts.rglob("*.txt"))]
    size = sum(map(len, corpus))
    tasks: Mapping[str, Task] = {
        "parse": partial(_each, govreport.parse, corpus),
        "floor": partial(_each, floor, corpus),
    }
    took = in_turn(tasks, max(3, rounds // 5))
    table("folder", "characters", "parse, ms", "µs a character", "times the floor")
    row(
        f"{len(corpus)} texts",
        f"{size}",
        f"{1000 * took['parse']:.0f}",
        f"{1e6 * took['parse'] / size:.3f}",
        f"{took['parse'] / took['floor']:.0f}",
    )


def _each(read: Read, texts: list[str]) -> None:
    for text in texts:
        read(text)


def imports(rounds: int) -> None:
    """The time of a new interpreter, in total and without its own start."""
    tasks: dict[str, Task] = {
        name: partial(subprocess.run, [sys.executable, "-c", code], check=True) for name, code in IMPORTS.items()
    }
    took = in_turn(tasks, rounds)
    own = {name: seconds - took["nothing"] for name, seconds in took.items()}
    table("a fresh interpreter imports", "ms", "less its start", "times attrs")
    for name in IMPORTS:
        ratio = f"{own[name] / own['attrs']:.1f}" if name != "nothing" else ""
        row(name, f"{1000 * took[name]:.0f}", f"{1000 * own[name]:.0f}", ratio)


def growth(largest: int, rounds: int) -> None:
    """One seed repeated, with and without the garbage collector, and the memory needed."""
    text = read_text(SEEDS[1]) + "\n"
    table(
        "copies",
        "characters",
        "parse, ms",
        "µs a character",
        "against one",
        "collector off, against one",
        "tree, bytes a byte",
        "peak",
    )
    base: dict[str, float] = {}
    for copies in SIZES:
        if copies * len(text) > largest:
            break
        # A page repeated literally counts as noise.
        big = "".join(text.replace("。", f"（卷{copy}）。") for copy in range(copies))
        parse = partial(govreport.parse, big)
        took = in_turn({"on": parse, "off": without_collector(parse)}, rounds if copies < 100 else 3)
        each = {name: seconds / len(big) for name, seconds in took.items()}
        base = base or each
        held = memory(parse)
        size = len(big.encode())
        row(
            f"{copies}",
            f"{len(big)}",
            f"{1000 * took['on']:.1f}",
            f"{1e6 * each['on']:.3f}",
            f"{each['on'] / base['on']:.2f}",
            f"{each['off'] / base['off']:.2f}",
            f"{held.kept / size:.1f}",
            f"{held.peak / size:.1f}",
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help=f"rounds in which the tasks take turns (default: {ROUNDS})"
    )
    parser.add_argument("--largest", type=int, default=5_000_000, help="characters at most (default: 5 million)")
    corpus = os.environ.get("GOVREPORT_CORPUS")
    parser.add_argument("--corpus", type=Path, default=Path(corpus) if corpus else None, help="a folder of texts")
    arguments = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, govreport {govreport.__version__}"
    )
    times(arguments.rounds)
    beside_others(arguments.rounds)
    if arguments.corpus is not None:
        folder(arguments.corpus, arguments.rounds)
    imports(arguments.rounds)
    growth(arguments.largest, arguments.rounds)
    waiting.main(arguments.rounds)
    starting.table(sys.executable)
    if instructions.available():
        instructions.tables()


if __name__ == "__main__":
    main()

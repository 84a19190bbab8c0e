"""How fast the parser is, and whether its time grows with the text alone.

    python benchmarks/speed.py
    python benchmarks/speed.py --largest 1000000

Times are medians in milliseconds.  The growth table repeats one seed up to ten megabytes (four million
characters): a time per character that stays level means no hidden square.  Nothing here is
asserted: machines differ.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import govreport
from labels import read_text

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
SIZES = (1, 10, 100, 1000)


def median_ms(task: Callable[[], object], least_seconds: float = 0.3) -> float:
    """The median time of a task in milliseconds, over as many runs as fit in the time, three at least."""
    task()
    times: list[float] = []
    while len(times) < 3 or sum(times) < least_seconds:
        began = time.perf_counter()
        task()
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def import_ms() -> float:
    """The median time that a fresh interpreter takes to import the package, less that of an empty one."""

    def run(code: str) -> float:
        return median_ms(lambda: subprocess.run([sys.executable, "-c", code], check=True))

    return run("import govreport") - run("pass")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=4_000_000, help="characters at most (default: 4 million)")
    largest = parser.parse_args().largest

    print(f"import govreport: {import_ms():.0f} ms\n")
    print("seed                       characters   parse ms   to_json ms")
    for path in SEEDS:
        text = read_text(path)
        report = govreport.parse(text)
        parse, dump = median_ms(partial(govreport.parse, text)), median_ms(report.to_json)
        print(f"{path.stem:<26} {len(text):>10} {parse:>10.2f} {dump:>12.2f}")

    text = read_text(SEEDS[1]) + "\n"
    print("\ntimes   characters   parse ms   µs a character   against one seed")
    base = 0.0
    for times in SIZES:
        if times * len(text) > largest:
            break
        big = "".join(
            text.replace("。", f"（卷{copy}）。") for copy in range(times)
        )  # a page said again word for word is noise
        each = 1000 * median_ms(partial(govreport.parse, big)) / len(big)
        base = base or each
        print(f"{times:>5} {len(big):>12} {each * len(big) / 1000:>10.1f} {each:>16.3f} {each / base:>18.2f}")


if __name__ == "__main__":
    main()

"""Instructions of the processor, counted by valgrind: a measure without noise, on a busy machine, too.

    python benchmarks/instructions.py
    python benchmarks/instructions.py "import govreport" "govreport.parse('一、总则')"     # one call of an expression

The count of a call is the difference of two runs, with one more call in the second.  Needs ``valgrind`` (``apt install
valgrind``), and takes half a minute.  The figures depend on the build of Python, and hardly on the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from labels import SEEDS

CALLS = 3
"""How many calls are counted; those before fill the caches."""
SETUP = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import govreport
from floor import floor
texts = [open(name, encoding="utf-8").read() for name in {[str(path) for path in SEEDS]!r}]
def each(read):
    for text in texts:
        read(text)
"""


def available() -> bool:
    """Whether valgrind is installed."""
    return shutil.which("valgrind") is not None


def whole(arguments: list[str]) -> int:
    """The instructions of a complete process of this interpreter."""
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", sys.executable]
    run = subprocess.run(
        [*command, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        check=False,
        text=True,
    )
    found = re.search(r"I\s+refs:\s+([0-9,]+)", run.stderr)
    if found is None:
        raise RuntimeError(run.stderr[-1000:])
    return int(found[1].replace(",", ""))


def call(setup: str, expression: str, calls: int = CALLS) -> float:
    """The instructions of a call of an expression."""
    before, after = (whole(["-c", f"{setup}\nfor _ in range({count}): {expression}"]) for count in (2, 2 + calls))
    return (after - before) / calls


def main() -> None:
    """Print the instructions of the tasks, in millions, or those of an expression."""
    if not available():
        print("valgrind is not installed: no instructions")
        return
    if len(sys.argv) == 3:
        print(f"{call(sys.argv[1], sys.argv[2]):,.0f}")
        return
    tables()


def tables() -> None:
    """Print the table of ``speed.py``."""
    start = whole(["-c", "pass"])
    print("\n| instructions | millions | less the start of Python |\n|---|---:|---:|")
    for name, arguments in {
        "`govreport --version`": ["-m", "govreport", "--version"],
        "`import govreport`, and a first `parse`": ["-c", "import govreport; govreport.parse('一、总则')"],
        **{f"`govreport tree` of seed {path.stem[:3]}": ["-m", "govreport", "tree", str(path)] for path in SEEDS},
    }.items():
        count = whole(arguments)
        print(f"| {name} | {count / 1e6:.0f} | {(count - start) / 1e6:.0f} |")
    floor = call(SETUP, "each(floor)", 20)
    parse = call(SETUP, "each(govreport.parse)")
    print(f"| `parse` of the five seeds | {parse / 1e6:.1f} | {parse / floor:.0f} times the floor |")
    print(f'| `parse("")` | {call(SETUP, "govreport.parse(str())", 50) / 1e6:.2f} | |')


if __name__ == "__main__":
    main()

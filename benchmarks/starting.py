"""Time and modules that it takes to start a command: ``python benchmarks/starting.py [PYTHON]``.

PYTHON is an interpreter with the package installed from a wheel, which contains the tables of the grammar; by default the
one that runs this.  Times are those of the processor for complete processes.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from functools import partial

from clock import Task, in_turn
from labels import SEEDS

ROUNDS = 15
SEED = str(SEEDS[3])
COMMANDS: Mapping[str, list[str]] = {
    "govreport --version": ["--version"],
    "govreport --help": ["--help"],
    "govreport tree --help": ["tree", "--help"],
    "govreport tree SEED": ["tree", SEED],
    "govreport check SEED": ["check", SEED],
}
_LISTED = """
import atexit, sys
before = set(sys.modules)
atexit.register(lambda: sys.stderr.write(str(len(set(sys.modules) - before))))
from govreport.cli import main
main(sys.argv[1:])
"""


def quiet(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    """Run a process and keep what it prints."""
    return subprocess.run(command, capture_output=True, check=False)


def main() -> None:
    """Print the table of docs/limits-and-performance.md."""
    table(sys.argv[1] if len(sys.argv) > 1 else sys.executable)


def table(python: str) -> None:
    """Print the table for an interpreter."""
    tasks: dict[str, Task] = {"nothing": partial(quiet, [python, "-c", "pass"])}
    tasks |= {name: partial(quiet, [python, "-m", "govreport", *rest]) for name, rest in COMMANDS.items()}
    took = in_turn(tasks, ROUNDS)
    print("\n| a process | ms | less its start | modules |\n|---|---:|---:|---:|")
    print(f"| `python -c pass` | {1000 * took['nothing']:.0f} | 0 | 0 |")
    for name, rest in COMMANDS.items():
        modules = quiet([python, "-c", _LISTED, *rest]).stderr.decode()
        print(f"| `{name}` | {1000 * took[name]:.0f} | {1000 * (took[name] - took['nothing']):.0f} | {modules} |")


if __name__ == "__main__":
    main()

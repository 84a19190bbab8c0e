"""Fuzzes targets, one after the other: ``python fuzz/run.py parse``; ``python fuzz/run.py --seconds 6 all``.

Prints a line for each target.  A finding ends the run of its target and is kept as a file, which
``python fuzz/run.py --input FILE parse`` repeats.  Needs atheris, but for ``--input``.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from inputs import libfuzzer_dictionary
from targets import TARGETS

SECONDS_FOR_ONE = 120
"""An input that takes longer in wall-clock time is a hang; a busy machine may delay a run by half a minute."""
_PROGRESS = re.compile(r"^#(\d+)\t.*? cov: (\d+) ft: (\d+)", re.MULTILINE)
_SHOWN = 40
"""How many log lines of a run with a finding are printed."""


def main() -> int:
    options = _options()
    names = list(TARGETS) if options.target == ["all"] else options.target
    for path in options.input:
        for name in names:
            TARGETS[name].run(path.read_bytes())
    if options.input:
        return 0
    options.out = options.out.resolve()
    options.out.mkdir(parents=True, exist_ok=True)
    return max([_fuzz(name, options) for name in names])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fuzz targets, one after the other.")
    parser.add_argument(
        "target", nargs="+", choices=[*TARGETS, "all"], metavar="TARGET", help=f"all, or {', '.join(TARGETS)}"
    )
    parser.add_argument("--seconds", type=int, default=60, help="how long each target is fuzzed (60)")
    parser.add_argument(
        "--longest", type=int, metavar="BYTES", help="how long an input may be; each target has its own bound"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("build/fuzz"),
        help="where the inputs that reached something new, the findings and the logs are kept",
    )
    parser.add_argument(
        "--input", type=Path, action="append", default=[], metavar="FILE", help="run the target on this file instead"
    )
    return parser.parse_args()


def _fuzz(name: str, options: argparse.Namespace) -> int:
    """Fuzz a target in a separate process, print the result, and return its exit code."""
    target, log = TARGETS[name], options.out / f"{name}.log"
    longest = options.longest or target.longest
    with tempfile.TemporaryDirectory() as scratch, log.open("wb") as written:
        seeds, dictionary = Path(scratch, "seeds"), Path(scratch, "dictionary")
        _write(seeds, (seed[:longest] for seed in target.seeds()))
        dictionary.write_text(libfuzzer_dictionary(), encoding="ascii")
        grown = options.out / name
        grown.mkdir(exist_ok=True)
        flags = {
            "dict": dictionary,
            "max_len": longest,
            "max_total_time": options.seconds,
            "timeout": SECONDS_FOR_ONE,
            "artifact_prefix": f"{options.out}/{name}-",
        }
        worker = Path(__file__).resolve().with_name("worker.py")
        command = [sys.executable, worker, name, *(f"-{flag}={value}" for flag, value in flags.items()), grown, seeds]
        before = os.times()
        # In a temporary folder: files written to relative paths are removed with it.
        code = subprocess.run(command, stdout=written, stderr=subprocess.STDOUT, check=False, cwd=scratch).returncode
        after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    output = log.read_text(encoding="utf-8", errors="replace")
    inputs, edges, features = _PROGRESS.findall(output)[-1] if _PROGRESS.search(output) else (0, 0, 0)
    print(
        f"{name:24} {inputs:>9} inputs {seconds:8.0f} CPU s {edges:>6} edges {features:>6} features",
        "FAILED" if code else "",
    )
    if code:
        print(*output.splitlines()[-_SHOWN:], sep="\n")
    return code


def _write(folder: Path, inputs: Iterable[bytes]) -> None:
    folder.mkdir()
    for number, content in enumerate(inputs):
        (folder / f"{number:04}").write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())

"""The speed of `govreport corpus` on one and more processors, and whether its memory is constant.

    python benchmarks/corpus.py
    python benchmarks/corpus.py --texts FOLDER --longest 20000 --documents 100000 --jobs 2

The texts of a folder (default: the seeds) are repeated as documents of one JSON Lines file.  For each number of jobs, it
prints documents per second, relative to the first number and to the bare parser, and the memory of the processes at ten
moments.  The bare parser is measured on the same texts just before, in as many processes: two that share a core or its
cache are each slower than one alone.  Other load affects wall-clock times more than processor times, so both are
printed; nothing is asserted.  Linux only: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from attrs import frozen

from govreport import parse
from labels import read_text

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
MOMENTS = 10
BARE = 5.0
"""How long the bare parser is measured, in seconds."""
EVERY = 0.5
"""Seconds between two samples of the processes."""


def texts_of(folder: Path, longest: int) -> list[str]:
    """The texts of a folder up to the maximum length."""
    return [text for path in sorted(folder.glob("*.txt")) if len(text := read_text(path)) <= longest]


def bare(texts: list[str], seconds: float) -> tuple[float, float]:
    """Texts per second that the parser reads in this process: by wall-clock and by processor time."""
    for text in texts[:5]:
        parse(text)
    count, began, used = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - began < seconds or count % len(texts):
        parse(texts[count % len(texts)])
        count += 1
    return count / (time.perf_counter() - began), count / (time.process_time() - used)


def bare_at_once(texts: list[str], jobs: int) -> tuple[float, float]:
    """Texts per second of several processes: together by wall-clock time, and each by processor time."""
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        rates = list(pool.map(bare, [texts] * jobs, [BARE] * jobs))
    return sum(clock for clock, _ in rates), sum(used for _, used in rates) / jobs


@frozen
class Use:
    """The resources of a process so far."""

    seconds: float
    """Processor time in seconds."""
    memory: int
    """In MB, resident."""


def family(root: int) -> dict[int, Use]:
    """A process and its descendants at this moment."""
    lines = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):  # it may have ended
                lines[int(entry.name)] = (entry / "stat").read_text().rpartition(")")[2].split()
    found = {root} & lines.keys()
    while more := {pid for pid, line in lines.items() if int(line[1]) in found} - found:
        found |= more
    ticks = os.sysconf("SC_CLK_TCK")
    return {
        pid: Use(
            (int(lines[pid][11]) + int(lines[pid][12])) / ticks, int(lines[pid][21]) * resource.getpagesize() >> 20
        )
        for pid in sorted(found)
    }


def run(source: Path, out: Path, jobs: int) -> tuple[float, float, list[list[int]]]:
    """The wall-clock and processor seconds of the command, and samples of the memory of its processes."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "govreport", "corpus", str(source), "-o", str(out), "--jobs", str(jobs)]
    used: dict[int, float] = {}
    seen: list[list[int]] = []
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            now = family(process.pid)
            used.update((pid, use.seconds) for pid, use in now.items())
            seen.append([use.memory for use in now.values()])
            time.sleep(EVERY)
    return time.perf_counter() - began, sum(used.values()), seen


def repeated(texts: list[str], documents: int) -> Iterator[str]:
    """The lines of the file."""
    for number in range(documents):
        yield json.dumps({"id": str(number), "text": texts[number % len(texts)]}, ensure_ascii=False) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=SEEDS, help="a folder of .txt files (default: the seeds)")
    parser.add_argument("--longest", type=int, default=1_000_000, help="leave out texts of more characters")
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    wanted = parser.parse_args()

    texts = texts_of(wanted.texts, wanted.longest)
    length = sum(map(len, texts)) // len(texts)
    print(
        f"{len(texts)} texts of {length:,} characters on average, {wanted.documents:,} documents, load {os.getloadavg()}"
    )
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "all.jsonl"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(repeated(texts, wanted.documents))
        first = 0.0
        for jobs in wanted.jobs:
            clock_rate, rate = bare_at_once(texts, jobs)
            clock, used, seen = run(source, Path(name) / f"out{jobs}", jobs)
            first = first or clock
            picked = [seen[len(seen) * moment // MOMENTS] for moment in range(MOMENTS)] + seen[-1:]
            print(f"{jobs} jobs, bare parser: {clock_rate:.1f} documents/s, {rate:.1f} in a second of a processor")
            print(
                f"    tables: {wanted.documents / clock:.1f} documents/s, {first / clock:.2f} times the first;"
                f" {wanted.documents / used:.1f} in a second of a processor, {wanted.documents / used / rate:.0%} of the bare parser"
            )
            print(f"    MB of the parent, then of the others: {'; '.join(' '.join(map(str, one)) for one in picked)}")


if __name__ == "__main__":
    main()

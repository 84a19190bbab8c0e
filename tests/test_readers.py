"""The benchmark of readers: what it counts of a file, and the readers that are not installed."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

import readers
from labels import read_text

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "tests" / "outlines"
SEED = sorted((ROOT / "seeds").glob("*.txt"))[1]


@pytest.mark.slow
def test_a_file_is_scored_against_its_labels(tmp_path: Path) -> None:
    lines = read_text(SEED).encode("gb18030").splitlines()
    codes = b"\\par\n".join(b"".join(b"\\'%02x" % byte for byte in line) for line in lines)
    (tmp_path / f"{SEED.stem}.rtf").write_bytes(b"{\\rtf1\\ansi\\ansicpg936 " + codes + b"}")
    command = [sys.executable, str(ROOT / "benchmarks" / "readers.py"), str(tmp_path)]
    command += ["--text", str(SEED.parent), "--labels", str(LABELS)]
    output = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    reference = readers.labelled(SEED.parent, LABELS, SEED.stem)
    assert reference is not None
    count = len(reference.headings)
    row = f"| .rtf | govreport | 1 of 1 | 100.0 % of {sum(reference.characters.values()):,} | {count} | {count} of {count} |"
    assert row in output
    missing = [name for name in readers.READERS if find_spec(name) is None]
    assert not missing or f"not installed: {', '.join(missing)}" in output


def test_headings_are_found_by_number_and_first_words_and_marked_by_the_reader() -> None:
    reference = readers.Reference(Counter("一、总则二、分则甲"), ["一、总则", "二、分则"])
    found = readers._markdown("# 一、总则\n\n**二、分则**\n\n| 甲 | 乙 |\n| --- | --- |\n")
    score = readers.scored(found, reference)
    assert (score.found, score.marked, score.headings, score.tables) == (2, 1, 2, 1)
    assert (score.kept, score.of) == (9, 9)


@pytest.mark.slow
def test_a_reading_that_fails_states_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "ReadError" in str(readers.found_by("govreport", tmp_path / "a.rtf"))

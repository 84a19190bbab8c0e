"""The fuzz targets: that each runs and detects faults, how bytes become inputs, and every finding as a case.

A case of ``findings.json`` has a ``label``, the ``target`` that found it, ``why`` it was one, and the ``text`` as a
list of lines, cut to what shows it.
"""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

import inputs
import invocation
import targets
from govreport import STEPS, DataFormError, Report, parse
from govreport.cleaning import Cleaned, Offsets
from govreport.text.source import Span
from govreport.tree.diagnostics import Repair
from inputs import ROOT, as_text, libfuzzer_dictionary, texts, words
from invocation import CHOICES, FILE_NAMES, Outcome, arguments, commands, options
from json_mutation import mutated
from targets import SAVING, TARGETS

FINDINGS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "findings.json").read_text(encoding="utf-8"))
EVERY = 12
"""One of this many seeds is tried here; a fuzzer tries them all."""
REPORT = parse("一、总则\n坚持依法行政。").to_json().encode()


@pytest.mark.parametrize("case", FINDINGS, ids=lambda case: str(case["label"]))
def test_findings(case: dict[str, Any]) -> None:
    TARGETS[case["target"]].run("\n".join(case["text"]).encode("utf-8", "surrogatepass"))


def test_findings_are_labelled() -> None:
    assert len({case["label"] for case in FINDINGS}) == len(FINDINGS)
    for case in FINDINGS:
        assert case.keys() == {"label", "target", "why", "text"}, case
        assert case["why"], case["label"]


# ---- targets


def test_every_command_and_every_step_is_a_target() -> None:
    named = set(commands())
    assert named > SAVING
    assert {f"cli-{name}" for name in named - SAVING} | {f"clean-{step}" for step in STEPS} < TARGETS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_targets_hold_on_their_seeds(name: str) -> None:
    target = TARGETS[name]
    for data in (b"", bytes(range(256)), *islice(target.seeds(), 0, None, EVERY)):
        target.run(data[: target.longest])


@pytest.mark.parametrize("name", commands())
def test_bytes_choose_every_option(name: str) -> None:
    command = commands()[name]
    chosen = {word for choice in range(64) for word in arguments(command, bytes([choice] * CHOICES), "")}
    assert len(options(command)) < CHOICES
    for option in options(command):
        assert chosen & {opt.strip() for opt in (*option.opts, *option.secondary_opts)}, option.name
    taken = [
        ["-"] if one.name in FILE_NAMES else ["甲", "乙"] for one in command.params if isinstance(one, click.Argument)
    ]
    assert list(arguments(command, b"", "甲 乙")) == ["--", *chain(*taken)]


def test_no_option_names_a_file_to_write() -> None:
    """``view --output utf-8`` once wrote a page into the working folder."""
    for name, command in commands().items():
        lines = [list(arguments(command, bytes([choice] * CHOICES), "")) for choice in range(64)]
        written = [line[line.index("--output") + 1] for line in lines if "--output" in line]
        assert set(written) <= {"-"}, name


def raises(*_: object, **__: object) -> Any:
    raise KeyError("a fault")


def answers(value: object) -> Callable[..., Any]:
    return lambda *_, **__: value


@pytest.mark.parametrize(
    ("name", "attribute", "fault"),
    [
        pytest.param("parse", "parse", raises, id="parse raises"),
        pytest.param("parse", "parse", answers(parse("另一个")), id="another report"),
        pytest.param("read", "read", raises, id="read raises"),
        pytest.param("from_json", "render", raises, id="render raises"),
        pytest.param("cli-tree", "outcome", answers(Outcome(3, "", "", False)), id="an unknown exit code"),
        pytest.param("cli-tree", "outcome", answers(Outcome(0, "\x9b2J", "", False)), id="an escape in the output"),
        pytest.param("cli-text", "outcome", answers(Outcome(0, "\x1b[2J", "", True)), id="an escape on a terminal"),
        pytest.param("cli-text", "outcome", answers(Outcome(0, "", "\x1b[2J", False)), id="an escape in the errors"),
        pytest.param("cli-json", "outcome", answers(Outcome(0, "{", "", False)), id="half an object"),
        pytest.param("cli-check", "outcome", answers(Outcome(1, "", "Traceback", False)), id="a traceback"),
        pytest.param(
            "clean-markup", "clean", answers(Cleaned("甲", Offsets.identity(1), ())), id="an unreported repair"
        ),
        pytest.param(
            "clean-markup",
            "clean",
            answers(Cleaned("", Offsets.identity(0), (Repair("markup", Span(0, 1), "乙", ""),))),
            id="a repair of other text",
        ),
    ],
)
def test_targets_detect_faults(
    name: str, attribute: str, fault: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = REPORT if name == "from_json" else b"\0" * CHOICES + "一、总则".encode()
    TARGETS[name].run(data)
    monkeypatch.setattr(targets, attribute, fault)
    with pytest.raises((AssertionError, KeyError, ValueError)):
        TARGETS[name].run(data)


def test_control_characters_are_allowed_in_a_pipe() -> None:
    TARGETS["cli-text"].run(b"\0" * CHOICES + "一、\x1b[2J总则".encode())


# ---- inputs


def test_the_dictionary_has_a_word_for_each_byte_that_is_not_text() -> None:
    assert len(words()) >= 128
    assert len(set(words())) == len(words())
    assert as_text(bytes(range(128, 256))) == "".join(words()[:128])


def test_the_dictionary_as_libfuzzer_reads_it() -> None:
    lines = libfuzzer_dictionary().splitlines()
    assert all(re.fullmatch(r'"(\\x[0-9a-f]{2})+"', line) for line in lines)
    again = [bytes.fromhex(line.strip('"').replace("\\x", "")).decode("utf-8", "surrogatepass") for line in lines]
    assert tuple(again) == words()


@given(text=st.text())
def test_a_text_is_its_own_input(text: str) -> None:
    assert as_text(text.encode()) == text


@given(data=st.binary())
def test_any_bytes_are_an_input(data: bytes) -> None:
    kept = data.decode("utf-8", "ignore")
    assert len(as_text(data)) >= len(kept)
    assert set(as_text(data)) >= set(kept)


def test_the_fuzz_seeds_contain_every_line_of_the_reports() -> None:
    pieces = set(texts())
    for path in (ROOT / "seeds").glob("*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        assert all(any(line in piece for piece in pieces) for line in lines)


@given(number=st.integers(0, 2**32))
def test_a_changed_report_is_json_still(number: int) -> None:
    changed = mutated(REPORT, len(REPORT) + 40, Random(number))
    assert changed is None or json.loads(changed) is not None
    assert changed is None or len(changed) <= len(REPORT) + 40


def test_reports_are_changed_in_many_ways() -> None:
    changed = {mutated(REPORT, 4096, Random(number)) for number in range(400)} - {None, REPORT}
    assert len(changed) > 200
    accepted = 0
    for data in changed:
        assert data is not None
        with suppress(DataFormError):
            accepted += Report.from_json(data) != Report.from_json(REPORT)
    assert 20 < accepted < len(changed) - 20


@pytest.mark.parametrize("data", [b"", b"{", b"7", b"[]", b"\xff", b"[" * 10_000])
def test_json_without_values_is_not_changed(data: bytes) -> None:
    assert mutated(data, 4096, Random(0)) is None


@pytest.mark.parametrize("module", [inputs, invocation], ids=lambda module: str(module.__name__))
def test_examples(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


# ---- the runner


def test_the_runner_repeats_an_input(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes("一、总则".encode())
    done = _run("--input", str(path), "parse", "read")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_runner_fuzzes(tmp_path: Path) -> None:
    pytest.importorskip("atheris")
    done = _run("--seconds", "1", "--out", str(tmp_path), "clean-invisible")
    assert done.returncode == 0, done.stdout
    inputs = re.fullmatch(r"clean-invisible +(\d+) inputs.*\n", done.stdout)
    assert inputs
    assert int(inputs[1]) > 0


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    runner = ROOT / "fuzz" / "run.py"
    return subprocess.run([sys.executable, runner, *arguments], capture_output=True, text=True, check=False)

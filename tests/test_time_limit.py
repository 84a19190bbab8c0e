"""A document that takes too long becomes an error, and the others are read."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

import govreport
from commands import run
from govreport.batch import parse_many
from govreport.batch.entries import Entry, Reading
from govreport.batch.pool import in_order
from govreport.batch.time_limit import TimeLimitError, time_limit

needs_alarm = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGALRM")
LATE = "took longer than 2 seconds, the limit set by timeout"


@pytest.fixture(autouse=True)
def loaded() -> None:
    """The first parse loads the grammar, which takes its time."""
    govreport.parse("一、总则")


def endless(items: Sequence[str]) -> list[str]:
    """Simulates code in C that a signal does not end."""
    if "endless" in items and hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    while "endless" in items:
        time.sleep(1)
    return list(items)


def lost(item: str, why: str) -> list[str]:
    return [f"lost {item}: {why}"]


def test_a_worker_that_hangs_is_replaced_and_its_item_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.batch.pool._GRACE", 0)
    tasks = [["1", "2"], ["3", "endless", "4"], ["5"]]
    made = [one for part in in_order(endless, tasks, 2, lost, timeout=3) for one in part]
    assert made == ["1", "2", "3", "lost endless: it took longer than 3 seconds", "4", "5"]


@needs_alarm
def test_a_slow_document_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(text: str, **_: object) -> govreport.Report:
        while "slow" in text:
            time.sleep(0.01)
        return govreport.parse(text)

    monkeypatch.setattr("govreport.batch.entries.parse_text", slow)
    results = list(parse_many([("a", "slow"), ("b", "一、总则")], jobs=1, timeout=2))
    assert [(result.id, result.error) for result in results] == [("a", LATE), ("b", None)]
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


@needs_alarm
def test_no_reader_swallows_the_end_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> None:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr("govreport.reading.extractor", lambda *_: slow)
    assert Reading(timeout=2).result(Entry("a", content=b"%PDF-1.7")).error == LATE


@needs_alarm
def test_the_command_takes_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")

    def slow(text: str, **_: object) -> govreport.Report:
        while "slow" in text:
            time.sleep(0.01)
        return govreport.parse(text)

    monkeypatch.setattr("govreport.batch.entries.parse_text", slow)
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in ("slow", "一、总则")), encoding="utf-8")
    out = tmp_path / "out"
    assert run(["corpus", str(source), "-o", str(out), "-j", "1", "--timeout", "2"])[0] == 1
    assert parquet.read_table(out / "documents").column("error").to_pylist() == [LATE, None]


@needs_alarm
def test_a_signal_of_the_program_is_not_changed() -> None:
    def own(*_: object) -> None:
        pass

    before = signal.signal(signal.SIGALRM, own)
    try:
        with time_limit(0.01):
            assert signal.getsignal(signal.SIGALRM) is own
    finally:
        signal.signal(signal.SIGALRM, before)


@needs_alarm
def test_another_thread_has_no_limit() -> None:
    ended: list[bool] = []

    def work() -> None:
        with time_limit(0.01):
            ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]


@needs_alarm
def test_the_block_is_interrupted() -> None:
    with pytest.raises(TimeLimitError), time_limit(0.05):
        threading.Event().wait()

"""The pool of processes: order, bounds, and what happens when one is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deadly import doubled, killed, left, process
from govreport.batch.pool import AHEAD, available, in_order

unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


def given_up(item: object, why: str) -> list[str]:
    return [f"lost {item} ({why})"]


def no_one(item: object, why: str) -> list[int]:
    raise AssertionError(item, why)


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_results_come_in_the_order_of_the_tasks(jobs: int, count: int) -> None:
    tasks = ([number, number + 1] for number in range(count))
    assert list(in_order(doubled, tasks, jobs, no_one)) == [[2 * n, 2 * n + 2] for n in range(count)]


def test_one_job_is_this_process_and_several_are_others() -> None:
    assert list(in_order(process, [[1]], 1, no_one)) == [[os.getpid()]]
    others = {made[0] for made in in_order(process, [[1]] * 20, 2, no_one)}
    assert os.getpid() not in others
    assert 1 <= len(others) <= 2


def test_memory_is_bounded() -> None:
    """However slowly results are taken."""
    drawn = 0

    def tasks() -> Iterator[list[int]]:
        nonlocal drawn
        for number in range(60):
            drawn += 1
            yield [number]

    for taken, _ in enumerate(in_order(doubled, tasks(), 2, no_one), 1):
        assert drawn - taken <= 2 * AHEAD
    assert drawn == 60


def test_stopping_early_leaves_no_process() -> None:
    results = in_order(process, ([number] for number in range(1000)), 2, no_one)
    workers = {next(results)[0] for _ in range(10)}
    results.close()
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


@unix
def test_a_task_whose_worker_is_killed_is_done_again(tmp_path: Path) -> None:
    marked = [f"?{tmp_path / name}" for name in "abc"]
    tasks = [["1", marked[0], "2"], ["3"], [marked[1]], [marked[2], "4"], ["5"]]
    made = [one for part in in_order(killed, tasks, 2, given_up) for one in part]
    assert made == [item for task in tasks for item in task]


@unix
@pytest.mark.parametrize("jobs", [2, 3])
def test_an_item_that_kills_its_worker_twice_is_lost_alone(jobs: int) -> None:
    tasks = [["1", "2"], ["3", "!", "4"], ["!"], ["5"], ["6", "7"]]
    made = [one for part in in_order(killed, tasks, jobs, given_up) for one in part]
    lost = "lost ! (signal 9)"
    assert made == ["1", "2", "3", lost, "4", lost, "5", "6", "7"]


def test_a_worker_that_exits_is_handled_like_one_that_is_killed() -> None:
    assert list(in_order(left, [["1"]], 2, given_up)) == [["lost 1 (exit code 3)"]]


def test_a_program_that_cannot_be_imported_gets_a_clear_error(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from govreport.batch import parse_many\nprint(len(list(parse_many([('a', 'b')], jobs=2))))\n", encoding="utf-8"
    )
    done = subprocess.run([sys.executable, str(program)], capture_output=True, check=False, text=True, timeout=50)
    assert done.returncode == 1
    assert done.stdout == ""
    *above, last = done.stderr.splitlines()
    assert last.startswith("govreport.errors.WorkerError: worker processes do not start (exit code ")
    assert "`if __name__ == '__main__':`" in last
    assert [line for line in above if line.startswith("Traceback")] == above[:1], "workers print no traceback"


def test_there_is_a_processor() -> None:
    assert available() >= 1


ORPHANED = """
import os, signal, sys
from deadly import process
from govreport.batch.pool import in_order

if __name__ == "__main__":
    results = in_order(process, ([n] for n in range(10**9)), 2, print)
    workers = {next(results)[0] for _ in range(50)}
    print(*workers, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@unix
def test_workers_leave_when_their_parent_is_killed(tmp_path: Path) -> None:
    """The pipe that they share with the program ends when the last of them has exited."""
    program = tmp_path / "program.py"
    program.write_text(ORPHANED, encoding="utf-8")
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    ) as run:
        output, _ = run.communicate(timeout=50)  # waits until no process can write there any more
    assert run.returncode == -9
    assert output.split()

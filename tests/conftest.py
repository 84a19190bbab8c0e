"""Shared fixtures: Hypothesis profiles, and optional folders with more documents."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tree_guard import TreeGuard

collect_ignore = ["conftest.py"]  # it holds no examples

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))  # the label form and the flat reading of a report live there
sys.path.insert(0, str(ROOT / "fuzz"))  # the targets of the fuzzer

# fast: while writing.  full: .ci/run.  ci: before a release.  deep: over night.
for _name, _examples in {"fast": 25, "full": 40, "ci": 200, "deep": 5000}.items():
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,  # machines differ
        derandomize=_name != "deep",  # a run that passed passes again; the nights look for what is new
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
os.environ["GOVREPORT_LANG"] = "en"  # what the tests compare does not depend on the locale
settings.load_profile(os.environ.get("GOVREPORT_PROFILE", "fast"))


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """The complete suite runs on all processors; tests named on the command line run in this process, as does all with ``-n 0``."""
    if hasattr(config, "workerinput"):
        return  # one of the processes that pytest-xdist started: it must not start others
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if whole and config.pluginmanager.hasplugin("xdist") and config.option.numprocesses is None:
        config.option.numprocesses = "auto"
        config.option.dist = "worksteal"  # some tests take a hundred times as long as others


GUARD = pytest.StashKey[TreeGuard]()


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):  # with pytest-xdist: in the process that starts the others
        session.config.stash[GUARD] = TreeGuard(ROOT)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if GUARD in session.config.stash and session.config.stash[GUARD].changes() and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if GUARD in config.stash and (changes := config.stash[GUARD].changes()):
        terminalreporter.section("the tests changed the source tree", red=True)
        for change in changes:
            terminalreporter.line(change)


@pytest.fixture(autouse=True, scope="module")
def _in_a_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests run in a temporary folder, so that a command that writes to a relative path leaves the tree alone."""
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("cwd"))
    yield
    os.chdir(before)


def _folder(variable: str, holds: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} names no folder with {holds}")
    folder = Path(value)
    assert folder.is_dir(), f"{variable}={value} is not a folder"
    return folder


@pytest.fixture(scope="session")
def corpus() -> list[Path]:
    """Documents without labels: any ``.txt`` files."""
    texts = sorted(_folder("GOVREPORT_CORPUS", "texts").glob("*.txt"))
    assert texts, "the corpus folder holds no .txt file"
    return texts

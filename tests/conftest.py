"""What the test modules share: Hypothesis profiles, and the larger folders that a machine may have."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

collect_ignore = ["conftest.py"]  # it holds no examples

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))  # the label form and the flat reading of a report live there
sys.path.insert(0, str(ROOT / "fuzz"))  # the targets of the fuzzer

# fast: while writing.  ci: before a change lands.  deep: over night.
for _name, _examples in {"fast": 40, "ci": 200, "deep": 5000}.items():
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,  # machines differ
        derandomize=_name == "ci",
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
settings.load_profile(os.environ.get("GOVREPORT_PROFILE", "fast"))


def _folder(variable: str, holds: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} names no folder with {holds}")
    folder = Path(value)
    assert folder.is_dir(), f"{variable}={value} is not a folder"
    return folder


@pytest.fixture(scope="session")
def gold() -> Path:
    """A folder of labelled documents: ``text/ID.txt``, ``labels/ID.json``, ``index.tsv``."""
    return _folder("GOVREPORT_GOLD", "labelled documents")


@pytest.fixture(scope="session")
def corpus() -> list[Path]:
    """Documents without labels: any ``.txt`` files."""
    texts = sorted(_folder("GOVREPORT_CORPUS", "texts").glob("*.txt"))
    assert texts, "the corpus folder holds no .txt file"
    return texts

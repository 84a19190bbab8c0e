"""A run of the tests leaves the source tree as it was; ``conftest.py`` checks it after each run."""

from __future__ import annotations

from pathlib import Path

from tree_guard import TreeGuard


def test_new_and_removed_files_are_reported(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "module.py").touch()
    guard = TreeGuard(tmp_path)
    assert guard.changes() == []
    (tmp_path / "src" / "module.py").unlink()
    (tmp_path / "utf-8").touch()
    assert guard.changes() == ["- src/module.py", "+ utf-8"]


def test_what_tools_write_is_ignored(tmp_path: Path) -> None:
    guard = TreeGuard(tmp_path)
    for name in (".pytest_cache", "__pycache__", "build"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    assert guard.changes() == []


def test_tests_do_not_run_in_the_source_tree() -> None:
    assert Path(__file__).resolve().parent.parent not in [Path.cwd(), *Path.cwd().parents]

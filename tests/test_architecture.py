"""The walk through the house in docs/architecture.md: its names exist, and ``parse`` calls them in this order."""

from __future__ import annotations

import inspect
import pkgutil
import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import govreport

ROOT = Path(__file__).resolve().parent.parent


def names(page: str, heading: str) -> list[str]:
    """The functions and classes that the walk of a page names, in order."""
    walk = (ROOT / "docs" / page).read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n`tests/")[0]
    return re.findall(r"`([a-z_]+(?:\.\w+)+)(?<!\.py)`", walk)


NAMES = names("architecture.md", "What `parse` calls")


def test_the_walk_is_the_same_in_chinese() -> None:
    assert names("architecture.zh.md", "`parse` 调用的函数") == NAMES


def test_the_names_of_the_walk_are_called_in_its_order() -> None:
    named = {name: pkgutil.resolve_name(f"govreport.{name}") for name in NAMES}
    codes = {inspect.unwrap(thing).__code__: name for name, thing in named.items() if inspect.isroutine(thing)}
    assert len(codes) > 10
    called: list[str] = []

    def note(frame: FrameType, event: str, _: Any) -> None:
        name = codes.get(frame.f_code)
        if event == "call" and name is not None and name not in called:
            called.append(name)

    text = next((ROOT / "seeds").glob("003*.txt")).read_text(encoding="utf-8")
    sys.setprofile(note)
    try:
        govreport.parse(text)
    finally:
        sys.setprofile(None)
    assert called == list(codes.values())

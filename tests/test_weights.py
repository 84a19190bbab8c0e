"""The tables of weights in ``docs/outline.md``, in both languages, hold the constants of the modules that weigh evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from ablation import WEIGHED
from govreport.outline import candidates

DOCS = Path(__file__).resolve().parent.parent / "docs"
ROW = re.compile(r"^\| `(?P<name>\w+)`(?:: (?P<keys>[\w, ]+))? \| (?P<points>-?[0-9.]+) \|", re.MULTILINE)


def in_page(page: str, module: str) -> dict[str, float]:
    """The weights in the table under the name of a module, members of a mapping as ``NAME.key``."""
    _, _, after = (DOCS / page).read_text(encoding="utf-8").partition(f"\n`{module.replace('.', '/')}.py`")
    table = after.partition("\n`outline/")[0]
    return {
        f"{row['name']}.{key}" if key else row["name"]: float(row["points"])
        for row in ROW.finditer(table)
        for key in (row["keys"] or "").split(", ")
    }


def in_module(module: str) -> dict[str, float]:
    """The public constants of a module that are floats, or mappings of floats."""
    found: dict[str, float] = {}
    for name, value in vars(import_module(f"govreport.{module}")).items():
        if name.startswith("_"):
            continue
        if name.isupper() and isinstance(value, float):
            found[name] = value
        elif name.isupper() and isinstance(value, Mapping):
            found.update((f"{name}.{_key(key)}", weight) for key, weight in value.items())
    return found


def _key(key: object) -> str:
    """The name of a form, or that of a place."""
    places = {
        value: name for name, value in vars(candidates).items() if name in ("HEAD", "STOP", "BLANK", "WEAK", "GLUED")
    }
    return places[key] if isinstance(key, int) else str(key)


@pytest.mark.parametrize("page", ["outline.md", "outline.zh.md"])
@pytest.mark.parametrize("module", WEIGHED)
def test_the_page_has_the_weights_of_the_module(module: str, page: str) -> None:
    assert in_page(page, module) == in_module(module)

"""The table of number families."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest

import govreport
from govreport.tree.families import FAMILIES, Family

LADDER = "part chapter division article han han_paren arabic arabic_paren circled".split()  # noqa: SIM905
"""Statutes count 编 章 节 条; GB/T 9704-2012 requires 一、 → （一） → 1. → （1）."""


def test_families_are_keyed_by_name() -> None:
    assert all(family.name == name for name, family in FAMILIES.items())
    assert all(family.terminal == name.upper() for name, family in FAMILIES.items())


def test_the_usual_ladder() -> None:
    ranks = [FAMILIES[name].rank for name in LADDER]
    assert all(outer < inner for outer, inner in pairwise(ranks))


def test_the_table_goes_from_outer_to_inner() -> None:
    ranks = [family.rank for family in FAMILIES.values()]
    assert ranks == sorted(ranks)


def test_enumerations_rank_below_all_sections() -> None:
    items = [family.rank for family in FAMILIES.values() if family.item]
    sections = [family.rank for family in FAMILIES.values() if not family.item]
    assert max(sections) < min(items)


def test_families_of_one_series_agree() -> None:
    """首先 continues with 第二，: both need the same rank."""
    series: dict[str, set[tuple[float, bool]]] = {}
    for family in FAMILIES.values():
        if family.series:
            series.setdefault(family.series, set()).add((family.rank, family.item))
    assert series
    assert all(len(kinds) == 1 for kinds in series.values())
    assert not series.keys() & FAMILIES.keys()


def test_the_table_cannot_be_changed() -> None:
    table: Any = FAMILIES
    with pytest.raises(TypeError):
        table["new"] = Family("new", 1)


def test_every_column_is_used() -> None:
    """A column that no module uses describes nothing."""
    modules = [path for path in Path(govreport.__file__).parent.rglob("*.py") if path.stem != "families"]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in modules]
    asked = {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    derived = {"same_rank", "divides", "provision", "points"}  # used by the table itself
    assert {field.name for field in attrs.fields(Family)} - asked <= derived

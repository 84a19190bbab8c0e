"""The heads of columns for people: Chinese on request, else the keys that programs use."""

from __future__ import annotations

from collections.abc import Mapping


def heads() -> Mapping[str, Mapping[str, str]]:
    """By table, the name to show for each column; empty unless ``--lang zh`` was given."""
    return {}

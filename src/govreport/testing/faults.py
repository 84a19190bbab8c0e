"""The result of a check: a fault, with its position in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from attrs import frozen

from govreport.report import Report


@frozen
class Fault:
    """A violation of a law."""

    problem: str
    """What is wrong: ``in no leaf``."""
    at: int | None = None
    """The offset, in code points of the text; None for the report as a whole."""


Check: TypeAlias = Callable[[Report, str], Iterator[Fault]]
"""Yields the faults of a report of a text, in any order."""

"""What a check has to say: a fault, with its place in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from attrs import frozen

from govreport.report import Report


@frozen
class Fault:
    """One way in which a report breaks a law."""

    problem: str
    """What is wrong: ``in no leaf``."""
    at: int | None = None
    """Where, in code points of the text; None where it is wrong as a whole."""


Check: TypeAlias = Callable[[Report, str], Iterator[Fault]]
"""Looks for the faults of a report of a text, and yields them in no order; none, if all is well."""

"""Records: the values that stages hand to each other, thousands for a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import frozen as record
else:
    from attrs import define as record

__all__ = ["record"]

# A frozen class with slots takes five times as long to make, since each attribute is set through ``object.__setattr__``.
# So records are frozen for the type checker, which sees all code that handles them; nodes, which users hold, are frozen.

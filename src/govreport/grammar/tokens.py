"""What the parser reads: one token a line, a mark, or a bracket round a unit."""

from __future__ import annotations

from typing import Any

from govreport.tree.nodes import Node


class Token:
    """A terminal of ``grammars/report.lark`` with its value: a finished leaf, or what a bracket knows of its unit."""

    __slots__ = ("type", "value")

    # Lark copies these from the last token to the end of the stream; places live in the spans of the values.
    start_pos = line = column = end_line = end_column = end_pos = None

    def __init__(self, type: str, value: Node | Opening | None = None) -> None:
        self.type = type
        self.value: Any = value

    def __repr__(self) -> str:
        return f"Token({self.type}, {self.value!r})"


class Opening:
    """What OPEN and ATTACH know beforehand: the path, and for a unit whether it is an item."""

    __slots__ = ("item", "path")

    def __init__(self, path: str, item: bool = False) -> None:
        self.path = path
        self.item = item

"""The input of the parser: a token for each line, number, heading or bracket."""

from __future__ import annotations

from typing import Any

from govreport.tree.nodes import Node


class Token:
    """A terminal of ``grammars/report.lark`` with its value: a finished leaf, or the path of the node for a bracket."""

    __slots__ = ("type", "value")

    # Lark copies these from the last token to the end of the stream; positions are in the spans of the values.
    start_pos = line = column = end_line = end_column = end_pos = None

    def __init__(self, type: str, value: Node | str | None = None) -> None:
        self.type = type
        self.value: Any = value

    def __repr__(self) -> str:
        return f"Token({self.type}, {self.value!r})"

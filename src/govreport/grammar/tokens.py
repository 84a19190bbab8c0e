"""The input of the parser: a token for each line, number, heading or bracket."""

from __future__ import annotations

from typing import Any, TypeAlias

Token: TypeAlias = tuple[str, Any]
"""A terminal of ``grammars/report.lark`` and its value: a finished leaf, or the path of the node that a bracket opens."""

"""Paths: short unique names of nodes, the same in every parse (``2/1/i3`` is 三是 in （一） in 二、).

The step of a section is its ordinal, of an item ``i`` and its ordinal, of a heading without a number ``u1``, of a mark
without a value ``b1``, of a paragraph ``p1``, of a table ``t1``; ``~2`` marks the second of equal steps; ``@1`` is an
attachment.
"""

from __future__ import annotations


class Counter:
    """Creates the paths of a parent's children."""

    __slots__ = ("_prefix", "_taken")

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._taken: dict[str, int] = {}

    def leaf(self, letter: str) -> str:
        """The path of the next child of a kind that is counted consecutively: ``p``, ``t``, ``u``, ``b``."""
        number = self._taken[letter] = self._taken.get(letter, 0) + 1
        return f"{self._prefix}{letter}{number}"

    def unit(self, ordinal: int | None, sub: int | None = None, *, item: bool = False) -> str:
        """The path of a unit with a number.

        >>> of = Counter("2/")
        >>> of.unit(1), of.unit(1), of.unit(10, 1), of.unit(3, item=True), of.unit(None)
        ('2/1', '2/1~2', '2/10.1', '2/i3', '2/b1')
        """
        if ordinal is None:
            return self.leaf("b")
        name = ("i" if item else "") + str(ordinal) + (f".{sub}" if sub is not None else "")
        taken = self._taken[name] = self._taken.get(name, 0) + 1
        return self._prefix + (name if taken == 1 else f"{name}~{taken}")

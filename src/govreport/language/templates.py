"""Templates: texts with named places, ``{path}: no such file``."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter


class Template:
    """A template that is read backwards: from a text to the values of its places.

    >>> Template("{number} follows {before}: {what}").read("三、 follows 一、: 二、 is missing")
    {'number': '三、', 'before': '一、', 'what': '二、 is missing'}
    """

    __slots__ = ("_literals", "_names", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._literals: list[str] = [""]
        """The texts before, between and after the places."""
        self._names: list[str] = []
        for literal, name, _, _ in Formatter().parse(text):
            self._literals[-1] += literal
            if name is not None:
                self._names.append(name)
                self._literals.append("")

    @property
    def begins_with_place(self) -> bool:
        """Whether a text may begin with anything."""
        return not self._literals[0]

    def rank(self) -> tuple[bool, int]:
        """The order in which templates are tried: those that fix the beginning of a text first, then the most of it.

        >>> sorted(["{a}: {b}", "profile {a}: {b}", "{a} is missing"], key=lambda text: Template(text).rank())
        ['profile {a}: {b}', '{a} is missing', '{a}: {b}']
        """
        return self.begins_with_place, -sum(map(len, self._literals))

    def read(self, text: str) -> Mapping[str, str] | None:
        """The values of the places, or None if the text was not made from this template.

        Each value ends where the literal text after it first occurs, so the time is linear in the length of the text.
        """
        first, *inner, last = self._literals if self._names else (*self._literals, "")
        if not (text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last)):
            return None
        if not self._names:
            return {} if text == first else None
        values: dict[str, str] = {}
        at, end = len(first), len(text) - len(last)
        for name, literal in zip(self._names, [*inner, None], strict=True):
            stop = end if literal is None else text.find(literal, at, end)
            if stop < 0 or values.setdefault(name, text[at:stop]) != text[at:stop]:
                return None
            at = stop + len(literal or "")
        return values

"""Typed access to decoded JSON; invalid values raise an error with their JSON path."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, TypeVar

from govreport.errors import DataFormError
from govreport.text.source import Span

DEEPEST: Final = 200
"""The maximum nesting of objects; Python's recursion limit is at some 300 (three frames a level)."""

_KINDS: Final = (
    (type(None), "null"),
    (bool, "a boolean"),  # before numbers: bool is an int
    ((int, float), "a number"),
    (str, "a string"),
    ((list, tuple), "an array"),
    (Mapping, "an object"),
)
_REQUIRED: Final = object()

T = TypeVar("T")


class JsonObject:
    """An object of the data form: returns checked values of its keys, and has its path.

    >>> JsonObject({"start": 1}, "$.body[3]").integer("start")
    1
    """

    __slots__ = ("_depth", "_parent", "_step", "_values")

    def __init__(self, value: object, step: str, parent: JsonObject | None = None) -> None:
        """``step`` is the path of the object relative to its parent: ``.body[3]``."""
        self._parent = parent
        self._step = step
        self._depth: int = 0 if parent is None else parent._depth + 1
        if not isinstance(value, Mapping):
            raise DataFormError(self.path, f"{_kind(value)} instead of an object")
        if self._depth > DEEPEST:
            raise DataFormError(self.path, f"nested deeper than {DEEPEST} levels")
        self._values: Mapping[object, object] = value

    @property
    def path(self) -> str:
        """The JSON path of the object; computed on demand, since its length grows with the depth."""
        steps: list[str] = []
        here: JsonObject | None = self
        while here is not None:
            steps.append(here._step)
            here = here._parent
        return "".join(reversed(steps))

    def text(self, key: str, default: Any = _REQUIRED) -> str:
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, f"{_kind(value)} instead of a string")
        return value

    def text_or_none(self, key: str) -> str | None:
        return None if self._get(key, None) is None else self.text(key)

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """A string that must be one of ``allowed``."""
        value = self.text(key)
        if value not in allowed:
            raise self.wrong(key, f"{value!r:.40} instead of {' or '.join(allowed)}")
        return value

    def boolean(self, key: str) -> bool:
        value = self._get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, f"{_kind(value)} instead of true or false")
        return value

    def integer(self, key: str, least: int = 0) -> int:
        return read_integer(self._get(key), self, key, least)

    def integer_or_none(self, key: str) -> int | None:
        return None if self._get(key, None) is None else self.integer(key)

    def span(self) -> Span:
        return read_span(self._get("span"), self, "span")

    def pieces(self) -> tuple[Span, ...]:
        return self.array("pieces", read_span)

    def one(self, key: str, read: Callable[[JsonObject], T]) -> T:
        """The result of ``read`` for the object under a key."""
        return read(JsonObject(self._get(key), f".{key}", self))

    def one_or_none(self, key: str, read: Callable[[JsonObject], T]) -> T | None:
        return None if self._get(key, None) is None else self.one(key, read)

    def many(self, key: str, read: Callable[[JsonObject], T]) -> tuple[T, ...]:
        """The results of ``read`` for the objects of an array; empty if the key is missing."""
        values = _list(self._get(key, ()), self, key)
        objects = [JsonObject(value, f".{key}[{n}]", self) for n, value in enumerate(values)]
        return tuple(map(read, objects))  # map adds no frame per level of recursion

    def array(self, key: str, read: Callable[[object, JsonObject, str], T]) -> tuple[T, ...]:
        """The results of ``read`` for each value of an array, this object and the path in it; empty if the key is missing."""
        values = _list(self._get(key, ()), self, key)
        return tuple([read(value, self, f"{key}[{n}]") for n, value in enumerate(values)])

    def wrong(self, place: str, problem: str) -> DataFormError:
        """The error for the value at a path in this object: ``span``, ``rows[1][0]``."""
        return DataFormError(f"{self.path}.{place}", problem)

    def _get(self, key: str, default: object = _REQUIRED) -> object:
        value = self._values.get(key, default)
        if value is _REQUIRED:
            raise self.wrong(key, "required key missing")
        return value


def _kind(value: object) -> str:
    """The JSON type of a value."""
    for kind, name in _KINDS:
        if isinstance(value, kind):
            return name
    return type(value).__name__


def _list(value: object, form: JsonObject, place: str) -> list[object] | tuple[object, ...]:
    if not isinstance(value, (list, tuple)):
        raise form.wrong(place, f"{_kind(value)} instead of an array")
    return value


def read_integer(value: object, form: JsonObject, place: str, least: int = 0) -> int:
    """The integer at a place in an object."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise form.wrong(place, f"{_kind(value)} instead of an integer")
    if value < least:
        raise form.wrong(place, f"a number below {least}")
    return value


def read_span(value: object, form: JsonObject, place: str) -> Span:
    """The span at a place in an object."""
    pair = _list(value, form, place)
    if len(pair) != 2:
        raise form.wrong(place, f"{len(pair)} values instead of start and end")
    start, end = (read_integer(offset, form, f"{place}[{n}]") for n, offset in enumerate(pair))
    if end < start:
        raise form.wrong(place, "an end before its start")
    if end > sys.maxsize:
        raise form.wrong(place, "an end after that of the longest possible text")
    return Span(start, end)


def read_row(value: object, form: JsonObject, place: str) -> tuple[str, ...]:
    """The cells of a row at a place in an object."""
    cells = _list(value, form, place)
    for n, cell in enumerate(cells):
        if not isinstance(cell, str):
            raise form.wrong(f"{place}[{n}]", f"{_kind(cell)} instead of a string")
    return tuple(map(str, cells))

"""Values out of JSON, checked: what is not as the data form has it raises with the JSON path of the place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, TypeVar

from govreport.errors import DataFormError
from govreport.source import Span

DEEPEST: Final = 200
"""How many objects may lie one in another; Python's own recursion ends at some 300 (three frames a level)."""

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
    """An object of the form: gives the values of its keys, checked, and knows where it stands.

    >>> JsonObject({"start": 1}, "$.body[3]").integer("start")
    1
    """

    __slots__ = ("_depth", "_values", "path")

    def __init__(self, value: object, path: str, depth: int = 0) -> None:
        if not isinstance(value, Mapping):
            raise DataFormError(path, f"{_kind(value)} instead of an object")
        if depth > DEEPEST:
            raise DataFormError(path, f"nested deeper than {DEEPEST} levels")
        self._values: Mapping[object, object] = value
        self._depth = depth
        self.path = path

    def text(self, key: str, default: Any = _REQUIRED) -> str:
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, f"{_kind(value)} instead of a string")
        return value

    def text_or_none(self, key: str) -> str | None:
        return None if self._get(key, None) is None else self.text(key)

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """A string that is one of those allowed."""
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
        return read_integer(self._get(key), f"{self.path}.{key}", least)

    def integer_or_none(self, key: str) -> int | None:
        return None if self._get(key, None) is None else self.integer(key)

    def span(self) -> Span:
        return read_span(self._get("span"), f"{self.path}.span")

    def pieces(self) -> tuple[Span, ...]:
        return self.array("pieces", read_span)

    def one(self, key: str, read: Callable[[JsonObject], T]) -> T:
        """What ``read`` makes of the object under a key."""
        return read(JsonObject(self._get(key), f"{self.path}.{key}", self._depth + 1))

    def one_or_none(self, key: str, read: Callable[[JsonObject], T]) -> T | None:
        return None if self._get(key, None) is None else self.one(key, read)

    def many(self, key: str, read: Callable[[JsonObject], T]) -> tuple[T, ...]:
        """What ``read`` makes of each object of an array; nothing where the key is missing."""
        path, depth = f"{self.path}.{key}", self._depth + 1
        values = _list(self._get(key, ()), path)
        objects = [JsonObject(value, f"{path}[{n}]", depth) for n, value in enumerate(values)]
        return tuple(map(read, objects))  # not in the comprehension: trees are deep, a frame a level counts

    def array(self, key: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        """What ``read`` makes of each value of an array and its path; nothing where the key is missing."""
        path = f"{self.path}.{key}"
        values = _list(self._get(key, ()), path)
        return tuple([read(value, f"{path}[{n}]") for n, value in enumerate(values)])

    def wrong(self, key: str, problem: str) -> DataFormError:
        return DataFormError(f"{self.path}.{key}", problem)

    def _get(self, key: str, default: object = _REQUIRED) -> object:
        value = self._values.get(key, default)
        if value is _REQUIRED:
            raise self.wrong(key, "required key missing")
        return value


def _kind(value: object) -> str:
    """What JSON calls a value."""
    for kind, name in _KINDS:
        if isinstance(value, kind):
            return name
    return type(value).__name__


def _list(value: object, path: str) -> list[object] | tuple[object, ...]:
    if not isinstance(value, (list, tuple)):
        raise DataFormError(path, f"{_kind(value)} instead of an array")
    return value


def read_integer(value: object, path: str, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise DataFormError(path, f"{_kind(value)} instead of an integer")
    if value < least:
        raise DataFormError(path, f"a number below {least}")
    return value


def read_span(value: object, path: str) -> Span:
    pair = _list(value, path)
    if len(pair) != 2:
        raise DataFormError(path, f"{len(pair)} values instead of start and end")
    start, end = (read_integer(offset, f"{path}[{n}]") for n, offset in enumerate(pair))
    if end < start:
        raise DataFormError(path, "an end before its start")
    return Span(start, end)


def read_row(value: object, path: str) -> tuple[str, ...]:
    cells = _list(value, path)
    for n, cell in enumerate(cells):
        if not isinstance(cell, str):
            raise DataFormError(f"{path}[{n}]", f"{_kind(cell)} instead of a string")
    return tuple(map(str, cells))

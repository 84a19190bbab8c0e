"""Reading TOML tables written by users key by key, with errors that name the wrong key."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any


def read_toml(text: str) -> Mapping[str, Any]:
    """The content of a TOML file.

    :raises ValueError: the text is not valid TOML; the message gives the position.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    return tomllib.loads(text)


class TomlTable:
    """A table whose keys are read one by one; keys left at the end are unknown.

    >>> table = TomlTable({"name": "fazhi", "parts": []})
    >>> table.text("name"), table.texts("words")
    ('fazhi', ())
    >>> table.end()
    Traceback (most recent call last):
        ...
    ValueError: unknown key 'parts'
    """

    def __init__(self, values: Mapping[str, Any], where: str = "") -> None:
        self._left = dict(values)
        self._where = f"{where}." if where else ""

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty.

        :raises ValueError: the value is not such a text, or is missing and has no default.
        """
        value = self._left.pop(key, default)
        if value is None:
            raise ValueError(f"{self._where}{key} is missing")
        if not isinstance(value, str) or not (value or value == default):
            raise ValueError(f"{self._where}{key} is {value!r}, not a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """An array of texts that are not empty; empty if the key is missing.

        :raises ValueError: the value is not such an array.
        """
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            raise ValueError(f"{self._where}{key} is not an array of texts")
        return tuple(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false.

        :raises ValueError: the value is not a boolean.
        """
        value = self._left.pop(key, default)
        if not isinstance(value, bool):
            raise ValueError(f"{self._where}{key} is {value!r}, not true or false")
        return value

    def tables(self, key: str) -> tuple[TomlTable, ...]:
        """An array of tables; empty if the key is missing.

        :raises ValueError: the value is not such an array.
        """
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise ValueError(f"{self._where}{key} is not an array of tables; write [[{key}]] above the keys of each")
        return tuple(TomlTable(each, f"{self._where}{key}[{at}]") for at, each in enumerate(value))

    def end(self) -> None:
        """Check that all keys were read.

        :raises ValueError: a key is unknown: misspelt, or in the wrong table.
        """
        if self._left:
            raise ValueError(f"unknown key {self._where + next(iter(self._left))!r}")

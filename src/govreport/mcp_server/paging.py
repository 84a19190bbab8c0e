"""Long results in parts: each part has the cursor of the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

_Item = TypeVar("_Item")


_REFUSED: Final = "the cursor belongs to another call; pass the value of next of this call, or no cursor to start again"


def part(items: Sequence[_Item], cursor: str | None, most: int) -> tuple[Sequence[_Item], dict[str, str]]:
    """The items from a cursor on, and the key ``next`` if there are more.

    :raises ValueError: the cursor is not a number of items.

    >>> part("abcde", None, 2), part("abcde", "4", 2)
    (('ab', {'next': '2'}), ('e', {}))
    """
    begin = number(cursor) if cursor else 0
    end = begin + most
    return items[begin:end], {"next": str(end)} if end < len(items) else {}


def number(cursor: str) -> int:
    """The number in a cursor.

    :raises ValueError: it has none.
    """
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 12):
        raise refused()
    return int(cursor)


def refused() -> ValueError:
    """The error for a cursor that no earlier call returned."""
    return ValueError(_REFUSED)

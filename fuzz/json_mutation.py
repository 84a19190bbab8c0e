"""Mutations of JSON texts that keep them valid, so that the code after the JSON reader is fuzzed, too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any, TypeAlias

Slot: TypeAlias = tuple[Any, Any]
"""An object or array, and a key or index in it."""

_NUMBERS = (0, 1, -1, 7, 2**31, 2**53, 2**63, 0.5, 1e308)
_TEXTS = ("", "一", "section", "item", "2025-01-06", "\ud800", "\0")
ODD: tuple[Any, ...] = (None, True, False, *_NUMBERS, *_TEXTS, [], {}, [0, 1], [3, 1])
"""Values that are rarely or never valid where they are put."""
MOST_CHANGES = 3


def mutated(data: bytes, most: int, random: Random) -> bytes | None:
    """A JSON text with some values dropped, replaced, repeated or moved.

    None if the bytes are not JSON with nested values, or if the result would exceed ``most`` bytes.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    for _ in range(random.randint(1, MOST_CHANGES)):
        places = list(slots(value))
        if not places:
            return None
        _change(*random.choice(places), places, random)
    changed = json.dumps(value).encode()
    return changed if len(changed) <= most else None


def _change(inside: Any, key: Any, places: list[Slot], random: Random) -> None:
    """Drop the value at a place, replace it, or, for a nearby one, increment or repeat it."""
    way = random.choice(("drop", "odd", "other", "near"))
    if way == "drop":
        del inside[key]
    elif way == "odd":
        inside[key] = deepcopy(random.choice(ODD))
    elif way == "other":
        other, at = random.choice(places)
        inside[key] = deepcopy(other[at])
    elif isinstance(inside[key], (int, float)):
        inside[key] += random.choice((-1, 1))
    elif isinstance(inside, list):
        inside.insert(key, deepcopy(inside[key]))


def slots(value: Any) -> Iterator[Slot]:
    """Every place inside a JSON value that holds another value."""
    waiting = [value]
    while waiting:
        inside = waiting.pop()
        keys = inside if isinstance(inside, dict) else range(len(inside)) if isinstance(inside, list) else ()
        for key in keys:
            yield inside, key
            waiting.append(inside[key])

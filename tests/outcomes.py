"""The result of reading a file that may be damaged: text, or an error with the reason."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

import govreport
from govreport.errors import ReadError


def outcome(content: bytes, format: str | None = None, **options: Any) -> str:
    """The text read, or the message of the error; other exceptions propagate."""
    try:
        return govreport.read(content, format=format, **options).source.text
    except ReadError as error:
        return f"ReadError: {error}"


def damaged(content: bytes, data: Any) -> bytes:
    """The content with some bytes changed, and perhaps a stretch cut out, as ``data`` of Hypothesis draws it."""
    changed = bytearray(content)
    places = st.integers(0, len(changed) - 1)
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(places)] = data.draw(st.integers(0, 255))
    begin, end = sorted((data.draw(places), data.draw(places)))
    if data.draw(st.booleans()):
        del changed[begin:end]
    return bytes(changed)

"""Turning the bytes of a fuzzer into a text, and the initial inputs of a fuzzer."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_HIGH = range(0x80, 0x100)
"""The bytes that are never valid UTF-8 alone."""


@cache
def words() -> tuple[str, ...]:
    """The dictionary: marks, words and blanks of the genre, and characters that disturb them."""
    lines = (ROOT / "fuzz" / "dictionary.txt").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if not line.startswith("#"))


def libfuzzer_dictionary() -> str:
    """The dictionary in the format of libFuzzer, which only supports ASCII."""
    entries = (word.encode("utf-8", "surrogatepass") for word in words())
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in entry) + '"\n' for entry in entries)


def as_text(data: bytes) -> str:
    """The text for some bytes: UTF-8 unchanged, and each invalid byte as a word of the dictionary.

    So a real text is its own input, and mutations of it turn into marks, stops and line ends.

    >>> as_text("一、".encode() + b"\\x80\\x85")
    '一、\\n一、'
    """
    return data.decode("utf-8", "govreport-words")


def _as_words(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    broken = error.object[error.start : error.end]
    return "".join(words()[byte - _HIGH.start] for byte in broken), error.end


codecs.register_error("govreport-words", _as_words)


def texts() -> Iterator[str]:
    """The texts of the labelled cases, and the seeds in pieces of a few lines."""
    for path in sorted((ROOT / "tests" / "cases").glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            if "text" in case:
                yield "\n".join(case["text"])
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for first in range(0, len(lines), _LINES // 2):
            yield "".join(lines[first : first + _LINES])


_LINES = 8
"""The number of lines in a piece of a seed; pieces overlap, so that all neighbours occur together."""

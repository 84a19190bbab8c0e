"""How the bytes of a fuzzer become a text, and what a fuzzer begins with."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_HIGH = range(0x80, 0x100)
"""The bytes that can be no UTF-8 by themselves."""


@cache
def words() -> tuple[str, ...]:
    """The dictionary: marks, words and blanks of the genre, and what breaks them."""
    lines = (ROOT / "fuzz" / "dictionary.txt").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if not line.startswith("#"))


def libfuzzer_dictionary() -> str:
    """The dictionary in the form that libFuzzer reads, which knows ASCII alone."""
    entries = (word.encode("utf-8", "surrogatepass") for word in words())
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in entry) + '"\n' for entry in entries)


def as_text(data: bytes) -> str:
    """The text that bytes stand for: UTF-8 as it is, and each byte that is none as a word of the dictionary.

    So a real text is its own input, and what a fuzzer breaks in it turns into marks, stops and line ends.

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
    """The texts of the labelled cases, and the seeds in pieces of some lines."""
    for path in sorted((ROOT / "tests" / "cases").glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            if "text" in case:
                yield "\n".join(case["text"])
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for first in range(0, len(lines), _LINES // 2):
            yield "".join(lines[first : first + _LINES])


_LINES = 8
"""How many lines of a seed make a piece; each stands in two pieces, so that no neighbours are always parted."""

"""The time to read PDF files, as a multiple of pypdfium2's for the same characters with their boxes: ``python benchmarks/layout.py FILE...``."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pypdfium2

import govreport
from clock import in_turn

ROUNDS = 15


def characters(content: bytes) -> list[tuple[str, list[tuple[float, ...]]]]:
    """The text of each page, and the box of each of its characters."""
    document = pypdfium2.PdfDocument(content)
    found = []
    for page in document:
        text_page = page.get_textpage()
        boxes = [text_page.get_charbox(i) for i in range(text_page.count_chars())]
        found.append((text_page.get_text_range(), boxes))
    document.close()
    return found


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        content = path.read_bytes()
        times = in_turn({"boxes": partial(characters, content), "read": partial(govreport.read, content)}, ROUNDS)
        count = sum(len(boxes) for _, boxes in characters(content))
        print(
            f"{path.name:34} {count:7,} characters, boxes {1000 * times['boxes']:6.1f} ms, "
            f"read {1000 * times['read']:6.1f} ms, {times['read'] / times['boxes']:.2f} times"
        )

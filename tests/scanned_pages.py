"""Scanned pages: white pictures, and the boxes that a recognizer finds on them."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any

import pytest

from govreport.formats.scans.engine import Box

WIDTH, HEIGHT = 1240, 1754
"""A page of A4 with 150 dots per inch."""
EM = 33.0
"""In pixels: a character of 16 points."""
LEFT = 175.0


def box(text: str, size: float, left: float, top: float, *, skew: float = 0.0, score: float = 0.99) -> Box:
    """A line as a recognizer finds it, on a page turned by some degrees."""
    width = sum(size if ord(character) > 0x2000 else size / 2 for character in text)
    slope = math.radians(skew)
    corners = [(left, top), (left + width, top), (left + width, top + 1.2 * size), (left, top + 1.2 * size)]
    turned = [
        (x * math.cos(slope) - y * math.sin(slope), x * math.sin(slope) + y * math.cos(slope)) for x, y in corners
    ]
    return Box(text, tuple(turned), score)


def scored(lines: Sequence[str]) -> list[Box]:
    """The boxes of lines, each a paragraph, that begin with their confidence: ``0.99 某市人民政府``."""
    pairs = [line.split(" ", 1) for line in lines]
    return [
        box(text, EM, LEFT + 2 * EM, 200.0 + 30 * i * (i + 1), score=float(score))
        for i, (score, text) in enumerate(pairs)
    ]


def image(format: str = "PNG", pages: int = 1, **settings: Any) -> bytes:
    """White pages."""
    pillow = pytest.importorskip("PIL.Image", reason="the extra 'ocr' is not installed")
    stream = io.BytesIO()
    blank = [pillow.new("RGB", (WIDTH, HEIGHT), "white") for _ in range(pages)]
    more = {"save_all": True, "append_images": blank[1:]} if pages > 1 else {}
    blank[0].save(stream, format, **more, **settings)
    return stream.getvalue()

"""The recognizer of characters: RapidOCR, whose models are in its package, so that nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock
from typing import Any, Final, TypeAlias

from attrs import frozen

Image: TypeAlias = Any
"""An image of Pillow, in RGB."""

_SETTINGS: Final = {
    "Global.use_cls": False,  # it turns lines that are upright, and the garbage that results is dropped
    "Global.log_level": "critical",
}


@frozen
class Box:
    """A line of characters on a picture, or a part of one."""

    text: str
    corners: tuple[tuple[float, float], ...]
    """In pixels from the left and the top: the four corners, clockwise from the beginning of the text."""
    score: float
    """The confidence of the recognizer, from 0 to 1."""


Engine: TypeAlias = Callable[[Image], Sequence[Box]]
"""Recognizes the text of a picture."""


@cache
def engine() -> Engine:
    """The recognizer, loaded once.

    :raises ModuleNotFoundError: the extra is not installed.
    """
    import onnxruntime  # noqa: F401  (RapidOCR itself reports only its own error if it is missing)
    from rapidocr import RapidOCR

    model: Any = RapidOCR(params=dict(_SETTINGS))
    lock = Lock()  # the model keeps the state of a call

    def recognize(image: Image) -> list[Box]:
        with lock:
            found = model(image)
        if found.boxes is None:  # an empty page
            return []
        return [
            Box(text, tuple((float(x), float(y)) for x, y in corners), float(score))
            for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
            if text.strip()
        ]

    return recognize

"""The text of a paragraph as Word shows it: insertions are there, deletions gone, fields by their results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govreport.formats.word.xml import FALLBACK, W, XmlElement, child, is_on

_GONE: Final = frozenset(
    W + name for name in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "txbxContent", "fldData")
)
"""Deleted text, the instructions of fields, the readings above ruby text, and text boxes, which stand for themselves."""
_CHARACTERS: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}


def text_of(paragraph: XmlElement) -> str:
    """The text of a paragraph, with ``\\n`` where Word breaks a line by hand."""
    return "".join(_pieces(paragraph))


def _pieces(element: XmlElement) -> Iterator[str]:
    for part in element:
        if part.tag in _GONE or part.tag == FALLBACK or not isinstance(part.tag, str):
            continue
        if part.tag == W + "t":
            yield part.text or ""
        elif part.tag in _CHARACTERS:
            yield "" if part.get(W + "type") in ("page", "column") else _CHARACTERS[part.tag]
        elif part.tag == W + "sym":
            yield _symbol(part.get(W + "char") or "")
        elif part.tag != W + "r" or not is_on(part, "rPr", "vanish"):
            yield from _pieces(part)


def _symbol(code: str) -> str:
    """A character of a font of symbols; those of private use show as a bullet."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "●" if "\ue000" <= character <= "\uf8ff" else character


def text_boxes(paragraph: XmlElement) -> Iterator[XmlElement]:
    """The paragraphs of the text boxes that are anchored in a paragraph."""
    for box in paragraph.iter(W + "txbxContent"):
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            yield from box.iter(W + "p")


def is_mark_deleted(paragraph: XmlElement) -> bool:
    """Whether the end of a paragraph is deleted, so that the next goes on in it."""
    return child(paragraph, "pPr", "rPr", "del") is not None

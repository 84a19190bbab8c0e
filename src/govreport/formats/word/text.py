"""The text of a paragraph as shown by Word: with insertions, without deletions, with field results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govreport.formats.word.numerals import written
from govreport.formats.word.symbols import symbol
from govreport.formats.word.xml import FALLBACK, MATH, W, XmlElement, child, is_on

_GONE: Final = frozenset(
    W + name for name in ("del", "moveFrom", "delText", "rt", "pPr", "rPr", "txbxContent", "fldData", "sdtPr")
)
"""Deleted text, ruby readings, and text boxes, which are read separately."""
_CHARACTERS: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}
_TEXT: Final = frozenset({W + "t", MATH + "t"})
_CIRCLED: Final = re.compile(
    r"eq\s{0,9}\\o\s{0,9}\\ac\s{0,9}\(\s{0,9}[○〇]\s{0,9}[,，;；]\s{0,9}([0-9]{1,2})\s{0,9}\)", re.IGNORECASE
)
"""The field that encloses a figure in a circle (带圈字符)."""


def text_of(paragraph: XmlElement) -> str:
    """The text of a paragraph, with ``\\n`` for manual line breaks."""
    text = _Text()
    text.add(paragraph)
    return "".join(text.pieces)


class _Text:
    """Collects visible text; field instructions are dropped when the result starts, or at the end if there is no result."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._fields: list[tuple[int, list[str]]] = []
        """The open fields before their results: where they start, and their instructions."""
        self._results = 0
        """The number of open fields within their results."""

    def add(self, element: XmlElement) -> None:
        """Append the text of an element."""
        for part in element:
            if part.tag in _GONE or part.tag == FALLBACK or not isinstance(part.tag, str):
                continue
            if part.tag in _TEXT:
                self.pieces.append(part.text or "")
            elif part.tag in _CHARACTERS:
                self.pieces.append("" if part.get(W + "type") in ("page", "column") else _CHARACTERS[part.tag])
            elif part.tag == W + "sym":
                self.pieces.append(symbol(part.get(W + "font") or "", part.get(W + "char") or ""))
            elif part.tag == W + "fldChar":
                self._turn(part.get(W + "fldCharType"))
            elif part.tag == W + "instrText":
                if self._fields:
                    self._fields[-1][1].append(part.text or "")
            elif not _is_hidden(part):
                self.add(part)

    def _turn(self, kind: str | None) -> None:
        """Handle the start of a field, of its result, or its end."""
        if kind == "begin":
            self._fields.append((len(self.pieces), []))
        elif kind == "separate" and self._fields:
            begin, _ = self._fields.pop()
            del self.pieces[begin:]
            self._results += 1
        elif kind == "end" and self._results:
            self._results -= 1
        elif kind == "end" and self._fields:
            begin, instructions = self._fields.pop()
            circled = _CIRCLED.fullmatch("".join(instructions).strip())
            self.pieces[begin:] = [written(int(circled[1]), "decimalEnclosedCircle")] if circled else []


def _is_hidden(part: XmlElement) -> bool:
    """Whether Word does not print an element: hidden text, or the placeholder of an empty control."""
    if part.tag == W + "r":
        return is_on(part, "rPr", "vanish")
    return part.tag == W + "sdt" and is_on(part, "sdtPr", "showingPlcHdr")


def text_boxes(paragraph: XmlElement) -> Iterator[XmlElement]:
    """The paragraphs of the text boxes anchored in a paragraph, including nested ones."""
    for box in paragraph.iter(W + "txbxContent"):
        yield from (one for one in shown_paragraphs(box) if next(one.iterancestors(W + "txbxContent")) is box)


def shown_paragraphs(element: XmlElement) -> Iterator[XmlElement]:
    """The paragraphs in an element, without the fallback for older programs."""
    return (one for one in element.iter(W + "p") if next(one.iterancestors(FALLBACK), None) is None)


def is_mark_deleted(paragraph: XmlElement) -> bool:
    """Whether the paragraph mark is deleted or moved, so that the next paragraph continues this one."""
    return any(child(paragraph, "pPr", "rPr", name) is not None for name in ("del", "moveFrom"))

"""The text of a paragraph as shown by Word: with insertions, without deletions, with field results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from govreport.formats.signs import raised
from govreport.formats.word.counted import Counted
from govreport.formats.word.numerals import written
from govreport.formats.word.symbols import symbol
from govreport.formats.word.xml import FALLBACK, MATH, TEXT_PATH, W, XmlElement, child, children, is_on, value

_RUN: Final = W + "r"
_GONE: Final = frozenset(
    {
        *(W + name for name in ("del", "moveFrom", "delText", "rt", "pPr", "rPr", "txbxContent", "fldData", "sdtPr")),
        FALLBACK,
    }
)
"""Deleted text, ruby readings, what older programs show, and text boxes, which are read separately."""
_HIDDEN, _RAISED = W + "vanish", W + "vertAlign"
FORMATS: Final = frozenset({_HIDDEN, _RAISED})
"""The properties of a run that its text depends on."""
_CHARACTERS: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}
_REFERENCES: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_TEXT: Final = frozenset({W + "t", MATH + "t"})
_CIRCLED: Final = re.compile(
    r"eq\s{0,9}\\o\s{0,9}\\ac\s{0,9}\(\s{0,9}[○〇]\s{0,9}[,，;；]\s{0,9}([0-9]{1,2})\s{0,9}\)", re.IGNORECASE
)
"""The field that encloses a figure in a circle (带圈字符)."""


Piece: TypeAlias = "tuple[str, XmlElement | None]"
"""A slice of shown text, and the element that holds it; None for what Word makes, such as automatic numbers."""


def pieces_of(paragraph: XmlElement, counted: Counted, level: int = 0, *, formatted: bool = True) -> list[Piece]:
    """The text of a paragraph, with ``\\n`` for manual line breaks, and the origin of each piece.

    :param counted: the counters of the document.
    :param level: the outline level of the paragraph, from 0.
    :param formatted: whether a run may have one of :data:`FORMATS`.
    """
    text = _Text(counted, level, formatted)
    text.add(paragraph)
    return text.pieces


class _Text:
    """Collects visible text; field instructions are dropped when the result starts, or at the end if there is no result."""

    def __init__(self, counted: Counted, level: int, formatted: bool) -> None:
        self._counted = counted
        self._level = level
        self._formatted = formatted
        self.pieces: list[Piece] = []
        self._fields: list[tuple[int, list[str]]] = []
        """The open fields before their results: where they start, and their instructions."""
        self._results = 0
        """The number of open fields within their results."""

    def add(self, element: XmlElement) -> None:
        """Append the text of an element."""
        for part in element:
            tag = part.tag
            if tag in _TEXT:
                self.pieces.append((part.text or "", part))
            elif tag == _RUN:
                self._run(part)
            elif tag in _GONE or not isinstance(tag, str):
                continue
            elif tag in _CHARACTERS:
                turns = part.get(W + "type") in ("page", "column")
                self.pieces.append(("" if turns else _CHARACTERS[tag], part))
            elif tag == W + "sym":
                self.pieces.append((symbol(part.get(W + "font") or "", part.get(W + "char") or ""), part))
            elif tag == W + "fldChar":
                self._turn(part.get(W + "fldCharType"))
            elif tag in _REFERENCES:
                if part.get(W + "customMarkFollows") not in ("1", "true", "on"):
                    self.pieces.append((self._counted.reference(_REFERENCES[tag], part.get(W + "id") or ""), part))
            elif tag == W + "fldSimple" and (number := self._number(part.get(W + "instr") or "")) is not None:
                self.pieces.append((number, part))
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1][1].append(part.text or "")
            elif not (tag == W + "sdt" and is_on(part, "sdtPr", "showingPlcHdr")):  # the hint of an empty control
                self.add(part)

    def _number(self, instruction: str) -> str | None:
        """The number that a field shows; None for other fields."""
        return self._counted.number(instruction, self._level)

    def _run(self, run: XmlElement) -> None:
        """Append what a run shows, unless it is hidden; a raised one is written as such."""
        properties = children(child(run, "rPr")) if self._formatted else {}
        if is_on(properties.get(_HIDDEN)):
            return
        begin = len(self.pieces)
        self.add(run)
        if value(properties.get(_RAISED)) == "superscript":
            before, shown = (
                "".join(text for text, _ in some)
                for some in (self.pieces[max(0, begin - 2) : begin], self.pieces[begin:])
            )
            self.pieces[begin:] = [(raised(before, shown), run)]

    def _turn(self, kind: str | None) -> None:
        """Handle the start of a field, of its result, or its end."""
        if kind == "begin":
            self._fields.append((len(self.pieces), []))
        elif kind == "separate" and self._fields:
            begin, instructions = self._fields.pop()
            self._number("".join(instructions))  # AUTONUM counts where its result is stored, too
            del self.pieces[begin:]
            self._results += 1
        elif kind == "end" and self._results:
            self._results -= 1
        elif kind == "end" and self._fields:
            begin, instructions = self._fields.pop()
            circled = _CIRCLED.fullmatch("".join(instructions).strip())
            number = self._number("".join(instructions))
            shown = written(int(circled[1]), "decimalEnclosedCircle") if circled else number
            self.pieces[begin:] = [] if shown is None else [(shown, None)]


def text_boxes(paragraph: XmlElement) -> Iterator[list[XmlElement]]:
    """The paragraphs of each text box that is anchored in a paragraph, and of the boxes in these boxes."""
    boxes: dict[XmlElement, list[XmlElement]] = {box: [] for box in paragraph.iter(W + "txbxContent")}
    for one in shown_paragraphs(paragraph) if boxes else ():
        box = next(one.iterancestors(W + "txbxContent"), None)
        if box in boxes:
            boxes[box].append(one)
    yield from boxes.values()


def word_art(paragraph: XmlElement) -> Iterator[str]:
    """The texts that are drawn as pictures (WordArt): the name of the organ over an official document, a watermark."""
    for path in paragraph.iter(TEXT_PATH):
        if next(path.iterancestors(FALLBACK), None) is None:
            yield path.get("string") or ""


def shown_paragraphs(element: XmlElement) -> Iterator[XmlElement]:
    """The paragraphs in an element, without the fallback for older programs."""
    return (one for one in element.iter(W + "p") if next(one.iterancestors(FALLBACK), None) is None)


def is_mark_deleted(paragraph: XmlElement) -> bool:
    """Whether the paragraph mark is deleted or moved, so that the next paragraph continues this one."""
    return any(child(paragraph, "pPr", "rPr", name) is not None for name in ("del", "moveFrom"))

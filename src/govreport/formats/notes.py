"""The notes of a file: footnotes, endnotes and comments, which follow its text, with the marks that refer to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from govreport.formats.composing import Block
from govreport.formats.word.numerals import written

Kind: TypeAlias = Literal["footnote", "endnote", "comment"]

_KINDS: Final[tuple[Kind, ...]] = ("footnote", "endnote", "comment")
"""In the order in which they follow the text."""
_FORMS: Final[Mapping[Kind, str]] = MappingProxyType({"footnote": "decimal", "endnote": "lowerRoman"})
"""The forms of their numbers, as Word and LibreOffice choose them; comments have no numbers."""


class Notes:
    """Collects the notes of a file while its text is read.

    >>> notes = Notes()
    >>> mark = notes.next_mark("footnote")
    >>> notes.add("footnote", ["见附表。"], mark)
    >>> notes.add("comment", ["请核实。"])
    >>> mark, [block.text for block in notes.blocks()]
    ('[1]', ['[1] 见附表。', '请核实。'])
    """

    def __init__(self) -> None:
        self._texts: dict[Kind, list[str]] = {kind: [] for kind in _KINDS}
        self._counts: dict[Kind, int] = dict.fromkeys(_KINDS, 0)

    def next_mark(self, kind: Kind) -> str:
        """The mark of the next counted note of a kind; the empty text for a comment."""
        self._counts[kind] += 1
        return f"[{written(self._counts[kind], _FORMS[kind])}]" if kind in _FORMS else ""

    def add(self, kind: Kind, paragraphs: Iterable[str], mark: str = "") -> None:
        """Add the paragraphs of a note, with its mark before the first that is not blank."""
        for text in map(str.strip, paragraphs):
            if text:
                self._texts[kind].append(f"{mark} {text}".lstrip())
                mark = ""

    def blocks(self) -> Iterator[Block]:
        """The notes, kind by kind."""
        for texts in self._texts.values():
            yield from (Block(text, note=True) for text in texts)

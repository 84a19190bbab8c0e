"""RTF files: paragraphs with the automatic numbers in the file, heading styles, tables (RTF 1.9.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.formats.composing import Block, Composer
from govreport.formats.grid import Row, blocks_of
from govreport.formats.notes import Kind, Notes
from govreport.formats.rich.state import (
    CHARACTERS,
    CHARSETS,
    CODE_PAGES,
    DESTINATIONS,
    KNOWN,
    SYMBOL_CHARSET,
    SYMBOLS,
    State,
    To,
)
from govreport.formats.rich.tokens import Token, tokens
from govreport.formats.word.symbols import symbol
from govreport.formats.work import Work
from govreport.text.decoding import of_code_units

_DEEPEST: Final = 1_000
"""The maximum depth of groups."""
_MOST_FALLBACK: Final = 8
_BODY: Final = 9
"""The outline level of body text."""
_DEFAULT: Final = "cp1252"
_LONGEST_NAME: Final = 64
"""In characters, of a font."""
_PRIVATE: Final = range(0xF000, 0xF100)
_NOTES: Final = (To.NOTE, To.COMMENT)


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int, work: Work) -> Extract:
    """The text of an RTF file.

    :param encoding: the encoding of text whose font has none; by default that of the file.
    :raises ReadError: the groups nest too deep, or the text is too long.
    """
    composer = Composer(work, max_chars)
    for block in _Reader(name, encoding).blocks(content):
        composer.block(block)
    return composer.extract()


class _Reader:
    """Reads a file token by token."""

    def __init__(self, name: str, encoding: str | None) -> None:
        self._name = name
        self._fixed = encoding
        self._default = encoding or _DEFAULT
        self._state = State()
        self._outer: list[State] = []
        self._begins = False
        """Whether the group began with the previous token."""
        self._may_ignore = False
        r"""Whether ``\*`` precedes."""
        self._skip = 0
        r"""How many characters are left of the fallback of ``\u``."""
        self._codes: dict[int, str] = {}
        """The encodings of fonts."""
        self._fonts: dict[int, str] = {}
        """The names of symbol fonts."""
        self._levels: dict[int, int] = {}
        """The outline levels of styles."""
        self._bytes = bytearray()
        """Text that is not decoded yet: a character may be two tokens."""
        self._pieces: dict[To, list[str]] = {to: [] for to in (To.BODY, To.BOX, To.BESIDE, *_NOTES)}
        self._notes = Notes()
        self._kind: Kind = "footnote"
        """The kind of the note that is read."""
        self._mark = ""
        """Its mark, before its first paragraph."""
        self._waiting: tuple[To, int] | None = None
        """Where the text refers to the next note: the index of the piece that becomes the mark."""
        self._cells: list[str] = []
        self._edges: list[int] = []
        self._left = 0
        self._covered: set[int] = set()
        """The indices of cells that continue a merged cell."""
        self._cell_merged = False
        self._rows: list[Row] = []
        self._seen: set[str] = set()

    def blocks(self, content: bytes) -> Iterator[Block]:
        """The paragraphs and rows of the file."""
        for token in tokens(content):
            if token.kind in ("text", "hex"):
                self._add_bytes(token.content)
            else:
                self._decode()
                yield from self._control(token)
        self._decode()
        yield from self._paragraph()
        yield from self._table()
        yield Block(self._taken(To.BODY))  # the rest of a row without an end
        yield from self._notes.blocks()

    # ---- Groups and control words --------------------------------------------------------------------------------

    def _control(self, token: Token) -> Iterator[Block]:
        begins, self._begins = self._begins, False
        may_ignore, self._may_ignore = self._may_ignore, False
        if token.kind == "{":
            self._skip = 0
            self._outer.append(self._state)
            self._begins = True
            if len(self._outer) > _DEEPEST:
                raise ReadError(self._name, f"its groups nest more than {_DEEPEST:,} deep")
        elif token.kind == "}":
            self._skip = 0
            yield from self._close()
        elif self._skip:
            self._skip -= 1
        elif token.kind == "symbol":
            if token.value == "*":
                self._begins, self._may_ignore = begins, True
            elif token.value in "\r\n":
                yield from self._paragraph()
            else:
                self._add(SYMBOLS.get(token.value, ""))
        elif (begins or may_ignore) and (to := _destination(token.value, may_ignore)) is not None:
            around = self._state.to
            inside = around is To.NOWHERE or (
                to is To.BOX and around is not To.BODY
            )  # a box in a header is the header's
            inner = around if inside else to
            if inner is To.NOTE:
                self._kind, self._mark = "footnote", ""
            self._state = evolve(self._state, to=inner)
        elif self._state.to is not To.NOWHERE:
            yield from self._word(token.value, token.number)

    def _close(self) -> Iterator[Block]:
        if not self._outer:
            return
        outer = self._outer.pop()
        if self._state.to in (To.BOX, To.BESIDE, *_NOTES) and outer.to is not self._state.to:
            yield from self._paragraph()
        self._state = outer

    def _word(self, word: str, number: int | None) -> Iterator[Block]:
        if word == "u":
            self._add(chr((number or 0) & 0xFFFF))
            self._skip = self._state.fallback
        elif word in CHARACTERS:
            self._add(" " if word == "tab" and self._state.to is To.NUMBER else CHARACTERS[word])
        elif word == "ftnalt":
            self._kind = "endnote"
        elif word == "chftn":
            self._reference()
        elif word in ("par", "sect", "page"):
            yield from self._paragraph()
        elif word in ("cell", "nestcell", "row", "cellx", "trowd", "trleft", "clvmrg", "clmrg"):
            self._table_word(word, number or 0)
        else:
            self._property(word, number)

    def _property(self, word: str, number: int | None) -> None:
        """Handle a control word that changes the state of the group."""
        state = self._state
        if word == "ansicpg":
            self._default = self._fixed or CODE_PAGES.get(number or 0, _DEFAULT)
        elif word == "f":
            self._state = evolve(state, font=number)
        elif word == "fcharset" and state.to is To.FONTS and state.font is not None:
            if (code := CHARSETS.get(number or 0)) is not None:
                self._codes[state.font] = code
            elif number == SYMBOL_CHARSET:
                self._fonts[state.font] = ""
        elif word == "uc":
            self._state = evolve(state, fallback=max(0, min(number or 0, _MOST_FALLBACK)))
        elif word in ("v", "deleted"):
            self._state = evolve(state, hidden=number != 0)
        elif word == "plain":
            self._state = evolve(state, hidden=False)
        elif word == "pard":
            self._state = evolve(state, style=0, level=None, in_table=False)
        elif word == "s":
            self._state = evolve(state, style=number or 0)
        elif word == "intbl":
            self._state = evolve(state, in_table=True)
        elif word == "outlinelevel":
            self._state = evolve(state, level=number)
            if state.to is To.STYLES and number is not None:
                self._levels[state.style] = number

    def _table_word(self, word: str, number: int) -> None:
        """Handle a control word of tables."""
        if word == "nestcell":
            self._add(" ")
        elif word == "cell":
            self._cells.append(self._taken(To.BODY))
        elif word == "row":
            cells = (("" if i in self._covered else cell) for i, cell in enumerate(self._cells))
            edges = (self._left, *self._edges) if len(self._edges) == len(self._cells) else ()
            self._rows.append(Row(tuple(cells), edges))
            self._cells = []
        elif word == "trowd":
            self._edges, self._covered, self._cell_merged, self._left = [], set(), False, 0
        elif word == "trleft":
            self._left = number
        elif word == "cellx":
            if self._cell_merged:
                self._covered.add(len(self._edges))
            self._cell_merged = False
            self._edges.append(number)
        else:
            self._cell_merged = True

    # ---- Text ----------------------------------------------------------------------------------------------------

    def _add_bytes(self, content: bytes) -> None:
        self._begins = self._may_ignore = False
        dropped = min(self._skip, len(content))
        self._skip -= dropped
        self._bytes += content[dropped:]

    def _decode(self) -> None:
        """Decode the collected bytes with the encoding of the font."""
        if self._bytes:
            code = self._codes.get(-1 if self._state.font is None else self._state.font, self._default)
            self._add(self._bytes.decode(code, "replace"))
            self._bytes.clear()

    def _add(self, text: str) -> None:
        state = self._state
        if state.to is To.FONTS and state.font in self._fonts and len(self._fonts[state.font]) < _LONGEST_NAME:
            self._fonts[state.font] += text.partition(";")[0]
        to = To.BODY if state.to is To.NUMBER else state.to
        if to not in self._pieces or state.hidden:
            return
        if len(text) == 1 and ord(text) in _PRIVATE:
            text = symbol(self._fonts.get(-1 if state.font is None else state.font, ""), f"{ord(text):X}")
        self._pieces[to].append(text)

    def _reference(self) -> None:
        """Handle the number of a note: a place in the text that refers to it, or the beginning of the note."""
        state = self._state
        if state.to is To.NOTE:
            self._mark = self._notes.next_mark(self._kind)
            if self._waiting is not None:
                to, at = self._waiting
                self._pieces[to][at] = self._mark
                self._waiting = None
        elif state.to in self._pieces and not state.hidden:
            self._waiting = state.to, len(self._pieces[state.to])
            self._pieces[state.to].append("")

    def _taken(self, to: To) -> str:
        """The collected text; code points of UTF-16 are joined."""
        if self._waiting is not None and self._waiting[0] is to:
            self._waiting = None
        text = "".join(self._pieces[to])
        self._pieces[to] = []
        return of_code_units(text)

    def _paragraph(self) -> Iterator[Block]:
        """Handle the end of a paragraph."""
        state = self._state
        if state.to in _NOTES:
            self._notes.add(self._kind if state.to is To.NOTE else "comment", [self._taken(state.to)], self._mark)
            self._mark = ""
        elif state.to is To.BESIDE:
            text = self._taken(state.to)
            if text not in self._seen:  # each page style repeats its header
                self._seen.add(text)
                yield Block(text, beside=True)
        elif state.to is To.BOX:
            yield Block(self._taken(To.BOX))
        elif state.to is To.BODY and (state.in_table or self._cells):
            self._add("\n")
        elif state.to is To.BODY:
            yield from self._table()
            level = self._levels.get(state.style, _BODY) if state.level is None else state.level
            yield Block(self._taken(To.BODY), level + 1 if 0 <= level < _BODY else None)

    def _table(self) -> Iterator[Block]:
        """The rows of the table before a paragraph."""
        rows, self._rows = self._rows, []
        if self._cells:  # a row without an end
            rows.append(Row(tuple(self._cells)))
            self._cells = []
        yield from blocks_of(rows)


def _destination(word: str, may_ignore: bool) -> To | None:
    r"""The destination that a control word begins; an unknown one after ``\*`` is ignored."""
    if word in KNOWN:
        return DESTINATIONS.get(word)
    return To.NOWHERE if may_ignore else None

"""A report as a Word file with the layout of GB/T 9704-2012, the standard for official documents.

The file is written as XML directly and needs no library.  Nothing is added to what the document states; boilerplate is left
out, except the mark of the organ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, Literal, TypeAlias

from attrs import evolve

from govreport.text.lexicon import term
from govreport.text.names import LAYOUTS
from govreport.text.source import Source
from govreport.tree.nodes import Document
from govreport.writers.printed import Printed, paragraphs, printed
from govreport.writers.word import norm
from govreport.writers.word.elements import Layout, Line, Run, blank
from govreport.writers.word.foot import attachment_layout, imprint, imprint_height, is_organ, sealed, signed, unsealed
from govreport.writers.word.forms import CHAPTERS, Form, composed_marks, form_of, marks_of
from govreport.writers.word.head import Head, head_of, letter_mark, metadata, number_below, title_mark
from govreport.writers.word.package import packed, part
from govreport.writers.word.pagination import Pages
from govreport.writers.word.styles import common, letter_head, run_in, section
from govreport.writers.word.tables import Grid, grid
from govreport.writers.word.titles import title_lines

WordProfile: TypeAlias = Literal["gbt9704", "plain"]

_LANGUAGES: Final = {"simplified": "zh-CN", "traditional": "zh-TW"}
_CENTRED: Final = frozenset({"document_number", "title", "subtitles"})
_AT_THE_EDGE: Final = frozenset({"addressee", "label"})
_SIGNATURE: Final = frozenset({"issuer", "date"})
_PARTED: Final = frozenset({"title", "attachment_list", "signature"})
"""An empty line precedes the first of these, and follows centred parts (7.3.1, 7.3.2, 7.3.4, 7.3.5)."""
_FONTS: Final = {"label": norm.HEI, "subtitles": norm.KAI}
_EVIDENCE: Final = 20_000
"""How many characters of the text are searched for the words of a title."""
_LONGEST_RUN_IN: Final = norm.CHARACTERS - 2
"""In characters: a heading of this length fills its line, and no text follows it on that line."""
_ATTENDANCE = term("ATTENDANCE")


def to_docx(document: Document, source: Source, profile: WordProfile = "gbt9704") -> bytes:
    """The document as a Word file that reads back to the same outline.

    Headings have Word's heading styles, numbers are text.  Characters that XML does not allow become U+FFFD.

    :param profile: ``gbt9704`` gives official documents their head, signature and imprint; ``plain`` gives none of them,
        as for laws and speeches.
    :raises ValueError: the profile is unknown.
    """
    if profile not in LAYOUTS:
        raise ValueError(f"unknown profile {profile!r}; choose one of {', '.join(LAYOUTS)}")
    word = _Word(document, source, official=profile == "gbt9704")
    parts = {**common(_LANGUAGES.get(source.script, "zh-CN"), word.form != "plain"), **word.parts()}
    title = document.title.text if document.title else ""
    issuers = document.signature.issuers if document.signature else ()
    return packed(parts, title=title, author="、".join(issuer.text for issuer in issuers))


class _Word:
    """Lays out one document."""

    def __init__(self, document: Document, source: Source, *, official: bool) -> None:
        stated = tuple("".join(mark.text.split()) for mark in marks_of(document, source)) if official else ()
        self.form: Form = form_of(document, stated) if official else "plain"
        marks = stated or (composed_marks(document) if self.form in ("official", "letter") else ())
        self._head = Head.of(document, () if self.form == "plain" else marks)
        self._unnumbered = False
        self._document = document
        self._source = source
        second = [one.document for one in document.attachments if one.label is None]
        self._second = {one.title.span for one in second if one.title}
        """The titles of documents that follow the first without a label, on a separate page."""
        self._fields = {field.span for field in document.front_matter}
        self._is_letter = self.form == "letter" and bool(marks)

    def parts(self) -> dict[str, str]:
        """The parts of the package that are the document's own."""
        body = "".join(one.xml() for one in self._printed())
        last = section(letter=self._is_letter and not self._unnumbered, numbered=not self._unnumbered)
        mark = letter_mark(self._head.marks) if self._is_letter else ""
        own = {"document": part("document", f"<w:body>{body}{last}</w:body>")}
        return {**own, **letter_head(mark)} if mark else own

    def _printed(self) -> Iterator[Line | Grid]:
        """Paragraphs and tables in order: head, text, and the imprint after the attachments (7.4)."""
        pages = Pages(norm.LINE * 2 if self._is_letter else 0)
        below: list[str] = []
        for one in self._blocks(below):
            pages.add(one)
            yield one
        if not below:
            return
        missing = pages.until_even(imprint_height(below))
        if missing > 1:  # the blank page and that of the imprint have no number (7.5)
            self._unnumbered = True
            yield Line((), Layout(line=20, section=section(letter=self._is_letter)))
        yield from imprint(below, missing, ruled=self.form != "letter")

    def _blocks(self, below: list[str]) -> Iterator[Line | Grid]:
        """All but the imprint of an official document, whose texts are appended to ``below``."""
        pieces = printed(self._document, self._source)
        before = ""
        if self.form != "plain":
            yield from head_of(self.form, self._head)
            before = "head" if self._head.marks else ""
            pieces = [piece for piece in pieces if not self._is_in_head(piece)]
        waiting: Line | Grid | None = None  # what precedes a signature stays on its page
        for role, group in _stretches(pieces):
            if role == "imprint" and self.form != "plain":
                below.append(group[0].text)
                continue
            for one in self._set(role, group, before):
                if waiting is not None:
                    yield _kept(waiting) if role == "signature" else waiting
                if isinstance(waiting, Grid) and isinstance(one, Grid):
                    yield blank(norm.LINE)  # Word joins tables without a paragraph between them
                waiting = one
            before = role
        if waiting is not None:
            yield waiting
        if isinstance(waiting, Grid):
            yield blank(20)  # a body may not end in a table

    def _set(self, role: str, group: Sequence[Printed], before: str) -> Iterator[Line | Grid]:
        """A paragraph, a table or a signature; ``before`` is the role of what precedes it."""
        if role == "signature":
            yield from self._signature(group)
        elif role == "table":
            table = grid(group[0].rows, norm.WIDTH)
            if table is not None:
                yield table
        else:
            yield from self._spaced(self._paragraph(group), role, before)

    def _is_in_head(self, piece: Printed) -> bool:
        """Whether the head has printed a part of the document, or prints it with the title."""
        if piece.role == "field":
            return piece.span in self._fields
        number = self._document.document_number
        if piece.role != "document_number" or number is None or piece.span != number.span:
            return False
        return bool(self._head.marks) or (self.form in ("order", "minutes") and self._document.title is not None)

    def _signature(self, pieces: Sequence[Printed]) -> Iterator[Line]:
        names = [piece.text for piece in pieces if piece.role == "issuer"]
        date = next((piece.text for piece in pieces if piece.role == "date"), "")
        if self.form == "plain" or not names:
            lines = unsealed(names, date)
        else:
            lines = sealed(names, date) if all(map(is_organ, names)) else signed(names, date)
        above = norm.LINE if self.form == "plain" else 2 * norm.LINE  # a seal is higher than name and date
        for number, line in enumerate(lines):
            yield line if number else evolve(line, layout=evolve(line.layout, before=above))

    def _spaced(self, lines: Sequence[Line], role: str, before: str) -> Iterator[Line]:
        """Put an empty line before a separate part; two between the head and the title, or the text (7.3.1, 10.2)."""
        above = 0
        if before == "head" or (before == "title" and self.form == "order"):
            above = 2 * norm.LINE
        elif before not in ("", role) and (role in _PARTED or (before in _CENTRED and role not in _CENTRED)):
            above = norm.LINE
        for number, line in enumerate(lines):
            yield line if number or not above else evolve(line, layout=evolve(line.layout, before=above))

    def _paragraph(self, group: Sequence[Printed]) -> list[Line]:
        first = group[0]
        if first.role == "title":
            return self._title(first)
        if first.role == "field":
            return [metadata(first.text)]
        if first.role == "attachment_list":
            return [Line((Run(first.text),), attachment_layout(first.text, alone=first.text.startswith("附")))]
        runs = tuple(run for piece in group for run in self._runs(piece, alone=len(group) == 1))
        return [Line(runs, self._layout(group))]

    def _title(self, piece: Printed) -> list[Line]:
        """A title in lines broken by sense; that of an order, and of minutes without another mark, is the mark itself."""
        title = self._document.title
        own = title is not None and piece.span == title.span
        if own and self.form in ("order", "minutes") and not self._head.marks:
            number = self._head.number
            lines = title_mark(self.form, piece.text, len(self._head.labels()))
            return [*lines, *(number_below(self.form, number) if number else ())]
        signature = self._document.signature
        names = [issuer.text for issuer in signature.issuers] if signature else []
        text = self._source.text[piece.span.end : piece.span.end + _EVIDENCE]
        shown = "\n".join(title_lines(piece.text, norm.TITLE_CHARACTERS, text, names))
        return [Line((Run(shown),), Layout("Title", new_page=piece.span in self._second))]

    @staticmethod
    def _runs(piece: Printed, *, alone: bool) -> Iterator[Run]:
        text = piece.blank + piece.text + piece.stop
        if piece.role == "heading":
            font = norm.font_of(piece.level)
            if piece.family in CHAPTERS or piece.family == "article":
                font = norm.KAI if piece.family == "division" else norm.HEI
            yield Run(text, font, style="" if alone else run_in(piece.level))
        elif piece.family == "article" and piece.number and text.startswith(piece.number):
            yield Run(piece.number, norm.HEI)
            yield Run(text[len(piece.number) :])
        elif piece.role == "text" and (found := _ATTENDANCE.match(text)):
            yield Run(found[0], norm.HEI)
            yield Run(text[found.end() :])
        else:
            yield Run(text, _FONTS.get(piece.role, ""))

    def _layout(self, group: Sequence[Printed]) -> Layout:
        first = group[0]
        style = ""
        if first.role == "heading" and len(group) == 1:  # one with text on the same line is not a heading as a whole
            style = f"Heading{min(first.level, norm.DEEPEST)}"
        if first.role in _CENTRED:
            return Layout(align="center")
        if first.role == "heading" and first.family in CHAPTERS:
            return Layout(style, align="center", before=0 if first.family == "division" else norm.LINE)
        if first.role == "label":
            return Layout(new_page=True)
        if first.role in _AT_THE_EDGE:
            return Layout()
        if first.role == "imprint":
            return Layout(left=1, right=1)
        if self.form == "minutes" and first.role == "text" and (found := _ATTENDANCE.match(first.text)):
            return Layout(left=2 + len(found[0]), first=-len(found[0]))
        return Layout(style, first=2)


def _own_lines(group: list[Printed]) -> Iterator[list[Printed]]:
    """The paragraphs of a source paragraph: a heading has text after it only if a stop separates them and the heading is on one line."""
    first, *rest = group
    if first.role == "heading" and rest and not (first.stop and len(first.text) < _LONGEST_RUN_IN):
        yield [first]
        yield rest
    else:
        yield group


def _stretches(pieces: Sequence[Printed]) -> Iterator[tuple[str, list[Printed]]]:
    """The parts of each paragraph with their role; names and date of a signature together."""
    signature: list[Printed] = []
    for group in chain.from_iterable(map(_own_lines, paragraphs(pieces))):
        signs = group[0].role in _SIGNATURE
        if signature and (not signs or signature[-1].role == "date"):
            yield "signature", signature
            signature = []
        if signs:
            signature += group
        else:
            yield group[0].role, group
    if signature:
        yield "signature", signature


def _kept(printed: Line | Grid) -> Line | Grid:
    """A paragraph that stays on the page of the next one."""
    return evolve(printed, layout=evolve(printed.layout, keep_next=True)) if isinstance(printed, Line) else printed

"""PDF files with a text layer: lines rejoined into paragraphs, page numbers and running heads set aside.

pypdfium2 (the engine of Chromium) takes the text out.  Of the extractors tried it alone read every file at hand: others give
characters by the font's own codes where a font has no table to Unicode.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

import pypdfium2

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.formats.composing import Composer
from govreport.formats.pages import Line, Page, is_running, lines_of
from govreport.grammar import Grammar, grammar
from govreport.layout import opens_unit

MOST_PAGES: Final = 20_000
_SENTENCE_ENDS: Final = "。！？!?：:；;"
_SHORT: Final = 1.5
"""How far before the right edge a line ends that ends its paragraph, in characters: a stop may be carried over."""
_INDENT: Final = 0.8
"""How far a line begins to the right of the one before that begins a paragraph, in characters."""
_OTHER_SIZE: Final = 0.1
_GAP: Final = 1.8
"""How many times the usual distance of lines parts two paragraphs."""
_LEAST_TEXT: Final = 0.5
"""Of what is not blank in a text of ours, letters and figures make more than eight tenths."""


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int) -> Extract:
    """The text of a PDF.

    :raises ReadError: the file is damaged or encrypted, holds no text or none that can be read, or too much of it.
    """
    pages = list(_pages(content, name, max_chars))
    _refuse_garbage("".join(line.text for page in pages for line in page.lines), name)
    composer = Composer(name, max_chars)
    _Paragraphs(pages, composer, grammar()).compose()
    return composer.extract()


def _pages(content: bytes, name: str, max_chars: int) -> Iterator[Page]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        problem = "is encrypted; save it without a password" if "assword" in str(error) else f"is damaged: {error}"
        raise ReadError(name, problem) from error
    try:
        if len(document) > MOST_PAGES:
            raise ReadError(name, f"has {len(document):,} pages; no more than {MOST_PAGES:,} are read")
        length = 0
        for number in range(len(document)):
            try:
                page = lines_of(document[number])
            except pypdfium2.PdfiumError:
                continue  # a page that is damaged beyond reading; the others stand
            length += sum(len(line.text) for line in page.lines)
            if length > max_chars:
                raise ReadError(name, f"more than {max_chars:,} characters, the limit that max_chars sets")
            yield page
    finally:
        document.close()


def _refuse_garbage(text: str, name: str) -> None:
    """Refuse a text layer that is none: nothing, punctuation alone, or codes of fonts that read as any script."""
    shown = [character for character in text if not character.isspace()]
    if not shown:
        raise ReadError(name, "holds no text, its pages are pictures; run OCR on it first")
    written = sum(map(_is_written, shown))
    if written < _LEAST_TEXT * len(shown):
        raise ReadError(name, "its text layer cannot be read as Chinese or Latin text; run OCR on it first")


def _is_written(character: str) -> bool:
    """Whether a character is one that a Chinese document is written with, punctuation apart."""
    if character.isascii():
        return character.isalnum()
    return unicodedata.category(character)[0] in "LN" and unicodedata.name(character, "").startswith(
        ("CJK", "IDEOGRAPHIC", "FULLWIDTH", "LATIN", "CIRCLED", "PARENTHESIZED", "ROMAN", "DIGIT")
    )


class _Paragraphs:
    """Puts the lines of all pages together to paragraphs."""

    def __init__(self, pages: Sequence[Page], composer: Composer, rules: Grammar) -> None:
        self._pages = pages
        self._composer = composer
        self._rules = rules
        lines = [line for page in pages for line in page.lines]
        sizes = Counter(chain.from_iterable([round(line.size)] * len(line.text) for line in lines))
        body = sizes.most_common(1)[0][0]
        edges = sorted(line.right for line in lines if round(line.size) == body)
        self._edge = edges[len(edges) * 9 // 10]
        steps = Counter(round(line.gap) for line in lines if line.gap > 0)
        self._step = steps.most_common(1)[0][0] if steps else 0
        self._running = is_running(pages)

    def compose(self) -> None:
        """Write paragraph by paragraph; what stands beside the text of a page follows the paragraph that it interrupts."""
        before: Line | None = None
        beside: list[Line] = []
        for page in self._pages:
            first = True
            for line in page.lines:
                if self._running(page, line):
                    beside.append(line)
                    continue
                if before is None or self._begins(before, line, turned=first):
                    self._set_aside(beside)
                    if first:
                        self._composer.page()
                    self._composer.line(line.text)
                else:
                    gap = " " if before.text[-1:].isascii() and line.text[:1].isascii() else ""
                    if first:
                        self._composer.page()
                    self._composer.go_on(gap + line.text)
                before, first = line, False
            if first:
                self._composer.page()  # nothing but noise on it
        self._set_aside(beside)

    def _set_aside(self, lines: list[Line]) -> None:
        for line in lines:
            self._composer.line(line.text, boilerplate=True)
        lines.clear()

    def _begins(self, before: Line, line: Line, *, turned: bool) -> bool:
        """Whether a line begins a paragraph; ``turned``: whether it is the first of its page."""
        size = max(line.size, 1.0)
        if abs(line.size - before.size) > _OTHER_SIZE * size:
            return True
        if before.right < self._edge - _SHORT * size or (not turned and line.left > before.left + _INDENT * size):
            return True
        if not turned and self._step and line.gap > _GAP * self._step:
            return True
        return before.text[-1] in _SENTENCE_ENDS and opens_unit(line.text, self._rules)

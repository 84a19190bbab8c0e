"""PDF files with a text layer: lines rejoined into paragraphs, page numbers and running heads set aside.

pypdfium2 (the engine of Chromium) takes the text out.  Of the extractors tried it alone read every file at hand: others give
characters by the font's own codes where a font has no table to Unicode.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

import pypdfium2

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.formats.composing import Composer
from govreport.formats.packed import is_too_large
from govreport.formats.pages import Page, lines_of
from govreport.formats.paragraphs import compose
from govreport.grammar.grammar import grammar

MOST_PAGES: Final = 20_000
_LEAST_TEXT: Final = 0.5
"""Of what is not blank in a text of ours, letters and figures make more than eight tenths."""


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int) -> Extract:
    """The text of a PDF.

    :raises ReadError: the file is damaged or encrypted, holds no text or none that can be read, or too much of it.
    """
    pages = list(_pages(content, name, max_chars))
    _refuse_garbage("".join(line.text for page in pages for line in page.lines), name)
    composer = Composer(name, max_chars)
    compose(pages, composer, grammar())
    return composer.extract()


def _pages(content: bytes, name: str, max_chars: int) -> Iterator[Page]:
    """The pages one by one; extraction ends at the character that is one too many."""
    if is_too_large(content):
        raise ReadError(name, "unpacks to more than a document of text holds; print it to a new PDF and read that")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error) and b"/Encrypt" in content  # pdfium calls some damage a wrong password
        problem = "is encrypted; save it without a password" if locked else "is damaged: pdfium finds no document in it"
        raise ReadError(name, problem) from error
    try:
        if len(document) > MOST_PAGES:
            raise ReadError(name, f"has {len(document):,} pages; no more than {MOST_PAGES:,} are read")
        left = max_chars
        read = False
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                continue  # damaged beyond reading; the others stand
            try:
                found = lines_of(page, left)
            except pypdfium2.PdfiumError:
                continue
            finally:
                page.close()
            if found is None:
                raise ReadError(name, f"more than {max_chars:,} characters, the limit that max_chars sets")
            left -= sum(len(line.text) for line in found.lines)
            read = True
            yield found
        if not read:
            raise ReadError(name, "is damaged: none of its pages can be read")
    finally:
        document.close()


def _refuse_garbage(text: str, name: str) -> None:
    """Refuse a text layer that is none: nothing, punctuation alone, or codes of fonts that read as any script."""
    shown = [character for character in text if not character.isspace()]
    if not shown:
        raise ReadError(name, "holds no text: its pages are empty, or pictures of text; run OCR on it first")
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

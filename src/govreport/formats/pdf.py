"""PDF files with a text layer: lines are joined into paragraphs, page numbers and running heads become boilerplate.

pypdfium2 (the engine of Chromium) extracts the text.  It is the only extractor that reads every file tried: others
return glyph codes where a font has no mapping to Unicode.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

import pypdfium2

from govreport.errors import ReadError
from govreport.formats import Extract, too_long
from govreport.formats.composing import Composer
from govreport.formats.packed import is_too_large
from govreport.formats.pdf_page import lines_of
from govreport.formats.placed.legible import refuse_illegible
from govreport.formats.placed.pages import Page
from govreport.formats.placed.paragraphs import Bookmark, compose
from govreport.formats.work import Work
from govreport.grammar.grammar import grammar

MOST_PAGES: Final = 20_000
_MOST_BOOKMARKS: Final = 20_000


def extract(content: bytes, *, name: str, encoding: str | None, max_chars: int, work: Work) -> Extract:
    """The text of a PDF.

    :raises ReadError: the file is damaged or encrypted, or has too much text, none, or only unreadable text.
    """
    outline: list[Bookmark] = []
    pages = list(_pages(content, work, max_chars, outline))
    refuse_illegible("".join(page.text for page in pages), name)
    composer = Composer(work, max_chars)
    compose(pages, composer, grammar(), outline)
    return composer.extract()


def _pages(content: bytes, work: Work, max_chars: int, outline: list[Bookmark]) -> Iterator[Page]:
    """The pages one by one; extraction stops when the text is too long.

    :param outline: takes the bookmarks of the file.
    """
    name = work.name
    if is_too_large(content):
        raise ReadError(name, "is too large when unpacked; print it to a new PDF and read that")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error) and b"/Encrypt" in content  # pdfium reports some damage as a wrong password
        problem = "is encrypted; save it without a password" if locked else "is damaged: pdfium finds no document in it"
        raise ReadError(name, problem) from error
    try:
        if len(document) > MOST_PAGES:
            raise ReadError(name, f"has {len(document):,} pages; the limit is {MOST_PAGES:,}")
        left = max_chars
        read = False
        numbers: dict[int, int] = {}
        """The numbers of pages that can be read."""
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                continue  # a damaged page: the others are still read
            try:
                found = lines_of(page, left, work)
            except pypdfium2.PdfiumError:
                continue
            finally:
                page.close()
            if found is None:
                raise too_long(name, max_chars)
            left -= len(found.text)
            read = True
            numbers[number] = len(numbers) + 1
            yield found
        if not read:
            raise ReadError(name, "is damaged: no page can be read")
        outline += _bookmarks(document, numbers, work)
    finally:
        document.close()


def _bookmarks(document: Any, numbers: Mapping[int, int], work: Work) -> Iterator[Bookmark]:
    """The outline of a document of pypdfium2 as far as it leads to pages of ``numbers``."""
    for entry in islice(document.get_toc(), _MOST_BOOKMARKS):
        work.spend(1, "bookmarks")
        try:
            target = entry.get_dest()
            page = numbers.get(target.get_index()) if target is not None else None
        except pypdfium2.PdfiumError:
            continue
        if page is not None:
            yield Bookmark(entry.get_title(), page, entry.level + 1)

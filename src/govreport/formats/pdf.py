"""PDF files: lines are joined into paragraphs, page numbers and running heads become boilerplate.

pypdfium2 (the engine of Chromium) extracts the text.  It is the only extractor that reads every file tried: others
return glyph codes where a font has no mapping to Unicode.  Pages without a text layer can be recognized.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

import pypdfium2

from govreport.errors import ReadError
from govreport.formats import Extract, too_long
from govreport.formats.composing import Composer
from govreport.formats.packed import is_too_large
from govreport.formats.pdf_calls import PDFIUM
from govreport.formats.pdf_page import lines_of
from govreport.formats.placed.legible import illegible, refuse_illegible
from govreport.formats.placed.pages import Page
from govreport.formats.placed.paragraphs import Bookmark, compose
from govreport.formats.scans.boxes import all_placed
from govreport.formats.scans.recognition import LONGEST_SIDE, Recognition, Scan, is_scan
from govreport.formats.sniff import RECOGNIZE
from govreport.formats.work import Work
from govreport.grammar.grammar import grammar

MOST_PAGES: Final = 20_000
"""The maximum number of pages; bounds the work on hostile files."""
_MOST_BOOKMARKS: Final = 20_000
_RESOLUTION: Final = 150 / 72
"""In pixels per point: a higher resolution does not improve recognition."""


def extract(
    content: bytes,
    *,
    name: str,
    encoding: str | None,
    max_chars: int,
    work: Work,
    recognition: Recognition | None = None,
) -> Extract:
    """The text of a PDF.

    :param recognition: recognizes the pages without a usable text layer; None to read the others only.
    :raises ReadError: the file is damaged or encrypted, or has too much text, no text, or only unreadable text.
    """
    outline: list[Bookmark] = []
    with PDFIUM:
        found = list(_pages(content, work, max_chars, recognition, outline))
    pages = all_placed(found, work)
    if recognition and recognition.pages and not any(page.text for page in pages):
        raise ReadError(name, "no text was recognized in it")
    if not (recognition and recognition.pages):
        refuse_illegible("".join(page.text for page in pages), name, RECOGNIZE)
    composer = Composer(work, max_chars)
    compose(pages, composer, grammar(), outline)
    return composer.extract()


def _pages(
    content: bytes, work: Work, max_chars: int, recognition: Recognition | None, outline: list[Bookmark]
) -> Iterator[Page | Scan]:
    """The pages one by one; extraction stops when the text is too long.

    :param outline: takes the bookmarks of the file.
    """
    with _opened(content, work.name) as document:
        left = max_chars
        numbers: dict[int, int] = {}  # of the pages that can be read, in the file and in the text
        for number in range(len(document)):
            try:
                found = _page(document, number, left, work, recognition)
            except pypdfium2.PdfiumError:
                continue  # a damaged page: the others are still read
            if found is None or found.length > left:
                raise too_long(work.name, max_chars)
            left -= found.length
            numbers[number] = len(numbers) + 1
            yield found
        if not numbers:
            raise ReadError(work.name, "is damaged: no page can be read")
        outline += _bookmarks(document, numbers, work)


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[Any]:
    """A document of pypdfium2.

    :raises ReadError: it is damaged, encrypted or too large.
    """
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
        yield document
    finally:
        document.close()


def _page(document: Any, number: int, most: int, work: Work, recognition: Recognition | None) -> Page | Scan | None:
    """A page of a document of pypdfium2; None if it has more than ``most`` characters."""
    page = document[number]
    try:
        found = lines_of(page, most, work)
        if recognition and found is not None and _is_scan(page, found):
            return recognition.read(_picture(page), number + 1, len(document))
        return found
    finally:
        page.close()


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


def _is_scan(page: Any, found: Page) -> bool:
    """Whether the text of a page of pypdfium2 has to be recognized: its text layer is missing or unusable."""
    problem = illegible(found.text)
    if problem is not None and next(page.get_objects(max_depth=1), None) is None:
        return False  # an empty page
    return is_scan(found.length, problem, lambda: _covered(page))


def _covered(page: Any) -> float:
    """The share of a page that its pictures cover."""
    area: float = 0.0
    for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        area += abs((right - left) * (top - bottom))
    whole: float = max(page.get_width() * page.get_height(), 1.0)
    return area / whole


def _picture(page: Any) -> Any:
    """A page of pypdfium2 as an image of Pillow."""
    longest = max(page.get_width(), page.get_height(), 1.0)
    return page.render(scale=min(_RESOLUTION, LONGEST_SIDE / longest)).to_pil().convert("RGB")

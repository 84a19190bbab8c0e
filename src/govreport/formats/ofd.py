"""OFD files (GB/T 33190-2016): characters with their places are joined into lines and paragraphs, as in PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govreport.errors import ReadError
from govreport.formats import Extract
from govreport.formats.composing import Composer
from govreport.formats.fixed.beside import annotated, attachments, stamps
from govreport.formats.fixed.geometry import POINTS
from govreport.formats.fixed.objects import Budget, Canvas
from govreport.formats.fixed.package import OfdDocument, documents
from govreport.formats.fixed.pictures import drawn
from govreport.formats.placed import legible
from govreport.formats.placed.legible import illegible, refuse_illegible
from govreport.formats.placed.pages import Page, page_of
from govreport.formats.placed.paragraphs import compose
from govreport.formats.placed.runs import WIDE, Run
from govreport.formats.scans.boxes import all_placed
from govreport.formats.scans.recognition import Recognition, Scan, is_scan
from govreport.formats.sniff import RECOGNIZE
from govreport.formats.work import Work
from govreport.grammar.grammar import grammar

_SAME_LINE: Final = 0.4
"""In heights: how far the baselines of the characters of a line differ."""
_BLANK: Final = 0.25
"""In heights: a wider gap is a blank that the file does not have."""
_LATIN_BLANK: Final = 0.5
"""In heights, after a letter, whose width is unknown."""


def extract(
    content: bytes,
    *,
    name: str,
    encoding: str | None,
    max_chars: int,
    work: Work,
    recognition: Recognition | None = None,
) -> Extract:
    """The text of an OFD file; of several documents, one after the other.

    :param recognition: recognizes the pages that are only pictures; None to read the others only.
    :raises ReadError: the file is damaged or encrypted, or has too much text, no text, or only unreadable text.
    """
    opened = list(documents(content, work))
    reader = _Reader(work, max_chars, recognition, sum(len(document.numbers) for document in opened))
    found = [all_placed(list(reader.pages(document)), work) for document in opened]
    text = "".join(page.text for pages in found for page in pages)
    if recognition and recognition.pages:
        if not text:
            raise ReadError(name, "no text was recognized in it")
    else:
        refuse_illegible(text, name, RECOGNIZE if reader.has_pictures else legible.RECOGNIZE)
    composer = Composer(work, max_chars)
    for pages in found:
        compose(pages, composer, grammar())
    for document in opened:
        reader.beside(document)
    for watermark in dict.fromkeys(reader.watermarks):
        composer.line(watermark, boilerplate=True)
    for note in dict.fromkeys(reader.notes):
        composer.line(note, note=True)
    return composer.extract()


class _Reader:
    """Reads the pages of a file."""

    def __init__(self, work: Work, max_chars: int, recognition: Recognition | None, count: int) -> None:
        """``count`` is the number of pages of all documents."""
        self._budget = Budget(max_chars, max_chars, work)
        self._recognition = recognition
        self._count = count
        self._number = 0
        self.has_pictures = False
        self.watermarks: list[str] = []
        """The texts of annotations, too."""
        self.notes: list[str] = []
        """The stamps and the names of attached files."""

    def pages(self, document: OfdDocument) -> Iterator[Page | Scan]:
        """The pages of a document."""
        for page in document.pages():
            canvas = Canvas(page.box, document.fonts, document.units, self._budget)
            for part in page.contents:
                canvas.draw(part)
            self.watermarks += canvas.slanted
            box = (0.0, 0.0, page.box.width * POINTS, page.box.height * POINTS)
            runs = _in_reading_order(canvas.runs)
            found = page_of(runs, lambda run: run.height, box, canvas.ruling, self._budget.work)
            self._number += 1
            self.has_pictures = self.has_pictures or bool(canvas.pictures)
            yield self._recognized(found, canvas, document) or found

    def _recognized(self, found: Page, canvas: Canvas, document: OfdDocument) -> Scan | None:
        """The recognized text of a page; None if its text layer is read."""
        page, work = canvas.box, self._budget.work
        if self._recognition is None or not canvas.pictures:
            return None
        covered = sum(picture.area(page) for picture in canvas.pictures) / (page.width * page.height)
        if not is_scan(found.length, illegible(found.text), lambda: covered):
            return None
        self._recognition.prepare()
        image = drawn(canvas.pictures, page, document.archive, document.pictures, work)
        read = self._recognition.read(image, self._number, self._count)
        self._budget.take(read.length)
        return read

    def beside(self, document: OfdDocument) -> None:
        """Collect what a document has in addition to its pages."""
        archive = document.archive
        if document.annotations:
            self.watermarks += annotated(archive, document.annotations, self._budget)
        if document.signatures:
            self.notes += stamps(archive, document.signatures, document.numbers)
        if document.attachments:
            self.notes += attachments(archive, document.attachments)


def _in_reading_order(runs: list[Run]) -> list[Run]:
    """The characters line by line from the top, since files have them in the order of painting."""
    ordered: list[Run] = []
    for quarter in sorted({run.quarter for run in runs}):
        line: list[Run] = []
        for run in sorted((one for one in runs if one.quarter == quarter), key=lambda one: -one.base):
            if line and line[0].base - run.base > _SAME_LINE * max(line[0].height, run.height):
                ordered += _with_blanks(line)
                line = []
            line.append(run)
        ordered += _with_blanks(line)
    return ordered


def _with_blanks(line: list[Run]) -> Iterator[Run]:
    """The characters of a line from the left; wide gaps are blanks."""
    before: Run | None = None
    for run in sorted(line, key=lambda one: one.left):
        least = _BLANK if before is not None and WIDE.match(before.text) else _LATIN_BLANK
        apart = before is not None and run.left - before.right > least * run.height
        yield run._replace(blank=True) if apart else run
        before = run

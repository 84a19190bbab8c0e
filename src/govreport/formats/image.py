"""Scanned pages as pictures (PNG, JPEG, TIFF): the text is recognized, and joined into paragraphs as in PDF."""

from __future__ import annotations

from govreport.errors import ReadError
from govreport.formats import Extract, too_long
from govreport.formats.composing import Composer
from govreport.formats.placed.paragraphs import compose
from govreport.formats.scans.boxes import pages_of
from govreport.formats.scans.images import pages_of as images_of
from govreport.formats.scans.recognition import Recognition
from govreport.formats.work import Work
from govreport.grammar.grammar import grammar


def extract(
    content: bytes,
    *,
    name: str,
    encoding: str | None,
    max_chars: int,
    work: Work,
    recognition: Recognition,
) -> Extract:
    """The text on the pages of a picture.

    :raises ReadError: the file is damaged or too large, has no text, or the extra is not installed.
    """
    scans = []
    left = max_chars
    for number, (image, count) in enumerate(images_of(content, name), 1):
        scans.append(recognition.read(image, number, count))
        left -= scans[-1].length
        if left < 0:
            raise too_long(name, max_chars)
    if not any(scan.boxes for scan in scans):
        raise ReadError(name, "no text was recognized in it")
    composer = Composer(work, max_chars)
    compose(pages_of(scans, work), composer, grammar())
    return composer.extract()

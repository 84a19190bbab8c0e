"""Which formats can be read here: those whose libraries are installed, since not every library runs in a browser."""

from __future__ import annotations

from typing import Final

from govreport.errors import ReadError
from govreport.formats import FORMATS, IMAGES, extractor
from govreport.formats.sniff import RECOGNIZE
from govreport.language.localized import localized
from govreport.pages import Texts

NAMES: Final = {
    "docx": "DOCX",
    "doc": "DOC",
    "pdf": "PDF",
    "ofd": "OFD",
    "text": "TXT",
    "html": "HTML",
    "mhtml": "MHTML",
    "odt": "ODT",
    "rtf": "RTF",
    "markdown": "Markdown",
}
"""The formats that the page names, as people call them; DocBook is rare, and scans need recognition."""

_RECOGNIZE: Final = (
    "the page recognizes no characters: do that with another program, or read the file with govreport on a computer"
)
"""What to do with a scan, which cannot be recognized in a browser."""


def can_read(format: str) -> bool:
    """Whether files of a format can be read here.

    >>> can_read("text")
    True
    """
    if format == "text":
        return True
    if format in IMAGES:
        return False
    try:
        extractor(format, format)
    except ReadError:
        return False
    return True


def missing_library(error: ReadError) -> str:
    """The missing module that an error names; empty for other errors."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ModuleNotFoundError):
            return cause.name or ""
        cause = cause.__cause__
    return ""


def problem(error: ReadError, lang: str) -> str:
    """Why a file cannot be read, for a reader who cannot install anything."""
    texts = Texts(lang)
    library = missing_library(error)
    if not library:
        return texts.shown(localized(error.problem.replace(RECOGNIZE, _RECOGNIZE), lang))
    return texts.gettext(
        "this page cannot read the format, since the library {library} does not run in it; save the file as TXT or Markdown,"
        " or use govreport on a computer",
        library=library.partition(".")[0],
    )


def abilities() -> tuple[list[str], list[str]]:
    """The names of the formats that can be read here, and of those that cannot."""
    able = {format for format in FORMATS if format in NAMES and can_read(format)}
    return (
        [name for format, name in NAMES.items() if format in able],
        [name for format, name in NAMES.items() if format not in able],
    )

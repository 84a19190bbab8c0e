"""From the bytes of a file to its text and layout hints, one module per format.

Each module has a function ``extract(content, *, name, encoding, max_chars, work)``.  Its libraries are installed by the extra
of the same name, and imported only when a file of that format is read.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final, NamedTuple, TypeAlias

from govreport.errors import ReadError
from govreport.lines.format_hints import NOTHING, Evidence


class Extract(NamedTuple):
    """The text of a file, as seen by a reader of that file."""

    text: str
    evidence: Evidence = NOTHING
    encoding: str | None = None
    """The encoding of the bytes, if the format does not define it."""


def too_long(name: str, max_chars: int) -> ReadError:
    """The error for a text longer than ``max_chars``; ``name`` is the name of the file in the message."""
    return ReadError(name, f"more than {max_chars:,} characters, the limit set by max_chars")


Extractor: TypeAlias = Callable[..., Extract]

IMAGES: Final = ("png", "jpeg", "tiff")
"""The formats of scanned pages, which have no text unless it is recognized."""

FORMATS: Final = ("text", "markdown", "html", "mhtml", "docbook", "docx", "doc", "odt", "rtf", "pdf", "ofd", *IMAGES)
"""The formats that :func:`govreport.read` supports."""

_EXTRAS: Final = {"docbook": "html", "mhtml": "html", **dict.fromkeys(IMAGES, "ocr")}
"""Formats whose libraries belong to an extra of another name."""


def extractor(format: str, name: str) -> Extractor:
    """The function that extracts the text from a file of a format.

    :raises ReadError: the extra of the format is not installed; ``name`` is the name of the file in the message.
    """
    try:
        module = import_module(f"govreport.formats.{'image' if format in IMAGES else format}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("govreport"):
            raise
        from govreport.util.extras import missing

        problem = missing(f"reading {format}", error.name or format, _EXTRAS.get(format, format))
        raise ReadError(name, problem) from error
    found: Extractor = module.extract
    return found

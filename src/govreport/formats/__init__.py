"""From the bytes of a file to its text and what the format says beside it, one module a format.

Each module has a function ``extract(content, *, name, encoding, max_chars)``; its libraries come with the extra of the
same name and are imported only when a file of that format is read.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final, TypeAlias

from attrs import frozen

from govreport.errors import ReadError
from govreport.lines.format_hints import NOTHING, Evidence
from govreport.util.extras import missing


@frozen
class Extract:
    """The text of a file, as a reader of that file sees it."""

    text: str
    evidence: Evidence = NOTHING
    encoding: str | None = None
    """Of the bytes, where the format leaves that open."""


Extractor: TypeAlias = Callable[..., Extract]

FORMATS: Final = ("text", "markdown", "html", "docbook", "docx", "pdf")
"""What :func:`govreport.read` reads."""

_EXTRAS: Final = {"docbook": "html"}
"""What a format needs comes with the extra of its own name, or with this one."""


def extractor(format: str, name: str) -> Extractor:
    """The function that takes the text from a file of a format.

    :raises ReadError: what the extra of the format installs is missing; ``name`` is what the error calls the file.
    """
    try:
        module = import_module(f"govreport.formats.{format}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("govreport"):
            raise
        problem = missing(f"reading {format}", error.name or format, _EXTRAS.get(format, format))
        raise ReadError(name, problem) from error
    found: Extractor = module.extract
    return found

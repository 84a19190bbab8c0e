"""Findings written into a copy of a Word file: comments at their places, and fixes as tracked changes."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from govreport.errors import ReadError
from govreport.formats.sniff import sniff
from govreport.util.extras import missing

if TYPE_CHECKING:
    from govreport.text.source import Source
    from govreport.tree.diagnostics import Diagnostic

__all__ = ["Findings", "Original", "annotated"]

Original: TypeAlias = "bytes | str | PathLike[str] | None"
"""A file: its content or its path; None for the one that a source names."""
Findings: TypeAlias = "Iterable[Diagnostic] | None"
"""What to write; None for the diagnostics of the report."""
_NO_WORD: Final = "is not a Word file (.docx), the only format that comments are written into"


def annotated(
    source: Source, original: Original, findings: Iterable[Diagnostic], *, lang: str = "en", fix: bool = False
) -> bytes:
    """A copy of a Word file with findings as comments; nothing else in it changes.

    A finding in a note is marked at the reference to the note, one in a header or a text box at the nearest text.

    :param source: the text that was extracted from the file, in which the spans of the findings count.
    :param lang: the language of the comments, ``en`` or ``zh``.
    :param fix: whether to write the fixes as tracked changes, too; a fix of an automatic number is left out.
    :raises ReadError: the original is not a Word file (.docx), cannot be read or has another text, or the extra is missing.
    :raises ValueError: the language is not supported.
    """
    content, name = _content(original, source.name)
    if sniff(content, None) != "docx":
        raise ReadError(name, _NO_WORD)
    try:
        writer: Any = import_module("govreport.annotating.writer")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("govreport"):
            raise
        raise ReadError(name, missing("annotated()", error.name or "docx", "docx")) from error
    written: bytes = writer.annotated(content, source.text, tuple(findings), name=name, lang=lang, fix=fix)
    return written


def _content(original: Original, name: str | None) -> tuple[bytes, str]:
    """The content of a file, and its name in messages.

    :raises ReadError: the file cannot be read, or neither a file nor a name is given.
    """
    if isinstance(original, bytes):
        return original, name or "bytes"
    path = name if original is None else fspath(original)
    if path is None:
        raise ReadError("bytes", "the report was not read from a file; give the content of the file")
    try:
        return Path(path).read_bytes(), path
    except (OSError, ValueError) as error:
        raise ReadError(path, getattr(error, "strerror", None) or str(error)) from error

"""Findings written into a copy of a Word file: comments at their places, and fixes as tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import Final

from govreport.annotating.body import Body
from govreport.annotating.package import Package
from govreport.annotating.places import Places
from govreport.annotating.remarks import remarks
from govreport.errors import ReadError
from govreport.formats.docx import Line, traced
from govreport.formats.sniff import sniff
from govreport.formats.work import Work
from govreport.tree.diagnostics import Diagnostic

__all__ = ["annotated", "content_of"]

_NO_WORD: Final = "is not a Word file (.docx), the only format that comments are written into"


def content_of(original: bytes | str | PathLike[str] | None, name: str | None) -> tuple[bytes, str]:
    """The content of a file, given as bytes, by its path, or by the name of the source; and its name in messages.

    :raises ReadError: the file cannot be read, or there is neither a file nor a name.
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


def annotated(
    content: bytes, text: str, findings: Sequence[Diagnostic], *, name: str, lang: str = "en", fix: bool = False
) -> bytes:
    """A copy of a Word file with the findings as comments; nothing else in it changes.

    A finding in a note is marked at the reference to the note, one in a header or a text box at the nearest text.

    :param content: the file that the findings are about.
    :param text: the text that was extracted from it; the spans of the findings count in it.
    :param name: the name of the file in messages.
    :param lang: the language of the comments, ``en`` or ``zh``.
    :param fix: whether to write the fixes as tracked changes, too; a fix of an automatic number is left out.
    :raises ReadError: the content is not a Word file (.docx), cannot be read, or has another text.
    :raises ValueError: there are no texts in that language.
    """
    if sniff(content, None) != "docx":
        raise ReadError(name, _NO_WORD)
    trace: list[Line] = []
    found, root = traced(content, name=name, max_chars=len(text), work=Work(name), trace=trace)
    if found.text != text:
        raise ReadError(name, "has another text than the report; annotate the file that the report was read from")
    package = Package(content)
    body = Body(package.document, root, package.free_id)
    places = Places(text, trace, body)
    # Fixes first: what both need is cut once, at all places.
    changes = [change for one in findings for change in places.changes(one.fixes)] if fix else []
    marks = [
        (place, remark) for one, remark in zip(findings, remarks(findings, lang)) if (place := places.of(one.span))
    ]
    body.write(changes, [place for place, _ in marks])
    return package.with_comments(body, [remark for _, remark in marks])

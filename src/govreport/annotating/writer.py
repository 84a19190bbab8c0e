"""Comments and tracked changes for findings, in the order of the steps; it needs the extra ``docx``."""

from __future__ import annotations

from govreport.annotating.body import Body
from govreport.annotating.package import Package
from govreport.annotating.places import Places
from govreport.annotating.remarks import remarks
from govreport.errors import ReadError
from govreport.formats.docx import Line, traced
from govreport.formats.work import Work
from govreport.tree.diagnostics import Diagnostic


def annotated(content: bytes, text: str, findings: tuple[Diagnostic, ...], *, name: str, lang: str, fix: bool) -> bytes:
    """As :func:`govreport.annotating.annotated`, for the content of a Word file.

    :raises ReadError: the file cannot be read, or has another text.
    :raises ValueError: the language is not supported.
    """
    trace: list[Line] = []
    found, root = traced(content, name=name, max_chars=len(text), work=Work(name), trace=trace)
    if found.text != text:
        raise ReadError(name, "has another text than the report; annotate the file that the report was read from")
    texts = remarks(findings, lang)
    try:
        package = Package(content)
        body = Body(package.document, root, package.free_id)
        places = Places(text, trace, body)
        changes = [change for one in findings for change in places.changes(one.fixes)] if fix else []
        marks = [(place, remark) for one, remark in zip(findings, texts) if (place := places.of(one.span))]
        body.write(changes, [place for place, _ in marks])
        return package.with_comments(body, [remark for _, remark in marks])
    except Exception as error:  # lxml and zipfile raise nearly any exception for an unusual package
        raise ReadError(name, f"cannot be annotated: {error}") from error

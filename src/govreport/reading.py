"""From a file or bytes, in whatever encoding, to a report."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from attrs import evolve, frozen

from govreport.checks.checks import diagnostic
from govreport.errors import ReadError
from govreport.formats import FORMATS, extractor
from govreport.formats.sniff import sniff
from govreport.lines.format_hints import NOTHING, Evidence
from govreport.parsing import parse
from govreport.report import Report
from govreport.text.decoding import Damage, decode
from govreport.text.encodings import ENCODINGS, canonical, detect, settle
from govreport.text.source import Source, Span
from govreport.tree.conversion import Script
from govreport.tree.diagnostics import Diagnostic

if TYPE_CHECKING:
    from govreport.dialects import Dialect

MAX_CHARS = 50_000_000
"""The longest text to read unless more is asked for, in code points."""
_LONGEST_CHARACTER = 4
"""In bytes, in any of the encodings: so a file's size alone may say that its text is too long."""
_CHUNK = 1 << 20
_MOST_DAMAGE = 100
"""So many damaged places are told one by one, what follows them as one more."""
_NOT_READ = {
    "zip": "a zip archive that is no Word file; unpack it and read what it holds",
    "ole": "a file of an old version of Office (.doc, .wps), or one that is encrypted; save it as .docx without a password",
    "mhtml": "a web archive (MHTML); save the page as HTML",
    "xml": "XML that is no web page; save it as text, or read it as it stands with format='text'",
}
_SHOWN = 8
"""How many bytes of a damaged place a message shows."""


def read(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
    max_chars: int = MAX_CHARS,
    cleaning: Collection[str] | None = None,
    script: Script | None = None,
    dialect: str | os.PathLike[str] | Dialect | None = None,
) -> Report:
    """Read a report from a file, or from bytes: plain text, Markdown, a web page, a Word file or a PDF.

    The format is told from the bytes and stands in ``report.source.format``; ``report.source.text`` is the text that was
    taken from the file, and spans are offsets into it.  Text may be in UTF-8, UTF-16, GB 18030, GBK, GB 2312, Big5 or
    Big5-HKSCS; that too is told from the bytes and stands in ``report.source.encoding``.  A byte order mark does not
    belong to the text.  Bytes that cannot be decoded never raise: each becomes one U+FFFD, and diagnostics (GR401) say
    where they are.

    :param source: a path; or the bytes themselves; or a file that is open in binary mode, which is read from
        where it stands to its end and left open.
    :param format: the format, when it is known: one of :data:`govreport.formats.FORMATS`.
    :param encoding: the encoding, when it is known: one of :data:`govreport.text.encodings.ENCODINGS` or an alias.
    :param name: what to call the source in messages; the path, or the name of the open file, when left out.
    :param max_chars: the longest text to read, in code points.
    :param cleaning: see :func:`govreport.parse`; ``script`` and ``dialect`` too.
    :raises ReadError: the file cannot be read or its text is too long, there is no such format or encoding, or what
        reads the format is not installed; the message names the extra to install.
    :raises TypeError: ``source`` is none of the three.
    :raises KeyError: there is no such step of cleaning.
    :raises ValueError: there is no such script.
    :raises DialectError: there is no such dialect, or its file is none.

    >>> report = read("一、总体要求\\n坚持依法行政。".encode("gbk"))
    >>> report.sections[0].title, report.source.encoding
    ('一、总体要求', 'gb18030')
    """
    found = decoded(source, format=format, encoding=encoding, name=name, max_chars=max_chars)
    origin = found.source
    report = parse(
        origin.text, name=origin.name, cleaning=cleaning, script=script, evidence=found.evidence, dialect=dialect
    )
    diagnostics = sorted([*report.diagnostics, *found.undecodable], key=lambda one: (one.span, one.code))
    return evolve(report, source=evolve(origin, script=report.source.script), diagnostics=tuple(diagnostics))


@frozen
class Decoded:
    """What a file says, before it is parsed."""

    source: Source
    """Its text, encoding, format and pages; the script is not told."""
    evidence: Evidence = NOTHING
    """What the format says beside the text."""
    undecodable: tuple[Diagnostic, ...] = ()
    """A GR401 for what could not be decoded."""


def decoded(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
    max_chars: int = MAX_CHARS,
) -> Decoded:
    """The text of a file or of bytes, as :func:`read` would parse it.

    The parameters and what is raised are those of :func:`read`.
    """
    name = _name(source) if name is None else name
    label = "bytes" if name is None else name.partition("\n")[0]
    known = None if encoding is None else canonical(encoding)
    if encoding is not None and known is None:
        raise ReadError(label, f"unknown encoding {encoding!r}; one of {', '.join(ENCODINGS)} is needed")
    longest = _LONGEST_CHARACTER * (1 + max(0, max_chars))  # the one is for a byte order mark
    content = _content(source, label, longest + 1)
    if len(content) > longest:
        raise too_long(label, max_chars)
    kind = _format(content, name, label) if format is None else format
    if kind not in FORMATS:
        raise ReadError(label, f"unknown format {kind!r}; one of {', '.join(FORMATS)} is needed")
    if kind != "text":
        taken = extractor(kind, label)(content, name=label, encoding=known, max_chars=max_chars)
        origin = Source(taken.text, name, taken.encoding, format=kind, pages=taken.evidence.pages)
        return Decoded(origin, taken.evidence)
    found = settle(content, known) if known else detect(content)
    text, damage = decode(content, found)
    if len(text) > max_chars:
        raise too_long(label, max_chars)
    origin = Source(text, name, found)
    return Decoded(origin, undecodable=tuple(_undecodable(content, damage, origin)))


def _name(source: object) -> str | None:
    """What a source calls itself: its path, or the name of an open file; None when it has neither."""
    if isinstance(source, (str, os.PathLike)):
        return os.fsdecode(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else None  # a number, if the file was opened by its descriptor


def _format(content: bytes, name: str | None, label: str) -> str:
    """The format of a file, by its first bytes.

    :raises ReadError: it is a kind of file that holds no text to read.
    """
    found = sniff(content, name)
    if found in _NOT_READ:
        raise ReadError(label, _NOT_READ[found])
    return found


def _content(source: object, name: str, limit: int) -> bytes:
    """The bytes of a source, no more than ``limit`` of them."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)[:limit]
    if isinstance(source, io.TextIOBase):
        raise ReadError(name, "the file is open in text mode; open it in binary mode: open(path, 'rb')")
    try:
        if isinstance(source, (str, os.PathLike)):
            with Path(os.fsdecode(source)).open("rb") as file:
                return b"".join(_chunks(file.read, limit))
        if hasattr(source, "read"):
            return b"".join(_chunks(source.read, limit))
    except TypeError as error:
        raise ReadError(name, f"the file gives no bytes; open it in binary mode ({error})") from error
    except (OSError, ValueError) as error:  # ValueError: a path that holds NUL, a file that is closed
        hint = "; a text, not a path, is for parse()" if isinstance(source, str) and "\n" in source else ""
        raise ReadError(name, (getattr(error, "strerror", None) or str(error)) + hint) from error
    raise TypeError(f"read takes a path, bytes or a binary file, not {type(source).__name__}")


def _chunks(read: Callable[[int], bytes], limit: int) -> Iterator[bytes]:
    """What a file holds, piece by piece: some give less at a time than they are asked for."""
    while limit > 0 and (chunk := read(min(limit, _CHUNK))) != b"":
        yield bytes(memoryview(chunk))  # a TypeError when it is a str, or None of a file that would block
        limit -= len(chunk)


def too_long(name: str, max_chars: int) -> ReadError:
    """What to raise about a text that is longer than was allowed."""
    return ReadError(name, f"more than {max_chars:,} characters, the limit that max_chars sets")


def _undecodable(content: bytes, damage: Sequence[Damage], source: Source) -> Iterator[Diagnostic]:
    """A diagnostic for each damaged place; when there are very many, one for all that remain."""
    for one in damage[:_MOST_DAMAGE]:
        shown = content[one.offset : one.offset + min(one.count, _SHOWN)].hex(" ").upper()
        more = " …" if one.count > _SHOWN else ""
        message = f"{_bytes(one.count)} at byte {one.offset}: no {source.encoding}: {shown}{more}"
        yield diagnostic("GR401", message, Span(one.start, one.start + one.count), source)
    rest = damage[_MOST_DAMAGE:]
    if rest:
        count = sum(one.count for one in rest)
        message = f"{_bytes(count)} in {len(rest)} places from byte {rest[0].offset} on: no {source.encoding}"
        yield diagnostic("GR401", message, Span(rest[0].start, rest[-1].start + rest[-1].count), source)


def _bytes(count: int) -> str:
    return "1 byte" if count == 1 else f"{count} bytes"

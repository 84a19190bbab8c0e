"""From a file or bytes in any supported format and encoding to a report."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple

from attrs import evolve

from govreport.checks.checks import diagnostic
from govreport.errors import ReadError
from govreport.formats import FORMATS, Extract, extractor, too_long
from govreport.formats.sniff import REFUSED, SCANNED, sniff
from govreport.formats.work import MAX_WORK, Work
from govreport.lines.format_hints import NOTHING, Evidence
from govreport.parsing import parse_text
from govreport.report import Report
from govreport.text.decoding import Damage, decode
from govreport.text.encodings import ENCODINGS, canonical, detect, settle
from govreport.text.names import FORMATS as FORMAT_NAMES
from govreport.text.names import canonical_name
from govreport.text.regex import lazy
from govreport.text.source import Source, Span
from govreport.tree.diagnostics import Diagnostic

if TYPE_CHECKING:
    from govreport.dialects import Dialect
    from govreport.formats.scans.recognition import Progress, Recognition
    from govreport.tree.conversion import Script

MAX_CHARS = 50_000_000
"""The default maximum length of a text, in code points."""
_LONGEST_CHARACTER = 4
"""The maximum bytes per character in all encodings: a larger file is too long before it is decoded."""
_CHUNK = 1 << 20
_MOST_DAMAGE = 100
"""How many undecodable places are reported individually; one more diagnostic covers the rest."""
_LONGEST_PROBLEM = 200
"""In characters, of the message of another exception in that of a ReadError."""
_RECOGNIZED = frozenset({*SCANNED, "pdf", "ofd"})
"""The formats whose characters can be recognized."""
_SHOWN = 8
"""How many bytes of an undecodable place, or codes of fonts, a message shows."""
_PRIVATE = lazy("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
"""Characters for private use (Unicode, 23.5)."""


def read(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
    max_chars: int = MAX_CHARS,
    max_work: int = MAX_WORK,
    cleaning: Collection[str] | None = None,
    script: Script | str | None = None,
    dialect: str | os.PathLike[str] | Dialect | None = None,
    ocr: bool | Progress = False,
) -> Report:
    """Read a report from a file or from bytes: plain text, Markdown, a web page, a Word, OpenDocument, RTF, PDF or
    OFD file, or a scan.

    The file type is detected from the content and recorded in ``report.source.format``.  ``report.source.text`` is the
    text extracted from the file, and spans are offsets into it.  Text may be in UTF-8, UTF-16, GB 18030, GBK, GB 2312,
    Big5 or Big5-HKSCS; the encoding is detected, too, and recorded in ``report.source.encoding``.  A byte order mark is
    not part of the text.  Undecodable bytes never raise: each becomes one U+FFFD, and diagnostics (GR401) give the
    positions.

    :param source: a path; or bytes; or a file open in binary mode, which is read from its current position to its end and
        not closed.
    :param format: the format, if known: one of :data:`govreport.formats.FORMATS`, or its usual suffix, such as ``txt``.
    :param encoding: the encoding, if known: one of :data:`govreport.text.encodings.ENCODINGS` or an alias.
    :param name: the name of the source in messages (default: the path or the name of the open file).
    :param max_chars: the maximum length of the text, in code points.
    :param max_work: the maximum work on a file that is not plain text, in units: an element, a cell, a line or a
        character on a page counts as one.
    :param cleaning: as for :func:`govreport.parse`, like ``script`` and ``dialect``.
    :param ocr: whether to recognize the characters of pictures (PNG, JPEG, TIFF) and of PDF and OFD pages without text, which
        takes seconds a page; or a function that is called before each such page with its number and the number of pages.
    :raises ReadError: the file cannot be read, its text is too long, it takes too much work, the format or encoding does not exist, or the
        extra for the format is not installed; the message names the extra.
    :raises TypeError: ``source`` is not a path, bytes or a file.
    :raises KeyError: a cleaning step does not exist.
    :raises ValueError: the script does not exist.
    :raises DialectError: the dialect does not exist or its file is invalid.

    >>> report = read("一、总体要求\\n坚持依法行政。".encode("gbk"))
    >>> report.sections[0].title, report.source.encoding
    ('一、总体要求', 'gb18030')
    """
    found = decoded(
        source, format=format, encoding=encoding, name=name, max_chars=max_chars, max_work=max_work, ocr=ocr
    )
    origin = found.source
    report = parse_text(
        origin.text, name=origin.name, cleaning=cleaning, script=script, evidence=found.evidence, dialect=dialect
    )
    diagnostics = sorted([*report.diagnostics, *found.diagnostics], key=lambda one: (one.span, one.code))
    return evolve(report, source=evolve(origin, script=report.source.script), diagnostics=tuple(diagnostics))


class Decoded(NamedTuple):
    """The content of a file before it is parsed."""

    source: Source
    """Its text, encoding, format and pages; the script is not detected yet."""
    evidence: Evidence = NOTHING
    """Layout of the file that the text lacks."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """A GR401 for each undecodable place; a GR402 if recognized lines are doubtful, a GR403 for codes of fonts."""


def decoded(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    *,
    format: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
    max_chars: int = MAX_CHARS,
    max_work: int = MAX_WORK,
    ocr: bool | Progress = False,
) -> Decoded:
    """The text of a file or of bytes, as :func:`read` passes it to the parser.

    Parameters and exceptions as for :func:`read`.
    """
    name = _name(source) if name is None else name
    label = "bytes" if name is None else name.partition("\n")[0]
    known = None if encoding is None else canonical(encoding)
    if encoding is not None and known is None:
        raise ReadError(label, f"unknown encoding {encoding!r}; choose one of {', '.join(ENCODINGS)}")
    longest = _LONGEST_CHARACTER * (1 + max(0, max_chars))  # 1 for a byte order mark
    content = _content(source, label, longest + 1)
    if len(content) > longest:
        raise too_long(label, max_chars)
    kind = _format(content, name, label) if format is None else canonical_name(format, FORMAT_NAMES, FORMATS)
    if kind is None:
        raise ReadError(label, f"unknown format {format!r}; choose one of {', '.join(FORMATS)}")
    if kind in SCANNED and not ocr:
        raise ReadError(label, SCANNED[kind])
    if kind != "text":
        work = Work(label, max_work)
        recognition = _recognition(work, ocr) if ocr and kind in _RECOGNIZED else None
        taken = _extracted(kind, content, known, max_chars, work, recognition)
        origin = Source(taken.text, name, taken.encoding, format=kind, pages=taken.evidence.pages)
        doubts = _doubtful(recognition, origin) if recognition else ()
        return Decoded(origin, taken.evidence, (*doubts, *_codes_of_fonts(origin)))
    found = settle(content, known) if known else detect(content)
    text, damage = decode(content, found)
    if len(text) > max_chars:
        raise too_long(label, max_chars)
    origin = Source(text, name, found)
    return Decoded(origin, diagnostics=tuple(_undecodable(content, damage, origin)))


def _recognition(work: Work, ocr: bool | Progress) -> Recognition:
    from govreport.formats.scans.recognition import Recognition  # here: few files need it

    return Recognition(work, ocr if callable(ocr) else None)


def _doubtful(recognition: Recognition, origin: Source) -> Iterable[Diagnostic]:
    from govreport.formats.scans.doubts import doubtful

    return doubtful(recognition.pages, origin)


def _extracted(
    kind: str, content: bytes, encoding: str | None, max_chars: int, work: Work, recognition: Recognition | None
) -> Extract:
    """The text and layout of a file that is not plain text.

    :raises ReadError: the reader of the format failed for any reason; ``__cause__`` is the original exception.
    """
    label = work.name
    extract = extractor(kind, label)
    scanner = {} if recognition is None else {"recognition": recognition}
    try:
        found = extract(content, name=label, encoding=encoding, max_chars=max_chars, work=work, **scanner)
    except ReadError:
        raise
    except Exception as error:  # the libraries raise nearly any exception for a hostile file
        problem = f"{type(error).__name__}: {error}".rstrip(": ")[:_LONGEST_PROBLEM]
        raise ReadError(label, f"cannot be read as {kind}: {problem}") from error
    if recognition is None or not recognition.pages:
        return found
    return found._replace(evidence=found.evidence._replace(recognized=True))


def _name(source: object) -> str | None:
    """The path of a source, or the name of an open file; None if it has neither."""
    if isinstance(source, (str, os.PathLike)):
        return os.fsdecode(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else None  # an integer if the file was opened by its descriptor


def _format(content: bytes, name: str | None, label: str) -> str:
    """The format of a file, detected from its first bytes.

    :raises ReadError: the file type is not supported.
    """
    found = sniff(content, name)
    if found in REFUSED:
        raise ReadError(label, REFUSED[found])
    return found


def _content(source: object, name: str, limit: int) -> bytes:
    """The content of a source, at most ``limit`` bytes."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)[:limit]
    if isinstance(source, io.TextIOBase):
        raise ReadError(name, "the file is open in text mode; open it in binary mode: open(path, 'rb')")
    try:
        if isinstance(source, (str, os.PathLike)):
            with open_regular(os.fsdecode(source)) as file:
                return b"".join(_chunks(file.read, limit))
        if hasattr(source, "read"):
            return b"".join(_chunks(source.read, limit))
    except TypeError as error:
        raise ReadError(name, f"the file does not return bytes; open it in binary mode ({error})") from error
    except (OSError, ValueError) as error:  # ValueError: a path with NUL, a closed file
        hint = "; to parse a text, use parse()" if isinstance(source, str) and "\n" in source else ""
        raise ReadError(name, (getattr(error, "strerror", None) or str(error)) + hint) from error
    raise TypeError(f"read() takes a path, bytes or a binary file, not {type(source).__name__}")


def open_regular(path: str | os.PathLike[str]) -> IO[bytes]:
    """Open a regular file for reading.  A pipe, a socket or a device is refused at once: reading it may never end.

    :raises OSError: the file cannot be opened, or is not a regular file.
    """
    file = io.FileIO(path, opener=_without_waiting)
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "is a pipe or a device, not a file; open it in binary mode", os.fspath(path))
    return io.BufferedReader(file)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; opening a pipe without a writer does not wait."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _chunks(read: Callable[[int], bytes], limit: int) -> Iterator[bytes]:
    """The content of a file piece by piece: ``read`` may return less than requested."""
    while limit > 0 and (chunk := read(min(limit, _CHUNK))) != b"":
        yield bytes(memoryview(chunk))  # TypeError for str, and for None from a non-blocking file
        limit -= len(chunk)


def _undecodable(content: bytes, damage: Sequence[Damage], source: Source) -> Iterator[Diagnostic]:
    """A diagnostic for each undecodable place; if there are very many, one for the rest."""
    for one in damage[:_MOST_DAMAGE]:
        shown = content[one.offset : one.offset + min(one.count, _SHOWN)].hex(" ").upper()
        more = " …" if one.count > _SHOWN else ""
        message = f"{_bytes(one.count)} at byte {one.offset}: not {source.encoding}: {shown}{more}"
        yield diagnostic("GR401", message, Span(one.start, one.start + one.count), source)
    rest = damage[_MOST_DAMAGE:]
    if rest:
        count = sum(one.count for one in rest)
        message = f"{_bytes(count)} in {len(rest)} places from byte {rest[0].offset} on: not {source.encoding}"
        yield diagnostic("GR401", message, Span(rest[0].start, rest[-1].start + rest[-1].count), source)


def _codes_of_fonts(source: Source) -> Iterator[Diagnostic]:
    """A diagnostic if a file has characters for private use, whose meaning only its fonts define."""
    found = [(each.start(), each[0]) for each in _PRIVATE.finditer(source.text)]
    if found:
        codes = list(dict.fromkeys(f"U+{ord(character):04X}" for _, character in found))
        shown = ", ".join(codes[:_SHOWN]) + (" …" if len(codes) > _SHOWN else "")
        characters = "1 character is" if len(found) == 1 else f"{len(found)} characters are"
        at = found[0][0]
        yield diagnostic("GR403", f"{characters} a code of a font: {shown}", Span(at, at + 1), source)


def _bytes(count: int) -> str:
    return "1 byte" if count == 1 else f"{count} bytes"

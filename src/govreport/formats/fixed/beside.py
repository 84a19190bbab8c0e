"""What an OFD file has in addition to its pages: stamps, annotations and attached files (GB/T 33190-2016, 15, 18, 20)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final

from govreport.formats.archive import Archive, XmlElement, local
from govreport.formats.fixed.objects import Budget
from govreport.formats.fixed.package import located, one, some

_SEQUENCE: Final = 0x30
_UTF8: Final = 0x0C
_DEEPEST: Final = 3
"""How deep the name of a seal is in its data."""
_MOST: Final = 64
"""How many values of a seal are looked at; the name is the sixth."""
_HEAD: Final = 4096
"""In bytes: the name is before the certificates and the picture of a seal."""
_LONGEST: Final = 200
"""In characters, of a name."""


def stamps(archive: Archive, path: str, pages: Mapping[str | None, int]) -> Iterator[str]:
    """The stamps of a document, each with its name, its pages and the time of the signature.

    :param path: the list of signatures.
    :param pages: the numbers of the pages by identifier.
    """
    folder = posixpath.dirname(path)
    for entry in some(archive.xml(path, needed=False), "Signature"):
        own = located(folder, entry.get("BaseLoc"))
        signed = one(archive.xml(own, needed=False), "SignedInfo")
        places = {stamp.get("PageRef") for stamp in some(signed, "StampAnnot")}
        numbers = sorted(pages[place] for place in places if place in pages)
        if not numbers:
            continue  # a signature without a stamp
        seal = one(one(signed, "Seal"), "BaseLoc")
        name = seal_name(archive.piece(located(posixpath.dirname(own), seal.text), _HEAD)) if seal is not None else ""
        time = one(signed, "SignatureDateTime")
        parts = (name, f"第{'、'.join(map(str, numbers))}页", (time.text or "").strip() if time is not None else "")
        yield f"印章：{'，'.join(filter(None, parts))}"


def seal_name(data: bytes) -> str:
    """The name of a seal in its data (GB/T 38540-2020, 6): the first text in UTF-8; empty without such a text.

    >>> seal_name(bytes.fromhex("300f300d 3003160145 3006 020101 0c0141")), seal_name(bytes.fromhex("308fff"))
    ('A', '')
    """
    left = _MOST
    waiting = [(0, len(data), 0)]
    while waiting and left:
        begin, end, depth = waiting.pop()
        left -= 1
        if begin + 2 > end:
            continue
        tag, length, start = data[begin], data[begin + 1], begin + 2
        if length >= 0x80:
            size = length & 0x7F
            length, start = int.from_bytes(data[start : start + size], "big"), start + size
        stop = min(start + length, end)
        if tag == _UTF8:
            return " ".join(data[start:stop].decode("utf-8", "replace").split())[:_LONGEST]
        waiting.append((stop, end, depth))
        if tag == _SEQUENCE and depth < _DEEPEST:
            waiting.append((start, stop, depth + 1))
    return ""


def annotated(archive: Archive, path: str, budget: Budget) -> Iterator[str]:
    """The texts of annotations, such as watermarks and stamps of receipt."""
    folder = posixpath.dirname(path)
    for page in some(archive.xml(path, needed=False), "Page"):
        place = one(page, "FileLoc")
        root = archive.xml(located(folder, place.text), needed=False) if place is not None else None
        for annotation in some(root, "Annot"):
            yield _drawn(annotation, budget)


def _drawn(annotation: XmlElement, budget: Budget) -> str:
    pieces: list[str] = []
    for part in annotation.iter():
        if local(part) == "TextCode":
            budget.take(len(part.text or ""))
            pieces.append((part.text or "").strip())
    return "".join(pieces)


def attachments(archive: Archive, path: str) -> Iterator[str]:
    """The names of attached files."""
    for entry in some(archive.xml(path, needed=False), "Attachment"):
        name = entry.get("Name") or ""
        if name:
            yield f"随附文件：{name[:_LONGEST]}"

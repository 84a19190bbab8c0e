"""The parts of a Word package that comments change (ECMA-376, part 1, 11.3.2): all others are copied byte by byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from typing import Final

from lxml.etree import Element, SubElement, fromstring, tostring

from govreport.annotating.body import AUTHOR, SPACE, Body
from govreport.formats.word.xml import W, XmlElement
from govreport.formats.xml_guard import closed_parser

INITIALS: Final = "GR"
_NAMESPACE: Final = W[1:-1]
_TYPES: Final = "[Content_Types].xml"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_INVALID: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not allow."""


class Package:
    """A Word package whose size was checked when its text was read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self._names = package.namelist()
            self._main = self._related("", "officeDocument", package) or "word/document.xml"
            self._comments = self._related(self._main, "comments", package)
            self.document = _parsed(package.read(self._main))
            """The root element of the document."""
            kept = _parsed(package.read(self._comments)) if self._comments else None
        self._root = Element(W + "comments", nsmap={"w": _NAMESPACE}) if kept is None else kept

    def _related(self, part: str, kind: str, package: zipfile.ZipFile) -> str:
        """The name of the part that another one refers to; empty if it is missing."""
        rels = _rels(part)
        if rels not in self._names:
            return ""
        for relation in _parsed(package.read(rels)):
            if (relation.get("Type") or "").rpartition("/")[2] == kind and relation.get("TargetMode") != "External":
                target = posixpath.join("/", posixpath.dirname(part), relation.get("Target") or "")
                name = posixpath.normpath(target).lstrip("/")
                if name in self._names:
                    return name
        return ""

    @property
    def free_id(self) -> int:
        """The lowest number above those of all comments, changes and bookmarks."""
        ids = (one.get(W + "id") or "" for root in (self.document, self._root) for one in root.iter("*"))
        return max((int(one) for one in ids if one.isdecimal() and len(one) < 10), default=-1) + 1

    def with_comments(self, body: Body, remarks: Sequence[tuple[str, ...]]) -> bytes:
        """The package with the changed document, and a comment for each remark, which is a tuple of paragraphs."""
        changed = {self._main: _written(self.document)}
        if remarks:
            for number, remark in zip(body.comment_ids, remarks, strict=True):
                self._root.append(_comment(number, remark))
            name = self._comments or self._new_name()
            changed[name] = _written(self._root)
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._content)) as package, zipfile.ZipFile(stream, "w") as copy:
            if remarks and not self._comments:
                changed |= self._announced(package, name)
            for member in {one.filename: one for one in package.infolist()}.values():
                copy.writestr(
                    member, changed.pop(member.filename) if member.filename in changed else package.read(member)
                )
            for name, content in changed.items():
                copy.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def _new_name(self) -> str:
        folder = posixpath.dirname(self._main)
        names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in range(len(self._names) + 1))
        return next(name for name in names if name not in self._names)

    def _announced(self, package: zipfile.ZipFile, name: str) -> dict[str, bytes]:
        """The list of content types and the relationships of the document, with a new part."""
        types = _parsed(package.read(_TYPES))
        SubElement(types, f"{{{_CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=_CONTENT_TYPE)
        rels = _rels(self._main)
        empty = Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})
        relations = _parsed(package.read(rels)) if rels in self._names else empty
        taken = {one.get("Id") for one in relations}
        number = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        target = posixpath.relpath(name, posixpath.dirname(self._main))
        SubElement(relations, f"{{{_RELATIONSHIPS}}}Relationship", Id=number, Type=_KIND, Target=target)
        return {_TYPES: _written(types), rels: _written(relations)}


def _rels(part: str) -> str:
    """The name of the part with the relationships of a part, or of the package."""
    return posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")


def _parsed(content: bytes) -> XmlElement:
    return fromstring(content, closed_parser())


def _written(root: XmlElement) -> bytes:
    content: bytes = tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _comment(number: int, remark: tuple[str, ...]) -> XmlElement:
    attributes = {W + "id": str(number), W + "author": AUTHOR, W + "initials": INITIALS}
    comment = Element(W + "comment", attributes)
    for index, paragraph in enumerate(remark):
        block = SubElement(comment, W + "p")
        if index == 0:
            SubElement(SubElement(block, W + "r"), W + "annotationRef")
        text = SubElement(SubElement(block, W + "r"), W + "t", {SPACE: "preserve"})
        text.text = _INVALID.sub("\N{REPLACEMENT CHARACTER}", paragraph)
    return comment

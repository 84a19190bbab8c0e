"""Relationships of a Word package whose target is missing: they are left out, as Word does (ECMA-376, part 2, 6.5)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml.etree import LxmlError, fromstring, tostring

from govreport.formats.word.xml import XmlElement
from govreport.formats.xml_guard import closed_parser

_SUFFIX = ".rels"


def mended(content: bytes, package: zipfile.ZipFile) -> bytes:
    """The package without relationships to missing parts, such as ``../NULL``; the same bytes if no part is missing.

    :param package: that of ``content``; the size of the parts must have been checked.
    """
    names = frozenset(package.namelist())
    changed = _changed(package, names)
    if not changed:
        return content
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as copy:
        for name in names:
            copy.writestr(name, changed[name] if name in changed else package.read(name))
    return stream.getvalue()


def _changed(package: zipfile.ZipFile, names: frozenset[str]) -> Mapping[str, bytes]:
    """The parts of relationships that had broken ones, without those."""
    found: dict[str, bytes] = {}
    for name in names:
        if not name.endswith(_SUFFIX):
            continue
        try:
            root = fromstring(package.read(name), closed_parser())
        except LxmlError:
            continue  # the code that needs the part reports it
        folder = posixpath.dirname(posixpath.dirname(name))
        broken = [one for one in root if _is_broken(one, folder, names)]
        for one in broken:
            root.remove(one)
        if broken:
            found[name] = tostring(root)
    return found


def _is_broken(relationship: XmlElement, folder: str, names: frozenset[str]) -> bool:
    if relationship.get("TargetMode") == "External":
        return False
    target = posixpath.join("/", folder, relationship.get("Target") or "")
    return posixpath.normpath(target).lstrip("/") not in names

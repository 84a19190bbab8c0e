"""The package of a Word file: its parts and their relationships (ECMA-376 part 2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from govreport.writers.word.elements import escaped

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PROLOGUE: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONGEST_PROPERTY: Final = 255
"""In characters: the maximum length of file properties in Word."""


def packed(parts: Mapping[str, str], *, title: str, author: str) -> bytes:
    """The file from its parts: the XML without prologue by name, ``document``, ``styles``, ``footer1`` …

    The identifier of the relationship to a part is its name.  Equal parts give equal bytes.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:  # twice as fast as the default
        for name, content in _members(parts, title, author).items():
            package.writestr(zipfile.ZipInfo(name), (_PROLOGUE + content).encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def part(root: str, content: str) -> str:
    """The XML of a part with its root element."""
    return f'<w:{root} xmlns:w="{MAIN}" xmlns:r="{RELATIONS}">{content}</w:{root}>'


def _members(parts: Mapping[str, str], title: str, author: str) -> dict[str, str]:
    kinds = {name: name.rstrip("0123456789") for name in parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{"document.main" if kind == "document" else kind}+xml"/>'
        for name, kind in kinds.items()
    )
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    )
    core = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_property(title)}</dc:title><dc:creator>{_property(author)}</dc:creator></cp:coreProperties>"
    )
    relations = {"document": (f"{RELATIONS}/officeDocument", "word/document.xml")}
    relations["core"] = (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    inner = {name: (f"{RELATIONS}/{kind}", f"{name}.xml") for name, kind in kinds.items() if name != "document"}
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": _relationships(relations),
        "docProps/core.xml": core,
        "word/_rels/document.xml.rels": _relationships(inner),
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }


def _relationships(relations: Mapping[str, tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _property(text: str) -> str:
    return escaped(text[:_LONGEST_PROPERTY])

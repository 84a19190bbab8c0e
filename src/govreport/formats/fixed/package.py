"""The documents, pages and resources in an OFD file (GB/T 33190-2016, 7)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from attrs import frozen

from govreport.errors import ReadError
from govreport.formats.archive import Archive, XmlElement, local
from govreport.formats.fixed.geometry import Box
from govreport.formats.work import Work

MOST_PAGES: Final = 20_000
_MOST_TEMPLATES: Final = 16
"""How many parsed templates are kept; pages usually share one or two."""
_A4: Final = Box(0, 0, 210, 297)


@frozen
class PageXml:
    """A page: its content and those of its templates, in the order of painting, and its size."""

    contents: tuple[XmlElement, ...]
    box: Box


class OfdDocument:
    """A document of the file."""

    def __init__(self, archive: Archive, path: str, name: str, signatures: str | None = None) -> None:
        """Open the document.

        :param signatures: the path of the list of signatures, if the file has one.
        :raises ReadError: the document is missing or damaged.
        """
        self.archive = archive
        self._folder = posixpath.dirname(path)
        root = archive.xml(path)
        if root is None:
            raise ReadError(name, f"is damaged: it has no {path}")
        self._name = name
        common = one(root, "CommonData")
        self._box = _area(one(common, "PageArea")) or _A4
        self._pages = [page for pages in some(root, "Pages") for page in some(pages, "Page")]
        self.numbers = {page.get("ID"): number for number, page in enumerate(self._pages, 1)}
        """The numbers of the pages by identifier."""
        self.signatures = signatures
        self.annotations = self._path(one(root, "Annotations"))
        self.attachments = self._path(one(root, "Attachments"))
        self._templates = {part.get("ID"): part.get("BaseLoc") for part in some(common, "TemplatePage")}
        self.fonts: dict[str, str] = {}
        """The names of fonts by identifier."""
        self.units: dict[str, XmlElement] = {}
        """The composite graphic units by identifier."""
        self.pictures: dict[str, str] = {}
        """The paths of pictures by identifier."""
        for kind in ("PublicRes", "DocumentRes"):
            for resource in some(common, kind):
                self._resources(located(self._folder, resource.text))
        self._template = lru_cache(_MOST_TEMPLATES)(self._template_xml)

    def pages(self) -> Iterator[PageXml]:
        """The pages in their order; a page whose content is missing is empty.

        :raises ReadError: there are too many, or one is damaged.
        """
        if len(self._pages) > MOST_PAGES:
            raise ReadError(self._name, f"has {len(self._pages):,} pages; the limit is {MOST_PAGES:,}")
        for page in self._pages:
            path = located(self._folder, page.get("BaseLoc"))
            root = self.archive.xml(path)
            if root is None:
                yield PageXml((), self._box)
                continue
            for resource in some(root, "PageRes"):
                self._resources(located(posixpath.dirname(path), resource.text))
            templates = (self._template(part.get("TemplateID")) for part in some(root, "Template"))
            contents = (*(part for part in templates if part is not None), root)
            yield PageXml(contents, _area(one(root, "Area")) or self._box)

    def _path(self, element: XmlElement | None) -> str | None:
        """The path in an element of the document."""
        return located(self._folder, element.text) if element is not None and (element.text or "").strip() else None

    def _template_xml(self, identifier: str | None) -> XmlElement | None:
        path = self._templates.get(identifier)
        return self.archive.xml(located(self._folder, path), needed=False) if path else None

    def _resources(self, path: str) -> None:
        """Collect the fonts and composite units of a resource file, if it exists and is not damaged."""
        root = self.archive.xml(path, needed=False)
        if root is None:
            return
        for fonts in some(root, "Fonts"):
            self.fonts.update({part.get("ID") or "": part.get("FontName") or "" for part in some(fonts, "Font")})
        folder = posixpath.dirname(path)
        for part in (part for media in some(root, "MultiMedias") for part in some(media, "MultiMedia")):
            file = _text(one(part, "MediaFile"))
            places = located(located(folder, root.get("BaseLoc")), file), located(folder, file)
            self.pictures[part.get("ID") or ""] = next(filter(self.archive.has, places), "")
        for units in some(root, "CompositeGraphicUnits"):
            self.units.update({part.get("ID") or "": part for part in some(units, "CompositeGraphicUnit")})


def documents(content: bytes, work: Work) -> Iterator[OfdDocument]:
    """The documents of a file.

    :raises ReadError: the file is damaged, encrypted, or has no document.
    """
    archive = Archive(content, work)
    if archive.has("Encryptions.xml") or archive.has("OFDEntries.xml"):
        raise ReadError(work.name, "is encrypted; save it without a password")
    root = archive.xml("OFD.xml")
    found = [body for body in some(root, "DocBody") if _text(one(body, "DocRoot"))]
    if not found:
        raise ReadError(work.name, "is damaged: it has no document")
    for body in found:
        signatures = _text(one(body, "Signatures"))
        path = located("", _text(one(body, "DocRoot")))
        yield OfdDocument(archive, path, work.name, located("", signatures) if signatures else None)


def _text(element: XmlElement | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def located(folder: str, path: str | None) -> str:
    """The member of the archive that a path in a file of ``folder`` names.

    >>> located("Doc_0/Pages", "../Res/a.xml"), located("Doc_0", "/Doc_1/b.xml"), located("", "../../c.xml")
    ('Doc_0/Res/a.xml', 'Doc_1/b.xml', 'c.xml')
    """
    joined = posixpath.join("/", folder, (path or "").strip().replace("\\", "/"))
    return posixpath.normpath(joined).lstrip("/")


def some(parent: XmlElement | None, name: str) -> list[XmlElement]:
    """The children of an element with a name, in any namespace."""
    return [part for part in parent if local(part) == name] if parent is not None else []


def one(parent: XmlElement | None, name: str) -> XmlElement | None:
    """The first child of an element with a name; None if no child has this name."""
    return next(iter(some(parent, name)), None)


def _area(area: XmlElement | None) -> Box | None:
    """The physical box of a page."""
    box = one(area, "PhysicalBox")
    found = Box.of(box.text) if box is not None else None
    return found if found and found.width > 0 and found.height > 0 else None

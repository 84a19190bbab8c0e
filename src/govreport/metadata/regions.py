"""The place of an organ, read from its own name: province, city, county."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from govreport.text.lexicon import term
from govreport.tree.nodes import Document

_PLACE, _EDGE, _ASSEMBLY = term("OWN_PLACE"), term("TITLE_EDGE"), term("ASSEMBLY_NOTE")
_CENTRAL = term("CENTRAL_ORGAN")


@frozen
class Region:
    """A place by the levels of its name; None for a level that the name does not have.

    The level is that of the name: 昆山市 is a city, although it belongs to another one.

    >>> str(Region("广东省", "珠海市", "香洲区")), bool(Region())
    ('广东省珠海市香洲区', False)
    """

    province: str | None = None
    """省, 自治区, 直辖市 or 特别行政区."""
    city: str | None = None
    """市, 自治州, 地区 or 盟."""
    county: str | None = None
    """县, 区, 旗, or a 市 after the name of a city."""

    def __str__(self) -> str:
        return "".join(filter(None, (self.province, self.city, self.county)))

    def __bool__(self) -> bool:
        return bool(str(self))


def place_at(text: str, start: int = 0) -> Region:
    """The place that begins at an offset of a text.

    >>> place_at("内蒙古自治区锡林郭勒盟苏尼特左旗人民政府")
    Region(province='内蒙古自治区', city='锡林郭勒盟', county='苏尼特左旗')
    >>> place_at("北京市海淀区司法局"), place_at("城市管理局"), place_at("国务院")
    (Region(province='北京市', city=None, county='海淀区'), Region(province=None, city=None, county=None), Region(province=None, city=None, county=None))
    """
    found = _PLACE.match(text, start)
    return Region(found["province"], found["city"], found["county"]) if found else Region()


def region_of(document: Document, issuer: str | None) -> Region:
    """The place of the issuer of a document; without one in its name, that of the title or of the assembly that heard it.

    A missing province is that of the same city in another of them, or of the assembly that approved the document.
    """
    if issuer and _CENTRAL.match(issuer):
        return Region()
    notes = [place_at(found["place"]) for line in document.subtitles for found in _ASSEMBLY.finditer(line.text)]
    found = [region for region in (*_regions(document, issuer), *notes) if region]
    base = next(iter(found), Region())
    if base.province is None:
        provinces = [one.province for one in found if one.city == base.city or (one in notes and one.city is None)]
        return evolve(base, province=next(filter(None, provinces), None))
    return base


def _regions(document: Document, issuer: str | None) -> Iterator[Region]:
    if issuer:
        yield place_at("".join(issuer.split()))
    if document.signature:
        yield from (place_at("".join(one.text.split())) for one in document.signature.issuers)
    if document.title:
        title = "".join(document.title.text.split())
        yield from (place_at(title, edge.end()) for edge in _EDGE.finditer(title))

"""A page of the viewer, read back: the names of its elements, and their texts."""

from __future__ import annotations

from html.parser import HTMLParser

from attrs import Factory, define

_VOID = {"br", "hr", "input", "link", "meta"}


@define
class Element:
    """An element with its attributes and what is in it."""

    tag: str
    attributes: dict[str, str]
    content: list[Element | str] = Factory(list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def all(self) -> list[Element]:
        """The element and all below it, in order."""
        below = [part for part in self.content if isinstance(part, Element)]
        return [self, *(one for part in below for one in part.all())]

    def with_class(self, name: str) -> list[Element]:
        return [one for one in self.all() if name in one.classes]

    def by_id(self, name: str) -> Element:
        [found] = [one for one in self.all() if one.attributes.get("id") == name]
        return found

    def text(self, without: str = "") -> str:
        """The text of an element without that of some tags (``del``)."""
        parts = [part if isinstance(part, str) else part.text(without) for part in self.content]
        return "" if self.tag in without.split() else "".join(parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"an attribute is repeated: {tag} {names}"
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(made)
        if tag not in _VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def read_page(html: str) -> Element:
    """The elements of a page, each of which must be closed in its turn."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, [one.tag for one in reader.open]
    return reader.open[0]

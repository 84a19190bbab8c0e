"""Elements with links to their parents: the part of the interface of ``lxml.etree`` that the readers use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Final, SupportsIndex, TypeAlias, TypeVar, overload
from xml.etree import ElementPath

from govreport.playground.standin.paths import XPath

Tag: TypeAlias = "str | Callable[..., Any]"
"""The name of an element, ``{namespace}name``; for other nodes, the function that makes them."""

_PATHS: Final[Callable[..., Any]] = ElementPath.iterfind
"""It takes all elements that have the methods of those of the standard library."""
_CHILD: Final = re.compile(r"\{[^{}]+\}[\w.-]+").fullmatch
"""A path to a child with a full name, and ``_BELOW`` one to any element below with a plain name; both are usual."""
_BELOW: Final = re.compile(r"\.//\w+").fullmatch
_Self = TypeVar("_Self", bound="Element")


class Element:
    """An element, with the text in it and the text after it."""

    __slots__ = ("_at", "_children", "_parent", "attrib", "inner", "outer", "tag")

    tag: Any
    inner: str | None
    """The text before the first child; ``text``, unless a subclass has another property of this name."""
    outer: str | None
    """The text after the element; ``tail``."""
    attrib: dict[str, str]
    _children: list[Element]
    _parent: Element | None
    _at: int
    """The place among the children of the parent, unless that changed since it was looked up."""

    def __new__(cls: type[_Self], *_: object, **__: object) -> _Self:
        made = super().__new__(cls)
        made.tag = cls.__name__
        made.inner = made.outer = made._parent = None
        made.attrib = {}
        made._children = []
        made._at = 0
        return made

    @property
    def text(self) -> str | None:
        return self.inner

    @text.setter
    def text(self, text: str | None) -> None:
        self.inner = text

    @property
    def tail(self) -> str | None:
        return self.outer

    @tail.setter
    def tail(self, text: str | None) -> None:
        self.outer = text

    # Attributes

    @overload
    def get(self, key: str) -> str | None: ...
    @overload
    def get(self, key: str, default: str) -> str: ...
    def get(self, key: str, default: str | None = None) -> str | None:
        return self.attrib.get(key, default)

    def set(self, key: str, value: str) -> None:
        self.attrib[key] = value

    def keys(self) -> list[str]:
        return list(self.attrib)

    def values(self) -> list[str]:
        return list(self.attrib.values())

    def items(self) -> list[tuple[str, str]]:
        return list(self.attrib.items())

    # Children

    def __len__(self) -> int:
        return len(self._children)

    def __bool__(self) -> bool:
        return bool(self._children)

    def __iter__(self) -> Iterator[Any]:
        return iter(tuple(self._children))

    def __contains__(self, one: object) -> bool:
        return isinstance(one, Element) and one._parent is self

    def __getitem__(self, at: Any) -> Any:
        return self._children[at]

    def __delitem__(self, at: SupportsIndex) -> None:
        self.remove(self._children[at])

    def __repr__(self) -> str:
        return f"<Element {self.tag}>"

    def index(self, child: Element) -> int:
        if not (child._at < len(self._children) and self._children[child._at] is child):
            for at, one in enumerate(self._children):
                one._at = at
        if child._parent is not self:
            raise ValueError("Element is not a child of this node.")
        return child._at

    def append(self, child: Element) -> None:
        self.insert(len(self._children), child)

    def extend(self, children: Iterable[Element]) -> None:
        for child in tuple(children):
            self.append(child)

    def insert(self, at: int, child: Element) -> None:
        """Put a child, with the text after it, before another one; it leaves its own parent."""
        before = self._children[at] if 0 <= at < len(self._children) else None
        if before is child:
            return
        if child._parent is not None:
            child._parent.remove(child)
        place = len(self._children) if before is None else self.index(before)
        if at < 0:
            place = max(0, len(self._children) + at)
        self._children.insert(place, child)
        child._parent, child._at = self, place

    def remove(self, child: Element) -> None:
        """Take a child out, with the text after it."""
        del self._children[self.index(child)]
        child._parent = None

    def replace(self, old: Element, new: Element) -> None:
        self.insert(self.index(old), new)
        self.remove(old)

    def clear(self, keep_tail: bool = False) -> None:
        for child in self._children:
            child._parent = None
        self._children.clear()
        self.attrib.clear()
        self.inner = None
        if not keep_tail:
            self.outer = None

    def addnext(self, other: Element) -> None:
        """Put an element after this one, between it and the text after it."""
        parent, tail = self._family(), self.outer
        if other._parent is not None:
            other._parent.remove(other)
        self.outer = None
        other.outer = (other.outer or "") + tail if tail else other.outer
        parent.insert(parent.index(self) + 1, other)

    def addprevious(self, other: Element) -> None:
        parent = self._family()
        if other._parent is not None:
            other._parent.remove(other)
        parent.insert(parent.index(self), other)

    def _family(self) -> Element:
        if self._parent is None:
            raise TypeError("Only processing instructions and comments can be siblings of the root element")
        return self._parent

    # Other elements

    def getparent(self) -> Any:
        return self._parent

    def getchildren(self) -> list[Any]:
        return list(self._children)

    def getnext(self) -> Any:
        return self._beside(1)

    def getprevious(self) -> Any:
        return self._beside(-1)

    def _beside(self, step: int) -> Element | None:
        if self._parent is None:
            return None
        at = self._parent.index(self) + step
        return self._parent._children[at] if 0 <= at < len(self._parent) else None

    def getroottree(self) -> ElementTree:
        root = self
        while root._parent is not None:
            root = root._parent
        return ElementTree(root)

    def iter(self, *tags: Tag | None) -> Iterator[Any]:
        """The element and all below it, in the order of the document."""
        if not tags or tags == (None,):
            return self._all()
        if len(tags) == 1 and isinstance(tags[0], str) and not tags[0].endswith("*"):
            return self._named(tags[0])
        return filter(_matcher(tags), self._all())

    getiterator = iter

    def _all(self) -> Iterator[Element]:
        waiting = [self]
        while waiting:
            one = waiting.pop()
            if one._children:
                waiting += one._children[::-1]
            yield one

    def _named(self, tag: str) -> Iterator[Element]:
        """The elements with a tag; most have no children, and need no place in the queue."""
        waiting: list[Iterator[Element]] = [iter((self,))]
        while waiting:
            for one in waiting[-1]:
                if one._children:
                    waiting.append(iter(one._children[:]))  # before the element is yielded, which may change them
                    if one.tag == tag:
                        yield one
                    break
                if one.tag == tag:
                    yield one
            else:
                waiting.pop()

    def iterdescendants(self, *tags: Tag | None) -> Iterator[Any]:
        return (one for one in self.iter(*tags) if one is not self)

    def iterchildren(self, *tags: Tag | None, reversed: bool = False) -> Iterator[Any]:
        wanted = _matcher(tags)
        return (one for one in (self._children[::-1] if reversed else tuple(self._children)) if wanted(one))

    def iterancestors(self, *tags: Tag | None) -> Iterator[Any]:
        wanted = _matcher(tags)
        one = self._parent
        while one is not None:
            if wanted(one):
                yield one
            one = one._parent

    def itersiblings(self, *tags: Tag | None, preceding: bool = False) -> Iterator[Any]:
        if self._parent is None:
            return iter(())
        wanted, at = _matcher(tags), self._parent.index(self)
        others = self._parent._children[:at][::-1] if preceding else self._parent._children[at + 1 :]
        return (one for one in others if wanted(one))

    def itertext(self) -> Iterator[str]:
        """The texts in the element, in order."""
        texts = [self.inner] if self.inner and isinstance(self.tag, str) else []
        inside = [self]
        waiting = [iter(self._children)]
        while waiting:
            for one in waiting[-1]:
                if one.inner and isinstance(one.tag, str):
                    texts.append(one.inner)
                if one._children:
                    inside.append(one)
                    waiting.append(iter(one._children))
                    break
                if one.outer:
                    texts.append(one.outer)
            else:
                waiting.pop()
                done = inside.pop()
                if done.outer and done is not self:
                    texts.append(done.outer)
        return iter(texts)

    def find(self, path: str, namespaces: Mapping[str, str] | None = None) -> Any:
        if not _CHILD(path):
            return next(self.iterfind(path, namespaces), None)
        for one in self._children:
            if one.tag == path:
                return one
        return None

    def findall(self, path: str, namespaces: Mapping[str, str] | None = None) -> list[Any]:
        return list(self.iterfind(path, namespaces))

    def iterfind(self, path: str, namespaces: Mapping[str, str] | None = None) -> Iterator[Any]:
        if _CHILD(path):
            return (one for one in self._children[:] if one.tag == path)
        if _BELOW(path):
            return (one for one in self._named(path[3:]) if one is not self)
        found: Iterator[Any] = _PATHS(self, path, namespaces)
        return found

    def findtext(self, path: str, default: str | None = None, namespaces: Mapping[str, str] | None = None) -> Any:
        found = self.find(path, namespaces)
        return default if found is None else found.text or ""

    def xpath(self, path: str, *, namespaces: Mapping[str, str] | None = None, **_: object) -> Any:
        return XPath(path, namespaces=namespaces)(self)

    def makeelement(self, tag: str, attrib: Mapping[str, str] | None = None, **_: object) -> Element:
        return made(type(self), tag, dict(attrib or {}))

    def __deepcopy__(self, _: object) -> Element:
        """A copy of the element with all below it and the text after it."""
        copied = _copy(self)
        waiting = [(self, copied)]
        while waiting:
            old, new = waiting.pop()
            for child in old._children:
                twin = _copy(child)
                adopt(new, twin)
                waiting.append((child, twin))
        return copied

    def __copy__(self) -> Element:
        return self.__deepcopy__(None)


class Node(Element):
    """A node that is not an element: its tag is the function that makes it."""

    kind: ClassVar[Callable[..., Any]]
    __slots__ = ()


class ElementTree:
    """A document by its root."""

    def __init__(self, root: Element | None = None) -> None:
        self._root = root

    def getroot(self) -> Any:
        return self._root

    def iter(self, *tags: Tag | None) -> Iterator[Any]:
        return iter(()) if self._root is None else self._root.iter(*tags)


_bare: Final[Callable[[type[Element]], Element]] = object.__new__
"""No class of the readers has another one."""


def made(kind: type[Element], tag: str, attributes: dict[str, str]) -> Element:
    """An element of a class; it keeps the attributes."""
    new = _bare(kind)
    new.tag, new.attrib, new._children, new._at = tag, attributes, [], 0
    new.inner = new.outer = new._parent = None
    return new


def adopt(parent: Element, child: Element) -> None:
    """Put a new element after the other children."""
    child._parent, child._at = parent, len(parent._children)
    parent._children.append(child)


def _copy(one: Element) -> Element:
    new = type(one).__new__(type(one))
    new.tag, new.inner, new.outer, new.attrib = one.tag, one.inner, one.outer, dict(one.attrib)
    return new


_ANY: Final = frozenset({None, "*"})


def _matcher(tags: tuple[Tag | None, ...]) -> Callable[[Element], bool]:
    """Whether an element has one of the tags; without tags, every node has."""
    if not tags or tags == (None,):
        return lambda one: True
    names = {tag for tag in tags if isinstance(tag, str)}
    others = {tag for tag in tags if callable(tag)}
    elements = bool(names & _ANY) or any(getattr(tag, "makes_elements", False) for tag in others)
    spaces = tuple(name[:-1] for name in names if name.startswith("{") and name.endswith("}*"))

    def wanted(one: Element) -> bool:
        if not isinstance(one.tag, str):
            return one.tag in others
        return elements or one.tag in names or bool(spaces and one.tag.startswith(spaces))

    return wanted

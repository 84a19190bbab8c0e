"""Building trees from events, and walking them as events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from govreport.playground.standin.elements import Element, Node, adopt, made


class ElementBase(Element):
    """The base of classes for elements of an application."""


def Comment(text: str | None = None) -> Element:  # noqa: N802  (the names of lxml)
    """A comment."""
    return _node(CommentBase, text)


def ProcessingInstruction(target: str, text: str | None = None) -> Element:  # noqa: N802
    """A processing instruction."""
    return _node(PIBase, f"{target} {text}" if text else target)


def Entity(name: str) -> Element:  # noqa: N802
    """A reference to an entity that is not expanded."""
    return _node(EntityBase, f"&{name};")


class CommentBase(Node):
    """The base of classes for comments."""

    kind = staticmethod(Comment)


class PIBase(Node):
    """The base of classes for processing instructions."""

    kind = staticmethod(ProcessingInstruction)


class EntityBase(Node):
    """The base of classes for references to entities."""

    kind = staticmethod(Entity)


def _node(kind: type[Node], text: str | None) -> Element:
    node = kind.__new__(kind)
    node.tag = kind.kind
    node.inner = text
    return node


class TreeBuilder:
    """A parser target that builds a tree."""

    def __init__(self, *, element_factory: Callable[..., Any] | None = None) -> None:
        self._make = element_factory or (lambda tag, attributes: made(ElementBase, tag, dict(attributes)))
        self._open: list[Element] = []
        self._last: Element | None = None
        self._pieces: list[str] = []
        self.root: Element | None = None

    def start(self, tag: str, attributes: Mapping[str, str], nsmap: Mapping[Any, str] | None = None) -> Any:
        """Open an element."""
        element = self._make(tag, attributes)
        self._add(element)
        self._open.append(element)
        self._last = None
        return element

    def end(self, tag: str) -> Any:
        """Close the innermost element."""
        if self._pieces:
            self._flush()
        self._last = self._open.pop()
        return self._last

    def data(self, text: str) -> None:
        """Add text."""
        self._pieces.append(text)

    def add(self, node: Element) -> None:
        """Add a node that is not an element."""
        if self._open:
            self._add(node)
            self._last = node

    def close(self) -> Any:
        """The root."""
        self._flush()
        return self.root

    @property
    def inside(self) -> Element | None:
        """The innermost open element."""
        return self._open[-1] if self._open else None

    def _add(self, node: Element) -> None:
        if self._pieces:
            self._flush()
        if self._open:
            adopt(self._open[-1], node)
        elif self.root is None:
            self.root = node

    def _flush(self) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        if not text:
            return
        if self._last is not None:
            self._last.outer = (self._last.outer or "") + text
        elif self._open:
            self._open[-1].inner = (self._open[-1].inner or "") + text


class iterwalk:  # noqa: N801
    """The elements of a tree as events; the caller that gets the start of one may skip its content."""

    def __init__(self, root: Element, events: Iterable[str] = ("end",)) -> None:
        self._events = frozenset(events)
        self._waiting: list[tuple[str, Element]] = [("start", root)]
        self._skipped = False
        self._begun: Element | None = None

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return self

    def __next__(self) -> tuple[str, Any]:
        while True:
            if self._begun is not None:
                if not self._skipped:
                    self._waiting += [("start", child) for child in reversed(self._begun.getchildren())]
                self._begun, self._skipped = None, False
            if not self._waiting:
                raise StopIteration
            event, element = self._waiting.pop()
            if event == "start":
                self._waiting.append(("end", element))
                self._begun = element
            if event in self._events and isinstance(element.tag, str):
                return event, element

    def skip_subtree(self) -> None:
        """Leave out what is in the element that was started last."""
        self._skipped = True

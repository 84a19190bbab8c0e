"""Bounding the size of XML before a tree is built from it, by the same parser that then builds the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lxml.etree import LxmlError, XMLParser

from govreport.errors import ReadError

MOST_NODES: Final = 8_000_000
"""The maximum number of elements, attributes and comments in a file; each takes over a hundred bytes of memory."""


def closed_parser(**options: Any) -> XMLParser:
    """A parser that expands no entities and fetches nothing; ``options`` are more arguments of lxml's ``XMLParser``."""
    return XMLParser(resolve_entities=False, no_network=True, load_dtd=False, **options)


class NodeCount:
    """The number of nodes of a file, with a limit."""

    def __init__(self, name: str, most: int = MOST_NODES) -> None:
        """``name`` is the name of the file in messages."""
        self._name = name
        self._left = self._most = most

    def spend(self, nodes: int) -> None:
        """Count some more.

        :raises ReadError: there are too many.
        """
        self._left -= nodes
        if self._left < 0:
            raise ReadError(
                self._name, f"has more than {self._most:,} elements and attributes; split it into several files"
            )


class XmlGuard:
    """Counts the nodes in all XML of a file.

    Whatever the encoding and the first bytes, it sees what libxml2 sees, and nothing is kept in memory.
    """

    def __init__(self, name: str, *, document_types: bool, most: int = MOST_NODES) -> None:
        """``name`` is the name of the file in messages; ``document_types`` says whether XML may have a DOCTYPE."""
        self._name = name
        self._document_types = document_types
        self._count = NodeCount(name, most)
        self._part = ""

    def check(self, part: str, chunks: Iterable[bytes]) -> None:
        """Count the nodes of a part up to its end or first error, where the tree would end, too.

        :raises ReadError: there are too many, or a document type that is not allowed.
        """
        self._part = part
        parser = closed_parser(target=self)
        try:
            for chunk in chunks:
                parser.feed(chunk)
            parser.close()
        except (LxmlError, ValueError):  # not XML, or damaged: whoever needs the part reports that
            return

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Handle a document type."""
        if not self._document_types:
            raise ReadError(
                self._name, f"{self._part} has a document type, which such files never have; it is not read"
            )

    def start(self, tag: str, attributes: Mapping[str, str], namespaces: Mapping[str, str]) -> None:
        """Handle a start tag."""
        self._count.spend(1 + len(attributes) + len(namespaces))

    def comment(self, text: str) -> None:
        """Handle a comment."""
        self._count.spend(1)

    def pi(self, target: str, data: str | None = None) -> None:
        """Handle a processing instruction."""
        self._count.spend(1)

    def close(self) -> None:
        """Handle the end of the part."""

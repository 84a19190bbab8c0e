"""Bounding the size of XML before a tree is built from it, by the same parser that then builds the tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, Final

from lxml.etree import LxmlError, XMLParser

from govreport.errors import ReadError
from govreport.formats.work import Work

NODES = "elements and attributes"
"""What takes the work, in messages."""
_PLAIN: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?"
    rb"""(?:<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["'](?i:utf-8)["'])?"""
    rb"""(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>\s*)?<[A-Za-z]"""
)
"""How XML in UTF-8 begins; a parser takes no other encoding for it."""
_DOCUMENT_TYPE: Final = b"<!DOCTYPE"
_FEW: Final = 100_000
"""Up to this number, nodes need not be counted exactly."""


def closed_parser(**options: Any) -> XMLParser:
    """A parser that expands no entities and fetches nothing; ``options`` are more arguments of lxml's ``XMLParser``."""
    return XMLParser(resolve_entities=False, no_network=True, load_dtd=False, **options)


class XmlGuard:
    """Counts the nodes in all XML of a file.

    It counts the nodes that libxml2 finds, in every encoding, and keeps nothing in memory.
    """

    def __init__(self, work: Work, *, document_types: bool) -> None:
        """:param document_types: whether XML may have a DOCTYPE."""
        self._work = work
        self._document_types = document_types
        self._part = ""

    def check(self, part: str, chunks: Iterable[bytes]) -> None:
        """Count the nodes of a part up to its end or first error, where the tree would end, too.

        :raises ReadError: there are too many, or a document type that is not allowed.
        """
        rest = iter(chunks)
        first, second = next(rest, b""), next(rest, b"")
        most = None if second else _most_nodes(first)
        if most is not None and most <= min(_FEW, self._work.left):
            self._work.spend(most, NODES)
            return
        self._part = part
        parser = closed_parser(target=self)
        try:
            for chunk in chain((first, second), rest):
                parser.feed(chunk)
            parser.close()
        except (LxmlError, ValueError):  # not XML, or damaged: the code that needs the part reports that
            return

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Handle a document type."""
        if not self._document_types:
            raise ReadError(
                self._work.name, f"{self._part} has a document type, which such files never have; it is not read"
            )

    def start(self, tag: str, attributes: Mapping[str, str], namespaces: Mapping[str, str]) -> None:
        """Handle a start tag."""
        self._work.spend(1 + len(attributes) + len(namespaces), NODES)

    def comment(self, text: str) -> None:
        """Handle a comment."""
        self._work.spend(1, NODES)

    def pi(self, target: str, data: str | None = None) -> None:
        """Handle a processing instruction."""
        self._work.spend(1, NODES)

    def close(self) -> None:
        """Handle the end of the part."""


def _most_nodes(content: bytes) -> int | None:
    """How many nodes XML has at most; None if it has a document type, which may add some, or is not certainly in UTF-8.

    >>> _most_nodes(b"<a b='1'><!-- --><c/></a>"), _most_nodes("<a/>".encode("utf-16"))
    (4, None)
    """
    if _PLAIN.match(content) is None or _DOCUMENT_TYPE in content:
        return None
    return content.count(b"<") - content.count(b"</") + content.count(b"=")

"""Reading XML with expat, which Python has everywhere: nothing is fetched, and no entity is expanded."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from xml.parsers import expat

from govreport.playground.standin.building import Comment, ElementBase, Entity, ProcessingInstruction, TreeBuilder
from govreport.playground.standin.elements import Element, adopt, made

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_DECLARED: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z][\w.-]*)[\"']")
_OWN: Final = frozenset({"utf-8", "utf8", "utf-16", "iso-8859-1", "us-ascii", "ascii"})
"""The encodings that expat supports."""
_DEEPEST: Final = 256
"""The maximum nesting of elements, as of libxml2."""


class LxmlError(Exception):
    """The base of all errors."""


class ParserError(LxmlError):
    """There is no element in the document."""


class XMLSyntaxError(LxmlError, SyntaxError):
    """The document is not well-formed."""


class ElementNamespaceClassLookup:
    """The classes of elements by namespace and name."""

    def __init__(self, fallback: object = None) -> None:
        self._spaces: dict[str | None, dict[str, type[Element]]] = {}
        self._known: dict[str, type[Element]] = {}

    def get_namespace(self, name: str | None) -> dict[str, type[Element]]:
        """The classes of a namespace, to be changed before the first document is read."""
        return self._spaces.setdefault(name, {})

    def of(self, tag: str) -> type[Element]:
        """The class of an element."""
        if tag not in self._known:
            space, _, local = tag.rpartition("}")
            self._known[tag] = self._spaces.get(space[1:] or None, {}).get(local, ElementBase)
        return self._known[tag]


class CustomElementClassLookup:
    """The classes of elements by a function of a subclass."""

    def __init__(self, fallback: object = None) -> None:
        """``fallback`` is not used."""

    def lookup(self, node_type: str, document: object, namespace: str | None, name: str | None) -> Any:
        """The class of a node."""
        raise NotImplementedError

    def of(self, tag: str) -> type[Element]:
        """The class of an element."""
        space, _, local = tag.rpartition("}")
        found: type[Element] | None = self.lookup("element", None, space[1:] or None, local)
        return found or ElementBase


class Parser:
    """What parsers of XML and HTML have in common."""

    def __init__(self, target: Any = None) -> None:
        self._lookup: Any = None
        self.target = target

    def set_element_class_lookup(self, lookup: Any = None) -> None:
        """Choose the classes of elements."""
        self._lookup = lookup

    def makeelement(self, tag: str, attrib: Mapping[str, str] | None = None, **_: object) -> Element:
        """An element of the class that this parser gives it."""
        return made(self.kind_of(tag), tag, dict(attrib or {}))

    def kind_of(self, tag: str) -> type[Element]:
        """The class of elements with a tag."""
        kind: type[Element] = self._lookup.of(tag) if self._lookup else ElementBase
        return kind

    def builder(self) -> TreeBuilder:
        """A builder of a tree with these classes."""
        return TreeBuilder(element_factory=self.makeelement)


class XMLParser(Parser):
    """A parser of XML, which can be used again after it was closed."""

    def __init__(
        self,
        *,
        target: Any = None,
        encoding: str | None = None,
        remove_blank_text: bool = False,
        remove_comments: bool = False,
        remove_pis: bool = False,
        **_: object,
    ) -> None:
        super().__init__(target)
        self._encoding = encoding
        self.remove_blank_text, self.remove_comments, self.remove_pis = remove_blank_text, remove_comments, remove_pis
        self._run: _Run | None = None

    def feed(self, data: bytes | str) -> None:
        """Parse a part of a document.

        :raises XMLSyntaxError: it is not well-formed.
        """
        content = data.encode() if isinstance(data, str) else data
        if self._run is None:
            run = _TreeRun if self.target is None else _Run
            self._run = run(self, content, "utf-8" if isinstance(data, str) else self._encoding)
        try:
            self._run.feed(content)
        except BaseException:
            self._run = None
            raise

    def close(self) -> Any:
        """End the document; return its root, or what the target returns.

        :raises XMLSyntaxError: it is not well-formed.
        """
        run, self._run = self._run, None
        if run is None:
            raise XMLSyntaxError("no element found")
        return run.close()


class _Run:
    """One document that is parsed for a target."""

    def __init__(self, parser: XMLParser, first: bytes, encoding: str | None) -> None:
        declared = _DECLARED.match(first[:200])
        name = encoding or (declared[1].decode().lower() if declared else "utf-8")
        self._decode = None if name in _OWN else _decoder(name)
        self._expat = expat.ParserCreate(None if self._decode is None and not encoding else "utf-8", "}")
        self._expat.buffer_text = True
        self._depth = 0
        self._names = _Names()
        self._spaces: dict[str | None, str] = {}
        self._expat.StartNamespaceDeclHandler = self._space
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._prepare(parser)

    def _prepare(self, parser: XMLParser) -> None:
        target = self._target = parser.target
        start = target.start
        if len(inspect.signature(start).parameters) > 2:
            self._begin = start
        else:  # a target that takes no namespaces
            self._begin = lambda tag, attributes, _: start(tag, attributes)
        self._finish = getattr(target, "end", None)
        self._expat.CharacterDataHandler = getattr(target, "data", len)  # one that does nothing
        self._expat.CommentHandler = getattr(target, "comment", None)
        self._expat.ProcessingInstructionHandler = getattr(target, "pi", None)
        self._expat.StartDoctypeDeclHandler = self._doctype
        self._expat.DefaultHandler = len  # with any, expat expands no entities

    def feed(self, content: bytes) -> None:
        if self._decode is not None:
            content = self._decode.decode(content).encode("utf-8", "replace")
        try:
            self._expat.Parse(content, False)
        except expat.ExpatError as error:
            raise XMLSyntaxError(str(error)) from error

    def close(self) -> Any:
        try:
            self._expat.Parse(b"", True)
        except expat.ExpatError as error:
            raise XMLSyntaxError(str(error)) from error
        return self._result()

    def _result(self) -> Any:
        return self._target.close()

    def _space(self, prefix: str | None, name: str) -> None:
        self._spaces[prefix] = name or ""

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _too_deep()
        names, spaces = self._names, self._spaces
        if attributes:
            attributes = {names[name]: value for name, value in attributes.items()}
        if spaces:
            self._spaces = {}
        self._begin(names[tag], attributes, spaces)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._finish is not None:
            self._finish(self._names[tag])

    def _doctype(self, name: str, system: str | None, public: str | None, _: int) -> None:
        if (handler := getattr(self._target, "doctype", None)) is not None:
            handler(name, public, system)


class _TreeRun(_Run):
    """One document that is parsed to a tree."""

    def _prepare(self, parser: XMLParser) -> None:
        self._kinds = _Kinds(parser.kind_of)
        self._root: Element | None = None
        self._open: list[Element] = []
        self._inside: Element | None = None
        """The innermost open element; ``_last`` is its last child so far."""
        self._last: Element | None = None
        self._blank = ""
        self._drops_blanks = parser.remove_blank_text
        self._expat.CharacterDataHandler = self._text
        self._expat.DefaultHandler = self._entity
        self._expat.CommentHandler = None if parser.remove_comments else lambda text: self._node(Comment(text))
        if not parser.remove_pis:
            self._expat.ProcessingInstructionHandler = lambda *words: self._node(ProcessingInstruction(*words))

    def _result(self) -> Element | None:
        return self._root

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._blank:
            self._blanks(ends=False)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _too_deep()
        names = self._names
        if attributes:
            attributes = {names[name]: value for name, value in attributes.items()}
        kind, name = self._kinds.get(tag) or self._kinds.of(tag, names[tag])
        inside = self._inside
        new = made(kind, name, attributes)
        if inside is not None:
            children = inside._children
            new._parent, new._at = inside, len(children)
            children.append(new)
            self._open.append(inside)
        elif self._root is None:
            self._root = new
        self._inside, self._last = new, None

    def _end(self, tag: str) -> None:
        if self._blank:
            self._blanks(ends=True)
        self._depth -= 1
        self._last = self._inside
        self._inside = self._open.pop() if self._open else None

    def _text(self, text: str) -> None:
        if self._drops_blanks and not text.strip(" \t\r\n"):
            self._blank += text
            return
        if self._blank:
            text, self._blank = self._blank + text, ""
        self._add(text)

    def _add(self, text: str) -> None:
        if (last := self._last) is not None:
            last.outer = last.outer + text if last.outer else text
        elif (inside := self._inside) is not None:
            inside.inner = inside.inner + text if inside.inner else text

    def _blanks(self, *, ends: bool) -> None:
        """Blanks between elements are left out, those that are all of the text of an element are kept."""
        text, self._blank = self._blank, ""
        inside = self._inside
        if inside is None:
            return
        mixed = any(one.inner if one is inside else one.outer for one in (inside, *inside))
        if mixed or inside.get(_SPACE) == "preserve" or (ends and not len(inside)):
            self._add(text)

    def _node(self, node: Element) -> None:
        if self._inside is not None:
            adopt(self._inside, node)
            self._last = node

    def _entity(self, text: str) -> None:
        if text.startswith("&") and text.endswith(";"):
            self._node(Entity(text[1:-1]))


class _Kinds(dict[str, "tuple[type[Element], str]"]):
    """The class and the name of elements by the names of expat."""

    def __init__(self, kind_of: Callable[[str], type[Element]]) -> None:
        super().__init__()
        self._kind_of = kind_of

    def of(self, tag: str, name: str) -> tuple[type[Element], str]:
        found = self[tag] = self._kind_of(name), name
        return found


def _too_deep() -> XMLSyntaxError:
    return XMLSyntaxError(f"Excessive depth in document: {_DEEPEST}")


def _decoder(name: str) -> Any:
    import codecs

    try:
        return codecs.getincrementaldecoder(name)("replace")
    except LookupError as error:
        raise XMLSyntaxError(f"unknown encoding {name}") from error


class _Names(dict[str, str]):
    """The names of expat, ``namespace}name``, as lxml has them, ``{namespace}name``."""

    def __missing__(self, name: str) -> str:
        self[name] = clark = f"{{{name}" if "}" in name else name
        return clark


def fromstring(text: bytes | str, parser: Any = None, *, base_url: str | None = None) -> Any:
    """The root of a document.

    :raises XMLSyntaxError: it is not well-formed.
    """
    parser = parser or XMLParser()
    parser.feed(text)
    return parser.close()

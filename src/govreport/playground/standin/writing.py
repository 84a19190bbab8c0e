"""Writing trees as XML or HTML."""

from __future__ import annotations

from typing import Any, Final

from govreport.playground.standin.building import CommentBase, EntityBase, PIBase
from govreport.playground.standin.elements import Element, ElementTree
from govreport.writers.html_builder import escape

_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_RAW: Final = frozenset({"script", "style"})
_XML: Final = "http://www.w3.org/XML/1998/namespace"


def tostring(
    element: Element | ElementTree, encoding: Any = None, method: str = "xml", *, with_tail: bool = True, **_: object
) -> Any:
    """A tree as text if the encoding is ``unicode`` or ``str``, else as bytes in UTF-8."""
    root = element.getroot() if isinstance(element, ElementTree) else element
    text = "".join(_Writer(is_html=method == "html").written(root, with_tail=with_tail))
    return text if encoding in ("unicode", str) else text.encode("utf-8", "replace")


def tounicode(element: Element | ElementTree, *, method: str = "xml", **_: object) -> str:
    """A tree as text."""
    text: str = tostring(element, "unicode", method)
    return text


class _Writer:
    def __init__(self, *, is_html: bool) -> None:
        self._is_html = is_html
        self._prefixes = {_XML: "xml"}

    def written(self, root: Element, *, with_tail: bool) -> list[str]:
        parts: list[str] = []
        waiting: list[Element | str] = [root]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                parts.append(one)
                continue
            if one.outer and (with_tail or one is not root):
                waiting.append(escape(one.outer))
            if not isinstance(one.tag, str):
                parts.append(_other(one))
                continue
            name, is_void = self._name(one.tag), self._is_html and one.tag in _VOID
            inside = self._is_html or bool(one.inner or len(one))
            named = f"{name}{self._attributes(one)}" if one.attrib or one.tag[0] == "{" else name
            parts.append(f"<{named}>" if inside or is_void else f"<{named}/>")
            if not inside or is_void:
                continue
            waiting.append(f"</{name}>")
            waiting += reversed(one.getchildren())
            if one.inner:
                parts.append(one.inner if self._is_html and one.tag in _RAW else escape(one.inner))
        return parts

    def _attributes(self, one: Element) -> str:
        """The namespaces and attributes of an element, each after a blank."""
        spaces = "".join(f' xmlns:{prefix}="{escape(space)}"' for space, prefix in self._new(one))
        return spaces + "".join(f' {self._name(key)}="{escape(value)}"' for key, value in one.items())

    def _new(self, one: Element) -> list[tuple[str, str]]:
        """The namespaces that are first used by an element; its prefixes apply to what follows, too."""
        spaces = [name[1:].partition("}")[0] for name in (one.tag, *one.keys()) if name.startswith("{")]
        return [(space, self._prefix(space)) for space in dict.fromkeys(spaces) if space != _XML]

    def _prefix(self, space: str) -> str:
        return self._prefixes.setdefault(space, f"ns{len(self._prefixes)}")

    def _name(self, name: str) -> str:
        if not name.startswith("{"):
            return name
        space, _, local = name[1:].partition("}")
        return f"{self._prefix(space)}:{local}"


def _other(node: Element) -> str:
    text = node.inner or ""
    if isinstance(node, CommentBase):
        return f"<!--{text}-->"
    if isinstance(node, PIBase):
        return f"<?{text}?>"
    assert isinstance(node, EntityBase)
    return text

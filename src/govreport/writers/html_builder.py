"""HTML, written element by element: what is text is escaped, whatever it holds.

>>> element("p", "a < b ", element("b", "&"), id="x", hidden=True, title=None)
'<p id="x" hidden>a &lt; b <b>&amp;</b></p>'
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable

_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_NUL = {0: "\N{REPLACEMENT CHARACTER}"}


class Markup(str):
    """A text that is HTML already, and is put in as it stands."""

    __slots__ = ()


def escape(text: str) -> Markup:
    """A text for HTML, between tags or in quotes.

    A lone surrogate, which UTF-8 cannot hold, becomes a question mark; NUL, which HTML cannot, U+FFFD.  So every character
    stays one.

    >>> escape("<a href='javascript:'>")
    '&lt;a href=&#x27;javascript:&#x27;&gt;'
    """
    return Markup(html.escape(text.encode("utf-8", "replace").decode("utf-8").translate(_NUL)))


def element(tag: str, /, *content: str, **attributes: str | int | None) -> Markup:
    """An element: each part of its content is escaped unless it is :class:`Markup`, each attribute always.

    An attribute that is None or False is left out, one that is True stands without a value; ``class_`` is ``class``, ``data_span``
    is ``data-span``.
    """
    begin = f"<{tag}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(begin if tag in _VOID else f"{begin}{joined(content)}</{tag}>")


def joined(content: Iterable[str]) -> Markup:
    """Several parts in a row, escaped unless they are :class:`Markup`.

    >>> joined(["<", Markup("<br>")])
    '&lt;<br>'
    """
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in content))


def digest(content: str) -> str:
    """A style or a script as a Content Security Policy names it.

    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _attribute(key: str, value: str | int | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'

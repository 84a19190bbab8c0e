"""Building HTML element by element; all text is escaped.

>>> element("p", "a < b ", element("b", "&"), id="x", hidden=True, title=None)
'<p id="x" hidden>a &lt; b <b>&amp;</b></p>'
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from functools import lru_cache

_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_NUL = {0: "\N{REPLACEMENT CHARACTER}"}
_SPECIAL = re.compile("[&<>\"'\0\ud800-\udfff]")


class Markup(str):
    """A text that is HTML already, and is not escaped again."""

    __slots__ = ()


def escape(text: str) -> Markup:
    """Escape a text for HTML, between tags or in quotes.

    Lone surrogates, which UTF-8 does not allow, become question marks; NUL, which HTML does not allow, U+FFFD.  The
    number of characters does not change.

    >>> escape("<a href='javascript:'>")
    '&lt;a href=&#x27;javascript:&#x27;&gt;'
    """
    if not _SPECIAL.search(text):
        return Markup(text)
    return Markup(html.escape(text.encode("utf-8", "replace").decode("utf-8").translate(_NUL)))


def element(tag: str, /, *content: str, **attributes: str | int | None) -> Markup:
    """An element; its content is escaped unless it is :class:`Markup`, its attributes always.

    Attributes that are None or False are omitted, those that are True have no value; ``class_`` is ``class``, ``data_span``
    is ``data-span``.
    """
    given = [_attribute(key, value) for key, value in attributes.items() if value is not None and value is not False]
    begin = f"<{tag}{''.join(given)}>"
    return Markup(begin if tag in _VOID else f"{begin}{joined(content)}</{tag}>")


def joined(content: Iterable[str]) -> Markup:
    """Several parts joined, escaped unless they are :class:`Markup`.

    >>> joined(["<", Markup("<br>")])
    '&lt;<br>'
    """
    return Markup("".join([part if isinstance(part, Markup) else escape(part) for part in content]))


def digest(content: str) -> str:
    """The hash of a style or script for a Content Security Policy.

    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def passive_policy(style: str) -> str:
    """The Content Security Policy of a page without scripts: only this style, and nothing from outside."""
    return f"default-src 'none'; style-src {digest(style)}; base-uri 'none'; form-action 'none'"


def _attribute(key: str, value: str | int) -> str:
    name = _name(key)
    if value is True:
        return f" {name}"
    return f' {name}="{value if isinstance(value, int) else escape(value)}"'


@lru_cache(maxsize=256)
def _name(key: str) -> str:
    """The name of an attribute."""
    return key.rstrip("_").replace("_", "-")

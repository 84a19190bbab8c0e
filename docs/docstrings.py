"""Docstrings as Markdown: examples in fences, roles and double backticks as plain code."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

_EXAMPLE = re.compile(r"^(?P<indent> *)>>> .*(?:\n(?! *$).*)*", re.M)
_ROLE = re.compile(r":\w+:`~?\.?([^`]+)`")
_CODE = re.compile(r"``(.+?)``")


class Docstrings(Extension):
    """Makes of every docstring what the site can show."""

    def on_object(self, *, obj: Object, **kwargs: Any) -> None:
        """Rewrite the docstring of an object that was found."""
        if obj.docstring is not None:
            text = _CODE.sub(r"`\1`", _ROLE.sub(r"`\1`", obj.docstring.value))
            obj.docstring.value = _EXAMPLE.sub(_fenced, text)


def _fenced(found: re.Match[str]) -> str:
    indent = found["indent"]
    return f"{indent}```pycon\n{found[0]}\n{indent}```"

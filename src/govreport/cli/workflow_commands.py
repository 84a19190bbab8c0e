"""Workflow commands: printed lines that CI systems execute.

GitHub Actions executes lines that begin with ``::``, such as ``::error::``, and older commands such as ``##[error]``; Azure
Pipelines executes ``##vso[…]``, and TeamCity ``##teamcity[…]``, anywhere in a line.
"""

from __future__ import annotations

import re
from typing import Any, Final

_BREAK: Final = "\N{WORD JOINER}"
"""Invisible and without width; not a blank, which CI systems skip at the beginning of a line."""
_AT_A_LINE_START: Final = re.compile(r"(?<=[\r\n])([^\S\r\n]*)(?=::)")
_ANYWHERE: Final = re.compile(r"#(?=#[A-Za-z]{0,20}\[)")


def without_commands(text: str, *, at_line_start: bool = True) -> str:
    """The text with an invisible character in each workflow command, so that no CI system executes it.

    :param at_line_start: whether the text begins a line.

    >>> without_commands("::error::甲 ##vso[task]").split("\\u2060")
    ['', '::error::甲 #', '#vso[task]']
    """
    before = "\n" if at_line_start else "-"
    return _AT_A_LINE_START.sub(rf"\1{_BREAK}", _ANYWHERE.sub(f"#{_BREAK}", before + text))[1:]


def json_without_commands(text: str) -> str:
    """A JSON text without workflow commands; its value is the same.

    >>> print(json_without_commands('"##vso[task]"'))
    "\\u0023#vso[task]"
    """
    return _ANYWHERE.sub(r"\\u0023", text)  # no line of JSON begins with ``::``


class WithoutCommands:
    """A text stream that prints no workflow commands; all else is that of the stream."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        """The stream without this protection."""
        self._at_line_start = True

    def write(self, text: str) -> int:
        """Write a text; return its length."""
        self.stream.write(without_commands(text, at_line_start=self._at_line_start))
        begin = 1 + max(text.rfind("\n"), text.rfind("\r"))
        self._at_line_start = (self._at_line_start or begin > 0) and not text[begin:].strip()
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

"""Names in quotation marks: numbers in them are not figures (“1310”, “15分钟”服务圈)."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.text.regex import lazy

_LONGEST = 30
"""In characters; longer text is a quoted sentence."""
_INSIDE = rf"[^“”‘’「」『』。；;！!？?\n]{{1,{_LONGEST}}}"
SIGN = lazy("[“‘「『]")
"""The first character of a name."""
_NAME = lazy(rf"“{_INSIDE}(?:‘{_INSIDE}’{_INSIDE})?”|‘{_INSIDE}’|「{_INSIDE}」|『{_INSIDE}』")


def names(text: str) -> Iterator[tuple[int, int]]:
    """The positions of the names, with their quotation marks.

    >>> list(names("打造“15分钟”服务圈"))
    [(2, 8)]
    """
    return (found.span() for found in _NAME.finditer(text))

"""The XPath expressions that readability and lxml.html evaluate: axes, names and tests for attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

Element: TypeAlias = Any
"""An element, with links to its parents and to what is below it; this module comes before its class."""

_STEP: Final = re.compile(
    r"(?P<axis>//|\.//|ancestor::|ancestor-or-self::|descendant-or-self::)(?P<name>(?:\w+:)?\w+|\*)(?:\[(?P<test>.*)\])?"
)
_HAS: Final = re.compile(r"@(\w+)")
_HAS_NONE_BELOW: Final = re.compile(r"not\(\.//(\w+)\)")

_AXES: Final[Mapping[str, Callable[[Element], Iterator[Element]]]] = {
    "//": lambda one: one.getroottree().iter(),
    ".//": lambda one: one.iterdescendants(),
    "ancestor::": lambda one: one.iterancestors(),
    "ancestor-or-self::": lambda one: iter([one, *one.iterancestors()]),
    "descendant-or-self::": lambda one: one.iter(),
}


class XPath:
    """An expression; others than those of the readers raise an error when they are evaluated.

    >>> from govreport.playground.standin import fromstring
    >>> page = fromstring("<a><b x='1'/><c><b/></c></a>")
    >>> XPath("//b[@x] | .//c")(page), XPath("string()")(fromstring("<a>一<b>二</b></a>"))
    ([<Element b>, <Element c>], '一二')
    """

    def __init__(self, path: str, *, namespaces: Mapping[str, str] | None = None, **_: object) -> None:
        self.path = path
        self._namespaces = namespaces or {}

    def __call__(self, element: Element, **_: object) -> Any:
        """The elements found, in the order of the document.

        :raises NotImplementedError: the expression is not one of those that the readers use.
        """
        start = element.getroot() if hasattr(element, "getroot") else element
        if self.path == "string()":
            return "".join(start.itertext())
        found = {id(one): one for part in self.path.split("|") for one in self._evaluated(part.strip(), start)}
        if len(found) < 2:
            return list(found.values())
        return [one for one in start.getroottree().iter() if id(one) in found]

    def _evaluated(self, part: str, start: Element) -> Iterator[Element]:
        step = _STEP.fullmatch(part)
        if step is None:
            raise NotImplementedError(f"XPath {part}")
        prefix, _, local = step["name"].rpartition(":")
        name = f"{{{self._namespaces[prefix]}}}{local}" if prefix else local
        test = _test(step["test"])
        for one in _AXES[step["axis"]](start):
            if isinstance(one.tag, str) and name in ("*", one.tag) and test(one):
                yield one


def _test(text: str | None) -> Callable[[Element], bool]:
    if text is None:
        return lambda one: True
    has, without = _HAS.fullmatch(text), _HAS_NONE_BELOW.fullmatch(text)
    if has is not None:
        name = has[1]
        return lambda one: name in one.attrib
    if without is not None:
        below = without[1]
        return lambda one: next(one.iterdescendants(below), None) is None
    raise NotImplementedError(f"XPath [{text}]")

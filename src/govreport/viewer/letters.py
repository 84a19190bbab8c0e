"""The characters of a report in other scripts, stored compactly.

Conversion keeps the length of a text (:mod:`govreport.tree.conversion`), and most characters convert independently of
their context.  So a page has one table of characters, and exceptions for each text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from govreport.text.scripts import detect_script
from govreport.tree.conversion import Converter, Script, converter

_OTHERS: Mapping[str, tuple[Script, ...]] = {
    "simplified": ("traditional",),
    "traditional": ("simplified",),
    "mixed": ("simplified", "traditional"),
}


@frozen
class Letters:
    """The data that a page needs to show its texts in other scripts."""

    script: str
    """The script of the texts: ``simplified``, ``traditional``, ``mixed`` or ``unknown``."""
    converters: Mapping[Script, Converter]
    """The other scripts that the texts can be shown in."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Letters:
        """The data for some texts; empty if their script is unknown."""
        script = detect_script("".join(texts))
        return cls(script, {name: converter(name) for name in _OTHERS.get(script, ())})

    def exceptions(self, text: str) -> dict[str, str]:
        """For each script, the positions where its table is wrong, as attributes such as ``data-traditional="3髮"``.

        >>> Letters.of(["关于头发的规定"]).exceptions("关于头发的规定")
        {'data_traditional': '3髮'}
        """
        found = {}
        for name, convert in self.converters.items():
            places = "".join([f"{at}{right}" for at, right in convert.exceptional(text)])
            if places:
                found[f"data_{name}"] = places
        return found

    def tables(self, texts: Iterable[str]) -> dict[str, dict[str, str]]:
        """For each script, the characters of some texts that differ, with their conversions."""
        characters = "".join(sorted(set().union(*texts)))
        tables = {}
        for name, convert in self.converters.items():
            pairs = [
                (one, other) for one, other in zip(characters, characters.translate(convert.characters)) if one != other
            ]
            tables[str(name)] = {"from": "".join(one for one, _ in pairs), "to": "".join(other for _, other in pairs)}
        return tables

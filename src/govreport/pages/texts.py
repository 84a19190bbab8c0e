"""The texts of a page in the language of its reader: English, or Chinese in simplified or traditional characters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from attrs import field, frozen

from govreport.language import Catalogue, catalogue
from govreport.tree.conversion import converter
from govreport.util.toml_tables import read_toml

_QUOTED: Final = re.compile("“([^”]*)”")
_TRADITIONAL: Final = "zh-Hant"


def language_of_script(script: str) -> str:
    """The language of a page about a document: Chinese in its script; English if it has no Chinese characters.

    >>> language_of_script("simplified"), language_of_script("mixed"), language_of_script("unknown")
    ('zh-Hans', 'zh-Hans', 'en')
    """
    return {"unknown": "en", "traditional": _TRADITIONAL}.get(script, "zh-Hans")


@frozen
class Texts:
    """The texts of the pages in one language.

    :param language: a name of :func:`govreport.language.language_of`; ``zh-Hant``, ``zh-TW`` and ``zh-HK`` are in
        traditional characters.

    >>> Texts("zh").gettext("Search"), Texts("zh-Hant").gettext("Search"), Texts("en").gettext("Search")
    ('搜索', '搜尋', 'Search')
    """

    language: str
    _catalogue: Catalogue = field(init=False)

    @_catalogue.default
    def _find(self) -> Catalogue:
        return catalogue(self.language)

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        if self._catalogue.language != "zh":
            return self._catalogue.language
        return _TRADITIONAL if self._is_traditional else "zh-Hans"

    def gettext(self, text: str, /, **values: object) -> str:
        """A text; the values of its places are given by name."""
        return self.shown(self._catalogue.gettext(text, **values))

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A text that depends on a number, its place ``{n}``."""
        return self.shown(self._catalogue.ngettext(one, many, number, **values))

    def pgettext(self, context: str, text: str, /, **values: object) -> str:
        """A text whose meaning depends on its context."""
        return self.shown(self._catalogue.pgettext(context, text, **values))

    def shown(self, text: str) -> str:
        """A Chinese text in the characters of the page; quotations of the document stay as they are.

        >>> Texts("zh-Hant").shown("缺字：“台”之后")
        '缺字：「台」之後'
        """
        if not self._is_traditional:
            return text
        parts = _QUOTED.split(text)
        return "".join(f"「{part}」" if at % 2 else _traditional(part) for at, part in enumerate(parts))

    @property
    def _is_traditional(self) -> bool:
        names = self.language.lower().replace("_", "-").partition(".")[0].split("-")
        return names[0] == "zh" and not {"hant", "tw", "hk", "mo"}.isdisjoint(names)


@cache
def _words() -> Mapping[str, str]:
    words: Mapping[str, str] = read_toml(files("govreport.pages").joinpath("traditional.toml").read_text("utf-8"))[
        "words"
    ]
    return words


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_words(), key=len, reverse=True))))


def _traditional(text: str) -> str:
    convert = converter("tw")
    parts = _pattern().split(text)
    words = [_words()[found] for found in _pattern().findall(text)]
    return convert(parts[0]) + "".join(word + convert(part) for word, part in zip(words, parts[1:], strict=True))

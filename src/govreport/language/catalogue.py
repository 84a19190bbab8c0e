"""Catalogues: the texts of one language, by their English texts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from attrs import frozen

from govreport.language.choice import language_of

if TYPE_CHECKING:
    from govreport.language.templates import Template

_SEPARATOR = "\x04"
"""What ``.mo`` files put between the context and the text of an entry."""
_DEEPEST = 8
"""How deep texts may be nested in a text."""
_WITH_PLACE = "{place}: {problem}"
"""The last template of a context whose texts may have their place in front: no other value at the beginning has ``: ``."""


@frozen(slots=False)  # cached properties
class Catalogue:
    """The texts in one language; the methods have the names that tools for gettext look for.

    A text may have places in braces; the values are given by name.

    >>> catalogue("zh").gettext("no change")
    '没有变化'
    """

    language: str
    """One of :data:`govreport.language.LANGUAGES`."""

    def gettext(self, text: str, /, **values: object) -> str:
        """An English text in this language, or the same text without a translation."""
        return (
            self._entries.gettext(text).format(**values) if text else ""
        )  # an empty key is that of the head of the file

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A text that depends on a number, which is its place ``{n}``; Chinese has one form for all numbers.

        >>> catalogue("en").ngettext("{n:,} error", "{n:,} errors", 1200)
        '1,200 errors'
        """
        return self._entries.ngettext(one, many, number).format(n=number, **values)

    def pgettext(self, context: str, text: str, /, **values: object) -> str:
        """A text whose meaning depends on its context."""
        return self._entries.pgettext(context, text).format(**values)

    def translated(self, context: str, text: str) -> str:
        """A finished English text in this language: the template that it was made from is found among those of the context.

        A text without a template is not changed.  A value may be a text, too: that of ``{problem}`` has the same context, and
        that of ``{step}`` or ``{step1}`` in the context GR301 one of the context ``GR301 step``, if there is such a context.

        >>> catalogue("zh").translated("error", "报告.txt: No such file or directory")
        '报告.txt: 文件不存在'
        """
        return text if self.language == "en" else self._translated(context, text, _DEEPEST)

    def _translated(self, context: str, text: str, depth: int) -> str:
        templates = self._templates.get(context, ()) if depth else ()
        with_place = bool(templates) and templates[-1].text == _WITH_PLACE
        for template in templates:
            values = template.read(text)
            if values is None or (with_place and template.begins_with_place and ": " in next(iter(values.values()))):
                continue
            inner = {
                name: self._translated(context if name == "problem" else _context(context, name), value, depth - 1)
                for name, value in values.items()
            }
            return self._entries.pgettext(context, template.text).format(**inner)
        return text

    @cached_property
    def _entries(self) -> NullTranslations:
        if self.language == "en":
            return NullTranslations()
        from importlib.resources import files  # imported here: it takes longer than all else in English

        compiled = files("govreport.language").joinpath(f"{self.language}.mo")
        return _Compiled(BytesIO(compiled.read_bytes())) if compiled.is_file() else NullTranslations()

    @cached_property
    def _templates(self) -> Mapping[str, tuple[Template, ...]]:
        """The templates of each context: first those that fix the beginning of a text, then those that fix most of it."""
        from govreport.language.templates import Template  # imported here: English has no catalogue

        found: dict[str, list[Template]] = {}
        for key in self._entries.keys() if isinstance(self._entries, _Compiled) else ():
            context, separator, text = key.partition(_SEPARATOR)
            if separator:
                found.setdefault(context, []).append(Template(text))
        return {context: tuple(sorted(those, key=Template.rank)) for context, those in found.items()}


class _Compiled(GNUTranslations):
    _catalog: Mapping[str | tuple[str, int], str]
    """By ``msgid``; the standard library has it under this name since it reads ``.mo`` files, and no public one."""

    def keys(self) -> list[str]:
        return [key for key in self._catalog if isinstance(key, str)]


def _context(outer: str, name: str) -> str:
    """The context of the value of a place."""
    return f"{outer} {name.rstrip('0123456789')}"


@cache
def _catalogue(language: str) -> Catalogue:
    return Catalogue(language)


def catalogue(language: str) -> Catalogue:
    """The texts in a language.

    :param language: a name that :func:`govreport.language.language_of` accepts.
    :raises ValueError: the language is not supported.
    """
    return _catalogue(language_of(language))

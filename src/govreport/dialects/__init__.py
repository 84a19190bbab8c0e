"""Dialects: the conventions of a group of documents, as data for ``parse``.

A dialect is a TOML file or a :class:`Dialect`; ``docs/dialects.md`` describes how to write one.  A dialect only adds:
all that the grammar recognizes without it is recognized with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from os import PathLike, fspath
from types import MappingProxyType

from attrs import field, frozen

from govreport.errors import DialectError
from govreport.text.names import DIALECTS, canonical_name
from govreport.tree.families import FAMILIES, OWN
from govreport.util.toml_files import SUFFIX, names_in, read_file, text_in
from govreport.util.toml_tables import TomlTable, read_toml

_PLACE = re.compile(r"\{([^{}]*)\}")

NUMERALS: Mapping[str, str] = MappingProxyType(
    {
        "han": "[〇○零一二三四五六七八九十百千廿卅卌]",
        "digits": "[0-9０-９]",
        "letter": "[A-Za-zＡ-Ｚａ-ｚ]",
        "stem": "[甲乙丙丁戊己庚辛壬癸]",
    }
)
"""The placeholders allowed in a mark, with the characters of their numerals."""


@frozen
class Form:
    """A form of number used in addition to :data:`govreport.FAMILIES`."""

    name: str
    """The value of ``Number.family`` and in the data form; starts with ``x_``, so that no later release uses it."""
    marks: tuple[str, ...]
    """The templates of the number, in either script, with one numeral in braces: ``議題{han}``, ``Q{digits}``.  ： 、 or
    a full stop may follow and is not part of the template."""
    item: bool = False
    """Whether it numbers points inside a paragraph (一是…；二是…) rather than sections."""

    def __attrs_post_init__(self) -> None:
        if not OWN.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is not a name for a form: use x_ and small letters, such as x_issue")
        if not self.marks:
            raise ValueError(f"{self.name} has no marks")
        for mark in self.marks:
            places = _PLACE.findall(mark)
            if len(places) != 1 or places[0] not in NUMERALS:
                known = " ".join(f"{{{name}}}" for name in NUMERALS)
                raise ValueError(f"the mark {mark!r} of {self.name} needs one numeral in braces, one of {known}")
            if _PLACE.sub("", mark).strip() == "":
                raise ValueError(f"the mark {mark!r} of {self.name} is only a numeral: it would match ordinary words")


@frozen
class Dialect:
    """The conventions of a group of documents that differ from, or add to, the common ones."""

    name: str
    forms: tuple[Form, ...] = field(default=(), repr=False)
    """Additional forms of numbers."""
    order: tuple[str, ...] = field(default=(), repr=False)
    """Families in their usual order of nesting, outermost first; the order found in a document takes precedence.  A form
    of sections that is not listed ranks above all others."""
    running: tuple[str, ...] = field(default=(), repr=False)
    """Families numbered continuously through all chapters and headings, and never above them: paragraphs 1 to 200."""
    segments: tuple[str, ...] = field(default=(), repr=False)
    """Words that open a section of the first level at the start of a line, followed by ：, such as 主旨, 說明."""
    closings: tuple[str, ...] = field(default=(), repr=False)
    """Words that start a closing formula: 敬陳."""
    organs: tuple[str, ...] = field(default=(), repr=False)
    """Words that end the name of an organ: 研究所."""
    copies: tuple[str, ...] = field(default=(), repr=False)
    """Words that open the lines of copy recipients, followed by ：; the signature may come after them: 正本, 副本."""

    def __attrs_post_init__(self) -> None:
        names = [form.name for form in self.forms]
        for key, listed in (("forms", names), ("order", self.order), ("running", self.running)):
            for name in listed:
                if listed.count(name) > 1:
                    raise ValueError(f"{key} has {name} twice")
                if name not in names and name not in FAMILIES:
                    raise ValueError(f"{key} has {name!r}, neither a form of the dialect nor a key of FAMILIES")


def names() -> tuple[str, ...]:
    """The built-in dialects.

    >>> names()
    ('hong_kong', 'taiwan')
    """
    return names_in(__name__)


def load(dialect: str | PathLike[str]) -> Dialect:
    """Load a dialect by name or from a file.

    :param dialect: one of :func:`names` or of their other names, such as ``zh-TW``, or the path of a file with the suffix
        ``.toml``.
    :raises DialectError: the dialect does not exist or its file is invalid.

    >>> load("taiwan").copies
    ('正本', '副本')
    """
    name = fspath(dialect)
    if isinstance(dialect, str) and not name.endswith(SUFFIX):
        return _shipped(canonical_name(name, DIALECTS) or name)
    return read_file(name, _dialect, DialectError)


def dialect_of(dialect: str | PathLike[str] | Dialect) -> Dialect:
    """The dialect itself, or the one that :func:`load` finds.

    :raises DialectError: the dialect does not exist or its file is invalid.
    """
    return dialect if isinstance(dialect, Dialect) else load(dialect)


@cache
def _shipped(name: str) -> Dialect:
    if name not in names():
        raise DialectError(name, f"unknown dialect; use {', '.join(names())}, or the path of a {SUFFIX} file")
    return _dialect(text_in(__name__, name))


def _dialect(text: str) -> Dialect:
    table = TomlTable(read_toml(text))
    dialect = Dialect(
        name=table.text("name"),
        forms=tuple(_form(each) for each in table.tables("forms")),
        order=table.texts("order"),
        running=table.texts("running"),
        segments=table.texts("segments"),
        closings=table.texts("closings"),
        organs=table.texts("organs"),
        copies=table.texts("copies"),
    )
    table.end()
    return dialect


def _form(table: TomlTable) -> Form:
    form = Form(name=table.text("name"), marks=table.texts("marks"), item=table.flag("item", False))
    table.end()
    return form

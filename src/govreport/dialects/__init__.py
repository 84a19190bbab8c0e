"""Dialects: what differs between bodies of documents, as data that a caller can give to ``parse``.

A dialect is a TOML file or a :class:`Dialect`; ``docs/dialects.md`` says how to write one.  What the grammar reads without
one, it reads with one too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from os import PathLike, fspath
from pathlib import Path
from types import MappingProxyType

from attrs import field, frozen

from govreport.errors import DialectError
from govreport.tree.families import FAMILIES, OWN
from govreport.util.toml_tables import Declared, read_toml

_SUFFIX = ".toml"
_HERE = files("govreport.dialects")
_PLACE = re.compile(r"\{([^{}]*)\}")

NUMERALS: Mapping[str, str] = MappingProxyType(
    {
        "han": "[〇○零一二三四五六七八九十百千廿卅卌]",
        "digits": "[0-9０-９]",
        "letter": "[A-Za-zＡ-Ｚａ-ｚ]",
        "stem": "[甲乙丙丁戊己庚辛壬癸]",
    }
)
"""What may stand in the braces of a mark, with the characters that spell it."""


@frozen
class Form:
    """A form of number that a house counts with, beside those of :data:`govreport.FAMILIES`."""

    name: str
    """As ``Number.family`` and the data form will have it: ``x_`` first, so that no later release takes it for its own."""
    marks: tuple[str, ...]
    """How it is written, in either script, with one numeral in braces: ``議題{han}``, ``Q{digits}``.  What closes it,
    ： 、 or a full stop, may follow unsaid."""
    item: bool = False
    """Whether it counts points inside a paragraph (一是…；二是…) and not sections."""

    def __attrs_post_init__(self) -> None:
        if not OWN.fullmatch(self.name):
            raise ValueError(f"a form cannot be called {self.name!r}: x_ and small letters, such as x_issue")
        if not self.marks:
            raise ValueError(f"{self.name} has no marks")
        for mark in self.marks:
            places = _PLACE.findall(mark)
            if len(places) != 1 or places[0] not in NUMERALS:
                known = " ".join(f"{{{name}}}" for name in NUMERALS)
                raise ValueError(f"the mark {mark!r} of {self.name} needs one numeral in braces: {known}")
            if _PLACE.sub("", mark).strip() == "":
                raise ValueError(f"the mark {mark!r} of {self.name} is a numeral alone: any word would do for one")


@frozen
class Dialect:
    """What a body of documents writes otherwise, or beside what all write."""

    name: str
    forms: tuple[Form, ...] = field(default=(), repr=False)
    """Further forms of numbers."""
    order: tuple[str, ...] = field(default=(), repr=False)
    """Families in the order in which they usually stand in each other, outermost first; what a document itself shows comes
    before it.  A form of sections that is not named here stands outside all others."""
    running: tuple[str, ...] = field(default=(), repr=False)
    """Families whose numbers run on through all chapters and headings, which they never stand over: paragraphs 1 to 200."""
    segments: tuple[str, ...] = field(default=(), repr=False)
    """Words that open a section at the first level, followed by ：, wherever they begin a line: 主旨, 說明."""
    closings: tuple[str, ...] = field(default=(), repr=False)
    """Words that a closing formula begins with: 敬陳."""
    organs: tuple[str, ...] = field(default=(), repr=False)
    """Words that the name of an organ ends in: 研究所."""
    copies: tuple[str, ...] = field(default=(), repr=False)
    """Words that open the lines of those who get a copy, followed by ：; who signs may stand under them: 正本, 副本."""

    def __attrs_post_init__(self) -> None:
        names = [form.name for form in self.forms]
        for key, listed in (("forms", names), ("order", self.order), ("running", self.running)):
            for name in listed:
                if listed.count(name) > 1:
                    raise ValueError(f"{key} has {name} twice")
                if name not in names and name not in FAMILIES:
                    raise ValueError(f"{key} has {name!r}, which is no form of the dialect and no key of FAMILIES")


def names() -> tuple[str, ...]:
    """The dialects that come with the library.

    >>> names()
    ('hong_kong', 'taiwan')
    """
    return tuple(sorted(one.name.removesuffix(_SUFFIX) for one in _HERE.iterdir() if one.name.endswith(_SUFFIX)))


def load(dialect: str | PathLike[str]) -> Dialect:
    """The dialect with a name, or that of a file.

    :param dialect: one of :func:`names`, or the path of a TOML file, whose name ends in ``.toml``.
    :raises DialectError: there is no such dialect or file, or the file is none.

    >>> load("taiwan").copies
    ('正本', '副本')
    """
    name = fspath(dialect)
    if isinstance(dialect, str) and not name.endswith(_SUFFIX):
        return _shipped(name)
    try:
        return _dialect(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DialectError(name, getattr(error, "strerror", None) or str(error)) from error


def dialect_of(dialect: str | PathLike[str] | Dialect) -> Dialect:
    """A dialect as it is, or the one that :func:`load` finds.

    :raises DialectError: there is no such dialect or file, or the file is none.
    """
    return dialect if isinstance(dialect, Dialect) else load(dialect)


@cache
def _shipped(name: str) -> Dialect:
    if name not in names():
        raise DialectError(name, f"no such dialect; there is {', '.join(names())}, or the path of a {_SUFFIX} file")
    return _dialect(_HERE.joinpath(name + _SUFFIX).read_text(encoding="utf-8"))


def _dialect(text: str) -> Dialect:
    table = Declared(read_toml(text))
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


def _form(table: Declared) -> Form:
    form = Form(name=table.text("name"), marks=table.texts("marks"), item=table.flag("item", False))
    table.end()
    return form

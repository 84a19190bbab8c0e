"""Profiles: which parts a kind of report must have, and by which words of a heading each is known.

A profile is data, a TOML file; ``docs/profiles.md`` says how to write one.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from os import PathLike, fspath
from pathlib import Path

from attrs import field, frozen

from govreport.errors import ProfileError
from govreport.util.toml_tables import Declared, read_toml

_SUFFIX = ".toml"
_HERE = files("govreport.profiles")


@frozen
class Part:
    """One part of a kind of report, and the words that tell it.

    Words are found in either script.  Within a stretch of a heading, between 、 ， ； 和 及 与, the strongest decide.
    """

    name: str
    """What to call it: ``不足和原因``."""
    rule: str = ""
    """What the rule says of it, in its own words."""
    required: bool = True
    """Whether a report without it lacks something."""
    names: tuple[str, ...] = ()
    """Words that name the part, whatever stands beside them: 第一责任人, 下一步."""
    words: tuple[str, ...] = ()
    """Words that tell it where nothing in the same stretch is named: 成效 (but 下一步主要成效 is about next year)."""
    hints: tuple[str, ...] = ()
    """Words that tell it where the whole heading has none of the other two kinds, of any part: 推进, 加强."""


@frozen
class Profile:
    """A kind of report, and its parts in the order of the rule."""

    name: str
    title: str = ""
    """The kind of report: ``法治政府建设年度报告``."""
    source: str = ""
    """Which rule prescribes the parts."""
    parts: tuple[Part, ...] = field(default=(), repr=False)


def names() -> tuple[str, ...]:
    """The profiles that come with the library.

    >>> names()
    ('fazhi',)
    """
    return tuple(sorted(one.name.removesuffix(_SUFFIX) for one in _HERE.iterdir() if one.name.endswith(_SUFFIX)))


def load(profile: str | PathLike[str]) -> Profile:
    """The profile with a name, or that of a file.

    :param profile: one of :func:`names`, or the path of a TOML file, whose name ends in ``.toml``.
    :raises ProfileError: there is no such profile or file, or the file is none.

    >>> [part.name for part in load("fazhi").parts]
    ['主要举措和成效', '不足和原因', '第一责任人职责', '下一年安排', '其他']
    """
    name = fspath(profile)
    if isinstance(profile, str) and not name.endswith(_SUFFIX):
        return _shipped(name)
    try:
        return _profile(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ProfileError(name, getattr(error, "strerror", None) or str(error)) from error


def profile_of(profile: str | PathLike[str] | Profile) -> Profile:
    """A profile as it is, or the one that :func:`load` finds.

    :raises ProfileError: there is no such profile or file, or the file is none.
    """
    return profile if isinstance(profile, Profile) else load(profile)


@cache
def _shipped(name: str) -> Profile:
    if name not in names():
        raise ProfileError(name, f"no such profile; there is {', '.join(names())}, or the path of a {_SUFFIX} file")
    return _profile(_HERE.joinpath(name + _SUFFIX).read_text(encoding="utf-8"))


def _profile(text: str) -> Profile:
    table = Declared(read_toml(text))
    profile = Profile(
        name=table.text("name"),
        title=table.text("title", ""),
        source=table.text("source", ""),
        parts=tuple(_part(each) for each in table.tables("parts")),
    )
    table.end()
    if not profile.parts:
        raise ValueError("it has no parts; write [[parts]] above the keys of each")
    if len({part.name for part in profile.parts}) < len(profile.parts):
        raise ValueError("two parts have the same name")
    return profile


def _part(table: Declared) -> Part:
    part = Part(
        name=table.text("name"),
        rule=table.text("rule", ""),
        required=table.flag("required", True),
        names=table.texts("names"),
        words=table.texts("words"),
        hints=table.texts("hints"),
    )
    table.end()
    if not (part.names or part.words or part.hints):
        raise ValueError(f"the part {part.name} has no names, words or hints: nothing can tell it")
    return part

"""Profiles: the parts that a kind of report must have and the words that identify them, and the rules it must keep.

A profile is a TOML file; ``docs/profiles.md`` describes how to write one.
"""

from __future__ import annotations

from functools import cache
from os import PathLike, fspath

from attrs import field, frozen

from govreport.errors import ProfileError
from govreport.tree.codes import CODES
from govreport.tree.conversion import converter
from govreport.util.toml_files import SUFFIX, names_in, read_file, text_in
from govreport.util.toml_tables import TomlTable, read_toml


@frozen
class Part:
    """One part of a kind of report, and the words that identify it.

    Words match in either script.  In each segment of a heading, between 、 ， ； 和 及 与, the strongest kind decides.
    """

    name: str
    """The name of the part: ``不足和原因``."""
    rule: str = ""
    """The text of the rule that prescribes it."""
    required: bool = True
    """Whether a report must have it."""
    names: tuple[str, ...] = ()
    """Words that name the part in any context: 第一责任人, 下一步."""
    words: tuple[str, ...] = ()
    """Words that identify it unless a name is in the same segment: 成效 (but 下一步主要成效 is about next year)."""
    hints: tuple[str, ...] = ()
    """Words that identify it only if the heading has no names or words of any part: 推进, 加强."""


@frozen
class Profile:
    """A kind of report, its parts in the order of the rule, and the rules that it must keep."""

    name: str
    title: str = ""
    """The kind of report: ``法治政府建设年度报告``."""
    source: str = ""
    """The rule that prescribes the parts."""
    titles: tuple[str, ...] = ()
    """Words that the titles of such reports contain, in simplified characters: 法治政府建设."""
    parts: tuple[Part, ...] = field(default=(), repr=False)
    rules: tuple[str, ...] = ()
    """The codes of the rules that such documents must keep, or prefixes of codes: GR6; see :mod:`govreport.rules`."""


def names() -> tuple[str, ...]:
    """The built-in profiles.

    >>> names()
    ('fazhi', 'gongwen')
    """
    return names_in(__name__)


def load(profile: str | PathLike[str]) -> Profile:
    """Load a profile by name or from a file.

    :param profile: one of :func:`names`, or the path of a file with the suffix ``.toml``.
    :raises ProfileError: the profile does not exist or its file is invalid.

    >>> [part.name for part in load("fazhi").parts]
    ['主要举措和成效', '不足和原因', '第一责任人职责', '下一年安排', '其他']
    """
    name = fspath(profile)
    if isinstance(profile, str) and not name.endswith(SUFFIX):
        return _shipped(name)
    return read_file(name, _profile, ProfileError)


def profile_of(profile: str | PathLike[str] | Profile) -> Profile:
    """The profile itself, or the one that :func:`load` finds.

    :raises ProfileError: the profile does not exist or its file is invalid.
    """
    return profile if isinstance(profile, Profile) else load(profile)


def profile_for(title: str) -> Profile | None:
    """The built-in profile for a report with this title, in either script; None if it is of no known kind.

    >>> profile_for("某市2024年法治政府建設情況報告").name
    'fazhi'
    >>> profile_for("政府工作报告") is None
    True
    """
    simplified = converter("simplified")("".join(title.split()))
    return next((one for one in map(load, names()) if any(word in simplified for word in one.titles)), None)


@cache
def _shipped(name: str) -> Profile:
    if name not in names():
        raise ProfileError(name, f"unknown profile; use {', '.join(names())}, or the path of a {SUFFIX} file")
    return _profile(text_in(__name__, name))


def _profile(text: str) -> Profile:
    table = TomlTable(read_toml(text))
    profile = Profile(
        name=table.text("name"),
        title=table.text("title", ""),
        source=table.text("source", ""),
        titles=table.texts("titles"),
        parts=tuple(_part(each) for each in table.tables("parts")),
        rules=table.texts("rules"),
    )
    table.end()
    for prefix in profile.rules:
        if not any(code.startswith(prefix) for code in CODES):
            raise ValueError(f"no code starts with {prefix}")
    if not (profile.parts or profile.rules):
        raise ValueError(
            'the profile has no parts or rules; write [[parts]] above the keys of each part, or rules = ["GR6"]'
        )
    if len({part.name for part in profile.parts}) < len(profile.parts):
        raise ValueError("two parts have the same name")
    return profile


def _part(table: TomlTable) -> Part:
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
        raise ValueError(f"the part {part.name} has no names, words or hints to identify it")
    return part

"""The word lists of the rules, ``words.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from govreport.text.regex import lazy
from govreport.util.toml_tables import read_toml

_FILE = "words.toml"


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    tables = read_toml(files("govreport.rules").joinpath(_FILE).read_text(encoding="utf-8"))
    return {name: tuple(words) for name, words in tables.items()}


def words(name: str) -> tuple[str, ...]:
    """The words of a list.

    :raises KeyError: there is no such list.

    >>> "请示" in words("genre")
    True
    """
    return _lists()[name]


def pattern(source: str) -> re.Pattern[str]:
    """A regular expression in which ``{name}`` is any word of a list, the longest first; compiled on first use.

    >>> pattern("特此{genre}").search("特此通知。")[0]
    '特此通知'
    """
    return lazy(source, _expanded)


def _expanded(source: str) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda found: f"(?:{_either(found[1])})", source)


def _either(name: str) -> str:
    return "|".join(map(re.escape, sorted(words(name), key=len, reverse=True)))

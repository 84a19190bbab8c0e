"""Which language to use: by name, or by the environment of the process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("en", "zh")
"""English, the language of the code, and Chinese."""

VARIABLE: Final = "GOVREPORT_LANG"
"""The environment variable that names the language."""

_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables of the locale, in the order in which POSIX reads them."""


def language_of(name: str) -> str:
    """The language that a name means: ``zh-CN``, ``zh_TW.UTF-8`` and ``ZH`` are ``zh``; ``C`` and ``POSIX`` are ``en``.

    :raises ValueError: the language is not supported.

    >>> language_of("zh_CN.UTF-8"), language_of("en-GB"), language_of("C.UTF-8")
    ('zh', 'en', 'en')
    """
    first = re.split(r"[-_.@]", name.strip().lower())[0]
    language = "en" if first in ("c", "posix") else first
    if language not in LANGUAGES:
        raise ValueError(f"no language {name!r}; choose one of {', '.join(LANGUAGES)}")
    return language


def preferred(environment: Mapping[str, str]) -> str:
    """The language of a process: that of ``GOVREPORT_LANG``, else of the locale; English if there are no texts in it.

    >>> preferred({"LANG": "zh_CN.UTF-8"}), preferred({"LANG": "zh_CN.UTF-8", "GOVREPORT_LANG": "en"})
    ('zh', 'en')
    >>> preferred({"LANG": "de_DE.UTF-8"}), preferred({})
    ('en', 'en')
    """
    name = next((environment[key] for key in (VARIABLE, *_LOCALE) if environment.get(key)), "en")
    try:
        return language_of(name)
    except ValueError:
        return "en"
